/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Equal paths have one id, different ones never.
 */
#include <stdlib.h>

#include "spec/path.h"
#include "testsuite/suite.h"

START_TEST(equal_content_is_one_node)
{
	struct vypr_paths p;
	uint32_t root, bits, call, list;

	ck_assert_int_eq(vypr_paths_init(&p), VYPR_OK);
	root = vypr_paths_intern(&p, VYPR_PATH_ROOT, 7, 2, 0);
	bits = vypr_paths_intern(&p, VYPR_PATH_BITS, root, 5, 0);
	call = vypr_paths_intern(&p, VYPR_PATH_CALL, bits, 0, 0);
	list = vypr_paths_intern(&p, VYPR_PATH_LIST, 0, call, 3);
	ck_assert_uint_eq(root, 1);
	ck_assert_uint_eq(list, 4);
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_ROOT, 7, 2, 0), root);
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_BITS, root, 5, 0), bits);
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_CALL, bits, 0, 0), call);
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_LIST, 0, call, 3), list);
	/* one field apart each */
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_ROOT, 8, 2, 0), 5);
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_ROOT, 7, 3, 0), 6);
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_BITS, root, 5, 1), 7);
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_CALL, bits, 0, 1), 8);
	ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_BITS, bits, 0, 0), 9);
	ck_assert_uint_eq(p.count, 10);
	vypr_paths_fini(&p);
}
END_TEST

START_TEST(lengths_count_words_and_calls)
{
	struct vypr_paths p;
	uint32_t root, bits, call, list;

	ck_assert_int_eq(vypr_paths_init(&p), VYPR_OK);
	root = vypr_paths_intern(&p, VYPR_PATH_ROOT, 1, 0, 0);
	bits = vypr_paths_intern(&p, VYPR_PATH_BITS, root, 3, 0);
	bits = vypr_paths_intern(&p, VYPR_PATH_BITS, bits, 3, 0);
	call = vypr_paths_intern(&p, VYPR_PATH_CALL, bits, 0, 0);
	list = vypr_paths_intern(&p, VYPR_PATH_LIST, 0, call, 3);
	list = vypr_paths_intern(&p, VYPR_PATH_LIST, list, call, 4);
	ck_assert_uint_eq(p.nodes[root].length, 0);
	ck_assert_uint_eq(p.nodes[bits].length, 2);
	ck_assert_uint_eq(p.nodes[call].length, 0);
	ck_assert_uint_eq(p.nodes[list].length, 7);
	vypr_paths_fini(&p);
}
END_TEST

START_TEST(ids_stay_while_the_table_grows)
{
	const uint32_t many = 100000;
	struct vypr_paths p;

	ck_assert_int_eq(vypr_paths_init(&p), VYPR_OK);
	for (uint32_t i = 0; i < many; i++)
		ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_ROOT, i % 100, i, 0),
				  i + 1);
	for (uint32_t i = 0; i < many; i++)
		ck_assert_uint_eq(vypr_paths_intern(&p, VYPR_PATH_ROOT, i % 100, i, 0),
				  i + 1);
	ck_assert_uint_eq(p.count, many + 1);
	vypr_paths_fini(&p);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("path");
	TCase *tcase = tcase_create("path");

	tcase_add_test(tcase, equal_content_is_one_node);
	tcase_add_test(tcase, lengths_count_words_and_calls);
	tcase_add_test(tcase, ids_stay_while_the_table_grows);
	suite_add_tcase(suite, tcase);
	return suite_run(suite);
}
