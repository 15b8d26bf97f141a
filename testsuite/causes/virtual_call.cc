/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing of shapes, of which one kind is slow. */
#include <memory>
#include <vector>

#include "spend.h"

namespace
{
class shape
{
      public:
	explicit shape(unsigned size) : size(size) {}
	virtual ~shape() = default;
	virtual unsigned paint() const = 0;

      protected:
	unsigned size;
};

class box : public shape
{
      public:
	using shape::shape;
	unsigned paint() const override
	{
		spend(10);
		return size * size;
	}
};

class line : public shape
{
      public:
	using shape::shape;
	unsigned paint() const override
	{
		if (size > 80)
			spend(5);
		spend(8);
		return size;
	}
};

class text : public shape
{
      public:
	using shape::shape;
	unsigned paint() const override
	{
		spend(3000);
		if (size > 50)
			spend(5);
		return size * 2;
	}
};

std::vector<std::unique_ptr<shape>> shapes;

unsigned paint_clipped(const shape &s, bool clipped)
{
	unsigned area = s.paint();

	if (clipped)
		area /= 2;
	if (area > 5000)
		spend(3);
	return area;
}

unsigned repaint(unsigned number)
{
	bool clipped = draw(4) == 0;

	return paint_clipped(*shapes[number % shapes.size()], clipped);
}
} // namespace

int main()
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 60; i++) {
		unsigned dice = draw(12), size = draw(100);

		if (dice == 0)
			shapes.push_back(std::make_unique<text>(size));
		else if (dice < 5)
			shapes.push_back(std::make_unique<line>(size));
		else
			shapes.push_back(std::make_unique<box>(size));
	}
	for (unsigned i = 0; i < 480; i++)
		sum += repaint(i);
	return sum == 0;
}

/* spec:
 *   "*repaint*":
 *     - {name: quick, paths: ["*paint_clipped*", "*::paint*"], cftl: 'forall c in calls("*paint_clipped*"): cost(c) < 1000 us'}
 * cause: callee {anonymous}::text::paint
 */
