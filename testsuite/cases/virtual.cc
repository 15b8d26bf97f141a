/* SPDX-License-Identifier: GPL-3.0-or-later */
struct base {
	virtual int run(int n) = 0;
	virtual int stop() { return 0; }
	virtual ~base() {}
};
struct derived : base {
	int run(int n) override { return n; }
};

int f(base *b, derived *d)
{
	b->stop();
	d->derived::run(2);
	return b->run(1) + d->run(3);
}

/* spec:
 *   f:
 *     - 'forall t in calls(base::run): duration(t) < 1 s'
 *     - 'forall t in calls(run): duration(t) < 1 s'
 * want-site: 15 call base::run [time]
 * want-site: 14 call run [time]
 * want-site: 15 call base::run [time]
 * want-site: 15 call run [time]
 */
