/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what to do with the run file of a process that is gone: go on from its last
 * checkpoint as its own monitor thread would have, end with "died", commit, remove.  A
 * process that ended by itself, and could not wait for all to be stored, ends as it did.
 *
 * Exactly once: the file is ours alone while we hold its lock; all effects are one LMDB
 * transaction that also takes the run out of the living; if we are killed before it,
 * nothing has happened, if after it, the next one finds the run ended and only
 * removes the file.
 */
#include "runtime/recover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "runtime/bytes.h"
#include "runtime/reader.h"

struct recovery {
	struct vypr_store *store;
	struct vypr_runfile file;
	struct vypr_found_run found;  /* run.id 0: it never committed */
	struct vypr_writer *writer;
	struct vypr_reader reader;
	uint64_t events, verdicts;    /* before */
};

/* The clock as exactly as it can be known now. */
static void learn_clock(struct recovery *r)
{
	struct vypr_run_head *head = r->file.head;
	char boot[40] = "";

	if (vypr_runfile_read_boot(boot, sizeof boot) && !strcmp(boot, head->boot))
		vypr_clock_learn(&r->reader.clock, vypr_clock_pair_now((int)head->uses_tsc),
				 1);
	else
		vypr_clock_learn(&r->reader.clock, vypr_runfile_pair(head), 1);
	/* killed in its first instants, on a boot that is over: anything is better than
	 * standing still; the error says so */
	if (!vypr_clock_is_ready(&r->reader.clock))
		r->reader.clock.now.slope = r->reader.clock.old.slope = 1;
}

static enum vypr_status find_run(struct recovery *r)
{
	struct vypr_run_head *head = r->file.head;
	struct vypr_run *run = &r->found.run;
	enum vypr_status status =
		vypr_store_find_run(r->store, head->identity, &r->found);

	if (status != VYPR_ABSENT)
		return status;
	run->pid = head->pid;
	run->host = head->host;
	run->program = head->program;
	run->arguments = head->arguments;
	run->start_realtime_ns = head->start_realtime_ns;
	run->start_monotonic_ns = head->start_pair.ns;
	run->uses_tsc = (int)head->uses_tsc;
	return VYPR_OK;
}

static enum vypr_status add_units(struct recovery *r)
{
	/* one may be missing: of a thread that was about to have a ring */
	for (uint32_t i = 0; i < VYPR_RUNFILE_CHUNKS; i++) {
		const struct vypr_chunk *chunk = r->file.head->chunks + i;
		const unsigned char *bytes = r->file.at[i];
		size_t size;
		enum vypr_status status;

		if (!bytes || (chunk->kind != VYPR_CHUNK_UNIT && chunk->kind != VYPR_CHUNK_GONE))
			continue;
		size = vypr_unit_size(bytes, chunk->size);
		if (!size || size > chunk->size)
			return VYPR_FORMAT;
		status = vypr_reader_add_unit(&r->reader, bytes, size, chunk->address,
					      chunk->kind == VYPR_CHUNK_GONE);
		if (status)
			return status;
	}
	return VYPR_OK;
}

static enum vypr_status feed_rings(struct recovery *r)
{
	for (uint32_t i = 0; i < VYPR_RUNFILE_CHUNKS; i++) {
		struct vypr_ring *ring = r->file.at[i];
		struct vypr_source *source;
		enum vypr_status status;

		if (!ring || r->file.head->chunks[i].kind != VYPR_CHUNK_RING)
			continue;
		status = vypr_reader_source(&r->reader, i, ring, &source);
		if (status)
			return status;
		if (source->ended)
			continue;
		if (source->consumed > ring->pos ||
		    ring->pos - source->consumed > ring->size)
			return VYPR_FORMAT;
		vypr_reader_drain(&r->reader, source, UINT64_MAX);
		vypr_reader_end(&r->reader, source, 1);
	}
	return VYPR_OK;
}

static enum vypr_status begin(struct recovery *r)
{
	struct vypr_run_head *head = r->file.head;
	enum vypr_status status;

	status = vypr_writer_new(r->store, &r->found.run, head->identity, &r->writer);
	if (!status)
		status = vypr_reader_init(&r->reader, r->writer, (int)head->uses_tsc,
					  head->start_pair, (int)head->record_events);
	if (!status)
		status = add_units(r);
	if (!status && r->found.checkpoint)
		status = vypr_reader_resume(&r->reader, r->store, r->found.run.id,
					    r->found.checkpoint, r->found.checkpoint_size);
	if (status)
		return status;
	learn_clock(r);
	vypr_reader_set_clock_error(&r->reader);
	r->reader.refused = head->refused;
	r->events = r->reader.events;
	r->verdicts = vypr_writer_run(r->writer)->verdicts;
	return VYPR_OK;
}

static enum vypr_status end_run(struct recovery *r)
{
	const struct vypr_run_head *head = r->file.head;
	uint64_t ticks = head->end_ticks ? head->end_ticks : vypr_runfile_pair(head).ticks;
	enum vypr_status status =
		vypr_reader_advance(&r->reader, vypr_clock_ns(&r->reader.clock, ticks));

	if (!status && r->reader.failed)
		status = r->reader.failed;
	return status ? status
		      : vypr_reader_finish(&r->reader, head->end_ticks ? VYPR_REASON_UNWOUND
								       : VYPR_REASON_DIED);
}

static enum vypr_status replay(struct recovery *r, struct vypr_diag *reterr_diag)
{
	const struct vypr_run_head *head = r->file.head;
	enum vypr_status status = begin(r);

