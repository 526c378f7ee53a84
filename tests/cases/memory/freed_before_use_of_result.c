#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *squares = malloc((size_t)n * sizeof *squares);
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        squares[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        sum += squares[i] * squares[n - 1 - i];
    free(squares);
    sum *= sum;
    return sum + x[0];
}

/*
 * check: the derivative needs what has been freed
 * check-gradient: f(4, random(4, -1, 1))
 */
