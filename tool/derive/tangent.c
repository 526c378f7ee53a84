#include "tangent.h"

#include "adjoint.h"
#include "calls.h"
#include "copies.h"
#include "frees.h"
#include "ir/runtime.h"
#include "parts.h"
#include "rules/rule.h"
#include "shadow.h"
#include "store.h"
#include "tapes.h"

/* The tangent of one statement under construction.  A tangent of NULL is zero. */
typedef struct Tangent {
    Derive     *d;
    Block      *out;
    const Stmt *s;
    int         choices;     /* in one arm of so many: what is in it may not be evaluated otherwise */
    bool        behind;      /* it names the value that the statement assigns */
} Tangent;

static const Expr *tangent_expr(Tangent *t, const Expr *e);

/* ---- infinite slopes ---- */

/*
 * Whether the value's tangent may be infinite where the value is not: a root, what is a root but for a sum, a constant
 * factor or a function of it, and a register that holds one.  Where such a value is multiplied with zero, its tangent
 * counts for nothing, as its adjoint would be zero.
 */
static bool tangent_is_steep(Derive *d, const Expr *e)
{
    if (!activity_expr(d->activity, e))
        return false;
    switch (e->op) {
    case OP_VAR:
        return map_get(d->steep, e->u.var) != NULL;
    case OP_CALL:
        for (int i = 0; i < e->count; i++)
            if (tangent_is_steep(d, e->args[i]))
                return true;
        return adjoint_is_singular(e);
    case OP_MUL:
        return (ir_is_constant(e->args[0]) && tangent_is_steep(d, e->args[1])) ||
               (ir_is_constant(e->args[1]) && tangent_is_steep(d, e->args[0]));
    case OP_ADD:
    case OP_SUB:
        return tangent_is_steep(d, e->args[0]) || tangent_is_steep(d, e->args[1]);
    case OP_SELECT:
        return tangent_is_steep(d, e->args[1]) || tangent_is_steep(d, e->args[2]);
    case OP_NEG:
    case OP_CAST:
    case OP_DIV:
        return tangent_is_steep(d, e->args[0]);
    default:
        return false;
    }
}

typedef struct Steep {
    Derive *d;
    bool    grown;
} Steep;

static void tangent_note_steep(void *data, Stmt *s)
{
    Steep *steep = data;

    if (s->kind == STMT_ASSIGN && ir_is_register(s->u.assign.place) && type_is_real(s->u.assign.place->type) &&
        !map_get(steep->d->steep, s->u.assign.place->u.var) && tangent_is_steep(steep->d, s->u.assign.value)) {
        map_put(steep->d->steep, s->u.assign.place->u.var, s->u.assign.place->u.var);
        steep->grown = true;
    }
}

static void tangent_find_steep(Derive *d)
{
    Steep steep = {d, true};

    d->steep = map_new(d->arena);
    while (steep.grown) {
        steep.grown = false;
        ir_visit_stmts(d->fn->body, tangent_note_steep, &steep);
    }
}

/* ---- expressions ---- */

static const Expr *tangent_zero(Tangent *t, const Type *type)
{
    return ir_real(t->d->p, t->s->loc, type_unqualified(t->d->p, type), 0.0L);
}

static const Expr *tangent_binary(Tangent *t, OpKind op, const Expr *a, const Expr *b)
{
    return ir_binary(t->d->p, t->s->loc, op, a, b);
}

/* a + b or a - b, where each may be zero. */
static const Expr *tangent_sum(Tangent *t, OpKind op, const Expr *a, const Expr *b)
{
    if (a && b)
        return tangent_binary(t, op, a, b);
    if (b && op == OP_SUB)
        return ir_unary(t->d->p, t->s->loc, OP_NEG, b);
    return a ? a : b;
}

/* partial * dot; where the partial is a choice of constants (fmin, fabs), a choice of tangents: the other one does not count,
 * even if it is infinite. */
