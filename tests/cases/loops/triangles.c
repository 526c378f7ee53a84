#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double s = 1.0;

    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++)
            s = 0.3 * s * s + x[i] * x[j];
        for (int j = 0; j <= i; j++)
            for (int k = j; k < i; k++)
                s = 0.2 * s * s + x[k] * x[j];
        for (int j = i; j >= 0; j -= 2)
            for (int k = n - j; k > 0; k--)
                s = 0.1 * s * s + x[j] * x[k - 1];
    }
    return s;
}

/*
 * check: bounds that depend on the counters around: arrays, no tape
 * check-gradient: f(5, random(5, -1, 1))
 * check-gradient: f(1, {0.5})
 * check-gradient: f(0, {1})
 * check-gradient: f(-3, {1})
 * check-omits: tape
 */
