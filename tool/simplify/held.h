#ifndef ADGEN_SIMPLIFY_HELD_H
#define ADGEN_SIMPLIFY_HELD_H

#include "facts.h"

/* Find out which variables can be followed, which nothing else reaches, and which text names (facts_build). */
void held_classify(Facts *f);

/* Whether the variable is one of the function. */
bool held_is_own(const Facts *f, const Var *var);

#endif
