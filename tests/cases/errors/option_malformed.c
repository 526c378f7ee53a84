#include <adgen/adgen.h>

double gain(double rate)
{
    return rate * rate;
}

/*
 * check: an option that is no function with a list
 * check-args: --grad 'gain(rate'
 * check-error-text: error
 */
