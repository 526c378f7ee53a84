#include <adgen/adgen.h>
#include <math.h>

/* Haar transform in place, the sums first; the scratch array is used before and after the inner call. */
static void haar(double *a, int n)
{
    if (n < 2)
        return;
    {
        double scratch[n];
        int    half = n / 2;
        for (int i = 0; i < half; i++) {
            scratch[i] = 0.5 * (a[2 * i] + a[2 * i + 1]);
            scratch[half + i] = a[2 * i] * a[2 * i + 1];
        }
        haar(scratch, half);
        for (int i = 0; i < n; i++)
            a[i] = i < 2 * half ? scratch[i] * scratch[i] + a[i] : sin(a[i]);
        scratch[0] *= a[n - 1];
        haar(scratch + half, half);
        for (int i = 0; i < half; i++)
            a[i] += scratch[half + i] * scratch[0];
    }
}

ADGEN_GRAD(a)
double f(double *a, int n)
{
    double sum = 0.0;
    haar(a, n);
    for (int i = 0; i < n; i++)
        sum += (i + 1) * a[i];
    return sum;
}

/*
 * check: a variable-length array that a recursive function writes before and after it calls itself
 * check-gradient: f(random(8, -1, 1), 8)
 * check-gradient: f(random(7, -1, 1), 7)
 * check-gradient: f(random(1, -1, 1), 1)
 * check-gradient: f(zeros(0), 0)
 */
