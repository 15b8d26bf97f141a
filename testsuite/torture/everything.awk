# SPDX-License-Identifier: GPL-3.0-or-later
# everything.awk SOURCE...: a specification that asks for every call, for entering and leaving, and
# for the changes of everything that has a name in the sources, in each function.
BEGIN {
	split("auto bool break case catch char class const continue default delete do double else enum " \
	      "extern float for goto if inline int long namespace new operator private protected public " \
	      "register return short signed sizeof static struct switch template throw try typedef " \
	      "typename union unsigned using virtual void volatile while forall exists in after before " \
	      "during within and or not implies iff true false changes calls entry exit line", words, " ")
	for (i in words)
		seen[words[i]] = 1
	print "\"*\":\n  \"*\":"
	property("forall c in calls(\"*\"): duration(c) <= 1 h")
	print "      paths: deep"
	property("exists c in calls(\"*\"): duration(c) < 0 s")
	property("forall e in entry, x in exit after e: time_between(e, x) >= 0 s")
}
function property(text) {
	printf "    - cftl: '%s'\n", text
}
{
	gsub(/"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|\/\/.*|^#.*/, " ")
	while (match($0, /[A-Za-z_][A-Za-z_0-9]*/)) {
		name = substr($0, RSTART, RLENGTH)
		$0 = substr($0, RSTART + RLENGTH)
		if (seen[name]++ || ++count > 100)
			continue
		property("forall q in changes(" name "): time_between(q, next_change(q, " name ")) <= 1 h")
	}
}
