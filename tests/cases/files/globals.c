#include <adgen/adgen.h>

extern const double weights[];
extern double k;

ADGEN_GRAD(x)
double combine(const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < 3; i++)
        sum += weights[i] * x[i] * x[i];
    return k * sum;
}

/* check: a table and a variable that the other file defines are read
 * check-with: parts/globals.c
 * check-gradient: combine({1.0, -2.0, 0.5})
 * check-value: x = {2 * 2.5 * 1, 2 * 2.5 * 2 * -2, 2 * 2.5 * 3 * 0.5}
 * check-has: extern const double weights[3]; */
