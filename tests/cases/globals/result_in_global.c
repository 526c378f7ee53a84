#include <adgen/adgen.h>

double total;

static void add(double term)
{
    total += term;
}

ADGEN_GRAD()
void f(const double *x, int n)
{
    total = 0.0;
    for (int i = 0; i < n; i++)
        add(x[i] * x[i]);
}

/*
 * check: a function whose only result is in a global, whose adjoint is the seed
 * check-gradient: f(random(3, 0.5, 1.5), 3)
 * check-has: total_adj = 0.0;
 * check-header-has: extern double total_adj;
 */
