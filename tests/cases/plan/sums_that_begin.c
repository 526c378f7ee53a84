#include <adgen/adgen.h>
#include <math.h>

/* Biases, zeros, and rows that are added to twice. */
ADGEN_GRAD()
void layer(int n, int m, double *restrict z, const double *restrict W, const double *restrict b, const double *restrict x)
{
    for (int i = 0; i < n; i++) {
        z[i] = b[i];
        for (int j = 0; j < m; j++)
            z[i] += W[i * m + j] * x[j];
        z[i] = tanh(z[i]);
    }
}

/* What it begins with is what was there. */
ADGEN_GRAD()
void halved(int n, int m, double *restrict z, const double *restrict x)
{
    for (int i = 0; i < n; i++) {
        z[i] = 0.5 * z[i];
        for (int j = i; j < m; j++)
            z[i] += x[j] * x[j];
    }
}

/* The loop begins where the element says. */
ADGEN_GRAD()
void from_there(int n, double *restrict z, const double *restrict x)
{
    z[0] = 2.0;
    for (int j = (int)z[0]; j < n; j++)
        z[0] += x[j] * x[j];
}

/* What the loop reads may be the element. */
ADGEN_GRAD()
void read_in_between(int n, int m, double *z, const double *x)
{
    for (int i = 0; i < n; i++) {
        z[i] = 1.0;
        for (int j = 0; j < m; j++)
            z[i] += x[j] * x[j] + 0.1 * z[j];
    }
}

/*
 * check: a sum that waits begins with what is assigned right before its loop, and is stored whether the loop runs or not
 * check-gradient: layer(3, 2, random(3, -1, 1), random(6, -1, 1), random(3, -1, 1), random(2, -1, 1))
 * check-gradient: layer(3, 0, random(3, -1, 1), NULL, random(3, -1, 1), NULL)
 * check-gradient: halved(4, 3, random(4, -1, 1), random(3, -1, 1))
 * check-gradient: from_there(4, random(1, -1, 1), random(4, -1, 1))
 * check-gradient: from_there(1, random(1, -1, 1), random(1, -1, 1))
 * check-gradient: read_in_between(3, 3, random(3, -1, 1), random(3, -1, 1))
 * check-has: double z_sum = b[first + k];
 * check-has: double z_sum = 0.5 * z[i];
 */
