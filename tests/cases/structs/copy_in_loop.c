#include <adgen/adgen.h>

struct pair { double a, b; };

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    struct pair p = { x[0], x[1] };
    for (int i = 0; i < n; i++) {
        struct pair old = p;
        p.a = old.a * x[i] - old.b;
        p.b = old.b * old.a;
    }
    return p.a * p.b;
}

/*
 * check: a copy of a record in a loop that changes the record
 * check-gradient: f(3, random(3, 0.5, 1.5))
 * check-gradient: f(0, random(2, 0.5, 1.5))
 */
