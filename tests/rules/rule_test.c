/*
 * Every line of math.def, held against numbers without a test of its own: every argument's partial derivative, as C
 * and as the IR that the tool makes of the line, in each real type, against differences in quad precision.  And that
 * this would notice a mistake: each line is spoilt in several ways, each of which must be caught.
 */

#include <CUnit/Basic.h>
#include <math.h>
#include <stdio.h>

#include "evaluate.h"
#include "ir/build.h"
#include "rows.h"
#include "rules/rule.h"

enum { DRAWN = 20, MAX_POINTS = 32 };

static const char *const real_names[REALS] = {"float", "double", "long double"};

/* Errors relative to the derivative, or to 0.01 where it is smaller.  Constants of the C lines are doubles. */
static const double c_bounds[REALS]  = {1e-5, 1e-12, 1e-15};
static const double ir_bounds[REALS] = {1e-5, 1e-13, 1e-17};

/* ---- the reference ---- */

static Quad central(const Row *row, const long double *args, int i, Quad relative_step)
{
    Quad at[MAX_ARITY];
    Quad step, right, left;

    for (int k = 0; k < row->arity; k++)
        at[k] = args[k];
    step = at[i] == 0 ? relative_step : fabsq(at[i]) * relative_step;
    at[i] = args[i] + step;
    right = row->quad(at);
    at[i] = args[i] - step;
    left = row->quad(at);
    return (right - left) / (2 * step);
}

static bool is_near(Quad a, Quad b, Quad bound)
{
    Quad larger = fabsq(a) > fabsq(b) ? fabsq(a) : fabsq(b);

    return fabsq(a - b) <= bound * (larger > 0.01 ? larger : 0.01);   /* false for a NaN */
}

/* The derivative by argument i: of differences with falling steps, the one that agrees best with the next.  False where
 * there is none, because no two agree. */
static bool reference(const Row *row, const long double *args, int i, Quad *derivative)
{
    Quad best   = HUGE_VALQ;
    Quad before = central(row, args, i, 1e-6);

    for (Quad step = 1e-7; step > 1e-15; step /= 10) {
        Quad next = central(row, args, i, step);

        if (fabsq(next - before) < best) {
            best = fabsq(next - before);
            *derivative = next;
        }
        before = next;
    }
    return best < HUGE_VALQ && is_near(*derivative + best, *derivative, 1e-14);
}

/* ---- points ---- */

/* A number in [0, 1), the same sequence in every run. */
static double draw(unsigned long long *state)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static long double rounded(long double value, Real real)
{
    return real == FLOAT ? (float)value : real == DOUBLE ? (double)value : value;
}

static bool is_smooth_at(const Row *row, const long double *args)
{
    Quad derivative;

    for (int i = 0; i < row->arity; i++)
        if (row->letters[i] != 'n' && !reference(row, args, i, &derivative))
            return false;
    return true;
}

static void draw_point(const Row *row, Real real, unsigned long long *state, long double *args)
{
    for (int tries = 0; tries < 100; tries++) {
        for (int k = 0; k < row->arity; k++) {
            args[k] = rounded(row->from + draw(state) * (row->to - row->from), real);
            if (row->letters[k] == 'n')
                args[k] = floorl(8.0L * (long double)draw(state));
        }
        if (is_smooth_at(row, args))
            return;
    }
    BUG("%s has hardly a derivative between %g and %g", row->name, row->from, row->to);
}

/* The row's own points and some drawn ones; returns how many. */
static int points_of(const Row *row, Real real, long double points[MAX_POINTS][MAX_ARITY])
{
    unsigned long long state = 12345;
    int                own   = row->point_count / row->arity;

    ENSURE(row->point_count % row->arity == 0 && own > 0 && own + DRAWN <= MAX_POINTS);
    for (int j = 0; j < own; j++) {
        for (int k = 0; k < row->arity; k++)
            points[j][k] = rounded(row->points[j * row->arity + k], real);
        if (!is_smooth_at(row, points[j]))
            BUG("%s has no derivative at its point %d", row->name, j + 1);
    }
    for (int j = own; j < own + DRAWN; j++)
        draw_point(row, real, &state, points[j]);
    return own + DRAWN;
}

/* ---- the tool's rules ---- */

/* The rule of a row, with variables for its arguments and its result. */
typedef struct Subject {
    Program     *p;
    const Rule  *rule;
    const Type  *real;
    Func        *func;
    Var         *vars[MAX_ARITY + 1];   /* the result is the last */
    const Expr  *args[MAX_ARITY];
    const Expr  *result;
} Subject;

static Subject subject_of(Program *p, const Row *row, Real real)
{
    static const char *const names[] = {"a", "b", "c"};
    Subject s = {.p = p, .real = type_real(p, (RealKind)real)};
    Func   *callee = rule_func(p, row->name, s.real);
    Loc     loc = {0};

    s.func = ir_new_func(p, "test", type_void(p), loc);
    for (int i = 0; i < row->arity; i++) {
        s.vars[i] = ir_new_var(p, s.func, VAR_PARAM, names[i], callee->params.items[i]->type, loc);
        s.args[i] = ir_var(p, loc, s.vars[i]);
    }
    s.vars[row->arity] = ir_new_var(p, s.func, VAR_PARAM, "r", s.real, loc);
    s.result = ir_var(p, loc, s.vars[row->arity]);
    s.rule = rule_find(callee->name);
    if (row->by_result)
        s.rule = rule_of(ir_call(p, loc, callee, s.args, row->arity));
    return s;
}

