#include "blocks.h"

#include <string.h>

#include "ir/walk.h"
#include "rules/rule.h"

struct Blocks {
    const Facts *f;
    int         *twin;      /* by variable: a pointer to the same block, or itself: a forest */
    bool        *foreign;   /* by block: it may be other memory than malloc's */
    bool        *unknown;   /* by block: nobody knows what memory it is */
    bool        *escapes;   /* by block: its address gets away */
    bool        *assigned;  /* by variable */
};

bool blocks_allocates(const Func *callee)
{
    return rule_effect(callee->name) == EFFECT_ALLOC;
}

/* ---- Which pointers share a block ---- */

static bool is_restricted(const Blocks *b, const Var *var)
{
    return var->kind == VAR_PARAM && (var->type->quals & TYPE_RESTRICT || b->f->func->noalias)
        && !b->assigned[var->id];
}

static bool is_own(const Blocks *b, const Var *var)
{
    if (!type_is_pointer(var->type) || !facts_is_tracked(b->f, var) || facts_is_held(b->f, var))
        return false;
    return var->kind == VAR_LOCAL || var->kind == VAR_TEMP || is_restricted(b, var);
}

/* The variable of the function's own that the node writes whole, or NULL. */
static const Var *target_of(const Blocks *b, int pos)
{
    return b->f->target[pos] >= 0 ? b->f->func->vars.items[b->f->target[pos]] : NULL;
}

static int root_of(const Blocks *b, int var)
{
    while (b->twin[var] != var) {
        b->twin[var] = b->twin[b->twin[var]];
        var = b->twin[var];
    }
    return var;
}

static const Expr *without_casts(const Expr *e)
{
    while (e->op == OP_CAST && type_is_pointer(e->type))
        e = e->args[0];
    return e;
}

/* The pointer variable of ours that the value is, or NULL. */
static const Var *own_pointer(const Blocks *b, const Expr *value)
{
    const Expr *e = without_casts(value);
    return e->op == OP_VAR && is_own(b, e->u.var) ? e->u.var : NULL;
}

static void join(Blocks *b, const Var *a, const Var *c)
{
    int x = root_of(b, a->id), y = root_of(b, c->id);
    b->twin[x] = y;
    b->foreign[y] = b->foreign[y] || b->foreign[x];
    b->unknown[y] = b->unknown[y] || b->unknown[x];
}

static void note_value(Blocks *b, const Var *var, const Expr *value)
{
    const Var *other = own_pointer(b, value);
    if (other)
        join(b, var, other);
    else if (without_casts(value)->op != OP_INT)      /* NULL is no block */
        b->unknown[root_of(b, var->id)] = true;
}

static void note_origin(Blocks *b, int pos)
{
    const Node *node = &b->f->nodes.items[pos];
    const Var  *var = target_of(b, pos);
    const Stmt *s = node->stmt;
    if (!var || !is_own(b, var))
        return;
    if (s->kind == STMT_CALL && !blocks_allocates(s->u.call.callee))
        b->unknown[root_of(b, var->id)] = true;
    else if (s->kind != STMT_CALL && facts_value(node))
        note_value(b, var, facts_value(node));
}

/* ---- Addresses that get away ---- */

static void find_escapes(Blocks *b, const Expr *e);

/* The pointer is followed or looked at, not kept. */
static void find_escapes_below(Blocks *b, const Expr *pointer)
{
    const Expr *e = without_casts(pointer);
    if (e->op == OP_PTRADD) {
        find_escapes(b, e->args[1]);
        e = without_casts(e->args[0]);
    }
    if (!own_pointer(b, e))
        find_escapes(b, e);
}

/* &p[i], or p[i] as a pointer to its own elements: a way into the block besides p. */
static void find_escapes_of_address(Blocks *b, const Expr *place)
{
    while (place->op == OP_FIELD || (place->op == OP_INDEX && place->args[0]->type->kind == TYPE_ARRAY)) {
        if (place->op == OP_INDEX)
            find_escapes(b, place->args[1]);
        place = place->args[0];
    }
    for (int i = 0; i < place->count; i++)
        find_escapes(b, place->args[i]);
}

static bool is_look(const Expr *e)
{
    return op_info[e->op].flags & OPF_COMPARE && type_is_pointer(e->args[0]->type);
}

