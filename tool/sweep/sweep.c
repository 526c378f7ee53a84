#include "parts.h"
#include "simplify/simplify.h"

Fate *fate_of(Sweep *s, const Stmt *stmt)
{
    Fate *fate = map_get(s->fates, stmt);
    if (!fate) {
        fate = ARENA_NEW(s->arena, Fate);
        map_put(s->fates, stmt, fate);
    }
    return fate;
}

/* ---- whether it is worth a look ---- */

typedef struct Look {
    int  statements;
    bool found;
} Look;

/* x_adj[…] = x_adj[…] + …, a[…] = b[…] */
static void look_at(void *data, Stmt *stmt)
{
    Look       *look = data;
    const Expr *place = stmt->kind == STMT_ASSIGN ? stmt->u.assign.place : NULL;
    look->statements++;
    look->found |= place && place->op == OP_INDEX && type_is_real(place->type) &&
                   (stmt->u.assign.value->op == OP_ADD || stmt->u.assign.value->op == OP_SUB ||
                    stmt->u.assign.value->op == OP_INDEX);
}

/* ---- writing ---- */

/* swap = a; a = b; b = swap */
static void push_swap(Sweep *s, Block *out, const Stmt *loop)
{
    const Block *body = loop->u.loop_for.body;
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *copy = body->stmts.items[i];
        Fate       *fate = fate_of(s, copy);
        if (fate->goes)
            continue;
        const Expr *to = copy->u.assign.place->args[0];
        const Expr *from = (fate->value ? fate->value : copy->u.assign.value)->args[0];
        Var        *swap = ir_new_var(s->p, s->func, VAR_TEMP, "swap", type_unqualified(s->p, to->type), loop->loc);
        swap->is_shadow = to->u.var->is_shadow;
        ir_push(s->p, out, ir_decl(s->p, loop->loc, swap, to));
        ir_push(s->p, out, ir_assign(s->p, loop->loc, to, from));
        ir_push(s->p, out, ir_assign(s->p, loop->loc, from, ir_var(s->p, loop->loc, swap)));
    }
}

/* for (…) x_adj[i] = 0.0 */
static void push_clear(Sweep *s, Block *out, const Clearing *clearing, Loc loc)
{
    const Type *type = type_int(s->p, INT_INT);
    Var        *counter = ir_new_var(s->p, s->func, VAR_TEMP, "i", type, loc);
    Block      *body = ir_block(s->p);
    const Expr *place = ir_index(s->p, loc, ir_var(s->p, loc, s->owns.items[clearing->own].var), ir_var(s->p, loc, counter));
    ir_push(s->p, body, ir_assign(s->p, loc, place, ir_zero(s->p, loc, type_unqualified(s->p, place->type))));
    ir_push(s->p, out, ir_for(s->p, loc, counter, true, poly_expr(s->p, &clearing->piece.low, type, loc), REL_LT,
                              poly_expr(s->p, &clearing->piece.high, type, loc), 1, body));
}

static void write_branch(Sweep *s, Stmt *stmt, const Fate *fate)
{
    Block *other = ir_block(s->p);
    for (int i = 0; i < fate->clears.count; i++)
        push_clear(s, other, &fate->clears.items[i], stmt->loc);
    ir_append(s->p, other, stmt->u.branch.other);
    stmt->u.branch.other = other;
}

/* Nothing is left of it. */
static bool is_empty(const Stmt *stmt)
{
    if (stmt->kind == STMT_IF)
        return stmt->u.branch.then->stmts.count == 0 && stmt->u.branch.other->stmts.count == 0;
    return stmt->kind == STMT_FOR && stmt->u.loop_for.declares && stmt->u.loop_for.body->stmts.count == 0;
}

static void find_lost(void *data, const Expr *e)
{
    Sweep *s = data;
    if (e->op == OP_VAR && e->u.var->is_register)
        map_put(s->lost, e->u.var, e->u.var);
}

/* What was multiplied with a zero may have been reckoned for this alone. */
static void write_value(Sweep *s, const Expr **place, const Expr *value)
{
    ir_visit_expr(*place, find_lost, s);
    s->revalued = true;
    *place = value;
}

