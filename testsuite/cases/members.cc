/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cstddef>

namespace bank {

class account {
public:
	explicit account(account *p = nullptr) : parent(p) {}
	bool pay(int cents);

private:
	int balance = 10;
	account *parent;
};

bool account::pay(int cents)
{
	if (cents > balance && (!parent || !parent->pay(cents)))
		return false;
	balance -= cents;
	return true;
}

}

int main()
{
	bank::account family, child(&family);

	child.pay(4);
	child.pay(8);
	family.pay(7);
	return 0;
}

/* spec:
 *   "bank::account::pay":
 *     - {name: solvent, cftl: 'forall q in changes(balance): q(balance) >= 0'}
 *     - {name: rich, cftl: 'forall q in changes(balance): q(parent->balance) > 5'}
 *     - {name: this, cftl: 'forall q in changes(this->balance): q(this->balance) == q(balance)'}
 *     - {name: allowed, cftl: 'forall c in calls(pay): returned(c) == true'}
 *     - {name: asked, cftl: 'forall e in entry: e(parent->balance) >= e(cents)'}
 * want: solvent = true false true
 * want: rich = true false unknown(no-value)
 * want: this = true true true
 * want: allowed = true
 * want: asked = true true unknown(no-value) unknown(no-value)
 * covers: this-member true=solvent false=solvent unknown=rich
 * covers: method true=solvent false=solvent unknown=rich
 */
