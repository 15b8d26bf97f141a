// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions: thrown, caught, passed on, through destructors, out of constructors.
#include <cstdio>
#include <stdexcept>
#include <string>
struct guard { int *n; explicit guard(int *p) : n(p) { ++*n; } ~guard() { --*n; } };
static int open_guards;
static int may_throw(int n) { guard g(&open_guards); if (n % 3 == 0) throw n; if (n % 7 == 0) throw std::runtime_error("seven"); return n; }
static int middle(int n) { guard g(&open_guards); int r = may_throw(n); r += may_throw(n + 1); return r; }
static int outer(int n)
{
	try {
		return middle(n);
	} catch (int k) {
		return -k;
	} catch (const std::exception &e) {
		return e.what()[0];
	}
}
struct thing { std::string name; int v; explicit thing(int n) : name("t" + std::to_string(n)), v(may_throw(n)) {} };
static int rethrow(int n) { try { thing t(n); return t.v; } catch (...) { if (n > 5) throw; return 1; } }
static int clean(int n) noexcept { return n; }
int main()
{
	int total = 0, caught = 0;
	for (int i = 1; i < 40; i++) {
		total = total * 2 % 10007 + outer(i) + clean(i);
		try { total += rethrow(i); } catch (...) { caught++; }
	}
	std::printf("%d %d %d\n", total, caught, open_guards);
	return caught;
}
