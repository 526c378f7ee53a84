#include <adgen/adgen.h>
#include <stdio.h>

#define SHOWN fputs("f", log)

ADGEN_GRAD(x)
double f(double x, int k, FILE *log)
{
    switch (k) {
    case 1: SHOWN; break;
    }
    return x * x;
}

#undef SHOWN
#define SHOWN fputs("g", log)

ADGEN_GRAD(x)
double g(double x, int k, FILE *log)
{
    switch (k) {
    case 1: SHOWN; break;
    }
    return x * x;
}

/*
 * check: a macro that is defined twice, and functions that need it both ways in text that is carried over
 * check-error: adgen-macro @ 16:9
 */
