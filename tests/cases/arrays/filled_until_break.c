#include <adgen/adgen.h>
ADGEN_GRAD(x)
double f(const double *x, int m)
{
    double t[4] = {0}, sum = 0.0;
    for (int k = 0; k < m; k++) {
        for (int i = 0; i < 3; i++) {
            if (x[i] > 5.0)
                break;
            t[i] = x[i] * x[i] * (k + 1) * sum;
        }
        for (int i = 0; i < 3; i++)
            sum += t[i] * t[i] + x[i];
    }
    return sum;
}

/*
 * check: a loop that fills an array is left early
 * check-gradient: f({0.3, 6.0, 0.4}, 3)
 * check-gradient: f({0.3, 0.6, 0.4}, 3)
 */
