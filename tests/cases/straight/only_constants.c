#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x)
{
    (void)x;
    return 3.0;
}

/*
 * check: a function that does not depend on its argument
 * check-gradient: f(random(-2, 2))
 * check-value: x = 0
 */
