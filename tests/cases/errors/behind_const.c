#include <adgen/adgen.h>

struct view {
    double  scale;
    double *at;
};

ADGEN_GRAD(x)
void behind_const(double x, const struct view *view)
{
    view->at[0] = x * x * view->scale;
}

ADGEN_GRAD(x)
void rows(int n, const double *x, double *const *rows)
{
    for (int i = 0; i < n; i++)
        rows[0][i] = x[i] * x[i];
}

ADGEN_GRAD(x)
void cast_away(double x, const double *y, double *z)
{
    ((double *)y)[0] = x * x;
    z[0] = x;
}

/* What is differentiated is the value returned; the log is by the way. */
ADGEN_GRAD(x)
double logged(double x, const struct view *log)
{
    log->at[0] = x * x;
    return x;
}

/*
 * check: active data stored where a parameter leads to that has no adjoint, for const stands before it
 * check-error: adgen-mixed @ 11:5
 * check-error: adgen-mixed @ 18:9
 * check-error: adgen-mixed @ 24:6
 */
