#include <adgen/adgen.h>

struct matrix { double m[2][2]; };

ADGEN_GRAD(a, x)
double f(const struct matrix *a, const double x[2], int times)
{
    double v[2] = { x[0], x[1] };
    for (int k = 0; k < times; k++) {
        double t = a->m[0][0] * v[0] + a->m[0][1] * v[1];
        v[1] = a->m[1][0] * v[0] + a->m[1][1] * v[1];
        v[0] = t;
    }
    return v[0] * v[1];
}

/*
 * check: a matrix in a struct
 * check-gradient: f(&{random(4, -1, 1)}, random(2, -1, 1), 3)
 */
