#include <adgen/adgen.h>
#include <math.h>

struct shape { double a, b[2]; ADGEN_INACTIVE double unit; };

/* What is fitted, in place: r comes in as data and leaves as residuals. */
ADGEN_VJP(x, p)
void residuals(int m, const double x[3], const double t[m], struct shape p, ADGEN_SIZE(m) double *r)
{
    for (int i = 0; i < m; i++)
        r[i] -= x[0] * exp(-x[1] * t[i]) * p.unit + x[2] * p.a - p.b[i % 2] * r[i];
}

/*
 * check: dense Jacobians, sizes from brackets and ADGEN_SIZE, in-out parameters, structs
 * check-header-after: struct shape
 * check-gradient: residuals(4, random(3, 0.5, 1), random(4, 0.1, 2), {random(0.5, 1), {0.3, 0.4}, 2.0}, random(4, 0.5, 1))
 * check-gradient: residuals(0, random(3, 0.5, 1), {}, {random(0.5, 1), {0.3, 0.4}, 2.0}, {})
 */
