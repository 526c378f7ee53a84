#include "adgen/check.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "line.h"

/* One call of adgen_check_gradient. */
typedef struct Check {
    Line               line;
    Steps              steps;
    AdgenCheckOptions  options;      /* defaults filled in */
    const double      *gradient;
    double             value;        /* f(x) */
    double            *direction;    /* n doubles of room; NULL where no directions are asked for */
    unsigned long long random;
    size_t             checked;
    AdgenCheckStatus   worst;
} Check;

const char *adgen_check_status_name(AdgenCheckStatus status)
{
    switch (status) {
    case ADGEN_CHECK_OK:      return "ok";
    case ADGEN_CHECK_NOISE:   return "noise";
    case ADGEN_CHECK_KINK:    return "kink";
    case ADGEN_CHECK_WRONG:   return "wrong";
    case ADGEN_CHECK_INVALID: return "invalid";
    }
    return "unknown";
}

/* 64 random bits (splitmix64: Steele, Lea, Flood 2014). */
static unsigned long long next_random(Check *check)
{
    unsigned long long z = check->random += 0x9e3779b97f4a7c15ULL;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

static double scale_of(double x)
{
    return larger_of(1.0, fabs(x));
}

static void print_header(const Check *check)
{
    FILE *table = check->options.table;

    fprintf(table, "gradient check: f(x) = %.10g, %zu variables, tolerance %.0e\n", check->value, check->line.n,
            check->options.tolerance);
    fprintf(table, "%16s %14s %20s %20s %9s %9s  %s\n", "", "x", "gradient", "numeric", "+-", "off by", "verdict");
}

/* The reason for a verdict, where the verdict alone does not say it.  One unit of the line is `scale` units of x. */
static void print_reason(FILE *table, const Slope *slope, AdgenCheckStatus status, double scale)
{
    switch (slope->kind) {
    case SLOPE_SMOOTH:
        if (status == ADGEN_CHECK_NOISE)
            fprintf(table, " (values of f scatter by %.0e)", slope->noise);
        break;
    case SLOPE_KINK:
        fprintf(table, " (%.6g from the left, %.6g from the right)", slope->left.value / scale,
                slope->right.value / scale);
        break;
    case SLOPE_EDGE:  fputs(" (f is defined on one side only)", table); break;
    case SLOPE_STEEP: fputs(" (the slope is vertical)", table); break;
    case SLOPE_JUMP:  fputs(" (f jumps)", table); break;
    case SLOPE_NONE:  fputs(" (f is not finite near x)", table); break;
    }
}

static void print_sweep(const Check *check, const Slope *slope, double gradient, double scale)
{
    FILE *table = check->options.table;

    for (int k = 0; k < check->steps.count; k++)
        fprintf(table, "%16s %14s %20.3e %20.12g %9s %9.1e\n", "", "step", check->steps.h[k] * scale,
                slope->quotient_central[k] / scale, "", fabs(slope->quotient_central[k] - gradient) / scale);
}

/* What one line of the table is about: component i, or random direction i. */
static void print_row(const Check *check, size_t i, const Slope *slope, double gradient, AdgenCheckStatus status)
{
    FILE       *table = check->options.table;
    const Line *line  = &check->line;
    char        name[32];

    if (check->options.detail == ADGEN_CHECK_FAILURES && status == ADGEN_CHECK_OK)
        return;
    snprintf(name, sizeof name, line->direction == NULL ? "x[%zu]" : "direction %zu", i);
    if (line->direction == NULL)
        fprintf(table, "%16s %14.7g", name, line->x[i]);
    else
        fprintf(table, "%16s %14s", name, "");
    fprintf(table, " %20.12g %20.12g %9.1e %9.1e  %s", gradient / line->scale, slope->best.value / line->scale,
            slope->best.error / line->scale, fabs(gradient - slope->best.value) / line->scale,
            adgen_check_status_name(status));
    print_reason(table, slope, status, line->scale);
    fputc('\n', table);
    if (check->options.detail == ADGEN_CHECK_SWEEPS)
        print_sweep(check, slope, gradient, line->scale);
}

static void print_result(const Check *check)
{
    FILE *table = check->options.table;

    fprintf(table, "gradient check: %s, %zu checked", adgen_check_status_name(check->worst), check->checked);
    if (check->options.components < check->line.n || check->options.directions > 0)
        fprintf(table, ", seed %llu", check->options.seed);
    fputc('\n', table);
}

/* Measure the line that is set up and hold `gradient`, the slope that it should have, against it. */
static void check_line(Check *check, size_t i, double gradient, double input_noise)
{
    Slope            slope;
    AdgenCheckStatus status;

    adgen_slope_measure(&slope, &check->line, &check->steps, check->value, input_noise);
    status = adgen_slope_judge(&slope, check->options.tolerance, gradient);
    if (check->options.table != NULL)
        print_row(check, i, &slope, gradient, status);
    if (status > check->worst)
        check->worst = status;
    check->checked++;
}

/* So many components as asked for, each choice equally likely, in order. */
static void check_components(Check *check)
{
    Line  *line = &check->line;
    size_t left = check->options.components;

    line->direction = NULL;
    for (size_t i = 0; i < line->n && left > 0; i++) {
        if (left < line->n - i && next_random(check) % (line->n - i) >= left)
            continue;
        line->component = i;
        line->scale = scale_of(line->x[i]);
        check_line(check, i, check->gradient[i] * line->scale, 0.0);
        left--;
    }
}

/* Every component moves by its own scale, up or down. */
static void check_directions(Check *check)
{
    Line *line = &check->line;

    line->direction = check->direction;
    line->scale = 1.0;
    for (size_t k = 0; k < check->options.directions; k++) {
        double slope  = 0.0;
        double change = 0.0;

        for (size_t i = 0; i < line->n; i++) {
            double v = scale_of(line->x[i]);

            check->direction[i] = next_random(check) >> 63 ? v : -v;
            slope += check->gradient[i] * check->direction[i];
            change += fabs(check->gradient[i]) * v;
        }
        check_line(check, k, slope, isfinite(change) ? DBL_EPSILON * change : 0.0);
    }
}

static void set_defaults(AdgenCheckOptions *options, size_t n)
{
    if (options->tolerance == 0.0)
        options->tolerance = 1e-6;
    if (options->largest_step == 0.0)
        options->largest_step = 1e-2;
    if (options->smallest_step == 0.0)
        options->smallest_step = 1e-10;
    if (options->seed == 0)
        options->seed = 1;
    if (options->components > n || (options->components == 0 && options->directions == 0))
        options->components = n;
}

/* Why nothing can be checked with these arguments, or NULL. */
static const char *find_fault(const Check *check)
{
    const AdgenCheckOptions *options = &check->options;

    if (check->line.f == NULL || check->line.x == NULL || check->gradient == NULL || check->line.n == 0)
        return "f, x or gradient is NULL, or n is 0";
    if (!(options->tolerance > 0.0 && isfinite(options->tolerance)))
        return "the tolerance must be a positive number";
    if (!(options->smallest_step > 0.0 && options->smallest_step <= 0.01 * options->largest_step &&
          isfinite(options->largest_step)))
        return "the steps must be positive and span a factor of at least 100";
    return NULL;
}

/* Room for a copy of x and a direction; false where memory ends. */
static bool allocate(Check *check)
{
    size_t n = check->line.n;

    check->line.at = n <= (size_t)-1 / sizeof(double) ? malloc(n * sizeof(double)) : NULL;
    if (check->line.at == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        check->line.at[i] = check->line.x[i];
    if (check->options.directions > 0)
        check->direction = malloc(n * sizeof(double));
    return check->options.directions == 0 || check->direction != NULL;
}

/* Everything, once the arguments are known to be good; returns what went wrong, or NULL. */
static const char *run(Check *check)
{
    if (!allocate(check))
        return "out of memory";
    check->value = check->line.f(check->line.at, check->line.data);
    if (!isfinite(check->value))
        return "f(x) is not finite";
    adgen_steps_init(&check->steps, check->options.largest_step, check->options.smallest_step);
    check->random = check->options.seed;
    if (check->options.table != NULL)
        print_header(check);
    check_components(check);
    check_directions(check);
    if (check->options.table != NULL)
        print_result(check);
    return NULL;
}

AdgenCheckStatus adgen_check_gradient(double (*f)(const double *x, void *data), void *data, const double *x, size_t n,
                                      const double *gradient, const AdgenCheckOptions *options)
{
    Check       check = {.line = {.f = f, .data = data, .n = n, .x = x}, .gradient = gradient};
    const char *fault;

    if (options != NULL)
        check.options = *options;
    set_defaults(&check.options, n);
    fault = find_fault(&check);
    if (fault == NULL)
        fault = run(&check);
    if (fault != NULL && check.options.table != NULL)
        fprintf(check.options.table, "gradient check: invalid: %s\n", fault);
    free(check.line.at);
    free(check.direction);
    return fault == NULL ? check.worst : ADGEN_CHECK_INVALID;
}
