#include <adgen/adgen.h>

double square(float x);

ADGEN_GRAD(x)
double twice(double x)
{
    return square(x);
}

/* check: a prototype that is not that of the definition
 * check-with: parts/square.c
 * check-error: adgen-prototype @ 3:8
 * check-error-text: square.c:1:8: note: the definition is here */
