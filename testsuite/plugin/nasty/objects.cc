// SPDX-License-Identifier: GPL-3.0-or-later
// Templates, lambdas, virtual calls, static constructors, thread_local, structured bindings.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>
namespace ns {
template <typename T> struct box { T v; T get() const { return v; } box &operator+=(T d) { v += d; return *this; } };
struct base { virtual ~base() = default; virtual int f(int n) { return n; } };
struct derived : base { int k = 3; int f(int n) override { k += n; return k; } };
}
static int made(int n) { return n * 2; }
static int early = made(21);
thread_local int tlocal = made(4);
static std::pair<int, double> two(int n) { return { n, n / 4.0 }; }
int main()
{
	std::vector<int> v;
	ns::box<long> b{ 4 };
	std::unique_ptr<ns::base> p = std::make_unique<ns::derived>();
	for (int i = 0; i < 20; i++)
		v.push_back((i * 7) % 13);
	std::sort(v.begin(), v.end(), [&](int x, int y) { b += 1; return x < y; });
	auto [n, d] = two(p->f(5));
	int total = 0;
	for (int x : v)
		total += x * p->f(x);
	std::printf("%d %g %d %ld %d %d\n", n, d, total, b.get() > 4 ? 1L : 0L, early, tlocal);
	return 0;
}
