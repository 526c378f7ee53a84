#include <adgen/adgen.h>

ADGEN_VJP()
void f(double *a, double *b)
{
    *a = *a * *b;
    *b = *a * *b;
    *a = *a + *b * *b;
}

/*
 * check: two pointers to one variable, or to two
 * check-gradient: f(a = random(1, 0.5, 1.5), b = a)
 * check-gradient: f(random(1, 0.5, 1.5), random(1, 0.5, 1.5))
 */
