/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sender of messages: only what is both encrypted and long is slow. */
#include "spend.h"

struct message {
	unsigned length;
	int encrypted, urgent;
};

/* microseconds: [with a cipher][in pieces] */
static const unsigned price[2][2] = { { 20, 25 }, { 30, 4000 } };

static unsigned header_of(const struct message *m)
{
	unsigned header = 0x40;

	if (m->urgent)
		header |= 1;
	if (m->length % 4)
		header |= 2;
	return header;
}

static unsigned send_message(const struct message *m)
{
	unsigned cipher = 0, pieces = 0, header = header_of(m);

	if (m->encrypted) {
		header |= 8;
		cipher = 1;
	}
	if (m->length > 1400) {
		header |= 16;
		pieces = 1;
	}
	spend(price[cipher][pieces]);
	if (m->urgent)
		spend(3);
	return header;
}

static unsigned deliver(unsigned number)
{
	struct message m = { .length = draw(2000), .encrypted = draw(3) == 0 };

	if (number % 5 == 0)
		m.urgent = 1;
	return send_message(&m);
}

int main(void)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 500; i++)
		sum += deliver(i);
	return sum == 0;
}

/* spec:
 *   deliver:
 *     - {name: quick, cftl: 'forall c in calls(send_message): cost(c) < 1000 us'}
 * cause: both 'm->encrypted' true 'm->length > 1400' true
 */
