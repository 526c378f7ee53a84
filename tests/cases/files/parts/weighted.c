#include <math.h>

double weighted(const double *x, int n, double scale)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        sum += sin(scale * x[i]);
    return sum;
}
