#include <adgen/adgen.h>
static double t[8];
ADGEN_GRAD(x)
double f(const double *x, int n)
{
    double s = 0.0;
    if (n > 8)
        return -1.0;
    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[i];
    for (int i = 1; i < n; i++)
        s += t[i] * t[i - 1];
    return s;
}

/*
 * check: an array of the file, filled up to n and read next to each element
 * check-gradient: f(random(5, -1, 1), 5)
 * check-gradient: f(random(1, -1, 1), 1)
 * check-gradient: f(zeros(0), 0)
 * check-gradient: f(random(9, -1, 1), 9)
 * check-omits: static double
 */
