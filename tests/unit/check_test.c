/*
 * What --check judges by, and what it counts: pure functions.
 */

#include <CUnit/Basic.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "check/settings.h"
#include "counters.h"
#include "json.h"
#include "judge.h"

void check_suite(void);

/* ---- one number ---- */

static double square(const double *x, void *data)
{
    (void)data;
    return x[0] * x[0];
}

static double bend(const double *x, void *data)
{
    (void)data;
    return fabs(x[0]);
}

static double grained(const double *x, void *data)
{
    (void)data;
    return (double)(float)(x[0] * x[0] * 1e3 + 1e6);
}

static double flat(const double *x, void *data)
{
    (void)data;
    return 1e-320 * x[0];
}

static Judgement judge(double (*f)(const double *, void *), double x, double derivative, int kind)
{
    double at = x;
    Line   line = {.f = f, .n = 1, .x = &x, .scale = 1.0, .at = &at};
    double value = f(&x, NULL);
    return judge_line(&line, value, fabs(value), derivative, kind);
}

static void a_number_is_right_or_wrong(void)
{
    CU_ASSERT_EQUAL(judge(square, 1.5, 3.0, HARNESS_DOUBLE).verdict, VERDICT_RIGHT);
    CU_ASSERT_EQUAL(judge(square, 1.5, 3.001, HARNESS_DOUBLE).verdict, VERDICT_WRONG);
    CU_ASSERT_EQUAL(judge(square, 1.5, 3.00001, HARNESS_DOUBLE).verdict, VERDICT_WRONG);
    CU_ASSERT_EQUAL(judge(square, 1.5, NAN, HARNESS_DOUBLE).verdict, VERDICT_WRONG);
    CU_ASSERT(fabs(judge(square, 1.5, 3.0, HARNESS_DOUBLE).numeric - 3.0) < 1e-9);
}

static void a_kink_is_none_of_both(void)
{
    CU_ASSERT_EQUAL(judge(bend, 0.0, 0.0, HARNESS_DOUBLE).verdict, VERDICT_KINK);
    CU_ASSERT_EQUAL(judge(bend, 0.0, 1.0, HARNESS_DOUBLE).verdict, VERDICT_KINK);
    CU_ASSERT_EQUAL(judge(bend, 0.0, 2.0, HARNESS_DOUBLE).verdict, VERDICT_WRONG);
    CU_ASSERT_EQUAL(judge(bend, 0.5, 1.0, HARNESS_DOUBLE).verdict, VERDICT_RIGHT);
}

static void rounding_is_no_mistake(void)
{
    CU_ASSERT_NOT_EQUAL(judge(grained, 0.5, 1000.0, HARNESS_FLOAT).verdict, VERDICT_WRONG);
    CU_ASSERT_EQUAL(judge(grained, 0.5, 2000.0, HARNESS_FLOAT).verdict, VERDICT_WRONG);
    CU_ASSERT_EQUAL(judge(flat, 0.5, 1e-320, HARNESS_DOUBLE).verdict, VERDICT_RIGHT);
    CU_ASSERT_EQUAL(judge(flat, 0.5, 0.0, HARNESS_DOUBLE).verdict, VERDICT_RIGHT);
}

/* It turns round within steps of a millionth. */
static double swift(const double *x, void *data)
{
    (void)data;
    return sin(1e6 * x[0]) + 1e3 * x[0];
}

static void what_bends_within_a_step_is_left_open(void)
{
    double slope = 1e6 * cos(1e6 * 0.3) + 1e3;

    CU_ASSERT_NOT_EQUAL(judge(swift, 0.3, slope, HARNESS_DOUBLE).verdict, VERDICT_WRONG);
    CU_ASSERT_EQUAL(judge(swift, 0.3, 1.5 * slope, HARNESS_DOUBLE).verdict, VERDICT_WRONG);
}

