#ifndef ADGEN_EMIT_ITEMS_H
#define ADGEN_EMIT_ITEMS_H

#include "base/text.h"
#include "needs.h"

/* What generated code needs of its source. */

typedef struct Diag Diag;

/* The first line: the same on every machine. */
void items_print_title(Text *out, const Program *p);

/*
 * Everything in the order of the source, where each item stands behind what it needs, but for functions, which are
 * declared before they are used.  Includes that the source does not have come before its first one.  `output`: where
 * the text will stand, or NULL.  Macros that do not stay are defined around the items that need them, and at the end for
 * functions; an error where these need two definitions of one name.
 */
void items_print(Text *out, Arena *arena, const Program *p, Needs *needs, const char *output, Diag *diag);

/* The includes alone: for a header. */
void items_print_includes(Text *out, Arena *arena, const Program *p, Needs *needs, const char *output);

#endif
