#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

static double dot(int n, const double *a, const double *b)
{
    double s = 0.0;
    while (n--)
        s += *a++ * *b++;
    return s;
}

/* y += a x */
static void axpy(int n, double a, const double *x, double *y)
{
    for (; n > 0; n--)
        *y++ += a * *x++;
}

/* The Laplace operator on a grid of nx times ny with a conductivity for each node and fixed borders. */
static void apply(int nx, int ny, const double *k, const double *p, double *out)
{
    for (int j = 0; j < ny; j++) {
        for (int i = 0; i < nx; i++) {
            int at = j * nx + i;
            double flow = 1e-2 * p[at];

            flow += i > 0 ? (k[at] + k[at - 1]) / 2 * (p[at] - p[at - 1]) : k[at] * p[at];
            flow += i + 1 < nx ? (k[at] + k[at + 1]) / 2 * (p[at] - p[at + 1]) : k[at] * p[at];
            flow += j > 0 ? (k[at] + k[at - nx]) / 2 * (p[at] - p[at - nx]) : k[at] * p[at];
            flow += j + 1 < ny ? (k[at] + k[at + nx]) / 2 * (p[at] - p[at + nx]) : k[at] * p[at];
            out[at] = flow;
        }
    }
}

/* Solves A(k) x = b from the x given, in at most limit steps; returns how many it took, -1 without memory. */
ADGEN_VJP(k, b, x)
int solve(int nx, int ny, const double *k, const double *b, double *x, double tolerance, int limit)
{
    int n = nx * ny, step;
    double *work = malloc((3 * (size_t)n + 1) * sizeof *work);
    double *r = work, *p = work ? work + n : 0, *ap = work ? work + 2 * n : 0;
    double rr;

    if (!work)
        return -1;
    apply(nx, ny, k, x, ap);
    for (int i = 0; i < n; i++)
        p[i] = r[i] = b[i] - ap[i];
    rr = dot(n, r, r);
    for (step = 0; step < limit; step++) {
        double alpha, beta, next;

        if (sqrt(rr) <= tolerance)
            break;
        apply(nx, ny, k, p, ap);
        alpha = rr / dot(n, p, ap);
        axpy(n, alpha, p, x);
        axpy(n, -alpha, ap, r);
        next = dot(n, r, r);
        beta = next / rr;
        rr = next;
        for (int i = 0; i < n; i++)
            p[i] = r[i] + beta * p[i];
    }
    free(work);
    return step;
}

/*
 * check: conjugate gradients on a grid, vectors that share a block, a loop that ends when the residual is small
 * check-gradient: solve(0, 0, zeros(0), zeros(0), zeros(0), 1e-3, 5)
 * check-gradient: solve(1, 1, {1.0}, {2.0}, {0.0}, 1e-3, 1)
 * check-seed: x[0] = 1
 * check-value: b[0] = 1.0 / 4.01
 * check-value: k[0] = -2.0 * 4.0 / (4.01 * 4.01)
 * check-gradient: solve(2, 2, random(4, 0.5, 2), random(4, -1, 1), random(4, -1, 1), 0.0, 0)
 * check-gradient: solve(2, 3, random(6, 0.5, 2), random(6, -1, 1), zeros(6), 0.0, 2)
 * check-gradient: solve(3, 2, random(6, 0.5, 2), random(6, -1, 1), random(6, -1, 1), 1e-4, 20)
 * check-within: 1e-8
 */
