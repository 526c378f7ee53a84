#ifndef ADGEN_DERIVE_SIGNATURE_H
#define ADGEN_DERIVE_SIGNATURE_H

#include "context.h"

/* What an active parameter's adjoint is inside the function, where it is not the new parameter itself. */
typedef struct Inner {
    Var *param;       /* the primal */
    Var *adjoint;     /* the new parameter */
    Var *local;       /* collects a by-value parameter's adjoint */
} Inner;

typedef struct Inners {
    VEC(Inner) list;
} Inners;

/* Give the function the parameters that a derivative has beside those of the primal: adjoints and the result's seed; tangents;
 * the adjoints and the tape that the two halves of a pair share. */
void signature_of_request(Derive *d, Inners *inners);
void signature_of_tangents(Derive *d);
void signature_of_halves(Derive *d, Inners *inners);

#endif
