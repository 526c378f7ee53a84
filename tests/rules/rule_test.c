/*
 * Every line of math.def, held against numbers without a test of its own: every argument's partial derivative, as C
 * and as the IR that the tool makes of the line, in each real type, against differences in quad precision.  And that
 * this would notice a mistake: every sign, factor and argument of every line is spoilt, and each mutant must be caught.
 */

#include <CUnit/Basic.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate.h"
#include "formula.h"
#include "ir/build.h"
#include "rows.h"
#include "rules/rule.h"

enum { DRAWN = 20, MAX_POINTS = 32 };

static const char *const real_names[REALS] = {"float", "double", "long double"};

/* Errors relative to the derivative, or to 0.01 where it is smaller.  Constants of the C lines are doubles. */
static const double c_bounds[REALS]  = {1e-5, 1e-12, 1e-15};
static const double ir_bounds[REALS] = {1e-5, 1e-13, 1e-17};
static const double second_bounds[REALS] = {1e-3, 1e-12, 1e-12};

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

static Quad second_difference(const Row *row, const long double *args, int i, int j, Quad relative_step)
{
    Quad at[MAX_ARITY], steps[MAX_ARITY], largest = 0, sum = 0;

    for (int k = 0; k < row->arity; k++)
        largest = fmaxq(largest, fabsq(args[k]));
    for (int k = 0; k < row->arity; k++)
        steps[k] = largest == 0 ? relative_step : fmaxq(fabsq(args[k]), largest / 1000) * relative_step;
    for (int a = -1; a <= 1; a += 2)
        for (int b = -1; b <= 1; b += 2) {
            for (int k = 0; k < row->arity; k++)
                at[k] = args[k];
            at[i] += a * steps[i];
            at[j] += b * steps[j];
            sum += a * b * row->quad(at);
        }
    return sum / (4 * steps[i] * steps[j]);
}

/* The derivative by the arguments i and j, found as the first one is. */
static bool second_reference(const Row *row, const long double *args, int i, int j, Quad *derivative)
{
    Quad best   = HUGE_VALQ;
    Quad before = second_difference(row, args, i, j, 1e-4);

    for (Quad step = 2e-5; step > 1e-11; step /= 5) {
        Quad next = second_difference(row, args, i, j, step);

        if (fabsq(next - before) < best) {
            best = fabsq(next - before);
            *derivative = next;
        }
        before = next;
    }
    return best < HUGE_VALQ && is_near(*derivative + best, *derivative, 1e-13);
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
    int          first;                 /* of the row's arguments among the rule's: a storing one has its result before */
    Var         *vars[MAX_ARITY + 1];   /* the result is the last */
    const Expr  *args[MAX_ARITY + 1];
    const Expr  *result;
} Subject;

/* lgamma_r and float: lgammaf_r. */
static const char *variant_of(Program *p, const char *name, Real real)
{
    static const char *const suffixes[REALS] = {"f", "", "l"};
    const char              *tail = strstr(name, "_r");

    if (tail == NULL || tail[2] != '\0')
        return arena_printf(p->arena, "%s%s", name, suffixes[real]);
    return arena_printf(p->arena, "%.*s%s_r", (int)(tail - name), name, suffixes[real]);
}

static bool is_steady(const Row *row)
{
    return row->kind == ROW_STEADY || row->kind == ROW_STEADY_BY_RESULT;
}

/* Whether the row has a formula for the argument, to be held against numbers. */
static bool is_varied(const Row *row, int i)
{
    return row->letters[i] != 'n' && (i == 0 || !is_steady(row));
}

/* A call that the row is for: of what chooses one of two, the one that is a number. */
static const Expr *called(const Subject *s, Program *p, const Row *row, Func *callee)
{
    const Expr *args[MAX_ARITY + 1] = {NULL};
    const Expr *number = ir_real(p, (Loc){0}, s->real, 1.0L);

    memcpy(args, s->args, (size_t)row->arity * sizeof *args);
    if (row->kind == ROW_FROM_BOUND)
        args[0] = number;
    else if (rule_chooses(s->rule, 0))
        args[1] = number;
    return ir_call(p, (Loc){0}, callee, args, row->arity);
}

