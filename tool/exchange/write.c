#include "parts.h"

typedef struct Writer {
    Exchange   *x;
    const Nest *nest;
    Var        *counter;          /* of the innermost loop that is being written, in the place of the outer one's */
    Block      *before;           /* what stands before that loop */
    bool        hoists;           /* something is read or written there */
    VEC(const Expr *) hoisted;    /* places that have been read before it … */
    VEC(Var *)  values;           /* … and what they hold */
} Writer;

/* ---- names ---- */

/* The array, pointer or member that a place is an element of. */
static const char *array_name(const Expr *place)
{
    while (place->op == OP_INDEX || place->op == OP_ADDR || place->op == OP_DECAY || place->op == OP_DEREF || place->op == OP_PTRADD)
        place = place->args[0];
    return place->op == OP_FIELD ? place->u.field->name : place->op == OP_VAR ? place->u.var->name : "place";
}

Var *local_for(Exchange *x, const Expr *place, const char *word, const Type *type)
{
    Var *var = ir_new_var(x->p, x->func, VAR_TEMP, arena_printf(x->p->arena, "%s_%s", array_name(place), word), type, place->loc);
    var->is_shadow = ir_base_var(place) && ir_base_var(place)->is_shadow;
    return var;
}

Var *local_of(Exchange *x, const Expr *place)
{
    const Expr *index = place->op == OP_INDEX ? ir_uncast(place->args[1]) : NULL;
    const char *word = index && index->op == OP_VAR ? index->u.var->name : "value";
    return local_for(x, place, word, type_unqualified(x->p, place->type));
}

/* ---- loops over the outer counter ---- */

static Block *push_outer(Exchange *x, const Stmt *outer, Var **counter, Block *out)
{
    const Type *type = type_unqualified(x->p, outer->u.loop_for.var->type);
    Block      *body = ir_block(x->p);
    Poly        low, high;
    *counter = ir_new_var(x->p, x->func, VAR_TEMP, outer->u.loop_for.var->name, type, outer->loc);
    if (can_go_up(x, outer, &low, &high))
        ir_push(x->p, out, ir_for(x->p, outer->loc, *counter, true, poly_expr(x->p, &low, type, outer->loc), REL_LT,
                                  poly_expr(x->p, &high, type, outer->loc), 1, body));
    else
        ir_push(x->p, out, ir_for(x->p, outer->loc, *counter, true, outer->u.loop_for.from, outer->u.loop_for.relation,
                                  outer->u.loop_for.to, outer->u.loop_for.step, body));
    return body;
}

static const Expr *rename_node(void *data, const Expr *e)
{
    const Writer *w = data;
    return e->op == OP_VAR && e->u.var == w->nest->outer->u.loop_for.var ? ir_var(w->x->p, e->loc, w->counter) : e;
}

static const Expr *renamed(Writer *w, const Expr *e)
{
    return ir_map_expr(w->x->p, e, rename_node, w);
}

/* ---- what is read once ---- */

static const Expr *read_once(Writer *w, const Expr *place)
{
    Program *p = w->x->p;
    w->hoists = true;
    for (int i = 0; i < w->hoisted.count; i++)
        if (ir_same(w->hoisted.items[i], place))
            return ir_var(p, place->loc, w->values.items[i]);
    Var *value = local_of(w->x, place);
    ir_push(p, w->before, ir_decl(p, place->loc, value, place));
    VEC_PUSH(w->x->arena, &w->hoisted, place);
    VEC_PUSH(w->x->arena, &w->values, value);
    return ir_var(p, place->loc, value);
}

