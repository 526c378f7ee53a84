#include <adgen/adgen.h>

ADGEN_GRAD()
double f(const double a[2][3], const double b[3][2])
{
    double sum = 0.0;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            sum += a[i][j] * b[j][i] * a[0][j];
    return sum;
}

/*
 * check: parameters of two dimensions
 * check-gradient: f(random(6, -1, 1), random(6, -1, 1))
 */
