#include <adgen/adgen.h>
#include <math.h>

/* What the backward pass computes again is written once: the control, and what is left of it between the limits. */
ADGEN_GRAD(gain)
double limited(int n, const double *gain, const double *target)
{
    double x = 0.0, sum = 0.0, cost = 0.0;
    for (int t = 0; t < n; t++) {
        double error = target[t] - x;
        double u = gain[0] * error + gain[1] * (sum + 0.1 * error) + gain[2] * error * error;
        double cut = u < -2.0 ? -2.0 : u > 2.0 ? 2.0 : u;
        if (u > -2.0 && u < 2.0)
            sum += 0.1 * error;
        x += 0.1 * (cut - sin(x));
        cost += error * error + 0.01 * cut * cut * sin(cut);
    }
    return cost;
}

/* In between, x[0] is another one, or may be. */
ADGEN_GRAD(x)
double changes(double *x, double *y)
{
    double s = x[0] * x[1] + x[0] * x[2];
    y[0] = s;
    s += x[0] * x[1] + x[0] * x[2];
    x[0] = s;
    for (int i = 0; i < 2; i++)
        s += x[0] * x[1] + x[0] * x[2] + y[i];
    return s;
}

/*
 * check: long expressions that are the same are computed once, where they are the same
 * check-gradient: limited(6, {1.5, 0.4, 0.2}, random(6, 0.5, 1.5))
 * check-gradient: limited(6, {9.5, 0.4, 0.2}, random(6, 0.5, 1.5))
 * check-gradient: changes(random(3, 0.5, 1.5), random(2, 0.5, 1.5))
 * check-has: double part = sum_2 < -2.0 ? -2.0 : sum_2 > 2.0 ? 2.0 : sum_2;
 */
