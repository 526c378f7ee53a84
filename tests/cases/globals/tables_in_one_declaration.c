#include <adgen/adgen.h>

double low[] = {1.0, 2.0}, high[] = {1.0, 2.0, 3.0}, scale = 0.5;

ADGEN_GRAD(x)
double weighted(const double *x, int n)
{
    double s = 0.0;

    for (int i = 0; i < n; i++)
        s += low[i % 2] * x[i] * high[i % 3] * scale;
    return s * s;
}

/*
 * check: tables of unwritten length that one declaration has
 * check-gradient: weighted(random(5, 0.5, 1), 5)
 */
