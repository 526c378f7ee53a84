#include "decide.h"

#include <string.h>

#include "rules/rule.h"
#include "split.h"

/* What may hold a copy of what: a Var of a register, a Field, a Var of memory. */
typedef struct Copies {
    VEC(void *) of;
    bool        rounded;          /* a register that may be given what was rounded */
} Copies;

typedef struct Decide {
    Derive *d;
    Map    *copies;               /* of those -> Copies; NULL: not looked for yet */
    bool    any;
} Decide;

/* What a number is a copy of, if it is one: without what leaves it as it is, but for its sign. */
static const Expr *copied(const Expr *e)
{
    while (e->op == OP_NEG || (e->op == OP_CAST && type_is_real(e->args[0]->type)))
        e = e->args[0];
    return e;
}

static bool is_library(const Expr *e, const char *name)
{
    return e->op == OP_CALL && strncmp(e->u.callee->name, name, 4) == 0 && !e->u.callee->body;
}

/* fmax, fmin, fabs: one of the arguments. */
static bool chooses(const Expr *e)
{
    return is_library(e, "fmax") || is_library(e, "fmin") || is_library(e, "fabs");
}

/* What stands for the place: elements of an array are one, members of all records likewise. */
static void *kind_of(const Expr *place)
{
    const Expr *e = place;
    while (e->op == OP_INDEX)
        e = e->args[0];
    return e->op == OP_FIELD ? (void *)e->u.field : (void *)ir_root_var(place);
}

static Copies *copies_of(Decide *c, void *kind)
{
    Copies *copies = map_get(c->copies, kind);
    if (!copies) {
        copies = ARENA_NEW(c->d->arena, Copies);
        map_put(c->copies, kind, copies);
    }
    return copies;
}

/* Which numbers may be those of the value. */
static void note_copies(Decide *c, Copies *copies, const Expr *value)
{
    value = copied(value);
    void *kind = op_info[value->op].flags & OPF_PLACE ? kind_of(value) : NULL;
    if (kind)
        VEC_PUSH(c->d->arena, &copies->of, kind);
    for (int i = value->op == OP_SELECT; i < value->count && (value->op == OP_SELECT || chooses(value)); i++)
        note_copies(c, copies, value->args[i]);
}

/* Whether the value is computed in a way that may be rounded this way or that. */
static bool is_rounded(const Expr *e)
{
    e = copied(e);
    if (e->op == OP_SELECT)
        return is_rounded(e->args[1]) || is_rounded(e->args[2]);
    for (int i = 0; chooses(e) && i < e->count; i++)
        if (is_rounded(e->args[i]))
            return true;
    return !chooses(e) && type_is_real(e->type) && !(op_info[e->op].flags & (OPF_PLACE | OPF_LEAF));
}

static void note_value(Decide *c, const Expr *place, const Expr *value)
{
    void *kind = type_is_real(place->type) ? kind_of(place) : NULL;
    if (!kind)
        return;
    Copies *copies = copies_of(c, kind);
    note_copies(c, copies, value);
    copies->rounded |= ir_is_register(place) && is_rounded(value);
}

static void note_stmt(void *data, Stmt *s)
{
    Decide *c = data;
    if (s->kind == STMT_ASSIGN)
        note_value(c, s->u.assign.place, s->u.assign.value);
    else if (s->kind == STMT_DECL && s->u.decl.init)
        note_value(c, ir_var(c->d->p, s->loc, s->u.decl.var), s->u.decl.init);
}

/* All that the number may be a copy of, itself included, into `seen`; whether one of them was computed, or is in `others`. */
typedef struct Reach {
    Decide    *decide;
    Map       *seen;
    const Map *others;
    bool       computed, meets;
} Reach;

static void reach_kind(Reach *r, void *kind)
{
    if (!kind || map_get(r->seen, kind))
        return;
    Copies *copies = copies_of(r->decide, kind);
    map_put(r->seen, kind, kind);
    r->computed |= copies->rounded;
    r->meets |= r->others && map_get(r->others, kind);
    for (int i = 0; i < copies->of.count; i++)
        reach_kind(r, copies->of.items[i]);
}

static Reach reach(Decide *c, const Expr *e, const Map *others)
{
    Reach  r = {c, map_new(c->d->arena), others, is_rounded(e), false};
    Copies own = {0};
    note_copies(c, &own, e);
    for (int i = 0; i < own.of.count; i++)
        reach_kind(&r, own.of.items[i]);
    return r;
}

typedef struct Compares {
    Decide *decide;
    bool    found;
} Compares;

static void note_function(Decide *c)
{
    if (c->copies)
        return;
    c->copies = map_new(c->d->arena);
    ir_visit_stmts(c->d->fn->body, note_stmt, c);
}

