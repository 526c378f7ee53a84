#include "rules/rule.h"

#include <CUnit/CUnit.h>
#include <string.h>

#include "ir/build.h"
#include "ir/walk.h"

void rules_suite(void);

static void rules_are_found_by_every_name(void)
{
    static const char *const names[][2] = {
        {"exp", "exp"}, {"expf", "exp"}, {"expl", "exp"}, {"__builtin_exp", "exp"}, {"__builtin_expf", "exp"},
        {"exp2", "exp2"}, {"exp2f", "exp2"}, {"erf", "erf"}, {"erff", "erf"}, {"erfc", "erfc"}, {"erfcl", "erfc"},
        {"ceil", "ceil"}, {"ceilf", "ceil"}, {"fma", "fma"}, {"fmal", "fma"}, {"atan2f", "atan2"}, {"j0f", "j0"},
        {"llrintl", "llrint"}, {"isnan", "isnan"}, {"__builtin_isnan", "isnan"}, {"__isnanf", "__isnan"},
        {"__builtin_signbitl", "signbit"}, {"__builtin_inff", "__builtin_inf"}, {"__builtin_nanf", "nan"},
        {"__builtin_fpclassify", "__builtin_fpclassify"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const Rule *rule = rule_find(names[i][0]);

        CU_ASSERT_PTR_NOT_NULL_FATAL(rule);
        CU_ASSERT_STRING_EQUAL(rule_name(rule), names[i][1]);
        CU_ASSERT(rule_is_pure(rule));
    }
}

static void what_has_no_rule_is_not_found(void)
{
    static const char *const names[] = {
        "",       "f",      "l",       "lgamma_s", "frexp", "modf", "modff",     "remquo",     "sincos",
        "malloc", "expff",  "expd",    "ex",     "Exp",    "inf",   "huge", "__builtin", "__builtin_", "my_exp",
        "loss",   "expfl",  "logistic",
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CU_ASSERT_PTR_NULL(rule_find(names[i]));
}

static void storing_functions_have_rules_of_their_own(void)
{
    static const char *const names[][2] = {
        {"frexp", "frexp"}, {"frexpf", "frexp"}, {"modfl", "modf"}, {"modff", "modf"}, {"remquo", "remquo"},
        {"__builtin_frexpl", "frexp"}, {"lgamma_r", "lgamma_r"}, {"lgammaf_r", "lgamma_r"}, {"lgammal_r", "lgamma_r"},
    };
    Arena   *arena = arena_new();
    Program *p = program_new(arena, "rules.c");

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Func *result;

        CU_ASSERT_PTR_NULL(rule_find(names[i][0]));
        CU_ASSERT_PTR_NOT_NULL_FATAL(rule_storing(names[i][0]));
        CU_ASSERT_STRING_EQUAL(rule_name(rule_storing(names[i][0])), names[i][1]);
        result = rule_result_func(p, names[i][0]);
        CU_ASSERT_PTR_EQUAL(rule_find(result->name), rule_storing(names[i][0]));
    }
    CU_ASSERT_PTR_NULL(rule_storing("exp"));
    CU_ASSERT_PTR_NULL(rule_storing("lgamma_rf"));
    CU_ASSERT_EQUAL(rule_result_func(p, "lgammaf_r")->result, type_real(p, REAL_FLOAT));
    CU_ASSERT_EQUAL(rule_result_func(p, "__builtin_modfl")->result, type_real(p, REAL_LONG_DOUBLE));
    CU_ASSERT_EQUAL(rule_mentions(rule_find("frexp@"), 0), RULE_ZERO);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("frexp@"), 1), 2 | RULE_RESULT);
    arena_free(arena);
}

static void rules_say_what_they_need(void)
{
    const Rule *pow_rule = rule_find("pow");

    CU_ASSERT_EQUAL(rule_arity(pow_rule), 2);
    CU_ASSERT_EQUAL(rule_mentions(pow_rule, 0), 1 | 2);
    CU_ASSERT_EQUAL(rule_mentions(pow_rule, 1), 1 | 2 | RULE_RESULT);
    CU_ASSERT(rule_cost(pow_rule, 0) > 20);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("exp"), 0), RULE_RESULT);
    CU_ASSERT_EQUAL(rule_cost(rule_find("exp"), 0), 0);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("sin"), 0), 1);
    CU_ASSERT_EQUAL(rule_cost(rule_find("sin"), 0), 20);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("fma"), 2), 0);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("jn"), 0), RULE_ZERO);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("jn"), 1), 1 | 2);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("ldexp"), 0), 2);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("ldexp"), 1), RULE_ZERO);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("copysign"), 1), RULE_ZERO);
    CU_ASSERT_FALSE(rule_is_zero(rule_find("copysign")));
    CU_ASSERT(rule_is_zero(rule_find("floor")));
    CU_ASSERT(rule_is_zero(rule_find("__builtin_inf")));
    CU_ASSERT_EQUAL(rule_arity(rule_find("__builtin_fpclassify")), 6);
    CU_ASSERT_EQUAL(rule_mentions(rule_find("__builtin_fpclassify"), 5), RULE_ZERO);
}

