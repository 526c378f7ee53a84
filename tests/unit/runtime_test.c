#include "adgen/check.h"
#include "adgen/runtime.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

void runtime_suite(void);

/* ---- the tape ---- */

static void tape_gives_back_what_was_pushed(void)
{
    AdgenTape tape = ADGEN_TAPE_INIT;
    int       object;

    adgen_push_double(&tape, 0.1);
    adgen_push_float(&tape, 0.1f);
    adgen_push_longdouble(&tape, 0.1L);
    adgen_push_int(&tape, INT64_MIN);
    adgen_push_pointer(&tape, &object);
    adgen_push_function(&tape, tape_gives_back_what_was_pushed);
    CU_ASSERT(adgen_pop_function(&tape) == tape_gives_back_what_was_pushed);
    CU_ASSERT_PTR_EQUAL(adgen_pop_pointer(&tape), &object);
    CU_ASSERT(adgen_pop_int(&tape) == INT64_MIN);
    CU_ASSERT(adgen_pop_longdouble(&tape) == 0.1L);
    CU_ASSERT(adgen_pop_float(&tape) == 0.1f);
    CU_ASSERT(adgen_pop_double(&tape) == 0.1);
    adgen_tape_free(&tape);
}

/* The sanitizers see whether each block is freed, and once. */
static void tape_frees_what_it_is_given(void)
{
    AdgenTape tape = ADGEN_TAPE_INIT;

    adgen_tape_free_later(&tape, NULL);
    CU_ASSERT_PTR_NULL(tape.blocks);
    for (int i = 0; i < 1000; i++) {
        double *block = malloc(sizeof *block);

        CU_ASSERT_PTR_NOT_NULL_FATAL(block);
        *block = i;
        adgen_push_pointer(&tape, block);
        adgen_tape_free_later(&tape, block);
    }
    for (int i = 999; i >= 0; i--)
        CU_ASSERT(*(double *)adgen_pop_pointer(&tape) == i);
    adgen_tape_free(&tape);
    CU_ASSERT_PTR_NULL(tape.blocks);
}

enum { BLOCK_SIZES = 300 };

/* Sizes stay known while the table grows; a block in another's place replaces it; realloc's own are remembered. */
static void tape_holds_sizes(void)
{
    AdgenTape tape = ADGEN_TAPE_INIT;
    char      blocks[BLOCK_SIZES], *grown;

    CU_ASSERT(adgen_tape_kept(&tape, NULL, 1000, 1) == 0);
    adgen_tape_hold(&tape, NULL, 5);
    CU_ASSERT(adgen_tape_kept(&tape, NULL, 1000, 1) == 0);
    for (size_t i = 0; i < BLOCK_SIZES; i++)
        adgen_tape_hold(&tape, &blocks[i], i);
    for (size_t i = 0; i < BLOCK_SIZES; i++)
        CU_ASSERT(adgen_tape_kept(&tape, &blocks[i], 1000, 1) == i);
    adgen_tape_hold(&tape, &blocks[7], 70);
    CU_ASSERT(adgen_tape_kept(&tape, &blocks[7], 1000, 1) == 70);
    grown = adgen_tape_resize(&tape, &blocks[7], 140);
    CU_ASSERT_PTR_NOT_NULL(grown);
    CU_ASSERT(adgen_tape_kept(&tape, grown, 1000, 1) == 140);
    CU_ASSERT(adgen_tape_kept(&tape, &blocks[7], 1000, 1) == 70);
    CU_ASSERT(adgen_tape_kept(&tape, grown, 100, 8) == 17);
    CU_ASSERT(adgen_tape_kept(&tape, grown, 10, 8) == 10);
    free(grown);
    adgen_tape_free(&tape);
    CU_ASSERT_PTR_NULL(tape.sizes);
}

static void tape_free_leaves_an_empty_tape(void)
{
    AdgenTape tape = ADGEN_TAPE_INIT;

    adgen_tape_free(&tape);
    adgen_push_int(&tape, 1);
    adgen_tape_free(&tape);
    CU_ASSERT_PTR_NULL(tape.chunk);
    adgen_push_int(&tape, 2);
    CU_ASSERT(adgen_pop_int(&tape) == 2);
    adgen_tape_free(&tape);
}

