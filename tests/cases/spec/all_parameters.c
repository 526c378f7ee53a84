#include <adgen/adgen.h>

ADGEN_GRAD()
double f(int n, double x, const double *w, const int *k, float s)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += w[k[i]] * x * s;
    return sum;
}

/*
 * check: an empty list names every real parameter
 * check-gradient: f(2, random(-1, 1), random(2, -1, 1), {1, 0}, random(-1, 1))
 * check-header-has: double *x_adj, double *w_adj, float *s_adj)
 */
