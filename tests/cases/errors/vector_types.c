#include <adgen/adgen.h>

typedef double pair __attribute__((vector_size(16)));

ADGEN_GRAD(x)
double f(double x)
{
    pair p = { x, x };
    p = p * p;
    return p[0] + p[1];
}

/*
 * check: the compiler's vector types
 * check-error-text: [adgen-vector]
 */