static const Expr *tangent_times(Tangent *t, const Expr *dot, const Expr *partial)
{
    const Expr *top;

    if (partial->op == OP_REAL && (partial->u.real->value == 1.0L || partial->u.real->value == 0.0L))
        return partial->u.real->value == 1.0L ? dot : tangent_zero(t, dot->type);
    if (partial->op == OP_NEG)
        return ir_unary(t->d->p, t->s->loc, OP_NEG, tangent_times(t, dot, partial->args[0]));
    if (partial->op == OP_SELECT)
        return ir_select(t->d->p, t->s->loc, partial->args[0], tangent_times(t, dot, partial->args[1]),
                         tangent_times(t, dot, partial->args[2]));
    if (partial->op != OP_DIV)
        return tangent_binary(t, OP_MUL, partial, dot);
    top = partial->args[0];
    return tangent_binary(t, OP_DIV,
                          top->op == OP_REAL && top->u.real->value == 1.0L ? dot : tangent_binary(t, OP_MUL, top, dot),
                          partial->args[1]);
}

/* What the place's tangent is read from, if it has one. */
static const Expr *tangent_leaf(Tangent *t, const Expr *place)
{
    const Expr *condition, *dot;

    if (!shadow_exists(t->d, place, &condition))
        return NULL;
    dot = shadow_place(t->d, place);
    return condition ? ir_select(t->d->p, place->loc, condition, dot, tangent_zero(t, dot->type)) : dot;
}

/* The value of e, which is the whole value of the statement: split gives names to others. */
static const Expr *tangent_result(Tangent *t, const Expr *e)
{
    ENSURE(t->s->kind == STMT_ASSIGN && t->s->u.assign.value == e && ir_is_register(t->s->u.assign.place));
    t->behind = true;
    return t->s->u.assign.place;
}

/* The share of `of`, whose tangent `term` holds times the factor. */
static const Expr *tangent_share(Tangent *t, const Expr *of, const Expr *factor, const Expr *term)
{
    if (!tangent_is_steep(t->d, of) || ir_is_constant(factor))
        return term;
    return ir_select(t->d->p, t->s->loc, tangent_binary(t, OP_NE, factor, tangent_zero(t, factor->type)), term,
                     tangent_zero(t, term->type));
}

static const Expr *tangent_product(Tangent *t, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1], *da, *db = tangent_expr(t, b);

    if (ir_same(a, b) || adjoint_is_scaled(t->d, a, b)) {            /* b * b, (c * b) * b */
        const Expr *two = ir_real(t->d->p, e->loc, type_unqualified(t->d->p, e->type), 2.0L);

        return db ? tangent_share(t, b, a, tangent_binary(t, OP_MUL, tangent_binary(t, OP_MUL, two, a), db)) : NULL;
    }
    da = tangent_expr(t, a);
    return tangent_sum(t, OP_ADD, da ? tangent_share(t, a, b, tangent_binary(t, OP_MUL, da, b)) : NULL,
                       db ? tangent_share(t, b, a, tangent_binary(t, OP_MUL, a, db)) : NULL);
}

static const Expr *tangent_quotient(Tangent *t, const Expr *e)
{
    const Expr *da = tangent_expr(t, e->args[0]), *db = tangent_expr(t, e->args[1]), *result, *top;

    if (da == NULL && db == NULL)
        return NULL;
    result = db ? tangent_result(t, e) : NULL;
    top = tangent_sum(t, OP_SUB, da,
                      db && ir_is_constant(e->args[0]) ? tangent_binary(t, OP_MUL, result, db)    /* never zero */
                      : db ? tangent_share(t, e->args[1], result, tangent_binary(t, OP_MUL, result, db)) : NULL);
    return tangent_binary(t, OP_DIV, top, e->args[1]);
}

static bool tangent_is_simple(const Expr *e)
{
    return e->op == OP_REAL || ir_is_register(e);
}