/* The value at position i of a long mixture of types. */
static void push_kind(AdgenTape *tape, long i)
{
    if (i % 3 == 0)
        adgen_push_float(tape, (float)(i % 1000));
    else if (i % 7 == 0)
        adgen_push_longdouble(tape, (long double)i);
    else
        adgen_push_double(tape, (double)i);
}

static int pop_agrees(AdgenTape *tape, long i)
{
    if (i % 3 == 0)
        return adgen_pop_float(tape) == (float)(i % 1000);
    if (i % 7 == 0)
        return adgen_pop_longdouble(tape) == (long double)i;
    return adgen_pop_double(tape) == (double)i;
}

static void tape_keeps_mixed_sizes_over_many_chunks(void)
{
    enum { COUNT = 4000000 };
    AdgenTape tape  = ADGEN_TAPE_INIT;
    long      wrong = 0;

    for (int round = 0; round < 2; round++) {
        for (long i = 0; i < COUNT; i++)
            push_kind(&tape, i);
        for (long i = COUNT - 1; i >= 0; i--)
            wrong += !pop_agrees(&tape, i);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    adgen_tape_free(&tape);
}

static void tape_keeps_its_chunks_at_a_border(void)
{
    AdgenTape       tape = ADGEN_TAPE_INIT;
    AdgenTapeChunk *first;
    AdgenTapeChunk *second;

    adgen_push_double(&tape, 0.0);
    first = tape.chunk;
    while (tape.chunk == first)
        adgen_push_double(&tape, 1.0);
    second = tape.chunk;
    for (int i = 0; i < 100; i++) {
        adgen_pop_double(&tape);
        adgen_pop_double(&tape);
        CU_ASSERT_PTR_EQUAL_FATAL(tape.chunk, first);
        adgen_push_double(&tape, 2.0);
        adgen_push_double(&tape, 3.0);
        CU_ASSERT_PTR_EQUAL_FATAL(tape.chunk, second);
    }
    CU_ASSERT(adgen_pop_double(&tape) == 3.0);
    CU_ASSERT(adgen_pop_double(&tape) == 2.0);
    CU_ASSERT(adgen_pop_double(&tape) == 1.0);
    adgen_tape_free(&tape);
}

static void tape_chunks_are_aligned(void)
{
    AdgenTape tape = ADGEN_TAPE_INIT;

    for (int i = 0; i < 100000; i++) {
        adgen_push_int(&tape, i);
        CU_ASSERT_FATAL((uintptr_t)tape.bytes % 16 == 0);
    }
    adgen_tape_free(&tape);
}

/* A block between pushes, filled; then what is pushed behind it. */
static long *push_block(AdgenTape *tape, long count)
{
    long *block;

    adgen_push_float(tape, (float)(count % 1000));
    block = adgen_tape_allocate(tape, count, sizeof *block);
    for (long i = 0; i < count; i++)
        block[i] = count + i;
    adgen_push_pointer(tape, block);
    return block;
}

static bool pop_block(AdgenTape *tape, long count)
{
    long *block = adgen_pop_pointer(tape);
    long  wrong = 0;

    for (long i = 0; i < count; i++)
        wrong += block[i] != count + i;
    adgen_tape_release(tape, block);
    return wrong == 0 && adgen_pop_float(tape) == (float)(count % 1000);
}

static void tape_keeps_blocks_between_values(void)
{
    static const long counts[] = {0, 1, 3, 1000, 7, 100000, 2, 3000000, 1, 0, -5, 126, 127, 128, 254, 255, 256, 5000, 1500000};
    enum { COUNT = sizeof counts / sizeof *counts };
    AdgenTape tape = ADGEN_TAPE_INIT;
    long      wrong = 0;

    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < COUNT; i++) {
            long *block = push_block(&tape, counts[(i * (round + 1)) % COUNT]);

            CU_ASSERT((uintptr_t)block % 16 == 0);
        }
        for (int i = COUNT - 1; i >= 0; i--)
            wrong += !pop_block(&tape, counts[(i * (round + 1)) % COUNT]);
        CU_ASSERT_EQUAL(tape.used, 0);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    adgen_tape_free(&tape);
}