static void the_worse_is_kept(void)
{
    Judgement right = {VERDICT_RIGHT, 1.0, 1.0, 0.0}, off = {VERDICT_RIGHT, 1.0, 1.1, 0.0}, kink = {VERDICT_KINK, 1.0, 1.0, 0.0};

    CU_ASSERT_EQUAL(judge_worse(right, off).numeric, 1.1);
    CU_ASSERT_EQUAL(judge_worse(off, right).numeric, 1.1);
    CU_ASSERT_EQUAL(judge_worse(off, kink).verdict, VERDICT_KINK);
}

static void the_same_but_for_rounding(void)
{
    CU_ASSERT(judge_same(1.0, 1.0 + 1e-12, 0.0, HARNESS_DOUBLE));
    CU_ASSERT(!judge_same(1.0, 1.0 + 1e-8, 0.0, HARNESS_DOUBLE));
    CU_ASSERT(judge_same(1.0, 1.0 + 1e-8, 0.0, HARNESS_FLOAT));
    CU_ASSERT(judge_same(1e-9, 2e-9, 100.0, HARNESS_DOUBLE));     /* what is left of a sum of large numbers */
    CU_ASSERT(judge_same(NAN, NAN, 1.0, HARNESS_DOUBLE));
    CU_ASSERT(!judge_same(NAN, 1.0, 1.0, HARNESS_DOUBLE));
    CU_ASSERT(judge_same(INFINITY, INFINITY, 1.0, HARNESS_DOUBLE));
}

/* exp at 0 along 1, with a derivative of 1 + error. */
static double taylor_of_exp(double error)
{
    double remainder[TAYLOR_STEPS];

    for (int k = 0; k < TAYLOR_STEPS; k++) {
        double h = judge_taylor_step(k);
        remainder[k] = fabs(expm1(h) - h * (1.0 + error));
    }
    return judge_taylor(remainder, DBL_EPSILON);
}

static void the_remainder_falls_as_a_square(void)
{
    double none[TAYLOR_STEPS] = {0.0};

    CU_ASSERT(fabs(taylor_of_exp(0.0) - 2.0) < 0.05);
    CU_ASSERT(fabs(taylor_of_exp(0.1) - 1.0) < 0.05);
    CU_ASSERT(isnan(judge_taylor(none, DBL_EPSILON)));
}

/* ---- counters ---- */

static void calls_count_by_name(void)
{
    static Counters counters;

    CU_ASSERT_EQUAL(counters_call(&counters, "sqrt", true), COUNT_ROOT);
    CU_ASSERT_EQUAL(counters_call(&counters, "sqrtf", true), COUNT_ROOT);
    CU_ASSERT_EQUAL(counters_call(&counters, "fabs", true), COUNT_COMPARE);
    CU_ASSERT_EQUAL(counters_call(&counters, "fmaxl", true), COUNT_COMPARE);
    CU_ASSERT_EQUAL(counters_call(&counters, "exp", true), COUNT_NAMED);
    CU_ASSERT_EQUAL(counters_call(&counters, "log", true), COUNT_NAMED + 1);
    CU_ASSERT_EQUAL(counters_call(&counters, "exp", true), COUNT_NAMED);
    CU_ASSERT_EQUAL(counters_call(&counters, "cblas_dgemm", false), COUNT_NAMED + 2);
    CU_ASSERT_EQUAL(counters_call(&counters, "puts", false), COUNT_ALL);
    CU_ASSERT_STRING_EQUAL(counters.names[1], "log");
}

static void names_that_are_too_many_share_the_last(void)
{
    static Counters counters;
    char            name[16];

    for (int i = 0; i < 2 * (COUNT_ALL - COUNT_NAMED); i++) {
        snprintf(name, sizeof name, "f%d", i);
        Count count = counters_call(&counters, name, true);
        CU_ASSERT(count >= COUNT_NAMED && count < COUNT_ALL);
    }
    CU_ASSERT_EQUAL(counters_call(&counters, "another", true), COUNT_ALL - 1);
    CU_ASSERT_EQUAL(counters_call(&counters, "f0", true), COUNT_NAMED);
}

