/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The hook that instrumented code calls when it cannot write its event itself, and how
 * a thread comes to its ring.
 *
 * Everything here may run in a signal handler: system calls and atomics only, no memory,
 * no lock, errno kept.  A thread takes its ring with all signals blocked, so that a
 * handler cannot take a second one for it.
 */
#include "runtime/hooks.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "runtime/process.h"

/* A ring that is always busy: what inline code reads of it and no more. */
static _Alignas(64) uint64_t no_ring[8] = { 1 };
#define NO_RING ((struct vypr_ring *)no_ring)

__thread struct vypr_ring *__vypr_ring __attribute__((tls_model("initial-exec"))) = NO_RING;

/* This thread could not have a ring, and does not try again: an activation of which some
 * events are missing would be judged by the others. */
static __thread int refused __attribute__((tls_model("initial-exec")));

/* This thread is busy for us.  The program may have functions of its own in place of those of
 * the C library that we call, and what they do then is not the program's doing: without this
 * the thread that starts a run would wait for itself, and the collector feed itself. */
static __thread int ours __attribute__((tls_model("initial-exec")));

void vypr_process_begin_ours(void)
{
	ours++;
}

void vypr_process_end_ours(void)
{
	ours--;
}

static pthread_key_t key;
static int key_made;

static void sleep_ns(uint64_t ns)
{
	struct timespec time = { 0, (long)ns };

	/* not nanosleep(): that is a cancellation point */
	syscall(SYS_nanosleep, &time, NULL);
}

/* ---- room ------------------------------------------------------------------- */

/* Who waits, since when, and the event whose moment is the end of the waiting, or NULL. */
struct waiting {
	uint64_t since;
	struct vypr_slot *late;
	const struct vypr_ring *ring;
};

/* Where there is no counter to trust, the clock is read here, whatever was sent. */
static uint64_t ticks_for(const struct vypr_ring *ring)
{
	return vypr_clock_ticks(!(ring->busy & VYPR_BUSY_ALWAYS));
}

/* When a ring is full: wake the collector and sleep a little, up to the bound. */
static int wait_for_room(void *ctx, unsigned round)
{
	struct waiting *waiting = ctx;
	uint64_t *since = &waiting->since, now = vypr_clock_monotonic_ns();

	if (vypr_process.options.policy == VYPR_POLICY_DROP ||
	    __atomic_load_n(&vypr_process.state, __ATOMIC_ACQUIRE) != VYPR_PROCESS_LIVE ||
	    __atomic_load_n(&vypr_process.finished, __ATOMIC_ACQUIRE))
		return 0;
	if (!round)
		*since = now;
	if (now - *since > vypr_process.options.wait_ms * 1000000)
		return 0;
	__atomic_store_n(&vypr_process.want_commit, 1, __ATOMIC_RELEASE);
	vypr_wake_collector();
	sleep_ns(50000);
	if (waiting->late)
		waiting->late->time = ticks_for(waiting->ring);
	return 1;
}

/* ---- a thread's ring -------------------------------------------------------- */

/* Many threads share what few may have. */
static uint64_t ring_bytes(uint64_t thread)
{
	uint64_t bytes = vypr_process.options.ring_bytes;

	if (thread > 16 && bytes > 1 << 20)
		bytes = 1 << 20;
	if (thread > 64 && bytes > 256 << 10)
		bytes = 256 << 10;
	return bytes;
}

static struct vypr_ring *claim(void)
{
	struct vypr_runfile *file = &vypr_process.file;
	uint64_t thread = __atomic_add_fetch(&file->head->threads, 1, __ATOMIC_ACQ_REL);
	uint64_t bytes = ring_bytes(thread), tid = (uint64_t)syscall(SYS_gettid);
	struct vypr_ring *ring;
	uint32_t chunk;

	if (!vypr_runfile_reuse(file, bytes, &chunk) &&
	    vypr_runfile_add(file, VYPR_RING_SLOTS_AT + bytes, &chunk))
		return NULL;
	ring = __atomic_load_n(&file->at[chunk], __ATOMIC_ACQUIRE);
	vypr_ring_init(ring, bytes, thread, tid, !file->head->uses_tsc);
	vypr_runfile_publish(file, chunk, VYPR_CHUNK_RING);
	return ring;
}

