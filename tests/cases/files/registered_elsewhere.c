#include <adgen/adgen.h>

double root_nearby(double a);

ADGEN_GRAD(x)
double sum_of_roots(const double *x, int n)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += root_nearby(x[i]) * x[i];
    return sum;
}

/* check: another file says what the derivative of a function is
 * check-with: parts/registered.c
 * check-gradient: sum_of_roots(random(4, 0.5, 3), 4)
 * check-has: root_nearby_vjp(a, */
