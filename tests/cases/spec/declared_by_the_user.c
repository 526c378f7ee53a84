#include <adgen/adgen.h>

double f_grad(double x, double *x_adj);
double slope(double x);

ADGEN_GRAD(x)
double f(double x)
{
    return x * x * x;
}

double slope(double x)
{
    double x_adj = 0.0;
    f_grad(x, &x_adj);
    return x_adj;
}

/*
 * check: the file may declare the generated function and call it
 * check-gradient: f(random(-1, 1))
 */
