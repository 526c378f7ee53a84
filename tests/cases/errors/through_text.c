#include <adgen/adgen.h>
#include <stdio.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double through_text(double x)
{
    char text[64];

    snprintf(text, sizeof text, "%a", x);
    return strtod(text, NULL) * x;
}

/*
 * check: a number that was written to a text and is read again
 * check-error: adgen-varargs @ 10:5
 * check-error: adgen-memory @ 11:12
 */
