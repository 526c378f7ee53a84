#include <adgen/adgen.h>
#include <math.h>

/* What an arm that is not chosen would read is not there. */
ADGEN_GRAD()
double arms(int n, const double *q, const double *r, const double *y)
{
    double s = 0.0;

    for (int i = 0; i < n; i++)
        s += (y[i] > 0.1 ? lgamma((q[i] * (r[i] + 0.25 * n)) * (q[i] * (r[i] + 0.25 * n)) + 1.5) : 0.5) * 0.5;
    return s;
}

/*
 * check: a part of an arm gets its name where the arm is chosen: reading it for the other one leads out of arrays
 * check-gradient: arms(2, NULL, NULL, {-0.5, -1.5})
 * check-gradient: arms(3, random(3, 0.5, 1), random(3, 0.5, 1), {-0.5, 1.5, 0.5})
 */
