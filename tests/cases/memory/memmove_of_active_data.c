#include <adgen/adgen.h>
#include <string.h>

ADGEN_VJP()
void f(int n, double *x)
{
    memmove(x + 1, x, (size_t)(n - 1) * sizeof *x);
    x[0] = 1.0;
}

/*
 * check: memmove of active data
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(1, {0.5})
 */
