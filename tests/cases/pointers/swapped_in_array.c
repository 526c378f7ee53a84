#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, double *y)
{
    double *row[2] = { y, y + 1 };
    for (int i = 0; i < n; i++) {
        double *swap = row[0];
        row[0][0] += x[i] * row[1][0];
        row[0] = row[1];
        row[1] = swap;
    }
    return row[0][0] * row[0][0];
}

/*
 * check: pointers in an array that change places
 * check-gradient: f(3, random(3, 0.5, 1.5), random(2, 0.5, 1.5))
 */
