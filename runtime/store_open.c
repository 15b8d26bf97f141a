/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how a store is opened and closed, what can be wrong with the file, and how it
 * is said.
 *
 * LMDB maps the file.  A file cut short would be a SIGBUS in the middle of a read, so
 * its length is compared with what the newest of its two meta pages refers to,
 * before anything is mapped and at each view.  MDB_WRITEMAP is never used: it turns a
 * full disk into a SIGBUS too.
 */
#include "runtime/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

/* The two meta pages, as LMDB 0.9 writes them: 16 bytes of page head, then these. */
enum { MDB_MAGIC_NUMBER = 0xBEEFC0DE, MDB_META_AT = 16, MDB_META_BYTES = 136 };
enum { META_MAGIC = 0, META_VERSION = 4, META_PAGE_SIZE = 24, META_LAST_PAGE = 120,
       META_TXN = 128 };

/* A store that another process is just making is waited for. */
#define MADE_NS 500000000
#define MADE_LOOKS 50
#define MAP_MOST ((size_t)1 << 38)
#define MAP_LEAST ((size_t)1 << 24)

static enum vypr_status say(const char *path, struct vypr_diag *reterr_diag,
			    enum vypr_status status, int code, const char *text)
{
	vypr_diag_set(reterr_diag, status, 0, 0, 0, "%s", text);
	if (reterr_diag) {
		reterr_diag->file = path;
		reterr_diag->sys_errno = code;
	}
	return status;
}

/* A short write is EIO in LMDB; when the disk is full, say that instead. */
static int disk_is_full(const char *path)
{
	struct statvfs fs;

	return !statvfs(path, &fs) && (fs.f_bavail < 16 || (fs.f_files && !fs.f_favail));
}

static enum vypr_status status_of(const char *path, int code)
{
	switch (code) {
	case 0:
		return VYPR_OK;
	case ENOMEM:
		return VYPR_NOMEM;
	case ENOENT:
		return VYPR_ABSENT;
	case ENOSPC: case EDQUOT: case EFBIG: case MDB_MAP_FULL:
		return VYPR_FULL;
	case MDB_READERS_FULL:
		return VYPR_BUSY;
	case MDB_INVALID: case MDB_CORRUPTED: case MDB_PAGE_NOTFOUND:
	case MDB_INCOMPATIBLE: case MDB_BAD_VALSIZE: case MDB_NOTFOUND: case MDB_PANIC:
		return VYPR_FORMAT;
	case MDB_VERSION_MISMATCH:
		return VYPR_VERSION;
	case EIO:
		return disk_is_full(path) ? VYPR_FULL : VYPR_IO;
	default:
		return VYPR_IO;
	}
}

enum vypr_status vypr_store_error(const struct vypr_store *store, int code,
				  const char *what, struct vypr_diag *reterr_diag)
{
	enum vypr_status status = status_of(store->path, code);
	char text[256];

	if (!status)
		return VYPR_OK;
	snprintf(text, sizeof text, "cannot %s the store: %s", what,
		 status == VYPR_FULL && code == EIO ? "no space left" : mdb_strerror(code));
	return say(store->path, reterr_diag, status, code, text);
}

/* The end of the file as the newest meta page has it; 0: these are no meta pages. */
static uint64_t length_wanted(const unsigned char *head, size_t size, size_t page)
{
	uint64_t newest = 0, wanted = 0;

	for (int i = 0; i < 2; i++) {
		const unsigned char *meta = head + i * page + MDB_META_AT;
		uint64_t txn;

		if ((size_t)(meta - head) + MDB_META_BYTES > size ||
		    vypr_le_load(meta + META_MAGIC, 4) != MDB_MAGIC_NUMBER)
			return 0;
		txn = vypr_le_load(meta + META_TXN, 8);
		if (i && txn < newest)
			continue;
		newest = txn;
		wanted = (vypr_le_load(meta + META_LAST_PAGE, 8) + 1) * page;
	}
	return wanted;
}

static enum vypr_status check_head(const char *path, int fd, const struct stat *st,
				   struct vypr_diag *reterr_diag)
{
	unsigned char head[MDB_META_AT + MDB_META_BYTES], *pages;
	ssize_t got = pread(fd, head, sizeof head, 0);
	size_t page;
	uint64_t wanted;

