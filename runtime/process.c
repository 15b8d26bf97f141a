/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how the runtime begins and ends in a process: units that register, the start, the
 * end at exit, fork, and what is said when something is not possible.
 *
 * It keeps out of the program's way: no signal handler, no descriptor that stays in the
 * program's table (the collector has its own), no output but one line on trouble.
 */
#include "runtime/process.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "runtime/copies.h"
#include "runtime/fork.h"
#include "runtime/hooks.h"
#include "runtime/off.h"
#include "spec/unit.h"

#define COLLECTOR_STACK (1 << 20)
#define ADDRESSES_LEAST ((rlim_t)128 << 20)
#define DETACH_NS 200000000ULL
#define FINISH_NS 10000000000ULL

struct vypr_process vypr_process = { .lock = PTHREAD_MUTEX_INITIALIZER };

static uint32_t state_now(void)
{
	return __atomic_load_n(&vypr_process.state, __ATOMIC_ACQUIRE);
}

static void set_state(uint32_t state)
{
	__atomic_store_n(&vypr_process.state, state, __ATOMIC_RELEASE);
}

/* ---- saying ----------------------------------------------------------------- */

/* A closed pipe would send SIGPIPE: hold it back, and take it away if it came. */
void vypr_say(const char *message)
{
	static const struct timespec at_once;
	char line[400];
	int length = snprintf(line, sizeof line, "vypr: %s\n", message), saved = errno;
	sigset_t pipe, old, before;

	if (length >= (int)sizeof line)
		length = (int)sizeof line - 1;
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	sigpending(&before);
	pthread_sigmask(SIG_BLOCK, &pipe, &old);
	if (write(STDERR_FILENO, line, (size_t)length) < 0 && errno == EPIPE &&
	    !sigismember(&before, SIGPIPE))
		sigtimedwait(&pipe, NULL, &at_once);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = saved;
}

void vypr_say_not_monitoring(const char *reason)
{
	char message[320];

	if (__atomic_exchange_n(&vypr_process.said, 1, __ATOMIC_ACQ_REL))
		return;
	snprintf(message, sizeof message, "not monitoring: %s", reason);
	vypr_say(message);
}

static void unit_off(struct vypr_process_unit *unit)
{
	if (__atomic_load_n(&unit->gone, __ATOMIC_SEQ_CST))
		return;
	for (uint64_t i = 0; i < unit->sites; i++)
		__atomic_store_n(unit->on + i, 0, __ATOMIC_RELAXED);
}

void vypr_process_switch_off(void)
{
	uint32_t count = __atomic_load_n(&vypr_process.unit_count, __ATOMIC_ACQUIRE);

	__atomic_fetch_add(&vypr_process.switching, 1, __ATOMIC_SEQ_CST);
	for (uint32_t u = 0; u < count; u++)
		unit_off(vypr_process.units + u);
	__atomic_fetch_sub(&vypr_process.switching, 1, __ATOMIC_SEQ_CST);
}

void vypr_process_quiet(const char *reason)
{
	set_state(VYPR_PROCESS_QUIET);
	vypr_process_switch_off();
	vypr_say_not_monitoring(reason);
}

/* ---- futex ------------------------------------------------------------------ */

void vypr_futex_wait(uint32_t *word, uint32_t value, uint64_t timeout_ns)
{
	struct timespec time = { (time_t)(timeout_ns / 1000000000),
				 (long)(timeout_ns % 1000000000) };

	syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, timeout_ns ? &time : NULL, NULL,
		0);
}

