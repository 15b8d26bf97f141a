/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * make_store DIRECTORY KIND: writes demo.c and vypr.db there.
 *
 *   demo   two runs of two builds, forty calls each
 *   values what the language has beside times: texts, counts, calls that hang, "?"
 *   recorded  three calls with their events; the verdict of the second is wrong, that of
 *          the third is missing, and there is one too many of another formula
 *   retimed  two calls with their events; the verdict of one has another time
 *   changed  two runs of two builds, whose formulas of one name have other bounds
 *   empty  a store without a unit
 *   many   a million verdicts with a thousand different ways
 *   noisy  the same with two recorded values, eight threads, transactions, and chance
 */
#include "testsuite/analysis_store.h"

static void write_source(const char *directory)
{
	char path[4096];
	FILE *out;

	snprintf(path, sizeof path, "%s/demo.c", directory);
	out = fopen(path, "w");
	if (!out || fputs(demo_source, out) < 0 || fclose(out)) {
		perror(path);
		exit(1);
	}
}

static void make_demo(const char *path, const char *directory)
{
	static struct demo d;

	demo_begin(&d, path, directory, "GCC 12.2.0 -O2");
	demo_run(&d);
	demo_end(&d);
	demo_begin(&d, path, directory, "GCC 12.2.0 -O0");
	demo_run(&d);
	demo_end(&d);
}

/* ---- values ---- */

static const char values_spec[] =
	"# what demo.c is held against\n"
	"demo.c:\n"
	"  handle:\n"
	"    - name: hung\n"
	"      cftl: 'forall c in calls(work): duration(c) < 10 ms'\n"
	"    - name: few\n"
	"      cftl: \"forall q in changes(r): count(calls(log)) <= 2\"\n"
	"    - name: taken # \303\274\n"
	"      cftl: >-\n"
	"        forall c in calls(work):\n"
	"          duration(c) <= ?\n"
	"          and after(c)(r) > ?\n";

static void values_formulas(struct unit_maker *m)
{
	struct vypr_formula *f = m->formulas;
	struct vypr_diag diag;

	m->unit.formula_count = 0;
	unit_formula(m, "hung", "forall c in calls(work): duration(c) < 10 ms",
		     DEMO_HANDLE, 0);
	unit_formula(
		m, "named",
		"forall q in changes(r): q(name) == \"b\\n\" or q(mode) == MODE_FAST",
		DEMO_HANDLE, 3);
	if (vypr_parse_record("n", 1, NULL, &f[1].ast, &diag))
		abort();
	for (size_t i = 0; i < f[1].ast.node_count; i++)
		if (f[1].ast.nodes[i].kind == VYPR_NODE_CONSTANT) {
			f[1].ast.nodes[i].op = VYPR_TYPE_I64;
			f[1].ast.nodes[i].v.i = 2;
		}
	m->types[1][0] = VYPR_TYPE_STRING;
	unit_formula(m, "few", "forall q in changes(r): count(calls(log)) <= 2",
		     DEMO_HANDLE, 1);
	m->types[2][0] = VYPR_TYPE_U64;
	unit_formula(m, "taken",
		     "forall c in calls(work): duration(c) <= ? and after(c)(r) > ?",
		     DEMO_HANDLE, 1);
}

static void put(struct demo *d, uint32_t formula, enum vypr_verdict_kind kind,
		const struct vypr_observation *observations,
		const struct vypr_captured *captured)
{
	struct vypr_verdict v = { .formula = formula,
				  .thread = 1,
				  .call = ++d->calls,
				  .transaction = formula == 1 ? 7 : 0,
				  .time_ns = d->now,
				  .kind = kind,
				  .observations = observations,
				  .captured = captured };

	if (vypr_writer_put(d->writer, &v))
		abort();
}

/* work has called slow, which does not come back. */
static void put_hung(struct demo *d)
{
	uint32_t slow = vypr_paths_intern(&d->paths, VYPR_PATH_CALL,
					  demo_path(d, DEMO_SLOW, 7), 0, 2);
	uint32_t in_work = vypr_paths_intern(&d->paths, VYPR_PATH_LIST, 0, slow, 1);
	uint32_t work = vypr_paths_intern(&d->paths, VYPR_PATH_CALL,
					  demo_path(d, DEMO_WORK, 5), in_work, 2);
	struct vypr_observation o = { DEMO_BEGIN,
				      VYPR_NO_SITE,
				      d->now,
				      0,
				      demo_path(d, DEMO_HANDLE, 2),
				      vypr_paths_intern(&d->paths, VYPR_PATH_LIST, 0,
							work, 1) };

	d->now += 10000001;
	put(d, 0, VYPR_VERDICT_FALSE, &o, NULL);
}

