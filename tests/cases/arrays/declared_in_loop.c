#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        double row[3];
        for (int k = 0; k < 3; k++)
            row[k] = x[i] * x[i] * (k + 1);
        for (int k = 1; k < 3; k++)
            row[k] *= row[k - 1];
        total += row[2];
    }
    return total;
}

/*
 * check: an array declared inside a loop is new in each iteration
 * check-gradient: f(4, random(4, -1, 1))
 */
