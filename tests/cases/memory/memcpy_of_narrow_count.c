#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double t[4] = {1, 2, 3, 4}, s = 0.0;
    memcpy(t, x, (size_t)(unsigned char)n * sizeof *t);
    for (int i = 0; i < 4; i++)
        s += t[i] * t[i] * (i + 1);
    return s;
}

/*
 * check: the number of elements is cut to a narrow type first
 * check-gradient: f(258, {1, 2, 3, 4})
 */
