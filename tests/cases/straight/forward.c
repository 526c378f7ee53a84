#include <adgen/adgen.h>
#include <math.h>

struct pair { double a, b[2]; };

ADGEN_JVP()
double several(double x, const double *y, struct pair p, int n, float *z)
{
    double s = exp(x) * p.a;

    for (int i = 0; i < n; i++) {
        s += y[i] * sqrt(s) / p.b[i % 2];
        z[i] *= (float)s;
    }
    return s > 0.5 ? log(s) : s;
}

ADGEN_JVP(x, as(along_x))
void only_x(const double *x, const double *w, int n, double *out)
{
    for (int i = 0; i < n; i++)
        out[i] = w[i] * x[i] * x[i];
}

/*
 * check: forward mode: tangents beside values, and nothing is kept
 * check-within: 1e-5
 * check-header-after: struct pair
 * check-gradient: several(random(0.1, 1), random(3, 0.5, 1), {random(0.5, 1), {0.3, 0.4}}, 3, random(3, 0.5, 1))
 * check-gradient: only_x(random(3, -1, 1), random(3, -1, 1), 3, random(3, -1, 1))
 * check-has: double *out, const double *x_dot, double *out_dot)
 * check-has: struct pair p_dot, float *z_dot, double *result_dot)
 * check-has: exp_x * x_dot
 * check-has: out_dot[i] = 2.0 * (w[i] * x[i]) * x_dot[i];
 * check-omits: w_dot
 * check-omits: 2 exp(
 * check-omits: malloc
 * check-omits: adgen_
 */