static Subject subject_of(Program *p, const Row *row, Real real)
{
    static const char *const names[] = {"a", "b", "c"};
    bool    storing = row->kind == ROW_STORING;
    Subject s = {.p = p, .real = type_real(p, (RealKind)real), .first = storing};
    Func   *callee = storing ? rule_result_func(p, variant_of(p, row->name, real)) : rule_func(p, row->name, s.real);
    Loc     loc = {0};

    s.func = ir_new_func(p, "test", type_void(p), loc);
    for (int i = 0; i < row->arity; i++) {
        s.vars[i] = ir_new_var(p, s.func, VAR_PARAM, names[i], callee->params.items[s.first + i]->type, loc);
        s.args[s.first + i] = ir_var(p, loc, s.vars[i]);
    }
    s.vars[row->arity] = ir_new_var(p, s.func, VAR_PARAM, "r", s.real, loc);
    s.result = ir_var(p, loc, s.vars[row->arity]);
    if (storing)
        s.args[0] = s.result;
    s.rule = rule_find(callee->name);
    if (row->kind == ROW_BY_RESULT || row->kind == ROW_FROM_BOUND || row->kind == ROW_STEADY_BY_RESULT)
        s.rule = rule_of(called(&s, p, row, callee));
    if (is_steady(row))
        s.rule = rule_steady(s.rule);
    return s;
}

static unsigned mentions_of(const Subject *s, int i)
{
    return rule_mentions(s->rule, s->first + i);
}

static const Expr *partial_of(const Subject *s, int i)
{
    const Expr *result = mentions_of(s, i) & RULE_RESULT ? s->result : NULL;

    return rule_partial(s->p, s->rule, s->first + i, s->real, s->args, result, (Loc){0});
}

static long double value_of_partial(const Subject *s, const Row *row, const Expr *partial, const long double *args,
                                    long double result)
{
    long double values[MAX_ARITY + 1];

    for (int i = 0; i < row->arity; i++)
        values[i] = args[i];
    values[row->arity] = result;
    return evaluate(partial, &(Values){s->vars, values, NULL, row->arity + 1});
}

/* The derivative of a partial derivative by the row's argument j, from the rules of all that it is made of. */
static long double slope_of_partial(const Subject *s, const Row *row, const Expr *partial, const long double *args,
                                    long double result, int j)
{
    long double values[MAX_ARITY + 1], tangents[MAX_ARITY + 1] = {0.0L};

    for (int i = 0; i < row->arity; i++)
        values[i] = args[i];
    values[row->arity] = result;
    tangents[j] = 1.0L;
    tangents[row->arity] = value_of_partial(s, row, partial_of(s, j), args, result);
    return evaluate_tangent(s->p, partial, &(Values){s->vars, values, tangents, row->arity + 1});
}

/* ---- the tests ---- */

static void complain(const Row *row, Real real, int i, const long double *args, const char *what, long double got,
                     Quad wanted)
{
    printf("\n    %s, line %d (%s) by argument %d at", row->name, (int)(row - rows) + 1, real_names[real], i + 1);
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
    Quad        wanted = 0;

    reference(row, args, i, &wanted);
    if (!is_near(as_c, wanted, c_bounds[real]))
        complain(row, real, i, args, "the line as C", as_c, wanted);
    if (!is_near(as_ir, wanted, ir_bounds[real]))
        complain(row, real, i, args, "the line as IR", as_ir, wanted);
    if (real == DOUBLE && as_c != as_ir)
        complain(row, real, i, args, "not to the bit what C gives: IR", as_ir, as_c);
    CU_PASS("checked");
}

/* One second derivative at one point, where differences tell it. */
static int check_second(const Row *row, Real real, const Subject *s, int i, int j, const long double *args)
{
    long double result = row->primal[real](args), got;
    Quad        wanted = 0;

    if (!second_reference(row, args, i, j, &wanted))
        return 0;
    got = slope_of_partial(s, row, partial_of(s, i), args, result, j);
    if (!is_near(got, wanted, second_bounds[real]))
        complain(row, real, i, args, "the partial's own derivative", got, wanted);
    CU_PASS("checked");
    return 1;
}

