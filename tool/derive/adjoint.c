#include "adjoint.h"

#include <string.h>

#include "every.h"
#include "finite.h"
#include "registers.h"
#include "rules/rule.h"
#include "shadow.h"
#include "told.h"

/* The adjoint of one statement under construction. */
typedef struct Local {
    Derive     *d;
    Block      *out;
    const Stmt *s;
    const Expr *target;      /* what it assigns */
    bool        collects;    /* what flows to the target's old value goes into `own`, not into a statement */
    const Expr *own;         /* NULL: nothing yet */
    bool        inverts;     /* a partial derivative is the square of a reciprocal */
} Local;

static void adjoint_expr(Local *l, const Expr *e, const Expr *w);

static const Expr *adjoint_real(Local *l, const Type *type, Loc loc, long double value)
{
    return ir_real(l->d->p, loc, type_unqualified(l->d->p, type), value);
}

static const Expr *adjoint_mul(Local *l, const Expr *a, const Expr *b)
{
    return ir_binary(l->d->p, l->s->loc, OP_MUL, a, b);
}

/* w * partial, with one division where the partial is a quotient. */
static const Expr *adjoint_times(Local *l, const Expr *w, const Expr *partial)
{
    const Expr *top;

    if (partial->op != OP_DIV)
        return adjoint_mul(l, w, partial);
    top = partial->args[0];
    return ir_binary(l->d->p, l->s->loc, OP_DIV,
                     top->op == OP_REAL && top->u.real->value == 1.0L ? w : adjoint_mul(l, w, top), partial->args[1]);
}

static const Expr *adjoint_neg(Local *l, const Expr *a)
{
    return ir_unary(l->d->p, l->s->loc, OP_NEG, a);
}

Stmt *adjoint_add(Derive *d, const Expr *place, const Expr *amount)
{
    return ir_assign(d->p, amount->loc, place, ir_binary(d->p, amount->loc, OP_ADD, place, amount));
}

/* The adjoint of a primal place grows, if it has one. */
static void adjoint_give(Derive *d, Block *out, const Expr *place, const Expr *amount)
{
    const Expr *condition;
    Block      *then = out;

    if (!shadow_exists(d, place, &condition))
        return;
    if (condition) {
        then = ir_block(d->p);
        ir_push(d->p, out, ir_if(d->p, amount->loc, condition, then, NULL));
    }
    ir_push(d->p, then, adjoint_add(d, shadow_place(d, place), amount));
}

static bool adjoint_is_simple(const Expr *w)
{
    if (w->op == OP_NEG)
        w = w->args[0];
    return w->op == OP_REAL || (w->op == OP_VAR && w->u.var->is_register);
}

/* How often adjoint_expr will write down the weight that it is given. */
static int adjoint_uses(Derive *d, const Expr *e)
{
    int uses = 0;

    if (!activity_expr(d->activity, e))
        return 0;
    switch (e->op) {
    case OP_ADD:
    case OP_SUB:
        return adjoint_uses(d, e->args[0]) + adjoint_uses(d, e->args[1]);
    case OP_NEG:
    case OP_CAST:
        return adjoint_uses(d, e->args[0]);
    case OP_SELECT:
        return adjoint_uses(d, e->args[1]) + adjoint_uses(d, e->args[2]);
    case OP_MUL:
        if (ir_same(e->args[0], e->args[1]))
            return 1;
        break;
    default:
        if (op_info[e->op].flags & OPF_PLACE)
            return 1;
    }
    for (int i = 0; i < e->count; i++)
        uses += activity_expr(d->activity, e->args[i]);
    return uses;
}

static const Expr *adjoint_name(Local *l, const Expr *w, const char *name)
{
    Var *temp = shadow_temp(l->d, name, w->type, l->s->loc);

    temp->is_shadow = true;
    ir_push(l->d->p, l->out, ir_assign(l->d->p, l->s->loc, ir_var(l->d->p, l->s->loc, temp), w));
    return ir_var(l->d->p, l->s->loc, temp);
}

/* A place that is read: its adjoint grows by w. */
static void adjoint_leaf(Local *l, const Expr *place, const Expr *w)
{
    if (l->collects && ir_same(place, l->target)) {
        l->own = l->own ? ir_binary(l->d->p, l->s->loc, OP_ADD, l->own, w) : w;
        return;
    }
    adjoint_give(l->d, l->out, place, w);
}

