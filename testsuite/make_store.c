/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * make_store DIRECTORY KIND: writes demo.c and vypr.db there.
 *
 *   demo   two runs of two builds, forty calls each
 *   empty  a store without a unit
 *   many   a million verdicts with a thousand different ways
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

static void make_empty(const char *path)
{
	struct vypr_store *store;
	struct vypr_diag diag;

	if (vypr_store_open(path, VYPR_STORE_WRITE, &store, &diag))
		exit(1);
	vypr_store_close(store);
}

/* Ways differ by how often the loop in slow was taken. */
static void make_many(const char *path, const char *directory)
{
	static struct demo d;
	static uint32_t calls[1000];

	demo_begin(&d, path, directory, "GCC 12.2.0 -O2");
	for (unsigned i = 0; i < 1000; i++) {
		uint32_t root =
			vypr_paths_intern(&d.paths, VYPR_PATH_ROOT, DEMO_SLOW, 0, 0);
		uint32_t bits = root, call, inner;

		for (unsigned k = 0; k < 1 + i / 60; k++)
			bits = vypr_paths_intern(&d.paths, VYPR_PATH_BITS, bits,
						 UINT64_MAX, 0);
		bits = vypr_paths_intern(&d.paths, VYPR_PATH_BITS, bits,
					 (2ULL << (i % 60 + 1)) - 2, 0);
		call = vypr_paths_intern(&d.paths, VYPR_PATH_CALL, bits, 0, 0);
		inner = vypr_paths_intern(&d.paths, VYPR_PATH_LIST, 0, call, 1);
		call = vypr_paths_intern(&d.paths, VYPR_PATH_CALL,
					 demo_path(&d, DEMO_WORK, 4 | (i % 10 == 0)),
					 i % 10 == 0 ? inner : 0, 0);
		calls[i] = vypr_paths_intern(&d.paths, VYPR_PATH_LIST, inner, call, 1);
	}
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
		struct vypr_diag diag;

		v.time_ns = d.now = o.end_ns;
		if (vypr_writer_put(d.writer, &v))
			exit(1);
		if (i % 100000 == 0 &&
		    vypr_writer_commit(d.writer, &d.paths, NULL, 0, &diag))
			exit(1);
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
	else if (strcmp(argv[2], "empty") == 0)
		make_empty(path);
	else if (strcmp(argv[2], "many") == 0)
		make_many(path, argv[1]);
	else
		return 2;
	return 0;
}
