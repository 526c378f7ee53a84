#include <adgen/adgen.h>

ADGEN_VJP()
void f(int n, const double *from, double *to)
{
    for (int i = 0; i < n; i++)
        to[i] = from[i] * from[i] + to[i];
}

/*
 * check: parameters that overlap, shifted by one
 * check-gradient: f(4, from = random(5, 0.5, 1), to = from + 1)
 * check-gradient: f(4, from = random(4, 0.5, 1), to = from)
 * check-gradient: f(4, random(4, 0.5, 1), random(4, 0.5, 1))
 */