bool adjoint_is_scaled(const Derive *d, const Expr *a, const Expr *b)
{
    return a->op == OP_MUL && ((ir_same(a->args[0], b) && !activity_expr(d->activity, a->args[1])) ||
                               (ir_same(a->args[1], b) && !activity_expr(d->activity, a->args[0])));
}

static void adjoint_product(Local *l, const Expr *e, const Expr *w)
{
    const Expr *a = e->args[0], *b = e->args[1];

    if (ir_same(a, b)) {
        adjoint_expr(l, a, adjoint_mul(l, adjoint_mul(l, adjoint_real(l, e->type, e->loc, 2.0L), a), w));
        return;
    }
    if (adjoint_is_scaled(l->d, a, b)) {             /* (c * b) * b */
        adjoint_expr(l, b, adjoint_mul(l, adjoint_mul(l, adjoint_real(l, e->type, e->loc, 2.0L), a), w));
        return;
    }
    adjoint_expr(l, a, adjoint_mul(l, w, b));
    adjoint_expr(l, b, adjoint_mul(l, w, a));
}

/* The value of e, which is the whole value of the statement: split gives names to others. */
static const Expr *adjoint_result(Local *l, const Expr *e)
{
    Var *result = map_get(l->d->results, l->s);

    ENSURE(l->s->kind == STMT_ASSIGN && l->s->u.assign.value == e);
    if (result == NULL) {
        result = shadow_temp(l->d, "value", e->type, e->loc);
        map_put(l->d->results, l->s, result);
    }
    return ir_var(l->d->p, e->loc, result);
}

static bool adjoint_is_one(const Expr *e)
{
    e = ir_uncast(e);
    return e->op == OP_REAL ? e->u.real->value == 1.0L : e->op == OP_INT && e->u.integer->value == 1;
}

/* q = 1 / b: b_adj -= w q q, which takes no second division. */
static void adjoint_reciprocal(Local *l, const Expr *e, const Expr *w)
{
    const Expr *q = adjoint_result(l, e);

    l->inverts = true;
    adjoint_expr(l, e->args[1], adjoint_neg(l, adjoint_mul(l, adjoint_mul(l, w, q), q)));
}

static void adjoint_quotient(Local *l, const Expr *e, const Expr *w)
{
    const Expr *a = e->args[0], *b = e->args[1];
    bool        both = activity_expr(l->d->activity, a) && activity_expr(l->d->activity, b);
    const Expr *share = ir_binary(l->d->p, l->s->loc, OP_DIV, w, b);

    if (adjoint_is_one(a)) {
        adjoint_reciprocal(l, e, w);
        return;
    }
    if (both && adjoint_uses(l->d, a) > 0)
        share = adjoint_name(l, share, "share");
    adjoint_expr(l, a, share);
    if (activity_expr(l->d->activity, b))
        adjoint_expr(l, b, adjoint_neg(l, adjoint_mul(l, share, adjoint_result(l, e))));
}

/* Whether the argument is at least some constant above zero: 1.0 + x * x. */
static bool adjoint_is_above_zero(const Expr *e, bool strictly)
{
    switch (e->op) {
    case OP_REAL: return strictly ? e->u.real->value > 0.0L : e->u.real->value >= 0.0L;
    case OP_MUL:  return !strictly && ir_same(e->args[0], e->args[1]);
    case OP_CALL: return !strictly && strcmp(rule_name(rule_of(e)), "exp") == 0;
    case OP_ADD:
        return (adjoint_is_above_zero(e->args[0], strictly) && adjoint_is_above_zero(e->args[1], false)) ||
               (adjoint_is_above_zero(e->args[0], false) && adjoint_is_above_zero(e->args[1], strictly));
    default:
        return false;
    }
}

bool adjoint_is_singular(const Expr *e)
{
    const Expr *exponent = ir_uncast(e->args[e->count - 1]);

    if (!rule_is_singular(rule_of(e)))
        return false;
    if (e->count == 1)
        return !adjoint_is_above_zero(e->args[0], true);
    return (exponent->op != OP_REAL || exponent->u.real->value < 1.0L) &&
           (exponent->op != OP_INT || exponent->u.integer->value < 1);
}

