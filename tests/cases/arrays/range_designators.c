#include <adgen/adgen.h>

static const int kinds[6] = {[0 ... 1] = 5, [2 ... 4] = 6, 7};

ADGEN_GRAD(x)
double f(double x, int n)
{
    double w[6] = {[0 ... 2] = x, x * x, [5] = 2.0};
    double m[3][2] = {[0 ... 1] = {2.0, 3.0}, [2] = {[0 ... 1] = x * x}};
    struct { int k; double v[4]; } s = {.v[1 ... 2] = x, .k = 4};
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += w[i] * kinds[i] + m[i / 2][i % 2] * (i + 1);
    return sum + s.v[1] * s.v[2] * s.k + s.v[3] * x;
}

/*
 * check: designators of ranges of elements
 * check-args: -std=gnu11 -Wno-pedantic
 * check-gradient: f(1.3, 6)
 */