/* The same with a name, for what writes it down twice. */
static const Expr *tangent_named(Tangent *t, const Expr *e, const char *name, bool shadow)
{
    Program *p = t->d->p;
    Var     *temp;

    if (tangent_is_simple(e) || t->choices > 0)
        return e;
    temp = shadow_temp(t->d, name, e->type, t->s->loc);
    temp->is_shadow = shadow;
    ir_push(p, t->out, ir_assign(p, t->s->loc, ir_var(p, t->s->loc, temp), e));
    return ir_var(p, t->s->loc, temp);
}

/* The root of zero, where nothing moves: no infinite slope times zero. */
static const Expr *tangent_guarded(Tangent *t, const Expr *dot, const Expr *partial)
{
    Program *p = t->d->p;

    return ir_select(p, t->s->loc, tangent_binary(t, OP_NE, dot, tangent_zero(t, dot->type)), tangent_times(t, dot, partial),
                     tangent_zero(t, dot->type));
}

static const Expr *tangent_call(Tangent *t, const Expr *e)
{
    const Rule *rule = rule_of(e);
    bool        steady = e->count == 2 && !activity_expr(t->d->activity, e->args[1]), singular = adjoint_is_singular(e);
    const Expr *sum = NULL;

    for (int i = 0; i < e->count; i++) {
        unsigned    mentions = rule_mentions(rule, i);
        const Expr *dot = mentions & RULE_ZERO ? NULL : tangent_expr(t, e->args[i]), *partial;

        if (dot == NULL)
            continue;
        partial = rule_partial(t->d->p, steady ? rule_steady(rule) : rule, i, e->type, e->args,
                               mentions & RULE_RESULT ? tangent_result(t, e) : NULL, e->loc);
        if (singular || partial->op == OP_SELECT)
            dot = tangent_named(t, dot, "part_dot", true);
        if (tangent_is_steep(t->d, e->args[i]) && !ir_is_constant(partial))
            partial = tangent_named(t, partial, "slope", false);
        sum = tangent_sum(t, OP_ADD, sum,
                          singular ? tangent_guarded(t, dot, partial)
                                   : tangent_share(t, e->args[i], partial, tangent_times(t, dot, partial)));
    }
    return sum;
}

static const Expr *tangent_select(Tangent *t, const Expr *e)
{
    const Expr *a, *b;

    t->choices++;
    a = tangent_expr(t, e->args[1]);
    b = tangent_expr(t, e->args[2]);
    t->choices--;
    if (a == NULL && b == NULL)
        return NULL;
    return ir_select(t->d->p, e->loc, e->args[0], a ? a : tangent_zero(t, e->type), b ? b : tangent_zero(t, e->type));
}

static const Expr *tangent_expr(Tangent *t, const Expr *e)
{
    const Expr *a;

    if (!activity_expr(t->d->activity, e))
        return NULL;
    switch (e->op) {
    case OP_ADD:
    case OP_SUB:
        a = tangent_expr(t, e->args[0]);
        return tangent_sum(t, e->op, a, tangent_expr(t, e->args[1]));
    case OP_NEG:
        a = tangent_expr(t, e->args[0]);
        return a ? ir_unary(t->d->p, e->loc, OP_NEG, a) : NULL;
    case OP_CAST:
        a = tangent_expr(t, e->args[0]);
        return a ? ir_cast(t->d->p, e->loc, type_unqualified(t->d->p, e->type), a, true) : NULL;
    case OP_MUL:
        return tangent_product(t, e);
    case OP_DIV:
        return tangent_quotient(t, e);
    case OP_CALL:
        return tangent_call(t, e);
    case OP_SELECT:
        return tangent_select(t, e);
    default:
        ENSURE(op_info[e->op].flags & OPF_PLACE);
        return tangent_leaf(t, e);
    }
}

/* ---- assignments ---- */

static void tangent_block(Derive *d, const Block *block, Block *out);

static void tangent_copy_leaf(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    Stmt        at = {.loc = a->loc};
    Tangent     t = {.d = d, .out = out, .s = &at};
    const Expr *dot = b && activity_place(d->activity, b) ? tangent_leaf(&t, b) : NULL;

    ir_push(d->p, out, ir_assign(d->p, a->loc, shadow_place(d, a), dot ? dot : tangent_zero(&t, a->type)));
}

