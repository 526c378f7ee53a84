#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, double x)
{
    unsigned state = 12345u;
    double t = 1.0;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        t = t * x + (double)(state >> 16) / 65536.0;
    }
    return t;
}

/*
 * check: an integer state carried from step to step
 * check-gradient: f(5, random(0.5, 1))
 */
