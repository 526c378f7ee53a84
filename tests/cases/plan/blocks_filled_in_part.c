#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* The array is larger than what is ever written of it. */
ADGEN_GRAD(A)
double permanent(int n, const double *A)
{
    double minor[100], sum = 0.0;

    if (n <= 1)
        return n ? A[0] : 1.0;
    for (int j = 0; j < n; j++) {
        for (int r = 1; r < n; r++)
            for (int c = 0, to = 0; c < n; c++)
                if (c != j)
                    minor[(r - 1) * (n - 1) + to++] = A[r * n + c];
        sum += A[j] * permanent(n - 1, minor);
    }
    return sum;
}

/* So is the block. */
ADGEN_GRAD(A)
double determinant(int n, const double *A)
{
    double *minor, sum = 0.0;

    if (n == 1)
        return A[0];
    minor = malloc((size_t)(n * n) * sizeof *minor);
    for (int j = n - 1; j >= 0; j--) {
        for (int r = 1; r < n; r++) {
            for (int c = 0; c < j; c++)
                minor[(r - 1) * (n - 1) + c] = A[r * n + c];
            for (int c = j + 1; c < n; c++)
                minor[(r - 1) * (n - 1) + c - 1] = A[r * n + c];
        }
        sum += (j % 2 ? -A[j] : A[j]) * determinant(n - 1, minor);
    }
    free(minor);
    return sum;
}

/* Reads all of eight elements. */
static double all(int depth, const double *y)
{
    double sum = 0.0;

    for (int i = 0; i < 8; i++)
        sum += y[i] * y[(i + 1) % 8];
    return depth > 0 ? sum * all(depth - 1, y) : sum;
}

/* What is never written is the same in all iterations. */
ADGEN_GRAD(x)
double rest(int n, int k, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int j = 0; j < n; j++) {
        for (int c = 0; c < k; c++)
            y[c] = sin(x[j] * x[c]);
        sum += x[j] * all(2, y);
    }
    return sum;
}

/* In steps, each of which starts from what the one before it left. */
ADGEN_GRAD(u)
double steps(int n, int count, double *u)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int t = 0; t < count; t++) {
        for (int j = 0; j < n; j++) {
            for (int c = 1; c < n; c++)
                y[c] = sin(u[j] * u[c]);
            sum += u[j] * all(1, y);
        }
        for (int j = 0; j < n; j++)
            u[j] = 0.9 * u[j] + 0.1 * u[j] * u[(j + 1) % n];
    }
    return sum;
}

/* Not: what is written grows; the last iterations leave some as they were. */
ADGEN_GRAD(x)
double grows(int n, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int j = n - 1; j >= 0; j--) {
        for (int c = 0; c < j; c++)
            y[c] = sin(x[j] * x[c]);
        sum += x[j] * all(1, y);
    }
    return sum;
}

/* Not: each iteration leaves one out. */
ADGEN_GRAD(x)
double left_out(int n, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int j = 0; j < n; j++) {
        for (int c = 0; c < j; c++)
            y[c] = sin(x[j] * x[c]);
        for (int c = j + 1; c < n; c++)
            y[c] = cos(x[j] * x[c]);
        sum += x[j] * all(1, y);
    }
    return sum;
}

/* Not: the first part may reach behind the second one. */
ADGEN_GRAD(x)
double beyond(int n, int k, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int j = 0; j < n; j++) {
        for (int c = 0; c < j; c++)
            y[c] = sin(x[j] * x[c]);
        for (int c = j; c < k; c++)
            y[c] = cos(x[j] * x[c]);
        sum += x[n - 1 - j] * all(1, y);
    }
    return sum;
}

/* Not: something else is written, too: now and then, behind the call, by another pointer. */
ADGEN_GRAD(x)
double others(int n, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int j = 0; j < n; j++) {
        for (int c = 0; c < 4; c++)
            y[c] = sin(x[j] * x[c]);
        if (j % 2)
            y[5] = x[j];
        sum += x[j] * all(1, y);
    }
    return sum;
}

ADGEN_GRAD(x)
double behind(int n, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int j = 0; j < n; j++) {
        for (int c = 0; c < 4; c++)
            y[c] = sin(x[j] * x[c]);
        sum += x[j] * all(1, y);
        y[4] = x[j] * x[0];
    }
    return sum;
}

ADGEN_GRAD(x)
double pointers(int n, const double *x)
{
    double y[9] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5, 1.0}, *z = y + 1, sum = 0.0;

    for (int j = 0; j < n; j++) {
        for (int c = 0; c < j; c++)
            y[c] = sin(x[j] * x[c]);
        for (int c = j; c < n; c++)
            z[c] = sin(x[j] * x[c]);
        sum += x[j] * all(1, y);
    }
    return sum;
}

