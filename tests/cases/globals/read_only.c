#include <adgen/adgen.h>

double scale = 1.5;
int    order = 3;

ADGEN_GRAD(x)
double f(double x)
{
    double t = scale;
    for (int i = 0; i < order; i++)
        t *= x * scale;
    return t;
}

/*
 * check: variables of the file that are only read
 * check-gradient: f(random(-1, 1))
 */
