#include <adgen/adgen.h>

ADGEN_VJP(x)
void f(int n, const double *x, double *y)
{
    for (int b = 0; b < n; b += 4) {
        int end = b + 4 < n ? b + 4 : n;
        for (int i = b; i < end; i++) {
            int j = end - 1 - (i - b);
            y[j] = 2.0 * x[i] + y[j];
        }
    }
}

/*
 * check: blocks of a loop, each backwards
 * check-gradient: f(10, random(10, -1, 1), random(10, -1, 1))
 */