	if (got < 0)
		return say(path, reterr_diag, VYPR_IO, errno, strerror(errno));
	page = got == sizeof head ? vypr_le_load(head + MDB_META_AT + META_PAGE_SIZE, 4) : 0;
	if (got != sizeof head ||
	    vypr_le_load(head + MDB_META_AT, 4) != MDB_MAGIC_NUMBER || page < 256 ||
	    page > 65536 || (page & (page - 1)))
		return say(path, reterr_diag, VYPR_FORMAT, 0, "this is not a VyPR store");
	pages = malloc(2 * page);
	if (!pages)
		return say(path, reterr_diag, VYPR_NOMEM, 0, "out of memory");
	got = pread(fd, pages, 2 * page, 0);
	wanted = got < 0 ? 0 : length_wanted(pages, (size_t)got, page);
	free(pages);
	if (!wanted || wanted > (uint64_t)st->st_size)
		return say(path, reterr_diag, VYPR_FORMAT, 0,
			   "the store is damaged: the file has been cut short");
	return VYPR_OK;
}

/* Whether the file can be a store, before LMDB maps it. */
static enum vypr_status check_file(const char *path, enum vypr_store_mode mode,
				   struct vypr_diag *reterr_diag)
{
	struct stat st;
	enum vypr_status status;
	int fd;

	if (stat(path, &st))
		return errno == ENOENT && mode == VYPR_STORE_WRITE
			       ? VYPR_OK
			       : say(path, reterr_diag,
				     errno == ENOENT ? VYPR_ABSENT : VYPR_IO, errno,
				     errno == ENOENT ? "there is no such store"
						     : strerror(errno));
	if (!S_ISREG(st.st_mode))
		return say(path, reterr_diag, VYPR_FORMAT, 0,
			   S_ISDIR(st.st_mode) ? "this is a directory, not a store"
					       : "this is not a regular file");
	if (!st.st_size)
		return mode == VYPR_STORE_WRITE
			       ? VYPR_OK
			       : say(path, reterr_diag, VYPR_FORMAT, 0,
				     "the store is empty");
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return say(path, reterr_diag, VYPR_IO, errno, strerror(errno));
	status = check_head(path, fd, &st, reterr_diag);
	close(fd);
	return status;
}

enum vypr_status vypr_store_check_length(const struct vypr_store *store,
					 struct vypr_diag *reterr_diag)
{
	MDB_envinfo info;
	MDB_stat stats;
	struct stat st;
	int fd;

	if (mdb_env_get_fd(store->env, &fd) || fstat(fd, &st))
		return say(store->path, reterr_diag, VYPR_IO, errno, strerror(errno));
	if (mdb_env_info(store->env, &info) || mdb_env_stat(store->env, &stats) ||
	    (uint64_t)st.st_size < ((uint64_t)info.me_last_pgno + 1) * stats.ms_psize)
		return say(store->path, reterr_diag, VYPR_FORMAT, 0,
			   "the store is damaged: the file has been cut short");
	return VYPR_OK;
}

int vypr_store_txn(struct vypr_store *store, unsigned flags, MDB_txn **ret_txn)
{
	int code = mdb_txn_begin(store->env, NULL, flags, ret_txn);

	for (int i = 0; code == MDB_MAP_RESIZED && i < 8; i++) {
		code = mdb_env_set_mapsize(store->env, 0);
		if (!code)
			code = mdb_txn_begin(store->env, NULL, flags, ret_txn);
	}
	return code;
}

static int env_new(size_t map, MDB_env **ret_env)
{
	MDB_env *env;
	int code = mdb_env_create(&env);

	if (code)
		return code;
	code = mdb_env_set_maxdbs(env, VYPR_TABLES);
	if (!code)
		code = mdb_env_set_mapsize(env, map);
	if (!code)
		code = mdb_env_set_maxreaders(env, 510);
	if (code)
		mdb_env_close(env);
	else
		*ret_env = env;
	return code;
}

/* Where addresses are limited (ulimit -v), most of them are the program's. */
static size_t map_most(void)
{
	struct rlimit limit;
	size_t most;

	if (getrlimit(RLIMIT_AS, &limit) || limit.rlim_cur == RLIM_INFINITY ||
	    limit.rlim_cur / 8 >= MAP_MOST)
		return MAP_MOST;
	most = (size_t)limit.rlim_cur / 8 & ~(size_t)0xffff;
	return most < MAP_LEAST ? MAP_LEAST : most;
}