static void tape_releases_what_came_behind_a_block(void)
{
    AdgenTape tape = ADGEN_TAPE_INIT;
    char     *block;

    adgen_push_double(&tape, 1.5);
    block = adgen_tape_allocate(&tape, 5, 1);
    for (int i = 0; i < 10000; i++)
        adgen_push_int(&tape, i);
    adgen_tape_release(&tape, block);
    CU_ASSERT(adgen_pop_double(&tape) == 1.5);
    block = adgen_tape_allocate(&tape, 0, 8);
    adgen_tape_release(&tape, block);
    adgen_push_double(&tape, 2.5);
    CU_ASSERT(adgen_pop_double(&tape) == 2.5);
    adgen_tape_free(&tape);
}

/* What a block leaves behind where it does not fit in is an empty chunk, which holds no value to give back. */
static void tape_finds_values_behind_ever_larger_blocks(void)
{
    AdgenTape tape = ADGEN_TAPE_INIT;

    adgen_push_double(&tape, 3.5);
    for (long count = 100; count < 10000; count *= 2)
        adgen_tape_release(&tape, adgen_tape_allocate(&tape, count, sizeof(double)));
    CU_ASSERT_EQUAL(adgen_pop_double(&tape), 3.5);
    adgen_tape_free(&tape);
}

/* A run of many blocks takes no more memory the second time: chunks are used again. */
static void tape_uses_its_chunks_again_for_blocks(void)
{
    AdgenTape       tape = ADGEN_TAPE_INIT;
    AdgenTapeChunk *last[2];

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 2000; i++)
            push_block(&tape, 600);
        last[round] = tape.chunk;
        for (int i = 0; i < 2000; i++)
            CU_ASSERT_FATAL(pop_block(&tape, 600));
    }
    CU_ASSERT_PTR_EQUAL(last[0], last[1]);
    adgen_tape_free(&tape);
}

/* ---- the gradient check ---- */

/* Functions of one or two variables at a point, gradients for it, and the verdict. */
typedef struct CheckCase {
    const char      *name;
    double         (*f)(const double *x, void *data);
    size_t           n;
    double           x[2];
    double           gradient[2];
    AdgenCheckStatus expected;
} CheckCase;

static double smooth(const double *x, void *data)
{
    (void)data;
    return 3.0 * x[0] * x[0] + sin(x[1]) * x[0];
}

static double tiny(const double *x, void *data)
{
    (void)data;
    return 1e-20 * x[0] * x[0];
}

static double constant(const double *x, void *data)
{
    (void)data;
    return 1.0 + 0.0 * x[0];
}

static double zero(const double *x, void *data)
{
    (void)data;
    return 0.0 * x[0];
}

static double bottom(const double *x, void *data)
{
    (void)data;
    return (x[0] - 3.0) * (x[0] - 3.0);
}

static double steep_tanh(const double *x, void *data)
{
    (void)data;
    return tanh(1e4 * x[0]);
}

static double wiggle(const double *x, void *data)
{
    (void)data;
    return x[0] + 1e-3 * sin(1e4 * x[0]);
}

/* The logistic map, chaotic: after 20 rounds the slope is 1e5. */
static double chaos(const double *x, void *data)
{
    double y = x[0];

    (void)data;
    for (int i = 0; i < 20; i++)
        y = 3.9 * y * (1.0 - y);
    return y;
}

static double chaos_slope(double y)
{
    double slope = 1.0;

    for (int i = 0; i < 20; i++) {
        slope *= 3.9 * (1.0 - 2.0 * y);
        y = 3.9 * y * (1.0 - y);
    }
    return slope;
}

static double natural_log(const double *x, void *data)
{
    (void)data;
    return log(x[0]);
}

static double in_float(const double *x, void *data)
{
    float a = (float)x[0], b = (float)x[1];

    (void)data;
    return (double)(sinf(a) * b + a * a);
}

/* A part in float, another in double: the smallest steps see only the second. */
static double half_in_float(const double *x, void *data)
{
    (void)data;
    return x[0] + (double)sinf((float)x[0]);
}

static double noisy(const double *x, void *data)
{
    (void)data;
    return x[0] * x[0] + 1e-4 * sin(1e13 * x[0]);
}

static double relu(const double *x, void *data)
{
    (void)data;
    return x[0] > 0.0 ? x[0] : 0.0;
}

static double absolute(const double *x, void *data)
{
    (void)data;
    return fabs(x[0]) + x[1] * x[1];
}

