#include <adgen/adgen.h>

ADGEN_VJP(x)
void f(int n, const double *x, double *out)
{
    for (int i = 0; i < n; i++) {
        *out = x[i] * x[i];
        out++;
        *out++ = x[i];
    }
}

/*
 * check: an output pointer that moves by two
 * check-gradient: f(3, random(3, -1, 1), zeros(6))
 */
