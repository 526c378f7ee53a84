#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    double y = x;

    for (int i = 0; i < n; i++)
        y *= ({ if (i > 2) break; x; });
    return y;
}

/*
 * check: a jump out of a statement expression
 * check-args: -std=gnu11
 * check-error: adgen-statement-expression @ 9:14
 */
