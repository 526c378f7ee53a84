#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(x1, x2)
double f(double x1, double x2, double a)
{
    double z1 = x1 * x1;
    double z2 = x2 * x2;
    double z3 = x1 - x2;
    double z4 = pow(z3, a);
    double z5 = z1 + z2;
    double z6 = log(z5);
    double z7 = z1 + z4 - z6;
    return z7;
}

/*
 * check: x1^2 + (x1 - x2)^a - log(x1^2 + x2^2) at (2, 1), a = 1
 * check-gradient: f(2.0, 1.0, 1.0)
 * check-value: return = 3.390562 ~ 1e-6
 * check-value: x1 = 4.2
 * check-value: x2 = -1.4
 * check-gradient: f(random(2, 3), random(0.5, 1.5), 2.5)
 * check-value: x1 = 2 * x1 + a * pow(x1 - x2, a - 1) - 2 * x1 / (x1 * x1 + x2 * x2)
 * check-value: x2 = -a * pow(x1 - x2, a - 1) - 2 * x2 / (x1 * x1 + x2 * x2)
 * check-count: 1 log(
 * check-omits: adgen_
 */
