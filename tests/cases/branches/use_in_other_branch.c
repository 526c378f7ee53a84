#include <adgen/adgen.h>
#include <math.h>

/* What the then branch leaves in `quotient` nobody uses unless `late`: the use in the other branch is one of what came in. */
ADGEN_GRAD()
double unused(int early, int late, double x, double a, double b, double quotient)
{
    double divisor = a - 0.5, product = b, other = 0.0;
    if (early)
        quotient = b / divisor;
    else
        other = x * quotient;
    if (late)
        product *= quotient;
    return exp(-a) * product + other;
}

/* A condition that is evaluated before the first iteration is no use of what iterations compute. */
ADGEN_GRAD()
double unused_in_loop(int n, double x, double a)
{
    double root = 1.0, total = 0.0;
    int    i = 0;
    while (i < n && root > 0.0) {
        total += root * x;
        root = sqrt(a * (double)(n - 1 - i));
        i++;
    }
    return total;
}

/*
 * check: a use in the other branch, or in the next iteration, says nothing about this one
 * check-gradient: unused(1, 0, 0.7, 0.5, 0.7, 0.3)
 * check-gradient: unused(1, 1, 0.7, 0.4, 0.7, 0.3)
 * check-gradient: unused(0, 1, 0.7, 0.5, 0.7, 0.3)
 * check-gradient: unused(0, 0, 0.7, 0.5, 0.7, 0.3)
 * check-gradient: unused_in_loop(3, 0.7, 0.5)
 * check-gradient: unused_in_loop(0, 0.7, 0.5)
 */
