#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    int i = 0;
    while (i < n) {
        i++;
        if (i % 3 == 0)
            continue;
        sum += x[i - 1] * sum + x[i - 1];
    }
    return sum;
}

/*
 * check: continue in a while loop whose counter changes before it
 * check-gradient: f(7, random(7, -1, 1))
 */
