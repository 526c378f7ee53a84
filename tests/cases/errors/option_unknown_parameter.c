#include <adgen/adgen.h>

double gain(double rate)
{
    return rate * rate;
}

/*
 * check: an option with a parameter that does not exist
 * check-args: --grad 'gain(rat)'
 * check-error-text: did you mean 'rate'?
 */
