#include <adgen/adgen.h>

#define REAL double
#include "clash_header.h"

double other(void);

ADGEN_GRAD(x)
double first(double x)
{
    struct sample s[2] = { { x, 1.0 }, { 2.0, 3.0 } };
    return s[0].value * s[1].weight * other();
}

/* check: a header that the two files configure in two ways
 * check-before: parts/clash_header.c
 * check-error: adgen-clash @ 4:1
 * check-error-text: run adgen on one file at a time */
