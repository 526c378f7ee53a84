#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const double x[4])
{
    double local[4];
    double sum = 0.0;
    for (unsigned i = 0; i < sizeof local / sizeof local[0]; i++)
        local[i] = x[i] * x[i];
    for (unsigned i = 0; i < sizeof local / sizeof *local; i++)
        sum += local[i] * (double)(sizeof(int) + i);
    return sum;
}

/*
 * check: sizeof in bounds and in values
 * check-gradient: f(random(4, -1, 1))
 */
