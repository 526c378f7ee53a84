#include <adgen/adgen.h>

ADGEN_GRAD(x)
double square(double x)
{
    return x * x;
}

/* check: one function has two bodies
 * check-before: parts/square.c
 * check-error: adgen-redefinition @ 4:8
 * check-error-text: square.c:1:8: note: the first definition is here */
