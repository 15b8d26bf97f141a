# SPDX-License-Identifier: GPL-3.0-or-later
#
# From vypr-analysis.h to Python: its structs and their fields, so that no layout is written
# twice.  -v library=FILE: where the library will be.
#
#   struct vypr_analysis_death { uint32_t run, pid; const char *program; };
#   ("vypr_analysis_death", (("run", "uint32_t", 0, 0), ("pid", "uint32_t", 0, 0),
#    ("program", "char", 1, 0))),                  name, type, stars, length of an array
{ text = text " " $0 "\n" }

function declarator(base, one,    stars, length_of) {
	stars = gsub(/\*/, "", one)
	length_of = 0
	if (match(one, /\[[0-9]+\]/)) {
		length_of = substr(one, RSTART + 1, RLENGTH - 2)
		one = substr(one, 1, RSTART - 1)
	}
	gsub(/ /, "", one)
	printf "\t(\"%s\", \"%s\", %d, %d),\n", one, base, stars, length_of
}

function declaration(words,    base, i, count, parts) {
	gsub(/[ \t\n]+/, " ", words)
	gsub(/(^| )const /, " ", words)
	gsub(/\*const /, "*", words)
	sub(/^ +/, "", words)
	if (words == "")
		return
	match(words, /^(struct +)?[a-z_0-9]+ */)
	base = substr(words, 1, RLENGTH)
	words = substr(words, RLENGTH + 1)
	sub(/ +$/, "", base)
	count = split(words, parts, ",")
	for (i = 1; i <= count; i++)
		declarator(base, parts[i])
}

END {
	while (match(text, /\/\*([^*]|\*+[^*\/])*\*+\//))
		text = substr(text, 1, RSTART - 1) " " substr(text, RSTART + RLENGTH)
	print "# SPDX-License-Identifier: GPL-3.0-or-later"
	print "# Made from vypr-analysis.h by layout.awk."
	printf "LIBRARY = \"%s\"\nSTRUCTS = (\n", library
	while (match(text, /struct vypr_analysis[a-z_]* \{[^}]*\}/)) {
		body = substr(text, RSTART, RLENGTH - 1)
		text = substr(text, RSTART + RLENGTH)
		split(body, head, /[ {]+/)
		sub(/^[^{]*\{/, "", body)
		printf "(\"%s\", (\n", head[2]
		count = split(body, fields, ";")
		for (f = 1; f <= count; f++)
			declaration(fields[f])
		print ")),"
	}
	print ")"
}
