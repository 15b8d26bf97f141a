/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A loop that runs many branches in inner loops for each turn: a path begins at its header.  A
 * loop of few, and one around it, keep what their earlier turns did. */
static void work(void)
{
	__asm__ volatile("");
}

static int is_word(int c)
{
	return c >= 'a' && c <= 'z';
}

static void tokens(const char *p)
{
	int strings = 0;

	while (*p) {
		if (is_word(*p)) {
			while (*p && (is_word(*p) || *p == '_' || *p == '$' || *p == '.'))
				p++;
		} else if (*p == '"') {
			for (p++; *p && *p != '"'; p++)
				if (*p == '\\' && p[1])
					p++;
			if (*p)
				p++;
			if (++strings % 2 == 0)
				work();
		} else {
			while (*p && *p != '"' && !is_word(*p))
				p++;
		}
	}
}

static void few(int n)
{
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < 3; k++)
			if (k == i)
				__asm__ volatile("");
		work();
	}
}

int main(void)
{
	tokens("one \"two\" three+\"a\\\"b\"");
	tokens("\"x\"\"y\"");
	few(2);
	return 0;
}

/* spec:
 *   tokens:
 *     - name: token
 *       cftl: 'forall t in calls(work): duration(t) < 1 h'
 *   few:
 *     - name: turn
 *       cftl: 'forall t in calls(work): duration(t) < 1 h'
 * want-site: 29 call work [time]
 * want-site: 43 call work [time]
 * want-times: 18 1 1 0 0
 * want-times: 21 0 0 0 0
 * want-times: 24 3 1 0 0
 * want-times: 25 1 0 0 0
 * want-times: 41 0 0 3 6
 * want-verdict: token 2 true 0 false 0 unknown
 * want-verdict: turn 2 true 0 false 0 unknown
 */
