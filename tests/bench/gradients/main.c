/*
 * What gradients cost: those that adgen writes against those written by hand and, where it is installed, ADOL-C's, all
 * as multiples of the function's own time.
 *
 *     PROGRAM [OPTION...] [WORKLOAD...]
 *
 *     --title TEXT   what the table is headed with
 *     --strict, --fast  how exact gradients must be: as options of the compiler allow
 *     --rounds N     in which columns take turns; the default is 41
 *     --curve        the workloads that have several sizes in each of them, too
 *     --cold         freed blocks go back to the system, as they do without the benchmark; else they are kept
 *     --json FILE, --csv FILE  what is written besides the table; to the latter, which has the curves, lines are added
 *     --list         say what workloads there are
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "inputs.h"

#define WORK(name) extern const Work name##_work;
#define CHECKED(name) WORK(name)
#define ALSO(name) WORK(name)
#include "works.def"
#undef WORK
#undef CHECKED

#define WORK(name) {&name##_work, NULL},
#define CHECKED(name) {&name##_work, name##_inputs},
static const Entry entries[] = {
#include "works.def"
};
#undef WORK
#undef CHECKED
#undef ALSO

static const size_t entry_count = sizeof entries / sizeof *entries;

typedef struct Request {
    Options     options;
    const char *title, *json, *csv;
    bool        list;
    int         names;                  /* where they begin among the arguments */
} Request;

static void usage(const char *program)
{
    fprintf(stderr, "usage: %s [--title TEXT] [--strict | --fast] [--rounds N] [--cold] [--curve] [--json FILE] "
                    "[--csv FILE] [--list] [WORKLOAD...]\n", program);
    exit(2);
}

/* The argument of an option. */
static const char *argument(int argc, char **argv, int *i)
{
    if (*i + 1 >= argc)
        usage(argv[0]);
    return argv[++*i];
}

static Request request(int argc, char **argv)
{
    Request asked = {{41, 2e-3, 1e-10, false, false}, "", NULL, NULL, false, argc};
    int     i;

    for (i = 1; i < argc && argv[i][0] == '-'; i++) {
        const char *option = argv[i];

        if (!strcmp(option, "--rounds"))
            asked.options.rounds = atoi(argument(argc, argv, &i));
        else if (!strcmp(option, "--strict"))
            asked.options.tolerance = 1e-10;
        else if (!strcmp(option, "--fast"))
            asked.options.tolerance = 1e-7;
        else if (!strcmp(option, "--cold"))
            asked.options.cold = true;
        else if (!strcmp(option, "--curve"))
            asked.options.curve = true;
        else if (!strcmp(option, "--title"))
            asked.title = argument(argc, argv, &i);
        else if (!strcmp(option, "--json"))
            asked.json = argument(argc, argv, &i);
        else if (!strcmp(option, "--csv"))
            asked.csv = argument(argc, argv, &i);
        else if (!strcmp(option, "--list"))
            asked.list = true;
        else
            usage(argv[0]);
    }
    asked.names = i;
    if (asked.options.rounds < 1)
        usage(argv[0]);
    return asked;
}

static bool wanted(const Work *work, int count, char **names)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(names[i], work->name))
            return true;
    return count == 0;
}

static void see_names(const char *program, int count, char **names)
{
    for (int i = 0; i < count; i++) {
        size_t e = 0;

        while (e < entry_count && strcmp(names[i], entries[e].work->name) != 0)
            e++;
        if (e == entry_count) {
            fprintf(stderr, "%s: there is no workload '%s'\n", program, names[i]);
            exit(2);
        }
    }
}

static void bench_curve(const Work *work, const Options *options, Result *result)
{
    Options few = *options;

    few.rounds = options->rounds < 11 ? options->rounds : 11;
    for (const int *size = work->curve; *size && result->points < POINTS; size++) {
        Point *point = &result->curve[result->points++];

        point->size = *size;
        for (Column c = PRIMAL; c <= ADGEN; c++)
            point->cost[c].there = true;
        work->draw(*size);
        measure_times(work, &few, point->cost);
    }
}

static Result bench(const Entry *entry, const Options *options)
{
    Result result = {.work = entry->work};

    entry->work->draw(entry->work->size);
    check(entry, options, &result);
    measure_memory(entry->work, result.cost);
    result.by_hand = measure_times(entry->work, options, result.cost);
    if (options->curve && entry->work->curve)
        bench_curve(entry->work, options, &result);
    return result;
}

static FILE *opened(const char *name, const char *mode)
{
    FILE *to = fopen(name, mode);

    if (!to) {
        perror(name);
        exit(EXIT_FAILURE);
    }
    return to;
}

static void write_files(const Request *asked, const Result *results, size_t count)
{
    if (asked->json) {
        FILE *to = opened(asked->json, "w");

        report_json(to, asked->title, &asked->options, results, count);
        fclose(to);
    }
    if (asked->csv) {
        FILE *to = opened(asked->csv, "a");

        report_csv(to, asked->title, results, count);
        fclose(to);
    }
}

static int run_all(const Request *asked, int count, char **names)
{
    Result *results = calloc(entry_count, sizeof *results);
    size_t  done = 0;
    bool    right = true;

    report_head(asked->title);
    for (size_t e = 0; e < entry_count; e++) {
        if (!wanted(entries[e].work, count, names))
            continue;
        results[done] = bench(&entries[e], &asked->options);
        right &= results[done].right;
        report_line(&results[done++]);
    }
    report_end(results, done);
    for (size_t i = 0; i < done; i++)
        report_curve(&results[i]);
    write_files(asked, results, done);
    free(results);
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    Request asked = request(argc, argv);

    see_names(argv[0], argc - asked.names, argv + asked.names);
    if (asked.list) {
        for (size_t e = 0; e < entry_count; e++)
            printf("%-12s %s\n", entries[e].work->name, entries[e].work->what);
        return EXIT_SUCCESS;
    }
    if (!asked.options.cold)
        heap_keep_blocks();
    return run_all(&asked, argc - asked.names, argv + asked.names);
}
