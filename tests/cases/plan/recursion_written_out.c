#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

ADGEN_GRAD(A)
double determinant(int n, const double *A)
{
    double *minor, sign = 1.0, sum = 0.0;

    if (n == 1)
        return A[0];
    minor = malloc((size_t)((n - 1) * (n - 1)) * sizeof *minor);
    if (!minor)
        return NAN;
    for (int j = 0; j < n; j++) {
        for (int r = 1; r < n; r++)
            for (int c = 0, to = 0; c < n; c++)
                if (c != j)
                    minor[(r - 1) * (n - 1) + to++] = A[r * n + c];
        sum += sign * A[j] * determinant(n - 1, minor);
        sign = -sign;
    }
    free(minor);
    return sum;
}

/* The minors lie in an array; the last column goes first. */
ADGEN_GRAD(A)
float permanent(unsigned n, const float *A)
{
    float minor[25], sum = 0.0f;

    if (n <= 1)
        return n ? A[0] : 1.0f;
    for (int j = (int)n - 1; j >= 0; j--) {
        for (unsigned r = 1; r < n; r++)
            for (int c = 0; c < (int)n; c++) {
                if (c < j)
                    minor[(r - 1) * (n - 1) + (unsigned)c] = A[r * n + (unsigned)c];
                if (c > j)
                    minor[(r - 1) * (n - 1) + (unsigned)c - 1] = A[r * n + (unsigned)c];
            }
        sum += A[j] * permanent(n - 1, minor);
    }
    return sum;
}

/* Numbers go down, not memory. */
ADGEN_GRAD(s, up, down)
double tree(int left, double s, double up, double down, double strike)
{
    if (left <= 0)
        return sqrt(s * s + strike);
    return 0.5 * tree(left - 1, s * up, up, down, strike) + 0.5 * tree(left - 1, s * down, up, down, strike);
}

/* What one call writes for another; in two dimensions. */
ADGEN_GRAD(x)
double pairs(long n, const double *x, double scale)
{
    double both[2][2], *row = both[1];

    if (n == 0)
        return x[0] * scale;
    for (int i = 0; i < 2; i++) {
        both[i][0] = x[i] * scale;
        both[0][1] = x[n % 2];
        row[1] = both[i][0] - x[1];
    }
    return pairs(n - 1, both[0], scale) * pairs(n - 1, row, 0.5) + both[0][0];
}

/*
 * check: the last sizes of a recursion that calls itself more than once are written out, several where that saves blocks
 * check-gradient: determinant(1, random(1, -1, 1))
 * check-gradient: determinant(2, random(4, -1, 1))
 * check-gradient: determinant(3, random(9, -1, 1))
 * check-gradient: determinant(4, random(16, -1, 1))
 * check-gradient: determinant(5, random(25, -1, 1))
 * check-gradient: determinant(6, random(36, -1, 1))
 * check-gradient: determinant(7, random(49, -1, 1))
 * check-gradient: permanent(0, random(1, -1, 1))
 * check-gradient: permanent(1, random(1, -1, 1))
 * check-gradient: permanent(3, random(9, -1, 1))
 * check-gradient: permanent(4, random(16, -1, 1))
 * check-gradient: permanent(5, random(25, -1, 1))
 * check-gradient: tree(0, 0.8, 1.1, 0.9, 0.7)
 * check-gradient: tree(2, 0.8, 1.1, 0.9, 0.7)
 * check-gradient: tree(3, 0.8, 1.1, 0.9, 0.7)
 * check-gradient: tree(4, 0.8, 1.1, 0.9, 0.7)
 * check-gradient: tree(6, 0.8, 1.1, 0.9, 0.7)
 * check-gradient: pairs(0, random(2, 0.5, 1), 0.9)
 * check-gradient: pairs(1, random(2, 0.5, 1), 0.9)
 * check-gradient: pairs(2, random(2, 0.5, 1), 0.9)
 * check-gradient: pairs(4, random(2, 0.5, 1), 0.9)
 * check-gradient: pairs(5, random(2, 0.5, 1), 0.9)
 * check-has: A[10] * A[15] - A[11] * A[14]
 * check-has: if (n == 2)
 * check-has: if (n == 3)
 * check-has: if (n == 4)
 * check-has: if (n == 5)
 * check-omits: if (n == 6)
 * check-has: if (left == 2)
 * check-omits: if (left == 3)
 */
