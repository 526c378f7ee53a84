#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Shell's sort, ascending, that carries weights along. */
static void sort(int n, double *a, double *w)
{
    int gap, i, j;

    for (gap = 1; gap < n / 3; gap = 3 * gap + 1)
        ;
    for (; gap > 0; gap /= 3)
        for (i = gap; i < n; i++) {
            double v = a[i], u = w[i];
            for (j = i - gap; j >= 0 && a[j] > v; j -= gap) {
                a[j + gap] = a[j];
                w[j + gap] = w[j];
            }
            a[j + gap] = v;
            w[j + gap] = u;
        }
}

static double median(int n, const double *sorted)
{
    return n % 2 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
}

/* The weighted mean of what lies within width times the median absolute deviation from the median. */
ADGEN_GRAD(x, weight)
double robust_mean(int n, const double *x, const double *weight, double width)
{
    double *a, *w, *dev, mid, mad, sum = 0.0, total = 0.0;

    if (n <= 0)
        return 0.0;
    a = malloc(3 * (size_t)n * sizeof *a);
    if (a == NULL)
        return NAN;
    w = a + n;
    dev = w + n;
    for (int i = 0; i < n; i++)
        a[i] = x[i], w[i] = weight[i];
    sort(n, a, w);
    mid = median(n, a);
    for (int i = 0; i < n; i++)
        dev[i] = fabs(a[i] - mid);
    /* the deviations fall and then rise: merge from both ends of the middle */
    {
        double *sorted = malloc((size_t)n * sizeof *sorted), *out = sorted;
        int right = n / 2, left = right - 1;

        if (sorted == NULL) {
            free(a);
            return NAN;
        }
        while (left >= 0 || right < n) {
            if (right >= n || (left >= 0 && dev[left] <= dev[right]))
                *out++ = dev[left--];
            else
                *out++ = dev[right++];
        }
        mad = median(n, sorted);
        free(sorted);
    }
    for (int i = 0; i < n; i++) {
        double scaled = mad > 0.0 ? (a[i] - mid) / (width * mad) : 0.0;
        double taper;

        if (scaled <= -1.0 || scaled >= 1.0)
            continue;
        taper = 1.0 - scaled * scaled;
        total += w[i] * taper * taper;
        sum += w[i] * taper * taper * a[i];
    }
    free(a);
    return total > 0.0 ? sum / total : mid;
}

/*
 * check: a robust mean: Shell's sort of values with their weights, a median, a merge by running pointers
 * check-gradient: robust_mean(0, zeros(0), zeros(0), 3.0)
 * check-gradient: robust_mean(1, {3.0}, {2.0}, 3.0)
 * check-value: x[0] = 1
 * check-gradient: robust_mean(2, {3.0, 1.0}, {2.0, 2.0}, 3.0)
 * check-value: return = 2
 * check-gradient: robust_mean(5, random(5, -1, 1), random(5, 0.5, 1), 3.0)
 * check-gradient: robust_mean(8, random(8, -1, 1), random(8, 0.5, 1), 2.0)
 * check-gradient: robust_mean(3, {1.0, 7.0, 2.0}, {1.0, 0.0, 2.0}, 2.0)
 */
