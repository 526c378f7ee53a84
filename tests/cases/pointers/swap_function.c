#include <adgen/adgen.h>

static void swap(double *a, double *b)
{
    double t = *a;
    *a = *b;
    *b = t;
}

ADGEN_VJP()
void sort3(double *x)
{
    if (x[0] > x[1])
        swap(&x[0], &x[1]);
    if (x[1] > x[2])
        swap(&x[1], &x[2]);
    if (x[0] > x[1])
        swap(x, x + 1);
    x[0] *= x[1];
}

/*
 * check: a function that swaps what its pointers point to
 * check-gradient: sort3({3.0, 1.0, 2.0})
 * check-gradient: sort3({1.0, 3.0, 2.0})
 */
