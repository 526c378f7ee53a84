#include <adgen/adgen.h>
ADGEN_GRAD(x)
double f(const double *x, int n, int m)
{
    double t[8] = {0}, sum = 0.0;
    for (int k = 0; k < m; k++) {
        for (int i = 0; i < n; i++)
            t[i] = x[i] * x[i] * (k + 1);
        n++;
        for (int i = 0; i < n; i++)
            sum += t[i] * t[i];
        n -= 2;
    }
    return sum;
}

/*
 * check: the bound of the loop that fills an array is not that of the loop that reads it
 * check-gradient: f(random(5, -1, 1), 5, 3)
 */
