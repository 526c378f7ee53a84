#include <adgen/adgen.h>

ADGEN_GRAD(x)
double filtered(double x)
{
    static double state;
    state = 0.9 * state + 0.1 * x;
    return state * state;
}

/*
 * check: a filter that remembers its state from call to call
 * check-error: adgen-static @ 7:19
 */
