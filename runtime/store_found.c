/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows how the run that an earlier process left is found again.
 */
#include "runtime/store_private.h"
#include "runtime/store_write.h"

/* Copy the record's texts, so that they outlive the transaction. */
static enum vypr_status copy_run(const MDB_val *value, struct vypr_found_run *found)
{
	const char *identity;

	found->texts = malloc(value->mv_size + 1);
	if (!found->texts)
		return VYPR_NOMEM;
	memcpy(found->texts, value->mv_data, value->mv_size);
	return vypr_run_decode(found->texts, value->mv_size, &found->run, &identity);
}

static enum vypr_status copy_checkpoint(const MDB_val *value, struct vypr_found_run *found)
{
	found->checkpoint = malloc(value->mv_size + 1);
	if (!found->checkpoint)
		return VYPR_NOMEM;
	memcpy(found->checkpoint, value->mv_data, value->mv_size);
	found->checkpoint_size = value->mv_size;
	return VYPR_OK;
}

static enum vypr_status find_run(struct vypr_store *store, MDB_txn *txn,
				 const char *identity, struct vypr_found_run *found)
{
	MDB_val key = { strlen(identity), (void *)identity }, value;
	struct vypr_key run;
	enum vypr_status status;

	if (key.mv_size > sizeof run.bytes)
		key.mv_size = sizeof run.bytes;
	if (mdb_get(txn, store->table[VYPR_TABLE_image], &key, &value))
		return VYPR_ABSENT;
	if (value.mv_size != 4)
		return VYPR_FORMAT;
	run = vypr_key1(vypr_le_load(value.mv_data, 4), 4);
	key = vypr_key_value(&run);
	if (mdb_get(txn, store->table[VYPR_TABLE_run], &key, &value))
		return VYPR_FORMAT;
	status = copy_run(&value, found);
	found->run.id = (uint32_t)vypr_be_load(run.bytes, 4);
	if (!status && !mdb_get(txn, store->table[VYPR_TABLE_ckpt], &key, &value))
		status = copy_checkpoint(&value, found);
	return status;
}

enum vypr_status vypr_store_find_run(struct vypr_store *store, const char *identity,
				     struct vypr_found_run *ret_found)
{
	struct vypr_found_run found = { 0 };
	enum vypr_status status;
	MDB_txn *txn;
	int code = vypr_store_txn(store, MDB_RDONLY, &txn);

	if (code)
		return vypr_store_error(store, code, "read", NULL);
	status = find_run(store, txn, identity, &found);
	mdb_txn_abort(txn);
	if (status)
		vypr_found_run_fini(&found);
	else
		*ret_found = found;
	return status;
}

void vypr_found_run_fini(struct vypr_found_run *found)
{
	free(found->texts);
	free(found->checkpoint);
	memset(found, 0, sizeof *found);
}
