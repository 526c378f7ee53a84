#include <adgen/adgen.h>
struct where { int k; };
ADGEN_GRAD(x)
double f(const double *x, int m, struct where *at)
{
    double t[4] = {0}, sum = 0.0;
    for (int k = 0; k < m; k++) {
        t[at->k] = x[k] * x[k];
        at->k = (at->k + 1) % 4;
        sum += t[at->k] * t[at->k] * x[0] + t[at->k];
    }
    return sum;
}

/*
 * check: an index in memory changes between the write and the read
 * check-gradient: f(random(8, -1, 1), 8, &{0})
 */