/* Open with the largest map that the process may have (valgrind has limits too). */
static int env_open(struct vypr_store *store, unsigned flags)
{
	int code = ENOMEM;

	for (size_t map = map_most(); map >= MAP_LEAST; map /= 2) {
		code = env_new(map, &store->env);
		if (code)
			return code;
		code = mdb_env_open(store->env, store->path, flags, 0666);
		if (!code)
			return 0;
		mdb_env_close(store->env);
		store->env = NULL;
		if (code != ENOMEM && code != EINVAL)
			return code;
	}
	return code;
}

static int open_env(struct vypr_store *store)
{
	unsigned flags = MDB_NOSUBDIR | MDB_NOTLS;
	int code;

	if (store->mode == VYPR_STORE_WRITE)
		return env_open(store, flags | MDB_NOMEMINIT);
	code = env_open(store, flags | MDB_RDONLY);
	/* no room for a lock file beside it: nobody can be writing there either */
	if (code == EACCES || code == EPERM || code == EROFS)
		code = env_open(store, flags | MDB_RDONLY | MDB_NOLOCK);
	return code;
}

static void remember_file(struct vypr_store *store)
{
	struct stat st;
	int fd;

	if (mdb_env_get_fd(store->env, &fd) || fstat(fd, &st))
		return;
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	store->device = st.st_dev;
	store->inode = st.st_ino;
}

static const char *const table_names[] = {
#define VYPR_TABLE(name, key, value) #name,
#include "runtime/schema.def"
#undef VYPR_TABLE
};

static enum vypr_status check_schema(struct vypr_store *store, MDB_txn *txn,
				     struct vypr_diag *reterr_diag)
{
	MDB_val key = { 6, "schema" }, value;
	struct vypr_cursor cursor;
	uint32_t version;
	char text[128];

	if (mdb_get(txn, store->table[VYPR_TABLE_meta], &key, &value))
		return say(store->path, reterr_diag, VYPR_FORMAT, 0,
			   "this is not a VyPR store");
	cursor = vypr_cursor_of(value.mv_data, value.mv_size);
	if (vypr_cursor_u64(&cursor) != VYPR_STORE_MAGIC || cursor.bad)
		return say(store->path, reterr_diag, VYPR_FORMAT, 0,
			   "this is not a VyPR store");
	version = vypr_cursor_u32(&cursor);
	if (version == VYPR_SCHEMA_VERSION && !cursor.bad)
		return VYPR_OK;
	snprintf(text, sizeof text,
		 "the store has schema version %u; this program reads version %d%s", version,
		 VYPR_SCHEMA_VERSION,
		 version < VYPR_SCHEMA_VERSION
			 ? " (an older VyPR wrote it, and can still read it)"
			 : "");
	return say(store->path, reterr_diag, VYPR_VERSION, 0, text);
}

static enum vypr_status put_schema(struct vypr_store *store, MDB_txn *txn,
				   struct vypr_diag *reterr_diag)
{
	unsigned char bytes[12];
	MDB_val key = { 6, "schema" }, value = { sizeof bytes, bytes };
	int code;

	vypr_le_store(bytes, VYPR_STORE_MAGIC, 8);
	vypr_le_store(bytes + 8, VYPR_SCHEMA_VERSION, 4);
	code = mdb_put(txn, store->table[VYPR_TABLE_meta], &key, &value, MDB_NOOVERWRITE);
	return code == MDB_KEYEXIST ? VYPR_OK
				    : vypr_store_error(store, code, "create", reterr_diag);
}

/* Whether the environment has nothing in it: then it is ours to fill. */
static int is_fresh(MDB_txn *txn)
{
	MDB_dbi main;
	MDB_stat stats;

	return !mdb_dbi_open(txn, NULL, 0, &main) && !mdb_stat(txn, main, &stats) &&
	       !stats.ms_entries;
}

static enum vypr_status open_tables(struct vypr_store *store, MDB_txn *txn,
				    struct vypr_diag *reterr_diag)
{
	int fresh = store->mode == VYPR_STORE_WRITE && is_fresh(txn);
	enum vypr_status status = VYPR_OK;

