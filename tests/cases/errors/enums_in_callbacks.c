#include <adgen/adgen.h>
#include <math.h>

enum mode { LOW, HIGH };

static double by_mode(enum mode m, double x)
{
    return m == LOW ? sin(x) : cos(x);
}

static double by_number(unsigned m, double x)
{
    return m ? x * x : x * x * x;
}

ADGEN_GRAD(x)
double called(double x, int k)
{
    double (*f)(enum mode, double) = k % 2 ? by_mode : by_number;

    return f(LOW, x);
}

/*
 * check: an enumeration in one function's parameters, an integer in the other's
 * check-error: adgen-function-pointer @ 21:12
 */
