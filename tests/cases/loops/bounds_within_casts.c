#include <adgen/adgen.h>

/* -1 is an iteration like others, and may be the one that counts. */
ADGEN_GRAD(x)
double largest(int n, const double *x)
{
    double best = -1e300;
    for (int i = (signed char)255; i < n; i++) {
        double value = x[i + 1] * x[i + 1];
        if (value > best)
            best = value;
    }
    return best;
}

/* As an unsigned number, the start is beyond the end: the loop does not run. */
ADGEN_GRAD(x)
double beyond(unsigned n, const double *x)
{
    double product = x[0];
    for (int i = (signed char)253; i < n; i++)
        product = product * product * x[i + 3];
    return product;
}

/*
 * check: a number within casts is what the casts leave of it
 * check-gradient: largest(3, {2.0, 0.5, 1.0, 1.5})
 * check-gradient: largest(3, {0.5, 0.5, 1.0, 2.0})
 * check-gradient: beyond(3, random(6, 0.5, 1.5))
 */
