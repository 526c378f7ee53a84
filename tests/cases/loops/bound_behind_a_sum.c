#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s = 1.0;

    for (int i = 0; i + 1 < n; i++)
        s = s * x[i] + 0.5 * x[i + 1] * s * s;
    for (int i = n; i - 2 >= 0; --i)
        s = s * x[i - 2] + 0.1 * s * s;
    for (long i = 1; 3 + i <= n; i += 2)
        s = s * x[i + 2] + 0.1 * s * s;
    return s;
}

/*
 * check: conditions on the counter plus or minus a constant
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(6, random(6, -1, 1))
 * check-gradient: f(0, {1})
 * check-gradient: f(1, {1})
 * check-gradient: f(2, {1, 0.5})
 * check-omits: tape
 */
