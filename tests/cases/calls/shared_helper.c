#include <adgen/adgen.h>
#include <math.h>

/* Lennard-Jones with a cut-off and a Coulomb term: a helper of some size, called in many places */
static double energy(const double *p, const double *q, double eps, double sigma, double charge)
{
    double d = 0.0;
    for (int i = 0; i < 3; i++) {
        double s = p[i] - q[i];
        d += s * s;
    }
    if (d > 9.0)
        return 0.0;
    double r = sqrt(d + 0.01);
    double a = sigma / r;
    double a2 = a * a;
    double a6 = a2 * a2 * a2;
    double lj = 4.0 * eps * (a6 * a6 - a6);
    double damp = 1.0 - exp(-r);
    double coulomb = charge * damp / r;
    double total = lj + coulomb;
    if (total > 10.0)
        total = 10.0 + log(total - 9.0);
    return total;
}

ADGEN_GRAD(x, eps)
double molecule(const double *x, double eps, int n)
{
    double e = energy(x, x + 3, eps, 1.0, 0.2) + energy(x, x + 6, eps, 0.9, -0.2) + energy(x, x + 9, eps, 1.1, 0.1);
    e += 2.0 * energy(x + 3, x + 6, eps * eps, 1.0, 0.3);
    e += energy(x + 3, x + 9, eps, 0.8, x[0]);
    e *= energy(x + 6, x + 9, eps, 1.0, 0.5);
    e += energy(x + 6, x, eps, 1.0, 0.5) + energy(x + 9, x, eps, 1.0, 0.5);
    for (int i = 0; i < n; i++)
        e += energy(x + 3 * i, x + 9, eps, 1.0, 0.1 * i);
    return e;
}

/*
 * check: a helper that is called in many places stays a function
 * check-gradient: molecule(random(12, -1, 1), 0.7, 0)
 * check-gradient: molecule(random(12, -1, 1), 0.7, 3)
 * check-has: energy_vjp(
 */
