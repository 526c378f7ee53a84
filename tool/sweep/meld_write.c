#include "meld_parts.h"

typedef struct Writer {
    Sweep       *s;
    const State *at;
    const Meld  *meld;
    /* of the second loop: */
    const Var   *counter;
    const Expr  *now;         /* what stands for it */
    Poly         now_poly;    /* the same */
    Map         *names;       /* Var -> Var: declared once more, where a body is written twice */
    Map         *handed;      /* Expr, a place of the first loop -> Var that has its value */
    VEC(const Expr *) places; /* those */
} Writer;

/* ---- statements with another counter ---- */

static const Expr *with_now(Writer *w, const Expr *e);

static const Expr *index_with_now(Writer *w, const Expr *index)
{
    Poly poly = poly_of(w->s->arena, index), cofactor = poly_cofactor(&poly, w->counter);
    if (!poly.exact || !cofactor.exact || ir_parts(index) || index->op == OP_VAR)
        return with_now(w, index);
    poly = poly_with(&poly, w->counter, &w->now_poly);
    return poly.exact ? poly_expr(w->s->p, &poly, type_unqualified(w->s->p, index->type), index->loc) : with_now(w, index);
}

static const Expr *with_now(Writer *w, const Expr *e)
{
    Program     *p = w->s->p;
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, e->count + 1);
    Var         *renamed = e->op == OP_VAR ? map_get(w->names, e->u.var) : NULL;
    if (e->op == OP_VAR)
        return e->u.var == w->counter ? ir_cast(p, e->loc, type_unqualified(p, e->type), w->now, true)
               : renamed              ? ir_var(p, e->loc, renamed)
                                      : e;
    for (int i = 0; i < e->count; i++) {
        bool is_index = e->op == OP_INDEX && i == 1 && ir_mentions(e->args[i], w->counter);
        args[i] = is_index ? index_with_now(w, e->args[i]) : with_now(w, e->args[i]);
    }
    return e->count ? ir_with_args(p, e, args) : e;
}

/* ---- elements that are variables ---- */

static const Expr *handed_node(void *data, const Expr *e)
{
    const Writer *w = data;
    for (int i = 0; i < w->places.count; i++)
        if (e->op == OP_INDEX && ir_same(e, w->places.items[i]))
            return ir_var(w->s->p, e->loc, map_get(w->handed, w->places.items[i]));
    return e;
}

/* The place is written: what it held is of no use any more.  It may be the element by another index: i, or j, which is i. */
static void forget_handed(Writer *w, const Expr *place)
{
    int own = own_of_place(w->s, place);
    for (int i = 0; i < w->places.count && own >= 0; i++)
        if (same_block(w->s, w->at, own, own_of_place(w->s, w->places.items[i])))
            w->places.items[i--] = w->places.items[--w->places.count];
}

static Var *name_for(Writer *w, const Expr *place)
{
    const Var  *array = ir_base_var(place);
    const char *word = place->args[1]->op == OP_VAR ? place->args[1]->u.var->name : "now";
    Var        *var = ir_new_var(w->s->p, w->s->func, VAR_TEMP, arena_printf(w->s->p->arena, "%s_%s", array->name, word),
                                 type_unqualified(w->s->p, place->type), place->loc);
    var->is_shadow = array->is_shadow;
    return var;
}

/* x[i] = e, which the second loop reads: x_i = e; x[i] = x_i.  The store goes where nothing else reads it. */
static void push_first(Writer *w, Stmt *stmt, Block *body)
{
    Program    *p = w->s->p;
    const Expr *place = stmt->kind == STMT_ASSIGN ? stmt->u.assign.place : NULL;
    int         own = place ? own_of_place(w->s, place) : -1;
    Poly        index, zero = poly_number(w->s->arena, 0);
    if (own >= 0 && !own_inside(place) && steady_poly_of(w->s, place->args[1], &index)) {
        Poly offset = poly_with(&index, w->meld->first.loop->u.loop_for.var, &zero);
        if (is_handed_on(w->s, w->at, w->meld, own, &offset)) {
            Var *var = name_for(w, place);
            ir_push(p, body, ir_decl(p, stmt->loc, var, stmt->u.assign.value));
            ir_push(p, body, ir_assign(p, stmt->loc, place, ir_var(p, stmt->loc, var)));
            map_put(w->handed, place, var);
            VEC_PUSH(w->s->arena, &w->places, place);
            return;
        }
    }
    ir_push(p, body, stmt);
}

static void push_second(Writer *w, const Stmt *stmt, Block *body)
{
    Program *p = w->s->p;
    if (stmt->kind == STMT_DECL) {
        Var *var = map_get(w->names, stmt->u.decl.var);
        ir_push(p, body, ir_decl(p, stmt->loc, var ? var : stmt->u.decl.var,
                                 ir_map_expr(p, with_now(w, stmt->u.decl.init), handed_node, w)));
        return;
    }
    const Expr *place = with_now(w, stmt->u.assign.place);
    const Expr *value = ir_map_expr(p, with_now(w, stmt->u.assign.value), handed_node, w);
    ir_push(p, body, ir_assign(p, stmt->loc, place, value));
    forget_handed(w, place);
}

