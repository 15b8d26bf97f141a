/* SPDX-License-Identifier: GPL-3.0-or-later */
namespace net {
class conn {
public:
	int send(int n);
	void note(int n);
	int sent = 0, failed = 0;
};

void conn::note(int n)
{
	failed += n;
}

int conn::send(int n)
{
	sent = n;
	this->sent += 2;
	note(n);
	this->note(sent);
	return sent;
}
}

int plain(net::conn &c, int &r)
{
	r = c.send(1);
	c.sent = 4;
	return r++;
}

/* spec:
 *   "net::conn::send":
 *     - 'forall q in changes(sent): q(sent) > 1 or q(failed) < 3'
 *     - 'forall t in calls(net::conn::note): duration(t) < 1 s'
 *     - 'forall t in calls(note): duration(t) < 1 s'
 *   plain:
 *     - 'forall q in changes(r): q(r) > 0'
 *     - 'forall q in changes(c.sent): q(c.sent) > 0'
 *     - 'forall t in calls("net::conn::send(int)"): duration(t) < 1 s'
 * want-site: 17 change sent [value]
 * want-site: 17 value failed [value]
 * want-site: 18 change sent [value]
 * want-site: 18 value failed [value]
 * want-site: 19 call net::conn::note [time]
 * want-site: 20 call net::conn::note [time]
 * want-site: 19 call net::conn::note [time]
 * want-site: 20 call net::conn::note [time]
 * want-site: 27 change r [value]
 * want-site: 29 change r [value]
 * want-site: 28 change c.sent [value]
 * want-site: 27 call net::conn::send(int) [time]
 */
