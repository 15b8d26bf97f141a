/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that read the wrapper share.  Private to spec/spec*.c.
 *
 *   spec.c           the whole: modules, functions, settings, formulas
 *   spec_property.c  the keys of a property's long form
 *   spec_text.c      errors with their place, texts, mappings with known keys
 *
 * A function that reads returns false once the error has been reported; nothing more may be
 * read then.
 */
#ifndef VYPR_SPEC_PRIVATE_H
#define VYPR_SPEC_PRIVATE_H

#include "spec/spec.h"
#include "spec/spec_yaml.h"

struct vypr_spec_reader {
	struct vypr_lines source;
	struct vypr_spec spec;
	struct vypr_region *region;
	size_t capacity; /* of spec.properties */
	size_t visited;
	size_t list; /* first property of the list that is read */
	struct vypr_diag *diag;
	enum vypr_status status;
};

typedef const struct vypr_yaml_node yaml;

/* What is read of a property before its formula is. */
struct vypr_property_reader {
	struct vypr_spec_reader *reader;
	struct vypr_property *property;
	yaml *cftl;
	yaml *record;            /* NULL, or a list of texts */
};

struct vypr_spec_key {
	const char *name;
	bool (*read)(struct vypr_property_reader *p, yaml *key, yaml *value);
};

/* ---- spec_text.c */
bool vypr_spec_fail(struct vypr_spec_reader *r, enum vypr_status status, yaml *at,
		    const char *format, ...) __attribute__((format(printf, 4, 5)));
bool vypr_spec_no_memory(struct vypr_spec_reader *r);
void vypr_spec_hint(struct vypr_spec_reader *r, const char *text); /* to the error just reported */
bool vypr_spec_visit(struct vypr_spec_reader *r, yaml *node);
bool vypr_spec_is_null(yaml *node);
/* what: "'name'", wanted: "a text" */
bool vypr_spec_want(struct vypr_spec_reader *r, yaml *node, enum vypr_yaml_kind kind,
		    const char *what, const char *wanted);
/* The text of a scalar and its place, without quotes. */
bool vypr_spec_read_text(struct vypr_spec_reader *r, yaml *node, const char *what,
			 struct vypr_text *ret_text);
/* A list of texts; fails on an empty one. */
bool vypr_spec_read_texts(struct vypr_spec_reader *r, yaml *node, const char *what,
			  struct vypr_text **ret_texts, size_t *ret_count);
/* where: "a property" */
bool vypr_spec_read_keys(struct vypr_property_reader *p, yaml *map,
			 const struct vypr_spec_key *keys, size_t count, const char *where);

/* ---- spec_property.c */
bool vypr_spec_read_property_keys(struct vypr_property_reader *p, yaml *map);

#endif
