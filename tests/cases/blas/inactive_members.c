#include <adgen/adgen.h>
#include <cblas.h>

struct data {
    double                       w[2];
    ADGEN_INACTIVE double        t[2];
    ADGEN_INACTIVE const double *q;
};

ADGEN_GRAD(s)
double members(struct data *s)
{
    cblas_dcopy(2, s->w, 1, s->t, 1);
    return cblas_ddot(2, s->w, 1, s->t, 1);
}

ADGEN_GRAD(s)
double behind_a_member(const struct data *s)
{
    return cblas_ddot(2, s->w, 1, s->q, 1) * cblas_dnrm2(2, s->q, 1);
}

ADGEN_GRAD(x)
double by_another_name(double *x, int n)
{
    ADGEN_INACTIVE const double *same = x;

    return cblas_ddot(n, x, 1, same, 1);
}

static double weighted(int n, const double *x, ADGEN_INACTIVE const double *by)
{
    return cblas_ddot(n, x, 1, by, 1);
}

ADGEN_GRAD(x)
double in_a_helper(double *x, int n)
{
    return weighted(n, x, x);
}

/*
 * check: what is marked inactive gets no share, by whatever way it is reached
 * check-link: -lopenblas
 * check-header-after: struct
 * check-call: members(&{{1.0, 2.0}, {3.0, 4.0}, {0.0}})
 * check-value: s->w[0] = 1.0
 * check-value: s->w[1] = 2.0
 * check-gradient: behind_a_member(&{{1.0, 2.0}, {3.0, 4.0}, {0.5, -0.5}})
 * check-call: by_another_name({1.0, 2.0}, 2)
 * check-value: x[0] = 1.0
 * check-value: x[1] = 2.0
 * check-call: in_a_helper({1.0, 2.0}, 2)
 * check-value: x[0] = 1.0
 * check-value: x[1] = 2.0
 */
