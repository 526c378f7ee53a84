#include <adgen/adgen.h>

double left[3], right[3];

ADGEN_VJP()
double f(const double *x, int k)
{
    double *p = k ? left : right, own[3] = {0};
    for (int i = 0; i < 3; i++) {
        left[i] = x[i];
        right[i] = x[i] * x[i];
    }
    p[1] *= right[0];
    p = k > 1 ? own : p + 1;
    p[0] += x[2];
    return left[1] * right[1] + own[0] * left[0];
}

/*
 * check: pointers to globals and to locals
 * check-gradient: f(random(3, -1, 1), 0)
 * check-gradient: f(random(3, -1, 1), 1)
 * check-gradient: f(random(3, -1, 1), 2)
 */