static double near_kink(const double *x, void *data)
{
    (void)data;
    return fabs(x[0] - 1e-5) + fabs(x[1] - 1e-9);
}

static double root(const double *x, void *data)
{
    (void)data;
    return sqrt(x[0]);
}

static double cube_root(const double *x, void *data)
{
    (void)data;
    return cbrt(x[0]);
}

static double edge(const double *x, void *data)
{
    (void)data;
    return pow(x[0], 1.5);
}

static double step(const double *x, void *data)
{
    (void)data;
    return x[0] > 0.0 ? 1.0 + x[0] : 0.0;
}

static double isolated(const double *x, void *data)
{
    (void)data;
    return x[0] == 0.0 ? 0.0 : NAN;
}

static void check_tells_kinks_and_noise_from_bugs(void)
{
    const double    at_03   = chaos_slope(0.3);
    const CheckCase cases[] = {
        {"smooth", smooth, 2, {1, 2}, {6 + sin(2), cos(2)}, ADGEN_CHECK_OK},
        {"off by 1e-5", smooth, 2, {1, 2}, {6 + sin(2), cos(2) * (1 + 1e-5)}, ADGEN_CHECK_WRONG},
        {"wrong sign", smooth, 2, {1, 2}, {6 + sin(2), -cos(2)}, ADGEN_CHECK_WRONG},
        {"part missing", smooth, 2, {1, 2}, {6, cos(2)}, ADGEN_CHECK_WRONG},
        {"nan", smooth, 2, {1, 2}, {6 + sin(2), NAN}, ADGEN_CHECK_WRONG},
        {"infinite", smooth, 2, {1, 2}, {-INFINITY, cos(2)}, ADGEN_CHECK_WRONG},
        {"tiny", tiny, 1, {1}, {2e-20}, ADGEN_CHECK_OK},
        {"tiny, wrong", tiny, 1, {1}, {3e-20}, ADGEN_CHECK_WRONG},
        {"constant", constant, 1, {1}, {0}, ADGEN_CHECK_OK},
        {"constant, wrong", constant, 1, {1}, {1e-9}, ADGEN_CHECK_WRONG},
        {"zero", zero, 1, {1}, {0}, ADGEN_CHECK_OK},
        {"zero, wrong", zero, 1, {1}, {1e-9}, ADGEN_CHECK_WRONG},
        {"bottom", bottom, 1, {3}, {0}, ADGEN_CHECK_OK},
        {"bottom, wrong", bottom, 1, {3}, {1e-6}, ADGEN_CHECK_WRONG},
        {"steep", steep_tanh, 1, {0}, {1e4}, ADGEN_CHECK_OK},
        {"steep, wrong", steep_tanh, 1, {0}, {1.001e4}, ADGEN_CHECK_WRONG},
        {"wiggle", wiggle, 1, {0.3}, {1 + 10 * cos(3e3)}, ADGEN_CHECK_OK},
        {"wiggle, wrong", wiggle, 1, {0.3}, {1}, ADGEN_CHECK_WRONG},
        {"chaos", chaos, 1, {0.3}, {at_03}, ADGEN_CHECK_OK},
        {"chaos, wrong", chaos, 1, {0.3}, {at_03 * 1.00001}, ADGEN_CHECK_WRONG},
        {"log near 0", natural_log, 1, {1e-3}, {1e3}, ADGEN_CHECK_OK},
        {"log, large", natural_log, 1, {1e6}, {1e-6}, ADGEN_CHECK_OK},
        {"log, large, wrong", natural_log, 1, {1e6}, {2e-6}, ADGEN_CHECK_WRONG},
        {"float", in_float, 2, {1.5, 2}, {cos(1.5) * 2 + 3, sin(1.5)}, ADGEN_CHECK_NOISE},
        {"float, wrong", in_float, 2, {1.5, 2}, {cos(1.5) * 2, sin(1.5)}, ADGEN_CHECK_WRONG},
        {"half float", half_in_float, 1, {0.5}, {1 + cos(0.5)}, ADGEN_CHECK_NOISE},
        {"half float, part missing", half_in_float, 1, {0.5}, {1}, ADGEN_CHECK_WRONG},
        {"noisy", noisy, 1, {1}, {2}, ADGEN_CHECK_NOISE},
        {"noisy, wrong", noisy, 1, {1}, {2.5}, ADGEN_CHECK_WRONG},
        {"relu, left", relu, 1, {0}, {0}, ADGEN_CHECK_KINK},
        {"relu, right", relu, 1, {0}, {1}, ADGEN_CHECK_KINK},
        {"relu, wrong", relu, 1, {0}, {2}, ADGEN_CHECK_WRONG},
        {"relu, inactive", relu, 1, {-1e-4}, {0}, ADGEN_CHECK_OK},
        {"relu, inactive, wrong", relu, 1, {-1e-4}, {1}, ADGEN_CHECK_WRONG},
        {"fabs", absolute, 2, {0, 1}, {0, 2}, ADGEN_CHECK_KINK},
        {"fabs, other part wrong", absolute, 2, {0, 1}, {0, 1}, ADGEN_CHECK_WRONG},
        {"near a kink", near_kink, 2, {0, 0}, {-1, -1}, ADGEN_CHECK_KINK},
        {"near a kink, wrong", near_kink, 2, {0, 0}, {0, -1}, ADGEN_CHECK_WRONG},
        {"sqrt(0)", root, 1, {0}, {INFINITY}, ADGEN_CHECK_KINK},
        {"sqrt(0), wrong sign", root, 1, {0}, {-INFINITY}, ADGEN_CHECK_WRONG},
        {"sqrt(0), nan", root, 1, {0}, {NAN}, ADGEN_CHECK_WRONG},
        {"cbrt(0)", cube_root, 1, {0}, {INFINITY}, ADGEN_CHECK_KINK},
        {"edge", edge, 1, {0}, {0}, ADGEN_CHECK_KINK},
        {"edge, wrong", edge, 1, {0}, {1}, ADGEN_CHECK_WRONG},
        {"jump", step, 1, {0}, {0}, ADGEN_CHECK_KINK},
        {"jump, wrong", step, 1, {0}, {2}, ADGEN_CHECK_WRONG},
        {"isolated", isolated, 1, {0}, {0}, ADGEN_CHECK_NOISE},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const CheckCase *c   = &cases[i];
        AdgenCheckStatus got = adgen_check_gradient(c->f, NULL, c->x, c->n, c->gradient, NULL);

        if (got != c->expected)
            printf("\n    %s: %s, expected %s", c->name, adgen_check_status_name(got),
                   adgen_check_status_name(c->expected));
        CU_ASSERT_EQUAL(got, c->expected);
    }
}

