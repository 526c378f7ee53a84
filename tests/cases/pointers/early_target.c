#include <adgen/adgen.h>

/* What the pointer leads to first is never used through it. */
ADGEN_GRAD()
double early_target(int n, const double *x, double a)
{
    double unused = 0.5, s = 0.0, *e = &unused;

    for (int i = 0; i < n; i++)
        s += x[i] * a;
    e = &s;
    return *e;
}

/*
 * check: a pointer that is given another target before it is used
 * check-gradient: early_target(3, random(3, 0.5, 1), 2.0)
 */
