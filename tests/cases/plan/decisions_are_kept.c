#include <adgen/adgen.h>
#include <math.h>

static double clamp(double v, double lo, double hi)
{
    if (v < lo)
        return lo;
    if (v > hi)
        return hi;
    return v;
}

/* A controller whose integral stands still while its output is limited. */
ADGEN_GRAD(kp, ki)
double controller(int n, double kp, double ki, double limit, double target)
{
    double x = 0.0, integral = 0.0, cost = 0.0;

    for (int k = 0; k < n; k++) {
        double error = target - x, part = kp * error;
        double wanted = part + ki * integral;
        double out = clamp(wanted, -limit, limit);

        if (out == wanted)
            integral += error * 0.01;
        x += 0.01 * (out - x * x);
        cost += error * error + 1e-3 * part + 1e-3 * out * out;
    }
    return cost;
}

/* One of the two lies in memory, and would be read again. */
ADGEN_GRAD(a, b)
double stored(int n, double a, double b, const double *x, double *restrict y)
{
    double s = 0.0;

    for (int i = 0; i < n; i++) {
        double part = a * x[i], w = part + b * (x[i] + 0.3);
        y[i] = clamp(w, -1.0, 1.0);
        s += part * part * 0.1;
        if (y[i] == w)
            s += w * x[i];
        else
            s += 3.0 * w * w;
    }
    return s;
}

/* In an expression. */
ADGEN_GRAD(a, b)
double chosen(int n, double a, double b, const double *x)
{
    double s = 1.0;

    for (int i = 0; i < n; i++) {
        double part = a * x[i], w = part + b * (x[i] + 0.3);
        double y = fmin(w, 1.0);
        s += part * part * 0.1 + (y < w ? 0.3 * w * w * s : w * x[i] * s);
    }
    return s;
}

/* Cells of a table. */
ADGEN_GRAD(tab, a)
double table(int n, const double *tab, double a, const double *x)
{
    double s = 0.0;

    for (int i = 0; i < n; i++) {
        double t = a * x[i] + 0.5;
        int    k = (int)t;
        double w = t - k;
        s = 0.5 * s + (tab[k] * (1.0 - w) + tab[k + 1] * w) * (tab[k] + 0.1 * s * tab[(int)(t * 0.5 + 0.25)]);
    }
    return s;
}

/* Which one it was is not told by comparing the result with one that is computed again. */
ADGEN_GRAD(a, b)
double larger(int n, double a, double b, const double *x)
{
    double s = 0.3;

    for (int i = 0; i < n; i++) {
        double part = a * x[i];
        double u = part + b * (x[i] + 0.3), v = part * b - a * s;
        double r = fmax(u, v);
        s = s * 0.5 + sin(r) * r + 0.1 * part + fmin(r, 0.25);
    }
    return s;
}

/* What is compared with a bound is no copy of it: to decide again costs less. */
ADGEN_GRAD(a, b)
double bounded(int n, double a, double b, double bound, const double *x)
{
    double s = 1.0;

    for (int i = 0; i < n; i++) {
        double w = a * x[i] + b * (x[i] + 0.3);
        if (w > bound)
            s += w * s;
    }
    return s;
}

/*
 * check: what is decided by comparing a number with a copy of itself is kept, since compilers may round it otherwise
 * check-gradient: controller(40, 4.0, 2.0, 1.5, 1.0)
 * check-gradient: stored(6, 0.77, 0.913, random(6, -1.5, 1.5), zeros(6))
 * check-gradient: chosen(6, 0.77, 0.913, random(6, -1.5, 1.5))
 * check-gradient: table(4, random(6, 0.5, 1.5), 1.3, random(4, 0.2, 3.0))
 * check-gradient: larger(6, 0.77, 0.913, random(6, -1.5, 1.5))
 * check-gradient: bounded(6, 0.77, 0.913, 0.2, random(6, -1.5, 1.5))
 * check-has: held_at[k] = held;
 * check-has: if (held_at[k])
 * check-has: _Bool held = y[i] == w;
 * check-has: _Bool held = y < w;
 * check-has: tab_adj[k_at[i] + 1] +=
 * check-has: tab_adj[cell_at[i]] +=
 * check-has: v_adj = r_adj * (sum > sum_2 || sum_2 != sum_2 ? 0.0 : 1.0);
 * check-has: fmin_r_at[i] == 0.25
 * check-omits: held = w > bound
 * check-omits: r_at[i] == sum
 */
