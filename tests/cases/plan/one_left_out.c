#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Determinant by minors: each is filled anew, and the recursion keeps nothing. */
ADGEN_GRAD(a)
double det(int n, const double *a)
{
    double *minor, sign = 1.0, sum = 0.0;
    if (n == 1)
        return a[0];
    minor = malloc((size_t)((n - 1) * (n - 1)) * sizeof *minor);
    for (int j = 0; j < n; j++) {
        for (int r = 1; r < n; r++)
            for (int c = 0, to = 0; c < n; c++)
                if (c != j)
                    minor[(r - 1) * (n - 1) + to++] = a[r * n + c];
        sum += sign * a[j] * det(n - 1, minor);
        sign = -sign;
    }
    free(minor);
    return sum;
}

/* Others with continue, counted from 1; what is counted is used behind the loop. */
ADGEN_GRAD(x)
double others(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 1; i < n; i++) {
        int k = 3;
        for (int j = 1; j < n; j++) {
            if (i == j)
                continue;
            k++;
            sum += x[i] * x[j] * k;
        }
        sum += x[k - n];
    }
    return sum;
}

/* What is counted begins with what a cast leaves of a number. */
ADGEN_GRAD(x)
double wrapped(int n, const double *x)
{
    double minor[300] = {0.0}, sum = 0.0;
    for (int j = 0; j < n; j++) {
        int to = (unsigned char)511;
        for (int c = 0; c < n; c++)
            if (c != j)
                minor[to++] = x[c];
        sum += minor[255] * minor[256] * x[j];
    }
    return sum;
}

/* Not: what is left out may lie outside. */
ADGEN_GRAD(x)
double outside(int n, int m, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < m; i++)
        for (int j = 1; j < n; j++)
            if (j != i)
                sum += x[i] * x[j];
    return sum;
}

/* Not: it changes, or the end does. */
ADGEN_GRAD(x)
double changed(int n, const double *x)
{
    double sum = 0.0;
    int    end = n;
    for (int i = 0; i < end; i++) {
        for (int j = 0; j < end; j++)
            if (j != i)
                sum += x[i] * sin(x[j]);
        end = i > 0 ? n - 1 : n;
    }
    return sum;
}

/* Not: the way out. */
ADGEN_GRAD(x)
double left(int n, const double *x)
{
    double sum = 0.0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            if (j == i)
                break;
            sum += x[i] * cos(x[j]);
        }
    return sum;
}

static double last(int n, const double *x)
{
    return n == 1 ? x[0] : sin(x[n - 1]) + last(n - 1, x);
}

/* A block that a function reads: filled in two parts, and in two parts of which one may be missing. */
ADGEN_GRAD(x)
double parts(int n, int m, const double *x)
{
    double *t = malloc((size_t)(2 * n) * sizeof *t), sum = 0.0;
    for (int i = 0; i < m; i++) {
        for (int k = 0; k < n; k++)
            t[n + k] = x[k] * i;
        for (int k = n - 1; k >= 0; k--)
            t[k] = x[k] + i;
        sum += last(2 * n, t);
    }
    free(t);
    return sum;
}

/* Not: half of it is left from the iteration before. */
ADGEN_GRAD(x)
double half(int n, int m, const double *x)
{
    double *t = calloc((size_t)(2 * n), sizeof *t), sum = 0.0;
    for (int i = 0; i < m; i++) {
        for (int k = 0; k < n; k++)
            t[(i % 2) * n + k] = x[k] * (i + 1);
        sum += last(2 * n, t);
    }
    free(t);
    return sum;
}

/* Not: one element is left out; one is filled on a condition. */
ADGEN_GRAD(x)
double gaps(int n, int m, const double *x)
{
    double *t = calloc((size_t)n, sizeof *t), sum = 0.0;
    for (int i = 0; i < m; i++) {
        for (int k = 1; k < n; k++)
            t[k] = x[k] + i;
        if (i % 2 == 0)
            t[0] = x[0] * i;
        sum += last(n, t);
    }
    free(t);
    return sum;
}

/* Not: read before it is filled. */
ADGEN_GRAD(x)
double before(int n, int m, const double *x)
{
    double *t = calloc((size_t)n, sizeof *t), sum = 0.0;
    for (int i = 0; i < m; i++) {
        sum += last(n, t) * x[0];
        for (int k = 0; k < n; k++)
            t[k] = x[k] + i;
    }
    free(t);
    return sum;
}

/*
 * check: a loop that leaves one out is two; a block that is filled each time before a function reads it is the iteration's own
 * check-gradient: det(1, random(1, -1, 1))
 * check-gradient: det(2, random(4, -1, 1))
 * check-gradient: det(4, random(16, -1, 1))
 * check-gradient: det(7, random(49, -1, 1))
 * check-gradient: others(5, random(5, -1, 1))
 * check-gradient: others(1, random(5, -1, 1))
 * check-gradient: wrapped(4, random(4, -1, 1))
 * check-gradient: outside(4, 2, random(4, -1, 1))
 * check-gradient: outside(2, 4, random(4, -1, 1))
 * check-gradient: changed(4, random(4, -1, 1))
 * check-gradient: left(4, random(4, -1, 1))
 * check-gradient: parts(2, 3, random(2, -1, 1))
 * check-gradient: half(2, 5, random(2, -1, 1))
 * check-gradient: gaps(3, 4, random(3, -1, 1))
 * check-gradient: before(3, 4, random(3, -1, 1))
 * check-omits: det_forward
 * check-has: det_vjp(n - 1, minor, minor_adj, result_adj * (sign * a[j]))
 * check-has: for (int c = j + 1; c < n; c++) minor[(r - 1) * (n - 1) + (c - 1)] = a[r * n + c];
 * check-has: for (int j = i + 1; j < n; j++) { sum += x[i] * x[j] * (j + 2);
 * check-has: minor[c + 255] = x[c];
 * check-has: if (j != i)
 * check-has: last_vjp(2 * n, t, t_adj, 1.0)
 * check-has: last_forward(n, t, &tape)
 */
