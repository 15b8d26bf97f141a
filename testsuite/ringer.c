/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program that is instrumented by hand.  Its event carries a number, so that each
 * verdict tells which event it came from.  What it does and how it ends is its argument;
 * it says on its standard output which numbers it has pushed: "A B" for A .. B - 1.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "testsuite/push.h"
#include "testsuite/runtime_unit.h"

static unsigned char *unit, on[SITES];
static uint64_t site;

static __attribute__((noinline)) void event(uint64_t number)
{
	if (__atomic_load_n(on, __ATOMIC_RELAXED))
		PUSH(site, number);
}

static void events(uint64_t from, uint64_t to)
{
	for (uint64_t i = from; i < to; i++)
		event(i);
}

static void said(uint64_t from, uint64_t to)
{
	char text[64];
	int length = snprintf(text, sizeof text, "%llu %llu\n", (unsigned long long)from,
			      (unsigned long long)to);

	if (write(1, text, (size_t)length) != length)
		_exit(99);
}

/* ---- the ways ---------------------------------------------------------------- */

static void way_exit(uint64_t n)
{
	events(0, n);
	said(0, n);
}

static void way_underscore_exit(uint64_t n)
{
	way_exit(n);
	_exit(0);
}

static void way_abort(uint64_t n)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	way_exit(n);
	abort();
}

static void way_kill(uint64_t n)
{
	way_exit(n);
	raise(SIGKILL);
}

/* Until it is killed: the numbers are written to a shared file right after their push. */
static void way_forever(uint64_t n)
{
	int fd = open(getenv("RINGER_PROGRESS"), O_RDWR | O_CREAT, 0666);
	volatile uint64_t *progress;

	if (fd < 0 || ftruncate(fd, 4096))
		exit(99);
	progress = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	for (uint64_t i = 0;; i++) {
		progress[0] = i + 1; /* begun */
		event(i);
		progress[1] = i + 1; /* done */
		if (n && i % n == 0)
			usleep(100);
	}
}

static void way_fork(uint64_t n)
{
	pid_t child;

	events(0, n);
	child = fork();
	if (!child) {
		events(n, 2 * n);
		exit(0);
	}
	events(2 * n, 3 * n);
	waitpid(child, NULL, 0);
	said(0, 3 * n);
}

/* Children that allocate at once, while the collector of their parent was busy. */
static void way_forks(uint64_t n)
{
	uint64_t first = 0;

	for (int round = 0; round < 20; round++, first += 2 * n) {
		pid_t child;

		events(first, first + n);
		child = fork();
		if (!child) {
			for (size_t size = 16; size < 1 << 17; size += size / 8)
				free(malloc(size));
			events(first + n, first + 2 * n);
			exit(0);
		}
		waitpid(child, NULL, 0);
	}
	said(0, first);
}

static void way_fork_quiet_child(uint64_t n)
{
	pid_t child = fork();

	if (!child)
		exit(0);
	waitpid(child, NULL, 0);
	way_exit(n);
}

