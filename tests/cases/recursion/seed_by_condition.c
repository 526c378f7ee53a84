#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* The sign of each minor is chosen where it is added. */
ADGEN_GRAD(A)
double determinant(int n, const double *A)
{
    double sum = 0.0;

    if (n == 1)
        return A[0];
    for (int j = 0; j < n; j++) {
        double *minor = malloc((size_t)((n - 1) * (n - 1)) * sizeof *minor);
        for (int r = 1; r < n; r++) {
            int k = 0;
            for (int c = 0; c < n; c++) {
                if (c == j)
                    continue;
                minor[(r - 1) * (n - 1) + k] = A[r * n + c];
                k++;
            }
        }
        sum += (j % 2 == 0 ? 1.0 : -1.0) * A[j] * determinant(n - 1, minor);
        free(minor);
    }
    return sum;
}

/* The smaller weight, found behind the call. */
static double smaller(const double *w, double x, int n)
{
    double y, u, v;

    if (n == 0)
        return sin(x);
    y = smaller(w, x * w[n], n - 1);
    u = w[n] * w[0];
    v = w[n - 1] * w[0];
    return y * (u < v ? u : v) + x;
}

ADGEN_GRAD(w, x)
double weights(const double *w, double x, int n)
{
    return smaller(w, x, n);
}

/* Not: its result decides. */
static double decides(const double *w, double x, int n)
{
    double y;

    if (n == 0)
        return sin(x);
    y = decides(w, x * w[n], n - 1);
    return (y > 0.25 ? w[n] : 3.0 * w[0]) * y;
}

ADGEN_GRAD(w, x)
double decided(const double *w, double x, int n)
{
    return decides(w, x, n);
}

/* Not: the largest of several, and what has been the largest so far. */
static double largest(const double *w, double x, int n)
{
    double most = -1.0, last = 0.0;

    if (n == 0)
        return sin(x);
    for (int k = 1; k <= 2; k++) {
        double y = largest(w, x * w[k], n - 1);
        last = y > most ? y * w[0] : last;
        most = y > most ? y : most;
    }
    return most + 0.5 * last;
}

ADGEN_GRAD(w, x)
double largest_of(const double *w, double x, int n)
{
    return largest(w, x, n);
}

/* Not: what decides changes behind the call, or what is chosen does. */
ADGEN_GRAD(w, x)
double changed(const double *w, double x, int n)
{
    double at[2] = {w[0], x}, limit = w[1], y, z;

    y = smaller(w, x, n);
    limit = limit + 0.5 * y;
    z = y * (limit > 0.6 ? 2.0 : w[0]);
    y = smaller(w, x * x, n);
    at[0] = at[0] * at[1];
    at[1] = at[1] + z;
    return z + y * (at[1] > 0.7 ? at[0] : at[1]);
}

/*
 * check: what the result of a call is multiplied with may be chosen by a condition that is known before the call
 * check-gradient: determinant(1, random(1, -1, 1))
 * check-gradient: determinant(3, random(9, -1, 1))
 * check-gradient: determinant(4, random(16, -1, 1))
 * check-gradient: determinant(7, random(49, -1, 1))
 * check-gradient: weights(random(5, -1, 1), 0.3, 0)
 * check-gradient: weights(random(5, -1, 1), 0.3, 4)
 * check-gradient: weights(random(5, 0.5, 1), 0.8, 4)
 * check-gradient: decided(random(5, 0.5, 1), 0.9, 0)
 * check-gradient: decided(random(5, 0.5, 1), 0.9, 1)
 * check-gradient: decided(random(5, 0.8, 1), 0.9, 4)
 * check-gradient: decided(random(5, 0.5, 1), 0.1, 4)
 * check-gradient: largest_of(random(3, 0.5, 1), 0.9, 3)
 * check-gradient: largest_of(random(3, -1, 1), 0.9, 3)
 * check-gradient: changed(random(4, 0.5, 1), 0.9, 3)
 * check-gradient: changed(random(4, 0.2, 0.5), 0.2, 3)
 * check-has: determinant_vjp(n - 1, minor, minor_adj, result_adj * ((j % 2 == 0 ? 1.0 : -1.0) * A[j]))
 * check-has: if (n == 5)
 * check-has: smaller_vjp(w, x_2, n - 1, w_adj, &part_adj, result_adj * (u < v ? u : v))
 * check-has: decides_backward
 * check-has: largest_backward
 */
