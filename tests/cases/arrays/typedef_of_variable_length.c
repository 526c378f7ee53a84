#include <adgen/adgen.h>

ADGEN_GRAD(x)
double changed(const double *x, int n)
{
    int m = n - 2;
    typedef double row[m];
    m = 7;
    row    a;
    double s = 0.0;

    for (int i = 0; i < n - 2; i++)
        a[i] = x[i];
    for (unsigned i = 0; i < sizeof a / sizeof *a; i++)
        s += a[i] * a[0];
    return s * m;
}

ADGEN_GRAD(x)
double sized(const double *x, int n)
{
    int m = n - 2;
    typedef double row[m];
    double s = 0.0;

    m = 7;
    for (unsigned i = 0; i < sizeof(row) / sizeof(double); i++)
        s += x[i] * x[0];
    return s * m;
}

/*
 * check: a type of variable length, whose length changes before the type is used
 * check-gradient: changed(random(8, 0.3, 0.9), 5)
 * check-gradient: sized(random(8, 0.3, 0.9), 5)
 */
