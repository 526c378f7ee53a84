#include <adgen/adgen.h>
#include <assert.h>
#include <math.h>
#include <stdlib.h>
/* where k is 0 the program has left before it divides by it */
ADGEN_GRAD()
double exit_between(int n, int k, const double *restrict x, double a)
{
    double s = 0.0;
    for (int j = 0; j < n; j++)
        s += exp(a * x[j]);
    if (k == 0)
        exit(0);
    int q = 100 / k;
    double f = q * a;
    return f * s;
}
ADGEN_GRAD(x, a)
double null_between(int n, const double *restrict table, const double *restrict x, double a)
{
    double s = 0.0;
    for (int j = 0; j < n; j++)
        s += exp(a * x[j]);
    if (!table)
        exit(0);
    double f = table[0] * a;
    return f * s;
}
ADGEN_GRAD()
double assert_between(int n, int k, const double *restrict x, double a)
{
    double s = 0.0;
    for (int j = 0; j < n; j++)
        s += exp(a * x[j]);
    assert(k < n);
    double f = x[k] * a;
    return f * s;
}
static void check(int k)
{
    if (k == 0)
        abort();
}
ADGEN_GRAD()
double in_the_loop(int n, int k, const double *restrict x, double a)
{
    double s = 0.0;
    for (int j = 0; j < n; j++) {
        check(k);
        s += exp(a * x[j]);
    }
    int q = 100 / k;
    double f = q * a;
    return f * s;
}
/* the sum's factor itself */
ADGEN_GRAD(x)
double exit_before_return(int n, int k, const double *restrict x)
{
    double s = 0.0;
    for (int j = 0; j < n; j++)
        s += exp(x[j]);
    if (k == 0)
        exit(0);
    return s * (100 / k);
}
ADGEN_GRAD()
void null_result(int n, const double *restrict x, double *restrict y)
{
    double s = 0.0;
    for (int j = 0; j < n; j++)
        s += exp(x[j]);
    if (!y)
        exit(0);
    y[0] = 2.0 * s;
}
static double power(int n, double x) { return n == 0 ? 1.0 : x * power(n - 1, x); }
ADGEN_GRAD()
double call_before(int n, int k, double x)
{
    double p = power(n, x);
    if (k == 0)
        exit(0);
    int    q = 100 / k;
    double f = q * 2;
    return f * p;
}
/* a factor that is found from any values moves */
ADGEN_GRAD()
double plain(int n, int k, const double *restrict x, double a)
{
    double s = 0.0;
    for (int j = 0; j < n; j++)
        s += exp(a * x[j]);
    if (k == 0)
        exit(0);
    double f = exp(-a) / k;
    return f * s;
}
/*
 * check: what is not defined for all values does not move before what may end the program lest it be asked for
 * check-gradient: exit_between(5, 3, random(5, 0.5, 1.5), 0.4)
 * check-gradient: null_between(5, random(1, 0.5, 1.5), random(5, 0.5, 1.5), 0.4)
 * check-gradient: assert_between(5, 3, random(5, 0.5, 1.5), 0.4)
 * check-gradient: in_the_loop(5, 3, random(5, 0.5, 1.5), 0.4)
 * check-gradient: exit_before_return(5, 3, random(5, 0.5, 1.5))
 * check-gradient: null_result(5, random(5, 0.5, 1.5), random(1, 0.5, 1.5))
 * check-gradient: call_before(3, 3, 1.2)
 * check-gradient: plain(5, 3, random(5, 0.5, 1.5), 0.4)
 * check-count: 6 exp_value_at[j] = exp_value;
 * check-has: s += exp_value_2; double part_adj = f * exp_value_2;
 * check-has: exit(0); int q = 100 / k; double f = q * 2; double part_adj = 0.0; power_backward(
 */
