/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdbool.h>

bool ready(void);

int f(void)
{
	bool auth = ready();

	if (!auth)
		auth = true;
	return auth;
}

/* spec:
 *   f:
 *     - 'forall q in changes(auth): q(auth) == true'
 * want-site: 8 change auth [value]
 * want-site: 11 change auth [value]
 */
