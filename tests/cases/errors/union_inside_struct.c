#include <adgen/adgen.h>

struct value { int kind; union { double real; long whole; } as; };

ADGEN_GRAD(v)
double f(const struct value *v)
{
    return v->kind ? v->as.real * v->as.real : (double)v->as.whole;
}

/*
 * check: a tagged union with a real in it
 * check-error-text: [adgen-union]
 */