static void check_row_twice(Program *p, const Row *row, Real real)
{
    long double points[MAX_POINTS][MAX_ARITY];
    int         count = points_of(row, real, points), told = 0;
    Subject     s     = subject_of(p, row, real);

    for (int i = 0; i < row->arity; i++)
        for (int j = 0; j < row->arity; j++)
            for (int k = 0; k < count && is_varied(row, i) && is_varied(row, j); k++)
                told += check_second(row, real, &s, i, j, points[k]);
    if (told < DRAWN)
        BUG("%s: differences tell %d second derivatives only", row->name, told);
}

static void second_derivatives_agree_with_differences(void)
{
    Arena   *arena = arena_new();
    Program *p     = program_new(arena, "rules.c");

    for (const Row *row = rows; row < rows + row_count; row++)
        for (int real = FLOAT; real < REALS && row->kind != ROW_FLAT; real++)
            check_row_twice(p, row, (Real)real);
    arena_free(arena);
}

static void check_row(Program *p, const Row *row, Real real)
{
    long double points[MAX_POINTS][MAX_ARITY];
    int         count = points_of(row, real, points);
    Subject     s     = subject_of(p, row, real);

    for (int i = 0; i < row->arity; i++) {
        const Expr *partial = partial_of(&s, i);

        for (int j = 0; j < count && is_varied(row, i); j++)
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
        if (row->kind == ROW_FLAT)
            check_flat_row(row);
        for (int real = FLOAT; real < REALS && row->kind != ROW_FLAT; real++)
            check_row(p, row, (Real)real);
    }
    arena_free(arena);
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
    {"pow", {INFINITY, 0.0}, 0, 0.0},
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
    {"frexp", {0.0}, 0, 1.0},
    {"significand", {0.0}, 0, 1.0},
    {"lgamma", {0.0}, 0, -INFINITY},
    {"lgamma", {-2.0}, 0, NAN},
};

static bool convention_holds(const Subject *s, const Row *row, const Expr *partial, const Convention *c)
{
    long double args[2] = {c->args[0], c->args[1]};
    long double got     = value_of_partial(s, row, partial, args, row->primal[DOUBLE](args));

    if (row->kind == ROW_FROM_BOUND && isnan(c->args[0]))    /* that is no number */
        return true;
    return isnan(c->expected) ? isnan(got) : got == c->expected || fabsl(got - c->expected) <= 1e-15L * fabsl(c->expected);
}

static void check_convention(Program *p, const Convention *c, const Row *row)
{
    Subject     s       = subject_of(p, row, DOUBLE);
    const Expr *partial = partial_of(&s, c->i);
    long double args[2] = {c->args[0], c->args[1]};
    bool        good    = convention_holds(&s, row, partial, c);

    if (!good)
        complain(row, DOUBLE, c->i, args, "the line as IR",
                 value_of_partial(&s, row, partial, args, row->primal[DOUBLE](args)), c->expected);
    CU_ASSERT(good);
}

static void conventions_hold(void)
{
    Arena   *arena = arena_new();
    Program *p     = program_new(arena, "rules.c");

    for (size_t i = 0; i < sizeof conventions / sizeof *conventions; i++)
        for (const Row *row = rows; row < rows + row_count; row++)
            if (strcmp(row->name, conventions[i].name) == 0 && row->formulas[conventions[i].i])
                check_convention(p, &conventions[i], row);
    arena_free(arena);
}

/* ---- mutants ---- */

/* One line with its formula for one argument, which is spoilt and built again. */
typedef struct Patient {
    const Row  *row;
    Subject     subject;
    int         i;
    int         count;
    long double points[MAX_POINTS][MAX_ARITY];
    Quad        wanted[MAX_POINTS];
} Patient;

static const Expr *built(const Patient *patient, const char *formula)
{
    const Subject *s = &patient->subject;

    return formula_build(s->p, formula,
                         &(FormulaValues){patient->row->letters, s->args + s->first, s->result, s->real, {0}, NULL});
}

/* Whether the formula is right at the points, and where there is no derivative. */
static bool passes(const Patient *patient, const char *formula)
{
    const Row  *row = patient->row;
    const Expr *partial = built(patient, formula);

    for (int j = 0; j < patient->count; j++) {
        const long double *args = patient->points[j];

        if (!is_near(value_of_partial(&patient->subject, row, partial, args, row->primal[DOUBLE](args)), patient->wanted[j],
                     ir_bounds[DOUBLE]))
            return false;
    }
    for (size_t k = 0; k < sizeof conventions / sizeof *conventions; k++)
        if (strcmp(conventions[k].name, row->name) == 0 && conventions[k].i == patient->i &&
            !convention_holds(&patient->subject, row, partial, &conventions[k]))
            return false;
    return true;
}

