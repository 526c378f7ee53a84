#include <adgen/adgen.h>

ADGEN_GRAD()
int f(int n, const int *k)
{
    return n * k[0];
}

/*
 * check: a function that has nothing real
 * check-error: adgen-nothing-real @ 3
 */
