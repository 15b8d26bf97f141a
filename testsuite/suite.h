/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a unit test's main ends: the suite is run, its results are TAP on the standard
 * output, and the exit code says whether all passed.
 */
#ifndef VYPR_TEST_SUITE_H
#define VYPR_TEST_SUITE_H

#include <check.h>

static inline int suite_run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_set_tap(runner, "-");
	srunner_run_all(runner, CK_SILENT);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

#endif
