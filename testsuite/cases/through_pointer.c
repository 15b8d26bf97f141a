/* SPDX-License-Identifier: GPL-3.0-or-later */
struct cmd { void (*proc)(int); int (*table[4])(void); };
struct client { struct cmd *cmd; };

void f(struct client *c, void (*done)(void), int i)
{
	c->cmd->proc(1);
	(*c->cmd->proc)(2);
	c->cmd->table[1]();
	c->cmd->table[i]();
	done();
}

/* spec:
 *   f:
 *     - 'forall t in calls(c->cmd->proc): duration(t) < 1 s'
 *     - 'forall t in calls(c->cmd->table[1]): duration(t) < 1 s'
 *     - 'forall t in calls(done): duration(t) < 1 s'
 * want-site: 7 call c->cmd->proc [time]
 * want-site: 8 call c->cmd->proc [time]
 * want-site: 9 call c->cmd->table[1] [time]
 * want-site: 11 call done [time]
 */
