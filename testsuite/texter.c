/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program that sends strings, lengths, hashes and CPU times by the hooks, from good
 * memory and bad.  What must arrive is said on its standard output:
 *   memory        a line for each event: "text NUMBER TEXT", "null NUMBER", "number N"
 *   refused       the same where the kernel does not copy
 *   storm N       N strings, while a timer's handler sends its own; "COUNT COUNT"
 *   jumps N       the same until the handler has left N times by siglongjmp: what it
 *                 interrupts may be missing, or be there as a whole
 *   hang MS       a call that does not end within MS milliseconds, of which the limit is
 *                 300 ns; "NS", when it began
 *   hang-busy MS  the same beside a thread that sends events all the time
 */
#include <errno.h>
#include <inttypes.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "testsuite/push.h"
#include "testsuite/runtime_unit.h"
#include "testsuite/texts.h"

static unsigned char *unit, on[SITES];
static uint64_t first_site;

#define TEXT_SITE (first_site + SITE_TEXT)
#define NUMBER_SITE (first_site + SITE_NUMBER)

static void wrong(const char *what)
{
	fprintf(stderr, "texter: %s\n", what);
	exit(97);
}

/* ---- memory -------------------------------------------------------------------- */

/* A page that can be read, and one after it that cannot. */
static char *edge(void)
{
	char *at = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			0);

	if (at == MAP_FAILED || mprotect(at + 4096, 4096, PROT_NONE))
		exit(99);
	return at + 4096;
}

static void send(const char *text, uint64_t size)
{
	uint64_t frame;

	errno = 12345;
	__vypr_string(TEXT_SITE, text, size, (uint64_t)(uintptr_t)&frame);
	if (errno != 12345)
		wrong("errno has changed");
}

static void expect_text(const char *text, size_t size, int more)
{
	printf("text %" PRIu64 " %.*s\n", (uint64_t)size | (uint64_t)more << 32, (int)size,
	       text);
}

static void good_strings(void)
{
	char text[400], *end = edge();

	for (size_t length = 0; length < sizeof text; length += length < 60 ? 1 : 7) {
		size_t kept = length < 256 ? length : 256;

		memset(text, 'a' + (int)(length % 26), length);
		text[length] = 0;
		send(text, UINT64_MAX);
		expect_text(text, kept, length > 256);
		send(text, length / 2);
		expect_text(text, length / 2 < 256 ? length / 2 : 256, length / 2 > 256);
		/* the same, with nothing behind its NUL, then across a page */
		memcpy(end - length - 1, text, length + 1);
		send(end - length - 1, UINT64_MAX);
		expect_text(text, kept, length > 256);
	}
	memcpy(text, "two\0parts", 10);
	send(text, 9);
	expect_text("two", 3, 0);
	send(NULL, 0);
	expect_text("", 0, 0);
	send(NULL, UINT64_MAX);
	printf("null 0\n");
	send(NULL, 8);
	printf("null 0\n");
}

static const char *const bad[] = {
	(char *)1, (char *)4095, (char *)-1, (char *)-256, (char *)0x7ffffffff000,
	(char *)0x7fffffffffff, (char *)0x6b6b6b6b6000, (char *)0x8000000000000000,
	(char *)0xffffffff81000000,
};

/* Nothing must come of these. */
static void bad_strings(void)
{
	char *end = edge(), *gone = edge() - 4096;

	/* not unmapped: another thread's memory could come there */
	if (mprotect(gone, 4096, PROT_NONE))
		exit(99);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		send(bad[i], UINT64_MAX);
		send(bad[i], 5);
	}
	send(gone, UINT64_MAX);
	memset(end - 4096, 'x', 4096);
	for (size_t left = 1; left <= 256; left += 51) {
		send(end - left, UINT64_MAX); /* no NUL before memory ends */
		send(end - left, left + 1);
		send(end - left, left);
		expect_text("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			    left, 0);
	}
}

static void send_length(const char *text, uint64_t size)
{
	uint64_t frame;

	errno = 12345;
	__vypr_length(NUMBER_SITE, text, size, (uint64_t)(uintptr_t)&frame);
	if (errno != 12345)
		wrong("errno has changed");
}

