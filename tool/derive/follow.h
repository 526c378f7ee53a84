#ifndef ADGEN_DERIVE_FOLLOW_H
#define ADGEN_DERIVE_FOLLOW_H

#include "context.h"

/*
 * follow_insert - put the statements that keep shadow pointers in step with primal pointers, and shadow blocks beside
 * allocated ones, into the function.
 *
 * Requires: split form, alias and activity facts.   Afterwards they must be made anew.
 */
void follow_insert(Derive *d);

/* Whether follow_insert, which has not been here, will have the backward pass put back a shadow pointer beside this
 * assignment. */
bool follow_will_put_back(Derive *d, const Stmt *s);

#endif
