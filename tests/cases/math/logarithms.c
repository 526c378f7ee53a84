#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return log(x) * log2(y) + log10(x * y) - log1p(x + y);
}

/*
 * check: log, log2, log10, log1p
 * check-gradient: f(random(0.5, 3), random(0.5, 3))
 * check-value: x = log2(y) / x + 1 / (x * log(10)) - 1 / (1 + x + y)
 */