static bool tangent_has_inactive(const Type *type)
{
    type = type->canon;
    if (type->kind == TYPE_ARRAY)
        return tangent_has_inactive(type->u.array.elem);
    for (int i = 0; type->kind == TYPE_RECORD && i < type->u.record->fields.count; i++)
        if (type->u.record->fields.items[i]->inactive || tangent_has_inactive(type->u.record->fields.items[i]->type))
            return true;
    return false;
}

/* Whether a copy of the record's shadow copies nothing but tangents. */
static bool tangent_is_whole(Derive *d, const Expr *place, const Expr *value)
{
    const Expr *condition;

    return (op_info[value->op].flags & OPF_PLACE) && place->type->canon->kind == TYPE_RECORD && type_only_real(place->type) &&
           !tangent_has_inactive(place->type) && activity_place(d->activity, value) &&
           shadow_exists(d, value, &condition) && condition == NULL;
}

static void tangent_assign(Derive *d, Stmt *s, Block *out)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value, *dot;
    Tangent     t = {.d = d, .out = ir_block(d->p), .s = s};
    Stmt       *beside;

    if (map_get(d->shadow_stmts, s) || !activity_place(d->activity, place)) {
        ir_push(d->p, out, s);
        return;
    }
    if (!type_is_real(place->type)) {
        if (tangent_is_whole(d, place, value))
            ir_push(d->p, out, ir_assign(d->p, s->loc, shadow_place(d, place), shadow_place(d, value)));
        else
            shadow_leaves(d, out, place, op_info[value->op].flags & OPF_PLACE ? value : NULL, false, tangent_copy_leaf);
        ir_push(d->p, out, s);
        return;
    }
    dot = tangent_expr(&t, value);
    beside = ir_assign(d->p, s->loc, shadow_place(d, place), dot ? dot : tangent_zero(&t, place->type));
    if (t.behind)
        ir_push(d->p, out, s);
    ir_append(d->p, out, t.out);
    ir_push(d->p, out, beside);
    if (!t.behind)
        ir_push(d->p, out, s);
}

/* ---- the others ---- */

/* A shadow that a statement list declares has its declaration beside that of the primal. */
static void tangent_decl(Derive *d, Stmt *s, Block *out)
{
    Var        *var = s->u.decl.var, *shadow;
    const Expr *init = s->u.decl.init;
    bool        reals = activity_var(d->activity, var) && type_holds_real(var->type, false);

    if (var->is_register)
        return;                      /* declared later, where it is first needed */
    ir_push(d->p, out, s);
    if ((!reals && !map_get(d->shadows, var) && !shadow_follows(d, var)))
        return;
    shadow = shadow_var(d, var);
    if (runtime_is_tape(var->type))
        ir_push(d->p, out, ir_decl(d->p, s->loc, shadow, runtime_tape_init(d->p, s->loc)));
    else if (type_is_scalar(shadow->type) || type_is_vla(shadow->type)) {
        ir_push(d->p, out, ir_decl(d->p, s->loc, shadow, NULL));
        if (init && type_is_real(shadow->type))
            ir_push(d->p, out, ir_assign(d->p, s->loc, ir_var(d->p, s->loc, shadow), ir_zero(d->p, s->loc, shadow->type)));
    } else if (type_holds_union(shadow->type)) {
        ir_push(d->p, out, ir_decl(d->p, s->loc, shadow, NULL));
        shadow_zero(d, out, ir_var(d->p, s->loc, shadow));
    } else {
        ir_push(d->p, out, ir_decl(d->p, s->loc, shadow, init || !type_only_real(shadow->type)
                                                             ? ir_init(d->p, s->loc, shadow->type, NULL, 0) : NULL));
    }
}

