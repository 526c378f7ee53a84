#include <adgen/adgen.h>
#include <math.h>

double root_nearby(double a)
{
    double x = a;

    while (fabs(x * x - a) > 1e-14 * a)
        x = 0.5 * (x + a / x);
    return x;
}

ADGEN_DERIVATIVE_OF(root_nearby, vjp)
double root_nearby_vjp(double a, double *a_adj, double result_adj)
{
    double x = root_nearby(a);

    *a_adj += 0.5 * result_adj / x;
    return x;
}
