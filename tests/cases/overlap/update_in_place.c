#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD(a, x)
double update(int n, double a, const double *x, double *y)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        y[i] = y[i] + a * x[i] * x[i];
        sum += y[i] * y[i];
    }
    return sum;
}

/*
 * check: an update in place, and a number that it returns
 * check-gradient: update(4, 0.7, random(4, 0.5, 1), random(4, 0.5, 1))
 * check-gradient: update(4, 0.7, x = random(4, 0.5, 1), y = x)
 * check-gradient: update(4, 0.7, x = random(5, 0.5, 1), y = x + 1)
 * check-gradient: update(2, 0.7, x = random(5, 0.5, 1), y = x + 2)
 * check-has: return update_grad_apart(
 */
