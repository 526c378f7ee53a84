#include <adgen/adgen.h>
#include <math.h>

static double decay(double t, double y, const double *k)
{
    return -k[0] * y + k[1] * sin(t);
}

static double logistic(double t, double y, const double *k)
{
    return k[0] * y * (1.0 - y / (k[1] + t));
}

static double rk4(double (*rhs)(double, double, const double *), const double *k, double y, double h, int steps)
{
    for (int i = 0; i < steps; i++) {
        double t = i * h;
        double k1 = rhs(t, y, k);
        double k2 = (*rhs)(t + 0.5 * h, y + 0.5 * h * k1, k);
        double k3 = rhs(t + 0.5 * h, y + 0.5 * h * k2, k);
        double k4 = rhs(t + h, y + h * k3, k);
        y += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    }
    return y;
}

ADGEN_GRAD(k, y0)
double solve(const double *k, double y0, int steps)
{
    double a = rk4(decay, k, y0, 0.1, steps);
    return a * rk4(&logistic, k, y0, 0.05, steps);
}

/*
 * check: a callback parameter bound at visible calls
 * check-gradient: solve({0.7, 1.3}, 0.4, 0)
 * check-gradient: solve({0.7, 1.3}, 0.4, 1)
 * check-gradient: solve({0.7, 1.3}, 0.4, 5)
 */
