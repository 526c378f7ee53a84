#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Each step fills `slope` anew, and gives it to `last`: their pointers change places, so that none of them may lead into the kept rows. */
ADGEN_GRAD(x)
double handed_on(int n, int steps, const double *x)
{
    double *last = malloc((size_t)n * sizeof *last), *slope = malloc((size_t)n * sizeof *slope);
    double *state = malloc((size_t)n * sizeof *state), *total = malloc((size_t)n * sizeof *total), sum = 0.0;

    for (int i = 0; i < n; i++) {
        last[i] = x[i];
        state[i] = 0.5;
        total[i] = 0.5;
    }
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            slope[i] = cos(x[i]) + sin(x[i]);
        for (int i = 0; i < n; i++)
            last[i] += 0.25 / (2.0 + state[i] * state[i]);
        for (int i = 0; i < n; i++)
            total[i] += last[i] - cos(x[i]);
        for (int i = 0; i < n; i++)
            state[i] -= 0.5 * exp(-slope[i] * slope[n - 1 - i]);
        memcpy(last, slope, (size_t)n * sizeof *last);
    }
    for (int i = 0; i < n; i++)
        sum += last[i] * total[i];
    for (int i = 0; i < n; i++)
        sum += state[i] * state[i];
    free(last);
    free(slope);
    free(state);
    free(total);
    return sum;
}

/* The state before a step is handed on before the step gives it another value. */
ADGEN_GRAD(x)
double remembered(int n, int steps, const double *x)
{
    double *y = malloc((size_t)n * sizeof *y), *before = malloc((size_t)n * sizeof *before);
    double *slope = malloc((size_t)n * sizeof *slope), sum = 0.0;

    for (int i = 0; i < n; i++) {
        y[i] = x[i];
        before[i] = 0.5 * x[i];
    }
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            slope[i] = sin(y[i]) * y[n - 1 - i] * before[i];
        for (int i = 0; i < n; i++)
            before[i] = y[i];
        for (int i = 0; i < n; i++)
            y[i] = cos(slope[i]) * x[i];
    }
    for (int i = 0; i < n; i++)
        sum += y[i] * before[i];
    free(y);
    free(before);
    free(slope);
    return sum;
}

/*
 * check: rows are filled where they are kept only if their block stays one and the same
 * check-gradient: handed_on(4, 3, random(4, 0.5, 1))
 * check-gradient: handed_on(4, 0, random(4, 0.5, 1))
 * check-gradient: handed_on(1, 1, random(1, 0.5, 1))
 * check-gradient: remembered(4, 3, random(4, 0.5, 1))
 * check-gradient: remembered(4, 0, random(4, 0.5, 1))
 * check-gradient: remembered(1, 4, random(1, 0.5, 1))
 */
