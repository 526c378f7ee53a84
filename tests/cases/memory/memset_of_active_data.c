#include <adgen/adgen.h>
#include <string.h>

ADGEN_VJP()
void f(int n, double *x)
{
    double first = x[0];
    memset(x, 0, (size_t)n * sizeof *x);
    x[0] = first * first;
}

/*
 * check: memset of active data
 * check-gradient: f(5, random(5, -1, 1))
 */
