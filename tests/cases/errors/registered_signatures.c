#include <adgen/adgen.h>

struct pair { double a, b; };

double g(double t, const double *p, int n);
ADGEN_DERIVATIVE_OF(g, vjp)
double g_vjp(double t, const double *p, int n, double *t_adj, double result_adj);

float h(struct pair s, ADGEN_INACTIVE double t, long k);
ADGEN_DERIVATIVE_OF(h, vjp)
void h_vjp(struct pair s, double t, long k, struct pair *s_adj, float result_adj);

ADGEN_DERIVATIVE_OF(h, jvp)
float h_jvp(struct pair s, double t, long k, struct pair s_dot, float result_dot);

ADGEN_DERIVATIVE_OF(nowhere, vjp)
double nowhere_vjp(double t, double *t_adj, double result_adj);

ADGEN_DERIVATIVE_OF(g, grad)
double g_grad(double t, const double *p, int n, double *t_adj, double *p_adj);

ADGEN_GRAD(x)
double f(double x, const double *p)
{
    return g(x, p, 3);
}

/*
 * check: derivatives that are given with another signature, of no function, or as what is no derivative
 * check-error: adgen-unknown-function @ 16
 * check-error: adgen-spec @ 19
 */
