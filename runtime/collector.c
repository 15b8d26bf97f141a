/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The collector thread: reads the rings, commits, releases, sleeps.
 *
 *   poll every 50 us while events come, then less and less often, up to 20 ms; a writer
 *   whose ring is full wakes it.  A commit every 250 ms (option "commit") if there is
 *   something new, or when a ring is half read but not released.
 *
 *   A deadline that passes is no event.  The monitor is told how late it is, at most every
 *   5 ms and 5 % of the time; when that decides something, a commit is due at once, so
 *   that the verdict of a call that hangs is in the store 40 ms (LATE_NS) + 20 ms (a nap)
 *   + 25 ms (between two commits) after its deadline, and a commit.  It is completed when the
 *   call ends, as any event is (runtime/store_write.c).  Where a commit takes
 *   long, because much is open, commits for this reason take a fifth of the time.
 *
 * It lives in the user's process with all signals blocked and with a table of file
 * descriptors of its own (unshare): a program that closes every descriptor it does not
 * know, as daemons do, cannot close the store's, and does not see them.
 *
 * Durability: commits do not wait for the disk (MDB_NOSYNC).  A killed process loses
 * nothing; a power cut may cost the store.  Option sync=1 makes every commit wait: an
 * fsync on a busy disk took over 100 ms, in which a fast program fills its ring.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/fork.h"
#include "runtime/missing.h"
#include "runtime/process.h"
#include "runtime/reader.h"
#include "runtime/recover.h"
#include "runtime/sampler.h"

#define NAP_LEAST_NS 50000ULL
#define NAP_MOST_NS 20000000ULL
#define BURST 65536
#define CHECK_TID_NS 1000000000ULL
/* The monitor hears of a moment when it is so long ago: a thread that has read the clock and
 * was then put aside sends an event of the past, and a call that ends soon after its deadline
 * is known whole, with its path and how long it took. */
#define LATE_NS 40000000ULL
#define ADVANCE_NS 5000000ULL
#define ADVANCE_SHARE 20
#define URGENT_NS 25000000ULL
#define URGENT_SHARE 4

struct collector {
	struct vypr_store *store;
	struct vypr_writer *writer;
	struct vypr_reader reader;
	struct vypr_sampler sampler;
	uint32_t chunks_seen;    /* below: units are added */
	uint64_t committed_ns, checked_ns;
	uint64_t took_ns;        /* by the last commit */
	uint64_t fresh;          /* events since the last commit */
	uint64_t advance_ns;     /* when to tell the monitor the time again */
	uint64_t oldest;         /* ticks of an event that is yet to be read; 0 none */
	int urgent;              /* a deadline was missed: not in the store yet */
	int changed;             /* something else to commit */
	int fd;                  /* the run file, for its lock */
};

struct round {
	uint64_t events;
	int half;                /* a ring is half read but not released */
};

/* ---- descriptors ------------------------------------------------------------ */

/* Something at 0, 1 and 2, so that no file of ours gets these numbers. */
static void plug(int fd)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0)
		null = eventfd(0, EFD_CLOEXEC);
	if (null >= 0 && null != fd) {
		dup2(null, fd);
		close(null);
	}
}

/* ThreadSanitizer, in the program or in us, knows one table of descriptors and would take ours
 * with the same numbers for the program's: two threads at one file. */
extern void __tsan_init(void) __attribute__((weak));

/* Leave the program's table.  The standard error stays until the store is open: trouble
 * with that is worth a word. */
static void detach(void)
{
#ifdef SYS_close_range
	int own = !__tsan_init && !unshare(CLONE_FILES) &&
		  !syscall(SYS_close_range, 3, ~0U, 0);
#else
	int own = 0;
#endif

	if (own) {
		plug(0);
		plug(1);
	}
	vypr_process.file.head->private_lock = (uint32_t)own;
}

/* ThreadSanitizer in the program sees what we do through the C library, but not what
 * orders it, since we are compiled without: it is asked to overlook this thread. */
extern void __tsan_ignore_thread_begin(void) __attribute__((weak));
extern void __tsan_ignore_thread_end(void) __attribute__((weak));