static void try_mutant(Patient *patient, const char *mutant)
{
    if (passes(patient, mutant)) {
        printf("\n    %s by argument %d: '%s' is not caught", patient->row->name, patient->i + 1, mutant);
        CU_FAIL("a spoilt line passes");
    }
    CU_PASS("checked");
}

/* The formula with `length` characters at `from` replaced. */
static const char *replaced(const Patient *patient, const char *formula, size_t from, size_t length, const char *by)
{
    return arena_printf(patient->subject.p->arena, "%.*s%s%s", (int)from, formula, by, formula + from + length);
}

/* Whether the character belongs to the condition of a ?:, where neither signs nor factors stand. */
static bool is_condition(const char *formula, size_t at)
{
    int depth = 0;

    for (const char *c = formula + at; *c; c++) {
        depth += (*c == '(') - (*c == ')');
        if (depth == 0 && *c == '?')
            return true;
        if (depth < 0 || (depth == 0 && (*c == ':' || *c == ',')))
            return false;
    }
    return false;
}

static const char *number_beside(const Patient *patient, double value, bool real)
{
    return arena_printf(patient->subject.p->arena, real ? "%#.17g" : "%.0f", real ? value * 1.0001 : value + 1.0);
}

/* Signs, factors and arguments of the formula, each changed in every way that is wrong. */
static void mutate(Patient *patient, const char *formula)
{
    for (size_t at = 0, length; formula[at]; at += length) {
        const char *c = formula + at;
        double      value = isdigit((unsigned char)*c) ? strtod(c, NULL) : 0.0;
        bool        name = isalpha((unsigned char)*c);

        length = isdigit((unsigned char)*c) ? strspn(c, "0123456789.") : 1;
        while (name && (isalnum((unsigned char)c[length]) || c[length] == '_'))
            length++;
        if (is_condition(formula, at))
            continue;
        if (value != 0.0)
            try_mutant(patient, replaced(patient, formula, at, length, number_beside(patient, value, memchr(c, '.', length))));
        if (*c == '+' || *c == '-')
            try_mutant(patient, replaced(patient, formula, at, 1, *c == '+' ? "-" : at == 0 || c[1] != ' ' ? " " : "+"));
        if (*c == '*' || *c == '/')
            try_mutant(patient, replaced(patient, formula, at, 1, *c == '*' ? "/" : "*"));
        if (name && length == 1)
            try_mutant(patient, replaced(patient, formula, at, 1, *c == 'n' ? "(n * n)" : "1.5"));
    }
}

static void mutants_of(Program *p, const Row *row, int i)
{
    Patient     patient = {.row = row, .subject = subject_of(p, row, DOUBLE), .i = i};
    const char *formula = row->formulas[i];

    patient.count = points_of(row, DOUBLE, patient.points);
    for (int j = 0; j < patient.count; j++)
        reference(row, patient.points[j], i, &patient.wanted[j]);
    CU_ASSERT(passes(&patient, formula));
    try_mutant(&patient, arena_printf(p->arena, "%s + 0.001", formula));
    if (strcmp(formula, "0.0") == 0)
        return;
    try_mutant(&patient, "0.0");
    try_mutant(&patient, arena_printf(p->arena, "-(%s)", formula));
    try_mutant(&patient, arena_printf(p->arena, "1.0001 * (%s)", formula));
    mutate(&patient, formula);
}

static void mutants_are_caught(void)
{
    Arena   *arena = arena_new();
    Program *p     = program_new(arena, "rules.c");

    for (const Row *row = rows; row < rows + row_count; row++)
        for (int i = 0; i < row->arity; i++)
            if (row->formulas[i])
                mutants_of(p, row, i);
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
    CU_add_test(suite, "second derivatives agree with differences", second_derivatives_agree_with_differences);
    CU_add_test(suite, "mutants are caught", mutants_are_caught);
    CU_add_test(suite, "conventions hold where there is no derivative", conventions_hold);
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    good = CU_get_number_of_tests_run() == 4 && CU_get_number_of_failures() == 0;
    CU_cleanup_registry();
    return good ? 0 : 1;
}
