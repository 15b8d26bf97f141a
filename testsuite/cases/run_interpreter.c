/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A path begins at the dispatching loop, also after an instruction too long to tell. */
static void work(void)
{
	__asm__ volatile("");
}

static void run(const unsigned char *pc)
{
	static void *const go[] = { &&op_end, &&op_loop, &&op_work };
	int n = 0;

	for (;;) {
		goto *go[*pc++];
op_loop:
		for (int i = 0; i < 50; i++)
			if (i % 3)
				n++;
		work();
		continue;
op_work:
		if (n > 3)
			n--;
		work();
	}
op_end:
	return;
}

int main(void)
{
	static const unsigned char code[] = { 2, 1, 2, 1, 2, 2, 0 };

	run(code);
	run(code);
	return 0;
}

/* spec:
 *   run:
 *     - name: time
 *       cftl: 'forall t in calls(work): duration(t) < 1 h'
 * want-times: 16 0 51 0 51 0 0 0 51 0 51 0 0
 * want-times: 22 1 0 1 0 1 1 1 0 1 0 1 1
 * want-times: 23 0 0 1 0 1 1 0 0 1 0 1 1
 * want-verdict: time 12 true 0 false 0 unknown
 */
