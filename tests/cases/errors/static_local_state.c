#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x)
{
    static double memory;
    memory = 0.5 * memory + x;
    return memory * memory;
}

/*
 * check: a static local that carries active data from call to call
 * check-error-text: 'memory'
 */
