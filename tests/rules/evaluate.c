#include "evaluate.h"

#include <string.h>

#include "ir/build.h"
#include "rows.h"
#include "rules/rule.h"

static int index_of(const Var *var, const Values *values)
{
    for (int i = 0; i < values->count; i++)
        if (values->vars[i] == var)
            return i;
    BUG("the rule mentions '%s', which has no value here", var->name);
}

/* The row of "exp" for "expf" if real is FLOAT. */
static const Row *row_of(const char *callee, Real real)
{
    static const char *const suffixes[REALS] = {"f", "", "l"};

    for (const Row *row = rows; row < rows + row_count; row++) {
        size_t length = strlen(row->name);

        if (row->kind != ROW_FLAT && row->kind != ROW_STORING && strncmp(row->name, callee, length) == 0 && strcmp(callee + length, suffixes[real]) == 0)
            return row;
    }
    BUG("the rule calls '%s', which has no row", callee);
}

static Real real_of(const Type *type)
{
    return (Real)type->canon->u.real;
}

static long double evaluate_call(const Expr *e, const Values *values)
{
    Real        real = real_of(e->type);
    long double args[MAX_ARITY];

    ENSURE(e->count <= MAX_ARITY);
    for (int i = 0; i < e->count; i++)
        args[i] = evaluate(e->args[i], values);
    return row_of(e->u.callee->name, real)->primal[real](args);
}

#define ARITHMETIC(T)                                                                                                  \
    switch (op) {                                                                                                      \
    case OP_ADD: return (T)((T)a + (T)b);                                                                              \
    case OP_SUB: return (T)((T)a - (T)b);                                                                              \
    case OP_MUL: return (T)((T)a * (T)b);                                                                              \
    case OP_DIV: return (T)((T)a / (T)b);                                                                              \
    default:     BUG("a rule uses the operator '%s'", op_info[op].text);                                               \
    }

static long double arithmetic(OpKind op, const Type *type, long double a, long double b)
{
    if (!type_is_real(type))
        ARITHMETIC(int)
    switch (real_of(type)) {
    case FLOAT:  ARITHMETIC(float)
    case DOUBLE: ARITHMETIC(double)
    default:     ARITHMETIC(long double)
    }
}

static long double evaluate_binary(const Expr *e, const Values *values)
{
    long double a = evaluate(e->args[0], values);
    long double b = evaluate(e->args[1], values);

    switch (e->op) {
    case OP_LT: return a < b;
    case OP_LE: return a <= b;
    case OP_GT: return a > b;
    case OP_GE: return a >= b;
    case OP_EQ: return a == b;
    case OP_NE: return a != b;
    default:    return arithmetic(e->op, e->type, a, b);
    }
}

long double evaluate(const Expr *e, const Values *values)
{
    switch (e->op) {
    case OP_INT:    return e->u.integer->value;
    case OP_REAL:   return e->u.real->value;
    case OP_VAR:    return values->values[index_of(e->u.var, values)];
    case OP_NEG:    return -evaluate(e->args[0], values);
    case OP_LAND:   return evaluate(e->args[0], values) != 0.0L && evaluate(e->args[1], values) != 0.0L;
    case OP_LOR:    return evaluate(e->args[0], values) != 0.0L || evaluate(e->args[1], values) != 0.0L;
    case OP_SELECT: return evaluate(e->args[evaluate(e->args[0], values) != 0.0L ? 1 : 2], values);
    case OP_CALL:   return evaluate_call(e, values);
    default:        return evaluate_binary(e, values);
    }
}

static long double tangent_of_call(Program *p, const Expr *e, const Values *values)
{
    const Rule *rule = rule_of(e);
    long double sum = 0.0L;

    for (int i = 0; i < e->count; i++) {
        long double tangent;

        if (rule_mentions(rule, i) & RULE_ZERO)
            continue;
        tangent = evaluate_tangent(p, e->args[i], values);
        if (tangent != 0.0L)
            sum += evaluate(rule_partial(p, rule, i, e->type, e->args, e, e->loc), values) * tangent;
    }
    return sum;
}

long double evaluate_tangent(Program *p, const Expr *e, const Values *values)
{
    long double a, b, a_dot, b_dot;

    if (!type_is_real(e->type) || e->op == OP_REAL)
        return 0.0L;
    switch (e->op) {
    case OP_VAR:    return values->tangents[index_of(e->u.var, values)];
    case OP_NEG:    return -evaluate_tangent(p, e->args[0], values);
    case OP_CAST:   return evaluate_tangent(p, e->args[0], values);
    case OP_SELECT: return evaluate_tangent(p, e->args[evaluate(e->args[0], values) != 0.0L ? 1 : 2], values);
    case OP_CALL:   return tangent_of_call(p, e, values);
    default:        break;
    }
    a = evaluate(e->args[0], values);
    b = evaluate(e->args[1], values);
    a_dot = evaluate_tangent(p, e->args[0], values);
    b_dot = evaluate_tangent(p, e->args[1], values);
    switch (e->op) {
    case OP_ADD: return a_dot + b_dot;
    case OP_SUB: return a_dot - b_dot;
    case OP_MUL: return a_dot * b + a * b_dot;
    case OP_DIV: return (a_dot - a / b * b_dot) / b;
    default:     BUG("a rule uses the operator '%s'", op_info[e->op].text);
    }
}