static void find_compared(void *data, const Expr *e)
{
    Compares *f = data;
    Decide   *c = f->decide;
    if (e->op < OP_LT || e->op > OP_NE || !type_is_real(e->args[0]->type))
        return;
    note_function(c);
    Reach a = reach(c, e->args[0], NULL), b = reach(c, e->args[1], a.seen);
    f->found |= (a.computed || b.computed) && (b.meets || e->op == OP_EQ || e->op == OP_NE);
}

static bool is_decided(Decide *c, const Expr *cond)
{
    Compares f = {c, false};
    ir_visit_expr(cond, find_compared, &f);
    return f.found;
}

/* if (v > most) most = v;  Which of two copies is taken makes no difference. */
static bool takes_larger(const Stmt *s)
{
    const Expr  *cond = s->u.branch.cond;
    const Block *then = s->u.branch.then;
    const Stmt  *only = then->stmts.count == 1 && s->u.branch.other->stmts.count == 0 ? then->stmts.items[0] : NULL;
    if (!only || only->kind != STMT_ASSIGN || cond->count != 2)
        return false;
    const Expr *place = only->u.assign.place, *value = only->u.assign.value;
    return (ir_same(cond->args[0], value) && ir_same(cond->args[1], place)) || (ir_same(cond->args[1], value) && ir_same(cond->args[0], place));
}

/* Whether the value is a step of a number that is computed: (int)(a * x + b), floor(t / dt). */
static bool is_step(Decide *c, const Expr *e)
{
    const Rule *rule = e->op == OP_CALL ? rule_of(e) : NULL;
    bool        truncates = e->op == OP_CAST && type_is_integer(e->type) && type_is_real(e->args[0]->type);
    bool asks = rule && strncmp(rule_name(rule), "is", 2) == 0;                /* isnan, isfinite */
    if (!truncates && !(rule && rule_is_zero(rule) && !asks && e->count == 1 && type_is_real(e->args[0]->type)))
        return false;
    note_function(c);
    return reach(c, e->args[0], NULL).computed;
}

static const Expr *decided(Decide *c, Block *out, const Expr *e, const char *name)
{
    const Expr *var = split_name(c->d, out, e, name);
    map_put(c->d->decided, var->u.var, var->u.var);
    c->any = true;
    return var;
}

static const Expr *decided_condition(Decide *c, Block *out, const Expr *cond)
{
    return decided(c, out, ir_cast(c->d->p, cond->loc, type_bool(c->d->p), cond, true), "held");
}

/* The value with names for what chooses in it and for steps, where it does so each time; conditions only of active values. */
static const Expr *decide_value(Decide *c, Block *out, const Expr *e, bool active)
{
    const Expr **args = ARENA_ARRAY(c->d->arena, const Expr *, e->count + 1);
    bool         lazy = e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR;
    for (int i = 0; i < e->count; i++)
        args[i] = i && lazy ? e->args[i] : decide_value(c, out, e->args[i], active);
    if (active && e->op == OP_SELECT && type_is_real(e->type) && is_decided(c, args[0]))
        args[0] = decided_condition(c, out, args[0]);
    if (e->count)
        e = ir_with_args(c->d->p, e, args);
    return is_step(c, e) ? decided(c, out, e, "cell") : e;
}

/* What is given to a register is named already. */
static const Expr *decide_assigned(Decide *c, Block *out, Var *var, const Expr *e, bool active)
{
    if (!var || !var->is_register || var->kind == VAR_GLOBAL || !is_step(c, e))
        return decide_value(c, out, e, active);
    map_put(c->d->decided, var, var);
    return ir_with_args(c->d->p, e, (const Expr *[]){decide_value(c, out, e->args[0], active)});
}

static void decide_stmt(Decide *c, Block *out, Stmt *s)
{
    bool active = split_is_active(c->d, s);
    if (s->kind == STMT_IF && active && map_get(c->d->leavers, s) == NULL && !takes_larger(s) && is_decided(c, s->u.branch.cond)) {
        s->u.branch.cond = decided_condition(c, out, s->u.branch.cond);
    } else if (s->kind == STMT_ASSIGN) {
        const Expr *place = s->u.assign.place;
        s->u.assign.value = decide_assigned(c, out, place->op == OP_VAR ? place->u.var : NULL, s->u.assign.value, active);
        s->u.assign.place = decide_value(c, out, place, active);
    } else if (s->kind == STMT_DECL && s->u.decl.init && type_is_scalar(s->u.decl.var->type)) {
        s->u.decl.init = decide_assigned(c, out, s->u.decl.var, s->u.decl.init, active);
    }
}

static void decide_block(Decide *c, Block *block)
{
    Block *out = ir_block_for(c->d->p, block);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Block *blocks[3];
        decide_stmt(c, out, s);
        ir_push(c->d->p, out, s);
        for (int k = ir_stmt_blocks(s, blocks) - 1; k >= 0; k--)
            decide_block(c, blocks[k]);
    }
    *block = *out;
}

bool decide_lower(Derive *d)
{
    Decide c = {.d = d};
    d->decided = map_new(d->arena);
    if (!d->tangents)
        decide_block(&c, d->fn->body);
    return c.any;
}
