#ifndef ADGEN_DERIVE_COMMENT_H
#define ADGEN_DERIVE_COMMENT_H

#include "base/text.h"
#include "context.h"

/* Say above the derivative what it computes, with respect to what, and what memory it takes. */
void comment_write(Derive *d);

/* "Gradient of f (f.c:4): returns what f returns", without a full stop. */
void comment_head(Text *text, const Program *p, const char *what, const Func *f);

/* What the comment of a derivative says of memory, as a list of lines that each follow a new line. */
const char *comment_of_memory(const Func *made);

#endif
