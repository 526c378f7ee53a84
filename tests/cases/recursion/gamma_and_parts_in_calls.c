#include <adgen/adgen.h>
#include <math.h>

static double digits(double x, int n, double *last)
{
    double whole, part = modf(x, &whole);

    *last = part;
    if (n == 0)
        return part * part * x;
    return digits(part * 3.7 + lgamma(x + n), n - 1, last) * part;
}

ADGEN_GRAD(x)
double expanded(double x, int n)
{
    double last = 0.0, value = digits(x, n, &last);

    return value * last;
}

/*
 * check: functions that store a result, in a recursive function
 * check-gradient: expanded(random(1.61, 1.62), 3)
 */