/* A program with a function of two parameters of the type. */
typedef struct Setting {
    Arena      *arena;
    Program    *p;
    const Type *real;
    const Expr *x, *y;
} Setting;

static Setting set_up(RealKind kind)
{
    Setting s = {.arena = arena_new()};
    Func   *func;

    s.p = program_new(s.arena, "test.c");
    s.real = type_real(s.p, kind);
    func = ir_new_func(s.p, "test", type_void(s.p), (Loc){0});
    s.x = ir_var(s.p, (Loc){0}, ir_new_var(s.p, func, VAR_PARAM, "x", s.real, (Loc){0}));
    s.y = ir_var(s.p, (Loc){0}, ir_new_var(s.p, func, VAR_PARAM, "y", s.real, (Loc){0}));
    return s;
}

static void partials_are_of_the_variants_type(void)
{
    Setting     s   = set_up(REAL_FLOAT);
    Loc         loc = loc_at("test.c", 7, 3);
    const Expr *sum = rule_partial(s.p, rule_find("tanf"), 0, s.real, &s.x, s.y, loc);
    const Expr *call = rule_partial(s.p, rule_find("sinf"), 0, s.real, &s.x, NULL, loc);

    CU_ASSERT(ir_same(sum, ir_binary(s.p, loc, OP_ADD, ir_real(s.p, loc, s.real, 1.0L),
                                     ir_binary(s.p, loc, OP_MUL, s.y, s.y))));
    CU_ASSERT_PTR_EQUAL(sum->type, s.real);
    CU_ASSERT_EQUAL(sum->args[0]->loc.line, 7);
    CU_ASSERT_EQUAL(call->op, OP_CALL);
    CU_ASSERT_STRING_EQUAL(call->u.callee->name, "cosf");
    arena_free(s.arena);
}

static void constants_are_as_exact_as_the_type(void)
{
    static const struct {
        RealKind    kind;
        long double ln2;
    } cases[] = {
        {REAL_FLOAT, 0.693147180559945309417232121458176568f},
        {REAL_DOUBLE, 0.693147180559945309417232121458176568},
        {REAL_LONG_DOUBLE, 0.693147180559945309417232121458176568L},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Setting     s       = set_up(cases[i].kind);
        const Expr *product = rule_partial(s.p, rule_find("exp2"), 0, s.real, &s.x, s.y, (Loc){0});

        CU_ASSERT(product->args[1]->u.real->value == cases[i].ln2);
        arena_free(s.arena);
    }
}

static void operators_bind_as_in_c(void)
{
    Setting     s       = set_up(REAL_DOUBLE);
    const Expr *args[]  = {s.x, s.y};
    Loc         loc     = {0};
    const Expr *length  = ir_call(s.p, loc, rule_func(s.p, "hypot", s.real), args, 2);
    const Expr *by_y    = rule_partial(s.p, rule_find("atan2"), 1, s.real, args, NULL, loc);
    const Expr *by_x    = rule_partial(s.p, rule_find("acos"), 0, s.real, args, NULL, loc);

    CU_ASSERT(ir_same(by_y, ir_binary(s.p, loc, OP_DIV,
                                      ir_binary(s.p, loc, OP_DIV, ir_unary(s.p, loc, OP_NEG, s.x), length), length)));
    CU_ASSERT(ir_same(by_x->args[0], ir_real(s.p, loc, s.real, -1.0L)));
    arena_free(s.arena);
}

static void zero_partials_are_zero(void)
{
    Setting     s    = set_up(REAL_DOUBLE);
    const Expr *zero = ir_real(s.p, (Loc){0}, s.real, 0.0L);

    CU_ASSERT(ir_same(rule_partial(s.p, rule_find("floor"), 0, s.real, &s.x, NULL, (Loc){0}), zero));
    CU_ASSERT(ir_same(rule_partial(s.p, rule_find("__builtin_fpclassify"), 5, s.real, &s.x, NULL, (Loc){0}), zero));
    arena_free(s.arena);
}

