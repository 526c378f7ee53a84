#include <adgen/adgen.h>
static void sort(double *a, int n)
{
    if (n < 2)
        return;
    int    half = n / 2, i = 0, j = half, k = 0;
    double tmp[n];
    sort(a, half);
    sort(a + half, n - half);
    while (k < n)
        tmp[k++] = j >= n || (i < half && a[i] <= a[j]) ? a[i++] : a[j++];
    for (k = 0; k < n; k++)
        a[k] = tmp[k];
}

ADGEN_GRAD(a)
double f(double *a, int n)
{
    double s = 0.0;
    sort(a, n);
    for (int i = 0; i < n; i++)
        s += (i + 1) * a[i] * a[i];
    return s;
}

/*
 * check: merge sort with a variable-length array
 * check-gradient: f(random(7, -1, 1), 7)
 * check-gradient: f(random(1, -1, 1), 1)
 */
