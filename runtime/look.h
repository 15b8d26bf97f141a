/* SPDX-License-Identifier: GPL-3.0-or-later WITH GCC-exception-3.1
 *
 * One look at a thread of this process, from another one: each function fills a part of a
 * sample.  folder: the thread's in /proc, open.
 */
#ifndef VYPR_RUNTIME_LOOK_H
#define VYPR_RUNTIME_LOOK_H

#include <stddef.h>

#include "runtime/store.h"

/* A file that is open, from its beginning, or one of the folder, as a string; 0: there is none, or
 * the thread has ended. */
int vypr_look_open(int fd, char *text, size_t size);
int vypr_look_file(int folder, const char *name, char *text, size_t size);
/* When, and how long it has run; 0: there is no such thread, or we were put aside in between. */
int vypr_look_clock(uint64_t tid, struct vypr_sample *sample);
/* State and page faults; 0: it has ended. */
int vypr_look_stat(int folder, struct vypr_sample *sample);
/* How long it was queued, and its turns. */
void vypr_look_schedule(int folder, struct vypr_sample *sample);
/* What it waits in, of one that does not run; how often it has, of one that does. */
void vypr_look_wait(int folder, struct vypr_sample *sample);
void vypr_look_blocked(int folder, struct vypr_sample *sample);
/* What this thread has run; what it was put aside for is not the price of looking. */
uint64_t vypr_look_own_spent(void);

#endif
