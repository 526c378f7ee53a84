#include <adgen/adgen.h>

double table(double x);

ADGEN_DERIVATIVE_OF(table, jvp)
double table_jvp(double x, double x_dot, double *result_dot);

ADGEN_JVP(x, width(2))
double f(double x)
{
    return x * table(x);
}

/*
 * check: what the user gives takes one direction at a time
 * check-error: adgen-width @ 11
 * check-error-text: one derivative at a time
 */
