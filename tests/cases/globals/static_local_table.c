#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(double x, int k)
{
    static const double nodes[3] = { -0.77459666924148337704, 0.0, 0.77459666924148337704 };
    static const double weights[] = { 5.0 / 9.0, 8.0 / 9.0, 5.0 / 9.0 };
    double sum = 0.0;
    for (int i = 0; i < 3; i++) {
        double t = x * (nodes[i] + 1.0), p = weights[i];
        for (int j = 0; j < k; j++)
            p *= t;
        sum += p;
    }
    return sum;
}

/*
 * check: tables that are static in the function
 * check-gradient: f(random(0.5, 1), 3)
 */