static void find_escapes(Blocks *b, const Expr *e)
{
    if (!(e->parts & PART_LOOSE) && !type_is_pointer(e->type))
        return;
    if (e->op == OP_VAR) {
        if (is_own(b, e->u.var))
            b->escapes[root_of(b, e->u.var->id)] = true;
        return;
    }
    if (e->op == OP_ADDR || e->op == OP_DECAY) {
        find_escapes_of_address(b, e->args[0]);
        return;
    }
    bool follows = e->op == OP_DEREF || (e->op == OP_INDEX && type_is_pointer(e->args[0]->type));
    for (int i = 0; i < e->count; i++) {
        if ((follows && i == 0) || is_look(e))
            find_escapes_below(b, e->args[i]);
        else
            find_escapes(b, e->args[i]);
    }
}

static bool keeps_no_address(const Func *callee)
{
    Effect effect = rule_effect(callee->name);
    return effect == EFFECT_FREE || effect == EFFECT_FILL || effect == EFFECT_COPY;
}

static void find_escapes_of_call(Blocks *b, const Stmt *s)
{
    bool keeps = s->u.call.place || !keeps_no_address(s->u.call.callee);
    for (int i = 0; i < s->u.call.count; i++) {
        if (keeps)
            find_escapes(b, s->u.call.args[i]);
        else
            find_escapes_below(b, s->u.call.args[i]);
    }
    if (s->u.call.place && s->u.call.place->op != OP_VAR)
        find_escapes(b, s->u.call.place);
}

static void find_escapes_of_expr(void *data, const Expr *e, bool is_target)
{
    if (!is_target || e->op != OP_VAR)
        find_escapes(data, e);
}

static void find_escapes_of_node(Blocks *b, int pos)
{
    const Node *node = &b->f->nodes.items[pos];
    const Stmt *s = node->stmt;
    const Var  *var = target_of(b, pos);
    if (var && is_own(b, var) && facts_value(node) && own_pointer(b, facts_value(node)))      /* a copy */
        return;
    if (s->kind == STMT_CALL)
        find_escapes_of_call(b, s);
    else
        facts_exprs(node, find_escapes_of_expr, b);
}

/* ---- Answers ---- */

/* Returns whether there is a pointer of our own at all. */
static bool note_assigned(Blocks *b)
{
    bool any = false;
    for (int i = 0; i < b->f->nodes.count; i++) {
        const Var *var = target_of(b, i);
        if (var && facts_is_tracked(b->f, var))
            b->assigned[var->id] = true;
    }
    for (int i = 0; i < b->f->func->vars.count; i++)
        any = any || is_own(b, b->f->func->vars.items[i]);
    return any;
}

Blocks *blocks_find(Arena *arena, const Facts *f)
{
    Blocks *b = ARENA_NEW(arena, Blocks);
    int     vars = f->func->vars.count;
    b->f = f;
    b->assigned = ARENA_ARRAY(arena, bool, vars + 1);
    if (!note_assigned(b))
        return NULL;
    b->twin = ARENA_ARRAY(arena, int, vars + 1);
    b->foreign = ARENA_ARRAY(arena, bool, vars + 1);
    b->unknown = ARENA_ARRAY(arena, bool, vars + 1);
    b->escapes = ARENA_ARRAY(arena, bool, vars + 1);
    for (int i = 0; i < vars; i++) {
        b->twin[i] = i;
        b->foreign[i] = f->func->vars.items[i]->kind == VAR_PARAM;
    }
    for (int i = 0; i < f->nodes.count; i++)
        note_origin(b, i);
    for (int i = 0; i < f->nodes.count; i++)
        find_escapes_of_node(b, i);
    return b;
}

int blocks_of_var(const Blocks *b, const Var *var)
{
    if (!is_own(b, var))
        return -1;
    int root = root_of(b, var->id);
    return b->unknown[root] ? -1 : root;
}

int blocks_of_pointer(const Blocks *b, const Expr *pointer)
{
    const Expr *e = without_casts(pointer);
    if (e->op == OP_PTRADD)
        e = without_casts(e->args[0]);
    return e->op == OP_VAR ? blocks_of_var(b, e->u.var) : -1;
}

int blocks_of_place(const Blocks *b, const Expr *place)
{
    while (place->op == OP_FIELD || (place->op == OP_INDEX && place->args[0]->type->kind == TYPE_ARRAY))
        place = place->args[0];
    return place->op == OP_INDEX || place->op == OP_DEREF ? blocks_of_pointer(b, place->args[0]) : -1;
}

bool blocks_are_untouched(const Blocks *b)
{
    for (int i = 0; i < b->f->func->vars.count; i++) {
        if (b->twin[i] != i || b->unknown[i] || b->escapes[i])
            return false;
    }
    return true;
}

bool blocks_is_apart(const Blocks *b, int block)
{
    return !b->escapes[block];
}

bool blocks_is_local(const Blocks *b, int block)
{
    return !b->foreign[block];
}
