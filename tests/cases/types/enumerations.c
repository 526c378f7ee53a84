#include <adgen/adgen.h>

enum shape { LINE, SQUARE = 3, CUBE };

ADGEN_GRAD(x)
double f(double x, enum shape shape)
{
    enum { HALF = 2 };
    if (shape == LINE)
        return x / HALF;
    return shape == SQUARE ? x * x : x * x * x * CUBE;
}

/*
 * check: enumerations, of the file and of a block
 * check-gradient: f(random(1, 2), LINE)
 * check-gradient: f(random(1, 2), SQUARE)
 * check-gradient: f(random(1, 2), CUBE)
 */
