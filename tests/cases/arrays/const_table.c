#include <adgen/adgen.h>

static const double weights[4] = { 0.1, 0.2, 0.3, 0.4 };
static const double scale = 2.5;

ADGEN_GRAD(x)
double f(const double x[4])
{
    static const int order[] = { 2, 0, 3, 1 };
    double sum = 0.0;
    for (int i = 0; i < 4; i++)
        sum += weights[order[i]] * x[i] * x[order[i]];
    return sum * scale;
}

/*
 * check: tables of constants, of the file and of the function
 * check-gradient: f(random(4, -1, 1))
 */
