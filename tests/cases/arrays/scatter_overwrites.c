#include <adgen/adgen.h>

ADGEN_VJP()
void f(int n, const double *x, const int *index, double *y)
{
    for (int i = 0; i < n; i++)
        y[index[i]] = x[i] * y[index[i]] + x[i];
}

/*
 * check: elements chosen by an array of indices are overwritten, some twice
 * check-gradient: f(5, random(5, -1, 1), {2, 0, 2, 1, 2}, random(3, -1, 1))
 */
