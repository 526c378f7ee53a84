#ifndef ADGEN_DERIVE_REMARKS_H
#define ADGEN_DERIVE_REMARKS_H

#include "context.h"

/* Note for remarks (-Rcache) what is kept only because a store through another pointer may overwrite it. */
void remarks_cache(Derive *d);

/* The same of a copy of what a call's argument leads to that only an overlap makes which nobody needs. */
void remarks_copy(Derive *d, const Stmt *s, int arg);

/* Make the remarks.  Where there is a version for pointers that do not overlap, they say so. */
void remarks_make(Derive *d, const Overlaps *checked, const Func *apart);

#endif
