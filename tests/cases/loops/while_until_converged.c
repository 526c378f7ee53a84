#include <adgen/adgen.h>

ADGEN_GRAD(a)
double root(double a)
{
    double x = a;
    double change = 1.0;
    while (change > 1e-10 || change < -1e-10) {
        double next = 0.5 * (x + a / x);
        change = next - x;
        x = next;
    }
    return x;
}

/*
 * check: Newton's iteration until it has converged
 * check-gradient: root(random(1.5, 3))
 * check-value: a = 0.5 / sqrt(a) ~ 1e-9
 */
