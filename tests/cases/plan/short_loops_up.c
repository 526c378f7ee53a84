#include <adgen/adgen.h>
#include <math.h>

/* Each element by itself, and a sum that they share: in any order. */
ADGEN_VJP(c, y)
void scale(int n, double c, double *y)
{
    for (int j = 0; j < n; j++)
        for (int k = 0; k < 4; k++)
            y[4 * j + k] *= c;
}

ADGEN_VJP(c, y)
void scale_rows(int n, double c, double (*y)[8])
{
    for (int j = 0; j < n; j++)
        for (int k = 0; k < 8; k++)
            y[j][k] *= c;
}

/* Each element from the one before: backward, from the last one. */
ADGEN_VJP(y)
void chain(int n, double *y)
{
    for (int j = 0; j < n; j++)
        for (int row = 1; row < 5; row++)
            y[row] = sin(y[row - 1]) * y[row];
}

/*
 * check: backward loops of a known number of iterations count up where their order does not matter
 * check-gradient: scale(3, random(0.5, 1), random(12, -1, 1))
 * check-gradient: scale_rows(2, random(0.5, 1), random(16, -1, 1))
 * check-gradient: chain(2, random(5, 0.5, 1))
 * check-omits: k--
 * check-has: for (int row = 4; row >= 1; row--)
 */