static void lengths(void)
{
	static char text[1 << 20];
	char *end = edge();

	for (size_t length = 0; length < sizeof text; length = length * 3 + 1) {
		memset(text, 'z', length);
		text[length] = 0;
		send_length(text, UINT64_MAX);
		send_length(text, length / 2);
		printf("number %zu\nnumber %zu\n", length, length / 2);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		send_length(bad[i], UINT64_MAX);
	memset(end - 4096, 'x', 4096);
	send_length(end - 3000, UINT64_MAX);
	send_length(end - 3000, 3001);
	send_length(end - 3000, 3000);
	send_length(NULL, UINT64_MAX);
	send_length(NULL, 0);
	printf("number 3000\nnumber 0\n");
}

static void digests(void)
{
	static char a[5000], b[5000];
	char *end = edge();

	memset(a, 'd', sizeof a - 1);
	memset(b, 'd', sizeof b - 1);
	for (size_t i = 0; i < sizeof a - 1; i += 37) {
		uint64_t same = __vypr_digest(b, UINT64_MAX, 1);

		b[i] = 'e';
		if (__vypr_digest(b, UINT64_MAX, 1) == same ||
		    __vypr_digest(a, UINT64_MAX, 1) != same ||
		    __vypr_digest(a, i, 0) != __vypr_digest(b, i, 0) ||
		    __vypr_digest(a, i + 1, 0) == __vypr_digest(b, i + 1, 0))
			wrong("a hash does not tell a change");
		b[i] = 'd';
	}
	b[100] = 0;
	memcpy(a, b, 100);
	a[100] = 0;
	a[101] = 'q';
	if (__vypr_digest(a, UINT64_MAX, 1) != __vypr_digest(b, UINT64_MAX, 1) ||
	    __vypr_digest(a, 200, 1) != __vypr_digest(b, 200, 1) ||
	    __vypr_digest(a, 200, 0) == __vypr_digest(b, 200, 0))
		wrong("a hash does not end at the NUL");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (__vypr_digest(bad[i], UINT64_MAX, 1) != __vypr_digest(NULL, 4, 0) ||
		    __vypr_digest(end - 100, 101, 0) != __vypr_digest(NULL, 4, 0))
			wrong("what cannot be read has a hash");
}

static void copies(void)
{
	char from[1025], to[1025], *end = edge();

	for (size_t i = 0; i < sizeof from; i++)
		from[i] = (char)(i * 7);
	for (size_t size = 0; size <= 1024; size++) {
		memset(to, 0x55, sizeof to);
		if (!__vypr_copy(from, to, size) || memcmp(from, to, size) || to[size] != 0x55)
			wrong("a copy is not what was there");
	}
	if (__vypr_copy(from, to, 1025))
		wrong("a copy of more than it says");
	memset(end - 8, 'c', 8);
	if (!__vypr_copy(end - 8, to, 8) || memcmp(end - 8, to, 8) ||
	    __vypr_copy(end - 4, to, 5) || __vypr_copy(end, to, 1))
		wrong("a copy over the end of memory");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (__vypr_copy(bad[i], to, 1))
			wrong("a copy of nothing");
}

static void cpu_times(void)
{
	uint64_t frame, limit;
	struct timespec now;

	do {
		__vypr_cpu(NUMBER_SITE, (uint64_t)(uintptr_t)&frame);
		clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
		limit = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
		printf("cpu %" PRIu64 "\n", limit);
	} while (limit < 20000000);
}

static void memory(void)
{
	good_strings();
	bad_strings();
	lengths();
	digests();
	copies();
	cpu_times();
}

/* As in a container whose filter of system calls is strict. */
static void refuse_copies(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_process_vm_readv, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof filter / sizeof *filter, filter };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		wrong("no filter");
	if (syscall(SYS_process_vm_readv, getpid(), NULL, 0, NULL, 0, 0) != -1 ||
	    errno != EPERM)
		wrong("the filter lets it pass");
}

/* ---- storm ---------------------------------------------------------------------- */

static volatile uint64_t handled;