static const Expr *partial_of(const Subject *s, int i)
{
    const Expr *result = rule_mentions(s->rule, i) & RULE_RESULT ? s->result : NULL;

    return rule_partial(s->p, s->rule, i, s->real, s->args, result, (Loc){0});
}

static long double value_of_partial(const Subject *s, const Row *row, const Expr *partial, const long double *args,
                                    long double result)
{
    long double values[MAX_ARITY + 1];

    for (int i = 0; i < row->arity; i++)
        values[i] = args[i];
    values[row->arity] = result;
    return evaluate(partial, &(Values){s->vars, values, row->arity + 1});
}

/* ---- the tests ---- */

static void complain(const Row *row, Real real, int i, const long double *args, const char *what, long double got,
                     Quad wanted)
{
    printf("\n    %s%s (%s) by argument %d at", row->name, row->by_result ? " by its result" : "", real_names[real],
           i + 1);
    for (int k = 0; k < row->arity; k++)
        printf(" %.17Lg", args[k]);
    printf(": %s gives %.20Lg, differences give %.20Lg", what, got, (long double)wanted);
    CU_FAIL("a partial derivative is wrong");
}

/* One partial derivative at one point. */
static void check_partial(const Row *row, Real real, const Subject *s, int i, const Expr *partial,
                          const long double *args)
{
    long double result = row->primal[real](args);
    long double as_c   = row->line[real](args, result, i);
    long double as_ir  = value_of_partial(s, row, partial, args, result);
    Quad        wanted;

    reference(row, args, i, &wanted);
    if (!is_near(as_c, wanted, c_bounds[real]))
        complain(row, real, i, args, "the line as C", as_c, wanted);
    if (!is_near(as_ir, wanted, ir_bounds[real]))
        complain(row, real, i, args, "the line as IR", as_ir, wanted);
    if (real == DOUBLE && as_c != as_ir)
        complain(row, real, i, args, "not to the bit what C gives: IR", as_ir, as_c);
    CU_PASS("checked");
}

static void check_row(Program *p, const Row *row, Real real)
{
    long double points[MAX_POINTS][MAX_ARITY];
    int         count = points_of(row, real, points);
    Subject     s     = subject_of(p, row, real);

    for (int i = 0; i < row->arity; i++) {
        const Expr *partial = partial_of(&s, i);

        for (int j = 0; j < count && row->letters[i] != 'n'; j++)
            check_partial(row, real, &s, i, partial, points[j]);
    }
}

static void check_flat_row(const Row *row)
{
    long double points[MAX_POINTS][MAX_ARITY];
    int         count = points_of(row, DOUBLE, points);
    const Rule *rule  = rule_find(row->name);

    CU_ASSERT(rule_is_zero(rule));
    for (int i = 0; i < row->arity; i++) {
        CU_ASSERT_EQUAL(rule_mentions(rule, i), RULE_ZERO);
        for (int j = 0; j < count; j++)
            if (central(row, points[j], i, 1e-13) != 0)
                complain(row, DOUBLE, i, points[j], "its being flat", 0.0L, central(row, points[j], i, 1e-13));
    }
}

static void partials_agree_with_differences(void)
{
    Arena   *arena = arena_new();
    Program *p     = program_new(arena, "rules.c");

    for (const Row *row = rows; row < rows + row_count; row++) {
        if (row->flat)
            check_flat_row(row);
        for (int real = FLOAT; real < REALS && !row->flat; real++)
            check_row(p, row, (Real)real);
    }
    arena_free(arena);
}

/* The ways to spoil a partial derivative. */
typedef enum Mutation { FLIPPED, SCALED, SHIFTED, DROPPED, MUTATIONS } Mutation;

static long double mutated(long double partial, Mutation mutation)
{
    switch (mutation) {
    case FLIPPED: return -partial;
    case SCALED:  return partial * 1.0001L;
    case SHIFTED: return partial + 1e-3L;
    default:      return 0.0L;
    }
}

/* Whether some point tells the spoilt line from the reference. */
static bool is_caught(const Row *row, int i, Mutation mutation)
{
    long double points[MAX_POINTS][MAX_ARITY];
    int         count = points_of(row, DOUBLE, points);
    Quad        wanted;

    for (int j = 0; j < count; j++) {
        long double partial = row->line[DOUBLE](points[j], row->primal[DOUBLE](points[j]), i);

        reference(row, points[j], i, &wanted);
        if (!is_near(mutated(partial, mutation), wanted, c_bounds[DOUBLE]))
            return true;
    }
    return false;
}