/* Not: in another round less is written; what is left is of the round before. */
ADGEN_GRAD(x)
double rounds(int n, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int k = n; k > 0; k--)
        for (int j = 0; j < 3; j++) {
            for (int c = 0; c < k; c++)
                y[c] = sin(x[j] * x[c]) + 0.1 * k;
            sum += x[j] * all(1, y);
        }
    return sum;
}

/* Not: nor is the pointer the same in all rounds. */
ADGEN_GRAD(x)
double moved(int n, const double *x)
{
    double *block = calloc(16, sizeof *block), *y = block, sum = 0.0;

    for (int k = 0; k < 3; k++) {
        y = block + (2 - k);
        for (int j = 0; j < 3; j++) {
            for (int c = 0; c < n; c++)
                y[c] = sin(x[j] * x[c]) + 0.1 * k;
            sum += x[j] * all(1, y);
        }
    }
    free(block);
    return sum;
}

/* Not: there is one iteration more than what leaves room for. */
ADGEN_GRAD(x)
double one_more(int n, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int j = 0; j <= n; j++) {
        for (int c = 0; c < j; c++)
            y[c] = sin(x[j] * x[c]);
        for (int c = j + 1; c < n; c++)
            y[c - 1] = cos(x[j] * x[c]);
        sum += x[n - j] * all(1, y);
    }
    return sum;
}

/* Not: the second part begins behind where the first one ends, now and then. */
ADGEN_GRAD(x)
double leaps(int n, const double *x)
{
    double y[8] = {0.5, 0.25, 0.5, 0.75, 1.0, 0.5, 0.75, 0.5}, sum = 0.0;

    for (int j = 0; j < n; j++) {
        int to = 2;

        for (int c = 0; c < to; c++)
            y[c] = sin(x[j] * x[c]);
        if (j % 2)
            to++;
        for (int c = to; c < 8; c++)
            y[c] = cos(x[j] * x[c]);
        sum += x[j] * all(1, y);
    }
    return sum;
}

/* Nor is it the whole of a block that is filled then. */
ADGEN_GRAD(x)
double leaps_in_block(int n, const int *at, const double *x)
{
    double *y = calloc(8, sizeof *y), sum = 0.0;
    int     to = 2;

    for (int j = 0; j < n; j++) {
        for (int c = 0; c < to; c++)
            y[c] = sin(x[j] * x[c]);
        to = at[j];
        for (int c = to; c < 8; c++)
            y[c] = cos(x[j] * x[c]);
        sum += x[j] * all(1, y);
    }
    free(y);
    return sum;
}

/*
 * check: a block of which each iteration fills all that is ever written is the iteration's own
 * check-gradient: permanent(1, random(1, -1, 1))
 * check-gradient: permanent(3, random(9, -1, 1))
 * check-gradient: permanent(5, random(25, -1, 1))
 * check-gradient: permanent(7, random(49, -1, 1))
 * check-gradient: determinant(1, random(1, -1, 1))
 * check-gradient: determinant(4, random(16, -1, 1))
 * check-gradient: determinant(7, random(49, -1, 1))
 * check-gradient: rest(4, 3, random(8, 0.5, 1))
 * check-gradient: rest(4, 0, random(8, 0.5, 1))
 * check-gradient: rest(4, 8, random(8, 0.5, 1))
 * check-gradient: steps(5, 3, random(8, 0.5, 1))
 * check-gradient: grows(6, random(8, 0.5, 1))
 * check-gradient: left_out(6, random(8, 0.5, 1))
 * check-gradient: beyond(6, 3, random(8, 0.5, 1))
 * check-gradient: beyond(3, 6, random(8, 0.5, 1))
 * check-gradient: others(6, random(8, 0.5, 1))
 * check-gradient: behind(6, random(8, 0.5, 1))
 * check-gradient: pointers(6, random(8, 0.5, 1))
 * check-gradient: rounds(5, random(8, 0.5, 1))
 * check-gradient: moved(5, random(8, 0.5, 1))
 * check-gradient: one_more(5, random(8, 0.5, 1))
 * check-gradient: leaps(5, random(8, 0.5, 1))
 * check-gradient: leaps_in_block(5, {3, 4, 2, 5, 2}, random(8, 0.5, 1))
 * check-has: all_vjp(2, y, y_adj, x[j])
 * check-omits: all_vjp(1, y, y_adj, x[
 * check-has: permanent_vjp(n - 1, minor, minor_adj, result_adj * A[j])
 * check-has: determinant_vjp(n - 1, minor, minor_adj, result_adj * ((j % 2) ? -A[j] : A[j]))
 */
