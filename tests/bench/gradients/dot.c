#include "dot.h"

#include <adgen/adgen.h>

/* The inner product of two vectors. */
ADGEN_GRAD(a, b)
double dot(int n, const double *a, const double *b)
{
    double product = 0.0;

    for (int i = 0; i < n; i++)
        product += a[i] * b[i];
    return product;
}