static void mistakes_are_caught(void)
{
    for (const Row *row = rows; row < rows + row_count; row++) {
        const Rule *rule = rule_find(row->name);

        for (int i = 0; i < row->arity && !row->flat; i++)
            for (int m = 0; m < MUTATIONS; m++) {
                bool none = rule_mentions(rule, i) & RULE_ZERO && m != SHIFTED;   /* nothing to spoil */

                if (row->letters[i] != 'n' && !none && !is_caught(row, i, (Mutation)m)) {
                    printf("\n    %s by argument %d: mistake %d is not caught", row->name, i + 1, m);
                    CU_FAIL("a spoilt line passes");
                }
                CU_PASS("checked");
            }
    }
}

/* Where there is no derivative: the contract's conventions. */
typedef struct Convention {
    const char *name;
    double      args[2];
    int         i;
    double      expected;
} Convention;

static const Convention conventions[] = {
    {"fabs", {0.0}, 0, 0.0},
    {"fabs", {-0.0}, 0, 0.0},
    {"sqrt", {0.0}, 0, INFINITY},
    {"cbrt", {0.0}, 0, INFINITY},
    {"hypot", {0.0, 0.0}, 0, 0.0},
    {"hypot", {0.0, 0.0}, 1, 0.0},
    {"copysign", {0.0, -1.0}, 0, 0.0},
    {"asin", {1.0}, 0, INFINITY},
    {"acos", {-1.0}, 0, -INFINITY},
    {"acosh", {1.0}, 0, INFINITY},
    {"atanh", {-1.0}, 0, INFINITY},
    {"log", {0.0}, 0, INFINITY},

    {"fmax", {1.0, 1.0}, 0, 0.0},
    {"fmax", {1.0, 1.0}, 1, 1.0},
    {"fmin", {1.0, 1.0}, 0, 0.0},
    {"fmin", {1.0, 1.0}, 1, 1.0},
    {"fmax", {NAN, 2.0}, 0, 0.0},
    {"fmax", {NAN, 2.0}, 1, 1.0},
    {"fmax", {2.0, NAN}, 0, 1.0},
    {"fmax", {2.0, NAN}, 1, 0.0},
    {"fmin", {NAN, 2.0}, 0, 0.0},
    {"fmin", {NAN, 2.0}, 1, 1.0},
    {"fmin", {2.0, NAN}, 0, 1.0},
    {"fmin", {2.0, NAN}, 1, 0.0},
    {"fdim", {1.0, 1.0}, 0, 0.0},
    {"fdim", {1.0, 1.0}, 1, 0.0},

    {"pow", {3.0, 0.0}, 0, 0.0},
    {"pow", {0.0, 0.0}, 0, 0.0},
    {"pow", {0.0, 0.0}, 1, 0.0},
    {"pow", {NAN, 0.0}, 0, 0.0},
    {"pow", {0.0, 0.5}, 0, INFINITY},
    {"pow", {0.0, 0.5}, 1, 0.0},
    {"pow", {0.0, 1.0}, 0, 1.0},
    {"pow", {0.0, 2.0}, 0, 0.0},
    {"pow", {0.0, 2.0}, 1, 0.0},
    {"pow", {0.0, 2.5}, 0, 0.0},
    {"pow", {-2.0, 3.0}, 0, 12.0},
    {"pow", {-2.0, 3.0}, 1, NAN},
    {"pow", {-2.0, -1.0}, 0, -0.25},
    {"pow", {1e-200, 2.0}, 0, 2e-200},
    {"pow", {1e-200, 1.5}, 0, 1.5e-100},
    {"pow", {1e154, 2.0}, 0, 2e154},

    {"fmod", {5.0, INFINITY}, 1, 0.0},
    {"j1", {0.0}, 0, 0.5},
};

static void check_convention(Program *p, const Convention *c, const Row *row)
{
    Subject     s       = subject_of(p, row, DOUBLE);
    long double args[2] = {c->args[0], c->args[1]};
    long double got     = value_of_partial(&s, row, partial_of(&s, c->i), args, row->primal[DOUBLE](args));
    bool        good    = isnan(c->expected) ? isnan(got) : got == c->expected || is_near(got, c->expected, 1e-15);

    if (!good)
        complain(row, DOUBLE, c->i, args, "the line as IR", got, c->expected);
    CU_ASSERT(good);
}

static void conventions_hold(void)
{
    Arena   *arena = arena_new();
    Program *p     = program_new(arena, "rules.c");

    for (size_t i = 0; i < sizeof conventions / sizeof *conventions; i++) {
        const Rule *rule = rule_find(conventions[i].name);

        for (const Row *row = rows; row < rows + row_count; row++)
            if (rule_find(row->name) == rule)
                check_convention(p, &conventions[i], row);
    }
    arena_free(arena);
}

int main(void)
{
    CU_pSuite suite;
    bool      good;

    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    suite = CU_add_suite("math.def", NULL, NULL);
    CU_add_test(suite, "partial derivatives agree with differences", partials_agree_with_differences);
    CU_add_test(suite, "mistakes are caught", mistakes_are_caught);
    CU_add_test(suite, "conventions hold where there is no derivative", conventions_hold);
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    good = CU_get_number_of_tests_run() == 3 && CU_get_number_of_failures() == 0;
    CU_cleanup_registry();
    return good ? 0 : 1;
}
