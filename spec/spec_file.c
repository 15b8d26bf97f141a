/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one file of spec/ that opens a file.
 */
#include "spec/spec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 1024 * 1024 };

static enum vypr_status fail_errno(struct vypr_diag *diag, const char *file, int error)
{
	enum vypr_status status =
		error == ENOENT || error == ENOTDIR ? VYPR_ABSENT : VYPR_IO;

	vypr_diag_set(diag, status, 0, 0, 0, "cannot read the specification '%s': %s",
		      file, strerror(error));
	if (diag) {
		diag->file = file;
		diag->sys_errno = error;
	}
	return status;
}

enum vypr_status vypr_spec_read(const char *file, struct vypr_spec *ret_spec,
				struct vypr_diag *reterr_diag)
{
	FILE *stream = fopen(file, "rb");
	char *bytes = stream ? malloc(FILE_LIMIT + 1) : NULL;
	enum vypr_status status;
	size_t size;

	if (!stream)
		return fail_errno(reterr_diag, file, errno);
	if (!bytes) {
		fclose(stream);
		return vypr_diag_set(reterr_diag, VYPR_NOMEM, 0, 0, 0, "out of memory");
	}
	errno = 0;
	size = fread(bytes, 1, FILE_LIMIT + 1, stream);
	if (ferror(stream))
		status = fail_errno(reterr_diag, file, errno ? errno : EIO);
	else
		status = vypr_spec_read_bytes(file, bytes, size, ret_spec, reterr_diag);
	free(bytes);
	fclose(stream);
	return status;
}
