#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 1.0;
    for (int i = 0; i < n; i++) {
        double *block = malloc(2 * sizeof *block);
        block[0] = x[i] * sum;
        block[1] = block[0] * block[0];
        sum += block[1] * block[0];
        free(block);
    }
    return sum;
}

/*
 * check: a block for each iteration, needed until the iteration has run backward
 * check-gradient: f(3, random(3, 0.2, 0.8))
 */
