#include <adgen/adgen.h>

double f(double x)
{
    return x * x;
}

/*
 * check: nothing is asked for; the message says how to ask
 * check-error: adgen-no-request
 * check-error-text: [adgen-no-request]
 * check-error-text: --grad
 */
