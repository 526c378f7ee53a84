#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const double x[3])
{
    double outer[3][3], trace = 0.0;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            outer[i][j] = x[i] * x[j];
    for (int i = 0; i < 3; i++)
        trace += outer[i][i] * outer[0][i];
    return trace;
}

/*
 * check: a local array of two dimensions
 * check-gradient: f(random(3, -1, 1))
 */
