#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
ADGEN_GRAD(x)
double later_vla(int n, const double *x)
{
    double s = 0.0;
    int m = 1;
    for (int i = 0; i < n; i++)
        s += sin(x[i]) * x[i];
    m = n - 1;
    double y[m];
    y[0] = x[0];
    for (int i = 1; i < m; i++) { y[i] = x[i] * y[i - 1]; }
    return s + y[n - 2];
}
ADGEN_GRAD(x)
double vla_between(int n, const double *x)
{
    double s = 0.0, t = 1.0;
    for (int i = 0; i < n; i++)
        s += sin(x[i]) * x[i];
    int m = n - 1;
    double y[m];
    y[0] = x[0];
    for (int i = 1; i < m; i++) y[i] = x[i] * y[i - 1];
    for (int i = 1; i < m; i++) t = t * y[i] + cos(t);
    return s + t;
}
ADGEN_GRAD(x)
double later_index(int n, const double *x, int k)
{
    double s = 0.0;
    double y[8];
    for (int i = 0; i < n; i++)
        s += sin(x[i]) * x[i];
    y[0] = x[0];
    for (int i = 1; i < n; i++) { y[i] = x[i] * y[i - 1]; k = i; }
    return s + y[k];
}
ADGEN_GRAD(x)
double later_pointer(int n, const double *x)
{
    double s = 0.0;
    double y[8], z[8], *p = y;
    for (int i = 0; i < n; i++)
        s += sin(x[i]) * x[i];
    y[0] = z[0] = x[0];
    if (x[0] > 0.0) p = z;
    for (int i = 1; i < n; i++) { p[i] = x[i] * p[i - 1]; }
    return s + p[n - 1];
}
/* the loop is a callee's */
static double total(int n, const double *x) { double s = 0; for (int i = 0; i < n; i++) s += x[i] * cos(x[i]); return s; }
static void scan(int n, const double *x, double *y) { y[0] = x[0]; for (int i = 1; i < n; i++) y[i] = y[i - 1] * x[i] + y[0]; }
ADGEN_GRAD(x)
double callee(int n, const double *x)
{
    double *y = malloc(sizeof(double) * (size_t)n);
    double a = total(n, x);
    scan(n, x, y);
    double b = total(n, y);
    double c = total(n, x);
    free(y);
    return a + b * 2.0 + c;
}
ADGEN_GRAD(x)
double early(int n, const double *x)
{
    double a = 0.0, m = x[0];
    for (int i = 0; i < n; i++) a += x[i] * x[i];
    if (n > 3) return a;
    for (int i = 1; i < n; i++) if (x[i] * m > m) m = x[i] * m;
    return a + m;
}
ADGEN_GRAD(x)
double broken(int n, const double *x)
{
    double a = 0.0, m = x[0];
    for (int i = 0; i < n; i++) { a += x[i] * x[i]; if (a > 2.0) break; }
    for (int i = 1; i < n; i++) { m = x[i] * m; if (m > 3.0) break; }
    return a + m;
}
ADGEN_GRAD(x)
double later_vla_of_known_length(int n, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += sin(x[i]) * x[i];
    double y[n];
    y[0] = x[0];
    for (int i = 1; i < n; i++) { y[i] = x[i] * y[i - 1]; }
    return s + y[n - 1];
}
ADGEN_GRAD(x)
double later_record(int n, const double *x)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += sin(x[i]) * x[i];
    struct { double a[3]; double b; } r;
    r.b = 1.0;
    r.a[1] = x[1];
    for (int i = 1; i < n; i++) { r.b = r.b * x[i] + r.a[1]; r.a[1] = r.b * r.b; }
    return s + r.b + r.a[1];
}
/*
 * check: what is declared or set behind a fused loop is there when its adjoint is first added to
 * check-gradient: later_vla(5, random(5, 0.5, 1.5))
 * check-gradient: vla_between(5, random(5, 0.5, 1.5))
 * check-gradient: later_index(5, random(5, 0.5, 1.5), 0)
 * check-gradient: later_pointer(5, random(5, 0.5, 1.5))
 * check-gradient: callee(5, random(5, 0.5, 1.5))
 * check-gradient: early(5, random(5, 0.5, 1.5))
 * check-gradient: early(3, random(3, 0.5, 1.5))
 * check-gradient: broken(5, random(5, 0.5, 1.5))
 * check-gradient: later_vla_of_known_length(5, random(5, 0.5, 1.5))
 * check-gradient: later_record(5, random(5, 0.5, 1.5))
 */
