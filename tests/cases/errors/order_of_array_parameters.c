#include <adgen/adgen.h>

static double halve(double a[][2])
{
    a[0][0] *= 0.5;
    return a[0][1] * a[0][0];
}

static double first(double a[])
{
    return a[0] *= 2.0;
}

ADGEN_VJP()
double f(double a[][2])
{
    return a[0][0] + halve(a);
}

ADGEN_VJP()
double g(double a[3])
{
    return a[0] * first(a);
}

/*
 * check: a parameter that is spelled as an array is a pointer: what it leads to is read and written in no order
 * check-error: adgen-order @ 17:12
 * check-error: adgen-order @ 23:12
 */
