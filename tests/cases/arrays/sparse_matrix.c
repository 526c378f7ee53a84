#include <adgen/adgen.h>

ADGEN_GRAD(value, x)
double f(int rows, const int *start, const int *column, const double *value, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < rows; i++) {
        double y = 0.0;
        for (int k = start[i]; k < start[i + 1]; k++)
            y += value[k] * x[column[k]];
        sum += y * y;
    }
    return sum;
}

/*
 * check: a sparse matrix times a vector
 * check-gradient: f(3, {0, 2, 2, 5}, {0, 2, 0, 1, 2}, random(5, -1, 1), random(3, -1, 1))
 */
