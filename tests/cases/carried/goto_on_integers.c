#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int n)
{
    int steps = 0;
again:
    if (n > 1) {
        n = n % 2 ? 3 * n + 1 : n / 2;
        steps++;
        goto again;
    }
    return x * x * steps;
}

/*
 * check: goto among integers only
 * check-gradient: f(random(1, 2), 6)
 * check-gradient: f(random(1, 2), 1)
 */
