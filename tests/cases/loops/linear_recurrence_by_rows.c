#include <adgen/adgen.h>

ADGEN_GRAD(x)
double f(int rows, int cols, const double *x, double keep)
{
    double total = 0.0, level = 1.0;

    for (int i = 0; i < rows; i++) {
        int    row = i * cols;
        double weight = 1.0 / (1 + i);
        for (int k = 0; k < cols; k++) {
            int    at = row + k;
            double share = weight * keep;
            level = share * level + x[at];
        }
        total += level * weight;
    }
    return total;
}

/*
 * check: nothing but what the loops compute again comes in from outside: integers and reals of two levels
 * check-gradient: f(3, 4, random(12, -1, 1), 0.5)
 */