/* The writer borrows them. */
static struct vypr_string *make_string(struct demo *d, uint32_t id,
					     const char *text, int truncated)
{
	struct vypr_string *s = calloc(1, sizeof *s + strlen(text) + 1);

	if (!s)
		abort();
	s->id = id;
	s->size = (uint32_t)strlen(text);
	s->truncated = (uint32_t)truncated;
	memcpy(s->bytes, text, s->size);
	if (vypr_writer_add_string(d->writer, s))
		abort();
	return s;
}

static void put_named(struct demo *d, const struct vypr_string *name, uint64_t mode,
		      int recorded)
{
	struct vypr_observation o = { VYPR_NO_SITE, DEMO_CHANGE, 0, d->now, 0, 0 };
	struct vypr_captured captured[3] = {
		{ .value = name ? name->id : 0, .known = VYPR_KNOWN, .string = name },
		{ .value = mode, .known = VYPR_KNOWN },
		{ .value = 41, .known = recorded ? VYPR_KNOWN : VYPR_KNOWN_NOT },
	};

	put(d, 1, mode == 2 ? VYPR_VERDICT_TRUE : VYPR_VERDICT_FALSE, &o, captured);
}

static void put_few(struct demo *d)
{
	struct vypr_observation o[2] = {
		{ VYPR_NO_SITE, DEMO_CHANGE, 0, d->now, 0, 0 },
		{ DEMO_LOG_BEGIN, VYPR_NO_SITE, d->now + 5, 0, 0, 0 },
	};
	struct vypr_captured captured = { .value = 3, .known = VYPR_KNOWN_SO_FAR };

	put(d, 2, VYPR_VERDICT_FALSE, o, &captured);
}

static void put_taken(struct demo *d, uint64_t duration_ns, int64_t r)
{
	struct vypr_observation o = { DEMO_BEGIN,
				      DEMO_END,
				      d->now,
				      d->now + duration_ns,
				      demo_path(d, DEMO_HANDLE, 2),
				      demo_calls(d, 0, duration_ns > 9000000) };
	struct vypr_captured captured = { .value = (uint64_t)r, .known = VYPR_KNOWN };

	d->now += duration_ns;
	put(d, 3, VYPR_VERDICT_MEASURED, &o, &captured);
}

static void write_values_spec(const char *directory)
{
	char path[4096];
	FILE *out;

	snprintf(path, sizeof path, "%s/demo.yml", directory);
	out = fopen(path, "w");
	if (!out || fputs(values_spec, out) < 0 || fclose(out)) {
		perror(path);
		exit(1);
	}
}

static void make_values(const char *path, const char *directory)
{
	static struct demo d;
	struct vypr_string *a, *b;

	d.formulas = values_formulas;
	demo_begin(&d, path, directory, "GCC 12.2.0 -O2");
	a = make_string(&d, 1, "a\"\\\n\001\303\274", 0);
	b = make_string(&d, 2, "long", 1);
	put_hung(&d);
	put_named(&d, a, 2, 1);
	put_named(&d, b, 3, 0);
	put_named(&d, NULL, 2, 1);
	put_few(&d);
	for (unsigned i = 1; i <= 100; i++)
		put_taken(&d, i < 100 ? i * 12345 : 50000000, (int64_t)i);
	demo_end(&d);
	free(a);
	free(b);
	write_values_spec(directory);
}

/* ---- recorded ---- */

static void record(struct demo *d, uint32_t site, uint64_t time_ns)
{
	struct vypr_recorded r = { .kind = VYPR_RECORDED_EVENT,
				   .event = { .site = site,
					      .thread = 1,
					      .time_ns = time_ns,
					      .value = 2,
					      .frame = 9 } };

	if (vypr_writer_record(d->writer, &r))
		abort();
}

static void put_recorded(struct demo *d, uint64_t duration_ns, uint64_t told_ns,
			 enum vypr_verdict_kind kind)
{
	struct vypr_observation o = { DEMO_BEGIN,
				      DEMO_END,
				      d->now,
				      d->now + duration_ns,
				      demo_path(d, DEMO_HANDLE, 2),
				      0 };

