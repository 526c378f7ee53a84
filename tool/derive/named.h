#ifndef ADGEN_DERIVE_NAMED_H
#define ADGEN_DERIVE_NAMED_H

#include "context.h"

/*
 * What the user gave a name to: the integer that a variable stands for, where the function gives it that value once, outside
 * of loops, from others like it and from parameters that it leaves alone.
 */
typedef struct Named Named;

Named *named_find(Derive *d);

/* The expression with such variables replaced by what they stand for. */
const Expr *named_expand(Named *n, const Expr *e);

/* Whether the expression is a multiple of a unit, whatever its variables hold: in a product one factor is, and so on.
 * `narrowed`: it stays one where it is cut to a type with fewer bits. */
typedef bool NamedTest(void *data, const Expr *e);
bool named_is_multiple(const Named *n, const Expr *e, NamedTest *is_unit, void *data, bool narrowed);

#endif