/* The value with the reals that are the same for all iterations read before the loop. */
static const Expr *hoist(Writer *w, const Expr *e)
{
    const Expr **args = ARENA_ARRAY(w->x->p->arena, const Expr *, e->count + 1);
    if ((op_info[e->op].flags & OPF_PLACE) && type_is_real(e->type)) {
        bool moves = ir_is_register(e) || ir_mentions(e, w->nest->outer->u.loop_for.var);
        return moves ? e : read_once(w, e);
    }
    if (e->count == 0 || !type_is_real(e->type) || e->op == OP_SELECT)
        return e;                                    /* what a condition keeps from being read is not read before the loop */
    for (int i = 0; i < e->count; i++)
        args[i] = hoist(w, e->args[i]);
    return ir_with_args(w->x->p, e, args);
}

/* ---- sums ---- */

static bool waits(const Writer *w, const Sum *sum)
{
    return !ir_mentions(sum->place, w->nest->outer->u.loop_for.var);
}

const Expr *expr_at_zero(Exchange *x, const Expr *e, const Stmt *loop)
{
    Var *counter = loop->u.loop_for.var;
    return ir_with(x->p, e, ir_var(x->p, e->loc, counter), ir_int(x->p, e->loc, type_unqualified(x->p, counter->type), 0));
}

/* Sums that one loop may do. */
typedef VEC(const Sum *) Sums;

static const Expr *added(Writer *w, const Expr *value)
{
    return renamed(w, hoist(w, value));
}

/* A sum that is the same place in all iterations waits in a register. */
static void write_waiting(Writer *w, const Sum *sum, Block *body, Block *after)
{
    Program    *p = w->x->p;
    Loc         loc = sum->stmt->loc;
    Var        *value = local_for(w->x, sum->place, "sum", type_unqualified(p, sum->place->type));
    const Expr *local = ir_var(p, loc, value), *all = ir_with(p, sum->value, sum->place, local);
    w->hoists = true;
    ir_push(p, w->before, ir_decl(p, loc, value, sum->place));
    ir_push(p, body, ir_assign(p, loc, local, added(w, all)));
    ir_push(p, after, ir_assign(p, loc, sum->place, local));
}

static void write_loop(Writer *w, const Sums *sums)
{
    Program *p = w->x->p;
    Block   *loop = ir_block(p), *after = ir_block(p), *body = push_outer(w->x, w->nest->outer, &w->counter, loop);
    for (int i = 0; i < sums->count; i++) {
        const Sum *sum = sums->items[i];
        if (waits(w, sum))
            write_waiting(w, sum, body, after);
        else
            ir_push(p, body, ir_assign(p, sum->stmt->loc, renamed(w, sum->place), added(w, sum->value)));
    }
    ir_append(p, w->before, loop);
    ir_append(p, w->before, after);
}

/* Whether no sum that waits may be what another one changes. */
static bool may_join(Writer *w, const Sums *sums, const Sum *sum)
{
    for (int i = 0; i < sums->count; i++)
        if ((waits(w, sum) || waits(w, sums->items[i])) && !places_apart(w->x, w->nest, sums->items[i]->place, sum->place))
            return false;
    return true;
}

/* Together, if they may: while one sum waits for itself, there is time for the others. */
static void write_sums(Writer *w)
{
    Sums sums = {0};
    for (int i = 0; i < w->nest->sums.count; i++) {
        const Sum *sum = &w->nest->sums.items[i];
        if (!may_join(w, &sums, sum)) {
            write_loop(w, &sums);
            sums.count = 0;
        }
        VEC_PUSH(w->x->arena, &sums, sum);
    }
    write_loop(w, &sums);
}

/* ---- whether there are iterations ---- */

/* Whether evaluating it does no harm where the loop around it would not run. */
static bool is_harmless(const Expr *e)
{
    const Expr *inner = ir_uncast(e);
    if ((inner->op == OP_ADD || inner->op == OP_SUB) && inner->args[1]->op == OP_INT)
        inner = ir_uncast(inner->args[0]);
    return inner->op == OP_INT || ir_is_register(inner);
}

