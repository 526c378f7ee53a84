#include "parts.h"

/*
 * twins_join - one pointer for those that lead to the same place all their life.
 *
 *     const double *A = &model->move[0][0]; … const double *A_2 = &model->move[0][0]; …      ->      A, in both places
 *
 * Inlined functions leave a pointer for each parameter.  The values are made of addresses, constants and parameters that
 * nothing assigns; the pointer that stays is declared before the other one, in the same list or one around it.
 *
 * Requires: verified IR, the function's own.   Keeps: its meaning.
 */

typedef struct Known {
    Var        *var;
    const Expr *value;
} Known;

typedef struct Twins {
    Program *p;
    Map     *times;        /* Var -> as many of `marks` as statements assign it */
    char     marks[3];
    Map     *instead;      /* Var -> the Var that stands for it */
    VEC(Known) known;      /* in the lists around */
    bool     any;
} Twins;

/* ---- how often variables are assigned ---- */

static void count_one(Twins *t, const Var *var)
{
    const char *mark = map_get(t->times, var);
    map_put(t->times, var, mark ? t->marks + 2 : t->marks + 1);
}

static void count_stmt(void *data, Stmt *s)
{
    Twins      *t = data;
    const Expr *place = ir_target(s);
    if (place && place->op == OP_VAR)
        count_one(t, place->u.var);
    if (s->kind == STMT_DECL && s->u.decl.init)
        count_one(t, s->u.decl.var);
    if (s->kind == STMT_FOR)
        count_one(t, s->u.loop_for.var);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->vars.count; i++) {
        count_one(t, s->u.opaque->vars.items[i]);
        count_one(t, s->u.opaque->vars.items[i]);
    }
}

static bool is_assigned_once(const Twins *t, const Var *var)
{
    return map_get(t->times, var) == t->marks + 1;
}

/* ---- which pointers ---- */

typedef struct Lasting {
    const Twins *t;
    bool         ok;
} Lasting;

static void note_lasting(void *data, const Expr *e)
{
    Lasting *l = data;
    if (e->op == OP_OPAQUE || e->op == OP_CALL || e->op == OP_SELECT)
        l->ok = false;
    if (e->op == OP_VAR && e->u.var->is_register)
        l->ok = l->ok && e->u.var->kind == VAR_PARAM && !map_get(l->t->times, e->u.var);
}

/* Whether the value is the same wherever it is found. */
static bool is_lasting(const Twins *t, const Expr *value)
{
    Lasting l = {t, !ir_reads_memory(value)};
    ir_visit_expr(value, note_lasting, &l);
    return l.ok;
}

/* The pointer that the statement gives its only value, or NULL. */
static Var *given(const Twins *t, const Stmt *s, const Expr **value)
{
    Var *var = NULL;
    if (s->kind == STMT_DECL && s->u.decl.init) {
        var = s->u.decl.var;
        *value = s->u.decl.init;
    } else if (s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR) {
        var = s->u.assign.place->u.var;
        *value = s->u.assign.value;
    }
    if (!var || !var->is_register || !type_is_pointer(var->type) || (var->kind != VAR_LOCAL && var->kind != VAR_TEMP)
        || var->pinned || var->inactive || !is_assigned_once(t, var))
        return NULL;
    return ir_uncast(*value)->op == OP_ADDR && is_lasting(t, *value) ? var : NULL;
}

static bool alike(const Var *a, const Var *b)
{
    int differ = type_elem(a->type)->quals ^ type_elem(b->type)->quals;
    return type_same(a->type, b->type) && !(differ & ~TYPE_CONST);
}

/* Through the pointer that stays all is written that was written through the other one. */
static void join(Twins *t, Var *stays, Var *goes)
{
    if (type_elem(stays->type)->quals & ~type_elem(goes->type)->quals)
        stays->type = goes->type;
    map_put(t->instead, goes, stays);
}

static void join_in(Twins *t, const Block *block)
{
    int known = t->known.count;
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt       *s = block->stmts.items[i];
        const Expr *value;
        Var        *var = given(t, s, &value);
        Block      *blocks[3];
        bool        found = false;
        for (int k = 0; var && k < t->known.count && !found; k++) {
            const Known *other = &t->known.items[k];
            found = ir_same(other->value, value) && alike(other->var, var);
            if (found)
                join(t, other->var, var);
        }
        t->any |= found;
        if (var && !found)
            VEC_PUSH(t->p->arena, &t->known, ((Known){var, value}));
        for (int k = ir_stmt_blocks(s, blocks) - 1; k >= 0; k--)
            if (blocks[k])
                join_in(t, blocks[k]);
    }
    t->known.count = known;
}

/* ---- the change ---- */

static const Expr *instead_of(void *data, const Expr *e)
{
    const Twins *t = data;
    Var         *var = e->op == OP_VAR ? map_get(t->instead, e->u.var) : NULL;
    return var ? ir_var(t->p, e->loc, var) : e;
}

/* What declares those that are gone, and gives them their values, goes with them. */
static bool drop(void *data, Block *out, Stmt *s)
{
    const Twins *t = data;
    const Var   *var = s->kind == STMT_DECL ? s->u.decl.var
        : s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR ? s->u.assign.place->u.var : NULL;
    (void)out;
    return var && map_get(t->instead, var);
}

bool twins_join(Program *p, Func *func)
{
    Twins t = {.p = p, .times = map_new(p->arena), .instead = map_new(p->arena)};
    ir_visit_stmts(func->body, count_stmt, &t);
    join_in(&t, func->body);
    if (t.any) {
        ir_replace_stmts(p, func->body, drop, &t);
        ir_map_block_exprs(p, func->body, instead_of, &t);
    }
    return t.any;
}