static void pow_is_derived_by_its_result_unless_the_exponent_is_small(void)
{
    Setting     s    = set_up(REAL_DOUBLE);
    Func       *func = rule_func(s.p, "pow", s.real);
    Loc         loc  = {0};
    const Expr *two  = ir_cast(s.p, loc, s.real, ir_int(s.p, loc, type_int(s.p, INT_INT), 2), true);
    const Expr *half = ir_real(s.p, loc, s.real, 0.5L);

    CU_ASSERT_FALSE(rule_mentions(rule_of(ir_call(s.p, loc, func, (const Expr *[]){s.x, two}, 2)), 0) & RULE_RESULT);
    CU_ASSERT(rule_mentions(rule_of(ir_call(s.p, loc, func, (const Expr *[]){s.x, half}, 2)), 0) & RULE_RESULT);
    CU_ASSERT(rule_mentions(rule_of(ir_call(s.p, loc, func, (const Expr *[]){s.x, s.y}, 2)), 0) & RULE_RESULT);
    CU_ASSERT_PTR_NULL(rule_of(s.x));
    arena_free(s.arena);
}

static void functions_are_of_the_variants_signature(void)
{
    Setting s    = set_up(REAL_LONG_DOUBLE);
    Func   *jn   = rule_func(s.p, "jn", s.real);
    Func   *lrint = rule_func(s.p, "lrint", s.real);

    CU_ASSERT_STRING_EQUAL(jn->name, "jnl");
    CU_ASSERT(jn->is_library);
    CU_ASSERT_PTR_EQUAL(jn->result, s.real);
    CU_ASSERT_PTR_EQUAL(jn->params.items[0]->type, type_int(s.p, INT_INT));
    CU_ASSERT_PTR_EQUAL(jn->params.items[1]->type, s.real);
    CU_ASSERT_PTR_EQUAL(lrint->result, type_int(s.p, INT_LONG));
    CU_ASSERT_PTR_EQUAL(rule_func(s.p, "jn", s.real), jn);
    arena_free(s.arena);
}

static void effects_are_known(void)
{
    static const struct {
        const char *name;
        Effect      effect;
    } cases[] = {
        {"malloc", EFFECT_ALLOC}, {"__builtin_malloc", EFFECT_ALLOC}, {"calloc", EFFECT_ALLOC}, {"free", EFFECT_FREE},
        {"memcpy", EFFECT_COPY}, {"__builtin_memmove", EFFECT_COPY}, {"memset", EFFECT_FILL},
        {"printf", EFFECT_OUTPUT}, {"__builtin_printf", EFFECT_OUTPUT}, {"clock", EFFECT_OUTPUT},
        {"abort", EFFECT_ABORT}, {"__assert_fail", EFFECT_ABORT}, {"__builtin_unreachable", EFFECT_ABORT},
        {"sin", EFFECT_NONE}, {"__builtin_sinf", EFFECT_NONE}, {"abs", EFFECT_NONE},
        /* They write memory that they are given, or in ways of their own. */
        {"realloc", EFFECT_RESIZE}, {"sprintf", EFFECT_UNKNOWN}, {"scanf", EFFECT_UNKNOWN}, {"frexp", EFFECT_UNKNOWN},
        {"time", EFFECT_UNKNOWN}, {"qsort", EFFECT_UNKNOWN}, {"step", EFFECT_UNKNOWN}, {"", EFFECT_UNKNOWN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CU_ASSERT_EQUAL(rule_effect(cases[i].name), cases[i].effect);
}

void rules_suite(void)
{
    CU_pSuite suite = CU_add_suite("rules", NULL, NULL);

    CU_add_test(suite, "storing functions have rules of their own", storing_functions_have_rules_of_their_own);
    CU_add_test(suite, "rules are found by every name", rules_are_found_by_every_name);
    CU_add_test(suite, "what has no rule is not found", what_has_no_rule_is_not_found);
    CU_add_test(suite, "rules say what they need", rules_say_what_they_need);
    CU_add_test(suite, "partials are of the variant's type", partials_are_of_the_variants_type);
    CU_add_test(suite, "constants are as exact as the type", constants_are_as_exact_as_the_type);
    CU_add_test(suite, "operators bind as in C", operators_bind_as_in_c);
    CU_add_test(suite, "zero partials are zero", zero_partials_are_zero);
    CU_add_test(suite, "pow by its result", pow_is_derived_by_its_result_unless_the_exponent_is_small);
    CU_add_test(suite, "functions are of the variant's signature", functions_are_of_the_variants_signature);
    CU_add_test(suite, "effects are known", effects_are_known);
}
