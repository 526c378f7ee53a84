/*
 * What was measured: a table for people, JSON for what draws and compares.
 */
#include <math.h>

#include "bench.h"

static const char *const column_names[COLUMNS] = {"primal", "hand", "adgen", "adolc"};

static double kibibytes(const Cost *cost)
{
    return (double)(cost->heap + cost->stack) / 1024.0;
}

void report_head(const char *program)
{
    printf("\n%s\n\n%-12s %11s %9s %9s %9s %9s %10s %10s %9s\n", program, "", "primal", "hand", "adgen", "adgen",
           "hand", "adgen", "adgen", "ADOL-C");
    printf("%-12s %11s %9s %9s %9s %9s %10s %10s %9s\n", "workload", "us", "/primal", "/primal", "/hand", "KiB", "KiB",
           "/hand", "/primal");
}

void report_line(const Result *result)
{
    const Cost *cost = result->cost;

    printf("%-12s %11.2f %9.2f %9.2f %9.2f %9.1f %10.1f %10.2f", result->work->name, 1e6 * cost[PRIMAL].time,
           cost[HAND].ratio, cost[ADGEN].ratio, result->by_hand, kibibytes(&cost[HAND]), kibibytes(&cost[ADGEN]),
           memory_ratio(cost));
    if (cost[ADOLC].there)
        printf(" %9.1f", cost[ADOLC].ratio);
    else
        printf(" %9s", "-");
    if (!result->right)
        printf("  WRONG: gradient %.1e, value %.1e, differences %.1e", result->off, result->value_off,
               result->moved_off);
    printf("\n");
    fflush(stdout);
}

/* How times grow with the size: the primal's own, and those of gradients as multiples of it. */
void report_curve(const Result *result)
{
    if (result->points == 0)
        return;
    printf("\n%-12s %9s %11s %9s %9s\n", result->work->name, "size", "primal us", "hand", "adgen");
    for (int i = 0; i < result->points; i++) {
        const Point *point = &result->curve[i];

        printf("%-12s %9d %11.2f %9.2f %9.2f\n", "", point->size, 1e6 * point->cost[PRIMAL].time,
               point->cost[HAND].ratio, point->cost[ADGEN].ratio);
    }
    fflush(stdout);
}

/* Of adgen's costs as multiples of those by hand. */
void report_end(const Result *results, size_t count)
{
    double time = 0.0, memory = 0.0, most_time = 0.0, most_memory = 0.0;

    for (size_t i = 0; i < count; i++) {
        double ratio = memory_ratio(results[i].cost);

        time += log(results[i].by_hand) / (double)count;
        memory += log(ratio) / (double)count;
        most_time = fmax(most_time, results[i].by_hand);
        most_memory = fmax(most_memory, ratio);
    }
    printf("adgen/hand: time %.2f in the geometric mean, %.2f at most; memory %.2f, %.2f at most\n", exp(time),
           most_time, exp(memory), most_memory);
}

/* JSON has no word for what is not a number. */
static void json_number(FILE *to, const char *name, double value)
{
    if (isfinite(value))
        fprintf(to, "\"%s\": %.6g", name, value);
    else
        fprintf(to, "\"%s\": null", name);
}

static void json_costs(FILE *to, const Cost cost[COLUMNS])
{
    for (Column c = PRIMAL; c < COLUMNS; c++) {
        fprintf(to, ", \"%s\": ", column_names[c]);
        if (!cost[c].there) {
            fprintf(to, "null");
            continue;
        }
        fprintf(to, "{");
        json_number(to, "seconds", cost[c].time);
        fprintf(to, ", ");
        json_number(to, "least_seconds", cost[c].least);
        fprintf(to, ", ");
        json_number(to, "ratio", cost[c].ratio);
        fprintf(to, ", \"heap\": %zu, \"stack\": %zu}", cost[c].heap, cost[c].stack);
    }
}

static void json_curve(FILE *to, const Result *result)
{
    fprintf(to, ", \"curve\": [");
    for (int i = 0; i < result->points; i++) {
        const Cost *cost = result->curve[i].cost;

        fprintf(to, "%s{\"size\": %d, ", i ? ", " : "", result->curve[i].size);
        json_number(to, "seconds", cost[PRIMAL].time);
        fprintf(to, ", ");
        json_number(to, "hand", cost[HAND].ratio);
        fprintf(to, ", ");
        json_number(to, "adgen", cost[ADGEN].ratio);
        fprintf(to, "}");
    }
    fprintf(to, "]");
}

/* Each workload on a line of its own, so that what reads lines can read it, too. */
void report_json(FILE *to, const char *program, const Options *options, const Result *results, size_t count)
{
    fprintf(to, "{\"program\": \"%s\", \"rounds\": %d, \"heap\": \"%s\", \"workloads\": [\n", program, options->rounds,
            options->cold ? "cold" : "warm");
    for (size_t i = 0; i < count; i++) {
        fprintf(to, "{\"name\": \"%s\", \"what\": \"%s\", \"right\": %s, ", results[i].work->name,
                results[i].work->what, results[i].right ? "true" : "false");
        json_number(to, "by_hand", results[i].by_hand);
        fprintf(to, ", ");
        json_number(to, "memory_by_hand", memory_ratio(results[i].cost));
        fprintf(to, ", ");
        json_number(to, "difference", results[i].off);
        fprintf(to, ", ");
        json_number(to, "value_difference", results[i].value_off);
        fprintf(to, ", ");
        json_number(to, "moved_difference", results[i].moved_off);
        json_costs(to, results[i].cost);
        json_curve(to, &results[i]);
        fprintf(to, "}%s\n", i + 1 < count ? "," : "");
    }
    fprintf(to, "]}\n");
}

void report_csv(FILE *to, const char *program, const Result *results, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (int p = 0; p < results[i].points; p++) {
            const Point *point = &results[i].curve[p];

            fprintf(to, "%s,%s,%d,%.4g,%.3f,%.3f\n", program, results[i].work->name, point->size,
                    point->cost[PRIMAL].time, point->cost[HAND].ratio, point->cost[ADGEN].ratio);
        }
}
