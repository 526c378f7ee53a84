#include <adgen/adgen.h>

ADGEN_VJP()
double f(int n, const double *x, double *y)
{
    double A[3][4] = {{0}};
    double s = 1;
    double *r = A[0];
    for (int i = 0; i < 12; i++)
        *r++ = x[i] * y[i % 7];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 4; j++)
            s = s * 0.5 + A[i][j] * s;
    return s + A[n % 3][n & 3];
}

/*
 * check: a pointer that goes on from row to row
 * check-gradient: f(3, random(12, 0.2, 1), random(8, 0.2, 1))
 */
