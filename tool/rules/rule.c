#include "rules/rule.h"

#include <string.h>

#include "formula.h"
#include "ir/build.h"

/* The types that a result or a letter n may have; "real" is the type of the variant. */
typedef enum Plain { PLAIN_real, PLAIN_int, PLAIN_long, PLAIN_llong, PLAIN_longdouble } Plain;

/* What a rule is for, besides a function's name. */
typedef enum RuleKind {
    RULE_OF_NAME,
    RULE_BY_RESULT,    /* the rule before it in other words, for calls that profit */
    RULE_UNTYPED       /* its arguments have no type in the table */
} RuleKind;

enum { MAX_ARGS = 3 };

struct Rule {
    const char *name;
    size_t      length;              /* of the name */
    RuleKind    kind;
    int         arity;
    const char *letters;             /* one for each argument: x y z, or n for one that is no variable */
    Plain       result;
    Plain       plain;               /* the type of n */
    const char *partials[MAX_ARGS];  /* NULL: zero, as are those of arguments after them */
};

#define ENTRY(name, kind, arity, letters, result, plain, ...) \
    {#name, sizeof #name - 1, kind, arity, letters, PLAIN_##result, PLAIN_##plain, {__VA_ARGS__}},

#define RULE1(name, dx, ...)           ENTRY(name, RULE_OF_NAME, 1, "x", real, real, #dx)
#define RULE2(name, dx, dy, ...)       ENTRY(name, RULE_OF_NAME, 2, "xy", real, real, #dx, #dy)
#define RULE3(name, dx, dy, dz, ...)   ENTRY(name, RULE_OF_NAME, 3, "xyz", real, real, #dx, #dy, #dz)
#define RULE_XN(name, type, dx, ...)   ENTRY(name, RULE_OF_NAME, 2, "xn", real, type, #dx)
#define RULE_NX(name, type, dx, ...)   ENTRY(name, RULE_OF_NAME, 2, "nx", real, type, NULL, #dx)
#define BY_RESULT2(name, dx, dy, ...)  ENTRY(name, RULE_BY_RESULT, 2, "xy", real, real, #dx, #dy)
#define FLAT1(name, result, ...)       ENTRY(name, RULE_OF_NAME, 1, "x", result, real, NULL)
#define FLAT2(name, result, ...)       ENTRY(name, RULE_OF_NAME, 2, "xy", result, real, NULL)
#define FLAT(name, count)              ENTRY(name, RULE_UNTYPED, count, "", real, real, NULL)

static const Rule rules[] = {
#include "math.def"
};

enum { RULE_COUNT = sizeof rules / sizeof *rules };

/* ---- finding ---- */

static const char builtin_prefix[] = "__builtin_";
enum { PREFIX_LENGTH = sizeof builtin_prefix - 1 };

/* The rule with the name of that length; where there is none, the one whose float or long double variant it is. */
static const Rule *find(const char *name, size_t length)
{
    bool        variant = length > 1 && (name[length - 1] == 'f' || name[length - 1] == 'l');
    const Rule *base    = NULL;

    for (const Rule *rule = rules; rule < rules + RULE_COUNT; rule++) {
        if (rule->kind == RULE_BY_RESULT)
            continue;
        if (rule->length == length && memcmp(rule->name, name, length) == 0)
            return rule;
        if (variant && rule->length == length - 1 && memcmp(rule->name, name, length - 1) == 0)
            base = rule;
    }
    return base;
}

const Rule *rule_find(const char *callee)
{
    const Rule *rule = find(callee, strlen(callee));

    if (rule == NULL && strncmp(callee, builtin_prefix, PREFIX_LENGTH) == 0)
        rule = find(callee + PREFIX_LENGTH, strlen(callee + PREFIX_LENGTH));
    return rule;
}

/* Whether a power with this exponent costs no more than a multiplication or two. */
static bool is_small_exponent(const Expr *e)
{
    long double value = -1.0L;

    while (e->op == OP_CAST)
        e = e->args[0];
    if (e->op == OP_INT)
        value = e->u.integer.value;
    else if (e->op == OP_REAL)
        value = e->u.real.value;
    return value == 0.0L || value == 1.0L || value == 2.0L || value == 3.0L;
}

const Rule *rule_of(const Expr *call)
{
    const Rule *rule = call->op == OP_CALL ? rule_find(call->u.callee->name) : NULL;
    bool        by_result = rule != NULL && rule + 1 < rules + RULE_COUNT && rule[1].kind == RULE_BY_RESULT;

    return by_result && !is_small_exponent(call->args[1]) ? rule + 1 : rule;
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

bool rule_is_zero(const Rule *rule)
{
    for (int i = 0; i < rule->arity; i++)
        if (partial_text(rule, i) != NULL)
            return false;
    return true;
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

const Expr *rule_partial(Program *p, const Rule *rule, int i, const Type *real, const Expr *const *args,
                         const Expr *result, Loc loc)
{
    const char   *text   = partial_text(rule, i);
    FormulaValues values = {rule->letters, args, result, real, loc};

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

Func *rule_func(Program *p, const char *name, const Type *real)
{
    static const char *const suffixes[] = {[REAL_FLOAT] = "f", [REAL_DOUBLE] = "", [REAL_LONG_DOUBLE] = "l"};
    const Rule              *rule       = find(name, strlen(name));
    const Type              *params[MAX_ARGS];
    const char              *variant;

    ENSURE(rule != NULL && rule->kind == RULE_OF_NAME && type_is_real(real));
    for (int i = 0; i < rule->arity; i++)
        params[i] = plain_type(p, rule->letters[i] == 'n' ? rule->plain : PLAIN_real, real);
    variant = arena_printf(p->arena, "%s%s", rule->name, suffixes[real->canon->u.real]);
    return ir_library_func(p, variant, "math.h", plain_type(p, rule->result, real), params, rule->arity);
}
