#include <adgen/adgen.h>

#include "shared_type.h"

typedef struct {
    double re, im;
} Complex;

double modulus(const Complex *z);

ADGEN_GRAD(net, z)
double loss(const struct layer *net, const double *x, const Complex *z)
{
    double sum = layer_sum(net, x) * net->norm.shift;
    return sum * modulus(z) + z->re;
}

/* check: a type out of a header that both include is one type; so is one that both spell out
 * check-with: parts/shared_type.c
 * check-header-after: only the C files have Complex
 * check-gradient: loss(&{2, {0.5, -1.5}, {2.0, 0.25}, NULL}, {1.0, 3.0}, &{0.5, 2.0}) */
