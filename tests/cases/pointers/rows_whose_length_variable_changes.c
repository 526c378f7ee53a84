#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int n, double *x)
{
    int m = n / 2;
    double (*p)[m] = (void *)x, (*q)[m] = p;
    double s = 0;
    m++;
    for (int i = 0; i < 2; i++, q++)
        for (int k = 0; k < n / 2; k++) {
            s += q[0][k] * q[0][k] * s + p[i][k];
            (*q)[k] *= s;
        }
    return s + m;
}

/*
 * check: pointers to rows whose length was that of a variable at first
 * check-gradient: f(6, random(6, 0.5, 1.5))
 */