void vypr_futex_notify(uint32_t *word)
{
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

void vypr_futex_wake(uint32_t *word)
{
	__atomic_fetch_add(word, 1, __ATOMIC_ACQ_REL);
	vypr_futex_notify(word);
}

void vypr_wake_collector(void)
{
	vypr_futex_wake(&vypr_process.wake);
}

int vypr_futex_until(uint32_t *word, uint64_t timeout_ns)
{
	uint64_t end = vypr_clock_monotonic_ns() + timeout_ns, now;

	while (!__atomic_load_n(word, __ATOMIC_ACQUIRE)) {
		now = vypr_clock_monotonic_ns();
		if (now >= end)
			return 0;
		vypr_futex_wait(word, 0, end - now);
	}
	return 1;
}

/* ---- start ------------------------------------------------------------------ */

/* The store's absolute name: the program may change its folder. */
static int find_store(void)
{
	const char *name = secure_getenv("VYPR_STORE");
	char folder[PATH_MAX];
	int length;

	if (!name || !name[0])
		name = "vypr.db";
	if (name[0] == '/') {
		length = snprintf(vypr_process.store, sizeof vypr_process.store, "%s", name);
	} else {
		if (!getcwd(folder, sizeof folder))
			return 0;
		length = snprintf(vypr_process.store, sizeof vypr_process.store, "%s/%s",
				  folder, name);
	}
	errno = ENAMETOOLONG;
	return length < (int)sizeof vypr_process.store - 80;
}

static int start_collector(void)
{
	pthread_attr_t attributes;
	int code;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, COLLECTOR_STACK);
	code = pthread_create(&vypr_process.collector, &attributes, vypr_collect, NULL);
	if (code == EINVAL) /* a program with more thread-local memory than that */
		code = pthread_create(&vypr_process.collector, NULL, vypr_collect, NULL);
	pthread_attr_destroy(&attributes);
	vypr_process.has_collector = !code;
	errno = code;
	return !code;
}

static enum vypr_status copy_unit(struct vypr_process_unit *unit)
{
	return vypr_runfile_add_unit(&vypr_process.file, unit->bytes, unit->text, unit->size,
				     (uint32_t)unit->sites, &unit->chunk);
}

static enum vypr_status copy_units(void)
{
	enum vypr_status status = VYPR_OK;

	for (uint32_t i = 0; !status && i < vypr_process.unit_count; i++)
		if (!vypr_process.units[i].gone)
			status = copy_unit(vypr_process.units + i);
	return status;
}

/* The words for the person, from a failed system call. */
static void quiet_because(const char *what)
{
	char reason[256];

	snprintf(reason, sizeof reason, "%s %.150s: %s", what, vypr_process.store,
		 strerrordesc_np(errno) ? strerrordesc_np(errno) : "failed");
	vypr_process_quiet(reason);
}

