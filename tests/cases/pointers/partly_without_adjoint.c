#include <adgen/adgen.h>

struct pair {
    double a, b;
};

ADGEN_GRAD(y)
double f(const double *x, const double *y, ADGEN_INACTIVE const double *z, int k)
{
    const double *p = k == 0 ? x : k == 1 ? y : z + 1, *q = k > 1 ? x + 1 : y;
    double        s = 0.0, own[3] = {y[0], y[1] * y[1], 2.0};
    for (int i = 0; i < 3; i++) {
        s += p[0] * q[0] * (i + 1);
        q = i == 1 ? own : q;
        p = i == 0 && k ? p + 1 : own + i;
    }
    return s * p[0];
}

/*
 * check: pointers that lead to data with and without adjoint, moved and exchanged
 * check-gradient: f(random(3, -1, 1), random(3, -1, 1), random(3, -1, 1), 0)
 * check-gradient: f(random(3, -1, 1), random(3, -1, 1), random(3, -1, 1), 1)
 * check-gradient: f(random(3, -1, 1), random(3, -1, 1), random(3, -1, 1), 2)
 */
