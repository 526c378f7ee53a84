#include <adgen/adgen.h>

ADGEN_GRAD(a)
double scale(int n, double a, double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        x[i] *= a;
        sum += x[i] * x[i];
    }
    return sum;
}

/*
 * check: a right derivative passes, each wrong one fails
 * check-gradient: scale(2, random(1, 2), {0.5, random(-1, 1)})
 * check-gradient: scale(1, 2.0, {3.0})
 * check-seed: x[0] = 5.0
 * check-value: a = 51
 * check-value: x[0] = 34
 */
