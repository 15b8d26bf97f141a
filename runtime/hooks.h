/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The prototypes of spec/hooks.def.
 */
#ifndef VYPR_RUNTIME_HOOKS_H
#define VYPR_RUNTIME_HOOKS_H

#include <stdint.h>

#include "spec/event.h"

#define VYPR_HOOK(name, type, parameters, codes) type name parameters;
#define VYPR_TLS(name, type) \
	extern __thread type name __attribute__((tls_model("initial-exec")));
#include "spec/hooks.def"
#undef VYPR_HOOK
#undef VYPR_TLS

#endif