static bool replace(void *data, Block *out, Stmt *stmt)
{
    Sweep *s = data;
    Fate  *fate = map_get(s->fates, stmt);
    if (fate && (fate->goes || fate->stays)) {
        s->idle |= stmt->kind != STMT_ASSIGN || !expr_is_zero(stmt->u.assign.value);
        return true;
    }
    if (fate && fate->instead) {
        ir_append(s->p, out, fate->instead);
        return true;
    }
    if (fate && fate->swaps) {
        push_swap(s, out, stmt);
        return true;
    }
    if (fate && fate->value)
        write_value(s, stmt->kind == STMT_DECL ? &stmt->u.decl.init : &stmt->u.assign.value, fate->value);
    if (fate && fate->clears.count > 0)
        write_branch(s, stmt, fate);
    if (stmt->kind == STMT_IF && stmt->u.branch.then->stmts.count == 0 && !is_empty(stmt)) {
        stmt->u.branch.cond = ir_unary(s->p, stmt->loc, OP_NOT, stmt->u.branch.cond);
        stmt->u.branch.then = stmt->u.branch.other;
        stmt->u.branch.other = ir_block(s->p);
    }
    return is_empty(stmt);
}

/* ---- what nothing reads any more ---- */

static void find_read(void *data, const Expr *e)
{
    Sweep *s = data;
    if (e->op == OP_VAR)
        map_put(s->lost, e->u.var, NULL);
}

static void find_reads_of(void *data, const Expr *e, bool is_target)
{
    if (!is_target || e->op != OP_VAR)
        ir_visit_expr(e, find_read, data);
}

static void find_reads_in(void *data, Stmt *stmt)
{
    ir_stmt_exprs(stmt, find_reads_of, data);
}

static void find_set(void *data, Stmt *stmt)
{
    Sweep      *s = data;
    const Expr *place = ir_target(stmt);
    const Var  *var = stmt->kind == STMT_DECL ? stmt->u.decl.var : place && place->op == OP_VAR ? place->u.var : NULL;
    s->idle |= var && map_get(s->lost, var);
}

/* Whether something is still reckoned that only values read which have gone. */
static void find_idle(Sweep *s)
{
    ir_visit_stmts(s->func->body, find_reads_in, s);
    ir_visit_stmts(s->func->body, find_set, s);
}

/* ---- the pass ---- */

static void forget_fates(void *data, Stmt *stmt)
{
    Fate *fate = map_get(((Sweep *)data)->fates, stmt);
    if (fate)
        *fate = (Fate){.value = fate->value, .stays = fate->stays};
}

static int find_reads(Sweep *s, bool sinks)
{
    s->sinks = sinks;
    s->gone = 0;
    s->in_place.count = 0;
    s->filled.count = 0;
    ir_visit_stmts(s->func->body, forget_fates, s);
    reads_find(s);
    return s->gone;
}

/* Clears move into branches only where others can go for it. */
static void find_all(Sweep *s)
{
    zeros_find(s);
    if (find_reads(s, true) > find_reads(s, false))
        find_reads(s, true);
}

bool sweep_begin(Sweep *s, Program *p, Func *func, int statements)
{
    enum { MOST_WORK = 20000 };
    *s = (Sweep){.p = p, .func = func, .arena = arena_new(), .matrices = true};
    s->fates = map_new(s->arena);
    s->zeros = map_new(s->arena);
    s->lost = map_new(s->arena);
    s->before = map_new(s->arena);
    s->ends = map_new(s->arena);
    s->after = map_new(s->arena);
    owns_find(s);
    if ((long long)s->owns.count * statements > MOST_WORK) {
        s->matrices = false;
        s->owns.count = 0;
        owns_find(s);
    }
    return s->owns.count > 0 && (long long)s->owns.count * statements <= MOST_WORK;
}

/* Whether none of those before is of the same body: writing that moves statements of it. */
static bool is_first_of(const Sweep *s, int index)
{
    for (int i = 0; i < index; i++)
        if (s->filled.items[i].body == s->filled.items[index].body)
            return false;
    return true;
}

static bool sweep_once(Program *p, Func *func, int statements)
{
    Sweep s;
    bool  changed = false;
    if (sweep_begin(&s, p, func, statements)) {
        find_all(&s);
        for (int i = 0; i < s.in_place.count; i++)
            in_place_write(&s, &s.in_place.items[i]);
        for (int i = 0; i < s.filled.count; i++)
            if (is_first_of(&s, i))
                rows_write(&s, &s.filled.items[i]);
        changed = ir_replace_stmts(p, func->body, replace, &s) || s.revalued;
        if (changed) {
            ir_drop_unused(p, s.arena, func);
            if (blocks_drop(&s))
                ir_drop_unused(p, s.arena, func);
            find_idle(&s);
        }
    }
    if (changed && s.idle)
        simplify_func(p, func);
    arena_free(s.arena);
    return changed;
}

/* A second time, since what has become a swap of pointers leaves other rows to be written where they are kept. */
bool sweep_func(Program *p, Func *func)
{
    Look look = {0, false};
    ir_visit_stmts(func->body, look_at, &look);
    if (!look.found || func->retypes)
        return false;
    ir_mark_registers(func);
    bool changed = sweep_once(p, func, look.statements);
    if (changed)
        sweep_once(p, func, look.statements);
    return changed;
}
