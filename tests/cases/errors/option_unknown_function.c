#include <adgen/adgen.h>

double gain(double x)
{
    return x * x;
}

/*
 * check: an option for a function that does not exist; the nearest one is suggested
 * check-args: --grad gian
 * check-error: adgen-unknown-function
 * check-error-text: did you mean 'gain'?
 */
