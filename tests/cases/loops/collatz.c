#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, double x)
{
    double t = 1.0;
    while (n != 1) {
        if (n % 2 == 0) {
            n /= 2;
            t *= x;
        } else {
            n = 3 * n + 1;
            t = t * t + x;
        }
        if (t > 2.0)
            t = 1.0 / t;
    }
    return t;
}

/*
 * check: branches on an integer state that cannot be run backwards
 * check-gradient: f(7, random(0.7, 0.9))
 * check-gradient: f(1, random(0.7, 0.9))
 */