/* ---- the iteration that but one of the two has ---- */

/* The statements of one iteration, if the loop has any. */
static void push_extra(Writer *w, const Half *half, bool is_low, Block *out)
{
    Program      *p = w->s->p;
    const Stmt   *loop = half->loop;
    const Type   *type = type_unqualified(p, loop->u.loop_for.var->type);
    Poly          one = poly_number(w->s->arena, 1);
    Block        *once = ir_block(p);
    Writer        extra = {.s = w->s, .at = w->at, .meld = w->meld, .counter = loop->u.loop_for.var, .names = map_new(w->s->arena)};
    const Block  *body = loop->u.loop_for.body;
    extra.now_poly = is_low ? half->low : poly_sum(&half->high, &one, -1);
    extra.now = poly_expr(p, &extra.now_poly, type, loop->loc);
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *stmt = body->stmts.items[i];
        if (stmt->kind == STMT_DECL) {
            const Var *var = stmt->u.decl.var;
            Var       *again = ir_new_var(p, w->s->func, var->kind, var->name, var->type, stmt->loc);
            again->is_shadow = var->is_shadow;
            map_put(extra.names, var, again);
        }
        push_second(&extra, stmt, once);
    }
    ir_push(p, out, ir_if(p, loop->loc, ir_runs(p, loop), once, NULL));
}

/* ---- the loop ---- */

static bool is_low(Extra extra)
{
    return extra == EXTRA_FIRST_LOW || extra == EXTRA_SECOND_LOW;
}

static void push_if_extra(Writer *w, bool at_begin, Block *out)
{
    Extra extra = w->meld->extra;
    bool  first = extra == EXTRA_FIRST_LOW || extra == EXTRA_FIRST_HIGH;
    if (extra != EXTRA_NONE && at_begin == (is_low(extra) == w->meld->up))
        push_extra(w, first ? &w->meld->first : &w->meld->second, is_low(extra), out);
}

static Stmt *loop_with(Writer *w, Block *body)
{
    Program    *p = w->s->p;
    const Meld *meld = w->meld;
    const Stmt *first = meld->first.loop;
    Loc         loc = first->loc;
    Var        *var = first->u.loop_for.var;
    const Type *type = type_unqualified(p, var->type);
    Poly        one = poly_number(w->s->arena, 1), low = meld->first.low, high = meld->first.high;
    if (meld->extra == EXTRA_FIRST_LOW)
        low = poly_sum(&low, &one, 1);
    else if (meld->extra == EXTRA_FIRST_HIGH)
        high = poly_sum(&high, &one, -1);
    else if (meld->up == meld->first.up)
        return ir_for(p, loc, var, true, first->u.loop_for.from, first->u.loop_for.relation, first->u.loop_for.to,
                      first->u.loop_for.step, body);
    if (meld->up)
        return ir_for(p, loc, var, true, poly_expr(p, &low, type, loc), REL_LT, poly_expr(p, &high, type, loc), 1, body);
    high = poly_sum(&high, &one, -1);
    return ir_for(p, loc, var, true, poly_expr(p, &high, type, loc), REL_GE, poly_expr(p, &low, type, loc), -1, body);
}

Block *meld_write(Sweep *s, const State *at, const Meld *meld)
{
    Program    *p = s->p;
    const Stmt *first = meld->first.loop, *second = meld->second.loop;
    Var        *counter = first->u.loop_for.var;
    Block      *out = ir_block(p), *body = ir_block(p);
    Poly        by = poly_number(s->arena, meld->shift);
    Writer      w = {.s = s, .at = at, .meld = meld, .counter = second->u.loop_for.var, .names = map_new(s->arena), .handed = map_new(s->arena)};
    Poly        own = poly_of(s->arena, ir_var(p, first->loc, counter));
    w.now_poly = poly_sum(&own, &by, 1);
    w.now = ir_plus(p, ir_var(p, first->loc, counter), meld->shift);
    for (int i = 0; i < first->u.loop_for.body->stmts.count; i++)
        push_first(&w, first->u.loop_for.body->stmts.items[i], body);
    for (int i = 0; i < second->u.loop_for.body->stmts.count; i++)
        push_second(&w, second->u.loop_for.body->stmts.items[i], body);
    for (int i = 0; i < meld->between.count && meld->before; i++)
        ir_push(p, out, meld->between.items[i]);
    push_if_extra(&w, true, out);
    ir_push(p, out, loop_with(&w, body));
    push_if_extra(&w, false, out);
    for (int i = 0; i < meld->between.count && !meld->before; i++)
        ir_push(p, out, meld->between.items[i]);
    return out;
}
