/* SPDX-License-Identifier: GPL-3.0-or-later */
struct animal {
	int meals = 0;
	animal *parent = nullptr;
	virtual ~animal() {}
	virtual int eat(int n) { meals += n; return meals; }
};
struct dog : animal {
	int bones = 0;
	int eat(int n) override
	{
		bones += n;
		return animal::eat(2 * n);
	}
};

static int feed(animal &a, int n)
{
	return a.eat(n);
}

int main()
{
	animal cat;
	dog rex;

	rex.parent = &cat;
	feed(cat, 1);
	feed(rex, 2);
	feed(rex, 1);
	return 0;
}

/* spec:
 *   feed:
 *     - {name: full, cftl: 'forall c in calls(animal::eat): returned(c) >= 4'}
 *   "dog::eat":
 *     - {name: bones, cftl: 'forall q in changes(bones): q(bones) < 3'}
 *     - {name: parent, cftl: 'forall q in changes(bones): q(parent->meals) == 1'}
 *     - {name: twice, cftl: 'forall c in calls(animal::eat): argument(c, 1) == 2 * before(c)(n)'}
 *   "animal::eat":
 *     - {name: meals, cftl: 'forall q in changes(meals): q(meals) > 1'}
 *     - {name: above, cftl: 'forall q in changes(meals): q(parent->meals) < q(meals)'}
 * want: full = false true true
 * want: bones = true false
 * want: parent = true true
 * want: twice = true true
 * want: meals = false true true
 * want: above = unknown(no-value) true true
 * covers: virtual true=full false=full unknown=above
 * covers: this-member true=bones false=bones unknown=above
 */
