#ifndef ADGEN_DERIVE_COMMENT_H
#define ADGEN_DERIVE_COMMENT_H

#include "context.h"

/* Say above the derivative what it computes, with respect to what, and what memory it takes. */
void comment_write(Derive *d);

#endif
