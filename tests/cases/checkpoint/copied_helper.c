#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

static double root_of(double a)
{
    double low = 0.0, high = a > 1.0 ? a : 1.0;

#pragma adgen checkpoint(3)
    for (int i = 0; i < 60; i++) {
        double middle = 0.5 * (low + high);

        if (middle * middle < a)
            low = middle;
        else
            high = middle;
    }
    return low;
}

ADGEN_DERIVATIVE_OF(root_of, vjp)
double root_of_vjp(double a, double *a_adj, double result_adj);

double root_of_vjp(double a, double *a_adj, double result_adj)
{
    double root = root_of(a);

    *a_adj += result_adj / (2.0 * root);
    return root;
}

ADGEN_GRAD()
double f(double x)
{
    return root_of(x * x + 1.0) * x;
}

/*
 * check: functions that are carried over as they stand lose the pragmas that other compilers warn of
 * check-call: f(0.7)
 * check-value: x = sqrt(x * x + 1.0) + x * x / sqrt(x * x + 1.0)
 * check-omits: checkpoint(3)
 */
