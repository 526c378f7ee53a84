#include <adgen/adgen.h>
#include <math.h>
ADGEN_GRAD(spot, rate, vol)
double discounted(int paths, const double *restrict z, double spot, double rate, double vol)
{
    double total = 0.0;
    for (int i = 0; i < paths; i++) {
        double end = spot * exp((rate - 0.5 * vol * vol) + vol * z[i]);
        total += fmax(end - 1.0, 0.0);
    }
    return exp(-rate) * total / paths;
}
ADGEN_GRAD(w, sigma)
double regression(int n, int k, const double *restrict x, const double *restrict y, const double *restrict w, double sigma)
{
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        double r = y[i];
        for (int j = 0; j < k; j++)
            r -= w[j] * x[i * k + j];
        total += r * r;
    }
    return -0.5 * total / (sigma * sigma) - n * log(sigma);
}
ADGEN_GRAD()
double penalized(int n, const double *restrict x, double weight, double penalty)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += sin(x[i]);
    return weight * total + penalty;
}
/* what the factor is made of moves with it, in order */
ADGEN_GRAD()
double steps_of_a_factor(int n, const double *restrict x, double rate, double years)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += sin(rate * x[i]);
    double disc = exp(-rate * years);
    double scale = disc / n;
    return scale * total;
}
ADGEN_GRAD()
double two_loops(int n, const double *restrict x, double a, double b)
{
    double total = 0.0, squares = 0.0;
    for (int i = 0; i < n; i++)
        total += exp(a * x[i]);
    for (int i = 0; i < n; i++)
        squares -= cos(b * x[i]);
    return a * total + b * squares / n;
}
/* the sum's adjoint changes before the loop, and the factor's share needs it as it was */
ADGEN_GRAD()
double rescaled(int n, const double *restrict x, double rate, double w)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += exp(rate * x[i]);
    total *= exp(-rate);
    total = total * w + rate;
    return total * w;
}
ADGEN_GRAD()
double chosen(int n, const double *restrict x, double rate, double w, int discounted)
{
    double total = 0.0, value, disc = exp(-rate);
    for (int i = 0; i < n; i++)
        total += exp(rate * x[i]);
    if (discounted)
        value = disc * total;
    else
        value = rate * total * w + 1.0;
    return value;
}
ADGEN_GRAD()
void through_pointer(int n, const double *restrict x, double rate, double *restrict value)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += exp(rate * x[i]);
    *value = exp(-rate) * total;
}
struct model { double weight, rate; };
ADGEN_GRAD()
double members(int n, const double *restrict x, const struct model *restrict m)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += exp(m->rate * x[i]);
    return m->weight * total / n + m->rate;
}
ADGEN_GRAD()
float in_float(int n, const float *restrict x, float rate)
{
    float total = 0.0f;
    for (int i = 0; i < n; i++)
        total += expf(rate * x[i]);
    return expf(-rate) * total / (float)n;
}
static double payoff(double s, double k) { return s > k ? exp(s - k) : 0.0; }
ADGEN_GRAD()
double helper_in_the_loop(int n, const double *restrict x, double k, double rate)
{
    double total = 0.0;
    for (int i = 0; i < n; i++)
        total += payoff(x[i] * rate, k);
    return exp(-rate) * total;
}
ADGEN_GRAD()
double loop_in_a_branch(int n, const double *restrict x, double a, double b)
{
    double value = a;
    if (n > 1) {
        double total = 0.0;
        for (int i = 0; i < n; i++)
            total += exp(a * x[i]);
        value = b * total;
    }
    return value * 2.0 + b;
}
ADGEN_GRAD()
double left_early(int n, const double *restrict x, double a, double b)
{
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        total += exp(a * x[i]);
        if (x[i] > 1.2)
            break;
    }
    return exp(-b) * total;
}
/* only what flows elsewhere needs the count */
ADGEN_GRAD()
double counted(int n, const double *restrict x, double a, double b)
{
    double total = 0.0;
    int count = 0;
    for (int i = 0; i < n; i++)
        if (x[i] > 0.7) {
            total += exp(a * x[i]);
            count++;
        }
    return b * total + a * count;
}
ADGEN_GRAD()
double rows(int n, int m, const double *restrict x, const double *restrict w, const double *restrict b)
{
    double loss = 0.0;
    for (int i = 0; i < n; i++) {
        double s = 0.0;
        for (int j = 0; j < m; j++)
            s += exp(x[i * m + j] * b[j]);
        loss += w[i] * s;
    }
    return loss;
}
/* what several statements need of an adjoint as it was is kept once; but in each branch for itself */
ADGEN_GRAD()
double kept_once(int n, const double *restrict x, double a, double b, int swapped)
{
    double s = 0.0, t = 0.0, u = b;
    for (int j = 0; j < n; j++)
        s += sin(a * x[j]);
    double p = b * a;
    for (int j = 0; j < n; j++)
        t += cos(p * x[j]) * b;
    double q = p * a;
    for (int j = 0; j < n; j++)
        u += x[j] * q;
    double r = q * b;
    s *= p;
    t = t * q + s * b;
    u = r * u + b * t;
    if (swapped)
        u = u * r + p * t;
    else
        u = u * q + b * t;
    s = s + u;
    return s * r + t * p + u;
}
/* by columns, but what the backward pass needs would have to be kept */
ADGEN_GRAD()
double columns(int n, int k, const double *restrict x, const double *restrict w, double a)
{
    double s = 0.0;
    for (int j = 0; j < k; j++)
        for (int i = 0; i < n; i++)
            s += exp(x[i * k + j] * w[j]);
    return s * a;
}
/*
 * check: a loop whose sum is multiplied with something active runs forward and backward together, and what is made of the sum follows
 * check-gradient: discounted(6, random(6, -1.0, 1.0), 1.1, 0.3, 0.4)
 * check-gradient: penalized(0, random(1, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: regression(5, 2, random(10, 0.5, 1.5), random(5, 0.5, 1.5), random(2, 0.5, 1.5), 1.3)
 * check-gradient: penalized(5, random(5, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: steps_of_a_factor(5, random(5, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: two_loops(5, random(5, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: rescaled(5, random(5, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: chosen(5, random(5, 0.5, 1.5), 0.3, 1.3, 0)
 * check-gradient: chosen(5, random(5, 0.5, 1.5), 0.3, 1.3, 1)
 * check-gradient: through_pointer(5, random(5, 0.5, 1.5), 0.3, random(1, 0.0, 1.0))
 * check-gradient: members(5, random(5, 0.5, 1.5), {{1.2, 0.4}})
 * check-gradient: in_float(5, random(5, 0.5, 1.5), 0.3)
 * check-gradient: helper_in_the_loop(5, random(5, 0.5, 1.5), 1.1, 1.3)
 * check-gradient: loop_in_a_branch(5, random(5, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: loop_in_a_branch(1, random(1, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: left_early(9, random(9, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: counted(5, random(5, 0.5, 1.5), 0.3, 1.2)
 * check-gradient: rows(3, 4, random(12, 0.5, 1.5), random(3, 0.5, 1.5), random(4, 0.5, 1.5))
 * check-gradient: kept_once(5, random(5, 0.5, 1.5), 0.4, 0.7, 0)
 * check-gradient: kept_once(5, random(5, 0.5, 1.5), 0.4, 0.7, 1)
 * check-gradient: columns(3, 2, random(6, 0.5, 1.5), random(2, 0.5, 1.5), 0.4)
 * check-count: 27 for (int
 * check-has: double total_adj = part_adj * exp_value;
 * check-has: *rate_adj += rate_acc - part_adj * total * exp_value;
 * check-has: *sigma_adj += -(n / sigma) - 2.0 * sigma * (share * quotient);
 * check-has: double part_adj = total / n * disc;
 * check-omits: adgen_allocate
 * check-omits: u_adj_5
 */
