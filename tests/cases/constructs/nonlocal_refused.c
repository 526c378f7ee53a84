#include <adgen/adgen.h>
#include <setjmp.h>

jmp_buf place;

ADGEN_GRAD(x)
double jumps(double x)
{
    if (setjmp(place))
        return x;
    if (x > 1.0)
        longjmp(place, 1);
    return x * x;
}

jmp_buf other;

ADGEN_GRAD(x)
double jumps_inactive(double x, int n)
{
    if (setjmp(other))
        return x;
    return x * n;
}

/*
 * check: jumps out of a function: what is refused
 * check-construct: nonlocal | setjmp, longjmp | 7.13
 * check-error: adgen-setjmp @ 9:9
 * check-error: adgen-setjmp @ 12:9
 * check-construct: nonlocal | setjmp, longjmp | 7.13 | inactive
 * check-error: adgen-setjmp @ 21:9
 */
