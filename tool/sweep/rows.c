#include "parts.h"

/*
 * Rows that are filled where they are kept.
 *
 *     for (c = 0; c < k; c++) {                      for (c = 0; c < k; c++) {
 *         for (i …) u[i] = …;                            kept = rows + c * n;
 *         kept = rows + c * n;               ->          for (i …) kept[i] = …;
 *         for (i …) kept[i] = u[i];                      … kept …;
 *         … u …;                                     }
 *     }
 *
 * where an iteration reads nothing of the block before it has written that, writes nothing to it behind the copy, and nothing
 * reads it behind the loop.  What is kept stays where it is: not where the block changes places with another one.
 */

static void count_node(Uses *u, const Expr *e)
{
    if (e->op == OP_INDEX && e->args[0]->op == OP_VAR && e->args[0]->u.var == u->var) {
        u->mentions = true;
        count_node(u, e->args[1]);
        return;
    }
    u->odd |= e->op == OP_VAR && e->u.var == u->var;
    for (int i = 0; i < e->count; i++)
        count_node(u, e->args[i]);
}

static void count_expr(void *data, const Expr *e, bool is_target)
{
    Uses *u = data;
    count_node(u, e);
    u->writes |= is_target && e->op == OP_INDEX && e->args[0]->op == OP_VAR && e->args[0]->u.var == u->var;
}

static void count_stmt(void *data, Stmt *stmt)
{
    ir_stmt_exprs(stmt, count_expr, data);
}

Uses uses_of(const Var *var, Stmt *stmt)
{
    Uses uses = {var, false, false, false};
    ir_visit_stmt(stmt, count_stmt, &uses);
    return uses;
}

typedef struct Swaps {
    Sweep     *s;
    const Var *var;
    bool       found;
} Swaps;

static void find_swap(void *data, Stmt *stmt)
{
    Swaps *swaps = data;
    if (fate_of(swaps->s, stmt)->swaps)
        swaps->found |= uses_of(swaps->var, stmt).mentions;
}

bool is_swapped(Sweep *s, const Block *body, const Var *var)
{
    Swaps swaps = {s, var, false};
    ir_visit_stmts(body, find_swap, &swaps);
    return swaps.found;
}

/* Where in the list the row that the copy goes to is declared; -1: not there. */
static int row_at(const Block *body, int copy, const Var *row)
{
    for (int i = 0; i < copy; i++) {
        const Stmt *stmt = body->stmts.items[i];
        if (stmt->kind == STMT_DECL && stmt->u.decl.var == row)
            return row->kind == VAR_TEMP && stmt->u.decl.init && is_kept_row(stmt->u.decl.init) ? i : -1;
    }
    return -1;
}

/* Whether nothing from statement `first` on gives a value to what the row's declaration reads. */
static bool may_rise(const Block *body, int first, int row)
{
    const Expr *init = body->stmts.items[row]->u.decl.init;
    if (ir_reads_memory(init))
        return false;
    for (int i = first; i < row; i++) {
        const Stmt *stmt = body->stmts.items[i];
        const Expr *target = ir_target(stmt);
        if ((stmt->kind == STMT_DECL && ir_mentions(init, stmt->u.decl.var)) ||
            (target && target->op == OP_VAR && ir_mentions(init, target->u.var)) || stmt->kind == STMT_OPAQUE)
            return false;
    }
    return true;
}

/* for (i = 0; i < size; i++) kept[i] = u[i]: the number of u; or -1. */
static int copied(Sweep *s, const Stmt *copy, const Var **row)
{
    const Block *body = copy->kind == STMT_FOR ? copy->u.loop_for.body : NULL;
    const Stmt  *stmt = body && body->stmts.count == 1 ? body->stmts.items[0] : NULL;
    const State *at = map_get(s->before, copy);
    if (!at || !stmt || stmt->kind != STMT_ASSIGN || stmt->u.assign.place->op != OP_INDEX ||
        stmt->u.assign.place->args[0]->op != OP_VAR || stmt->u.assign.value->op != OP_INDEX)
        return -1;
    const Expr *place = stmt->u.assign.place, *value = stmt->u.assign.value;
    int         own = whole_block(s, at, value);
    *row = place->args[0]->u.var;
    if (own < 0 || s->owns.items[own].var->is_shadow || !goes_through(s, copy, value, &s->owns.items[own]) ||
        !goes_through(s, copy, place, &s->owns.items[own]) || !type_same(s->owns.items[own].var->type, (*row)->type))
        return -1;
    return own;
}

static bool is_filled(Sweep *s, const Block *body, Filled *filled)
{
    const Var *var = s->owns.items[filled->own].var, *row = body->stmts.items[filled->row]->u.decl.var;
    filled->first = -1;
    for (int i = 0; i < body->stmts.count; i++) {
        Uses uses = uses_of(var, body->stmts.items[i]);
        if (uses.odd || (uses.writes && i > filled->copy))
            return false;
        filled->first = uses.mentions && filled->first < 0 ? i : filled->first;
        if (i > filled->row && i != filled->copy && uses_of(row, body->stmts.items[i]).writes)
            return false;
    }
    return filled->first >= 0 && !is_swapped(s, body, var) && may_rise(body, filled->first, filled->row);
}

void rows_note(Sweep *s, Stmt *loop, const State *begin, const State *exit)
{
    Block *body = loop->u.loop_for.body;
    for (int i = 0; i < body->stmts.count; i++) {
        const Var *row;
        Filled     filled = {.body = body, .copy = i, .own = copied(s, body->stmts.items[i], &row)};
        if (filled.own < 0 || !set_is_empty(&begin->holds[filled.own].some) ||
            !set_is_empty(&exit->holds[filled.own].some))
            continue;
        filled.row = row_at(body, i, row);
        if (filled.row >= 0 && is_filled(s, body, &filled))
            VEC_PUSH(s->arena, &s->filled, filled);
    }
}

/* ---- writing ---- */

typedef struct Instead {
    Sweep     *s;
    const Var *var;
    Var       *row;
} Instead;

static const Expr *row_node(void *data, const Expr *e)
{
    const Instead *r = data;
    return e->op == OP_VAR && e->u.var == r->var ? ir_var(r->s->p, e->loc, r->row) : e;
}

/* What a statement is to get for a value mentions the block as well. */
static void map_value(void *data, Stmt *stmt)
{
    Instead *r = data;
    Fate    *fate = fate_of(r->s, stmt);
    if (fate->value)
        fate->value = ir_map_expr(r->s->p, fate->value, row_node, r);
}

/* One of those of a body: the others count statements that have moved. */
void rows_write(Sweep *s, const Filled *filled)
{
    const Block *body = filled->body;
    Stmt        *row = body->stmts.items[filled->row], *copy = body->stmts.items[filled->copy];
    Instead      r = {s, s->owns.items[filled->own].var, row->u.decl.var};
    for (int i = filled->row; i > filled->first; i--)
        body->stmts.items[i] = body->stmts.items[i - 1];
    if (filled->row > filled->first)
        body->stmts.items[filled->first] = row;
    fate_of(s, copy)->goes = true;
    ir_map_block_exprs(s->p, filled->body, row_node, &r);
    ir_visit_stmts(filled->body, map_value, &r);
}