static void operations_are_added_up(void)
{
    static Counters counters = {.value = {[COUNT_ADD] = 1, [COUNT_MULTIPLY] = 2, [COUNT_DIVIDE] = 4, [COUNT_ROOT] = 8,
                                          [COUNT_LIBRARY] = 16, [COUNT_COMPARE] = 32, [COUNT_LOAD] = 64, [COUNT_NAMED] = 16}};

    CU_ASSERT_EQUAL(counters_operations(&counters), 31);
    counters_clear(&counters);
    CU_ASSERT_EQUAL(counters_operations(&counters), 0);
}

/* ---- settings and JSON ---- */

static void settings_are_read(void)
{
    Arena        *arena = arena_new();
    CheckSettings settings;
    double        number;

    settings_init(&settings);
    CU_ASSERT(settings_add_set(arena, &settings, "n=64"));
    CU_ASSERT(settings_add_set(arena, &settings, "s.w=s->n * 2"));
    CU_ASSERT(settings_add_set(arena, &settings, "n=65"));
    CU_ASSERT(!settings_add_set(arena, &settings, "n"));
    CU_ASSERT(!settings_add_set(arena, &settings, "=3"));
    CU_ASSERT(!settings_add_set(arena, &settings, "n="));
    CU_ASSERT(settings_number(settings_set(&settings, "n"), &number) && number == 65.0);
    CU_ASSERT(!settings_number(settings_set(&settings, "s.w"), &number));
    CU_ASSERT_PTR_NULL(settings_set(&settings, "m"));
    CU_ASSERT(settings_add_range(arena, &settings, "x=-0.5:2e3"));
    CU_ASSERT_EQUAL(settings_range(&settings, "x")->from, -0.5);
    CU_ASSERT_EQUAL(settings_range(&settings, "x")->to, 2e3);
    CU_ASSERT(!settings_add_range(arena, &settings, "x=1:"));
    CU_ASSERT(!settings_add_range(arena, &settings, "x=2:1"));
    CU_ASSERT(!settings_add_range(arena, &settings, "x=1:nan"));
    CU_ASSERT(settings_read_seed(&settings, "18446744073709551615"));
    CU_ASSERT(!settings_read_seed(&settings, "18446744073709551616"));
    CU_ASSERT(settings_read_count(&settings.points, "1") && settings.points == 1);
    CU_ASSERT(!settings_read_count(&settings.points, "0"));
    arena_free(arena);
}

static void json_is_quoted(void)
{
    Text text = {0};
    Json json = {.out = &text};

    json_open(&json, NULL, '{');
    json_string(&json, "a\"b", "line\n\\ \x01 \xc3\xa9");
    json_open(&json, "list", '[');
    json_number(&json, NULL, 0.5);
    json_number(&json, NULL, NAN);
    json_integer(&json, NULL, -3);
    json_close(&json, ']');
    json_bool(&json, "right", true);
    json_close(&json, '}');
    CU_ASSERT_STRING_EQUAL(text_cstr(&text),
                           "{\"a\\\"b\": \"line\\u000a\\\\ \\u0001 \xc3\xa9\", \"list\": [0.5, null, -3], \"right\": true}");
    text_free(&text);
}

void check_suite(void)
{
    CU_pSuite suite = CU_add_suite("check", NULL, NULL);

    CU_add_test(suite, "a number is right or wrong", a_number_is_right_or_wrong);
    CU_add_test(suite, "a kink is none of both", a_kink_is_none_of_both);
    CU_add_test(suite, "rounding is no mistake", rounding_is_no_mistake);
    CU_add_test(suite, "what bends within a step is left open", what_bends_within_a_step_is_left_open);
    CU_add_test(suite, "the worse is kept", the_worse_is_kept);
    CU_add_test(suite, "the same but for rounding", the_same_but_for_rounding);
    CU_add_test(suite, "the remainder falls as a square", the_remainder_falls_as_a_square);
    CU_add_test(suite, "calls count by name", calls_count_by_name);
    CU_add_test(suite, "names that are too many share the last", names_that_are_too_many_share_the_last);
    CU_add_test(suite, "operations are added up", operations_are_added_up);
    CU_add_test(suite, "settings are read", settings_are_read);
    CU_add_test(suite, "JSON is quoted", json_is_quoted);
}
