#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double x_adj = x * y, y_adj = x_adj * x_adj, t_adj = y_adj + x, x_acc = t_adj * y;
    double result_adj = x_acc * x_adj, result = result_adj * x;
    return result;
}

/*
 * check: the user's variables may have the names that generated code likes
 * check-gradient: f(random(0.5, 1), random(0.5, 1))
 */
