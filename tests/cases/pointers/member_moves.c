#include <adgen/adgen.h>

struct cursor { double *at; };

ADGEN_GRAD(x)
double f(int n, const double *x, double *y)
{
    struct cursor c = { y };
    for (int i = 0; i < n; i++) {
        *c.at *= x[i];
        c.at++;
    }
    return *c.at * y[0];
}

/*
 * check: a pointer in a record that moves along
 * check-gradient: f(3, random(3, 0.5, 1.5), random(4, 0.5, 1.5))
 */