	store->has_samples = 1;
	for (int t = 0; t < VYPR_TABLES; t++) {
		int later = t == VYPR_TABLE_sample && store->mode == VYPR_STORE_WRITE;
		int code = mdb_dbi_open(txn, table_names[t], fresh || later ? MDB_CREATE : 0,
					store->table + t);

		if (code == MDB_NOTFOUND && t == VYPR_TABLE_sample) {
			store->has_samples = 0;
			continue;
		}
		if (code == MDB_NOTFOUND)
			return say(store->path, reterr_diag, VYPR_FORMAT, 0,
				   "this is not a VyPR store");
		if (code)
			return vypr_store_error(store, code, "open", reterr_diag);
		if (t == VYPR_TABLE_meta)
			status = fresh ? put_schema(store, txn, reterr_diag)
				       : check_schema(store, txn, reterr_diag);
		if (status)
			return status;
	}
	return VYPR_OK;
}

static enum vypr_status begin_tables(struct vypr_store *store, struct vypr_diag *reterr_diag)
{
	unsigned flags = store->mode == VYPR_STORE_READ ? MDB_RDONLY : 0;
	enum vypr_status status;
	MDB_txn *txn;
	int code = vypr_store_txn(store, flags, &txn);

	if (code)
		return vypr_store_error(store, code, "open", reterr_diag);
	status = open_tables(store, txn, reterr_diag);
	if (status) {
		mdb_txn_abort(txn);
		return status;
	}
	/* commit, also when reading: that is what keeps the tables' handles */
	return vypr_store_error(store, mdb_txn_commit(txn), "open", reterr_diag);
}

/* Another process makes the store just now, or has died while it did.  A lock file that it
 * locked and did not fill is no LMDB file to those who waited for the lock, and is filled by
 * who comes next; of a new store's two pages the first may be there alone.
 * code: what LMDB says. */
static int is_being_made(const char *path, int code)
{
	struct timespec now;
	struct stat st;

	if (stat(path, &st))
		return errno == ENOENT && code == MDB_INVALID;
	if (!S_ISREG(st.st_mode) || clock_gettime(CLOCK_REALTIME, &now) ||
	    now.tv_sec - st.st_mtim.tv_sec > 2)
		return 0;
	return code == MDB_INVALID || st.st_size == sysconf(_SC_PAGESIZE);
}

static enum vypr_status open_file(struct vypr_store *store, int *ret_made,
				  struct vypr_diag *reterr_diag)
{
	enum vypr_status status = check_file(store->path, store->mode, reterr_diag);
	int code = status ? 0 : open_env(store);

	*ret_made = !status && !code;
	if (code)
		status = vypr_store_error(store, code, "open", reterr_diag);
	if (status)
		*ret_made = !is_being_made(store->path, code);
	return status;
}

static enum vypr_status open_all(struct vypr_store *store, struct vypr_diag *reterr_diag)
{
	const struct timespec pause = { 0, MADE_NS / MADE_LOOKS };
	enum vypr_status status;
	int made, dead;

	status = open_file(store, &made, reterr_diag);
	for (int i = 0; i < MADE_LOOKS && !made; i++) {
		nanosleep(&pause, NULL);
		status = open_file(store, &made, reterr_diag);
	}
	if (status)
		return status;
	remember_file(store);
	status = vypr_store_check_length(store, reterr_diag);
	if (status)
		return status;
	mdb_reader_check(store->env, &dead);
	return begin_tables(store, reterr_diag);
}

enum vypr_status vypr_store_open(const char *path, enum vypr_store_mode mode,
				 struct vypr_store **ret_store,
				 struct vypr_diag *reterr_diag)
{
	struct vypr_store *store = calloc(1, sizeof *store);
	enum vypr_status status;

	if (store)
		store->path = strdup(path);
	if (!store || !store->path) {
		free(store);
		return say(path, reterr_diag, VYPR_NOMEM, 0, "out of memory");
	}
	store->mode = mode;
	status = open_all(store, reterr_diag);
	if (status) {
		vypr_store_close(store);
		if (reterr_diag)
			reterr_diag->file = path;
		return status;
	}
	*ret_store = store;
	return VYPR_OK;
}

void vypr_store_close(struct vypr_store *store)
{
	if (!store)
		return;
	vypr_store_view_end(store);
	while (store->units) {
		struct vypr_store_unit *unit = store->units;

		store->units = unit->next;
		vypr_forms_free(unit->forms, unit->unit.formula_count);
		vypr_unit_fini(&unit->unit);
		free(unit);
	}
	if (store->env)
		mdb_env_close(store->env);
	free(store->path);
	free(store);
}
