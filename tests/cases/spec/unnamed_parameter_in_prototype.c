#include <adgen/adgen.h>

double f(double, int n);

ADGEN_GRAD()
double f(double x, int n)
{
    return x * n;
}

/*
 * check: a prototype without names before the annotated definition
 * check-gradient: f(random(-1, 1), 3)
 */
