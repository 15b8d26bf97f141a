/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter of sound: numbers so small that they are denormal are what a processor is slow
 * with.  No branch asks for that; here the time is as if. */
#include "spend.h"

struct sound {
	double level;
	unsigned samples, channels, steps;
};

static unsigned filter(const struct sound *s)
{
	unsigned out = s->samples;

	if (s->channels == 2)
		out *= 2;
	spend(20 + s->steps * 10);
	if (out > 700)
		spend(4);
	return out;
}

/* how loud, and in how many steps it is denormal while it decays */
static const struct {
	double level;
	unsigned steps;
} sources[] = { { 0.5, 0 },  { 0.01, 1 }, { 1, 0 },   { 0.2, 0 }, { 1e-309, 500 },
		{ 0.7, 0 },  { 0.03, 2 }, { 0.1, 0 }, { 0.9, 1 }, { 0.4, 0 },
		{ 0.06, 1 } };

static unsigned play(unsigned number)
{
	unsigned source = draw(11);
	struct sound s = { .samples = draw(512), .channels = 1 };

	s.level = sources[source].level * (1 + draw(10));
	s.steps = sources[source].steps;
	if (number % 2)
		s.channels = 2;
	return filter(&s);
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += play(i);
	return sum == 0;
}

/* spec:
 *   play:
 *     - {name: quick, record: [s.level, s.samples, number], cftl: 'forall c in calls(filter): cost(c) < 1000 us'}
 * cause: value 's.level' <=
 */
