#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(const double x[4])
{
    double t[4];
    for (int i = 0; i < 4; i++)
        t[i] = x[i] * x[3 - i];
    double sum = 0.0;
    for (int i = 0; i < 4; i++)
        sum += t[i] * t[i];
    return sum;
}

/*
 * check: a local array that is filled and read
 * check-gradient: f(random(4, -1, 1))
 */
