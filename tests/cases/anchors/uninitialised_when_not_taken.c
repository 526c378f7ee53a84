#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    double t;
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        if (i > 0)
            sum += t * x;
        t = x * x * i;
    }
    return sum;
}

/*
 * check: the result does not depend on the compiler's optimisation level
 * check-gradient: f(random(1, 2), 4)
 * check-gradient: f(random(1, 2), 0)
 */