static void hide_from_sanitizer(void)
{
#ifndef __SANITIZE_THREAD__
	if (__tsan_ignore_thread_begin)
		__tsan_ignore_thread_begin();
#endif
}

static void show_to_sanitizer(void)
{
#ifndef __SANITIZE_THREAD__
	if (__tsan_ignore_thread_end)
		__tsan_ignore_thread_end();
#endif
}

static void leave_stderr(void)
{
#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
	if (vypr_process.file.head->private_lock)
		plug(2);
#endif
}

static void signal_detached(void)
{
	vypr_futex_wake(&vypr_process.detached);
}

/* ---- open ------------------------------------------------------------------- */

static void recover_others(struct collector *c)
{
	struct vypr_recover_list list = { NULL, 0 };
	char message[160];

	vypr_recover_with(c->store, vypr_process.store, &list, NULL);
	for (size_t i = 0; vypr_process.options.verbose && i < list.count; i++) {
		snprintf(message, sizeof message,
			 "recovered %llu events of process %u, which ended without finishing "
			 "(killed, _exit or execve)",
			 (unsigned long long)list.items[i].events, list.items[i].pid);
		vypr_say(message);
	}
	free(list.items);
}

static enum vypr_status open_run(struct collector *c)
{
	struct vypr_run_head *head = vypr_process.file.head;
	struct vypr_run run = {
		.pid = head->pid, .host = head->host, .program = head->program,
		.arguments = head->arguments,
		.start_realtime_ns = head->start_realtime_ns,
		.start_monotonic_ns = head->start_pair.ns, .uses_tsc = (int)head->uses_tsc,
	};
	enum vypr_status status = vypr_writer_new(c->store, &run, head->identity,
						  &c->writer);

	return status ? status
		      : vypr_reader_init(&c->reader, c->writer, (int)head->uses_tsc,
					 head->start_pair,
					 vypr_process.options.record_events);
}

static enum vypr_status open_all(struct collector *c, struct vypr_diag *diag)
{
	enum vypr_status status;

	c->fd = open(vypr_process.file.path, O_RDWR | O_CLOEXEC);
	if (c->fd >= 0)
		flock(c->fd, LOCK_SH);
	signal_detached();
	status = vypr_store_open(vypr_process.store, VYPR_STORE_WRITE, &c->store, diag);
	if (status)
		return status;
	vypr_store_set_sync(c->store, vypr_process.options.sync);
	recover_others(c);
	status = open_run(c);
	/* not with the program's descriptors: it may close them, and open its own */
	vypr_sampler_init(&c->sampler, vypr_process.options.samples &&
					       vypr_process.file.head->private_lock);
	return status ? vypr_diag_set(diag, status, 0, 0, 0, "%s",
				      vypr_status_text(status))
		      : VYPR_OK;
}

/* ---- one round -------------------------------------------------------------- */

/* Objects that were unloaded, and whose addresses another one has now.  What they sent
 * has been read: the process has waited for that. */
static void forget_units(struct collector *c)
{
	uint32_t number = 0;

	for (uint32_t i = 0; i < c->chunks_seen; i++) {
		enum vypr_chunk_kind kind = vypr_runfile_kind(&vypr_process.file, i);

		if (kind == VYPR_CHUNK_GONE)
			vypr_reader_unit_gone(&c->reader, number);
		number += kind == VYPR_CHUNK_UNIT || kind == VYPR_CHUNK_GONE;
	}
}

/* Units in the order of their chunks, which is the order of their numbers.  A chunk that
 * is being made may become one: those after it wait, and so do their events. */
static enum vypr_status take_units(struct collector *c, int ending)
{
	struct vypr_runfile *file = &vypr_process.file;
	uint32_t count = __atomic_load_n(&file->head->chunk_count, __ATOMIC_ACQUIRE);
	enum vypr_status status = VYPR_OK;

