#include <adgen/adgen.h>

ADGEN_VJP()
void read_while_cleared(int n, const double *restrict a, double *restrict y, double *restrict s)
{
    for (int i = 0; i < n; i++) {
        double old = y[i];
        y[i] = 0.0;
        for (int j = 0; j < n; j++)
            s[j] += a[j * n + i] + y[i];
        y[i] = y[i] + old;
    }
}

ADGEN_VJP()
void written_before(int n, const double *restrict a, const double *restrict b, double *restrict y, double *restrict s)
{
    for (int i = 0; i < n; i++) {
        double old = y[i];
        y[i] = b[i];
        y[i] = 0.0;
        for (int j = 0; j < n; j++)
            s[j] += a[j * n + i] * old;
        y[i] = y[i] + old;
    }
}

ADGEN_VJP()
void unseen(int n, const double *restrict a, double *restrict y, double *restrict s)
{
    for (int i = 0; i < n; i++) {
        double old = y[i];
        y[i] = 0.0;
        for (int j = 0; j < n; j++)
            s[j] += a[j * n + i];
        y[i] = y[i] + old;
    }
}

/*
 * check: what is cleared and gets its old value back may be left out of exchanged loops where nobody looks at it in between
 * check-gradient: read_while_cleared(5, random(25, 0.5, 1), random(5, 0.5, 1), random(5, 0.5, 1))
 * check-gradient: written_before(5, random(25, 0.5, 1), random(5, 0.5, 1), random(5, 0.5, 1), random(5, 0.5, 1))
 * check-gradient: unseen(5, random(25, 0.5, 1), random(5, 0.5, 1), random(5, 0.5, 1))
 * check-count: 1 s_sum += a[j * n + i]
 */
