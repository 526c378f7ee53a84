/*
 * Random C programs through adgen: the programs that it must differentiate, and twins of them that it must refuse.
 *
 * Exit status 0 only where programs were made and nothing was wrong with any.
 */

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch.h"
#include "twin.h"

static const char usage[] =
    "usage: fuzz [--seed N] [--count N] [--jobs N] [--features NAME,NAME] [--only programs|twins] [--silent] [--refusals] [--quick]\n"
    "            [--verbose] [--adgen PROGRAM] [--work FOLDER] [--found FOLDER] [--print SEED] [--reduce SEED|FILE]\n"
    "  --seed      the first program's number (0)\n"
    "  --count     how many programs (500)\n"
    "  --jobs      how many at once (2)\n"
    "  --features  these alone, beside declarations and assignments; without a value that there is: their names\n"
    "  --only      the programs without invalid twins, or these alone\n"
    "  --silent    warnings about what adgen writes are no failures\n"
    "  --refusals  programs that adgen refuses are failures, too, and made smaller\n"
    "  --quick     do not make failing programs smaller\n"
    "  --found     where case files of failures go (found, beside this program's source)\n"
    "  --print     the program of this number, as a case file\n"
    "  --reduce    the program of this number, or of a case file that was found, made smaller\n";

enum { MOST_JOBS = 64 };

typedef struct Options {
    uint64_t seed, count;
    int      jobs;
    const char *print, *reduce, *features, *only;
    Fuzz     fuzz;
} Options;

typedef struct Job {
    pid_t child;
    int   from;               /* where its tally comes from */
} Job;

/* ---- which features ---- */

static bool has_name(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(list, name); at; at = strstr(at + 1, name))
        if ((at == list || at[-1] == ',') && (at[length] == ',' || at[length] == '\0'))
            return true;
    return false;
}

/* False where there is no such feature. */
static bool choose_features(const char *list)
{
    static const char always[] = "set_place,new_scalar,math,output_parameter,void_result";
    int known = 0, commas = 1;
    for (int i = 0; i < FEATURES; i++) {
        bool named = has_name(list, feature_names[i]);
        known += named;
        if (!named && !has_name(always, feature_names[i]))
            feature_weights[i] = 0;
    }
    for (const char *at = list; *at; at++)
        commas += *at == ',';
    return known == commas;
}

static void print_features(void)
{
    for (int i = 0; i < FEATURES; i++)
        printf("%-20s %s\n", feature_names[i], feature_titles[i]);
}

/* ---- what is done with a batch ---- */

/* Each program sees both compilers, without optimisation under sanitizers and with all of it; what else adgen has is for a share. */
static unsigned chores_of(uint64_t batch)
{
    unsigned chores = CHORE_FORWARD;
    chores |= batch % 4 != 1 ? CHORE_CLANG_SANITIZED | CHORE_GCC_O3 : CHORE_GCC_SANITIZED | CHORE_CLANG_O3;
    if (batch % 8 == 0)
        chores |= CHORE_TWICE | CHORE_SECOND;
    if (batch % 32 == 16)
        chores |= CHORE_WIDE;
    if (batch % 32 == 24)
        chores |= CHORE_AGAIN;
    if (batch % 8 == 3)
        chores |= CHORE_GCC_O2 | CHORE_GCC_O0;
    return chores;
}

static void run_batch(const Options *options, uint64_t first, Tally *tally)
{
    uint64_t end = options->seed + options->count, next = (first / BATCH + 1) * BATCH;
    Fuzz fuzz = options->fuzz;
    fuzz.config.chores = chores_of(first / BATCH) | (fuzz.silent ? CHORE_SILENT : 0);
    batch_run(&fuzz, first, (int)((end < next ? end : next) - first), tally);
}

/* ---- jobs ---- */

static Job start_job(const Options *options, uint64_t first)
{
    int ends[2];
    fflush(stdout);
    if (pipe(ends) != 0)
        return (Job){ -1, -1 };
    pid_t child = fork();
    if (child == 0) {
        Tally tally = { 0 };
        close(ends[0]);
        run_batch(options, first, &tally);
        bool good = write(ends[1], &tally, sizeof tally) == (ssize_t)sizeof tally;
        fflush(stdout);
        _exit(!good);
    }
    close(ends[1]);
    return (Job){ child, ends[0] };
}

