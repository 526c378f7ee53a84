#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* A tree of calls, whose results are weighted: what each gets back is known before it runs. */
static double tree(const double *w, int i, int n, double x)
{
    double s;
    if (i >= n)
        return x;
    s = tanh(w[i] * x);
    return tree(w, 2 * i + 1, n, s) * 0.5 - tree(w, 2 * i + 2, n, s * x) * w[i];
}

ADGEN_GRAD(w, x)
ADGEN_HVP(w, x)
double trees(const double *w, int n, double x, int m)
{
    double all = 0.0;
    for (int k = 0; k < m; k++)
        all += tree(w, 0, n, x + k) / m;
    return all;
}

/* What multiplies the result is found behind the call, and might be before it. */
static double chain(double x, int n)
{
    if (n == 0)
        return sqrt(x);
    return chain(0.5 * x + 0.25, n - 1) * exp(-x);
}

ADGEN_GRAD(x)
double chained(double x, int n)
{
    return 3.0 * chain(x, n);
}

/* The same, where that is made of something else behind the call. */
static double stepwise(double x, int n)
{
    double below, factor, share;

    if (n == 0)
        return sqrt(x);
    below = stepwise(0.5 * x + 0.25, n - 1);
    factor = exp(-x);
    share = factor / (1.0 + x * x);
    return below * share;
}

ADGEN_GRAD(x)
double in_steps(double x, int n)
{
    return 3.0 * stepwise(x, n);
}

/* Several statements behind the call; the result is used twice. */
static double mixed(const double *w, double x, int n)
{
    double y, z;
    if (n == 0)
        return w[0] * x;
    y = mixed(w, x * w[n], n - 1);
    z = 2.0 * y + x;
    z = z - w[n] * y;
    return z / 3.0;
}

ADGEN_GRAD(w, x)
double mixture(const double *w, double x, int n)
{
    return mixed(w, x, n);
}

/* Not: the square of the result. */
static double power(double x, int n)
{
    double h;
    if (n == 0)
        return 1.0;
    if (n % 2)
        return x * power(x, n - 1);
    h = power(x, n / 2);
    return h * h;
}

ADGEN_GRAD(x)
double powers(int n, const double *x, const double *w)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += w[i] * power(x[i], i);
    return sum;
}

/* Not: what the function has read is overwritten behind it. */
static double total(const double *x, int n)
{
    return n == 0 ? 0.0 : cos(x[n - 1]) + total(x, n - 1);
}

ADGEN_GRAD(x)
double overwritten(double *x, int n)
{
    double before = total(x, n);
    for (int i = 0; i < n; i++)
        x[i] = x[i] * x[i];
    return before * 2.0;
}

/* Not: the weight changes behind the call; nor does an argument that does. */
ADGEN_GRAD(x)
double changed(const double *x, int n, double scale)
{
    double a = x[0], s = sin(x[1]) + 2.0, t = chain(s, n);
    a = a * scale;
    s = s + 1.0;
    t = t * a;
    return t + s;
}

/* A result that a branch uses, and one that none does. */
ADGEN_GRAD(x)
double branches(double x, int n, int kind)
{
    double t = chain(x, n), sum = x, u = chain(x + 1.0, n);
    if (kind > 0)
        sum += t * 2.0;
    (void)u;
    return sum;
}

/* The variable has held, and will hold, something else. */
ADGEN_GRAD(x)
double again(double x, int n)
{
    double t = sin(x), sum = 3.0 * t;
    t = chain(x + t, n);
    sum = sum + 2.0 * t;
    t = x * x;
    return sum + t;
}

/* In a loop whose iterations follow from one another it waits. */
ADGEN_GRAD(x)
double carried(double x, int n)
{
    double t = x;
    for (int i = 0; i < n; i++)
        t = chain(t, i) * 0.5 + 1.0;
    return t;
}

/*
 * check: a function that calls itself runs forward and at once backward where the adjoint of its result is known before
 * check-gradient: trees(random(5, -1, 1), 5, 0.3, 2)
 * check-gradient: trees(random(5, -1, 1), 0, 0.3, 2)
 * check-gradient: chained(0.7, 4)
 * check-gradient: in_steps(0.7, 4)
 * check-gradient: mixture(random(5, -1, 1), 0.3, 4)
 * check-gradient: powers(6, random(6, 0.5, 1.5), random(6, -1, 1))
 * check-gradient: overwritten(random(3, -1, 1), 3)
 * check-gradient: changed(random(2, 0.5, 1), 3, 1.5)
 * check-gradient: branches(0.6, 3, 1)
 * check-gradient: branches(0.6, 3, 0)
 * check-gradient: again(0.4, 3)
 * check-gradient: carried(0.4, 3)
 * check-has: tree_vjp(w, 2 * i + 1, n, s, w_adj, &part_adj, result_adj * 0.5)
 * check-has: chain_vjp(0.5 * x + 0.25, n - 1, &part_adj, result_adj * exp_value)
 * check-has: mixed_vjp(w, x_2, n - 1, w_adj, &part_adj, y_adj)
 * check-omits: stepwise_forward
 * check-omits: power_vjp
 * check-omits: tree_forward
 * check-omits: mixed_forward
 * check-has: total_forward
 */
