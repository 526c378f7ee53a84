/*
 * How much two populations depend on the rates they live by and on how many there were: by forward mode, one pass for
 * each of the six inputs, and by reverse mode, one pass for each of the two outputs.  Both are held against each other
 * and against two laws that the exact solution obeys.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "populations.h"
#include "populations_grad.h"

enum { RATES = 4, SPECIES = 2, INPUTS = RATES + SPECIES, STEPS = 2000 };

static const double rates[RATES] = {1.1, 0.4, 0.1, 0.4}, start[SPECIES] = {10.0, 5.0}, duration = 20.0;

static double by_forward[SPECIES][INPUTS], by_reverse[SPECIES][INPUTS];

/* Column after column: the direction is one of the inputs. */
static void forward(void)
{
    for (int j = 0; j < INPUTS; j++) {
        double y[SPECIES], rates_dot[RATES] = {0.0}, y_dot[SPECIES] = {0.0};

        memcpy(y, start, sizeof y);
        *(j < RATES ? &rates_dot[j] : &y_dot[j - RATES]) = 1.0;
        populations_jvp(rates, STEPS, duration / STEPS, y, rates_dot, y_dot);
        for (int i = 0; i < SPECIES; i++)
            by_forward[i][j] = y_dot[i];
    }
}

/* Row after row: the seed is one of the outputs; what comes back in its place is the derivative by the start. */
static void reverse(void)
{
    for (int i = 0; i < SPECIES; i++) {
        double y[SPECIES], y_adj[SPECIES] = {0.0};

        memcpy(y, start, sizeof y);
        y_adj[i] = 1.0;
        populations_vjp(rates, STEPS, duration / STEPS, y, by_reverse[i], y_adj);
        memcpy(by_reverse[i] + RATES, y_adj, sizeof y_adj);
    }
}

/* Relative to the larger of the two, and to 1. */
static double difference(double a, double b)
{
    return fabs(a - b) / fmax(1.0, fmax(fabs(a), fabs(b)));
}

static double print_table(void)
{
    static const char *const names[INPUTS] = {"birth of prey",      "prey eaten",        "growth of predators",
                                              "death of predators", "prey at the start", "predators at the start"};
    double                   worst = 0.0;

    printf("%-26s %31s   %31s\n", "derivative", "of prey: forward        reverse", "of predators: forward   reverse");
    for (int j = 0; j < INPUTS; j++) {
        printf("by %-23s", names[j]);
        for (int i = 0; i < SPECIES; i++) {
            printf("%s %15.10f %15.10f", i ? "  " : "", by_forward[i][j], by_reverse[i][j]);
            worst = fmax(worst, difference(by_forward[i][j], by_reverse[i][j]));
        }
        printf("\n");
    }
    return worst;
}

/* Rates twice as high are time twice as fast: the derivatives by the rates, each times its rate, sum up to the slope
 * times the duration. */
static double off_from_time(const double *y)
{
    const double slope[SPECIES] = {(rates[0] - rates[1] * y[1]) * y[0], (rates[2] * y[0] - rates[3]) * y[1]};
    double       worst = 0.0;

    for (int i = 0; i < SPECIES; i++) {
        double sum = 0.0;

        for (int j = 0; j < RATES; j++)
            sum += by_reverse[i][j] * rates[j];
        worst = fmax(worst, difference(sum, slope[i] * duration));
    }
    return worst;
}

/* The flow keeps areas in the logarithms of the two: the determinant is the ratio of the products. */
static double off_from_area(const double *y)
{
    double(*d)[INPUTS] = by_reverse;
    double determinant = d[0][4] * d[1][5] - d[0][5] * d[1][4];

    return difference(determinant, y[0] * y[1] / (start[0] * start[1]));
}

int main(void)
{
    double y[SPECIES], worst, time, area;

    memcpy(y, start, sizeof y);
    populations(rates, STEPS, duration / STEPS, y);
    printf("from %g prey and %g predators to %.6f and %.6f in %g years\n\n", start[0], start[1], y[0], y[1], duration);
    forward();
    reverse();
    worst = print_table();
    time = off_from_time(y);
    area = off_from_area(y);
    printf("\n%d passes of forward mode and %d of reverse mode agree to %.1e;\n", INPUTS, SPECIES, worst);
    printf("the law of rates and time holds to %.1e, the law of areas to %.1e\n", time, area);
    return worst <= 1e-10 && time <= 1e-7 && area <= 1e-7 ? EXIT_SUCCESS : EXIT_FAILURE;
}
