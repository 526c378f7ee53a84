#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

ADGEN_GRAD(x)
double f(double x, const char *name, int k)
{
    return x * x * (double)strlen(name) + x * abs(k) * atoi(name + 1);
}

/*
 * check: library functions on strings and integers
 * check-gradient: f(random(1, 2), "x42", -3)
 * check-value: x = 6 * x + 126
 */
