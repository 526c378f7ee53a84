#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(int n, double x, double y)
{
    double t = x;
    for (int i = 0; i < n; i++) {
        double scale = exp(y);
        t = t * scale + x;
    }
    return t;
}

/*
 * check: what a loop computes again and again
 * check-gradient: f(4, random(-1, 1), random(-1, 1))
 */