static void start(void)
{
	uint32_t starting = VYPR_PROCESS_STARTING;
	int fd;

	vypr_process.stop = vypr_process.want_commit = 0;
	vypr_process.unplaced = vypr_process.lost = 0;
	vypr_process.detached = vypr_process.finished = vypr_process.has_collector = 0;
	if (vypr_runfile_create(&vypr_process.file, vypr_process.store, &fd)) {
		quiet_because("cannot make a file beside");
		return;
	}
	vypr_process.file.head->record_events = (uint64_t)vypr_process.options.record_events;
	if (copy_units() || !start_collector()) {
		quiet_because("cannot start monitoring for");
		unlink(vypr_process.file.path);
		vypr_runfile_drop(&vypr_process.file);
		close(fd);
		return;
	}
	/* unless the collector has given up */
	__atomic_compare_exchange_n(&vypr_process.state, &starting, VYPR_PROCESS_LIVE, 0,
				    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
	/* the collector takes the lock over into its own table of descriptors */
	vypr_futex_until(&vypr_process.detached, DETACH_NS);
	close(fd);
}

void vypr_process_start(void)
{
	vypr_process_begin_ours();
	start();
	vypr_process_end_ours();
}

/* ---- fork ------------------------------------------------------------------- */

/* The child has neither the collector nor the right to the parent's rings. */
void vypr_process_forked(void)
{
	vypr_process_forget_ring();
	vypr_process.has_collector = 0;
	if (state_now() != VYPR_PROCESS_LIVE)
		return;
	vypr_runfile_drop(&vypr_process.file);
	for (uint32_t i = 0; i < vypr_process.unit_count; i++)
		vypr_process.units[i].chunk = UINT32_MAX;
	set_state(VYPR_PROCESS_FORKED);
}

/* ---- units ------------------------------------------------------------------ */

/* At the end, when no object file can come any more: is there a slip of the pen? */
static void say_names_not_found(void)
{
	char message[VYPR_OPTIONS_OFF_NAME + 80];

	for (uint32_t i = 0; i < vypr_process.options.off_count; i++) {
		if (vypr_process.off_found >> i & 1 || vypr_process.began != (int)getpid())
			continue;
		snprintf(message, sizeof message,
			 "VYPR_OPTIONS: off=%s: no property has this name",
			 vypr_process.options.off[i]);
		vypr_say(message);
	}
}

static void apply_off(const struct vypr_process_unit *entry)
{
	struct vypr_unit unit;

	if (!vypr_process.options.off_count ||
	    vypr_unit_decode(entry->text, entry->size, &unit))
		return;
	for (uint64_t i = 0; i < entry->sites && i < unit.site_count; i++)
		if (!vypr_off_site_is_on(&unit, unit.sites + i))
			__atomic_store_n(entry->on + i, 0, __ATOMIC_RELAXED);
	vypr_unit_fini(&unit);
}

static struct vypr_process_unit *keep_unit(const struct vypr_process_unit *unit)
{
	uint32_t count = vypr_process.unit_count;

	if (count == VYPR_RUNFILE_CHUNKS)
		return NULL;
	vypr_process.units[count] = *unit;
	__atomic_store_n(&vypr_process.unit_count, count + 1, __ATOMIC_RELEASE);
	return vypr_process.units + count;
}

/* A program with so few addresses (ulimit -v) needs them all: a try that fails half way
 * would take them away from it just when it makes a thread. */
static int has_addresses(void)
{
	struct rlimit limit;

	errno = ENOMEM;
	return getrlimit(RLIMIT_AS, &limit) || limit.rlim_cur == RLIM_INFINITY ||
	       limit.rlim_cur >= ADDRESSES_LEAST;
}

/* The first unit of the process. */
static void begin(void)
{
	sigset_t all, old;

	if (!vypr_process.options.enable) {
		set_state(VYPR_PROCESS_QUIET);
		return;
	}
	if (!find_store()) {
		quiet_because("cannot name the store");
		return;
	}
	if (!has_addresses()) {
		quiet_because("cannot start monitoring for");
		return;
	}
	vypr_process_make_key();
	vypr_fork_watch();
	/* the new thread inherits the mask: no signal of the program's goes there */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	set_state(VYPR_PROCESS_STARTING);
	vypr_process_start();
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

/* Until what the ring holds now is in the store; 0: the time is over. */
static int wait_stored(const struct vypr_ring *ring, uint64_t end)
{
	uint64_t pos = __atomic_load_n(&ring->pos, __ATOMIC_ACQUIRE);

	do {
		uint32_t acted = __atomic_load_n(&vypr_process.acted, __ATOMIC_ACQUIRE);

		if (__atomic_load_n(&ring->released, __ATOMIC_ACQUIRE) >= pos)
			return 1;
		__atomic_store_n(&vypr_process.want_commit, 1, __ATOMIC_RELEASE);
		vypr_wake_collector();
		vypr_futex_wait(&vypr_process.acted, acted, 20000000);
	} while (vypr_clock_monotonic_ns() < end &&
		 !__atomic_load_n(&vypr_process.finished, __ATOMIC_ACQUIRE));
	return 0;
}

/* What was sent so far goes into the store, where it has numbers instead of addresses. */
static int flush(void)
{
	struct vypr_runfile *file = &vypr_process.file;
	uint32_t count = __atomic_load_n(&file->head->chunk_count, __ATOMIC_ACQUIRE);
	uint64_t end = vypr_clock_monotonic_ns() + FINISH_NS;
	int stored = 1;

	__atomic_store_n(&vypr_process.flushing, 1, __ATOMIC_RELEASE);
	for (uint32_t i = 0; stored && i < count && i < VYPR_RUNFILE_CHUNKS; i++)
		if (vypr_runfile_kind(file, i) == VYPR_CHUNK_RING)
			stored = wait_stored(__atomic_load_n(&file->at[i], __ATOMIC_ACQUIRE),
					     end);
	__atomic_store_n(&vypr_process.flushing, 0, __ATOMIC_RELEASE);
	return stored;
}

/* The addresses of an object that was unloaded are used again: its events must be read
 * before others come from there.  0: they were not, in time. */
static int retire(struct vypr_process_unit *unit)
{
	if (state_now() == VYPR_PROCESS_LIVE && unit->chunk != UINT32_MAX) {
		if (!flush())
			return 0;
		vypr_runfile_publish(&vypr_process.file, unit->chunk, VYPR_CHUNK_GONE);
	}
	unit->chunk = UINT32_MAX;
	unit->sites = 0;
	return 1;
}

static int overlap(const struct vypr_process_unit *a, const struct vypr_process_unit *b)
{
	return a->bytes < b->bytes + b->sites && b->bytes < a->bytes + a->sites;
}

/* The same object loaded again where it was; or NULL, and others that lay there are
 * retired: or there is no room yet. */
static struct vypr_process_unit *come_back(const struct vypr_process_unit *unit,
					   int *ret_room)
{
	for (uint32_t i = 0; i < vypr_process.unit_count; i++) {
		struct vypr_process_unit *old = vypr_process.units + i;

		if (old->bytes == unit->bytes && !old->gone)
			return old;
		if (!old->gone || !overlap(old, unit))
			continue;
		if (old->bytes != unit->bytes || old->hash != unit->hash) {
			*ret_room &= retire(old);
			continue;
		}
		old->on = unit->on;
		__atomic_store_n(&old->gone, 0, __ATOMIC_SEQ_CST);
		return old;
	}
	return NULL;
}

/* Its events would be taken for those of the object that was there before. */
static void refuse_unit(const struct vypr_process_unit *unit)
{
	struct vypr_process_unit refused = *unit;

	unit_off(&refused);
	if (state_now() == VYPR_PROCESS_LIVE)
		vypr_say("an object file that was loaded where another one had been is not "
			 "monitored: the other one's events were not stored in time");
}

/* Where it is kept; NULL: it is not. */
static const struct vypr_process_unit *take_unit(const struct vypr_process_unit *unit)
{
	int room = 1;
	struct vypr_process_unit *kept = come_back(unit, &room);

	if (!room) {
		refuse_unit(unit);
		return NULL;
	}
	if (!kept)
		kept = keep_unit(unit);
	if (!kept) {
		errno = ENOMEM;
		quiet_because("cannot keep what is compiled for");
		return NULL;
	}
	if (state_now() == VYPR_PROCESS_NEW)
		begin();
	else if (state_now() == VYPR_PROCESS_LIVE && kept->chunk == UINT32_MAX &&
		 copy_unit(kept))
		quiet_because("cannot note what is loaded for");
	apply_off(kept);
	if (state_now() == VYPR_PROCESS_QUIET)
		vypr_process_switch_off();
	return kept;
}

static void read_options(void)
{
	if (vypr_process.began)
		return;
	vypr_options_read(secure_getenv("VYPR_OPTIONS"), vypr_say, &vypr_process.options);
	vypr_process.began = (int)getpid();
}

/* What the run is to know of it beside its bytes; malloc'ed, NULL nothing. */
static unsigned char *mark_unit(const void *bytes, uint64_t size, const void *start,
				const void *stop)
{
	unsigned char *copies = vypr_copies_mark(bytes, size, start, stop), *off;
	uint32_t names;

	off = vypr_off_mark(&vypr_process.options, copies ? copies : bytes, size, &names);
	vypr_process.off_found |= names;
	if (!off)
		return copies;
	free(copies);
	return off;
}

static int is_unit(const unsigned char *bytes, uint64_t size)
{
	return size >= 24 && vypr_unit_size(bytes, size) == size;
}

void __vypr_register(const void *bytes, uint64_t size, void *on, uint64_t sites)
{
	__vypr_register_copies(bytes, size, on, sites, NULL, NULL);
}

void __vypr_register_copies(const void *bytes, uint64_t size, void *on, uint64_t sites,
			    const void *start, const void *stop)
{
	struct vypr_process_unit unit = { bytes, bytes, size, on, sites, 0, UINT32_MAX, 0 };
	const struct vypr_process_unit *kept;
	unsigned char *marked = NULL;
	int saved = errno;

	vypr_process_begin_ours();
	pthread_mutex_lock(&vypr_process.lock);
	read_options();
	if (is_unit(bytes, size)) {
		marked = mark_unit(bytes, size, start, stop);
		if (marked)
			unit.text = marked;
		memcpy(&unit.hash, unit.text + 16, sizeof unit.hash);
		kept = take_unit(&unit);
		if (marked && (!kept || kept->text != marked))
			free(marked);
	} else {
		vypr_say("an object file was compiled by another version of VyPR; "
			 "it is not monitored");
		unit_off(&unit);
	}
	pthread_mutex_unlock(&vypr_process.lock);
	vypr_process_end_ours();
	errno = saved;
}

/* Also called for each object file at exit, so nothing slow: its events keep their
 * meaning as long as nothing else is loaded there. */
void __vypr_unregister(const void *bytes)
{
	pthread_mutex_lock(&vypr_process.lock);
	for (uint32_t i = 0; i < vypr_process.unit_count; i++)
		if (vypr_process.units[i].bytes == bytes)
			__atomic_store_n(&vypr_process.units[i].gone, 1, __ATOMIC_SEQ_CST);
	pthread_mutex_unlock(&vypr_process.lock);
	/* its memory goes when we return */
	while (__atomic_load_n(&vypr_process.switching, __ATOMIC_SEQ_CST))
		sched_yield();
}

/* ---- end -------------------------------------------------------------------- */

/* It is not lost: whoever opens the store next goes on from the file. */
static void say_not_stored(void)
{
	char message[PATH_MAX + 100];

	snprintf(message, sizeof message,
		 "the last events are not in the store yet; vypr-analyse takes them from %s",
		 vypr_process.file.path);
	vypr_say(message);
}

static void say_events(uint64_t count, const char *what)
{
	char message[120];

	if (!count)
		return;
	snprintf(message, sizeof message, "%llu events %s", (unsigned long long)count, what);
	vypr_say(message);
}

/* After the program's own destructors.  What is not stored within a bound stays in the
 * run file, for whoever opens the store next. */
__attribute__((destructor(101))) static void end(void)
{
	int saved = errno;

	/* also when it was made quiet: what is in the rings is still to be stored */
	if (vypr_process.has_collector) {
		vypr_process.stop_ticks =
			vypr_clock_ticks((int)vypr_process.file.head->uses_tsc);
		vypr_process.file.head->end_ticks = vypr_process.stop_ticks;
		__atomic_store_n(&vypr_process.stop, 1, __ATOMIC_RELEASE);
		vypr_wake_collector();
		if (vypr_futex_until(&vypr_process.finished, FINISH_NS))
			pthread_join(vypr_process.collector, NULL);
		else
			say_not_stored();
	}
	if (vypr_process.reason[0])
		vypr_say_not_monitoring(vypr_process.reason);
	say_events(vypr_process.unplaced, "are of no known object file: their verdicts are missing");
	say_events(vypr_process.lost, "were lost: verdicts on them are unknown, or missing");
	if (vypr_process.missing[0])
		vypr_say(vypr_process.missing);
	if (vypr_process.dropped[0])
		vypr_say(vypr_process.dropped);
	if (vypr_process.mixed[0])
		vypr_say(vypr_process.mixed);
	if (vypr_process.options.enable)
		say_names_not_found();
	if (state_now() != VYPR_PROCESS_NEW)
		set_state(VYPR_PROCESS_ENDED);
	errno = saved;
}
