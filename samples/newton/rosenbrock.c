#include "rosenbrock.h"

double rosenbrock(int n, const double x[n])
{
    double sum = 0.0;

    for (int i = 0; i + 1 < n; i++) {
        double across = x[i + 1] - x[i] * x[i];

        sum += 100.0 * across * across + (1.0 - x[i]) * (1.0 - x[i]);
    }
    return sum;
}
