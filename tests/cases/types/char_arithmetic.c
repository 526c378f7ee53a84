#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, char c, signed char s, unsigned char u)
{
    char next = (char)(c + 1);
    double t = x * (c - 'a') + x * x * s;
    return t * u + (next == 'd' ? x : -x);
}

/*
 * check: characters are integers
 * check-gradient: f(random(-2, 2), 'c', -3, 200)
 */
