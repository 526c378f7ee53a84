#include <adgen/adgen.h>

static double trace(int n, double a[n][n])
{
    double s = 0;
    for (int i = 0; i < n; i++)
        s += a[i][i] * a[i][0];
    return s;
}

ADGEN_GRAD(x)
double f(int n, double *x)
{
    double sum = 0.0;
    int i = 1;
    while (i * i <= n) {
        sum += trace(i, (void *)x) * sum + x[i];
        x[i] *= sum;
        i++;
    }
    return sum;
}

/*
 * check: a helper on matrices of another size each time, in one block of memory
 * check-gradient: f(9, random(9, 0.5, 1.5))
 */
