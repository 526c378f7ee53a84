#ifndef ADGEN_DERIVE_OUTPUTS_H
#define ADGEN_DERIVE_OUTPUTS_H

#include "context.h"

/*
 * outputs_lower - separate what functions of the maths library return from what they store.
 *
 * place = frexp (x, &e) becomes value = frexp (x, &e); place = result of frexp (value, x): an assignment whose value has
 * a derivative (rule_result_func), and that outputs_finish turns into place = value.   sincos becomes two assignments.
 * Keeps: calls without active data.   True where something was replaced.
 */
bool outputs_lower(Derive *d);

/* What stands for such values, in a finished body. */
void outputs_finish(Program *p, Block *body);

#endif
