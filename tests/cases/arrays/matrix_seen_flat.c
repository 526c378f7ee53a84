#include <adgen/adgen.h>

static double product_of_ends(const double *a, int n)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += a[i] * a[n - 1 - i];
    return s;
}

ADGEN_GRAD(x)
double f(const double *x, double (*m)[3])
{
    double  a[2][3];
    double *q = a[0], sum = 0.0;

    for (int i = 0; i < 6; i++)
        q[i] = x[i] * x[5 - i];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            sum += (&m[0][0])[i * 3 + j] * a[i % 2][j];
    return product_of_ends(&a[0][0], 6) + sum;
}

/*
 * check: a matrix used as one row, by a pointer to its first element
 * check-gradient: f(random(6, -1, 1), random(9, -1, 1))
 */
