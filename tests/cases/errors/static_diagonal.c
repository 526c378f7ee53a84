#include <adgen/adgen.h>

static double m[3][3];

ADGEN_GRAD(x)
double f(const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < 3; i++)
        m[i][i] = x[i] * x[i];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            sum += m[i][j] * m[i][j];
    return sum;
}

/*
 * check: only the diagonal is written before all of the matrix is read
 * check-error: adgen-static @ 10:9
 */
