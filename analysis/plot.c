/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows how gnuplot is told what to draw, and how it is run: the script and the picture are
 * unnamed files, and no shell and no settings of the user's come between.
 */
#include <errno.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analysis/plot.h"

extern char **environ;

static int fail(struct vypr_analysis_error *reterr, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static int fail(struct vypr_analysis_error *reterr, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (reterr) {
		reterr->code = 1;
		vsnprintf(reterr->text, sizeof reterr->text, format, args);
	}
	va_end(args);
	return 1;
}

/* ---- the script ---- */

struct scale {
	double factor;
	const char *name;
};

static struct scale scale_of(const struct vypr_analysis_distribution *d, int is_time)
{
	static const struct scale scales[] = { { 1e9, "time, s" }, { 1e6, "time, ms" },
					       { 1e3, "time, us" }, { 1, "time, ns" } };
	double middle = d->bins[d->bin_count / 2].high;

	for (size_t i = 0; is_time && i < sizeof scales / sizeof scales[0]; i++)
		if (middle >= scales[i].factor)
			return scales[i];
	return (struct scale){ 1, is_time ? "time, ns" : "value" };
}

static uint64_t total_of(const struct vypr_analysis_distribution *d, int bad)
{
	uint64_t total = 0;

	for (size_t i = 0; i < d->bin_count; i++)
		total += bad ? d->bins[i].bad : d->bins[i].good;
	return total;
}

/* A logarithmic axis has no 0: the bin of the zeros is a decade wide there. */
static double low_of(const struct vypr_analysis_distribution *d, size_t bin)
{
	if (d->logarithmic && d->bins[bin].low == 0)
		return d->bins[bin].high / 10;
	return d->bins[bin].low;
}

static void write_script(FILE *out, const struct vypr_analysis_distribution *d,
			 int is_time, const struct vypr_histogram_words *words)
{
	struct scale scale = scale_of(d, is_time);
	uint64_t bad = total_of(d, 1), good = total_of(d, 0);

	fputs("set terminal svg size 760,300 dynamic noenhanced font 'sans-serif,12'\n"
	      "$d << END\n",
	      out);
	for (size_t i = 0; i < d->bin_count; i++)
		fprintf(out, "%.17g %.17g %.17g %.17g\n", low_of(d, i) / scale.factor,
			d->bins[i].high / scale.factor,
			bad ? 100 * (double)d->bins[i].bad / (double)bad : 0,
			good ? 100 * (double)d->bins[i].good / (double)good : 0);
	fprintf(out,
		"END\nset key above\nset style fill solid 0.5\nset ylabel 'share of the group, %%'\n"
		"set xlabel '%s'\nset yrange [0:*]\nset grid ytics\n%s"
		"plot $d using (($1+$2)/2):(0):1:2:(0):4 with boxxyerror lc rgb '#1a9850' "
		"title '%s %llu', '' using (($1+$2)/2):(0):1:2:(0):3 with boxxyerror "
		"lc rgb '#d73027' title '%s %llu'\n",
		scale.name, d->logarithmic ? "set logscale x\nset format x '%g'\n" : "",
		words->good, (unsigned long long)good, words->bad,
		(unsigned long long)bad);
}

/* ---- running it ---- */

static int run_gnuplot(FILE *script, FILE *picture, struct vypr_analysis_error *reterr)
{
	char *arguments[] = { "gnuplot", "-d", "-", NULL };
	posix_spawn_file_actions_t actions;
	pid_t pid;
	int status, error;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fileno(script), 0);
	posix_spawn_file_actions_adddup2(&actions, fileno(picture), 1);
	error = posix_spawnp(&pid, "gnuplot", &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (error == ENOENT)
		return fail(reterr, "pictures are drawn by gnuplot(1), which is not installed");
	if (error)
		return fail(reterr, "cannot run gnuplot: %s", strerror(error));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return fail(reterr, "gnuplot: %s", strerror(errno));
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		return fail(reterr, "gnuplot could not draw it");
	return 0;
}

static char *read_back(FILE *in)
{
	long size = fseek(in, 0, SEEK_END) ? -1 : ftell(in);
	char *text = size > 0 ? malloc((size_t)size + 1) : NULL;

	rewind(in);
	if (!text || fread(text, 1, (size_t)size, in) != (size_t)size) {
		free(text);
		return NULL;
	}
	text[size] = '\0';
	return text;
}

int vypr_plot_distribution(const struct vypr_analysis_distribution *d, int is_time,
			   const struct vypr_histogram_words *words, char **ret_svg,
			   struct vypr_analysis_error *reterr)
{
	FILE *script, *picture;
	char *svg = NULL;
	int code;

	if (d->bin_count == 0)
		return fail(reterr, "nothing was measured, so there is nothing to draw");
	script = tmpfile();
	picture = tmpfile();
	if (!script || !picture) {
		code = fail(reterr, "cannot make a temporary file: %s", strerror(errno));
	} else {
		write_script(script, d, is_time, words);
		rewind(script);
		code = run_gnuplot(script, picture, reterr);
		svg = code ? NULL : read_back(picture);
		if (!code && !svg)
			code = fail(reterr, "gnuplot drew nothing");
	}
	if (script)
		fclose(script);
	if (picture)
		fclose(picture);
	if (!code)
		*ret_svg = svg;
	return code;
}
