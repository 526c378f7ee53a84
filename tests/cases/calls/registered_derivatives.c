#include <adgen/adgen.h>
#include <math.h>

typedef struct Curve {
    double level, slope;
    int    n;
} Curve;

/* By bisection: differentiating what it does would give zero. */
static double root_of(double a)
{
    double low = 0.0, high = a > 1.0 ? a : 1.0;

    for (int i = 0; i < 200; i++) {
        double middle = 0.5 * (low + high);

        if (middle * middle < a)
            low = middle;
        else
            high = middle;
    }
    return low;
}

ADGEN_DERIVATIVE_OF(root_of, vjp)
static double root_of_vjp(double a, double *a_adj, double result_adj)
{
    double root = root_of(a);

    *a_adj += result_adj / (2.0 * root);
    return root;
}

/* Half of it does not matter to the derivative that is given. */
static double energy(const double *x, int n, ADGEN_INACTIVE const double *weights, double scale)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += weights[i] * root_of(x[i]);
    return scale * sum;
}

ADGEN_DERIVATIVE_OF(energy, vjp)
static double energy_vjp(const double *x, int n, const double *weights, double scale, double *x_adj, double *scale_adj,
                         double result_adj)
{
    double value = energy(x, n, weights, scale);

    for (int i = 0; i < n; i++)
        x_adj[i] += result_adj * scale * weights[i] / (2.0 * root_of(x[i]));
    if (scale != 0.0)
        *scale_adj += result_adj * value / scale;
    return value;
}

ADGEN_DERIVATIVE_OF(energy, jvp)
static double energy_jvp(const double *x, int n, const double *weights, double scale, const double *x_dot, double scale_dot,
                         double *result_dot)
{
    double sum = 0.0;

    *result_dot = 0.0;
    for (int i = 0; i < n; i++) {
        sum += weights[i] * root_of(x[i]);
        *result_dot += scale * weights[i] / (2.0 * root_of(x[i])) * x_dot[i];
    }
    *result_dot += scale_dot * sum;
    return scale * sum;
}

static double on_curve(const Curve *curve, float t)
{
    return curve->level + curve->slope * (double)t * (double)t;
}

ADGEN_DERIVATIVE_OF(on_curve, vjp)
static double on_curve_vjp(const Curve *curve, float t, Curve *curve_adj, float *t_adj, double result_adj)
{
    curve_adj->level += result_adj;
    curve_adj->slope += result_adj * (double)t * (double)t;
    *t_adj += (float)(2.0 * result_adj * curve->slope) * t;
    return on_curve(curve, t);
}

ADGEN_DERIVATIVE_OF(on_curve, jvp)
static double on_curve_jvp(const Curve *curve, float t, const Curve *curve_dot, float t_dot, double *result_dot)
{
    *result_dot = curve_dot->level + curve_dot->slope * (double)t * (double)t + 2.0 * curve->slope * (double)t * (double)t_dot;
    return on_curve(curve, t);
}

ADGEN_GRAD(x)
double in_a_line(double x)
{
    double y = root_of(x * x + 1.0);

    return root_of(y) * x;
}

ADGEN_GRAD(x)
double in_loops(const double *x, const double *weights, int n)
{
    double sum = 0.0, last = 1.0;

    for (int i = 0; i < n; i++) {
        if (x[i] > 0.5)
            last = root_of(last + x[i]);
        sum += last * root_of(x[i]) * root_of(2.0);
    }
    return sum * energy(x, n, weights, sum);
}

static double deep(const double *x, int n, double y)
{
    if (n == 0)
        return root_of(y);
    return deep(x, n - 1, root_of(y + x[n - 1]) * x[n - 1]);
}

ADGEN_GRAD(x)
double in_recursion(const double *x, int n)
{
    return deep(x, n, 1.0);
}

ADGEN_GRAD(curve, t)
double of_a_record(const Curve *curve, float t)
{
    double sum = 0.0;

    for (int i = 0; i < curve->n; i++)
        sum += on_curve(curve, t) * (i + 1);
    return sum * sum;
}

/*
 * check: functions whose derivatives are given by ADGEN_DERIVATIVE_OF
 * check-header-after: Curve
 * check-gradient: in_a_line(random(0.5, 2))
 * check-gradient: in_loops(random(4, 0.2, 1), random(4, 1, 2), 4)
 * check-gradient: in_recursion(random(3, 0.5, 2), 3)
 * check-gradient: of_a_record(&{1.5, 0.3, 3}, 0.7f)
 * check-has: root_of_vjp(
 * check-has: energy_vjp(
 * check-has: on_curve_vjp(
 */
