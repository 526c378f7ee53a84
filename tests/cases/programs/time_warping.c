#include <adgen/adgen.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

static double min3(double a, double b, double c)
{
    double m = a;
    if (b < m)
        m = b;
    if (c < m)
        m = c;
    return m;
}

/* The smooth minimum of soft dynamic time warping; what is infinite does not count. */
static double soft_min3(double a, double b, double c, double gamma)
{
    double m = min3(a, b, c), sum = 0.0;

    if (m >= DBL_MAX)
        return m;
    if (a < DBL_MAX)
        sum += exp((m - a) / gamma);
    if (b < DBL_MAX)
        sum += exp((m - b) / gamma);
    if (c < DBL_MAX)
        sum += exp((m - c) / gamma);
    return m - gamma * log(sum);
}

/* The distance of two series under warping within a band; gamma = 0 takes the hard minimum. */
ADGEN_GRAD(a, b)
double warped_distance(int n, const double *a, int m, const double *b, int band, double gamma)
{
    const int cols = m + 1;
    double *cost, result;
    int i, j;

    if (n == 0 || m == 0)
        return 0.0;
    if (abs(n - m) > band)
        band = abs(n - m);
    if ((cost = malloc((size_t)(n + 1) * (size_t)cols * sizeof *cost)) == NULL)
        return -1.0;
#define COST(i, j) cost[(i) * cols + (j)]
    for (i = 0; i <= n; i++)
        for (j = 0; j <= m; j++)
            COST(i, j) = DBL_MAX;
    COST(0, 0) = 0.0;
    for (i = 1; i <= n; i++) {
        int from = i - band > 1 ? i - band : 1, to = i + band < m ? i + band : m;

        for (j = from; j <= to; j++) {
            double d = (a[i - 1] - b[j - 1]) * (a[i - 1] - b[j - 1]);
            double best = gamma > 0.0 ? soft_min3(COST(i - 1, j), COST(i, j - 1), COST(i - 1, j - 1), gamma)
                                      : min3(COST(i - 1, j), COST(i, j - 1), COST(i - 1, j - 1));
            COST(i, j) = d + best;
        }
    }
    result = COST(n, m);
#undef COST
    free(cost);
    return result;
}

/*
 * check: dynamic time warping, hard and soft, in a table with infinite borders
 * check-gradient: warped_distance(0, zeros(0), 1, {1.0}, 2, 0.0)
 * check-gradient: warped_distance(1, {3.0}, 1, {1.0}, 2, 0.0)
 * check-value: a[0] = 4
 * check-gradient: warped_distance(1, {3.0}, 2, {1.0, 2.0}, 0, 0.0)
 * check-value: return = 5
 * check-value: b = {-4, -2}
 * check-gradient: warped_distance(4, random(4, -1, 1), 5, random(5, -1, 1), 2, 0.0)
 * check-gradient: warped_distance(4, random(4, -1, 1), 3, random(3, -1, 1), 1, 0.5)
 */
