#ifndef ADGEN_DERIVE_REMARKS_H
#define ADGEN_DERIVE_REMARKS_H

#include "context.h"

/* Remark (-Rcache) on values that are kept only because a store through another pointer may overwrite them. */
void remarks_cache(Derive *d);

/* Remark on a copy of what a call's argument leads to that only an overlap makes which nobody needs. */
void remarks_copy(Derive *d, const Stmt *s, int arg);

#endif
