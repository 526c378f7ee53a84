/* Holds each generated gradient against the formula that the lectures derive by hand. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "calculus.h"
#include "calculus_grad.h"
#include "losses.h"
#include "losses_grad.h"
#include "neurons.h"
#include "neurons_grad.h"

static int failures;

static void compare(const char *what, double got, double want)
{
    int right = fabs(got - want) <= 1e-12 * fmax(1.0, fabs(want));

    printf("%-44s %20.15g %20.15g   %s\n", what, got, want, right ? "ok" : "WRONG");
    failures += !right;
}

static double sigma(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

static void check_calculus(void)
{
    double x = 0.7, y = -1.2, z = 2.5, dx = 0.0, dy = 0.0, dz = 0.0, value;

    compare("exp(x^2)", exp_of_square_grad(x, &dx), exp(x * x));
    compare("  d/dx = 2x exp(x^2)", dx, 2.0 * x * exp(x * x));
    dx = 0.0;
    compare("sqrt(exp(x^2) + x^2)", root_of_sum_grad(x, &dx), sqrt(exp(x * x) + x * x));
    compare("  d/dx = x (1 + exp x^2) / sqrt(x^2 + exp x^2)", dx, x * (1.0 + exp(x * x)) / sqrt(x * x + exp(x * x)));
    dx = 0.0;
    value = power_and_log_grad(2.0, 1.0, 1.0, &dx, &dy);
    compare("x1^2 + (x1 - x2)^a - log(x1^2 + x2^2)", floor(value * 1e6 + 0.5) / 1e6, 3.390562);
    compare("  d/dx1", dx, 4.2);
    compare("  d/dx2", dy, -1.4);
    dx = dy = 0.0;
    compare("(x + y) z", sum_times_grad(x, y, z, &dx, &dy, &dz), (x + y) * z);
    compare("  d/dx = z", dx, z);
    compare("  d/dy = z", dy, z);
    compare("  d/dz = x + y", dz, x + y);
    dx = dy = dz = 0.0;
    normal_nll_grad(x, y, z, &dx, &dy, &dz);
    compare("normal density, d/dx = (x - m) / s^2", dx, (x - y) / (z * z));
    compare("  d/dm = -(x - m) / s^2", dy, -(x - y) / (z * z));
    compare("  d/ds = 1/s - (x - m)^2 / s^3", dz, 1.0 / z - (x - y) * (x - y) / (z * z * z));
}

static void check_neurons(void)
{
    double w[3] = {0.4, -0.9, 0.1}, dw[3] = {0.0, 0.0, 0.0}, x0 = 1.5, x1 = -0.3, dx = 0.0;
    double dw1 = 0.0, db1 = 0.0, dw2 = 0.0, db2 = 0.0, a1, a2, s = 3.0, delta1, delta2;
    double a = sigmoid_neuron_grad(w, x0, x1, dw);

    compare("sigmoid neuron, d/dw0 = a (1 - a) x0", dw[0], a * (1.0 - a) * x0);
    compare("  d/dw1 = a (1 - a) x1", dw[1], a * (1.0 - a) * x1);
    compare("  d/dw2 = a (1 - a)", dw[2], a * (1.0 - a));
    a = sigmoid_grad(x0, s, &dx);
    compare("sigmoid of slope s, d/dv = s a (1 - a)", dx, s * a * (1.0 - a));
    dx = 0.0;
    a = tanh_by_sigmoid_grad(0.2, s, &dx);
    compare("tanh of slope s", a, tanh(0.2 * s));
    compare("  d/dv = s (1 - a^2)", dx, s * (1.0 - a * a));
    dx = 0.0;
    relu_grad(1.5, &dx);
    compare("rectifier right of 0", dx, 1.0);
    dx = 0.0;
    relu_grad(-1.5, &dx);
    compare("  left of 0", dx, 0.0);
    perceptron_grad(0.3, -0.2, 1.7, 1.0, &dw1, &db1);
    a1 = sigma(0.3 * 1.7 - 0.2);
    delta1 = (a1 - 1.0) * a1 * (1.0 - a1);
    compare("perceptron, d/dw1 = delta1 x", dw1, delta1 * 1.7);
    compare("  d/db1 = delta1", db1, delta1);
    dw1 = db1 = 0.0;
    hidden_layer_grad(0.3, -0.2, 0.8, 0.5, 1.7, 0.0, &dw1, &db1, &dw2, &db2);
    a2 = sigma(0.8 * a1 + 0.5);
    delta2 = a2 * a2 * (1.0 - a2);
    delta1 = delta2 * 0.8 * a1 * (1.0 - a1);
    compare("hidden layer, d/dw2 = delta2 a1", dw2, delta2 * a1);
    compare("  d/db2 = delta2", db2, delta2);
    compare("  d/dw1 = delta1 x", dw1, delta1 * 1.7);
    compare("  d/db1 = delta1", db1, delta1);
}

static void check_two_layers(void)
{
    enum { M = 3, N = 2 };
    double W[M * N] = {0.1, -0.4, 0.7, 0.2, -0.3, 0.9}, v[M] = {0.5, -1.1, 0.8}, x[N] = {1.3, -0.6}, y = 0.4;
    double dW[M * N] = {0}, dv[M] = {0}, a[M], o = 0.0, worst_W = 0.0, worst_v = 0.0;

    for (int i = 0; i < M; i++) {
        a[i] = sigma(W[i * N] * x[0] + W[i * N + 1] * x[1]);
        o += v[i] * a[i];
    }
    two_layers_grad(M, N, W, v, x, y, dW, dv);
    for (int i = 0; i < M; i++) {
        worst_v = fmax(worst_v, fabs(dv[i] - (o - y) * a[i]));
        for (int j = 0; j < N; j++)
            worst_W = fmax(worst_W, fabs(dW[i * N + j] - (o - y) * v[i] * a[i] * (1.0 - a[i]) * x[j]));
    }
    compare("two layers, largest error of d/dW", worst_W, 0.0);
    compare("  largest error of d/dv", worst_v, 0.0);
}

static void check_losses(void)
{
    enum { K = 4, POINTS = 5, D = 2, DEGREE = 3 };
    double y[K] = {0.3, -0.8, 1.1, 0.9}, target[K] = {0.0, 0.0, 1.0, 0.0}, dy[K] = {0}, p[K], sum = 0.0, mean = 0.0;
    double x[POINTS * D] = {0.1, 1.0, -0.7, 1.0, 0.4, 1.0, 1.9, 1.0, -1.2, 1.0}, t[POINTS] = {1, 0, 0, 1, 1};
    double w[DEGREE + 1] = {0.2, -0.5, 0.3, 0.1}, dw[DEGREE + 1] = {0}, want[DEGREE + 1] = {0};
    char   name[64];

    for (int i = 0; i < K; i++)
        sum += exp(y[i]);
    for (int i = 0; i < K; i++)
        p[i] = exp(y[i]) / sum;
    cross_entropy_grad(K, y, 2, dy);
    for (int i = 0; i < K; i++)
        mean += fabs(dy[i] - (p[i] - target[i]));
    compare("cross-entropy, error of d/dy = p - target", mean, 0.0);
    memset(dy, 0, sizeof dy);
    l2_loss_grad(K, y, target, dy);
    compare("squared error, d/dy1 = 2 (y1 - target1)", dy[1], 2.0 * (y[1] - target[1]));
    memset(dy, 0, sizeof dy);
    squared_expectation_grad(K, y, target, dy);
    mean = 0.0;
    for (int i = 0; i < K; i++)
        mean += 2.0 * (p[i] - target[i]) * p[i];
    compare("squared expectation, d/dy0", dy[0], p[0] * (2.0 * (p[0] - target[0]) - mean));
    memset(dy, 0, sizeof dy);
    hinge_grad(K, y, 2, dy);
    compare("hinge, the nearest rival", dy[3], 1.0);
    compare("  the right class", dy[2], -1.0);
    compare("  another class", dy[0], 0.0);
    binary_cross_entropy_grad(POINTS, D, w, x, t, dw);
    for (int n = 0; n < POINTS; n++)
        want[0] += (sigma(w[0] * x[n * D] + w[1]) - t[n]) * x[n * D];
    compare("binary cross-entropy, d/dw0", dw[0], want[0]);
    memset(dw, 0, sizeof dw);
    memset(want, 0, sizeof want);
    polynomial_grad(POINTS, DEGREE, w, x, t, dw);
    for (int n = 0; n < POINTS; n++) {
        double error = w[0] + x[n] * (w[1] + x[n] * (w[2] + x[n] * w[3])) - t[n];

        for (int k = 0; k <= DEGREE; k++)
            want[k] += 2.0 * error * pow(x[n], k) / POINTS;
    }
    for (int k = 0; k <= DEGREE; k++) {
        snprintf(name, sizeof name, "polynomial, d/dw%d", k);
        compare(name, dw[k], want[k]);
    }
}

int main(void)
{
    printf("%-44s %20s %20s\n", "", "generated", "by hand");
    check_calculus();
    check_neurons();
    check_two_layers();
    check_losses();
    printf("%d wrong\n", failures);
    return failures ? 1 : 0;
}