static void way_vfork(uint64_t n)
{
	pid_t child;

	events(0, n);
	child = vfork();
	if (!child) {
		event(n);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	events(n + 1, 2 * n);
	said(0, 2 * n);
}

static char *self;

static void way_exec(uint64_t n)
{
	char from[32], to[32];

	snprintf(from, sizeof from, "%llu", (unsigned long long)n);
	snprintf(to, sizeof to, "%llu", (unsigned long long)(2 * n));
	events(0, n);
	execl(self, self, "range", from, to, (char *)NULL);
	_exit(98);
}

static void way_close_all(uint64_t n)
{
	int fds[10];
	struct timespec nap = { 0, 300000000 };

	events(0, n);
	nanosleep(&nap, NULL);
	for (int fd = 3; fd < 1024; fd++)
		close(fd);
	for (int i = 0; i < 10; i++)
		fds[i] = open(getenv("RINGER_FILE"), O_RDWR | O_CREAT | O_APPEND, 0666);
	events(n, 2 * n);
	nanosleep(&nap, NULL);
	events(2 * n, 3 * n);
	(void)fds;
	said(0, 3 * n);
}

/* Threads; the last event comes from a destructor of thread-specific data. */
static pthread_key_t late;

struct part {
	uint64_t from, to;
};

static void late_event(void *value)
{
	event((uint64_t)(uintptr_t)value - 1);
}

static void *part(void *arg)
{
	struct part *part = arg;

	pthread_setspecific(late, (void *)(uintptr_t)(part->to));
	events(part->from, part->to - 1);
	return NULL;
}

enum { THREADS = 40 };

static void way_threads(uint64_t n)
{
	pthread_t threads[THREADS];
	struct part parts[THREADS];

	pthread_key_create(&late, late_event);
	for (uint64_t i = 0; i < THREADS; i++) {
		parts[i] = (struct part){ i * n, (i + 1) * n };
		if (pthread_create(threads + i, NULL, part, parts + i))
			exit(99);
		if (i >= 8)
			pthread_join(threads[i - 8], NULL);
	}
	for (int i = THREADS - 8; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	said(0, THREADS * n);
}

/* A handler that interrupts pushes; every second of its events comes from deeper. */
static volatile uint64_t handled;
static uint64_t handled_from;

static __attribute__((noinline)) void deeper(uint64_t number)
{
	char room[512];

	__asm__ volatile("" : : "r"(room) : "memory");
	event(number);
}

static void handler(int signal)
{
	int saved = errno;

	(void)signal;
	event(handled_from + handled);
	handled = handled + 1;
	deeper(handled_from + handled);
	handled = handled + 1;
	errno = saved;
}

static void start_timer(void)
{
	struct sigevent how = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	struct itimerspec often = { { 0, 500000 }, { 0, 500000 } };
#else
	struct itimerspec often = { { 0, 20000 }, { 0, 20000 } };
#endif
	timer_t timer;

	if (timer_create(CLOCK_MONOTONIC, &how, &timer) ||
	    timer_settime(timer, 0, &often, NULL))
		exit(99);
}

static void block_signal(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

static void way_signals(uint64_t n)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };

	handled_from = n;
	sigaction(SIGUSR1, &action, NULL);
	start_timer();
	events(0, n);
	block_signal();
	said(0, n + handled);
}

static void way_altstack(uint64_t n)
{
	static char room[65536];
	stack_t stack = { .ss_sp = room, .ss_size = sizeof room };
	struct sigaction action = { .sa_handler = handler,
				    .sa_flags = SA_RESTART | SA_ONSTACK };

	handled_from = n;
	sigaltstack(&stack, NULL);
	sigaction(SIGUSR1, &action, NULL);
	start_timer();
	events(0, n);
	block_signal();
	said(0, n + handled);
}

/* Out of the handler by siglongjmp: the interrupted push may be cut, so its number
 * may be missing; the thread must go on being observed, inline. */
static sigjmp_buf back;
static volatile int jumping;

static void jumper(int signal)
{
	(void)signal;
	if (jumping)
		siglongjmp(back, 1);
}

static void way_longjmp(uint64_t n)
{
	struct sigaction action = { .sa_handler = jumper };
	volatile uint64_t number = 0;
	volatile int jumps = 0;

	sigaction(SIGUSR1, &action, NULL);
	start_timer();
	while (jumps < 2000) {
		if (sigsetjmp(back, 1))
			jumps++;
		jumping = 1;
		while (jumps < 2000) {
			uint64_t mine = number;

			number = mine + 1; /* at most once */
			event(mine);
		}
	}
	jumping = 0;
	block_signal();
	/* the end is whole: all of these must be there, none slow */
	events(1u << 30, (1u << 30) + n);
	said(1u << 30, (1u << 30) + n);
	if (__vypr_ring->busy)
		exit(97);
}

static void way_first_in_handler(uint64_t n)
{
	struct sigaction action = { .sa_handler = handler };

	sigaction(SIGUSR1, &action, NULL);
	raise(SIGUSR1);
	events(2, n);
	said(0, n);
}

static void way_errno(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		errno = 12345;
		event(i);
		if (errno != 12345)
			exit(96);
	}
	said(0, n);
}

static void way_stderr_closed(uint64_t n)
{
	int ends[2];

	if (pipe(ends))
		exit(99);
	dup2(ends[1], 2);
	close(ends[0]);
	close(ends[1]);
	way_exit(n);
}

static void way_slow_exit(uint64_t n)
{
	struct timespec nap = { 0, 700000000 };

	way_exit(n);
	nanosleep(&nap, NULL);
	raise(SIGKILL);
}

static const struct {
	const char *name;
	void (*go)(uint64_t n);
} ways[] = {
	{ "exit", way_exit }, { "_exit", way_underscore_exit }, { "abort", way_abort },
	{ "kill", way_kill }, { "forever", way_forever }, { "fork", way_fork },
	{ "forks", way_forks },
	{ "fork-quiet-child", way_fork_quiet_child }, { "vfork", way_vfork },
	{ "exec", way_exec }, { "close-all", way_close_all }, { "threads", way_threads },
	{ "signals", way_signals }, { "altstack", way_altstack },
	{ "longjmp", way_longjmp }, { "first-in-handler", way_first_in_handler },
	{ "errno", way_errno }, { "stderr-closed", way_stderr_closed },
	{ "slow-kill", way_slow_exit },
};

int main(int argc, char **argv)
{
	size_t size;

	self = argv[0];
	unit = runtime_unit_make("ringer", &size);
	if (!unit || argc < 3)
		return 99;
	memset(on, 1, sizeof on);
	if (!strcmp(argv[1], "limits")) {
		struct rlimit small = { 100u << 20, 100u << 20 };

		setrlimit(RLIMIT_AS, &small);
	}
	if (!strcmp(argv[1], "fsize")) {
		struct rlimit small = { 100000, 100000 };

		setrlimit(RLIMIT_FSIZE, &small);
	}
	__vypr_register(unit, size, on, SITES);
	site = (uint64_t)(uintptr_t)unit + SITE_CHANGE;
	if (!strcmp(argv[1], "range")) {
		events(strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10));
		said(0, strtoull(argv[3], NULL, 10));
		return 0;
	}
	if (!strcmp(argv[1], "limits") || !strcmp(argv[1], "fsize")) {
		way_exit(strtoull(argv[2], NULL, 10));
		return 0;
	}
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (!strcmp(argv[1], ways[i].name)) {
			ways[i].go(strtoull(argv[2], NULL, 10));
			return 0;
		}
	return 99;
}