	/* before the new ones: those that they replace are marked before they are there */
	if (c->chunks_seen < count)
		forget_units(c);
	for (; !status && c->chunks_seen < count && c->chunks_seen < VYPR_RUNFILE_CHUNKS;
	     c->chunks_seen++) {
		enum vypr_chunk_kind kind = vypr_runfile_kind(file, c->chunks_seen);
		struct vypr_chunk *chunk = file->head->chunks + c->chunks_seen;

		if (kind == VYPR_CHUNK_NONE && !ending)
			return VYPR_BUSY;
		if (kind != VYPR_CHUNK_UNIT && kind != VYPR_CHUNK_GONE)
			continue;
		status = vypr_reader_add_unit(&c->reader, file->at[c->chunks_seen],
					      chunk->size, chunk->address,
					      kind == VYPR_CHUNK_GONE);
		c->changed = 1;
	}
	return status;
}

static void learn_clock(struct collector *c, int force)
{
	struct vypr_run_head *head = vypr_process.file.head;
	struct vypr_clock_pair pair = vypr_clock_pair_now((int)head->uses_tsc);
	int was = vypr_clock_is_ready(&c->reader.clock);

	/* for who may have to go on without us: the older of the two gives way */
	head->pairs[head->pairs[0].ticks > head->pairs[1].ticks] = pair;
	vypr_clock_learn(&c->reader.clock, pair, force);
	if (!was && vypr_clock_is_ready(&c->reader.clock))
		vypr_reader_set_clock_error(&c->reader);
}

/* Whether the ring's events may be converted to nanoseconds. */
static int may_read(struct collector *c, const struct vypr_ring *ring, int ending)
{
	uint64_t pos = __atomic_load_n(&ring->pos, __ATOMIC_RELAXED);

	if (vypr_clock_is_ready(&c->reader.clock))
		return 1;
	if (ending || pos - ring->released >= ring->size / 2 ||
	    __atomic_load_n(&vypr_process.flushing, __ATOMIC_ACQUIRE))
		learn_clock(c, 1);
	return vypr_clock_is_ready(&c->reader.clock);
}

/* The pages that a ring is about to use for the first time are made here, an eighth of it
 * ahead, so that the writer does not stop at each for a page fault. */
static void make_pages(struct vypr_source *source, struct vypr_ring *ring)
{
#ifdef MADV_POPULATE_WRITE
	uint64_t pos = __atomic_load_n(&ring->pos, __ATOMIC_RELAXED);
	uint64_t ahead = ring->size / 8, begin = source->made;

	if (begin >= ring->size || pos + ahead / 2 < begin)
		return;
	if (begin < pos)
		begin = pos & ~(uint64_t)(VYPR_PAGE - 1);
	source->made = begin + ahead;
	if (begin >= ring->size)
		return;
	if (ahead > ring->size - begin)
		ahead = ring->size - begin;
	if (madvise((char *)ring + VYPR_RING_SLOTS_AT + begin, ahead, MADV_POPULATE_WRITE))
		source->made = UINT64_MAX; /* an older kernel: they come one by one */
#else
	(void)source;
	(void)ring;
#endif
}

/* Threads that ended without their destructors, or were never pthreads. */
static int thread_is_gone(const struct vypr_ring *ring)
{
	return syscall(SYS_tgkill, getpid(), (int)ring->tid, 0) && errno == ESRCH;
}

static void note_oldest(struct collector *c, uint64_t ticks)
{
	if (ticks && (!c->oldest || ticks < c->oldest))
		c->oldest = ticks;
}

/* What the ring has now.  Its end is looked at before the units are: whatever is below it
 * was sent by an object that is known then, and not by one that came to lie where it was. */
static enum vypr_status drain(struct collector *c, struct vypr_source *source, int ending,
			      uint64_t *ret_count)
{
	uint64_t pos = __atomic_load_n(&source->ring->pos, __ATOMIC_ACQUIRE);
	uint64_t most = (pos - source->consumed) / sizeof(struct vypr_slot);
	enum vypr_status status = take_units(c, ending);

	*ret_count = 0;
	if (!status)
		*ret_count = vypr_reader_drain(&c->reader, source,
					       ending || most < BURST ? most : BURST);
	if (status == VYPR_BUSY || *ret_count >= BURST)
		note_oldest(c, vypr_reader_unread(source));
	return status == VYPR_BUSY ? VYPR_OK : status;
}

