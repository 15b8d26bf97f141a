/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the words of a trace.
 */
#include "testsuite/play.h"

#include <stdlib.h>
#include <string.h>

/* "text", ~"text that was cut off"; where it ends. */
static char *read_text(char *at, struct vypr_event *e, char *ret_text)
{
	uint64_t cut = *at == '~';
	size_t size;

	at += cut + 1;
	size = strcspn(at, "\"");
	memcpy(ret_text, at, size);
	e->text = ret_text;
	e->value = size | cut << 32;
	return at + size + 1;
}

/* One event of the trace at the text; where it ends. */
static const char *read_event(const struct trace_unit *t, const char *text,
			      const struct play *p, struct vypr_event *e,
			      char *text_of_event)
{
	char *end;
	unsigned long statement = strtoul(text, &end, 10);

	*e = trace_event(t, (uint32_t)statement, *end == '.');
	end += *end == '.';
	for (;;) {
		char *at = end + strspn(end, " ");

		if (*at == '=' && strchr("\"~", at[1]))
			end = read_text(at + 1, e, text_of_event);
		else if (*at == '@')
			e->time_ns = strtoull(at + 1, &end, 10);
		else if (*at == '=')
			e->value = at[1] == '-' ? (uint64_t)strtoll(at + 1, &end, 0)
						 : strtoull(at + 1, &end, 0);
		else
			break;
	}
	e->frame = p->frame;
	e->thread = p->thread;
	return end;
}

static enum vypr_status play_word(const struct trace_unit *t, struct vypr_monitor *m,
				  struct play *p, const char **text)
{
	char *end = (char *)*text + 1;
	enum vypr_status status = VYPR_OK;
	char text_of_event[1024];
	struct vypr_event e;

	if (**text == '#')
		p->frame = strtoull(*text + 1, &end, 10);
	else if (**text == '!')
		p->thread = (uint32_t)strtoul(*text + 1, &end, 10);
	else if (**text == '>')
		status = vypr_monitor_advance(m, strtoull(*text + 1, &end, 10));
	else if (**text == 'L')
		status = vypr_monitor_lost(m, p->thread, 3);
	else if (**text == 'E')
		status = vypr_monitor_end(m, p->thread, VYPR_REASON_UNWOUND);
	else if (**text == 'D')
		status = vypr_monitor_end(m, 0, VYPR_REASON_DIED);
	else {
		end = (char *)read_event(t, *text, p, &e, text_of_event);
		status = vypr_monitor_feed(m, &e);
	}
	*text = end;
	return status;
}

enum vypr_status play(const struct trace_unit *t, struct vypr_monitor *m, struct play *p,
		      const char *text)
{
	while (*(text += strspn(text, " "))) {
		enum vypr_status status = play_word(t, m, p, &text);

		if (status != VYPR_OK)
			return status;
	}
	return VYPR_OK;
}
