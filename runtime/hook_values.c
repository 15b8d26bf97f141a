/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * The hooks that look at the program's memory, and the one that reads its CPU time.
 *
 * A specification may ask for what a pointer points to where the program itself would not
 * look, so every address is taken for a bad one: the kernel copies, and says where it
 * cannot.  The copy is what is sent, whatever other threads do to the original.  Where
 * the kernel refuses to copy (a filter on system calls), it is asked whether the page can
 * be read, which leaves the moment between asking and reading.
 */
#include "runtime/hooks.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "runtime/process.h"
#include "runtime/reader.h"

enum { PIECE = 1024 };

static int may_not_copy; /* atomic; the kernel refuses */

/* ---- reading ------------------------------------------------------------------ */

/* Addresses are numbers here: they need not be of anything, and may run over. */
static size_t to_page_end(uintptr_t from)
{
	return VYPR_PAGE - from % VYPR_PAGE;
}

/* The mask is read before "how" is found to be none. */
static int is_readable(uintptr_t from)
{
	const void *word = (const void *)(from & ~(uintptr_t)7);

	return syscall(SYS_rt_sigprocmask, -1, word, NULL, 8) < 0 && errno != EFAULT;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
__attribute__((no_sanitize("address", "thread")))
#endif
static size_t copy_asking(uintptr_t from, char *to, size_t size)
{
	size_t done = 0;

	while (done < size) {
		size_t end = done + to_page_end(from + done);

		if (!is_readable(from + done))
			break;
		for (; done < end && done < size; done++)
			to[done] = *(const volatile char *)(from + done);
	}
	return done;
}

/* How many of so many bytes, at most PIECE, can be read from there on. */
static size_t copy_from(const struct vypr_ring *ring, uintptr_t from, char *to, size_t size)
{
	size_t first = to_page_end(from);
	struct iovec local = { to, size };
	struct iovec remote[2] = { { (void *)from, size < first ? size : first },
				   { (void *)(from + first), size - first } };
	long got;

	if (__atomic_load_n(&may_not_copy, __ATOMIC_RELAXED))
		return copy_asking(from, to, size);
	/* the thread's number will do for the process's, and is at hand */
	got = syscall(SYS_process_vm_readv, (long)ring->tid, &local, 1L, remote,
		      size <= first ? 1L : 2L, 0L);
	if (got >= 0)
		return (size_t)got;
	if (errno == EFAULT)
		return 0;
	__atomic_store_n(&may_not_copy, 1, __ATOMIC_RELAXED);
	return copy_asking(from, to, size);
}

/* ---- strings ------------------------------------------------------------------ */

/* A string cut into slots with its VALUE behind them; how many. */
static unsigned cut(uint64_t site, const char *text, size_t size, int more, uint64_t frame,
		    struct vypr_slot *slots)
{
	unsigned count = 0;

	for (size_t at = 0; at < size || !count; at += VYPR_TEXT_BYTES, count++) {
		char part[VYPR_TEXT_BYTES] = { 0 };
		size_t left = size - at;

		memcpy(part, text + at, left < sizeof part ? left : sizeof part);
		slots[count].site = VYPR_SLOT_TEXT;
		memcpy((char *)(slots + count) + offsetof(struct vypr_slot, time), part,
		       sizeof part);
	}
	slots[count] = (struct vypr_slot){ site, 0, size | (uint64_t)more << 32, frame };
	return count + 1;
}

static void send_string(struct vypr_ring *ring, uint64_t site, const char *text,
			uint64_t size, uint64_t frame)
{
	struct vypr_slot slots[VYPR_TEXTS_MOST + 1];
	char copy[VYPR_STRING_MOST + 1];
	size_t wanted = size < sizeof copy ? size : sizeof copy;
	size_t got = copy_from(ring, (uintptr_t)text, copy, wanted);
	size_t length = strnlen(copy, got);

	if (length == got && got < wanted)
		return; /* memory ends before the string does */
	if (length > VYPR_STRING_MOST)
		vypr_send(ring, slots, cut(site, copy, VYPR_STRING_MOST, 1, frame, slots));
	else
		vypr_send(ring, slots, cut(site, copy, length, 0, frame, slots));
}

void __vypr_string(uint64_t site, const void *text, uint64_t size, uint64_t frame)
{
	struct vypr_slot null = { site, 0, 0, frame };
	struct vypr_ring *ring;
	int saved = errno;

	ring = vypr_ring_of_thread();
	if (ring && !text && size)
		vypr_send(ring, &null, 1);
	else if (ring)
		send_string(ring, site, text, size, frame);
	errno = saved;
}

/* ---- lengths and hashes --------------------------------------------------------- */

/* Piece by piece up to the first NUL, if text, or size: each is shown to look.  0: it
 * cannot be read to its end. */
static int read_through(struct vypr_ring *ring, const void *from, uint64_t size, int text,
			void (*look)(void *ctx, const char *piece, size_t size), void *ctx)
{
	char piece[PIECE];

	for (uint64_t done = 0; done < size;) {
		size_t wanted = size - done < PIECE ? size - done : PIECE;
		size_t got = copy_from(ring, (uintptr_t)from + done, piece, wanted);
		size_t length = text ? strnlen(piece, got) : got;

		look(ctx, piece, length);
		if (length < got)
			return 1;
		if (got < wanted)
			return 0;
		done += got;
	}
	return 1;
}

static void add_length(void *ctx, const char *piece, size_t size)
{
	(void)piece;
	*(uint64_t *)ctx += size;
}

void __vypr_length(uint64_t site, const void *text, uint64_t size, uint64_t frame)
{
	struct vypr_slot event = { site, 0, 0, frame };
	struct vypr_ring *ring;
	int saved = errno;

	ring = vypr_ring_of_thread();
	if (ring && (text || !size) &&
	    read_through(ring, text, size, 1, add_length, &event.value))
		vypr_send(ring, &event, 1);
	errno = saved;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 32;
}

static void add_hash(void *ctx, const char *piece, size_t size)
{
	uint64_t *hash = ctx, word;

	for (; size >= sizeof word; piece += sizeof word, size -= sizeof word) {
		memcpy(&word, piece, sizeof word);
		*hash = mix(*hash, word);
	}
	word = 0;
	memcpy(&word, piece, size);
	*hash = mix(*hash, word);
	*hash = mix(*hash, size);
}

uint64_t __vypr_digest(const void *bytes, uint64_t size, uint64_t text)
{
	uint64_t hash = 1;
	struct vypr_ring *ring;
	int saved = errno;

	ring = vypr_ring_of_thread();
	if (!ring || !bytes || !read_through(ring, bytes, size, text != 0, add_hash, &hash))
		hash = 0;
	errno = saved;
	return hash;
}

/* ---- values ------------------------------------------------------------------------ */

uint64_t __vypr_copy(const void *from, void *to, uint64_t size)
{
	struct vypr_ring *ring;
	int saved = errno;
	uint64_t done;

	ring = vypr_ring_of_thread();
	done = ring && size <= PIECE && copy_from(ring, (uintptr_t)from, to, size) == size;
	errno = saved;
	return done;
}

/* ---- CPU time ------------------------------------------------------------------- */

void __vypr_cpu(uint64_t site, uint64_t frame)
{
	struct vypr_slot event = { site, 0, 0, frame };
	struct vypr_ring *ring;
	struct timespec now;
	int saved = errno;

	ring = vypr_ring_of_thread();
	if (ring && !clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)) {
		event.value = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
		vypr_send(ring, &event, 1);
	}
	errno = saved;
}
