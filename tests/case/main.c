/*
 * The case runner: every file of tests/cases/TOPIC as one CUnit test, a topic a suite.
 *
 * usage: case_tests [--sound] [--verbose] [--adgen PROGRAM] [--work FOLDER] TOPIC|FILE.c...
 *
 * Exit status 0 only where tests were run and none failed.
 */

#define _XOPEN_SOURCE 700

#include <CUnit/Basic.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case.h"

typedef struct Run {
    Config config;
    Arena *arena;
    VEC(const char *) names;      /* topics and files of the command line */
} Run;

/* CUnit's tests take no argument: what the present one runs is found by its name. */
static Run run;

static const char usage[] =
    "usage: case_tests [--sound] [--verbose] [--adgen PROGRAM] [--work FOLDER] TOPIC|FILE.c...\n"
    "  --sound    do not run adgen: see that the cases are clean C and that formulas and oracle agree\n"
    "  --verbose  print every command\n";

static void run_one(void)
{
    const char *path = CU_get_current_test()->pName;
    Text report = { 0 };
    bool good = case_run(&run.config, path, &report);
    CU_assertImplementation(good, 1, text_cstr(&report), path, "", CU_FALSE);
    fflush(stdout);
    text_free(&report);
}

/* ---- the suites ---- */

static bool ends_in_c(const char *name)
{
    size_t length = strlen(name);
    return length > 2 && strcmp(name + length - 2, ".c") == 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* False where a topic has no cases: a test that tests nothing must not pass. */
static bool add_topic(const char *topic)
{
    VEC(char *) paths = { 0 };
    const char *folder = arena_printf(run.arena, "%s/%s", run.config.cases, topic);
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        if (ends_in_c(entry->d_name))
            VEC_PUSH(run.arena, &paths, arena_printf(run.arena, "%s/%s", folder, entry->d_name));
    if (directory)
        closedir(directory);
    if (paths.count == 0) {
        fprintf(stderr, "case_tests: there are no cases in %s\n", folder);
        return false;
    }
    qsort(paths.items, (size_t)paths.count, sizeof *paths.items, by_name);
    CU_pSuite suite = CU_add_suite(topic, NULL, NULL);
    for (int i = 0; i < paths.count; i++)
        CU_add_test(suite, paths.items[i], run_one);
    return true;
}

static bool add_file(const char *path)
{
    CU_pSuite suite = CU_add_suite(path, NULL, NULL);
    char *whole = realpath(path, NULL);
    if (!whole) {
        fprintf(stderr, "case_tests: there is no %s\n", path);
        return false;
    }
    CU_add_test(suite, arena_strdup(run.arena, whole), run_one);
    free(whole);
    return true;
}

/* ---- the command line ---- */

static bool read_option(int argc, char **argv, int *i)
{
    const char *option = argv[*i];
    if (strcmp(option, "--sound") == 0)
        return run.config.sound = true;
    if (strcmp(option, "--verbose") == 0)
        return run.config.verbose = true;
    const char **value = strcmp(option, "--adgen") == 0  ? &run.config.adgen
                       : strcmp(option, "--work") == 0 ? &run.config.work
                                                       : NULL;
    if (!value || *i + 1 == argc)
        return false;
    *value = argv[++*i];
    return true;
}

static bool read_command_line(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            VEC_PUSH(run.arena, &run.names, argv[i]);
        else if (!read_option(argc, argv, &i))
            return false;
    }
    return run.names.count > 0;
}

/* Each run writes where no other one does. */
static void choose_work(void)
{
    const char *name = run.names.items[0];
    if (!run.config.work)
        run.config.work = arena_printf(run.arena, "%s/%s", CASE_WORK, ends_in_c(name) ? "single" : name);
}

static bool set_up(void)
{
    Text report = { 0 };
    bool good = case_prepare(&run.config, &report);
    fputs(text_cstr(&report), stderr);
    text_free(&report);
    return good;
}

static bool run_all(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return false;
    bool good = true;
    for (int i = 0; i < run.names.count; i++)
        good = (ends_in_c(run.names.items[i]) ? add_file : add_topic)(run.names.items[i]) && good;
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    good = good && CU_get_number_of_tests_run() > 0 && CU_get_number_of_failures() == 0
        && CU_get_number_of_tests_failed() == 0;
    CU_cleanup_registry();
    return good;
}

int main(int argc, char **argv)
{
    run.arena = arena_new();
    run.config = (Config){ .runner = argv[0], .adgen = CASE_ADGEN, .gcc = CASE_GCC, .clang = CASE_CLANG,
                           .include = CASE_INCLUDE, .runtime = CASE_RUNTIME, .harness = CASE_HARNESS,
                           .cases = CASE_FOLDER };
    if (!read_command_line(argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    choose_work();
    setenv("OPENBLAS_NUM_THREADS", "1", 1);      /* test programs are small, and their sums are to be the same each time */
    setenv("ADGEN_VERIFY", "1", 1);              /* adgen holds what it makes of functions first to the rules, too */
    bool good = set_up() && run_all();
    arena_free(run.arena);
    return !good;
}
