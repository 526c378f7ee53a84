#ifndef ADGEN_ANALYSIS_RECASTS_H
#define ADGEN_ANALYSIS_RECASTS_H

#include "ir/ir.h"

/*
 * recasts_find - which records pointers of other types have to do with.
 *
 * Sets is_recast where a pointer to a record is converted to one to something else: the record may be the first member
 * of a larger one, or its bytes may be used for anything; and is_cast_to where a pointer to something else becomes one
 * to it; and views_chars of the program where a pointer to characters becomes or was one to something else.  Not for
 * conversions to void * in calls of library functions.
 * Requires: verified IR.
 */
void recasts_find(Program *p);

#endif