/* What the call contributes goes into a block of its own. */
static const Expr *adjoint_singular(Local *l, const Expr *e, const Expr *w)
{
    if (!adjoint_is_singular(e))
        return w;
    if (!adjoint_is_simple(w))
        w = adjoint_name(l, w, "part_adj");
    l->out = ir_block(l->d->p);
    return w;
}

/* The root of zero, times zero: the block runs where w is not zero, unless there is a slope in any case. */
static void adjoint_singular_end(Local *l, Block *outer, const Expr *w)
{
    const Expr *nonzero = ir_binary(l->d->p, l->s->loc, OP_NE, w, adjoint_real(l, w->type, l->s->loc, 0.0L));

    if (finite_vanishes(l->d, l->s, l->out))
        ir_append(l->d->p, outer, l->out);
    else
        ir_push(l->d->p, outer, ir_if(l->d->p, l->s->loc, nonzero, l->out, NULL));
}

static void adjoint_call(Local *l, const Expr *e, const Expr *w)
{
    const Rule *rule = rule_of(e);
    bool        steady = e->count == 2 && !activity_expr(l->d->activity, e->args[1]);
    Block      *outer = l->out;

    w = adjoint_singular(l, e, w);
    for (int i = 0; i < e->count; i++) {
        unsigned    mentions = rule_mentions(rule, i);
        const Expr *result = NULL;

        if ((mentions & RULE_ZERO) || !activity_expr(l->d->activity, e->args[i]))
            continue;
        if (mentions & RULE_RESULT)
            result = adjoint_result(l, e);
        adjoint_expr(l, e->args[i],
                     adjoint_times(l, w, rule_partial(l->d->p, steady ? rule_steady(rule) : rule, i, e->type, e->args,
                                                      result, e->loc)));
    }
    if (l->out != outer)
        adjoint_singular_end(l, outer, w);
    l->out = outer;
}

/* The condition of a choice, in terms of its value where that tells which it was. */
static const Expr *adjoint_condition(Local *l, const Expr *e)
{
    bool named = l->s->kind == STMT_ASSIGN && l->s->u.assign.value == e && ir_is_register(l->s->u.assign.place) &&
                 !ir_mentions(e, l->s->u.assign.place->u.var);

    return named && told_by_value(l->d, e) ? told_condition(l->d, e, adjoint_result(l, e)) : e->args[0];
}

static void adjoint_select(Local *l, const Expr *e, const Expr *w)
{
    Block *outer = l->out;
    Block *then = ir_block(l->d->p), *other = ir_block(l->d->p);

    l->out = then;
    adjoint_expr(l, e->args[1], w);
    l->out = other;
    adjoint_expr(l, e->args[2], w);
    l->out = outer;
    ir_push(l->d->p, outer, ir_if(l->d->p, e->loc, adjoint_condition(l, e), then, other));
}

static void adjoint_expr(Local *l, const Expr *e, const Expr *w)
{
    if (!activity_expr(l->d->activity, e))
        return;
    if (!adjoint_is_simple(w) && adjoint_uses(l->d, e) > 1)
        w = adjoint_name(l, w, "part_adj");
    switch (e->op) {
    case OP_ADD:
        adjoint_expr(l, e->args[0], w);
        adjoint_expr(l, e->args[1], w);
        break;
    case OP_SUB:
        adjoint_expr(l, e->args[0], w);
        adjoint_expr(l, e->args[1], adjoint_neg(l, w));
        break;
    case OP_NEG:
        adjoint_expr(l, e->args[0], adjoint_neg(l, w));
        break;
    case OP_CAST:
        adjoint_expr(l, e->args[0],
                     ir_cast(l->d->p, e->loc, type_unqualified(l->d->p, e->args[0]->type), w, true));
        break;
    case OP_MUL:
        adjoint_product(l, e, w);
        break;
    case OP_DIV:
        adjoint_quotient(l, e, w);
        break;
    case OP_CALL:
        adjoint_call(l, e, w);
        break;
    case OP_SELECT:
        adjoint_select(l, e, w);
        break;
    default:
        ENSURE(op_info[e->op].flags & OPF_PLACE);
        adjoint_leaf(l, e, w);
    }
}

/* Whether the target's old value is read in e by exactly the same name, nowhere under a nonlinear operator that would
 * need it more than once: v = v + e, v = e - v. */
