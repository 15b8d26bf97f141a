/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The unit while it grows, and its way to bytes (spec/unit.h).
 */
#include "plugin/look.h"
#include "spec/parse.h"

static bool grow_table(struct vp_unit *unit);

static unsigned slot_for(struct vp_unit *unit, const char *text)
{
	unsigned mask = unit->string_table.length() - 1;
	unsigned at = vypr_hash64(text, strlen(text), 0) & mask;

	while (unit->string_table[at] &&
	       strcmp(&unit->strings[unit->string_table[at]], text) != 0)
		at = (at + 1) & mask;
	return at;
}

static bool grow_table(struct vp_unit *unit)
{
	unsigned size = unit->string_table.length() * 2;
	uint32_t at;

	unit->string_table.truncate(0);
	unit->string_table.safe_grow_cleared(size ? size : 1024, true);
	for (at = 1; at < unit->strings.length(); at += strlen(&unit->strings[at]) + 1)
		unit->string_table[slot_for(unit, &unit->strings[at])] = at;
	return true;
}

void vp_unit_init(struct vp_unit *unit)
{
	memset(unit, 0, sizeof *unit);
	unit->strings.safe_push('\0');
	grow_table(unit);
}

vypr_str vp_string(struct vp_unit *unit, const char *text)
{
	unsigned slot;
	uint32_t at;

	if (!text || !*text)
		return 0;
	if (unit->strings.length() > unit->string_table.length() * 2)
		grow_table(unit);
	slot = slot_for(unit, text);
	if (unit->string_table[slot])
		return unit->string_table[slot];
	at = unit->strings.length();
	for (; *text; text++)
		unit->strings.safe_push(*text);
	unit->strings.safe_push('\0');
	return unit->string_table[slot] = at;
}

/* As -ffile-prefix-map and -fdebug-prefix-map want it: the object does not depend on where
 * it was built. */
vypr_str vp_file_string(struct vp_unit *unit, const char *file)
{
	return vp_string(unit, remap_debug_filename(file));
}

uint32_t vp_add_site(struct vp_unit *unit, const struct vypr_site *site)
{
	unit->sites.safe_push(*site);
	return unit->sites.length() - 1;
}

void vp_add_role(struct vp_unit *unit, uint32_t site, uint32_t formula,
		 enum vypr_role_kind kind, uint32_t index)
{
	struct vypr_role role = { formula, (uint32_t)kind, index };
	unsigned i;

	for (i = 0; i < unit->roles.length(); i++)
		if (unit->role_sites[i] == site &&
		    !memcmp(&unit->roles[i], &role, sizeof role))
			return;
	unit->roles.safe_push(role);
	unit->role_sites.safe_push(site);
}

/* Put the roles of each site together. */
static void sort_roles(struct vp_unit *unit)
{
	vec<struct vypr_role> sorted = vNULL;
	vec<uint32_t> next = vNULL;
	struct vypr_site *site;
	unsigned i, sum = 0;

	FOR_EACH_VEC_ELT (unit->sites, i, site)
		site->role_count = 0;
	for (i = 0; i < unit->roles.length(); i++)
		unit->sites[unit->role_sites[i]].role_count++;
	FOR_EACH_VEC_ELT (unit->sites, i, site) {
		site->first_role = sum;
		next.safe_push(sum);
		sum += site->role_count;
	}
	sorted.safe_grow_cleared(sum, true);
	for (i = 0; i < unit->roles.length(); i++)
		sorted[next[unit->role_sites[i]]++] = unit->roles[i];
	for (i = 0; i < unit->roles.length(); i++)
		unit->roles[i] = sorted[i];
}

static uint64_t hash_of_property(const struct vp_formula *formula)
{
	uint64_t hash = vypr_hash64(&formula->file->spec.hash,
				    sizeof formula->file->spec.hash, 0);

	return vypr_hash64(&formula->index, sizeof formula->index, hash);
}

/* The last part knows the tree and the types; the scope is that of the first. */
static struct vp_formula *part_of(const struct vp_look *look, uint32_t number, bool last)
{
	struct vp_formula *part, *found = NULL;
	unsigned i;

