#include <adgen/adgen.h>

static const double gravity = 9.81;
const double factors[3] = { 1.0, 0.5, 0.25 };

ADGEN_GRAD()
double f(double x, double y)
{
    double sum = 0.0;
    for (int i = 0; i < 3; i++)
        sum += factors[i] * x * y;
    return sum * gravity;
}

/*
 * check: constants of the file, static and external
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
