#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What looking at threads costs (VYPR_OPTIONS=samples): threads that are in measured calls all
# the time, which wait MS each.  The processor time of the monitor's thread and of the program's
# own, in ms a second, with and without; and bytes of the store a call.
. "${top_srcdir:-.}/testsuite/tap.sh"
. "${top_srcdir:-.}/testsuite/tree.sh"
cat >"$tap_dir/naps.c" <<'EOF'
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <dirent.h>
static long ms, calls;
__attribute__((noinline)) static void nap(void)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };
	nanosleep(&t, NULL);
}
static void *serve(void *unused)
{
	for (long i = 0; i < calls; i++)
		nap();
	return unused;
}
/* schedstat of each thread: what it ran */
static void tell(void)
{
	DIR *dir = opendir("/proc/self/task");
	struct dirent *entry;
	double own = 0, monitor = 0;
	while ((entry = readdir(dir))) {
		char name[300], text[64] = "";
		unsigned long long ran = 0;
		FILE *file;
		snprintf(name, sizeof name, "/proc/self/task/%s/comm", entry->d_name);
		if (!(file = fopen(name, "r")))
			continue;
		if (!fgets(text, sizeof text, file))
			text[0] = 0;
		fclose(file);
		snprintf(name, sizeof name, "/proc/self/task/%s/schedstat", entry->d_name);
		if (!(file = fopen(name, "r")))
			continue;
		if (fscanf(file, "%llu", &ran) != 1)
			ran = 0;
		fclose(file);
		*(strcmp(text, "vypr-monitor\n") ? &own : &monitor) += ran / 1e6;
	}
	printf("%.1f %.1f\n", monitor, own);
}
int main(int argc, char **argv)
{
	int threads = argc > 3 ? atoi(argv[1]) : 1;
	pthread_t all[64];
	ms = argc > 3 ? atol(argv[2]) : 10;
	calls = argc > 3 ? atol(argv[3]) : 100;
	for (int i = 0; i < threads - 1 && i < 64; i++)
		pthread_create(all + i, NULL, serve, NULL);
	serve(NULL);
	tell();
	for (int i = 0; i < threads - 1 && i < 64; i++)
		pthread_join(all[i], NULL);
	return 0;
}
EOF
cat >"$tap_dir/naps.yml" <<'EOF'
naps.c:
  serve:
    - name: quick
      cftl: "forall c in calls(nap): duration(c) < 10 s"
EOF
build "$tap_dir/naps" "$tap_dir/naps.yml" -O2 "$tap_dir/naps.c" || exit 1
python3 - "$tap_dir" <<'END_OF_PYTHON'
import glob, os, statistics, subprocess, sys

where = sys.argv[1]
store = os.path.join(where, 'samples.db')

def once(samples, threads, ms, calls):
    for name in glob.glob(store + '*'):
        os.unlink(name)
    environment = dict(os.environ, VYPR_STORE=store, VYPR_OPTIONS='samples=%d' % samples)
    done = subprocess.run([os.path.join(where, 'naps'), str(threads), str(ms), str(calls)],
                          env=environment, stdout=subprocess.PIPE, check=True)
    monitor, own = map(float, done.stdout.split())
    seconds = ms * calls / 1000
    return monitor / seconds, own / seconds, os.path.getsize(store) / calls / threads

print('ms a second                       monitor without  with   program without  with   bytes a call')
for threads, ms in (1, 2), (1, 20), (1, 200), (16, 2), (16, 20), (64, 20):
    calls = max(3000 // ms, 10)
    runs = [[once(samples, threads, ms, calls) for samples in (0, 1)] for turn in range(3)]
    middle = [[statistics.median(run[s][k] for run in runs) for k in range(3)] for s in (0, 1)]
    print('%2d threads in calls of %3d ms %18.1f %6.1f %15.1f %6.1f %10.0f %5.0f' % (
        threads, ms, middle[0][0], middle[1][0], middle[0][1], middle[1][1],
        middle[0][2], middle[1][2]))
END_OF_PYTHON
