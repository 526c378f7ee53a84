#include <adgen/adgen.h>
#include <math.h>

static double plus(double a, double b) { return a + b; }
static double times(double a, double b) { return a * b; }

ADGEN_GRAD()
double fold(const double *x, int n, int product)
{
    double (*op)(double, double) = product ? times : plus;
    double acc = product ? 1.0 : 0.0;
    for (int i = 0; i < n; i++) {
        acc = op(acc, x[i]);
        if (i == 2)
            op = plus;
    }
    return exp(acc);
}

/*
 * check: a pointer to a function that is chosen and changed
 * check-gradient: fold(NULL, 0, 1)
 * check-gradient: fold(random(5, -1, 1), 5, 1)
 * check-gradient: fold(random(5, -1, 1), 5, 0)
 */
