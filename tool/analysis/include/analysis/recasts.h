#ifndef ADGEN_ANALYSIS_RECASTS_H
#define ADGEN_ANALYSIS_RECASTS_H

#include "ir/ir.h"

/*
 * recasts_find - which records are reached by pointers of other types, too.
 *
 * Sets is_recast where a pointer to a record is converted to one to something else: the record may be the first member
 * of a larger one, or its bytes may be used for anything.  Not for conversions to void * in calls of library functions.
 * Requires: verified IR.
 */
void recasts_find(Program *p);

#endif
