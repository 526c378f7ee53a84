#include <adgen/adgen.h>

ADGEN_GRAD(a)
double f(int n, const double *a, const double *b)
{
    const double *rows[3] = {a, b, b + 1};
    double        sum = 0.0;
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < n; i++)
            sum += rows[k][i] * rows[(k + 1) % 3][i] * (k + 1);
    rows[1] = a + 1;
    return sum * rows[1][0];
}

/*
 * check: an array of pointers, some to data without adjoint
 * check-gradient: f(0, random(4, -1, 1), random(4, -1, 1))
 * check-gradient: f(3, random(4, -1, 1), random(4, -1, 1))
 */
