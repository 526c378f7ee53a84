#include <adgen/adgen.h>
#include <math.h>

/* The row may be the one before. */
ADGEN_GRAD(a)
double one_before(int n, double a[4][4])
{
    double d = 1.0;
    for (int k = 1; k < n; k++) {
        int p = k;
        if (a[k - 1][0] > a[k][0])
            p = k - 1;
        for (int j = 0; j < n; j++)
            a[p][j] = 0.5 * a[p][j] * a[0][j];
        for (int i = k; i < n; i++)
            for (int j = 0; j < n; j++)
                d += a[i][j] * a[k - 1][j];
    }
    return d;
}

/* It is the one that an earlier step has chosen, in some steps. */
ADGEN_GRAD(a)
double from_before(int n, double a[4][4])
{
    double d = 1.0;
    int    p = 0;
    for (int k = 0; k < n; k++) {
        if (k % 2 == 0)
            p = k;
        for (int j = 0; j < n; j++)
            a[p][j] = 0.5 * a[p][j] * a[k][j];
        for (int i = k; i < n; i++)
            for (int j = 0; j < n; j++)
                d += a[i][j] * a[k][j];
    }
    return d;
}

/* It changes between the condition and the store, and behind the store. */
ADGEN_GRAD(a)
double changes(int n, double a[4][4])
{
    double d = 1.0;
    for (int k = 1; k < n; k++) {
        int p = k;
        if (p == k) {
            p = k - 1;
            for (int j = 0; j < n; j++)
                a[p][j] = 0.5 * a[p][j] * a[k][j];
            p = k;
        }
        for (int j = 0; j < n; j++)
            d += a[p][j] * a[k - 1][j] * a[0][j];
    }
    return d;
}

/* Downwards, it is no less than the counter, and that becomes less. */
ADGEN_GRAD(a)
double downwards(int n, double a[4][4])
{
    double d = 1.0;
    for (int k = n - 2; k >= 0; k--) {
        int p = k;
        if (a[k + 1][0] > a[k][0])
            p = k + 1;
        for (int j = 0; j < n; j++)
            a[p][j] = 0.5 * a[p][j] * a[n - 1][j];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                d += a[i][j] * a[k][j];
    }
    return d;
}

/*
 * check: rows that a later step may write are kept
 * check-gradient: one_before(4, random(16, 0.5, 1.5))
 * check-gradient: from_before(4, random(16, 0.5, 1.5))
 * check-gradient: changes(4, random(16, 0.5, 1.5))
 * check-gradient: downwards(4, random(16, 0.5, 1.5))
 */
