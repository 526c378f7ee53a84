#include <adgen/adgen.h>

double *output;

ADGEN_VJP()
void f(double x)
{
    *output = x * x;
}

/*
 * check: active data stored through a global pointer
 * check-error-text: error
 */