static int adjoint_self_sign(const Expr *e, const Expr *target)
{
    int a, b;

    if (ir_same(e, target))
        return 1;
    switch (e->op) {
    case OP_ADD:
        a = adjoint_self_sign(e->args[0], target);
        b = adjoint_self_sign(e->args[1], target);
        return a && b ? 0 : a + b;
    case OP_SUB:
        a = adjoint_self_sign(e->args[0], target);
        b = adjoint_self_sign(e->args[1], target);
        return a && b ? 0 : a ? a : -b;
    default:
        return 0;
    }
}

typedef struct Count {
    const Expr *what;
    int         seen;
} Count;

static void adjoint_count(void *data, const Expr *e)
{
    Count *count = data;

    if (ir_same(e, count->what))
        count->seen++;
}

/* e without the one summand that is the target. */
static void adjoint_others(Local *l, const Expr *e, const Expr *w)
{
    if (ir_same(e, l->target))
        return;
    if ((e->op == OP_ADD || e->op == OP_SUB) && adjoint_self_sign(e, l->target)) {
        adjoint_others(l, e->args[0], w);
        adjoint_others(l, e->args[1], e->op == OP_SUB ? adjoint_neg(l, w) : w);
    } else {
        adjoint_expr(l, e, w);
    }
}

/* target = target + e: the adjoint of target stays (or changes its sign), e gets its share.  Returns false where the
 * statement is no such sum. */
static bool adjoint_sum(Local *l, const Expr *value, const Expr *w)
{
    Count count = {l->target, 0};
    int   sign = adjoint_self_sign(value, l->target);

    ir_visit_expr(value, adjoint_count, &count);
    if (sign == 0 || count.seen != 1)
        return false;
    if (sign < 0 && !(l->target->op == OP_VAR && l->target->u.var->is_register))
        return false;          /* what else the value reads may overlap the target */
    if (!adjoint_is_simple(w) && adjoint_uses(l->d, value) > 2)
        w = adjoint_name(l, w, "part_adj");
    adjoint_others(l, value, w);
    if (sign < 0)
        ir_push(l->d->p, l->out, ir_assign(l->d->p, l->s->loc, shadow_place(l->d, l->target), adjoint_neg(l, w)));
    return true;
}

typedef struct Reads {
    Derive     *d;
    const Expr *target;
    bool        found;
} Reads;

static void adjoint_find_read(void *data, const Expr *e)
{
    Reads *reads = data;

    if (op_info[e->op].flags & OPF_PLACE)
        reads->found |= reads->target->op == OP_VAR && reads->target->u.var->is_register
                            ? ir_same(e, reads->target)
                            : alias_places_overlap(reads->d->alias, e, reads->target);
}

/* Whether the value may read what the statement assigns. */
static bool adjoint_reads_target(Local *l, const Expr *value)
{
    Reads reads = {l->d, l->target, false};

    ir_visit_expr(value, adjoint_find_read, &reads);
    return reads.found;
}

typedef struct Choice {
    const Expr *target;
    bool        found;
} Choice;

static void adjoint_find_choice(void *data, const Expr *e)
{
    Choice *choice = data;

    choice->found |= e->op == OP_SELECT && (ir_mentions(e->args[1], choice->target->u.var) ||
                                            ir_mentions(e->args[2], choice->target->u.var));
}

/* v = f(v, …) of a register: what flows elsewhere first, then the adjoint of v becomes what flows to its old value. */
static bool adjoint_update(Local *l, const Expr *value, const Expr *w)
{
    Choice choice = {l->target, false};

    if (l->target->op != OP_VAR || !l->target->u.var->is_register || !adjoint_is_simple(w))
        return false;
    ir_visit_expr(value, adjoint_find_choice, &choice);
    if (choice.found)
        return false;
    l->collects = true;
    adjoint_expr(l, value, w);
    l->collects = false;
    ir_push(l->d->p, l->out,
            ir_assign(l->d->p, l->s->loc, w, l->own ? l->own : adjoint_real(l, w->type, l->s->loc, 0.0L)));
    return true;
}

