#include <adgen/adgen.h>

ADGEN_VJP()
void f(double x, float *a, double *b, long double *c)
{
    *a = (float)(x * x);
    *b = *a * x;
    *c = *b * *a + *c;
}

/*
 * check: outputs of each type
 * check-gradient: f(random(-1, 1), random(1, -1, 1), random(1, -1, 1), random(1, -1, 1))
 */
