/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a formula: no crash, and what is accepted survives printing.
 * testsuite/fuzz/run.sh builds it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "spec/form.h"
#include "spec/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vypr_diag diag;
	struct vypr_ast ast, again;
	struct vypr_form form;
	size_t length;
	char *text;

	if (vypr_parse((const char *)data, size, NULL, &ast, &diag) != VYPR_OK)
		return 0;
	length = vypr_print(&ast, ast.root, NULL, 0);
	text = malloc(length + 1);
	if (!text)
		abort();
	vypr_print(&ast, ast.root, text, length + 1);
	if (length <= 65536) {
		if (vypr_parse(text, length, NULL, &again, &diag) != VYPR_OK ||
		    !vypr_ast_equal(&ast, &again))
			abort();
		vypr_ast_fini(&again);
	}
	if (vypr_form_make(&ast, &form, &diag) == VYPR_OK)
		vypr_form_fini(&form);
	free(text);
	vypr_ast_fini(&ast);
	return 0;
}
