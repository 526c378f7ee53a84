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

void sorts(double *a, const double *b, int n);
ADGEN_DERIVATIVE_OF(sorts, vjp)
void sorts_vjp(double *a, const double *b, int n, double *a_adj, double *b_adj);

ADGEN_GRAD(x)
double may_overlap(const double *x, int n)
{
    double s = 0;

    for (int i = 0; i < n; i++) {
        double t[4];

        t[0] = x[i];
        t[1] = t[2] = t[3] = 1;
        sorts(t, t + 1, 3);
        s += t[0] * t[1];
    }
    return s;
}

static int mode;

static double moded(double t)
{
    return mode ? t * t : t;
}

ADGEN_DERIVATIVE_OF(moded, vjp)
static double moded_vjp(double t, double *t_adj, double result_adj)
{
    *t_adj += mode ? 2.0 * t * result_adj : result_adj;
    return moded(t);
}

ADGEN_GRAD(x)
double reads_globals(double x)
{
    double y;

    mode = 1;
    y = moded(x);
    mode = 0;
    return y * x;
}

struct view { const int *at; int n; };

static double through(double t, struct view v)
{
    return t * v.at[0];
}

ADGEN_DERIVATIVE_OF(through, vjp)
static double through_vjp(double t, struct view v, double *t_adj, double result_adj)
{
    *t_adj += v.at[0] * result_adj;
    return through(t, v);
}

ADGEN_GRAD(x)
double behind_a_record(double x)
{
    int         numbers[2] = {2, 3};
    struct view view = {numbers, 2};
    double      y = through(x, view);

    numbers[0] = 7;
    return y * numbers[0];
}

static double with_context(double t, const void *context)
{
    return t * *(const double *)context;
}

ADGEN_DERIVATIVE_OF(with_context, vjp)
static double with_context_vjp(double t, const void *context, double *t_adj, double result_adj)
{
    *t_adj += *(const double *)context * result_adj;
    return with_context(t, context);
}

ADGEN_GRAD(x)
double behind_a_context(const double *x)
{
    return with_context(x[0], &x[1]);
}

ADGEN_GRAD(x, y)
double overlapping(double *x, double *y)
{
    sorts(x, y, 2);
    return x[0];
}

/*
 * check: calls of functions with a given derivative that adgen cannot make backward
 * check-error: adgen-derivative-of @ 14
 * check-error: adgen-derivative-of @ 20
 * check-error: adgen-derivative-of @ 40
 * check-error: adgen-derivative-of @ 66
 * check-error: adgen-derivative-of @ 90
 * check-error: adgen-derivative-of @ 111
 * check-error: adgen-derivative-of @ 117
 */
