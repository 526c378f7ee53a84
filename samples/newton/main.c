/*
 * Newton's method with the exact Hessian, in 2 and in 50 dimensions: x - H^-1 g, where H is made positive definite by
 * adding to its diagonal, and the step is halved until the value falls (Nocedal and Wright, Numerical Optimization,
 * 2006, section 3.4).
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rosenbrock.h"
#include "rosenbrock_grad.h"

enum { MOST = 50, STEPS = 200 };

static double hessian[MOST * MOST], factor[MOST * MOST], gradient[MOST], step[MOST];

/* factor factor^T = hessian + shift * identity; false where that is not positive definite. */
static bool factorize(int n, double shift)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            double sum = hessian[i * n + j] + (i == j ? shift : 0.0);

            for (int k = 0; k < j; k++)
                sum -= factor[i * n + k] * factor[j * n + k];
            if (i == j && !(sum > 0.0))
                return false;
            factor[i * n + j] = i == j ? sqrt(sum) : sum / factor[j * n + j];
        }
    return true;
}

/* step = -(factor factor^T)^-1 gradient */
static void solve(int n)
{
    for (int i = 0; i < n; i++) {
        step[i] = -gradient[i];
        for (int k = 0; k < i; k++)
            step[i] -= factor[i * n + k] * step[k];
        step[i] /= factor[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++)
            step[i] -= factor[k * n + i] * step[k];
        step[i] /= factor[i * n + i];
    }
}

static double norm(int n, const double *v)
{
    double sum = 0.0;

    for (int i = 0; i < n; i++)
        sum += v[i] * v[i];
    return sqrt(sum);
}

/* x + t step, with the first t of 1, 1/2, 1/4 ... where the value is lower. */
static void descend(int n, double *x, double value)
{
    double moved[MOST];

    for (double t = 1.0; t > 1e-10; t *= 0.5) {
        for (int i = 0; i < n; i++)
            moved[i] = x[i] + t * step[i];
        if (rosenbrock(n, moved) < value)
            break;
    }
    memcpy(x, moved, (size_t)n * sizeof *x);
}

/* The number of steps that it took, or -1. */
static int minimize(int n, double *x)
{
    printf("\n%d dimensions\n%5s %16s %12s\n", n, "step", "value", "|gradient|");
    for (int k = 0; k < STEPS; k++) {
        double value, shift = 0.0;

        memset(gradient, 0, sizeof gradient);
        rosenbrock_grad(n, x, gradient);
        value = rosenbrock_hessian(n, x, hessian);
        if (k % 10 == 0 || norm(n, gradient) < 1e-8)
            printf("%5d %16.9e %12.3e\n", k, value, norm(n, gradient));
        if (norm(n, gradient) < 1e-8)
            return k;
        while (!factorize(n, shift))
            shift = shift > 0.0 ? 10.0 * shift : 1e-3;
        solve(n);
        descend(n, x, value);
    }
    return -1;
}

int main(void)
{
    static const int sizes[] = {2, 50};

    for (int s = 0; s < 2; s++) {
        double x[MOST], worst = 0.0;
        int    n = sizes[s];

        for (int i = 0; i < n; i++)
            x[i] = n > 2 ? 0.0 : i ? 1.0 : -1.2;       /* in many dimensions there is a second minimum near x[0] = -1 */
        if (minimize(n, x) < 0) {
            fprintf(stderr, "no minimum was found in %d steps\n", STEPS);
            return EXIT_FAILURE;
        }
        for (int i = 0; i < n; i++)
            worst = fmax(worst, fabs(x[i] - 1.0));
        printf("the minimum is off by %.1e\n", worst);
        if (worst > 1e-8)
            return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