	record(d, DEMO_BEGIN, d->now);
	record(d, DEMO_END, d->now + duration_ns);
	d->now += told_ns;
	if (told_ns)
		put(d, 0, kind, &o, NULL);
	d->now += 1000;
}

static void make_recorded(const char *path, const char *directory)
{
	struct vypr_recorded end = { .kind = VYPR_RECORDED_END,
				     .event = { .thread = 1 },
				     .reason = VYPR_REASON_UNWOUND };
	static struct demo d;

	d.with_path_site = 1;
	demo_begin(&d, path, directory, "GCC 12.2.0 -O2");
	vypr_writer_set_recording(d.writer, 1);
	put_recorded(&d, 2000000, 2000000, VYPR_VERDICT_TRUE);
	put_recorded(&d, 12000000, 12000000, VYPR_VERDICT_TRUE);
	put_recorded(&d, 3000000, 0, VYPR_VERDICT_TRUE);
	if (vypr_writer_record(d.writer, &end))
		abort();
	demo_logged(&d, 5);
	demo_end(&d);
}

static void retimed_formula(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "quick enough", "forall c in calls(work): duration(c) < 10 ms",
		     DEMO_HANDLE, 0);
}

/* The verdict of the first call was stored half a millisecond late. */
static void make_retimed(const char *path, const char *directory)
{
	static struct demo d;

	d.with_path_site = 1;
	d.formulas = retimed_formula;
	demo_begin(&d, path, directory, "GCC 12.2.0 -O2");
	vypr_writer_set_recording(d.writer, 1);
	put_recorded(&d, 2000000, 2500000, VYPR_VERDICT_TRUE);
	put_recorded(&d, 3000000, 3000000, VYPR_VERDICT_TRUE);
	demo_end(&d);
}

static void changed_formula(struct unit_maker *m)
{
	m->unit.formula_count = 0;
	unit_formula(m, "quick enough", "forall c in calls(work): duration(c) < 20 ms",
		     DEMO_HANDLE, 0);
}

static void make_changed(const char *path, const char *directory)
{
	static struct demo d[2];

	d[0].formulas = retimed_formula;
	d[1].formulas = changed_formula;
	for (int i = 0; i < 2; i++) {
		d[i].with_path_site = 1;
		demo_begin(&d[i], path, directory, "GCC 12.2.0 -O2");
		put_recorded(&d[i], 2000000, 2000000, VYPR_VERDICT_TRUE);
		demo_end(&d[i]);
	}
}

static void make_empty(const char *path)
{
	struct vypr_store *store;
	struct vypr_diag diag;

	if (vypr_store_open(path, VYPR_STORE_WRITE, &store, &diag))
		exit(1);
	vypr_store_close(store);
}

/* Ways differ by how often the loop in slow was taken. */
static void make_ways(struct demo *d, uint32_t *ret_calls)
{
	for (unsigned i = 0; i < 1000; i++) {
		uint32_t root =
			vypr_paths_intern(&d->paths, VYPR_PATH_ROOT, DEMO_SLOW, 0, 0);
		uint32_t bits = root, call, inner;

		for (unsigned k = 0; k < 1 + i / 60; k++)
			bits = vypr_paths_intern(&d->paths, VYPR_PATH_BITS, bits,
						 UINT64_MAX, 0);
		bits = vypr_paths_intern(&d->paths, VYPR_PATH_BITS, bits,
					 (2ULL << (i % 60 + 1)) - 2, 0);
		call = vypr_paths_intern(&d->paths, VYPR_PATH_CALL, bits, 0, 0);
		inner = vypr_paths_intern(&d->paths, VYPR_PATH_LIST, 0, call, 1);
		call = vypr_paths_intern(&d->paths, VYPR_PATH_CALL,
					 demo_path(d, DEMO_WORK, 4 | (i % 10 == 0)),
					 i % 10 == 0 ? inner : 0, 0);
		ret_calls[i] = vypr_paths_intern(&d->paths, VYPR_PATH_LIST, inner, call, 1);
	}
}

