#ifndef ADGEN_DERIVE_RESULTS_H
#define ADGEN_DERIVE_RESULTS_H

#include "context.h"

/*
 * results_lower - name the results of calls without derivative that overwrite active data.
 *
 * place = strtod(s, &end) becomes value = strtod(s, &end); place = value: an assignment, whose adjoint statement ends
 * the adjoint of what the place held.   Requires: the fence has passed.   True where something was replaced.
 */
bool results_lower(Derive *d);

#endif
