#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, int *count, char *sign)
{
    double sum = 0.0;
    *count = 0;
    for (int i = 0; i < n; i++) {
        if (x[i] > 0.0)
            ++*count;
        sign[i] = x[i] > 0.0 ? '+' : '-';
        sum += x[i] * x[i];
    }
    return sum * *count;
}

/*
 * check: integers are stored as a plain call stores them, and have no adjoint
 * check-gradient: f(4, random(4, -1, 1), {7}, repeat(4, 'x'))
 */
