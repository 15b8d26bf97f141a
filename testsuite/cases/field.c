/* SPDX-License-Identifier: GPL-3.0-or-later */
struct buf { int len; struct { char tag; double d; }; unsigned bits : 5; };
struct conn { struct buf buf, *out; struct conn *next; };

void f(struct conn *c, struct buf b)
{
	b.len = 1;
	b.tag = 'a';
	b.d = 0.5;
	b.bits = 3;
	c->buf.len = b.len;
	c->out->len = 2;
	c->next->next->out->len = 3;
	c->next->out->len = 4;
	c->out->bits++;
}

/* spec:
 *   f:
 *     - 'forall q in changes(b.len): q(b.len) == 1'
 *     - "forall q in changes(b.tag): q(b.tag) == 'a'"
 *     - 'forall q in changes(b.d): q(b.d) < 1.0'
 *     - 'forall q in changes(b.bits): q(b.bits) == 3'
 *     - 'forall q in changes(c->buf.len): q(c->buf.len) == 1'
 *     - 'forall q in changes(c->out->len): q(c->out->len) == 2'
 *     - 'forall q in changes(c->next->out->len): q(c->next->out->len) == 4'
 *     - 'forall q in changes(c->out->bits): q(c->out->bits) == 0'
 * want-site: 7 change b.len [value]
 * want-site: 8 change b.tag [value]
 * want-site: 9 change b.d [value]
 * want-site: 10 change b.bits [value]
 * want-site: 11 change c->buf.len [value]
 * want-site: 12 change c->out->len [value]
 * want-site: 14 change c->next->out->len [value]
 * want-site: 15 change c->out->bits [value]
 */
