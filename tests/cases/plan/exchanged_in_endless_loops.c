#include <adgen/adgen.h>

ADGEN_VJP()
void until_stop(int n, int m, int stop, const double *restrict a, const double *restrict x, double *restrict y)
{
    for (int t = n; t != 0; t--) {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < m; j++)
                y[j] += a[j * n + i] * x[i];
        if (t == stop)
            break;
    }
}

/*
 * check: a loop that waits for its bound runs although it has passed it: that says nothing about how often the nest in it runs
 * check-gradient: until_stop(3, 2, 2, random(6, 0.5, 1), random(3, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: until_stop(-3, 2, -4, random(1, 0.5, 1), random(1, 0.5, 1), random(1, 0.5, 1))
 * check-has: if (n > 0)
 */
