#include <adgen/adgen.h>

#define ADD(t, v)  (t) += (v)
#define NEXT(i)    ((i)++)
#define AT(a, i, j) (a)[(i) * 2 + (j)]

ADGEN_GRAD(x)
double f(const double *x)
{
    double t = 0.0;
    int i = 0;
    while (i < 2) {
        ADD(t, AT(x, i, 0) * AT(x, i, 1));
        t *= AT(x, NEXT(i), 0);
    }
    return t;
}

/*
 * check: macros with assignments, increments and indices
 * check-gradient: f(random(4, -1, 1))
 */
