#include <adgen/adgen.h>

ADGEN_GRAD()
double decay(int n, double x, double rate)
{
    for (int i = 0; i < n; i++)
        x = 0.5 * x + rate;
    return x;
}

/*
 * check: a linear step keeps nothing
 * check-gradient: decay(5, random(0, 1), random(0, 1))
 * check-omits: malloc
 * check-omits: adgen_
 */
