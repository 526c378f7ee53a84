#include <adgen/adgen.h>
#include <math.h>
ADGEN_GRAD(x)
double product_of_sums(int n, const double *restrict x)
{
    double s = 0.0, t = 0.0;
    for (int i = 0; i < n; i++) {
        s += sin(x[i]);
        t += exp(x[i]);
    }
    return s * t;
}
ADGEN_GRAD()
double root_of_a_sum(int n, const double *restrict x, double a)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += exp(a * x[i]);
    return a * sqrt(s);
}
/* the factor is made of what the loop finds */
ADGEN_GRAD()
double factor_of_a_count(int n, const double *restrict x, double a, double b)
{
    double s = 0.0;
    int count = 0;
    for (int i = 0; i < n; i++)
        if (x[i] > 0.7) {
            s += exp(a * x[i]);
            count++;
        }
    return exp(-b * count) * s;
}
ADGEN_GRAD()
double factor_of_the_last(int n, const double *restrict x, double a)
{
    double s = 0.0, e = a;
    for (int i = 0; i < n; i++) {
        e = sin(e) * x[i];
        s += exp(a * x[i]);
    }
    double d = exp(-e);
    return d * s;
}
/* the loop needs what was there before */
ADGEN_GRAD()
double factor_in_place(int n, const double *restrict x, double a)
{
    double s = 0.0, d = a * a;
    for (int i = 0; i < n; i++)
        s += exp(d * x[i]);
    d = exp(-d);
    return d * s;
}
/* the factor and its sum go by a condition that the loop decides */
ADGEN_GRAD()
double chosen_by_the_sum(int n, const double *restrict x, double a, double b)
{
    double s = 0.0, value;
    for (int i = 0; i < n; i++)
        s += exp(a * x[i]);
    if (s > 2.0)
        value = a * s;
    else
        value = b * s;
    return value;
}
/* the factor exists in its branch alone */
ADGEN_GRAD()
double factor_in_a_branch(int n, const double *restrict x, double a, int discounted)
{
    double s = 0.0, value;
    for (int i = 0; i < n; i++)
        s += exp(a * x[i]);
    if (discounted)
        value = exp(-a) * s;
    else
        value = a * s;
    return value;
}
/* the adjoint of a variable of the loop is set behind it, to what its new value is made of */
ADGEN_GRAD()
double overwritten_behind(int n, const double *restrict x, double a, double b)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += exp(a * x[i]);
    a = a * b;
    return total * b + a * a;
}
/* value may lie in x, whose adjoints the loop adds to */
ADGEN_GRAD()
void overlapping(int n, const double *x, double a, double *value)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += exp(a * x[i]);
    *value = a * s;
}
/* the adjoint of m->rate is taken behind the loop, which adds to it */
struct model { double weight, rate; };
ADGEN_GRAD()
double set_behind(int n, const double *restrict x, struct model *restrict m)
{
    double s = 0.0;
    for (int i = 0; i < n; i++)
        s += exp(m->rate * x[i]);
    m->rate = m->weight * s;
    return m->rate * m->weight;
}
/* backward, the loops are better off the other way round, and need nothing for it */
ADGEN_GRAD(x, w, a)
double by_columns(int n, int k, const double *restrict x, const double *restrict w, double a)
{
    double s = 0.0;
    for (int j = 0; j < k; j++)
        for (int i = 0; i < n; i++)
            s += x[i * k + j] * w[j];
    return s * a;
}
ADGEN_GRAD(x, w, a)
double by_columns_of_rows(int n, int k, double (*restrict x)[k], const double *restrict w, double a)
{
    double s = 0.0;
    for (int j = 0; j < k; j++)
        for (int i = 0; i < n; i++)
            s += x[i][j] * w[j];
    return s * a;
}
/*
 * check: loops whose sums' adjoints are made of what they compute do not run backward before that is known
 * check-gradient: product_of_sums(5, random(5, 0.5, 1.5))
 * check-gradient: root_of_a_sum(5, random(5, 0.5, 1.5), 0.4)
 * check-gradient: factor_of_a_count(5, random(5, 0.5, 1.5), 0.4, 0.3)
 * check-gradient: factor_of_the_last(5, random(5, 0.5, 1.5), 0.4)
 * check-gradient: factor_in_place(5, random(5, 0.5, 1.5), 0.4)
 * check-gradient: chosen_by_the_sum(5, random(5, 0.5, 1.5), 0.4, 0.3)
 * check-gradient: chosen_by_the_sum(1, random(1, 0.5, 1.5), 0.4, 0.3)
 * check-gradient: factor_in_a_branch(5, random(5, 0.5, 1.5), 0.4, 0)
 * check-gradient: factor_in_a_branch(5, random(5, 0.5, 1.5), 0.4, 1)
 * check-gradient: overwritten_behind(5, random(5, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: overlapping(5, random(5, 0.5, 1.5), 0.4, random(1, 0.5, 1.5))
 * check-gradient: by_columns(3, 2, random(6, 0.5, 1.5), random(2, 0.5, 1.5), 0.4)
 * check-gradient: by_columns_of_rows(3, 2, random(6, 0.5, 1.5), random(2, 0.5, 1.5), 0.4)
 * check-has: for (int i = 0; i < n; i++) { for (int j = 0; j < k; j++) { x_adj[i * k + j] += a * w[j];
 * check-has: x_adj[i][j] += a * w_j; x_adj[i + 1][j] += a * w_j;
 * check-gradient: set_behind(5, random(5, 0.5, 1.5), {{1.2, 0.4}})
 * check-count: 31 for (int
 */
