#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int n, int m)
{
    int k = n / m + n % m, bits = (n & 6) | (m << 2);
    double t = k * x;
    k = ~bits ^ n;
    return t * t * k + bits * x / (n > m ? n : m) - !k;
}

/*
 * check: integer arithmetic has no derivative and keeps its meaning
 * check-gradient: f(random(-2, 2), 17, 5)
 * check-gradient: f(random(-2, 2), -17, 3)
 */
