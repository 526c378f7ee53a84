#include <adgen/adgen.h>

struct pair { double a, b; };

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct pair sum = { 0.0, 1.0 };
    for (int i = 0; i < n; i++) {
        struct pair p = { x[i], sum.b };
        p.a *= p.b;
        sum.a += p.a;
        sum.b = sum.b * p.a + 0.5;
    }
    return sum.a * sum.b;
}

/*
 * check: a struct carried from step to step
 * check-gradient: f(4, random(4, 0.5, 1))
 */