static enum vypr_status read_ring(struct collector *c, uint32_t chunk, int ending, int check,
				  struct round *round)
{
	struct vypr_ring *ring = vypr_process.file.at[chunk];
	struct vypr_source *source;
	enum vypr_status status;
	uint64_t count;
	int closed;

	status = vypr_reader_source(&c->reader, chunk, ring, &source);
	if (status) /* later, or by whoever goes on from the file */
		return ending ? status : VYPR_OK;
	if (source->ended || !may_read(c, ring, ending))
		return VYPR_OK;
	note_oldest(c, __atomic_load_n(&ring->waiting, __ATOMIC_ACQUIRE));
	if (!ending)
		make_pages(source, ring);
	/* closed before pos: what was written before it is below the pos we see */
	closed = __atomic_load_n(&ring->closed, __ATOMIC_ACQUIRE) != 0;
	if (!closed && check && thread_is_gone(ring))
		closed = 1;
	status = drain(c, source, ending, &count);
	if (!status && closed && vypr_reader_has_all(source)) {
		vypr_reader_end(&c->reader, source, 0);
		c->changed = 1;
	}
	round->events += count;
	round->half |= source->consumed - ring->released >= ring->size / 2;
	return status;
}

static enum vypr_status read_rings(struct collector *c, int ending, struct round *round)
{
	struct vypr_runfile *file = &vypr_process.file;
	uint32_t count = __atomic_load_n(&file->head->chunk_count, __ATOMIC_ACQUIRE);
	uint64_t now = vypr_clock_monotonic_ns();
	enum vypr_status status = VYPR_OK;
	int check = now - c->checked_ns > CHECK_TID_NS;

	if (check)
		c->checked_ns = now;
	c->oldest = 0;
	for (uint32_t i = 0; !status && i < count && i < VYPR_RUNFILE_CHUNKS; i++)
		if (vypr_runfile_kind(file, i) == VYPR_CHUNK_RING)
			status = read_ring(c, i, ending, check, round);
	return status;
}

/* ---- commit ----------------------------------------------------------------- */

/* After a commit: the writers get their room back, ended rings new threads. */
static void release(struct collector *c)
{
	struct vypr_reader *reader = &c->reader;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < reader->source_count; i++) {
		struct vypr_source *source = reader->sources + i;

		__atomic_store_n(&source->ring->released, source->consumed,
				 __ATOMIC_RELEASE);
		if (source->ended) {
			vypr_sampler_forget(&c->sampler, source);
			vypr_runfile_publish(&vypr_process.file, source->chunk,
					     VYPR_CHUNK_FREE);
		} else {
			reader->sources[kept++] = *source;
		}
	}
	reader->source_count = kept;
}

static enum vypr_status commit(struct collector *c, enum vypr_run_state state,
			       struct vypr_diag *diag)
{
	uint64_t now = vypr_clock_monotonic_ns();
	enum vypr_status status;

	__atomic_store_n(&vypr_process.want_commit, 0, __ATOMIC_RELEASE);
	c->reader.refused = __atomic_load_n(&vypr_process.file.head->refused,
					    __ATOMIC_RELAXED);
	status = vypr_reader_commit(&c->reader, state, now, diag);
	if (status)
		return status;
	release(c);
	c->committed_ns = vypr_clock_monotonic_ns();
	c->took_ns = c->committed_ns - now;
	c->fresh = 0;
	c->changed = c->urgent = 0;
	vypr_futex_wake(&vypr_process.acted);
	return VYPR_OK;
}

static enum vypr_status commit_if_due(struct collector *c, int half, struct vypr_diag *diag)
{
	uint64_t now = vypr_clock_monotonic_ns();
	int due = now - c->committed_ns >= vypr_process.options.commit_ms * 1000000;
	int wanted = __atomic_load_n(&vypr_process.want_commit, __ATOMIC_ACQUIRE) != 0;