static void end_job(Job *job, int status, Tally *sum)
{
    Tally tally = { 0 };
    bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0 && read(job->from, &tally, sizeof tally) == (ssize_t)sizeof tally;
    if (good)
        tally_add(sum, &tally);
    else
        sum->failures++;
    if (!good)
        printf("a job of the fuzzer itself ended with status %d\n", status);
    close(job->from);
    job->child = 0;
}

static void wait_for_one(Job *jobs, int count, Tally *sum)
{
    int status;
    pid_t child = waitpid(-1, &status, 0);
    for (int i = 0; i < count; i++)
        if (jobs[i].child == child && child > 0)
            end_job(&jobs[i], status, sum);
}

static void show_progress(const Options *options, const Tally *sum, time_t began, bool now)
{
    static time_t last;
    time_t time_now = time(NULL);
    if (!now && time_now < last + 10)
        return;
    last = time_now;
    printf("%ld of %llu programs, %ld failures, %ld s\n", sum->programs, (unsigned long long)options->count, sum->failures,
           (long)(time_now - began));
    fflush(stdout);
}

static void run_all(const Options *options, Tally *sum)
{
    Job jobs[MOST_JOBS] = { 0 };
    uint64_t next = options->seed, end = options->seed + options->count;
    int running = 0;
    time_t began = time(NULL);
    while (next < end || running > 0) {
        for (int i = 0; i < options->jobs && next < end; i++) {
            if (jobs[i].child != 0)
                continue;
            jobs[i] = start_job(options, next);
            next = (next / BATCH + 1) * BATCH;
            running++;
        }
        wait_for_one(jobs, options->jobs, sum);
        running--;
        show_progress(options, sum, began, false);
    }
    show_progress(options, sum, began, true);
}

/* ---- the table ---- */

static void show_counts(const char *title, const long *counts, int count, const char *name(int))
{
    printf("\n%s\n", title);
    for (int i = 0; i < count; i++)
        printf("  %-44s %8ld\n", name(i), counts[i]);
}

static const char *feature_name(int i)
{
    return feature_titles[i];
}

static const char *change_name(int i)
{
    return change_names[i];
}

static const char *twin_name(int i)
{
    return twins[i].name;
}

static void show_table(const Options *options, const Tally *sum)
{
    if (options->fuzz.valid) {
        show_counts("programs with", sum->features, FEATURES, feature_name);
        show_counts("pairs", sum->changes, CHANGES, change_name);
    }
    if (sum->twins > 0)
        show_counts("twins", sum->twin_kinds, twin_count, twin_name);
    printf("\nprograms %ld (%ld lines), pairs %ld, twins %ld; drawn again %ld, nothing but kinks %ld; refused %ld; failures %ld\n",
           sum->programs, sum->lines, sum->pairs, sum->twins, sum->redrawn, sum->given_up, sum->refused, sum->failures);
    for (int i = 0; i < MOST_IDS && *sum->refusals[i].id; i++)
        printf("  refused with %s: %ld, the first by seed %llu\n", sum->refusals[i].id, sum->refusals[i].count,
               (unsigned long long)sum->refusals[i].seed);
}

/* ---- single programs ---- */

static uint64_t number_of(const char *text)
{
    return strtoull(text, NULL, 10);
}

static void print_program(const Options *options)
{
    Arena *arena = arena_new();
    Text text = { 0 };
    uint64_t seed = number_of(options->print);
    batch_write(&options->fuzz, arena, &text, &seed, 1, NULL, "a random program");
    fputs(text_cstr(&text), stdout);
    text_free(&text);
    arena_free(arena);
}

/* The number itself, or what stands behind `seed` in a case file. */
static uint64_t seed_of(const char *text)
{
    Text file = { 0 };
    if (text_read_file(&file, text) && strstr(text_cstr(&file), "check: seed "))
        text = strstr(text_cstr(&file), "check: seed ") + strlen("check: seed ");
    uint64_t seed = number_of(text);
    text_free(&file);
    return seed;
}

