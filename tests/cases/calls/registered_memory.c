#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static void scale(ADGEN_SIZE(n) const double *restrict a, int n, double y[restrict n])
{
    for (int i = 0; i < n; i++)
        y[i] = sin(a[i] * y[i]) + y[(i + 1) % n] * 0.5;
}

ADGEN_DERIVATIVE_OF(scale, vjp)
static void scale_vjp(const double *restrict a, int n, double y[restrict n], double *a_adj, double *y_adj)
{
    double was[16], adj[16];

    for (int i = 0; i < n; i++)
        was[i] = y[i];
    scale(a, n, y);
    for (int i = 0; i < n; i++)
        adj[i] = y_adj[i];
    for (int i = 0; i < n; i++)
        y_adj[i] = 0;
    /* y[i] reads y[(i+1) % n], which for i == n - 1 is the new y[0] */
    for (int i = n - 1; i >= 0; i--) {
        double g = adj[i];

        if (i == n - 1)
            adj[0] += 0.5 * g;
        else
            y_adj[i + 1] += 0.5 * g;
        a_adj[i] += g * cos(a[i] * was[i]) * was[i];
        y_adj[i] += g * cos(a[i] * was[i]) * a[i];
    }
}

ADGEN_DERIVATIVE_OF(scale, jvp)
static void scale_jvp(const double *restrict a, int n, double y[restrict n], const double *restrict a_dot, double *restrict y_dot)
{
    for (int i = 0; i < n; i++) {
        y_dot[i] = cos(a[i] * y[i]) * (a_dot[i] * y[i] + a[i] * y_dot[i]) + y_dot[(i + 1) % n] * 0.5;
        y[i] = sin(a[i] * y[i]) + y[(i + 1) % n] * 0.5;
    }
}

ADGEN_GRAD(x, a)
double apart(const double *x, const double *a, int n, int steps)
{
    double *y = malloc(n * sizeof *y), s = 0;

    for (int i = 0; i < n; i++)
        y[i] = x[i] * x[i];
    for (int t = 0; t < steps; t++) {
        scale(a, n, y);
        s += y[0] * y[n - 1];
    }
    scale(a, n, y);
    for (int i = 0; i < n; i++)
        s += y[i] * y[i] * y[i];
    free(y);
    return s;
}

ADGEN_GRAD(y, a)
double together(double *y, double *a, int n)
{
    double s = 0;

    scale(a, n, y);
    a[0] *= y[1];
    scale(a, n, y);
    for (int i = 0; i < n; i++)
        s += y[i] * a[i];
    y[0] = 0;
    return s;
}

void fills(double t, double out[2]);
ADGEN_DERIVATIVE_OF(fills, vjp)
void fills_vjp(double t, double out[2], double *t_adj, double *out_adj);
ADGEN_DERIVATIVE_OF(fills, jvp)
void fills_jvp(double t, double out[2], double t_dot, double *out_dot);

void fills(double t, double out[2])
{
    out[0] = t * t;
    out[1] = exp(t);
}

void fills_vjp(double t, double out[2], double *t_adj, double *out_adj)
{
    fills(t, out);
    *t_adj += 2 * t * out_adj[0] + out[1] * out_adj[1];
    out_adj[0] = out_adj[1] = 0;
}

void fills_jvp(double t, double out[2], double t_dot, double *out_dot)
{
    fills(t, out);
    out_dot[0] = 2 * t * t_dot;
    out_dot[1] = out[1] * t_dot;
}

ADGEN_GRAD(x)
double filled_again(double x)
{
    double out[3] = {1, 2, 3}, s = 0;

    for (int i = 0; i < 3; i++) {
        fills(x * out[0] * 0.1, out);
        s += out[0] * out[1] * out[2];
    }
    return s * x;
}

ADGEN_GRAD()
void to_the_caller(double x, double *y, double *z)
{
    fills(x, y);
    fills(y[1], z);
    y[0] *= z[1];
}

typedef struct Factors { double a, b; int k; } Factors;

static double product(Factors f)
{
    return f.a * f.b * f.k;
}

ADGEN_DERIVATIVE_OF(product, vjp)
static double product_vjp(Factors f, Factors *f_adj, double result_adj)
{
    f_adj->a += f.b * f.k * result_adj;
    f_adj->b += f.a * f.k * result_adj;
    return product(f);
}

