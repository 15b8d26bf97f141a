/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

struct device { volatile uint32_t control, status; };

static struct device device;
static struct device *volatile port;

static void command(uint32_t c)
{
	device.control = c;
	device.status = device.control & 1 ? 0x80u : 0;
	device.control &= ~1u;
}

int main(void)
{
	command(3);
	port = &device;
	command(4);
	return 0;
}

/* spec:
 *   command:
 *     - {name: busy, cftl: 'forall q in changes(device.status): q(device.status) == 0x80'}
 *     - {name: even, cftl: 'forall q in changes(device.control): q(device.control) % 2 == 0'}
 *     - {name: port, cftl: 'forall q in changes(device.status): q(port->control) == q(c)'}
 *     - name: clear
 *       cftl: 'forall q in changes(device.status): next_change(q, device.control)(device.control) == 4'
 *     - {name: port hex, cftl: 'forall q in changes(device.status): q(port->control) < 0x10'}
 * want: busy = true false
 * want: even = false true true true
 * want: port = unknown(no-value) true
 * want: clear = false true
 * want: port hex = unknown(no-value) true
 * covers: hexadecimal true=busy false=busy unknown=port hex
 */
