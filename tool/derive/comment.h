#ifndef ADGEN_DERIVE_COMMENT_H
#define ADGEN_DERIVE_COMMENT_H

#include "context.h"

/* Say above the derivative what it computes, with respect to what, and what memory it takes. */
void comment_write(Derive *d);

/* The path without its folders: comments are the same on every machine. */
const char *comment_base_name(const char *path);

#endif