static __attribute__((noinline)) void send_numbered(char kind, uint64_t number)
{
	char text[TEXT_MOST + 1];

	text_make(text, kind, number);
	__vypr_string(TEXT_SITE, text, UINT64_MAX, (uint64_t)(uintptr_t)text);
}

static void handler(int signal)
{
	(void)signal;
	for (int i = 0; i < 3; i++) {
		uint64_t mine = handled;

		handled = mine + 1;
		send_numbered('h', mine);
	}
}

static void start_timer(void (*act)(int signal), int signal)
{
	struct sigevent how = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal };
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	struct itimerspec often = { { 0, 500000 }, { 0, 500000 } };
#else
	struct itimerspec often = { { 0, 50000 }, { 0, 50000 } };
#endif
	struct sigaction action = { .sa_handler = act, .sa_flags = SA_RESTART };
	timer_t timer;

	sigaction(signal, &action, NULL);
	if (timer_create(CLOCK_MONOTONIC, &how, &timer) ||
	    timer_settime(timer, 0, &often, NULL))
		exit(99);
}

static void block(int signal)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, signal);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

static void storm(uint64_t n)
{
	start_timer(handler, SIGUSR1);
	for (uint64_t i = 0; i < n; i++)
		send_numbered('m', i);
	block(SIGUSR1);
	printf("%" PRIu64 " %" PRIu64 "\n", n, handled);
}

/* A second handler, which may interrupt the first, jumps out of whatever it is. */
static sigjmp_buf back;
static volatile uint64_t jumping;

static void jumper(int signal)
{
	(void)signal;
	if (jumping)
		siglongjmp(back, 1);
}

static void jumps(uint64_t n)
{
	volatile uint64_t number = 0, jumped = 0;

	start_timer(handler, SIGUSR1);
	start_timer(jumper, SIGUSR2);
	if (sigsetjmp(back, 1))
		jumped = jumped + 1;
	jumping = 1;
	while (jumped < n) {
		uint64_t mine = number;

		number = mine + 1; /* at most once */
		send_numbered('m', mine);
	}
	jumping = 0;
	block(SIGUSR1);
	block(SIGUSR2);
	for (int i = 0; i < 1000; i++)
		send_numbered('m', number++);
	printf("%" PRIu64 " %" PRIu64 "\n", number, handled);
}

/* ---- hang ------------------------------------------------------------------------- */

static __attribute__((noinline)) void busy_event(uint64_t number)
{
	PUSH(first_site + SITE_CHANGE, number);
}

static void *be_busy(void *unused)
{
	(void)unused;
	for (uint64_t i = 0;; i++)
		busy_event(i);
	return NULL;
}

static void start_busy(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, be_busy, NULL))
		exit(99);
}

static void hang(uint64_t ms)
{
	struct timespec nap = { (time_t)(ms / 1000), (long)(ms % 1000 * 1000000) }, now;
	uint64_t frame;

	clock_gettime(CLOCK_MONOTONIC, &now);
	push_at(&__vypr_ring, first_site + SITE_BEGIN, vypr_push_ticks(), 0,
		(uint64_t)(uintptr_t)&frame);
	printf("%" PRIu64 "\n", (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec);
	fflush(stdout);
	nanosleep(&nap, NULL);
	push_at(&__vypr_ring, first_site + SITE_END, vypr_push_ticks(), 0,
		(uint64_t)(uintptr_t)&frame);
}

int main(int argc, char **argv)
{
	uint64_t n = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	size_t size;

	unit = runtime_unit_make("texter", &size);
	if (!unit || argc < 2)
		return 99;
	memset(on, 1, sizeof on);
	__vypr_register(unit, size, on, SITES);
	first_site = (uint64_t)(uintptr_t)unit;
	if (!strcmp(argv[1], "memory"))
		memory();
	else if (!strcmp(argv[1], "refused"))
		refuse_copies(), memory();
	else if (!strcmp(argv[1], "storm"))
		storm(n);
	else if (!strcmp(argv[1], "jumps"))
		jumps(n);
	else if (!strcmp(argv[1], "hang"))
		hang(n);
	else if (!strcmp(argv[1], "hang-busy"))
		start_busy(), hang(n);
	else
		return 99;
	return 0;
}
