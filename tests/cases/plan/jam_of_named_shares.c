#include <adgen/adgen.h>
#include <math.h>

/* What is added to the elements has a name behind the total, which is the elements' own matter. */
ADGEN_NOALIAS ADGEN_GRAD(a)
double named_shares(int n, int m, const double *a, double *y)
{
    double all = 1.0, none[4] = {0};
    for (int r = 0; r < 3; r++)
        for (int i = 0; i < n; i++) {
            double sum = y[r * (n + 2) + i];
            for (int j = 0; j < m; j++)
                sum += a[r % 3] * y[i * (n + m) + j];
            all = sin(sum) + 0.5 * all;
        }
    for (int k = 5; k >= 0; k--) {
        double sum = 0.0;
        for (int j = 0; j < 8; j++)
            sum += none[1] * y[2 * j];
        for (int j = 0; j <= m - 2; j++)
            y[2 * j] -= sum * a[k * 9 + m - 2 - j];
    }
    return all;
}

/*
 * check: a loop where a total comes before a share that has a name is not taken apart, and takes its iterations one by one
 * check-gradient: named_shares(3, 4, random(60, 0.5, 1), random(40, 0.5, 1))
 * check-has: double y_value_adj = sum_adj * a[r % 3];
 * check-omits: i -= 4
 */