	if (!status)
		status = feed_rings(r);
	if (!status)
		status = end_run(r);
	if (status)
		return vypr_diag_set(reterr_diag, status, 0, 0, 0,
				     "cannot recover the events of process %u: %s",
				     head->pid, vypr_status_text(status));
	return vypr_reader_commit(&r->reader, head->end_ticks ? VYPR_RUN_ENDED : VYPR_RUN_DIED,
				  vypr_runfile_pair(head).ns, reterr_diag);
}

/* Only what did not finish is worth a word. */
static enum vypr_status list_add(struct recovery *r, struct vypr_recover_list *list)
{
	struct vypr_recovered *items, *item;

	if (r->file.head->end_ticks)
		return VYPR_OK;
	items = realloc(list->items, (list->count + 1) * sizeof *items);
	if (!items)
		return VYPR_NOMEM;
	list->items = items;
	item = items + list->count++;
	item->run = vypr_writer_run(r->writer)->id;
	item->pid = r->file.head->pid;
	item->events = r->reader.events - r->events;
	item->verdicts = vypr_writer_run(r->writer)->verdicts - r->verdicts;
	snprintf(item->program, sizeof item->program, "%s", r->file.head->program);
	return VYPR_OK;
}

/* A file whose owner died before it was even a run file, or is just making it: then it is
 * locked, but for the moment in which it is made and empty.  0: it is another thing. */
static int sweep(const char *path)
{
	uint64_t magic = 0;
	struct stat st;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	int empty;

	if (fd < 0 || fstat(fd, &st)) {
		if (fd >= 0)
			close(fd);
		return 1;
	}
	empty = !st.st_size;
	if (!empty && pread(fd, &magic, sizeof magic,
			    offsetof(struct vypr_run_head, magic)) <= 0)
		magic = 1;
	if (!magic && !flock(fd, LOCK_EX | LOCK_NB) &&
	    (!empty || time(NULL) - st.st_mtime > 60))
		unlink(path);
	close(fd);
	return !magic;
}

/* What cannot be opened is left alone; of these, what should have been is told. */
static enum vypr_status not_opened(enum vypr_status status, const char *path,
				   struct vypr_diag *reterr_diag)
{
	const char *slash = strrchr(path, '/');

	if (status == VYPR_BUSY || status == VYPR_ABSENT ||
	    (status == VYPR_FORMAT && sweep(path)))
		return VYPR_OK;
	return vypr_diag_set(reterr_diag, status, 0, 0, 0,
			     status == VYPR_FORMAT
				     ? "%s is damaged, or of another version of VyPR"
				     : "cannot open %s",
			     slash ? slash + 1 : path);
}

static enum vypr_status recover_file(struct vypr_store *store, const char *path,
				     struct vypr_recover_list *list,
				     struct vypr_diag *reterr_diag)
{
	struct recovery *r = calloc(1, sizeof *r);
	enum vypr_status status;
	int fd;

	if (!r)
		return VYPR_NOMEM;
	r->store = store;
	status = vypr_runfile_open(&r->file, path, &fd);
	if (status) {
		free(r);
		return not_opened(status, path, reterr_diag);
	}
	status = find_run(r);
	if (!status && (!r->found.run.id || r->found.run.state == VYPR_RUN_LIVE)) {
		status = replay(r, reterr_diag);
		if (!status)
			status = list_add(r, list);
	}
	if (!status)
		unlink(path);
	vypr_writer_free(r->writer); /* it borrows the reader's units */
	vypr_reader_fini(&r->reader);
	vypr_found_run_fini(&r->found);
	vypr_runfile_drop(&r->file);
	close(fd);
	free(r);
	return status;
}

enum vypr_status vypr_recover_with(struct vypr_store *store, const char *path,
				   struct vypr_recover_list *list,
				   struct vypr_diag *reterr_diag)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	enum vypr_status status, first = VYPR_OK;
	char folder[PATH_MAX], file[PATH_MAX * 2], start[PATH_MAX];
	struct dirent *entry;
	DIR *dir;

	snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
		 slash ? path : ".");
	snprintf(start, sizeof start, "%s-run-", base);
	dir = opendir(folder);
	if (!dir)
		return vypr_diag_set(reterr_diag, VYPR_IO, 0, 0, 0, "%s", strerror(errno));
	while ((entry = readdir(dir))) {
		if (strncmp(entry->d_name, start, strlen(start)))
			continue;
		snprintf(file, sizeof file, "%s/%s", folder, entry->d_name);
		status = recover_file(store, file, list, reterr_diag);
		first = first ? first : status;
	}
	closedir(dir);
	return first;
}

/* Whether there is anything to recover: then a store is made if there is none. */
static int any_file(const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	char folder[PATH_MAX], start[PATH_MAX];
	struct dirent *entry;
	int found = 0;
	DIR *dir;

	snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
		 slash ? path : ".");
	snprintf(start, sizeof start, "%s-run-", base);
	dir = opendir(folder);
	while (dir && !found && (entry = readdir(dir)))
		found = !strncmp(entry->d_name, start, strlen(start));
	if (dir)
		closedir(dir);
	return found;
}

enum vypr_status vypr_store_recover(const char *path, struct vypr_recovered **ret_recovered,
				    size_t *ret_count, struct vypr_diag *reterr_diag)
{
	struct vypr_recover_list list = { NULL, 0 };
	struct vypr_store *store;
	enum vypr_status status;

	*ret_recovered = NULL;
	*ret_count = 0;
	if (!any_file(path))
		return VYPR_OK;
	status = vypr_store_open(path, VYPR_STORE_WRITE, &store, reterr_diag);
	if (status)
		return status;
	status = vypr_recover_with(store, path, &list, reterr_diag);
	vypr_store_close(store);
	*ret_recovered = list.items;
	*ret_count = list.count;
	if (status && reterr_diag)
		reterr_diag->file = path;
	return status;
}
