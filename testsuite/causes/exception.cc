/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader of dates: what the quick reader does not understand, it throws. */
#include <stdexcept>
#include <string>

#include "spend.h"

namespace
{
struct date {
	int day, month;
};

date read_quickly(const std::string &text)
{
	date d = { 0, 0 };

	if (text.size() < 4)
		throw std::invalid_argument("short");
	d.day = (text[0] - '0') * 10 + text[1] - '0';
	if (d.day > 28)
		spend(4);
	d.month = (text[2] - '0') * 10 + text[3] - '0';
	spend(10);
	return d;
}

date read_slowly(const std::string &text)
{
	spend(3500);
	return { static_cast<int>(text.size()), 1 };
}

date read_date(const std::string &text)
{
	if (text.empty())
		return { 1, 1 };
	try {
		return read_quickly(text);
	} catch (const std::invalid_argument &) {
		return read_slowly(text);
	}
}

int take(unsigned number)
{
	std::string text = "1205";

	if (number % 3 == 0)
		text = "3011";
	text.resize(draw(11) == 0 ? 2 : 4);
	if (number % 20 == 5)
		text.clear();
	return read_date(text).day;
}
} // namespace

int main()
{
	int sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += take(i);
	return sum == 0;
}

/* spec:
 *   "*take*":
 *     - {name: quick, paths: deep, cftl: 'forall c in calls("*read_date*"): cost(c) < 1000 us'}
 * cause: branch 'text.size() < 4' true | branch 'text.size' true | branch '' exception
 */
