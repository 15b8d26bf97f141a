/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Traces as lines of words, for the tests of the monitor.
 *
 * "N" sends statement N (testsuite/trace.h), "N." the END of call N; what follows changes the
 * event or those after it:
 *      @T  time of the last event        =V  its value;  ="text", or ~"text" when cut off
 *      #F  frame, from here on           L   events were lost here
 *      D   the process died              !T  thread, from here on
 *      E   the thread ended              >T  everything before T has been seen
 */
#ifndef TESTSUITE_PLAY_H
#define TESTSUITE_PLAY_H

#include "testsuite/trace.h"

/* Where it stands; begins with frame 1, thread 1. */
struct play {
	uint64_t frame;
	uint32_t thread;
};

/* The first status that is not OK. */
enum vypr_status play(const struct trace_unit *t, struct vypr_monitor *m, struct play *p,
		      const char *text);

#endif
