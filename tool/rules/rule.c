#include "rules/rule.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "formula.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "rule_parts.h"

#define ENTRY(name, kind, arity, letters, result, plain, ...) \
    {#name, sizeof #name - 1, kind, arity, letters, PLAIN_##result, PLAIN_##plain, {__VA_ARGS__}},

#define RULE1(name, dx, ...)           ENTRY(name, RULE_OF_NAME, 1, "x", real, real, #dx)
#define RULE2(name, dx, dy, ...)       ENTRY(name, RULE_OF_NAME, 2, "xy", real, real, #dx, #dy)
#define RULE3(name, dx, dy, dz, ...)   ENTRY(name, RULE_OF_NAME, 3, "xyz", real, real, #dx, #dy, #dz)
#define RULE_XN(name, type, dx, ...)   ENTRY(name, RULE_OF_NAME, 2, "xn", real, type, #dx)
#define RULE_NX(name, type, dx, ...)   ENTRY(name, RULE_OF_NAME, 2, "nx", real, type, NULL, #dx)
#define STORING1(name, type, dx, ...)      ENTRY(name, RULE_STORING, 2, "nx", real, type, NULL, #dx)
#define STORING2(name, type, dx, dy, ...)  ENTRY(name, RULE_STORING, 3, "nxy", real, type, NULL, #dx, #dy)
#define BY_RESULT2(name, dx, dy, ...)  ENTRY(name, RULE_BY_RESULT, 2, "xy", real, real, #dx, #dy)
#define FROM_BOUND2(name, dx, dy, ...) ENTRY(name, RULE_BY_RESULT, 2, "xy", real, real, #dx, #dy)
#define STEADY2(name, dx, ...)             ENTRY(name, RULE_STEADY, 2, "xy", real, real, #dx)
#define STEADY_BY_RESULT2(name, dx, ...)   ENTRY(name, RULE_STEADY, 2, "xy", real, real, #dx)
#define FLAT1(name, result, ...)       ENTRY(name, RULE_OF_NAME, 1, "x", result, real, NULL)
#define FLAT2(name, result, ...)       ENTRY(name, RULE_OF_NAME, 2, "xy", result, real, NULL)
#define FLAT(name, count)              ENTRY(name, RULE_UNTYPED, count, "", real, real, NULL)

#define SINGULAR(name)

static const Rule rules[] = {
#include "math.def"
};

/* The same lines again, for the names that are marked. */
#undef ENTRY
#undef SINGULAR
#define ENTRY(...)
#define SINGULAR(name)                 #name,

static const char *const singular[] = {
#include "math.def"
};

enum { RULE_COUNT = sizeof rules / sizeof *rules };

/* ---- finding ---- */

static const char builtin_prefix[] = "__builtin_";
enum { PREFIX_LENGTH = sizeof builtin_prefix - 1 };

/* What ends the names of the functions that stand for the results of storing ones. */
static const char storing_mark = '@';

static bool is_named(const Rule *rule, const char *name, size_t length)
{
    return rule->length == length && name[0] == rule->name[0] && memcmp(rule->name, name, length) == 0;
}

/* Whether the name is the float or long double variant: expf for exp, lgammaf_r for lgamma_r. */
static bool is_variant_of(const Rule *rule, const char *name, size_t length)
{
    if (length != rule->length + 1 || name[0] != rule->name[0])
        return false;
    const char *tail = strchr(rule->name, '_');
    size_t      tail_length = tail && strcmp(tail, "_r") == 0 ? 2 : 0, stem = rule->length - tail_length;

    return (name[stem] == 'f' || name[stem] == 'l') &&
           memcmp(rule->name, name, stem) == 0 && memcmp(rule->name + stem, name + stem + 1, tail_length) == 0;
}

/* The rule with the name of that length; where there is none, the one whose float or long double variant it is. */
static const Rule *find(const char *name, size_t length, bool storing)
{
    const Rule *base = storing ? NULL : given_find(name, length);

    if (base)
        return base;
    for (const Rule *rule = rules; rule < rules + RULE_COUNT; rule++) {
        if (rule->name[0] != name[0])
            continue;
        if (rule->kind == RULE_BY_RESULT || rule->kind == RULE_STEADY || (rule->kind == RULE_STORING) != storing)
            continue;
        if (is_named(rule, name, length))
            return rule;
        if (is_variant_of(rule, name, length))
            base = rule;
    }
    return base;
}

static const Rule *find_any(const char *callee, size_t length, bool storing)
{
    const Rule *rule = find(callee, length, storing);

    if (rule == NULL && strncmp(callee, builtin_prefix, PREFIX_LENGTH) == 0)
        rule = find(callee + PREFIX_LENGTH, length - PREFIX_LENGTH, storing);
    return rule;
}

const Rule *rule_find(const char *callee)
{
    size_t length = strlen(callee);
    bool   storing = length > 0 && callee[length - 1] == storing_mark;

    return find_any(callee, storing ? length - 1 : length, storing);
}

const Rule *rule_storing(const char *callee)
{
    return find_any(callee, strlen(callee), true);
}

bool rule_is_sincos(const char *callee)
{
    if (strncmp(callee, builtin_prefix, PREFIX_LENGTH) == 0)
        callee += PREFIX_LENGTH;
    return strcmp(callee, "sincos") == 0 || strcmp(callee, "sincosf") == 0 || strcmp(callee, "sincosl") == 0;
}

/* The value of a constant as it stands in the code, or what no exponent is. */
static long double literal_value(const Expr *e)
{
    long long integer;
    while (e->op == OP_CAST && type_is_real(e->type))
        e = e->args[0];
    if (ir_integer(e, &integer))
        return (long double)integer;
    if (e->op == OP_NEG && type_is_real(e->type))
        return -literal_value(e->args[0]);
    return e->op == OP_REAL ? e->u.real->value : HUGE_VALL;
}

/* The exponent of pow(x, 4), where its slope is a few products of a name; else 0. */
static int product_exponent(const Expr *const *args)
{
    enum { LEAST = -3, MOST = 5 };
    long double value = literal_value(args[1]);
    bool        is_name = op_info[args[0]->op].flags & OPF_PLACE;

    return is_name && value >= LEAST && value <= MOST && value == truncl(value) ? (int)value : 0;
}

/* Whether the slope of a power with this exponent costs no more than a few products. */
static bool is_small_exponent(const Expr *const *args)
{
    long double value = literal_value(args[1]);

    return product_exponent(args) != 0 || value == 0.0L || value == 1.0L || value == 2.0L || value == 3.0L;
}

const Rule *rule_of(const Expr *call)
{
    const Rule *rule = call->op == OP_CALL ? rule_find(call->u.callee->name) : NULL;
    bool        by_result = rule != NULL && rule + 1 < rules + RULE_COUNT && rule[1].kind == RULE_BY_RESULT;

    if (!by_result)
        return rule;
    if (rule_chooses(rule, 0))
        return ir_is_constant(call->args[1]) ? rule + 1 : ir_is_constant(call->args[0]) ? rule + 2 : rule;
    return is_small_exponent(call->args) ? rule : rule + 1;
}

const Rule *rule_steady(const Rule *rule)
{
    enum { DISTANCE = 2 };
    bool known = rule + DISTANCE < rules + RULE_COUNT && rule[DISTANCE].kind == RULE_STEADY;

    return known && strcmp(rule[DISTANCE].name, rule->name) == 0 ? rule + DISTANCE : rule;
}

/* ---- asking ---- */

const char *rule_name(const Rule *rule)
{
    return rule->name;
}

int rule_arity(const Rule *rule)
{
    return rule->arity;
}

bool rule_is_given(const Rule *rule)
{
    return rule->kind == RULE_GIVEN;
}

bool rule_fits(const Rule *rule, const Func *func)
{
    if (func->variadic || func->params.count != rule->arity ||
        !(rule_is_zero(rule) ? type_is_arithmetic(func->result) : type_is_real(func->result)))
        return false;
    for (int i = 0; i < rule->arity; i++) {
        const Type *type = func->params.items[i]->type;

        if (rule->letters[i] == 'n' ? !type_is_integer(type) : !type_is_real(type))
            return false;
    }
    return true;
}

bool rule_is_pure(const Rule *rule)
{
    return rule != NULL;
}

/* The formula of a partial derivative, or NULL where it is structurally zero. */
static const char *partial_text(const Rule *rule, int i)
{
    const char *text = i < MAX_ARGS ? rule->partials[i] : NULL;

    return text == NULL || strcmp(text, "0.0") == 0 ? NULL : text;
}

bool rule_chooses(const Rule *rule, int i)
{
    const char *text = partial_text(rule, i), *branches = text ? strchr(text, '?') : NULL;

    return branches != NULL && branches[1 + strspn(branches + 1, " -.:0123456789")] == '\0';
}

bool rule_takes_long(const Expr *call)
{
    static const char *const instructions[] = {"sqrt", "fma", "fabs", "copysign"};
    const Rule              *rule = rule_find(call->u.callee->name);

    if (!rule || !rule_is_pure(rule) || rule_is_zero(rule) || !type_is_real(call->type))
        return false;
    for (size_t i = 0; i < sizeof instructions / sizeof *instructions; i++)
        if (strcmp(rule_name(rule), instructions[i]) == 0)
            return false;
    for (int i = 0; i < rule_arity(rule); i++)
        if (rule_chooses(rule, i))
            return false;
    return true;
}

bool rule_is_zero(const Rule *rule)
{
    for (int i = 0; i < rule->arity; i++)
        if (partial_text(rule, i) != NULL)
            return false;
    return true;
}

bool rule_is_singular(const Rule *rule)
{
    for (size_t i = 0; i < sizeof singular / sizeof *singular; i++)
        if (strcmp(singular[i], rule->name) == 0)
            return true;
    return false;
}

unsigned rule_mentions(const Rule *rule, int i)
{
    const char *text = partial_text(rule, i);

    return text == NULL ? RULE_ZERO : formula_mentions(text, rule->letters);
}

int rule_cost(const Rule *rule, int i)
{
    const char *text = partial_text(rule, i);

    return text == NULL ? 0 : formula_cost(text);
}

/* n x x …, or n / (x x …). */
static const Expr *power_slope(Program *p, const Expr *x, const Expr *n, int exponent, const Type *real, Loc loc)
{
    int         factors = exponent > 0 ? exponent - 1 : 1 - exponent;
    const Expr *product = exponent > 0 ? n : x;

    for (int i = exponent > 0 ? 0 : 1; i < factors; i++)
        product = ir_binary(p, loc, OP_MUL, product, x);
    if (exponent > 0)
        return product;
    return ir_binary(p, loc, OP_DIV, ir_real(p, loc, type_unqualified(p, real), exponent), product);
}

const Expr *rule_partial(Program *p, const Rule *rule, int i, const Type *real, const Expr *const *args,
                         const Expr *result, Loc loc)
{
    const char   *text   = partial_text(rule, i);
    FormulaValues values = {rule->letters, args, result, real, loc, NULL};
    int           exponent = i == 0 && strcmp(rule->name, "pow") == 0 ? product_exponent(args) : 0;

    if (exponent != 0 && exponent != 1)
        return power_slope(p, args[0], args[1], exponent, real, loc);
    return formula_build(p, text == NULL ? "0.0" : text, &values);
}

/* ---- the functions themselves ---- */

static const Type *plain_type(Program *p, Plain plain, const Type *real)
{
    switch (plain) {
    case PLAIN_int:        return type_int(p, INT_INT);
    case PLAIN_long:       return type_int(p, INT_LONG);
    case PLAIN_llong:      return type_int(p, INT_LLONG);
    case PLAIN_longdouble: return type_real(p, REAL_LONG_DOUBLE);
    case PLAIN_real:       break;
    }
    return type_real(p, real->canon->u.real);
}

static const char *type_word(const Type *type)
{
    static const char *const reals[] = {[REAL_FLOAT] = "float", [REAL_DOUBLE] = "double",
                                        [REAL_LONG_DOUBLE] = "long double"};

    if (type_is_real(type))
        return reals[type->canon->u.real];
    return type->canon->u.integer == INT_LONG ? "long" : type->canon->u.integer == INT_LLONG ? "long long" : "int";
}

static const char *const suffixes[] = {[REAL_FLOAT] = "f", [REAL_DOUBLE] = "", [REAL_LONG_DOUBLE] = "l"};

/* The user's function: what the program declares, or will find when it is linked. */
static Func *given_func(Program *p, const Rule *rule, const Type *result, const Type *const *params)
{
    Func *func = ir_find_func(p, rule->name);
    Text  prototype = {0};

    if (func)
        return func;
    func = ir_new_func(p, rule->name, result, (Loc){0});
    text_printf(&prototype, "extern %s %s(", type_word(result), rule->name);
    for (int i = 0; i < rule->arity; i++) {
        VEC_PUSH(p->arena, &func->params, ir_new_var(p, func, VAR_PARAM, arena_printf(p->arena, "a%d", i + 1), params[i], (Loc){0}));
        text_printf(&prototype, "%s%s", i ? ", " : "", type_word(params[i]));
    }
    func->item = ARENA_NEW(p->arena, Item);
    func->item->kind = ITEM_FUNC;
    func->item->name = rule->name;
    func->item->order = INT_MAX;                   /* behind all that the user has */
    func->item->text = func->item->prototype = arena_printf(p->arena, "%s)", text_cstr(&prototype));
    VEC_PUSH(p->arena, &p->items, func->item);
    text_free(&prototype);
    return func;
}

Func *rule_func(Program *p, const char *name, const Type *real)
{
    const Rule *rule = find(name, strlen(name), false);
    const Type *params[MAX_ARGS];
    const char *variant, *header = strncmp(name, "adgen_", 6) == 0 ? "adgen/special.h" : "math.h";

    ENSURE(rule != NULL && (rule->kind == RULE_OF_NAME || rule->kind == RULE_GIVEN) && type_is_real(real));
    for (int i = 0; i < rule->arity; i++)
        params[i] = plain_type(p, rule->letters[i] == 'n' ? rule->plain : PLAIN_real, real);
    if (rule->kind == RULE_GIVEN)
        return given_func(p, rule, plain_type(p, rule->result, real), params);
    variant = arena_printf(p->arena, "%s%s", rule->name, suffixes[real->canon->u.real]);
    return ir_library_func(p, variant, header, plain_type(p, rule->result, real), params, rule->arity);
}

Func *rule_result_func(Program *p, const char *callee)
{
    const Rule *rule = rule_storing(callee);
    const char *suffix;
    const Type *real, *params[MAX_ARGS];

    ENSURE(rule != NULL);
    if (strncmp(callee, builtin_prefix, PREFIX_LENGTH) == 0)
        callee += PREFIX_LENGTH;
    suffix = is_named(rule, callee, strlen(callee)) ? "" : strchr(rule->name, '_') ? callee + strlen(callee) - 3
                                                                                   : callee + strlen(callee) - 1;
    real = type_real(p, *suffix == 'f' ? REAL_FLOAT : *suffix == 'l' ? REAL_LONG_DOUBLE : REAL_DOUBLE);
    for (int i = 0; i < rule->arity; i++)
        params[i] = real;
    return ir_library_func(p, arena_printf(p->arena, "%s%c", callee, storing_mark), "math.h", real, params, rule->arity);
}

bool rule_is_result(const Expr *e)
{
    return e->op == OP_CALL && e->u.callee->name[strlen(e->u.callee->name) - 1] == storing_mark;
}
