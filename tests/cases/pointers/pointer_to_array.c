#include <adgen/adgen.h>

ADGEN_GRAD(a)
double f(int n, const double (*a)[2])
{
    double sum = 0.0;
    for (int i = 0; i < n; i++, a++)
        sum += (*a)[0] * a[0][1];
    return sum;
}

/*
 * check: a pointer to an array that moves by rows
 * check-gradient: f(3, random(6, -1, 1))
 */
