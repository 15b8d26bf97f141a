/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Specifications without a compiler: what is wrong in one, told as GCC tells it, and
 * its canonical form.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/caret.h"
#include "analysis/command.h"
#include "analysis/print.h"
#include "spec/spec.h"

static size_t count_functions(const struct vypr_spec *spec)
{
	size_t count = 0;

	for (size_t i = 0; i < spec->property_count; i++)
		count += i == 0 ||
			 spec->properties[i].function.line !=
				 spec->properties[i - 1].function.line ||
			 spec->properties[i].function.column !=
				 spec->properties[i - 1].function.column;
	return count;
}

static size_t count_properties(const struct vypr_spec *spec)
{
	size_t count = 0;

	for (size_t i = 0; i < spec->property_count; i++)
		count += spec->properties[i].ast.node_count > 0;
	return count;
}

static void json_check(FILE *out, const char *file, const struct vypr_spec *spec,
		       const struct vypr_diag *diag)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_string(&j, "file", file);
	vypr_json_bool(&j, "good", spec != NULL);
	if (spec) {
		vypr_json_unsigned(&j, "functions", count_functions(spec));
		vypr_json_unsigned(&j, "properties", count_properties(spec));
	} else {
		vypr_json_integer(&j, "line", diag->line);
		vypr_json_integer(&j, "column", diag->column);
		vypr_json_integer(&j, "end_column", diag->end_column);
		vypr_json_string(
			&j, "text",
			*diag->text ? diag->text : vypr_status_text(diag->status));
		vypr_json_string(&j, "hint", diag->hint);
	}
	vypr_json_close(&j, '}');
}

static void text_good(FILE *out, const char *file, const struct vypr_spec *spec)
{
	char functions[40], properties[40];

	fprintf(out, "%s: %s of %s\n", file,
		vypr_count_text(count_properties(spec), "property", "properties",
				properties, sizeof properties),
		vypr_count_text(count_functions(spec), "function", "functions", functions,
				sizeof functions));
}

static enum vypr_status read_spec(const char *file, struct vypr_spec *ret_spec,
				  struct vypr_diag *ret_diag)
{
	enum vypr_status status;

	memset(ret_diag, 0, sizeof *ret_diag);
	status = vypr_spec_read(file, ret_spec, ret_diag);
	ret_diag->status = status;
	return status;
}

static void say_error(const struct vypr_output *output,
		      const struct vypr_arguments *arguments, const char *file,
		      const struct vypr_diag *diag)
{
	fflush(output->out);
	vypr_print_caret(stderr, arguments->colour, file, diag);
}

int vypr_run_spec_check(struct vypr_analysis *analysis,
			const struct vypr_arguments *arguments,
			struct vypr_output *output, struct vypr_analysis_error *reterr)
{
	int code = 0;

	(void)analysis;
	(void)reterr;
	for (size_t i = 0; i < arguments->operand_count; i++) {
		const char *file = arguments->operands[i];
		struct vypr_spec spec;
		struct vypr_diag diag;
		int good = read_spec(file, &spec, &diag) == VYPR_OK;

		if (output->json)
			json_check(output->out, file, good ? &spec : NULL, &diag);
		else if (good)
			text_good(output->out, file, &spec);
		else
			say_error(output, arguments, file, &diag);
		if (good)
			vypr_spec_fini(&spec);
		else
			code = VYPR_SAID;
	}
	return code;
}

int vypr_run_spec_print(struct vypr_analysis *analysis,
			const struct vypr_arguments *arguments,
			struct vypr_output *output, struct vypr_analysis_error *reterr)
{
	int code = 0;

	(void)analysis;
	(void)reterr;
	for (size_t i = 0; i < arguments->operand_count; i++) {
		const char *file = arguments->operands[i];
		struct vypr_spec spec;
		struct vypr_diag diag;

		if (read_spec(file, &spec, &diag) != VYPR_OK) {
			say_error(output, arguments, file, &diag);
			code = VYPR_SAID;
			continue;
		}
		vypr_print_spec(output, &spec, file);
		vypr_spec_fini(&spec);
	}
	return code;
}
