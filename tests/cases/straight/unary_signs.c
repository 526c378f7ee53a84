#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    return -x * +y - -(x - -y);
}

/*
 * check: unary minus and plus, also of expressions in brackets
 * check-gradient: f(random(-2, 2), random(-2, 2))
 */
