#include <adgen/adgen.h>
#include <stdio.h>

#define WIDTH 6

void show(double x);

ADGEN_GRAD(x)
double shown(double x)
{
    printf("%*g\n", WIDTH, 1.0);
    show(WIDTH);
    return WIDTH * x * x;
}

/* check: a macro that has another value in each file
 * check-before: parts/macro_values.c
 * check-gradient: shown(1.5)
 * check-has: printf("%*g\n", 6, 1.0); */
