/*
 * Logistic regression on handwritten digits by a truncated Newton method: the step solves Hessian step = -gradient by
 * conjugate gradients, which want nothing of the Hessian, of 7850 x 7850 entries, but its products with vectors
 * (Nocedal and Wright, Numerical Optimization, 2006, section 7.1).  Plain gradient descent may then look at the data as
 * often.
 *
 *     logistic [FOLDER]        where the digits are
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "idx.h"
#include "softmax.h"
#include "softmax_grad.h"

enum { STEPS = 6, ITERATIONS = 25 };

static const double decay = 1e-3;

static Digits train_set, test_set;
static int    passes;                   /* over the digits: one for a value or a gradient, two for a product */

static double value_of(const double *w)
{
    passes++;
    return softmax(train_set.count, train_set.images, train_set.labels, decay, w);
}

static double gradient_of(const double *w, double *gradient)
{
    passes++;
    memset(gradient, 0, WEIGHTS * sizeof *gradient);
    return softmax_grad(train_set.count, train_set.images, train_set.labels, decay, w, gradient);
}

/* product = Hessian v; the gradient, which comes with it, is known already. */
static void product_of(const double *w, const double *v, double *product)
{
    static double gradient[WEIGHTS];

    passes += 2;
    memset(product, 0, WEIGHTS * sizeof *product);
    softmax_hvp(train_set.count, train_set.images, train_set.labels, decay, w, v, gradient, product);
}

static double dot(const double *a, const double *b)
{
    double sum = 0.0;

    for (int i = 0; i < WEIGHTS; i++)
        sum += a[i] * b[i];
    return sum;
}

/* to += factor by */
static void add(double *to, double factor, const double *by)
{
    for (int i = 0; i < WEIGHTS; i++)
        to[i] += factor * by[i];
}

/* step = -Hessian^-1 gradient, the more exactly the closer the lowest point is; returns the number of products. */
static int solve(const double *w, const double *gradient, double *step)
{
    static double residual[WEIGHTS], direction[WEIGHTS], product[WEIGHTS];
    double        square = dot(gradient, gradient), enough = square * fmin(0.25, sqrt(square));
    int           count = 0;

    memset(step, 0, WEIGHTS * sizeof *step);
    memcpy(residual, gradient, sizeof residual);
    memset(direction, 0, sizeof direction);
    add(direction, -1.0, gradient);
    while (square > enough && count < ITERATIONS) {
        double before = square, length;

        product_of(w, direction, product);
        count++;
        length = square / dot(direction, product);
        add(step, length, direction);
        add(residual, length, product);
        square = dot(residual, residual);
        for (int i = 0; i < WEIGHTS; i++)
            direction[i] = square / before * direction[i] - residual[i];
    }
    return count;
}

/* w + t step, with the first t of 1, 1/2, 1/4 ... where the value is lower by a share of what the slope promises. */
static void descend(double *w, double value, const double *gradient, double *step)
{
    static double from[WEIGHTS];
    double        slope = dot(gradient, step);

    memcpy(from, w, sizeof from);
    for (double t = 1.0; t > 1e-6; t *= 0.5) {
        memcpy(w, from, sizeof from);
        add(w, t, step);
        if (value_of(w) <= value + 1e-4 * t * slope)
            break;
    }
}

static double accuracy(const double *w)
{
    int right = 0;

    for (int s = 0; s < test_set.count; s++) {
        double best = -INFINITY;
        int    answer = 0;

        for (int k = 0; k < CLASSES; k++) {
            double z = w[k * ROW + PIXELS];

            for (int j = 0; j < PIXELS; j++)
                z += w[k * ROW + j] * test_set.images[s * PIXELS + j];
            if (z > best) {
                best = z;
                answer = k;
            }
        }
        right += answer == test_set.labels[s];
    }
    return (double)right / test_set.count;
}

static void print_line(const char *name, double value, const double *gradient, const double *w)
{
    printf("%-20s %6d %12.8f %12.2e %9.1f %%\n", name, passes, value, sqrt(dot(gradient, gradient)),
           100.0 * accuracy(w));
    fflush(stdout);
}

/* Returns the loss that it comes to. */
static double by_newton(void)
{
    static double w[WEIGHTS], gradient[WEIGHTS], step[WEIGHTS];
    double        value = gradient_of(w, gradient);

    print_line("start", value, gradient, w);
    for (int k = 1; k <= STEPS; k++) {
        char name[64];
        int  products = solve(w, gradient, step);

        descend(w, value, gradient, step);
        value = gradient_of(w, gradient);
        snprintf(name, sizeof name, "step %d, products: %d", k, products);
        print_line(name, value, gradient, w);
    }
    return value;
}

/* The largest eigenvalue of the Hessian at w, by products with a vector that turns to its eigenvector. */
static double curvature(const double *w)
{
    static double v[WEIGHTS], product[WEIGHTS];
    double        largest = 0.0;

    gradient_of(w, v);
    for (int k = 0; k < 10; k++) {
        double length = sqrt(dot(v, v));

        for (int i = 0; i < WEIGHTS; i++)
            v[i] /= length;
        product_of(w, v, product);
        largest = dot(v, product);
        memcpy(v, product, sizeof v);
    }
    return largest;
}

/* With as many passes; the length of a step is right for the steepest curvature at the start. */
static double by_descent(int most)
{
    static double w[WEIGHTS], gradient[WEIGHTS];
    double        rate = 1.0 / curvature(w), value;

    passes = 0;
    do {
        value = gradient_of(w, gradient);
        if (passes % 50 == 0 || passes == most)
            print_line("gradient descent", value, gradient, w);
        add(w, -rate, gradient);
    } while (passes < most);
    return value;
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : "data";
    double      newton, descent;

    train_set = digits_read(folder, "train");
    test_set = digits_read(folder, "t10k");
    printf("%d digits to train, %d to test; %d weights\n", train_set.count, test_set.count, WEIGHTS);
    printf("%-20s %6s %12s %12s %11s\n", "", "passes", "loss", "|gradient|", "test digits");
    newton = by_newton();
    descent = by_descent(passes);
    printf("Newton's loss is %.2e below that of gradient descent\n", descent - newton);
    digits_free(&train_set);
    digits_free(&test_set);
    return newton < descent ? EXIT_SUCCESS : EXIT_FAILURE;
}