static void tangent_call_stmt(Derive *d, Stmt *s, Block *out)
{
    Pair *pair = map_get(d->pairs_of, s);

    if (tapes_is_call(s) && !map_get(d->shadow_stmts, s)) {
        ir_push(d->p, out, s);
        tapes_tangent(d, out, s);
        return;
    }
    if (pair) {
        calls_tangent(d, s, pair, out);
        return;
    }
    ir_push(d->p, out, s);
    parts_test_tangent(d, s, out);
    if (copies_clears(d, s) && activity_place(d->activity, ir_deref(d->p, s->loc, ir_uncast(s->u.call.args[0])))) {
        const Expr *args[3] = {ir_cast(d->p, s->loc, s->u.call.args[0]->type, shadow_pointer(d, ir_uncast(s->u.call.args[0])), true),
                               s->u.call.args[1], s->u.call.args[2]};

        ir_push(d->p, out, ir_call_stmt(d->p, s->loc, NULL, s->u.call.callee, args, 3));
    }
    if (frees_has_shadow(d, s))
        ir_push(d->p, out, store_free_call(d, shadow_pointer(d, s->u.call.args[0]), s->loc));
}

/* What the function returns, by way of the parameter for its tangent. */
static void tangent_return(Derive *d, Stmt *s, Block *out)
{
    Program    *p = d->p;
    const Expr *value = s->u.result, *place;
    Tangent     t = {.d = d, .out = out, .s = s};

    if (value && d->result_shadow) {
        place = ir_deref(p, s->loc, ir_var(p, s->loc, d->result_shadow));
        if (type_is_pointer(place->type)) {
            ir_push(p, out, ir_assign(p, s->loc, place, ir_cast(p, s->loc, place->type, shadow_pointer(d, value), true)));
        } else if (type_is_real(place->type)) {
            const Expr *dot = tangent_expr(&t, value);

            ir_push(p, out, ir_assign(p, s->loc, place, dot ? dot : tangent_zero(&t, place->type)));
        } else {
            ir_push(p, out, ir_assign(p, s->loc, place, shadow_place(d, value)));
        }
    }
    ir_push(p, out, s);
}

static Block *tangent_inner(Derive *d, const Block *block)
{
    Block *inner = ir_block(d->p);

    tangent_block(d, block, inner);
    return inner;
}

static void tangent_stmt(Derive *d, Stmt *s, Block *out)
{
    switch (s->kind) {
    case STMT_ASSIGN:
        tangent_assign(d, s, out);
        return;
    case STMT_DECL:
        tangent_decl(d, s, out);
        return;
    case STMT_CALL:
        tangent_call_stmt(d, s, out);
        return;
    case STMT_RETURN:
        tangent_return(d, s, out);
        return;
    case STMT_IF:
        s->u.branch.then = tangent_inner(d, s->u.branch.then);
        s->u.branch.other = tangent_inner(d, s->u.branch.other);
        break;
    case STMT_FOR:
        s->u.loop_for.body = tangent_inner(d, s->u.loop_for.body);
        break;
    case STMT_LOOP:
        s->u.loop.head = tangent_inner(d, s->u.loop.head);
        s->u.loop.body = tangent_inner(d, s->u.loop.body);
        s->u.loop.step = tangent_inner(d, s->u.loop.step);
        break;
    case STMT_BLOCK:
        s->u.block = tangent_inner(d, s->u.block);
        break;
    default:
        break;
    }
    ir_push(d->p, out, s);
}

static void tangent_block(Derive *d, const Block *block, Block *out)
{
    for (int i = 0; i < block->stmts.count; i++)
        tangent_stmt(d, block->stmts.items[i], out);
}

Block *tangent_body(Derive *d)
{
    Block *body, *out = ir_block(d->p);

    tangent_find_steep(d);
    body = tangent_inner(d, d->fn->body);
    for (int i = 0; i < d->fn->params.count; i++) {
        Var *param = d->fn->params.items[i];

        if (shadow_is_own(d, param))
            shadow_zero(d, out, ir_var(d->p, param->loc, shadow_var(d, param)));
    }
    ir_pour(d->p, out, body);
    return out;
}