	FOR_EACH_VEC_ELT (look->formulas, i, part)
		if (part->number == number && (last || !found))
			found = part;
	return found;
}

static void add_formula(struct vp_look *look, uint32_t number)
{
	const struct vp_formula *formula = part_of(look, number, true);
	const struct vypr_property *property = formula->property;
	struct vypr_formula out;
	size_t length = vypr_print(&formula->ast, formula->ast.root, NULL, 0);
	char *text = XNEWVEC(char, length + 1);
	int i;

	memset(&out, 0, sizeof out);
	vypr_print(&formula->ast, formula->ast.root, text, length + 1);
	out.name = vp_string(&look->unit, formula->name);
	out.text = vp_string(&look->unit, text);
	out.note = vp_string(&look->unit, property->note.text);
	out.spec_file = vp_file_string(&look->unit, formula->file->path);
	out.spec_line = property->line;
	out.order = formula->order;
	out.key = hash_of_property(formula);
	out.flags = formula->foreign ? VYPR_FORMULA_FOREIGN : 0;
	out.function = formula->foreign ? UINT32_MAX
					: part_of(look, number, false)->function->index;
	out.paths = property->paths;
	out.objective = property->objective;
	out.ast = formula->ast;
	out.capture_count = formula->form.capture_count;
	out.capture_types = XCNEWVEC(uint32_t, out.capture_count + 1);
	for (i = 0; i < formula->form.capture_count; i++)
		out.capture_types[i] = formula->capture_types[i];
	look->unit.formulas.safe_push(out);
}

static const char *compiler(const struct vp_look *look)
{
	return xasprintf("GCC %s -O%s", look->gcc_version,
			 optimize_size	  ? "s"
			 : optimize_debug ? "g"
					  : xasprintf("%d", optimize));
}

static void add_wanted(struct vp_look *look, vec<struct vypr_wanted> *ret_wanted)
{
	struct vp_wanted *wanted;
	unsigned i;

	FOR_EACH_VEC_ELT (look->wanted, i, wanted) {
		struct vypr_wanted out;

		out.module = vp_string(&look->unit, wanted->module);
		out.function = vp_string(&look->unit, wanted->function);
		out.spec_file = vp_file_string(&look->unit, wanted->file->path);
		out.spec_line = wanted->line;
		out.found = wanted->found;
		ret_wanted->safe_push(out);
	}
}

static uint64_t hash_of_specs(const struct vp_look *look)
{
	struct vp_spec_file *file;
	uint64_t hash = 0;
	unsigned i;

	FOR_EACH_VEC_ELT (look->files, i, file)
		hash = vypr_hash64(&file->spec.hash, sizeof file->spec.hash, hash);
	return hash;
}

enum vypr_status vp_unit_encode(struct vp_look *look, unsigned char **ret_bytes,
				size_t *ret_size)
{
	struct vp_unit *unit = &look->unit;
	vec<struct vypr_wanted> wanted = vNULL;
	struct vypr_unit out;
	uint32_t i;

	for (i = 0; i < look->formula_count; i++)
		add_formula(look, i);
	sort_roles(unit);
	add_wanted(look, &wanted);
	memset(&out, 0, sizeof out);
	out.source_file = vp_file_string(unit, main_input_filename);
	out.directory = vp_file_string(unit, get_src_pwd());
	out.compiler = vp_string(unit, compiler(look));
	out.source_hash = vp_file_hash(main_input_filename);
	out.spec_hash = hash_of_specs(look);
	out.functions = unit->functions.address();
	out.blocks = unit->blocks.address();
	out.edges = unit->edges.address();
	out.sites = unit->sites.address();
	out.roles = unit->roles.address();
	out.formulas = unit->formulas.address();
	out.wanted = wanted.address();
	out.wanted_count = wanted.length();
	out.function_count = unit->functions.length();
	out.block_count = unit->blocks.length();
	out.edge_count = unit->edges.length();
	out.site_count = unit->sites.length();
	out.role_count = unit->roles.length();
	out.formula_count = unit->formulas.length();
	out.strings = unit->strings.address();
	out.strings_size = unit->strings.length();
	return vypr_unit_encode(&out, ret_bytes, ret_size);
}
