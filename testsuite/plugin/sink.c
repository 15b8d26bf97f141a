/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The smallest libvypr that instrumented code can run with: one ring per thread, emptied
 * into a trace when full.  At exit, when VYPR_TRACE names a file, the trace of the
 * main thread is written there: for each event the site and the value, and whether
 * it carried a time; with VYPR_TRACE_FRAMES also the frame.
 *
 * Until then nothing of the C library is called: a program may have its own of it, and
 * instrumented.
 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "spec/event.h"

enum { RING_SLOTS = 64, TRACE_SLOTS = 1 << 22 };

static struct vypr_ring no_ring = { .busy = 1 };
__attribute__((tls_model("initial-exec")))
__thread struct vypr_ring *__vypr_ring = &no_ring;

static __thread struct vypr_slot slots[RING_SLOTS];
static __thread struct vypr_ring ring;
static struct vypr_slot trace[TRACE_SLOTS];
static size_t traced;
static pthread_t main_thread;

static struct { uintptr_t first, size; } units[64];
static unsigned unit_count;

void __vypr_event(uint64_t site, uint64_t time, uint64_t value, uint64_t frame);
uint64_t __vypr_copy(const void *from, void *to, uint64_t size);
void __vypr_register(const void *unit, uint64_t size, void *on, uint64_t sites);
void __vypr_register_copies(const void *unit, uint64_t size, void *on, uint64_t sites,
			    const void *start, const void *stop);
void __vypr_unregister(const void *unit);
uint64_t __vypr_digest(const void *bytes, uint64_t size, uint64_t text);
void __vypr_string(uint64_t site, const void *text, uint64_t size, uint64_t frame);
void __vypr_length(uint64_t site, const void *text, uint64_t size, uint64_t frame);
void __vypr_cpu(uint64_t site, uint64_t frame);

static void keep(const struct vypr_slot *slot)
{
	if (pthread_equal(pthread_self(), main_thread) && traced < TRACE_SLOTS)
		trace[traced++] = *slot;
}

static void drain(void)
{
	for (; ring.released < ring.pos; ring.released += sizeof slots[0])
		keep(&slots[(ring.released & ring.mask) / sizeof slots[0]]);
	for (uint64_t i = 0; i < ring.nested_count; i++)
		keep(&ring.nested[i]);
	ring.nested_count = 0;
	ring.end = ring.released + sizeof slots;
}

static void open_ring(void)
{
	if (__vypr_ring == &ring)
		return;
	main_thread = main_thread ? main_thread : pthread_self();
	ring.base = (uintptr_t)slots;
	ring.mask = sizeof slots - 1;
	ring.end = sizeof slots;
	__vypr_ring = &ring;
}

void __vypr_event(uint64_t site, uint64_t time, uint64_t value, uint64_t frame)
{
	struct vypr_slot slot = { site, time, value, frame };
	open_ring();
	if (ring.busy) {
		ring.nested[ring.nested_count++ % VYPR_RING_NESTED] = slot;
		ring.end = 0;
		return;
	}
	ring.busy = 1;
	drain();
	keep(&slot);
	ring.busy = 0;
}

uint64_t __vypr_copy(const void *from, void *to, uint64_t size)
{
	const volatile char *f = from;
	volatile char *t = to;

	for (uint64_t i = 0; i < size; i++)
		t[i] = f[i];
	return 1;
}

static uint64_t length_of(const void *text, uint64_t size)
{
	const volatile char *bytes = text;
	uint64_t length = 0;

	while (bytes && length < size && bytes[length])
		length++;
	return length;
}

/* FNV-1a: enough to tell one content from another. */
uint64_t __vypr_digest(const void *bytes, uint64_t size, uint64_t text)
{
	uint64_t sum = 0xcbf29ce484222325u, length = text ? length_of(bytes, size) : size;

	for (uint64_t i = 0; i < length; i++)
		sum = (sum ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3u;
	return sum;
}

void __vypr_string(uint64_t site, const void *text, uint64_t size, uint64_t frame)
{
	__vypr_event(site, 0, __vypr_digest(text, size, 1), frame);
}

void __vypr_length(uint64_t site, const void *text, uint64_t size, uint64_t frame)
{
	__vypr_event(site, 0, length_of(text, size), frame);
}

void __vypr_cpu(uint64_t site, uint64_t frame)
{
	__vypr_event(site, 0, 0, frame);
}

void __vypr_register(const void *unit, uint64_t size, void *on, uint64_t sites)
{
	(void)on;
	(void)sites;
	units[unit_count].first = (uintptr_t)unit;
	units[unit_count++].size = size;
}

void __vypr_register_copies(const void *unit, uint64_t size, void *on, uint64_t sites,
			    const void *start, const void *stop)
{
	(void)start;
	(void)stop;
	__vypr_register(unit, size, on, sites);
}

void __vypr_unregister(const void *unit)
{
	(void)unit;
}

static void print_site(FILE *out, uint64_t site)
{
	for (unsigned i = 0; i < unit_count; i++)
		if (site - units[i].first < units[i].size)
			fprintf(out, "%u:%llu", i, (unsigned long long)(site - units[i].first));
}

__attribute__((destructor)) static void write_trace(void)
{
	const char *name = getenv("VYPR_TRACE");
	FILE *out = name ? fopen(name, "w") : NULL;
	open_ring();
	drain();
	for (size_t i = 0; out && i < traced; i++) {
		print_site(out, trace[i].site);
		fprintf(out, " %llu%s", (unsigned long long)trace[i].value,
			trace[i].time ? " timed" : "");
		if (getenv("VYPR_TRACE_FRAMES"))
			fprintf(out, " %llu", (unsigned long long)trace[i].frame);
		fputc('\n', out);
	}
	if (out)
		fclose(out);
}
