#include <string.h>

#include "parts.h"
#include "rules/rule.h"

/*
 * What is assigned to a register of reals and read by nobody before the next assignment goes: its adjoint would be zero,
 * and code for it might still make 0 * inf of that where what has gone is infinite or no number.
 *
 * Liveness, from the end to the beginning (Kennedy 1971).  What is live anywhere in a loop, or behind it, is so at its end
 * and at each jump: then one look at the loop is enough.
 */
typedef struct Unread {
    Arena *arena;
    int    count;          /* of variables */
    bool  *live;           /* by variable, at the statement at hand */
    bool  *around;         /* where a jump of the innermost loop leads; or NULL */
} Unread;

static void read_var(void *data, Var *var)
{
    Unread *u = data;
    if (var->kind != VAR_GLOBAL)
        u->live[var->id] = true;
}

static void read_node(void *data, const Expr *e)
{
    if (e->op == OP_VAR)
        read_var(data, e->u.var);
    else if (e->op == OP_OPAQUE)
        ir_visit_opaque(e->u.opaque, read_var, data);
}

static void read_expr(Unread *u, const Expr *e)
{
    if (e)
        ir_visit_expr(e, read_node, u);
}

/* The register of reals that the statement gives a value, as a whole; or NULL. */
static Var *given(const Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    Var        *var = place && place->op == OP_VAR ? place->u.var : s->kind == STMT_DECL && s->u.decl.init ? s->u.decl.var : NULL;
    return var && var->kind != VAR_GLOBAL && !var->is_static && !var->pinned && var->is_register && type_is_real(var->type) ? var : NULL;
}

static const Expr *value_given(const Stmt *s)
{
    return s->kind == STMT_DECL ? s->u.decl.init : s->u.assign.value;
}

static void read_stmt(void *data, Stmt *s)
{
    Unread *u = data;
    if (given(s)) {
        read_expr(u, value_given(s));
        return;
    }
    ir_visit_stmt_exprs(s, read_node, u);
    if (s->kind == STMT_OPAQUE)
        ir_visit_opaque(s->u.opaque, read_var, u);
}

static bool *copy_live(const Unread *u)
{
    bool *copy = ARENA_ARRAY(u->arena, bool, u->count + 1);
    memcpy(copy, u->live, (size_t)u->count * sizeof *copy);
    return copy;
}

static void find_effect(void *data, const Expr *e)
{
    *(bool *)data |= e->op == OP_OPAQUE || (e->op == OP_CALL && (e->u.callee->body || !rule_find(e->u.callee->name)));
}

static bool is_pure(const Expr *e)
{
    bool effect = (ir_parts(e) & (PART_OPAQUE | PART_VOLATILE)) != 0;
    ir_visit_expr(e, find_effect, &effect);
    return !effect;
}

/* What passes anything changes u->live in place: the branches around it hold on to that. */
static void pass_block(Unread *u, Block *block);

static void pass_if(Unread *u, const Stmt *s)
{
    bool *other = copy_live(u), *then = u->live;
    pass_block(u, s->u.branch.then);
    u->live = other;
    pass_block(u, s->u.branch.other);
    for (int i = 0; i < u->count; i++)
        then[i] = then[i] || other[i];
    u->live = then;
    read_expr(u, s->u.branch.cond);
}

static void pass_loop(Unread *u, Stmt *s)
{
    bool  *around = u->around, *after;
    Block *blocks[3];
    int    count = ir_stmt_blocks(s, blocks);
    ir_visit_stmt(s, read_stmt, u);
    after = copy_live(u);
    u->around = after;
    for (int i = 0; i < count; i++) {
        memcpy(u->live, after, (size_t)u->count * sizeof *after);
        pass_block(u, blocks[i]);
    }
    memcpy(u->live, after, (size_t)u->count * sizeof *after);
    u->around = around;
}

static void pass_jump(Unread *u, const Stmt *s)
{
    if (s->kind == STMT_RETURN) {
        memset(u->live, 0, (size_t)u->count * sizeof *u->live);
        read_expr(u, s->u.result);
    } else if (u->around) {
        memcpy(u->live, u->around, (size_t)u->count * sizeof *u->live);
    }
}

/* Whether the statement stays. */
static bool pass_stmt(Unread *u, Stmt *s)
{
    Var *var = given(s);
    if (var && !u->live[var->id] && is_pure(value_given(s))) {
        if (s->kind == STMT_DECL)
            s->u.decl.init = NULL;
        return s->kind == STMT_DECL;
    }
    if (var) {
        u->live[var->id] = false;
        read_stmt(u, s);
    } else if (s->kind == STMT_IF) {
        pass_if(u, s);
    } else if (s->kind == STMT_FOR || s->kind == STMT_LOOP) {
        pass_loop(u, s);
    } else if (s->kind == STMT_BLOCK) {
        pass_block(u, s->u.block);
    } else if (s->kind == STMT_RETURN || s->kind == STMT_BREAK || s->kind == STMT_CONTINUE) {
        pass_jump(u, s);
    } else {
        read_stmt(u, s);
    }
    return true;
}

static void pass_block(Unread *u, Block *block)
{
    int kept = block->stmts.count;
    for (int i = block->stmts.count - 1; i >= 0; i--)
        if (pass_stmt(u, block->stmts.items[i]))
            block->stmts.items[--kept] = block->stmts.items[i];
    memmove(block->stmts.items, block->stmts.items + kept, (size_t)(block->stmts.count - kept) * sizeof *block->stmts.items);
    block->stmts.count -= kept;
}

/* What the sizes of arrays of variable length are made of stays. */
void unread_drop(Func *func)
{
    Unread u = {.arena = arena_new(), .count = func->vars.count};
    u.live = ARENA_ARRAY(u.arena, bool, u.count + 1);
    pass_block(&u, func->body);
    arena_free(u.arena);
}