/* The data of weighted_squares. */
typedef struct Weights {
    size_t        n;
    unsigned long calls;
} Weights;

static double weighted_squares(const double *x, void *data)
{
    Weights *weights = data;
    double   sum     = 0.0;

    weights->calls++;
    for (size_t i = 0; i < weights->n; i++)
        sum += (double)(i + 1) * x[i] * x[i];
    return sum;
}

enum { LARGE = 1000 };

static void large_problem(double *x, double *gradient)
{
    for (size_t i = 0; i < LARGE; i++) {
        x[i] = 0.01 * (double)i - 3.0;
        gradient[i] = 2.0 * (double)(i + 1) * x[i];
    }
}

static void check_samples_a_large_gradient(void)
{
    double            x[LARGE], gradient[LARGE];
    Weights           weights = {LARGE, 0};
    AdgenCheckOptions options = {.components = 5, .directions = 2};

    large_problem(x, gradient);
    CU_ASSERT_EQUAL(adgen_check_gradient(weighted_squares, &weights, x, LARGE, gradient, &options), ADGEN_CHECK_OK);
    CU_ASSERT_EQUAL(weights.calls, 1 + 7 * 34);
    gradient[500] *= 1.01;
    options = (AdgenCheckOptions){.directions = 1, .seed = 7};
    CU_ASSERT_EQUAL(adgen_check_gradient(weighted_squares, &weights, x, LARGE, gradient, &options), ADGEN_CHECK_WRONG);
    options = (AdgenCheckOptions){.components = 2 * LARGE};
    CU_ASSERT_EQUAL(adgen_check_gradient(weighted_squares, &weights, x, LARGE, gradient, &options), ADGEN_CHECK_WRONG);
}

