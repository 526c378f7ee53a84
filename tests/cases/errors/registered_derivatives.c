#include <adgen/adgen.h>

double far(double t, const double *p, int n);
ADGEN_DERIVATIVE_OF(far, vjp)
double far_vjp(double t, const double *p, int n, double *t_adj, double *p_adj, double result_adj);

void fills(double t, double *out);
ADGEN_DERIVATIVE_OF(fills, vjp)
void fills_vjp(double t, double *out, double *t_adj, double *out_adj);

ADGEN_GRAD(x)
double without_adjoint(double x, const double *p)
{
    return far(x, p, 3);
}

ADGEN_GRAD(x, p)
double changed_later(double x, double *p)
{
    double y = far(x, p, 3);

    p[0] = y;
    return y * p[0] * x;
}

ADGEN_GRAD(x)
double writes(double x)
{
    double out[3];

    fills(x, out);
    return out[0] * x;
}

/*
 * check: calls of functions with a given derivative that adgen cannot make backward
 * check-error: adgen-derivative-of @ 14
 * check-error: adgen-derivative-of @ 20
 * check-error: adgen-derivative-of @ 31
 */
