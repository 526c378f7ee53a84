#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
ADGEN_GRAD(x)
double later_block(int n, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += sin(x[i]) * x[i];
    double *y = malloc((size_t)n * sizeof *y);
    double m = x[0];
    for (int i = 1; i < n; i++) { y[i] = x[i] * x[i]; m = m * x[i]; }
    y[0] = x[1] * 3.0;
    for (int i = 1; i < n; i++) y[i] = y[i-1] * y[i];
    double r = s + y[n - 1] + m;
    free(y);
    return r;
}
ADGEN_GRAD(x)
double later_array(int n, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += sin(x[i]) * x[i];
    double y[8];
    double m = x[0];
    y[0] = x[0];
    for (int i = 1; i < n; i++) { y[i] = x[i] * y[i - 1]; m = m * x[i]; }
    return s + y[n - 1] + m;
}
ADGEN_GRAD(x)
double register_again(int n, const double *x)
{
    double s = 0.0, t;
    for (int i = 0; i < n; i++) {
        t = sin(x[i]);
        s += t * t;
    }
    t = x[0];
    for (int i = 1; i < n; i++)
        t = t * x[i] + cos(t);
    return s + t;
}
ADGEN_GRAD(x)
double sum_read_between(int n, const double *x)
{
    double s = 0.0, t = 1.0;
    for (int i = 0; i < n; i++)
        s += x[i] * x[i];
    for (int i = 1; i < n; i++)
        t = t * x[i] + s;
    return s + t;
}
ADGEN_GRAD(x)
double overwritten_between(int n, double *x)
{
    double s = 0.0, t = 1.0;
    for (int i = 0; i < n; i++)
        s += x[i] * x[i];
    for (int i = 1; i < n; i++)
        x[i] = x[i] * x[i - 1];
    for (int i = 0; i < n; i++)
        t = t * x[i] + sin(x[i]);
    return s + t;
}
ADGEN_GRAD(x)
double branch_between(int n, const double *x)
{
    double s = 0.0, t = 1.0;
    for (int i = 0; i < n; i++)
        s += x[i] * sin(x[i]);
    if (x[0] > 0.0) {
        for (int i = 0; i < n; i++)
            t = t * x[i] + 1.0;
    } else {
        t = x[1] * x[2];
    }
    for (int i = 0; i < n; i++)
        s += x[i] * cos(x[i]);
    return s + t;
}
ADGEN_GRAD(x)
double in_a_step(int n, const double *x)
{
    double all = 0.0;
    for (int k = 0; k < 3; k++) {
        double s = 0.0, t = 1.0;
        for (int i = 0; i < n; i++)
            s += x[i] * sin(k * x[i]);
        for (int i = 1; i < n; i++)
            t = t * x[i] + x[i - 1];
        all += s + t;
    }
    return all;
}
/*
 * check: loops that meet only in a sum are fused although other loops that need a backward pass follow
 * check-gradient: later_block(5, random(5, 0.5, 1.5))
 * check-gradient: later_array(5, random(5, 0.5, 1.5))
 * check-gradient: register_again(5, random(5, 0.5, 1.5))
 * check-gradient: sum_read_between(5, random(5, 0.5, 1.5))
 * check-gradient: overwritten_between(5, random(5, 0.5, 1.5))
 * check-gradient: branch_between(5, random(5, 0.5, 1.5))
 * check-gradient: in_a_step(5, random(5, 0.5, 1.5))
 * check-omits: sin_value_at
 */
