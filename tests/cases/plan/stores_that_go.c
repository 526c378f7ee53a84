#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* What fills elements that nothing reads goes, and with it what was called for that alone. */
ADGEN_GRAD(x)
double filled_for_nothing(int n, double p, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), b[8] = {0}, sum = 0.0, scale = sqrt(1.0 + p * p);

    for (int i = 0; i < n; i++)
        b[i] = x[i];
    for (int i = 2; i < n; i++) {
        double slope = cos(p) / (1.5 + sin(b[i]));
        b[i] += sqrt(1.0 + b[i] * b[i]);
        a[i] = slope * scale;
    }
    for (int i = 0; i < 2; i++)
        sum += b[i] * b[i];
    free(a);
    return sum;
}

/* The length of a block that is not needed is not needed. */
ADGEN_GRAD(x)
double measured_for_nothing(int n, const double *x)
{
    int     room = n + 1;
    size_t  bytes = (size_t)room * sizeof(double);
    double *a = malloc(bytes), sum = 0.0;

    for (int i = 0; i < n; i++) {
        a[i] = exp(x[i]);
        sum += x[i] * x[i];
    }
    free(a);
    return sum;
}

/* Two pointers change places: both blocks are freed, one of them without having been used. */
ADGEN_GRAD(x)
double freed_by_another_name(int n, const double *x)
{
    double *a = malloc((size_t)n * sizeof *a), *b = malloc((size_t)n * sizeof *b), *swap, sum = 0.0;

    for (int i = 0; i < n; i++)
        b[i] = x[i];
    for (int i = 0; i < n; i++)
        a[i] = sin(x[i]) + b[i];
    for (int i = 0; i < n; i++)
        a[i] *= b[i];
    swap = a;
    a = b;
    b = swap;
    for (int i = 1; i < n; i++)
        sum += a[i] * a[i];
    free(a);
    free(b);
    return sum;
}

/*
 * check: stores that nothing reads go with all that was there for them, and blocks are freed by whatever name
 * check-gradient: filled_for_nothing(5, 0.5, random(5, 0.5, 1))
 * check-gradient: filled_for_nothing(2, 0.5, random(2, 0.5, 1))
 * check-gradient: measured_for_nothing(3, random(3, 0.5, 1))
 * check-gradient: freed_by_another_name(4, random(4, 0.5, 1))
 * check-omits: sqrt(
 * check-omits: exp(
 * check-omits: room
 */
