#include <adgen/adgen.h>
#include <math.h>

ADGEN_GRAD()
double same_each_time(int n, int m, const double *restrict w, double *restrict x, double c)
{
    double total = 0.0;
    for (int i = 0; i < n; i++) {
        double sum = 0.0;
        for (int j = 0; j < m; j++)
            sum += w[j] * x[j];
        total += exp(-sum * sum) + tanh(sum + c);
    }
    return total;
}

/*
 * check: which iteration it is nobody asks: the batch's first one is not named
 * check-gradient: same_each_time(3, 4, random(4, 0.1, 0.9), random(4, 0.1, 0.9), 0.3)
 * check-gradient: same_each_time(37, 2, random(2, 0.1, 0.9), random(2, 0.1, 0.9), 0.3)
 * check-gradient: same_each_time(0, 2, random(2, 0.1, 0.9), random(2, 0.1, 0.9), 0.3)
 * check-has: sum_at[k]
 * check-omits: int first
 */
