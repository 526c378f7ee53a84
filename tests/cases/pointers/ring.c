#include <adgen/adgen.h>

#define NEXT(p) ((p) + 1 == ring + 3 ? ring : (p) + 1)

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double  ring[3] = { 1.0, 1.0, 1.0 };
    double *p = ring;
    double  sum = 0.0;

    for (int i = 0; i < n; i++) {
        *p = *p * x[i] + 0.5;
        sum += *p * *NEXT(p);
        p = NEXT(p);
    }
    return sum;
}

/*
 * check: a pointer goes round, by a macro that asks where it is
 * check-gradient: f(7, random(7, -1, 1))
 */