static void adjoint_scalar(Local *l, const Expr *value)
{
    Derive     *d = l->d;
    const Expr *w = shadow_place(d, l->target);
    Stmt       *clear = ir_assign(d->p, l->s->loc, w, adjoint_real(l, w->type, l->s->loc, 0.0L));

    if (adjoint_sum(l, value, w))
        return;
    if (adjoint_reads_target(l, value)) {
        const Expr *taken;

        if (adjoint_update(l, value, w))
            return;
        taken = adjoint_name(l, w, "new_adj");

        ir_push(d->p, l->out, clear);
        adjoint_expr(l, value, taken);
        return;
    }
    if (!adjoint_is_simple(w) && adjoint_uses(d, value) > 1)
        w = adjoint_name(l, w, "part_adj");
    adjoint_expr(l, value, w);
    ir_push(d->p, l->out, clear);
}

typedef struct Singular {
    Registers *registers;
    bool       found;
} Singular;

static void adjoint_singular_node(void *data, const Expr *e)
{
    Singular *singular = data;

    if (e->op == OP_CALL || (e->op == OP_DIV && type_is_real(e->type) && e->args[1]->op != OP_REAL))
        singular->found = true;
    if (e->op == OP_VAR && !e->u.var->is_shadow && type_is_real(e->type) && e->u.var->is_register)
        singular->found |= registers_may_be_infinite(singular->registers, e->u.var);
}

/* Whether the statement does something only where w is not zero, or makes it zero. */
static bool adjoint_is_guarded(const Stmt *s, const Expr *w)
{
    if (s->kind == STMT_ASSIGN)
        return ir_same(s->u.assign.place, w) && s->u.assign.value->op == OP_REAL && s->u.assign.value->u.real->value == 0.0L;
    return s->kind == STMT_IF && s->u.branch.other->stmts.count == 0 && s->u.branch.cond->op == OP_NE &&
           ir_same(s->u.branch.cond->args[0], w) && s->u.branch.cond->args[1]->op == OP_REAL;
}

static bool adjoint_all_guarded(const Block *block, const Expr *w)
{
    for (int i = 0; i < block->stmts.count; i++)
        if (!adjoint_is_guarded(block->stmts.items[i], w))
            return false;
    return true;
}

/*
 * Where the value may go unused, its adjoint may be zero although a partial derivative is infinite or no number (the
 * root of zero in a branch that is not taken): then nothing is added, rather than 0 * inf.
 */
static Block *adjoint_guarded(Local *l)
{
    Derive     *d = l->d;
    Singular    singular = {d->registers, l->inverts};
    const Expr *w;
    Block      *guarded;

    ir_visit_block_exprs(l->out, adjoint_singular_node, &singular);
    if (!singular.found || registers_surely_used(d->registers, l->s) || every_uses(d, l->s))
        return l->out;
    w = shadow_place(d, l->target);
    if (adjoint_all_guarded(l->out, w) || finite_vanishes(d, l->s, l->out))
        return l->out;
    guarded = ir_block(d->p);
    ir_push(d->p, guarded,
            ir_if(d->p, l->s->loc, ir_binary(d->p, l->s->loc, OP_NE, w, adjoint_real(l, w->type, l->s->loc, 0.0L)),
                  l->out, NULL));
    return guarded;
}

static void adjoint_copy_leaf(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    const Expr *from = shadow_place(d, a);
    Var        *taken = shadow_temp(d, "new_adj", a->type, a->loc);
    const Expr *amount = ir_var(d->p, a->loc, taken);

    taken->is_shadow = true;
    ir_push(d->p, out, ir_assign(d->p, a->loc, amount, from));
    ir_push(d->p, out, ir_assign(d->p, a->loc, from, ir_real(d->p, a->loc, type_unqualified(d->p, a->type), 0.0L)));
    if (b && activity_place(d->activity, b))
        adjoint_give(d, out, b, amount);
}

Block *adjoint_of(Derive *d, const Stmt *s)
{
    Local l = {.d = d, .out = ir_block(d->p), .s = s, .target = s->u.assign.place};

    if (s->kind != STMT_ASSIGN || !activity_place(d->activity, l.target) || map_get(d->shadow_stmts, s))
        return l.out;
    if (type_is_real(l.target->type)) {
        adjoint_scalar(&l, s->u.assign.value);
        return adjoint_guarded(&l);
    }
    shadow_leaves(d, l.out, l.target,
                      op_info[s->u.assign.value->op].flags & OPF_PLACE ? s->u.assign.value : NULL, false,
                      adjoint_copy_leaf);
    return l.out;
}
