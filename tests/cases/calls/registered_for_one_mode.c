#include <adgen/adgen.h>

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

/* sqrt (a b), twice the root of one of them. */
static double mean_of(double a, ADGEN_INACTIVE const double *factor, int n, float b)
{
    return n * factor[0] * root_of(a) * root_of((double)b);
}

ADGEN_DERIVATIVE_OF(mean_of, jvp)
static double mean_of_jvp(double a, const double *factor, int n, float b, double a_dot, float b_dot, double *result_dot)
{
    double value = mean_of(a, factor, n, b);

    *result_dot = 0.5 * value * (a_dot / a + (double)b_dot / (double)b);
    return value;
}

ADGEN_GRAD()
double f(double x, float y)
{
    double factor[1] = {1.5}, s = root_of(x) * root_of(x * 2.0);

    s = mean_of(s, factor, 2, y) * mean_of(x, factor, 1, 2.0f);
    factor[0] = 3.0;
    for (int i = 0; i < 3; i++)
        s = mean_of(s + x, factor, i, y) + root_of(s + 1.0);
    return s;
}

/*
 * check: functions of numbers whose derivative is given for one mode do in the other
 * check-gradient: f(random(0.5, 2), random(0.5, 2))
 * check-has: root_of_vjp(
 * check-has: mean_of_jvp(
 */
