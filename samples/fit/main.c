/*
 * A curve through noisy points by Gauss and Newton with the damping of Levenberg and Marquardt: each step solves
 * (J^T J + damping diag(J^T J)) step = -J^T r, where J is the Jacobian that adgen has written (Nocedal and Wright,
 * Numerical Optimization, 2006, section 10.3).
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "residuals.h"
#include "residuals_grad.h"

enum { N = PARAMETERS, POINTS = 200, STEPS = 100 };

static const double known[N] = {2.5, 0.15, 2.0, 0.6, 1.0}, noise = 0.1;

static double t[POINTS], measured[POINTS], r[POINTS], jacobian[POINTS * N];
static double normal[N][N], slope[N];                           /* J^T J, J^T r */

/* Normally distributed (Box and Muller), the same numbers in every run. */
static double draw(void)
{
    static unsigned long long state = 2024;
    double                    u[2];

    for (int i = 0; i < 2; i++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        u[i] = (double)((state >> 11) + 1) / 9007199254740993.0;
    }
    return sqrt(-2.0 * log(u[0])) * cos(6.283185307179586 * u[1]);
}

static void measure(void)
{
    for (int i = 0; i < POINTS; i++)
        t[i] = 12.0 * i / POINTS;
    residuals(known, POINTS, t, measured, r);                   /* how far from zero: the curve itself */
    for (int i = 0; i < POINTS; i++)
        measured[i] = r[i] + noise * draw();
}

static double squares(void)
{
    double sum = 0.0;

    for (int i = 0; i < POINTS; i++)
        sum += r[i] * r[i];
    return sum;
}

/* The sum of squares at p; sets the normal equations there. */
static double linearize(const double *p)
{
    residuals_jacobian(p, POINTS, t, measured, r, jacobian);
    memset(normal, 0, sizeof normal);
    memset(slope, 0, sizeof slope);
    for (int i = 0; i < POINTS; i++)
        for (int j = 0; j < N; j++) {
            slope[j] += jacobian[i * N + j] * r[i];
            for (int k = 0; k < N; k++)
                normal[j][k] += jacobian[i * N + j] * jacobian[i * N + k];
        }
    return squares();
}

/* By Gauss and Jordan, in place; where a matrix is symmetric and positive definite no rows need be exchanged. */
static void invert(double a[N][N])
{
    for (int k = 0; k < N; k++) {
        double pivot = a[k][k];

        a[k][k] = 1.0;
        for (int j = 0; j < N; j++)
            a[k][j] /= pivot;
        for (int i = 0; i < N; i++) {
            double factor = a[i][k];

            if (i == k)
                continue;
            a[i][k] = 0.0;
            for (int j = 0; j < N; j++)
                a[i][j] -= factor * a[k][j];
        }
    }
}

/* moved = p + step; returns how long the step is, in units of p. */
static double move(const double *p, double damping, double *moved)
{
    double inverse[N][N], length = 0.0;

    memcpy(inverse, normal, sizeof inverse);
    for (int j = 0; j < N; j++)
        inverse[j][j] *= 1.0 + damping;
    invert(inverse);
    for (int j = 0; j < N; j++) {
        double step = 0.0;

        for (int k = 0; k < N; k++)
            step -= inverse[j][k] * slope[k];
        moved[j] = p[j] + step;
        length = fmax(length, fabs(step) / (1.0 + fabs(p[j])));
    }
    return length;
}

/* From p to the lowest sum of squares, with less damping after each step that led down and more after one that did not;
 * false where that takes too many steps. */
static bool fit(double *p)
{
    double value = linearize(p), damping = 1e-3;

    printf("%4s %16s %9s\n", "step", "sum of squares", "damping");
    for (int k = 0; k < STEPS; k++) {
        double moved[N], length = move(p, damping, moved);

        printf("%4d %16.9f %9.0e\n", k, value, damping);
        if (length < 1e-9)
            return true;
        residuals(moved, POINTS, t, measured, r);
        if (squares() < value) {
            memcpy(p, moved, sizeof moved);
            value = linearize(p);
            damping *= 0.1;
        } else {
            damping *= 10.0;
        }
    }
    return false;
}

/* Each parameter with the standard error that the noise gives it: whether all are where they should be. */
static bool report(const double *p)
{
    static const char *const names[N] = {"amplitude", "decay", "frequency", "phase", "middle"};
    double                   spread = sqrt(linearize(p) / (POINTS - N));
    bool                     good = fabs(spread / noise - 1.0) < 0.2;

    invert(normal);
    printf("\n%-10s %10s %22s\n", "parameter", "known", "found");
    for (int j = 0; j < N; j++) {
        double error = spread * sqrt(normal[j][j]);

        printf("%-10s %10.4f %12.4f +- %.4f\n", names[j], known[j], p[j], error);
        good = good && fabs(p[j] - known[j]) < 3.0 * error;
    }
    printf("the points are off the curve by %.4f, the noise in them is %.4f\n", spread, noise);
    return good;
}

int main(void)
{
    double p[N] = {1.0, 0.0, 1.8, 0.0, 0.0};

    measure();
    if (!fit(p)) {
        fprintf(stderr, "no lowest point was found in %d steps\n", STEPS);
        return EXIT_FAILURE;
    }
    return report(p) ? EXIT_SUCCESS : EXIT_FAILURE;
}
