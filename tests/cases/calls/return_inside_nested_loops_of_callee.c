#include <adgen/adgen.h>

static double search(int n, const double *x)
{
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
            t += x[j] * x[i];
            if (t > 3.0)
                return t * x[j];
        }
        t *= x[i];
    }
    return -t;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    for (int k = 1; k <= n; k++)
        sum += search(k, x) * x[k - 1];
    return sum;
}

/*
 * check: return out of two loops of a function that is called in a loop
 * check-gradient: f(5, random(5, 0.8, 1.5))
 */
