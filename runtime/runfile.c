/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows the run file: its name, its lock, how room is added, and what a reader must
 * check before it trusts it.
 */
#include "runtime/runfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t pages(size_t size)
{
	return (size + VYPR_PAGE - 1) / VYPR_PAGE * VYPR_PAGE;
}

/* A small file of /proc; its length, -1 when there is none. */
static ssize_t read_small(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return -1;
	got = read(fd, text, size - 1);
	close(fd);
	text[got > 0 ? got : 0] = 0;
	return got;
}

int vypr_runfile_read_boot(char *ret_text, size_t size)
{
	ssize_t got = read_small("/proc/sys/kernel/random/boot_id", ret_text, size);

	ret_text[strcspn(ret_text, "\n")] = 0;
	return got > 0;
}

/* Field 22 of stat; the name in field 2 may hold anything but ends with the last ')'. */
static uint64_t start_ticks(const char *path)
{
	char text[1024], *at;

	if (read_small(path, text, sizeof text) <= 0)
		return 0;
	at = strrchr(text, ')');
	for (int field = 2; at && field < 22; field++)
		at = strchr(at + 1, ' ');
	return at ? strtoull(at, NULL, 10) : 0;
}

static void read_arguments(struct vypr_run_head *head)
{
	ssize_t got = read_small("/proc/self/cmdline", head->arguments,
				 sizeof head->arguments);
	ssize_t length;

	for (ssize_t i = 0; i + 1 < got; i++)
		if (!head->arguments[i])
			head->arguments[i] = ' ';
	length = readlink("/proc/self/exe", head->program, sizeof head->program - 1);
	head->program[length > 0 ? length : 0] = 0;
}

static void describe(struct vypr_run_head *head)
{
	gethostname(head->host, sizeof head->host - 1);
	read_arguments(head);
	vypr_runfile_read_boot(head->boot, sizeof head->boot);
	head->start_ticks = start_ticks("/proc/self/stat");
	head->pid = (uint32_t)getpid();
	head->uses_tsc = (uint64_t)vypr_clock_tsc_is_invariant();
	head->start_pair = vypr_clock_pair_now((int)head->uses_tsc);
	head->start_realtime_ns = vypr_clock_realtime_ns();
	head->pairs[0] = head->pairs[1] = head->start_pair;
	head->version = VYPR_RUNFILE_VERSION;
	head->end = pages(sizeof *head);
}

/* posix_fallocate past the limit on file sizes would send the program SIGXFSZ. */
static int over_limit(uint64_t end)
{
	struct rlimit limit;

	return !getrlimit(RLIMIT_FSIZE, &limit) && limit.rlim_cur != RLIM_INFINITY &&
	       end > limit.rlim_cur;
}

static enum vypr_status reserve(int fd, uint64_t offset, size_t size)
{
	int code;

	do
		code = over_limit(offset + size)
			       ? EFBIG
			       : posix_fallocate(fd, (off_t)offset, (off_t)size);
	while (code == EINTR);
	errno = code;
	return !code ? VYPR_OK : code == ENOSPC || code == EFBIG ? VYPR_FULL : VYPR_IO;
}

static enum vypr_status map_head(struct vypr_runfile *runfile, int fd)
{
	void *at;
	enum vypr_status status;

