/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A coroutine of C++ is three functions of one name: what callers call makes the frame, the actor
 * has the body and runs from one suspension to the next, the destroyer asks the actor to end.
 *
 *      f (int)                 _Z1fi
 *      f [actor]               _Z1fPZ1fiE7_Z1fi.Frame.actor
 *      f [destroyer]           _Z1fPZ1fiE7_Z1fi.Frame.destroy
 *
 * The body is what a specification means.
 */
#include "plugin/look.h"

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && !strcmp(text + length - tail, end);
}

/* The symbol without ".actor" or ".destroy"; NULL: it has none. */
static char *without(const char *symbol, const char *end)
{
	return ends_with(symbol, end) ? xstrndup(symbol, strlen(symbol) - strlen(end)) : NULL;
}

/* Is it a part of one of these coroutines other than the actor? */
static bool has_no_body(tree decl, const vec<char *> &actors)
{
	char *destroyed = without(vp_symbol(decl), ".destroy"), *actor, *frame;
	unsigned i;

	FOR_EACH_VEC_ELT (actors, i, actor) {
		frame = without(actor, ".Frame");
		if ((destroyed && !strcmp(destroyed, actor)) ||
		    ends_with(frame ? frame : actor, vp_symbol(decl)))
			return true;
	}
	return false;
}

bool vp_is_coroutine(tree function)
{
	return ends_with(vp_symbol(function), ".actor");
}

void vp_coroutine_bodies(vec<tree> *decls)
{
	auto_vec<char *> actors;
	unsigned i, kept = 0;
	tree decl;

	FOR_EACH_VEC_ELT (*decls, i, decl)
		if (char *actor = without(vp_symbol(decl), ".actor"))
			actors.safe_push(actor);
	if (!actors.length())
		return;
	FOR_EACH_VEC_ELT (*decls, i, decl)
		if (!has_no_body(decl, actors))
			(*decls)[kept++] = decl;
	decls->truncate(kept);
}