/* In a child of fork, the first event starts a run of its own. */
static int wake_up(void)
{
	uint32_t forked = VYPR_PROCESS_FORKED;

	if (__atomic_compare_exchange_n(&vypr_process.state, &forked, VYPR_PROCESS_STARTING,
					0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
		vypr_process_start();
	while (__atomic_load_n(&vypr_process.state, __ATOMIC_ACQUIRE) ==
	       VYPR_PROCESS_STARTING)
		sched_yield();
	return __atomic_load_n(&vypr_process.state, __ATOMIC_ACQUIRE) == VYPR_PROCESS_LIVE;
}

/* The other threads are observed as before. */
static void refuse(void)
{
	char reason[160];

	refused = 1;
	snprintf(reason, sizeof reason, "no room for the events of thread %lld: %s",
		 (long long)syscall(SYS_gettid),
		 strerrordesc_np(errno) ? strerrordesc_np(errno) : "no more rings");
	vypr_say_not_monitoring(reason);
}

/* Events of a thread without a ring are counted where a run's are. */
static void count_refused(void)
{
	struct vypr_run_head *head = vypr_process.file.head;

	if (refused && head &&
	    __atomic_load_n(&vypr_process.state, __ATOMIC_ACQUIRE) == VYPR_PROCESS_LIVE)
		__atomic_fetch_add(&head->refused, 1, __ATOMIC_RELAXED);
}

struct vypr_ring *vypr_process_adopt(void)
{
	struct vypr_ring *ring = NULL;
	uint32_t state = __atomic_load_n(&vypr_process.state, __ATOMIC_ACQUIRE);
	sigset_t all, old;

	if (state == VYPR_PROCESS_QUIET || state == VYPR_PROCESS_ENDED ||
	    state == VYPR_PROCESS_NEW || refused || ours)
		return NULL;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	vypr_process_begin_ours();
	if (__vypr_ring != NO_RING)
		ring = __vypr_ring; /* a handler was here first */
	else if (wake_up())
		ring = claim();
	if (ring && __vypr_ring == NO_RING) {
		__vypr_ring = ring;
		if (key_made)
			pthread_setspecific(key, ring);
	} else if (!ring && __atomic_load_n(&vypr_process.state, __ATOMIC_ACQUIRE) ==
				    VYPR_PROCESS_LIVE) {
		refuse();
	}
	vypr_process_end_ours();
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return ring;
}

/* The thread ends.  Destructors that run after this one may send events: then the
 * thread takes another ring, and this runs again. */
static void close_ring(void *ring)
{
	struct waiting waiting = { 0, NULL, ring };
	struct vypr_ring_wait wait = { wait_for_room, &waiting };
	int saved = errno;

	__vypr_ring = NO_RING;
	/* a fork in this thread has dropped the ring and its memory */
	if (__atomic_load_n(&vypr_process.state, __ATOMIC_ACQUIRE) == VYPR_PROCESS_LIVE)
		vypr_ring_close(ring, &wait);
	errno = saved;
}

void vypr_process_make_key(void)
{
	if (!key_made)
		key_made = !pthread_key_create(&key, close_ring);
}

void vypr_process_forget_ring(void)
{
	__vypr_ring = NO_RING;
	refused = 0;
	if (key_made)
		pthread_setspecific(key, NULL);
}

struct vypr_ring *vypr_ring_of_thread(void)
{
	struct vypr_ring *ring = __vypr_ring;

	if (ring == NO_RING)
		ring = vypr_process_adopt();
	if (!ring)
		count_refused();
	return ring;
}

void vypr_send(struct vypr_ring *ring, const struct vypr_slot *event, unsigned slots)
{
	struct waiting waiting = { 0, NULL, ring };
	struct vypr_ring_wait wait = { wait_for_room, &waiting };

	vypr_ring_put(ring, event, slots, &wait);
}

void __vypr_event(uint64_t site, uint64_t time, uint64_t value, uint64_t frame)
{
	struct vypr_slot event = { site, time, value, frame };
	struct waiting waiting = { 0, time == VYPR_TIME_LATE ? &event : NULL, NULL };
	struct vypr_ring_wait wait = { wait_for_room, &waiting };
	struct vypr_ring *ring;
	int saved = errno;

	ring = vypr_ring_of_thread();
	if (ring) {
		waiting.ring = ring;
		if (time == VYPR_TIME_LATE || (time && (ring->busy & VYPR_BUSY_ALWAYS)))
			event.time = ticks_for(ring);
		vypr_ring_put(ring, &event, 1, &wait);
	}
	errno = saved;
}
