#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    double t = x * x, last = x;
    for (int i = 0; i < n; i++) {
        last = t;
        t *= last;
    }
    while (n < 0)
        n++;
    return t + last;
}

/*
 * check: loops that do not run
 * check-gradient: f(random(0.5, 1), 0)
 * check-gradient: f(random(0.5, 1), -5)
 * check-gradient: f(random(0.5, 1), 3)
 */
