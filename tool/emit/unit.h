#ifndef ADGEN_EMIT_UNIT_H
#define ADGEN_EMIT_UNIT_H

#include "base/text.h"
#include "needs.h"

/* What a translation unit and its header have in common. */

/* The first line: the same on every machine. */
void unit_print_title(Text *out, const Program *p);
/* A blank line and the includes: made ones first, then the user's in their order. */
void unit_print_includes(Text *out, Arena *arena, const Program *p, Needs *needs, const char *output);

#endif