static bool reduce_one(const Options *options)
{
    Options one = *options;
    Tally tally = { 0 };
    one.seed = seed_of(options->reduce);
    one.count = 1;
    run_batch(&one, one.seed, &tally);
    if (tally.failures == 0)
        printf("nothing is wrong with seed %llu\n", (unsigned long long)one.seed);
    return tally.failures == 0;
}

/* ---- the command line ---- */

static bool read_value(Options *o, const char *option, const char *value)
{
    struct { const char *name; const char **to; } texts[] = {
        { "--print", &o->print },   { "--reduce", &o->reduce },           { "--features", &o->features },     { "--only", &o->only },
        { "--found", &o->fuzz.found }, { "--adgen", &o->fuzz.config.adgen }, { "--work", &o->fuzz.config.work },
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(option, texts[i].name) == 0)
            return (*texts[i].to = value) != NULL;
    if (strcmp(option, "--seed") == 0)
        o->seed = number_of(value);
    else if (strcmp(option, "--count") == 0)
        o->count = number_of(value);
    else if (strcmp(option, "--jobs") == 0)
        o->jobs = (int)number_of(value);
    else
        return false;
    return o->jobs > 0 && o->jobs <= MOST_JOBS;
}

static bool read_command_line(Options *o, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--quick") == 0)
            o->fuzz.quick = true;
        else if (strcmp(argv[i], "--silent") == 0)
            o->fuzz.silent = true;
        else if (strcmp(argv[i], "--refusals") == 0)
            o->fuzz.refusals = true;
        else if (strcmp(argv[i], "--verbose") == 0)
            o->fuzz.config.verbose = true;
        else if (i + 1 == argc || !read_value(o, argv[i], argv[i + 1]))
            return false;
        else
            i++;
    }
    if (o->only && strcmp(o->only, "programs") == 0)
        o->fuzz.twins = 0;
    else if (o->only && strcmp(o->only, "twins") == 0)
        o->fuzz.valid = false;
    else if (o->only)
        return false;
    return true;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

static bool set_up(Options *o, Arena *arena)
{
    Text report = { 0 };
    setenv("LC_ALL", "C", 1);      /* what compilers say is read */
    if (!o->fuzz.config.work)
        o->fuzz.config.work = arena_printf(arena, "%s/%ld", FUZZ_WORK, (long)getpid());
    bool good = case_prepare(&o->fuzz.config, &report) && make_folder(arena_printf(arena, "%s/programs", o->fuzz.config.work)) &&
                make_folder(o->fuzz.found);
    if (!good)
        fprintf(stderr, "fuzz: cannot set up %s and %s\n%s", o->fuzz.config.work, o->fuzz.found, text_cstr(&report));
    text_free(&report);
    return good;
}

static bool run(Options *o)
{
    Tally *sum = calloc(1, sizeof *sum);
    if (!sum)
        return false;
    run_all(o, sum);
    show_table(o, sum);
    bool good = sum->failures == 0 && sum->programs > 0;
    free(sum);
    return good;
}

int main(int argc, char **argv)
{
    Options options = { .count = 500, .jobs = 2 };
    options.fuzz = (Fuzz){ .found = FUZZ_FOUND, .pairs = 4, .twins = 1, .valid = true };
    options.fuzz.config = (Config){ .runner = "tests/case/case_tests", .adgen = CASE_ADGEN, .gcc = CASE_GCC, .clang = CASE_CLANG,
                                    .include = CASE_INCLUDE, .runtime = CASE_RUNTIME, .harness = CASE_HARNESS, .cases = CASE_FOLDER };
    if (!read_command_line(&options, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    if (options.features && !choose_features(options.features)) {
        print_features();
        return 2;
    }
    if (options.print) {
        print_program(&options);
        return 0;
    }
    Arena *arena = arena_new();
    bool good = set_up(&options, arena) && (options.reduce ? reduce_one(&options) : run(&options));
    arena_free(arena);
    return !good;
}