/* Of a million: commit now and then. */
static void put_many(struct demo *d, const struct vypr_verdict *v, unsigned i)
{
	struct vypr_diag diag;

	if (vypr_writer_put(d->writer, v) ||
	    (i % 100000 == 0 && vypr_writer_commit(d->writer, &d->paths, NULL, 0, &diag)))
		exit(1);
}

static void make_many(const char *path, const char *directory)
{
	static struct demo d;
	static uint32_t calls[1000];

	demo_begin(&d, path, directory, "GCC 12.2.0 -O2");
	make_ways(&d, calls);
	for (unsigned i = 0; i < 1000000; i++) {
		struct vypr_observation o = { DEMO_BEGIN,
					      DEMO_END,
					      d.now + 10,
					      d.now + 10 + (i % 10 ? 3000000 : 12000000),
					      demo_path(&d, DEMO_HANDLE, 2),
					      calls[i % 1000] };
		struct vypr_verdict v = { .thread = 1,
					  .call = i + 1,
					  .observations = &o,
					  .kind = i % 10 ? VYPR_VERDICT_TRUE
							 : VYPR_VERDICT_FALSE };

		v.time_ns = d.now = o.end_ns;
		put_many(&d, &v, i);
	}
	demo_end(&d);
}

/* ---- noisy: causes with values ---- */

static void noisy_formulas(struct unit_maker *m)
{
	struct vypr_diag diag;

	m->unit.formula_count = 0;
	unit_formula(m, "quick", "forall c in calls(work): duration(c) < 10 ms", DEMO_HANDLE,
		     2);
	if (vypr_parse_record("n", 1, NULL, &m->formulas[0].ast, &diag) ||
	    vypr_parse_record("r", 1, NULL, &m->formulas[0].ast, &diag))
		abort();
}

static uint64_t draw(void)
{
	static uint64_t x = 1;

	x ^= x << 13;
	x ^= x >> 7;
	return x ^= x << 17;
}

/* Slow are nine of ten that took the branch, those with an r above 99900 of 100000, and one of
 * a hundred others; the time is different each time. */
static void make_noisy(const char *path, const char *directory)
{
	static struct demo d;
	static uint32_t calls[1000];

	d.formulas = noisy_formulas;
	demo_begin(&d, path, directory, "GCC 12.2.0 -O2");
	make_ways(&d, calls);
	for (unsigned i = 0; i < 1000000; i++) {
		unsigned way = draw() % 1000, r = draw() % 100000;
		int slow = draw() % 100 < (way % 10 == 0 ? 90u : 1u) || r > 99900;
		struct vypr_captured captured[2] = {
			{ .value = draw() % 1000000007, .known = VYPR_KNOWN },
			{ .value = r, .known = VYPR_KNOWN },
		};
		struct vypr_observation o = {
			DEMO_BEGIN, DEMO_END, d.now + 10,
			d.now + 10 + (slow ? 10000000 : 1000000) + draw() % 8000000,
			demo_path(&d, DEMO_HANDLE, 2), calls[way]
		};
		struct vypr_verdict v = { .thread = 1 + draw() % 8,
					  .call = i + 1,
					  .transaction = 1 + i / 50,
					  .observations = &o,
					  .captured = captured,
					  .kind = slow ? VYPR_VERDICT_FALSE
						       : VYPR_VERDICT_TRUE };

		v.time_ns = d.now = o.end_ns;
		put_many(&d, &v, i);
	}
	demo_end(&d);
}

int main(int argc, char **argv)
{
	char path[4096];

	if (argc != 3)
		return 2;
	snprintf(path, sizeof path, "%s/vypr.db", argv[1]);
	write_source(argv[1]);
	if (strcmp(argv[2], "demo") == 0)
		make_demo(path, argv[1]);
	else if (strcmp(argv[2], "values") == 0)
		make_values(path, argv[1]);
	else if (strcmp(argv[2], "recorded") == 0)
		make_recorded(path, argv[1]);
	else if (strcmp(argv[2], "retimed") == 0)
		make_retimed(path, argv[1]);
	else if (strcmp(argv[2], "changed") == 0)
		make_changed(path, argv[1]);
	else if (strcmp(argv[2], "empty") == 0)
		make_empty(path);
	else if (strcmp(argv[2], "many") == 0)
		make_many(path, argv[1]);
	else if (strcmp(argv[2], "noisy") == 0)
		make_noisy(path, argv[1]);
	else
		return 2;
	return 0;
}