/* The table of a check, in `text`. */
static void print_check(char *text, size_t room, const double *gradient, AdgenCheckOptions options)
{
    static const double x[2]  = {1, 2};
    FILE               *table = tmpfile();
    size_t              length;

    CU_ASSERT_PTR_NOT_NULL_FATAL(table);
    options.table = table;
    adgen_check_gradient(smooth, NULL, x, 2, gradient, &options);
    rewind(table);
    length = fread(text, 1, room - 1, table);
    text[length] = '\0';
    fclose(table);
}

static void check_prints_a_table(void)
{
    const double gradient[2] = {6 + sin(2), 1.0};
    char         text[8192];

    print_check(text, sizeof text, gradient, (AdgenCheckOptions){0});
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "x[0]"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "  wrong\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "gradient check: wrong, 2 checked\n"));
    CU_ASSERT_PTR_NULL(strstr(text, "step"));
    print_check(text, sizeof text, gradient, (AdgenCheckOptions){.detail = ADGEN_CHECK_FAILURES});
    CU_ASSERT_PTR_NULL(strstr(text, "x[0]"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "x[1]"));
    print_check(text, sizeof text, gradient, (AdgenCheckOptions){.detail = ADGEN_CHECK_SWEEPS});
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "step            1.000e-10"));
    print_check(text, sizeof text, gradient, (AdgenCheckOptions){.components = 1, .seed = 42});
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "1 checked, seed 42\n"));
}

static void check_refuses_what_it_cannot_check(void)
{
    const double      x[1] = {-1}, gradient[1] = {1};
    AdgenCheckOptions options = {.tolerance = -1.0};

    CU_ASSERT_EQUAL(adgen_check_gradient(natural_log, NULL, x, 1, gradient, NULL), ADGEN_CHECK_INVALID);
    CU_ASSERT_EQUAL(adgen_check_gradient(NULL, NULL, x, 1, gradient, NULL), ADGEN_CHECK_INVALID);
    CU_ASSERT_EQUAL(adgen_check_gradient(constant, NULL, x, 0, gradient, NULL), ADGEN_CHECK_INVALID);
    CU_ASSERT_EQUAL(adgen_check_gradient(constant, NULL, x, 1, NULL, NULL), ADGEN_CHECK_INVALID);
    CU_ASSERT_EQUAL(adgen_check_gradient(constant, NULL, x, 1, gradient, &options), ADGEN_CHECK_INVALID);
    options = (AdgenCheckOptions){.smallest_step = 1.0};
    CU_ASSERT_EQUAL(adgen_check_gradient(constant, NULL, x, 1, gradient, &options), ADGEN_CHECK_INVALID);
    options = (AdgenCheckOptions){.directions = 1};
    CU_ASSERT_EQUAL(adgen_check_gradient(constant, NULL, x, (size_t)-1, gradient, &options), ADGEN_CHECK_INVALID);
}

void runtime_suite(void)
{
    CU_pSuite suite = CU_add_suite("runtime", NULL, NULL);

    CU_add_test(suite, "the tape gives back what was pushed", tape_gives_back_what_was_pushed);
    CU_add_test(suite, "blocks are freed with the tape", tape_frees_what_it_is_given);
    CU_add_test(suite, "the sizes of blocks are remembered", tape_holds_sizes);
    CU_add_test(suite, "freeing leaves an empty tape", tape_free_leaves_an_empty_tape);
    CU_add_test(suite, "mixed sizes over many chunks", tape_keeps_mixed_sizes_over_many_chunks);
    CU_add_test(suite, "chunks are kept at a border", tape_keeps_its_chunks_at_a_border);
    CU_add_test(suite, "chunks are aligned", tape_chunks_are_aligned);
    CU_add_test(suite, "the tape keeps blocks between values", tape_keeps_blocks_between_values);
    CU_add_test(suite, "the tape releases what came behind a block", tape_releases_what_came_behind_a_block);
    CU_add_test(suite, "the tape uses its chunks again for blocks", tape_uses_its_chunks_again_for_blocks);
    CU_add_test(suite, "the tape finds values behind ever larger blocks", tape_finds_values_behind_ever_larger_blocks);
    CU_add_test(suite, "the check tells kinks and noise from bugs", check_tells_kinks_and_noise_from_bugs);
    CU_add_test(suite, "the check samples a large gradient", check_samples_a_large_gradient);
    CU_add_test(suite, "the check prints a table", check_prints_a_table);
    CU_add_test(suite, "the check refuses what it cannot check", check_refuses_what_it_cannot_check);
}
