#include <adgen/adgen.h>
#include <stdlib.h>

static double held[3];
double        shared[3];

static int doubled(void)
{
    for (int i = 0; i < 3; i++)
        held[i] *= 2.0;
    return 1;
}

static int by_number(const void *a, const void *b)
{
    shared[0] *= 1.5;
    return *(const int *)a - *(const int *)b;
}

ADGEN_GRAD(x)
double by_volatile(const double *x, int k)
{
    volatile int v = 0;

    for (int i = 0; i < 3; i++)
        held[i] = x[i] * x[i];
    v = doubled();
    return held[0] * held[1] + held[2] * (v + k);
}

ADGEN_GRAD(x)
double by_generic(const double *x, int k)
{
    for (int i = 0; i < 3; i++)
        held[i] = x[i] * x[i];
    k += _Generic(k, int: doubled(), default: 0);
    return held[0] * held[1] + held[2] * k;
}

ADGEN_GRAD(x)
double by_library(const double *x)
{
    int order[3] = {2, 0, 1};

    shared[0] = x[0];
    qsort(order, 3, sizeof *order, by_number);
    return x[order[0]] * shared[0];
}

typedef struct Model { double w[2]; } Model;

static Model *current;

static void halve(void)
{
    current->w[0] *= 0.5;
}

ADGEN_GRAD(m)
double by_pointer(Model *m, int k)
{
    current = m;
    switch (k) {
    case 0:
        halve();
        break;
    }
    return m->w[0] * m->w[1];
}

/*
 * check: text that is carried over, and the library, call functions that change active globals
 * check-error: adgen-static @ 26
 * check-error: adgen-volatile @ 27
 * check-error: adgen-static @ 35
 * check-error: adgen-generic @ 36
 * check-error: adgen-extern @ 46
 * check-error: adgen-pointer @ 56
 */
