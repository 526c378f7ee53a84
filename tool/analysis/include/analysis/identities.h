#ifndef ADGEN_ANALYSIS_IDENTITIES_H
#define ADGEN_ANALYSIS_IDENTITIES_H

#include "base/diag.h"

typedef struct Program Program;

/*
 * identities_check - refuse comparisons that the copies of static objects and functions would decide otherwise.
 *
 * Generated code has its own copy of what is static in the file, at an address of its own.  A pointer from outside that
 * is compared with that address holds the one of the user's.  What generated code leaves outside is warned of.
 * Requires: verified IR.
 */
void identities_check(const Program *p, Diag *diag);

#endif
