#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    enum { K = 2 };
    return x * x * K;
}

ADGEN_GRAD(x)
double g(double x)
{
    enum { K = 3 };
    enum kind { FIRST, SECOND } kind = SECOND;
    return kind == SECOND ? x * x * K : x;
}

/*
 * check: enumerators of two functions with one name
 * check-gradient: f(random(-1, 1))
 * check-gradient: g(random(-1, 1))
 */
