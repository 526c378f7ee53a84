#ifndef ADGEN_DERIVE_REQUEST_H
#define ADGEN_DERIVE_REQUEST_H

#include "pairs.h"

/* Whether the function of a prompt pair, which may call itself, needs no tape: all that it calls is prompt, too.  Tried out
 * once; while that is done, the answer is yes. */
bool request_fits(Pairs *pairs, Pair *pair);

#endif
