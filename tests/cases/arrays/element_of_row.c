#include <adgen/adgen.h>

ADGEN_GRAD(a)
double f(int n, const double a[n][3])
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        const double *row = a[i];
        sum += row[0] * row[1] * row[2];
    }
    return sum;
}

/*
 * check: a pointer to a row
 * check-gradient: f(3, random(9, -1, 1))
 */
