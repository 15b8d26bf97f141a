/* SPDX-License-Identifier: GPL-3.0-or-later */
template <typename T> struct box {
	T value;
	T get(T n);
};
template <typename T> T box<T>::get(T n)
{
	value = n;
	return value;
}

double f(int n)
{
	box<int> a;
	box<double> b;

	return a.get(n) + b.get(0.5);
}

/* spec:
 *   "box<int>::get":
 *     - 'forall q in changes(value): q(value) > 0'
 *   "box<*>::get":
 *     - 'forall q in changes(value): q(value) > 0'
 *   f:
 *     - 'forall t in calls(get): duration(t) < 1 s'
 * want-site: 8 change value [value]
 * want-site: 8 change value [value]
 * want-site: 8 change value [value]
 * want-site: 17 call get [time]
 * want-site: 17 call get [time]
 */
