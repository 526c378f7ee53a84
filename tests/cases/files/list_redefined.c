#include <adgen/adgen.h>

#define FIRST_LIST X(0, 1.5) X(1, 2.5)
#define X(i, c) [i] = c,
static const double coef[] = { FIRST_LIST };
#undef X

#define N 2
static const double same[] = { N, 1 };
#undef N

double other(double x, int k);

ADGEN_GRAD(x)
double f(double x)
{
    double s = 0;
    for (int i = 0; i < 2; i++)
        s = s * x + coef[i] * other(x, i) + same[i];
    return s;
}

/*
 * check: macros that each of two files defines for its own declarations
 * check-before: parts/list_redefined.c
 * check-gradient: f(0.4)
 */