	runfile->head_bytes = pages(sizeof *runfile->head);
	status = reserve(fd, 0, runfile->head_bytes);
	if (status)
		return status;
	at = mmap(NULL, runfile->head_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (at == MAP_FAILED)
		return VYPR_IO;
	madvise(at, runfile->head_bytes, MADV_RANDOM);
	runfile->head = at;
	return VYPR_OK;
}

/* The name says boot, process and its start; an image that was left by exec has the same,
 * so there is a counter too. */
static int open_new(struct vypr_runfile *runfile, const char *store, char *identity,
		    size_t size)
{
	char boot[40];

	if (!vypr_runfile_read_boot(boot, sizeof boot))
		strcpy(boot, "noboot00");
	for (int i = 0; i < 1000; i++) {
		int fd;

		snprintf(identity, size, "%.8s-%d-%llu-%d", boot, (int)getpid(),
			 (unsigned long long)start_ticks("/proc/self/stat"), i);
		if (snprintf(runfile->path, sizeof runfile->path, "%s-run-%s", store,
			     identity) >= (int)sizeof runfile->path) {
			errno = ENAMETOOLONG;
			return -1;
		}
		fd = open(runfile->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

enum vypr_status vypr_runfile_create(struct vypr_runfile *runfile, const char *store,
				     int *ret_fd)
{
	char identity[64];
	enum vypr_status status;
	int fd, saved;

	memset(runfile, 0, sizeof *runfile);
	runfile->owner = 1;
	fd = open_new(runfile, store, identity, sizeof identity);
	if (fd < 0)
		return errno == ENOSPC ? VYPR_FULL : VYPR_IO;
	flock(fd, LOCK_SH);
	status = map_head(runfile, fd);
	if (status) {
		saved = errno;
		unlink(runfile->path);
		close(fd);
		errno = saved;
		return status;
	}
	describe(runfile->head);
	memcpy(runfile->head->identity, identity, sizeof identity);
	__atomic_store_n(&runfile->head->magic, VYPR_RUNFILE_MAGIC, __ATOMIC_RELEASE);
	*ret_fd = fd;
	return VYPR_OK;
}

/* Reserve and map a part of the file. */
static enum vypr_status map_part(struct vypr_runfile *runfile, uint64_t offset, size_t size,
				 void **ret_at)
{
	int fd = open(runfile->path, O_RDWR | O_CLOEXEC);
	enum vypr_status status;
	int saved;

	if (fd < 0)
		return VYPR_IO;
	status = reserve(fd, offset, size);
	if (!status) {
		*ret_at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
			       (off_t)offset);
		status = *ret_at == MAP_FAILED ? VYPR_IO : VYPR_OK;
	}
	/* Zeros are not worth reading ahead: the first touch of a ring would bring in all of
	 * it, which was half of the time of a short program. */
	if (!status)
		madvise(*ret_at, size, MADV_RANDOM);
	saved = errno;
	close(fd);
	errno = saved;
	return status;
}

static enum vypr_status new_entry(struct vypr_run_head *head, uint32_t *ret_chunk)
{
	uint32_t chunk = __atomic_fetch_add(&head->chunk_count, 1, __ATOMIC_ACQ_REL);

	if (chunk >= VYPR_RUNFILE_CHUNKS) {
		__atomic_fetch_sub(&head->chunk_count, 1, __ATOMIC_ACQ_REL);
		errno = EMFILE;
		return VYPR_LIMIT;
	}
	*ret_chunk = chunk;
	return VYPR_OK;
}

/* The entry comes last: as long as it has no kind, the units after it wait. */
enum vypr_status vypr_runfile_add(struct vypr_runfile *runfile, size_t size,
				  uint32_t *ret_chunk)
{
	struct vypr_run_head *head = runfile->head;
	uint64_t offset = __atomic_fetch_add(&head->end, pages(size), __ATOMIC_ACQ_REL);
	struct vypr_chunk *entry;
	void *at;
	enum vypr_status status = map_part(runfile, offset, pages(size), &at);

	if (status)
		return status;
	status = new_entry(head, ret_chunk);
	if (status) {
		munmap(at, pages(size));
		errno = EMFILE;
		return status;
	}
	entry = head->chunks + *ret_chunk;
	entry->size = pages(size);
	entry->offset = offset;
	__atomic_store_n(&runfile->at[*ret_chunk], at, __ATOMIC_RELEASE);
	return VYPR_OK;
}

/* Units are small and many: one reservation and one mapping serve a hundred. */
static enum vypr_status grow_arena(struct vypr_runfile *runfile, size_t size)
{
	struct vypr_run_head *head = runfile->head;
	size_t room = size > VYPR_RUNFILE_ARENA ? pages(size) : VYPR_RUNFILE_ARENA;
	uint64_t offset = __atomic_fetch_add(&head->end, room, __ATOMIC_ACQ_REL);
	void *at;
	enum vypr_status status = map_part(runfile, offset, room, &at);

	if (status)
		return status;
	runfile->arena = at;
	runfile->arena_offset = offset;
	runfile->arena_left = room;
	return VYPR_OK;
}

enum vypr_status vypr_runfile_add_unit(struct vypr_runfile *runfile, const void *address,
				       const void *bytes, size_t size, uint32_t sites, uint32_t *ret_chunk)
{
	enum vypr_status status = VYPR_OK;
	size_t room = (size + 63) / 64 * 64;
	struct vypr_chunk *entry;

	if (runfile->arena_left < room)
		status = grow_arena(runfile, room);
	if (!status)
		status = new_entry(runfile->head, ret_chunk);
	if (status)
		return status;
	entry = runfile->head->chunks + *ret_chunk;
	entry->offset = runfile->arena_offset;
	entry->size = size;
	entry->address = (uint64_t)(uintptr_t)address;
	entry->sites = sites;
	memcpy(runfile->arena, bytes, size);
	__atomic_store_n(&runfile->at[*ret_chunk], runfile->arena, __ATOMIC_RELEASE);
	runfile->arena += room;
	runfile->arena_offset += room;
	runfile->arena_left -= room;
	vypr_runfile_publish(runfile, *ret_chunk, VYPR_CHUNK_UNIT);
	return VYPR_OK;
}

void vypr_runfile_publish(struct vypr_runfile *runfile, uint32_t chunk,
			  enum vypr_chunk_kind kind)
{
	__atomic_store_n(&runfile->head->chunks[chunk].kind, kind, __ATOMIC_RELEASE);
}

enum vypr_chunk_kind vypr_runfile_kind(const struct vypr_runfile *runfile, uint32_t chunk)
{
	return (enum vypr_chunk_kind)__atomic_load_n(&runfile->head->chunks[chunk].kind,
						     __ATOMIC_ACQUIRE);
}

static uint32_t chunk_count(const struct vypr_run_head *head)
{
	uint32_t count = __atomic_load_n(&head->chunk_count, __ATOMIC_ACQUIRE);

	return count < VYPR_RUNFILE_CHUNKS ? count : VYPR_RUNFILE_CHUNKS;
}

int vypr_runfile_reuse(struct vypr_runfile *runfile, size_t size, uint32_t *ret_chunk)
{
	struct vypr_run_head *head = runfile->head;

	for (uint32_t i = 0; i < chunk_count(head); i++) {
		uint32_t free = VYPR_CHUNK_FREE;

		if (vypr_runfile_kind(runfile, i) != VYPR_CHUNK_FREE ||
		    head->chunks[i].size < VYPR_RING_SLOTS_AT + size)
			continue;
		if (__atomic_compare_exchange_n(&head->chunks[i].kind, &free,
						VYPR_CHUNK_TAKEN, 0, __ATOMIC_ACQ_REL,
						__ATOMIC_RELAXED)) {
			*ret_chunk = i;
			return 1;
		}
	}
	return 0;
}

void vypr_runfile_drop(struct vypr_runfile *runfile)
{
	if (!runfile->head)
		return;
	for (uint32_t i = 0; i < chunk_count(runfile->head); i++) {
		size_t inside = (uintptr_t)runfile->at[i] % VYPR_PAGE;

		/* the owner's units share mappings, which stay: they are small */
		if (runfile->at[i] &&
		    (!runfile->owner || runfile->head->chunks[i].kind >= VYPR_CHUNK_RING))
			munmap((char *)runfile->at[i] - inside,
			       runfile->head->chunks[i].size + inside);
	}
	munmap(runfile->head, runfile->head_bytes);
	runfile->head = NULL;
}

/* ---- somebody else's -------------------------------------------------------- */

/* The process may have lost its lock by closing all its descriptors; then it is dead only
 * if no process has its number and start. */
static int may_live(const struct vypr_run_head *head)
{
	char boot[40] = "", path[64];

	if (head->private_lock)
		return 0;
	if (vypr_runfile_read_boot(boot, sizeof boot) && strcmp(boot, head->boot))
		return 0;
	snprintf(path, sizeof path, "/proc/%u/stat", head->pid);
	return head->start_ticks && start_ticks(path) == head->start_ticks;
}

static int head_is_sound(const struct vypr_run_head *head, uint64_t file_size)
{
	if (head->magic != VYPR_RUNFILE_MAGIC || head->version != VYPR_RUNFILE_VERSION ||
	    !memchr(head->identity, 0, sizeof head->identity) || !head->identity[0] ||
	    !memchr(head->host, 0, sizeof head->host) ||
	    !memchr(head->program, 0, sizeof head->program) ||
	    !memchr(head->boot, 0, sizeof head->boot) ||
	    !memchr(head->arguments, 0, sizeof head->arguments))
		return 0;
	for (uint32_t i = 0; i < chunk_count(head); i++) {
		const struct vypr_chunk *chunk = head->chunks + i;

		if (chunk->kind != VYPR_CHUNK_NONE &&
		    ((chunk->kind >= VYPR_CHUNK_RING && chunk->offset % VYPR_PAGE) ||
		     chunk->offset > file_size ||
		     chunk->size > file_size - chunk->offset))
			return 0;
	}
	return 1;
}

static int ring_is_sound(const struct vypr_chunk *chunk, const struct vypr_ring *ring)
{
	return chunk->size > VYPR_RING_SLOTS_AT && ring->magic == VYPR_RING_MAGIC &&
	       ring->size && !(ring->size & (ring->size - 1)) &&
	       ring->size <= chunk->size - VYPR_RING_SLOTS_AT &&
	       ring->mask == ring->size - 1 && !(ring->pos % sizeof(struct vypr_slot)) &&
	       !(ring->released % sizeof(struct vypr_slot)) &&
	       ring->released <= ring->pos && ring->pos - ring->released <= ring->size;
}

static enum vypr_status map_chunks(struct vypr_runfile *runfile, int fd)
{
	struct vypr_run_head *head = runfile->head;

	for (uint32_t i = 0; i < chunk_count(head); i++) {
		struct vypr_chunk *chunk = head->chunks + i;
		size_t inside = chunk->offset % VYPR_PAGE;
		char *at;

		if (chunk->kind == VYPR_CHUNK_NONE || !chunk->size)
			continue;
		at = mmap(NULL, chunk->size + inside, PROT_READ | PROT_WRITE, MAP_PRIVATE,
			  fd, (off_t)(chunk->offset - inside));
		if (at == MAP_FAILED)
			return VYPR_NOMEM;
		runfile->at[i] = at += inside;
		if (chunk->kind == VYPR_CHUNK_RING && !ring_is_sound(chunk, (struct vypr_ring *)at))
			return VYPR_FORMAT;
	}
	return VYPR_OK;
}

static enum vypr_status map_file(struct vypr_runfile *runfile, int fd)
{
	enum vypr_status status;
	struct stat st;
	void *at;

	runfile->head_bytes = pages(sizeof *runfile->head);
	if (fstat(fd, &st) || (uint64_t)st.st_size < runfile->head_bytes)
		return VYPR_FORMAT;
	at = mmap(NULL, runfile->head_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return VYPR_NOMEM;
	runfile->head = at;
	if (!head_is_sound(runfile->head, (uint64_t)st.st_size))
		status = VYPR_FORMAT;
	else if (may_live(runfile->head))
		status = VYPR_BUSY;
	else
		status = map_chunks(runfile, fd);
	if (status) {
		if (status == VYPR_FORMAT) /* do not walk a table that is not sound */
			munmap(runfile->head, runfile->head_bytes), runfile->head = NULL;
		else
			vypr_runfile_drop(runfile);
	}
	return status;
}

enum vypr_status vypr_runfile_open(struct vypr_runfile *runfile, const char *path,
				   int *ret_fd)
{
	enum vypr_status status = VYPR_OK;
	struct stat mine, theirs;
	int fd = open(path, O_RDWR | O_CLOEXEC);

	memset(runfile, 0, sizeof *runfile);
	snprintf(runfile->path, sizeof runfile->path, "%s", path);
	if (fd < 0)
		return errno == ENOENT ? VYPR_ABSENT : VYPR_IO;
	if (flock(fd, LOCK_EX | LOCK_NB))
		status = VYPR_BUSY;
	/* who had the lock before us may have dealt with it and removed it */
	else if (fstat(fd, &mine) || stat(path, &theirs) || mine.st_ino != theirs.st_ino)
		status = VYPR_ABSENT;
	else
		status = map_file(runfile, fd);
	if (status)
		close(fd);
	else
		*ret_fd = fd;
	return status;
}

struct vypr_clock_pair vypr_runfile_pair(const struct vypr_run_head *head)
{
	return head->pairs[0].ticks > head->pairs[1].ticks ? head->pairs[0]
							   : head->pairs[1];
}
