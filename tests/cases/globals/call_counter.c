#include <adgen/adgen.h>

int calls;

ADGEN_GRAD(x)
double f(double x)
{
    calls++;
    return x * x + (calls < 0 ? x : 0.0);
}

/*
 * check: an integer of the file that counts calls touches no active data
 * check-gradient: f(random(-1, 1))
 */
