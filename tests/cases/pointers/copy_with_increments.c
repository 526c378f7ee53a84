#include <adgen/adgen.h>

ADGEN_VJP(from)
void f(int n, const double *from, double *to)
{
    while (n-- > 0)
        *to++ = *from++ * 3.0;
}

/*
 * check: *to++ = *from++
 * check-gradient: f(4, random(4, -1, 1), zeros(4))
 */
