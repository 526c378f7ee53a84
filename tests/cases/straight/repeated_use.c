#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    double a = x * x, b = a * a, c = b * b, d = c * c;
    return d + c + b + a + x;
}

/*
 * check: a value used several times gets the sum of its adjoints
 * check-gradient: f(random(-1, 1))
 * check-value: x = 16 * pow(x, 15) + 8 * pow(x, 7) + 4 * pow(x, 3) + 2 * x + 1
 */
