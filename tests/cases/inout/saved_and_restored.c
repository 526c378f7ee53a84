#include <adgen/adgen.h>

ADGEN_VJP()
void f(int n, double *x)
{
    for (int i = 0; i < n; i++) {
        double saved = x[i];
        x[i] = x[i] * x[i] + 1.0;
        x[(i + 1) % n] += x[i];
        x[i] = saved;
    }
}

/*
 * check: elements that are changed for a while and restored
 * check-gradient: f(4, random(4, -1, 1))
 */
