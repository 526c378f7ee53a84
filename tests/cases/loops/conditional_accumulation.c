#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, const double *x, const int *use)
{
    double even = 0.0, odd = 1.0;
    for (int i = 0; i < n; i++) {
        if (use[i] == 1)
            even += x[i] * odd;
        else if (use[i] == 2)
            odd *= x[i];
    }
    return even * odd;
}

/*
 * check: accumulators that are updated in some iterations
 * check-gradient: f(6, random(6, 0.5, 1.5), {1, 2, 0, 2, 1, 1})
 */
