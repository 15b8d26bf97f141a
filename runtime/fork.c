/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * Knows what has to be right when a thread of the program forks.
 *
 * The collector may be inside malloc just then.  The C library's malloc is made for that,
 * that of the sanitizers is not: its locks stay held in the child, and a program that has
 * no other thread but ours would hang there.  So under a sanitizer the collector is asked
 * to rest first.
 */
#include "runtime/fork.h"

#include <stddef.h>
#include <stdint.h>

#include "runtime/process.h"

#define REST_NS 1000000000ULL /* longer: it waits for another process; fork all the same */
#define LOOK_NS 10000000ULL

static struct {
	uint32_t asked;   /* atomic, futex; threads that are about to fork */
	uint32_t resting; /* atomic, futex; the collector holds no lock */
} rest;

/* Each sanitizer that brings a malloc has this. */
extern size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static void set(uint32_t *word, uint32_t value)
{
	__atomic_store_n(word, value, __ATOMIC_SEQ_CST);
	vypr_futex_notify(word);
}

static int is_asked(void)
{
	return __atomic_load_n(&rest.asked, __ATOMIC_SEQ_CST) != 0;
}

/* Who asks while we stop resting may have seen that we rest: look again after. */
void vypr_fork_rest(void)
{
	while (is_asked()) {
		set(&rest.resting, 1);
		while (is_asked())
			vypr_futex_wait(&rest.asked, 1, LOOK_NS);
		__atomic_store_n(&rest.resting, 0, __ATOMIC_SEQ_CST);
	}
}

void vypr_fork_rest_for_good(void)
{
	set(&rest.resting, 1);
}

static void ask(void)
{
	if (!vypr_process.has_collector || !__sanitizer_get_current_allocated_bytes)
		return;
	set(&rest.asked, 1);
	vypr_wake_collector();
	vypr_futex_until(&rest.resting, REST_NS);
}

static void before(void)
{
	pthread_mutex_lock(&vypr_process.lock);
	ask();
}

static void after_in_parent(void)
{
	if (is_asked())
		set(&rest.asked, 0);
	pthread_mutex_unlock(&vypr_process.lock);
}

static void after_in_child(void)
{
	rest.asked = rest.resting = 0;
	pthread_mutex_unlock(&vypr_process.lock);
	vypr_process_forked();
}

void vypr_fork_watch(void)
{
	pthread_atfork(before, after_in_parent, after_in_child);
}
