# SPDX-License-Identifier: GPL-3.0-or-later
# gcc_tests.awk -v compiler=CC -v mode=run|compile -v flags=FLAGS -v folder=NAME -v main=FILE SOURCE...:
# a line for compare_all for each test, with the options that it asks for, of those that can be had here.
function emit() {
	if (file == "" || file ~ /-lib\.c$/)
		return
	sub(/.*\//, "", name)
	# These look whether it was optimised.  What is full of instruments is not inlined.
	if (name ~ /^(bcp-1|990208-1)\.c$/)
		options = options " -fno-inline"
	printf "%s/%s\t%s\t%s\t%s%s \t%s%s\n", folder, name, own ? own : mode, compiler, flags,
		options, file, more
}
FNR == 1 {
	emit()
	file = name = FILENAME
	own = options = more = ""
	if (main != "") {
		more = file
		sub(/\.c$/, "-lib.c", more)
		more = " " more " " main
	}
}
/\{ *dg-do / && own == "" {
	own = $0 ~ /dg-do +run/ ? "run" : "compile"
}
/c\+\+14_down/ && options !~ /std=gnu\+\+14/ {
	options = options " -std=gnu++14"
}
/\{ *dg-(additional-)?options / && !/target.*(ia32|ilp32|mingw|newlib|!|-eabi|hppa|loongarch|darwin|powerpc)/ {
	text = $0
	sub(/.*dg-(additional-)?options[ {]*/, "", text)
	if (text ~ /^"/) {
		text = substr(text, 2)
		sub(/".*/, "", text)
	} else {
		sub(/ .*/, "", text)
	}
	# The level is ours to choose, and code has to come out.
	count = split(text, words, " ")
	for (i = 1; i <= count; i++)
		if (words[i] !~ /^-(O[0-9sg]?|fsyntax-only|fdump-.*)$/)
			options = options " " words[i]
}
END { emit() }