ADGEN_DERIVATIVE_OF(product, jvp)
static double product_jvp(Factors f, Factors f_dot, double *result_dot)
{
    *result_dot = f.k * (f_dot.a * f.b + f.a * f_dot.b);
    return product(f);
}

ADGEN_GRAD(x)
double record_changes(const double *x, int n)
{
    Factors f = {x[0], x[1], 2};
    double  y = product(f);

    f.k = 7;
    for (int i = 0; i < n; i++) {
        y *= product(f);
        f.a += y;
        f.k--;
    }
    return y * product(f);
}

double far(double t, const double p[3], int n);
ADGEN_DERIVATIVE_OF(far, vjp)
double far_vjp(double t, const double p[3], int n, double *t_adj, double *p_adj, double result_adj);
ADGEN_DERIVATIVE_OF(far, jvp)
double far_jvp(double t, const double p[3], int n, double t_dot, const double *p_dot, double *result_dot);

double far(double t, const double p[3], int n)
{
    return t * p[0] + p[n - 1] * p[1];
}

double far_vjp(double t, const double p[3], int n, double *t_adj, double *p_adj, double result_adj)
{
    *t_adj += p[0] * result_adj;
    p_adj[0] += t * result_adj;
    p_adj[1] += p[n - 1] * result_adj;
    p_adj[n - 1] += p[1] * result_adj;
    return far(t, p, n);
}

double far_jvp(double t, const double p[3], int n, double t_dot, const double *p_dot, double *result_dot)
{
    *result_dot = t_dot * p[0] + t * p_dot[0] + p_dot[n - 1] * p[1] + p[n - 1] * p_dot[1];
    return far(t, p, n);
}

ADGEN_GRAD(x, p)
double changed_later(double x, double *p)
{
    double y = far(x, p, 3);

    p[0] = y;
    return y * p[0] * x;
}

/* The sum of squares, and in `at` where the largest is. */
static double largest(const double *x, int n, int *at)
{
    double s = 0;

    *at = 0;
    for (int i = 0; i < n; i++) {
        s += x[i] * x[i];
        if (x[i] > x[*at])
            *at = i;
    }
    return s;
}

ADGEN_DERIVATIVE_OF(largest, vjp)
static double largest_vjp(const double *x, int n, int *at, double *x_adj, double result_adj)
{
    for (int i = 0; i < n; i++)
        x_adj[i] += 2 * x[i] * result_adj;
    return largest(x, n, at);
}

ADGEN_DERIVATIVE_OF(largest, jvp)
static double largest_jvp(const double *x, int n, int *at, const double *x_dot, double *result_dot)
{
    *result_dot = 0;
    for (int i = 0; i < n; i++)
        *result_dot += 2 * x[i] * x_dot[i];
    return largest(x, n, at);
}

ADGEN_GRAD(x)
double with_index(const double *x, int n)
{
    int    k;
    double s = largest(x, n, &k);

    return s * x[k];
}

static double tree(double x, int depth)
{
    double out[2], s;

    if (depth == 0)
        return x * x;
    fills(0.3 * x, out);
    s = tree(out[0], depth - 1);
    out[0] = 3;
    return s + tree(out[1], depth - 1) * out[0] * out[1];
}

ADGEN_GRAD(x)
double recursive(double x)
{
    return tree(x, 3);
}

/*
 * check: functions with a given derivative that writes through its pointers, or whose arguments change afterwards
 * check-gradient: apart(random(4, 0.5, 1), random(4, 0.5, 1), 4, 3)
 * check-gradient: apart(random(2, 0.5, 1), random(2, 0.5, 1), 2, 0)
 * check-gradient: together(random(3, 0.5, 1), random(3, 0.5, 1), 3)
 * check-gradient: filled_again(random(0.5, 1))
 * check-gradient: to_the_caller(random(0.5, 1), random(2, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: record_changes(random(2, 0.5, 1), 3)
 * check-gradient: changed_later(random(0.5, 1), random(3, 0.5, 1))
 * check-gradient: with_index(random(4, 0.5, 1), 4)
 * check-gradient: recursive(random(0.5, 1))
 */