	wanted |= c->urgent && now - c->committed_ns >= URGENT_NS &&
		  now - c->committed_ns >= c->took_ns * URGENT_SHARE;
	if (!(wanted || half || (due && (c->fresh || c->changed)) ||
	      vypr_writer_waiting(c->writer) >= 64))
		return VYPR_OK;
	return commit(c, VYPR_RUN_LIVE, diag);
}

/* ---- time ------------------------------------------------------------------- */

/* When the rings that have just been read had no event of before. */
static uint64_t safe_ns(struct collector *c, uint64_t ticks)
{
	struct vypr_clock *clock = &c->reader.clock;
	uint64_t now = vypr_clock_ns(clock, ticks) - LATE_NS, old;
	uint64_t most = vypr_process.options.wait_ms * 1000000 + 25 * LATE_NS;

	if (!c->oldest)
		return now;
	old = vypr_clock_ns(clock, c->oldest);
	/* a waiting that was left by siglongjmp is not waited for for ever */
	return old >= now || now - old > most ? now : old;
}

/* The process has ended when it said so: what was in progress then has not gone on while
 * all was stored. */
static uint64_t ticks_of_process(void)
{
	uint64_t now = vypr_clock_ticks((int)vypr_process.file.head->uses_tsc);

	if (__atomic_load_n(&vypr_process.stop, __ATOMIC_ACQUIRE) &&
	    vypr_process.stop_ticks < now)
		return vypr_process.stop_ticks;
	return now;
}

/* Tell the monitor that all before these ticks has been read. */
static enum vypr_status advance(struct collector *c, uint64_t ticks, struct vypr_diag *diag)
{
	uint64_t before = vypr_writer_run(c->writer)->verdicts, now, took;
	enum vypr_status status;

	if (!vypr_clock_is_ready(&c->reader.clock))
		return VYPR_OK;
	now = vypr_clock_monotonic_ns();
	if (now < c->advance_ns)
		return VYPR_OK;
	status = vypr_reader_advance(&c->reader, safe_ns(c, ticks));
	took = (vypr_clock_monotonic_ns() - now) * ADVANCE_SHARE;
	c->advance_ns = now + (took > ADVANCE_NS ? took : ADVANCE_NS);
	if (vypr_writer_run(c->writer)->verdicts != before)
		c->urgent = c->changed = 1;
	/* as with an event: the next commit says what became of it */
	if (status == VYPR_NOMEM || status == VYPR_LIMIT)
		return VYPR_OK;
	return status ? vypr_diag_set(diag, status, 0, 0, 0, "%s", vypr_status_text(status))
		      : VYPR_OK;
}

/* ---- the thread's life ------------------------------------------------------- */

static enum vypr_status cannot_read(enum vypr_status status, struct vypr_diag *diag)
{
	return vypr_diag_set(diag, status, 0, 0, 0, "cannot read what was sent: %s",
			     vypr_status_text(status));
}

static void take_nap(struct collector *c, uint32_t wake, uint64_t nap)
{
	uint64_t until = vypr_clock_monotonic_ns() + nap, now;

	vypr_futex_wait(&vypr_process.wake, wake, nap);
	now = vypr_clock_monotonic_ns();
	if (now > until)
		vypr_sampler_woke(&c->sampler, now - until);
}

static enum vypr_status round_once(struct collector *c, uint64_t *nap,
				   struct vypr_diag *diag)
{
	uint32_t wake = __atomic_load_n(&vypr_process.wake, __ATOMIC_ACQUIRE);
	struct round round = { 0, 0 };
	enum vypr_status status;
	uint64_t ticks;

