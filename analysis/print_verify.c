/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how an explanation that was counted again looks.
 */
#include <stdio.h>

#include "analysis/print.h"

static void json_verification(FILE *out, const struct vypr_analysis_explanation *e,
			      const struct vypr_analysis_verification *v)
{
	struct vypr_json j;

	vypr_json_begin(&j, out);
	vypr_json_open(&j, NULL, '{');
	vypr_json_string(&j, "name", e->name);
	vypr_json_string(&j, "sentence", e->sentence);
	vypr_json_bool(&j, "agrees", v->agrees);
	vypr_json_open(&j, "claims", '[');
	for (size_t i = 0; i < v->claim_count; i++) {
		vypr_json_open(&j, NULL, '{');
		vypr_json_string(&j, "what", v->claims[i].what);
		vypr_json_number(&j, "claimed", v->claims[i].claimed);
		vypr_json_number(&j, "found", v->claims[i].found);
		vypr_json_bool(&j, "agrees", v->claims[i].agrees);
		vypr_json_close(&j, '}');
	}
	vypr_json_close(&j, ']');
	vypr_json_open(&j, "unchecked", '[');
	for (size_t i = 0; i < v->unchecked_count; i++)
		vypr_json_string(&j, NULL, v->unchecked[i]);
	vypr_json_close(&j, ']');
	vypr_json_unsigned(&j, "cut", v->cut);
	vypr_json_close(&j, '}');
}

static void text_claim(const struct vypr_output *o, const struct vypr_analysis_claim *c)
{
	vypr_text_colour(o, c->agrees ? VYPR_GREEN : VYPR_RED);
	fputs(c->agrees ? "ok   " : "not  ", o->out);
	vypr_text_colour(o, VYPR_PLAIN);
	if (c->agrees)
		fprintf(o->out, "%s: %.10g\n", c->what, c->claimed);
	else
		fprintf(o->out, "%s: claimed %.10g, found %.10g\n", c->what, c->claimed,
			c->found);
}

void vypr_print_verification(struct vypr_output *o,
			     const struct vypr_analysis_explanation *e,
			     const struct vypr_analysis_verification *v)
{
	if (o->json) {
		json_verification(o->out, e, v);
		return;
	}
	vypr_text_wrap(o, 0, 0, e->sentence);
	putc('\n', o->out);
	for (size_t i = 0; i < v->claim_count; i++)
		text_claim(o, &v->claims[i]);
	for (size_t i = 0; i < v->unchecked_count; i++)
		fprintf(o->out, "?    %s: cannot be counted so\n", v->unchecked[i]);
	if (v->cut)
		fprintf(o->out, "%llu verdicts have more calls inside than were looked at.\n",
			(unsigned long long)v->cut);
}
