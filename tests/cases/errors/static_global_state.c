#include <adgen/adgen.h>

static double memory;

ADGEN_GRAD(x)
double f(double x)
{
    memory = 0.5 * memory + x;
    return memory * memory;
}

/*
 * check: active data in a static global
 * check-error-text: 'memory'
 */
