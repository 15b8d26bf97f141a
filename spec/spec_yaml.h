/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A YAML text as a tree with exact places.  Private to spec/spec*.c.
 *
 *   bytes ─► vypr_yaml_read ─► nodes (in a region) ─► spec.c: what they mean
 *
 * An alias is a second pointer to the same node, so the tree is never larger than the
 * text; whoever walks it counts what it visits.
 */
#ifndef VYPR_SPEC_SPEC_YAML_H
#define VYPR_SPEC_SPEC_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "spec/parse.h"
#include "spec/status.h"

/* ---- region: memory that is freed at once (spec_region.c) */
struct vypr_region;
struct vypr_region *vypr_region_new(void);
void vypr_region_free(struct vypr_region *region);
void *vypr_region_alloc(struct vypr_region *region, size_t size); /* zeroed; NULL */
char *vypr_region_copy(struct vypr_region *region, const char *text, size_t size); /* + NUL */

/* ---- the text and its lines (spec_place.c) */
struct vypr_lines {
	const char *bytes;
	size_t size;
	uint32_t *line_starts;   /* malloc'ed */
	size_t line_count;
};
bool vypr_lines_init(struct vypr_lines *source, const char *bytes, size_t size);
void vypr_lines_fini(struct vypr_lines *source);
void vypr_lines_place(const struct vypr_lines *source, size_t offset, int *ret_line,
		       int *ret_column);
/* where the line of an offset ends: its last byte before the line break */
size_t vypr_lines_line_end(const struct vypr_lines *source, size_t offset);

/* ---- nodes (spec_yaml.c) */
enum vypr_yaml_kind { VYPR_YAML_SCALAR, VYPR_YAML_LIST, VYPR_YAML_MAP };
enum vypr_yaml_style {
	VYPR_YAML_PLAIN, VYPR_YAML_SINGLE, VYPR_YAML_DOUBLE, VYPR_YAML_LITERAL,
	VYPR_YAML_FOLDED
};

struct vypr_yaml_node {
	enum vypr_yaml_kind kind;
	enum vypr_yaml_style style; /* scalars */
	const char *text;        /* scalars: NUL-terminated; may contain NUL */
	size_t size;             /* scalars: of text */
	size_t start, end;       /* bytes of the file, [start, end), with quotes and tags */
	struct vypr_yaml_node **items; /* list: items; map: key, value, key, value, ... */
	size_t count;            /* of items; a map's is even */
	bool complete;           /* false while it is being read */
};

/* ret_root  NULL for a text without a document
 * Errors    SYNTAX (also duplicate keys), LIMIT (nesting, anchors), NOMEM */
enum vypr_status vypr_yaml_read(const struct vypr_lines *source, struct vypr_region *region,
				struct vypr_yaml_node **ret_root,
				struct vypr_diag *reterr_diag);

/* Set the diag to a range of the file, cut at the end of its first line. */
enum vypr_status vypr_yaml_fail(const struct vypr_lines *source, struct vypr_diag *diag,
				enum vypr_status status, size_t start, size_t end,
				const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* ---- from a scalar's text back to the file (spec_place.c) */
struct vypr_scalar_map {
	const struct vypr_lines *source;
	uint32_t *offsets;       /* malloc'ed: of each byte of the text and of its end */
	size_t size;
};
/* Errors NOMEM. */
bool vypr_scalar_map_init(struct vypr_scalar_map *map, const struct vypr_lines *source,
			  const struct vypr_yaml_node *scalar);
void vypr_scalar_map_fini(struct vypr_scalar_map *map);
/* for struct vypr_place_map; ctx is a struct vypr_scalar_map */
void vypr_scalar_map_place(void *ctx, size_t offset, int *ret_line, int *ret_column);

#endif
