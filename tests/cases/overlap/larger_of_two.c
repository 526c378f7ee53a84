#include <adgen/adgen.h>

ADGEN_VJP()
double both(int n, int m, const double *x, double *y)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
    for (int i = 0; i < m; i++)
        sum += x[i] * x[i] * x[i];
    return sum;
}

/*
 * check: which loop goes further is found out when it runs
 * check-gradient: both(2, 4, random(4, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: both(2, 4, x = random(4, 0.5, 1), y = x + 2)
 * check-gradient: both(2, 4, x = random(5, 0.5, 1), y = x + 3)
 * check-gradient: both(4, 2, x = random(8, 0.5, 1), y = x + 3)
 * check-gradient: both(4, -2, x = random(8, 0.5, 1), y = x + 4)
 * check-has: adgen_apart(x, n > m ? n : m, y, n, sizeof(double))
 */
