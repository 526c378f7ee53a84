#include <adgen/adgen.h>
#include <stdint.h>

ADGEN_GRAD(x)
double f(const double *x)
{
    uintptr_t address = (uintptr_t)x;
    const double *p = (const double *)(address + sizeof *x);
    return *p * x[0];
}

/*
 * check: a pointer that is made of an integer
 * check-error-text: error
 */