	status = take_units(c, 0); /* also those that send nothing */
	learn_clock(c, 0);
	ticks = ticks_of_process();
	if (!status || status == VYPR_BUSY)
		status = read_rings(c, 0, &round);
	if (status)
		return cannot_read(status, diag);
	c->fresh += round.events;
	c->changed |= vypr_sampler_look(&c->sampler, &c->reader);
	status = advance(c, ticks, diag);
	if (!status)
		status = commit_if_due(c, round.half, diag);
	if (status || round.events >= BURST)
		return status;
	*nap = round.events ? NAP_LEAST_NS : *nap + *nap / 4;
	if (*nap > NAP_MOST_NS)
		*nap = NAP_MOST_NS;
	if (!__atomic_load_n(&vypr_process.stop, __ATOMIC_ACQUIRE))
		take_nap(c, wake, *nap);
	return VYPR_OK;
}

static enum vypr_status finish(struct collector *c, struct vypr_diag *diag)
{
	struct vypr_clock *clock = &c->reader.clock;
	struct round round = { 0, 0 };
	enum vypr_status status;
	uint64_t ticks;

	learn_clock(c, !vypr_clock_is_ready(clock));
	ticks = ticks_of_process();
	status = read_rings(c, 1, &round);
	if (!status)
		status = take_units(c, 1);
	if (status)
		return cannot_read(status, diag);
	for (uint32_t i = 0; i < c->reader.source_count; i++)
		vypr_reader_end(&c->reader, c->reader.sources + i, 1);
	status = vypr_reader_advance(&c->reader, vypr_clock_ns(clock, ticks));
	if (!status)
		status = vypr_reader_finish(&c->reader, VYPR_REASON_UNWOUND);
	if (!status)
		status = commit(c, VYPR_RUN_ENDED, diag);
	if (!status)
		unlink(vypr_process.file.path);
	vypr_process.unplaced = c->reader.unplaced;
	vypr_process.lost = c->reader.lost;
	vypr_missing_tell(c->writer, vypr_process.missing, sizeof vypr_process.missing);
	vypr_missing_tell_dropped(c->writer, vypr_process.dropped, sizeof vypr_process.dropped);
	vypr_missing_tell_mixed(c->writer, vypr_process.mixed, sizeof vypr_process.mixed);
	return status;
}

static enum vypr_status live(struct collector *c, struct vypr_diag *diag)
{
	enum vypr_status status = VYPR_OK;
	uint64_t nap = NAP_LEAST_NS;

	c->committed_ns = c->checked_ns = vypr_clock_monotonic_ns();
	while (!status && !__atomic_load_n(&vypr_process.stop, __ATOMIC_ACQUIRE)) {
		vypr_fork_rest();
		status = round_once(c, &nap, diag);
	}
	return status ? status : finish(c, diag);
}

/* The program runs on unobserved.  The run file goes too when nothing was committed;
 * else it stays for recovery, with what was not. */
static void give_up(struct collector *c, const struct vypr_diag *diag, int opened)
{
	snprintf(vypr_process.reason, sizeof vypr_process.reason, "%.150s: %.130s",
		 vypr_process.store, diag->text);
	__atomic_store_n(&vypr_process.state, VYPR_PROCESS_QUIET, __ATOMIC_RELEASE);
	vypr_process_switch_off();
	if (!opened) {
		vypr_say_not_monitoring(vypr_process.reason);
		unlink(vypr_process.file.path);
	}
	(void)c;
}

void *vypr_collect(void *unused)
{
	struct collector c = { .fd = -1, .sampler.tasks = -1 };
	struct vypr_diag diag = { 0 };
	enum vypr_status status;
	int opened = 0;

	(void)unused;
	vypr_process_begin_ours();
	prctl(PR_SET_NAME, "vypr-monitor");
	hide_from_sanitizer();
	detach();
	status = open_all(&c, &diag);
	if (!status) {
		opened = 1;
		leave_stderr();
		status = live(&c, &diag);
	}
	if (status)
		give_up(&c, &diag, opened);
	vypr_sampler_fini(&c.sampler, &c.reader);
	vypr_writer_free(c.writer); /* it borrows the reader's units */
	vypr_reader_fini(&c.reader);
	vypr_store_close(c.store);
	if (c.fd >= 0)
		close(c.fd);
	show_to_sanitizer();
	vypr_fork_rest_for_good();
	vypr_futex_wake(&vypr_process.finished);
	return NULL;
}