static bool needs_guard(Writer *w)
{
    bool harmless = true;
    for (int i = 0; i < w->nest->count; i++)
        harmless = harmless && is_harmless(nest_expand(w->x, w->nest, w->nest->loops[i]->u.loop_for.from)) &&
                   is_harmless(nest_expand(w->x, w->nest, w->nest->loops[i]->u.loop_for.to));
    return (w->hoists || !harmless) && !runs_surely(w->x, w->nest->outer);
}

/* ---- the whole ---- */

/* What a total begins with, unless it is there already. */
static void write_inits(Writer *w, Block *out)
{
    Program *p = w->x->p;
    Block   *loop = ir_block(p), *body = push_outer(w->x, w->nest->outer, &w->counter, loop);
    for (int i = 0; i < w->nest->totals.count; i++) {
        const Total *total = &w->nest->totals.items[i];
        if (!ir_same(total->place, total->init))
            ir_push(p, body, ir_assign(p, total->store->loc, renamed(w, total->place), renamed(w, total->init)));
    }
    if (body->stmts.count > 0)
        ir_append(p, out, loop);
}

static void write_nest(Writer *w, Block *out)
{
    Program *p = w->x->p;
    w->before = ir_block(p);
    write_sums(w);
    for (int i = w->nest->count - 1; i >= 0; i--) {
        Stmt *copy = ir_copy_stmt(p, w->nest->loops[i]);
        copy->u.loop_for.from = nest_expand(w->x, w->nest, copy->u.loop_for.from);
        copy->u.loop_for.to = nest_expand(w->x, w->nest, copy->u.loop_for.to);
        copy->u.loop_for.body = w->before;
        w->before = ir_block(p);
        ir_push(p, w->before, copy);
    }
    if (needs_guard(w))
        ir_push(p, out, ir_if(p, w->nest->outer->loc, runs_condition(w->x, w->nest->outer), w->before, NULL));
    else
        ir_append(p, out, w->before);
}

static bool is_zero(const Expr *e)
{
    return e->op == OP_REAL && e->u.real->value == 0.0L;
}

/* Loops that only clear may as well count up. */
static bool only_clears(const Nest *nest)
{
    for (int i = 0; i < nest->sides.count; i++)
        if (!is_zero(nest->sides.items[i]->u.assign.value))
            return false;
    return true;
}

/* What is left for the loop behind the nest: its own writes, and names for them. */
static bool stays(const Nest *nest, const Stmt *s)
{
    for (int i = 0; i < nest->totals.count; i++)
        if (s == nest->totals.items[i].decl)
            return false;
    for (int i = 0; i < nest->sides.count; i++)
        if (s == nest->sides.items[i])
            return true;
    return s->kind == STMT_DECL;
}

static void write_sides(Writer *w, Block *out)
{
    const Nest  *nest = w->nest;
    const Block *old = nest->outer->u.loop_for.body;
    Block       *body;
    if (nest->sides.count == 0)
        return;
    if (only_clears(nest)) {
        body = push_outer(w->x, nest->outer, &w->counter, out);
        for (int i = 0; i < nest->sides.count; i++) {
            const Stmt *s = nest->sides.items[i];
            ir_push(w->x->p, body, ir_assign(w->x->p, s->loc, renamed(w, nest_expand(w->x, nest, s->u.assign.place)),
                                             s->u.assign.value));
        }
        return;
    }
    body = ir_block(w->x->p);
    for (int i = 0; i < old->stmts.count; i++)
        if (stays(nest, old->stmts.items[i]))
            ir_push(w->x->p, body, old->stmts.items[i]);
    Stmt *rest = ir_copy_stmt(w->x->p, nest->outer);
    rest->u.loop_for.body = body;
    ir_push(w->x->p, out, rest);
}

void exchange_write(Exchange *x, const Nest *nest, Block *out)
{
    Writer w = {.x = x, .nest = nest};
    write_inits(&w, out);
    write_nest(&w, out);
    write_sides(&w, out);
}
