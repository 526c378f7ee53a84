#include <adgen/adgen.h>

static double permanent(int n, int row, const double *a, double *column)
{
    double sum = 0.0;
    if (row == n)
        return 1.0;
    for (int j = 0; j < n; j++) {
        double saved = column[j], rest;
        column[j] = 0.0;
        rest = permanent(n, row + 1, a, column);
        sum += saved * a[row * n + j] * rest;
        column[j] = saved;
    }
    return sum;
}

ADGEN_GRAD(a)
double f(int n, const double *a)
{
    double column[4] = { 1.0, 1.0, 1.0, 1.0 };
    return permanent(n, 0, a, column);
}

/*
 * check: recursion with an array that is changed and restored
 * check-gradient: f(0, NULL)
 * check-gradient: f(3, random(9, -1, 1))
 */
