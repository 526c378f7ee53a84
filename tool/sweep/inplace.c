#include <string.h>

#include "parts.h"
#include "rules/rule.h"

/*
 * Rows that are written where they are kept.
 *
 *     for (t = 0; t < steps; t++) {                  u = rows;
 *         kept = rows + t * n;                       for (t = 0; t < steps; t++) {
 *         for (i …) kept[i] = u[i];                      next = rows + (t + 1) * n;
 *         … next[i] = … u …;                 ->          … next[i] = … u …;
 *         swap = u; u = next; next = swap;               swap = u; u = next; next = swap;
 *     }                                              }
 *
 * with the row before the loop copied to the first row, and the last one copied back behind it.
 *
 * What is copied is a whole block, which nothing writes later in the iteration; what `next` held before is not read; all
 * that the iteration writes to such blocks goes there; and it is what u leads to at the end.
 *
 * Where one block is all there is, and the last that is done with it is to give each element its next value by itself, that
 * goes to the next row in the same way:
 *
 *     for (i …) u[i] = … u[i] …;             ->          next = u + n;
 *                                                        for (i …) next[i] = … u[i] …;
 *                                                        u = next;
 */

/* ---- finding ---- */

/* kept = rows + offset, among the first statements of the loop's body, before which are others of these, and such copies. */
static Stmt *row_of(const Stmt *loop, const Stmt *copy, const Var *kept)
{
    const Block *body = loop->u.loop_for.body;
    Stmt        *found = NULL;
    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *stmt = body->stmts.items[i];
        if (stmt == copy)
            return found;
        if (stmt->kind != STMT_DECL || !stmt->u.decl.init || stmt->u.decl.init->op != OP_PTRADD)
            return NULL;
        if (stmt->u.decl.var == kept)
            found = stmt;
    }
    return NULL;
}

static Stmt *loop_of(const Sweep *s, const Stmt *copy)
{
    const Block *body = s->func->body;
    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *loop = body->stmts.items[i];
        for (int k = 0; loop->kind == STMT_FOR && k < loop->u.loop_for.body->stmts.count; k++)
            if (loop->u.loop_for.body->stmts.items[k] == copy)
                return loop;
    }
    return NULL;
}

/* rows = adgen_allocate(count, size), before the loop. */
static Stmt *room_of(const Sweep *s, const Stmt *loop, const Var *rows)
{
    const Block *body = s->func->body;
    for (int i = 0; i < body->stmts.count && body->stmts.items[i] != loop; i++) {
        Stmt *stmt = body->stmts.items[i];
        if (stmt->kind == STMT_CALL && stmt->u.call.place && stmt->u.call.place->op == OP_VAR &&
            stmt->u.call.place->u.var == rows && strcmp(stmt->u.call.callee->name, "adgen_allocate") == 0)
            return stmt;
    }
    return NULL;
}

/* Whether there is one row for each iteration, in their order. */
static bool is_row_each(Sweep *s, const Stmt *loop, const Stmt *room, const Expr *offset, const Poly *size)
{
    Poly low, high, counter, count, at;
    if (loop->u.loop_for.step != 1 || !loop_bounds(s, loop, &low, &high, &counter) ||
        !steady_poly_of(s, room->u.call.args[0], &count) || !steady_poly_of(s, offset, &at))
        return false;
    Poly times = poly_sum(&high, &low, -1), done = poly_sum(&counter, &low, -1);
    times = poly_product(&times, size);
    done = poly_product(&done, size);
    return poly_same(&times, &count) && poly_same(&done, &at);
}

typedef struct Writes {
    Sweep *s;
    int    group, block;
    bool   ok;
} Writes;

static void check_write(void *data, Stmt *stmt)
{
    Writes      *w = data;
    const Expr  *place = ir_target(stmt);
    int          own = place ? own_of_place(w->s, place) : -1;
    const State *at = map_get(w->s->before, stmt);
    if (own >= 0 && w->s->owns.items[own].group == w->group)
        w->ok = w->ok && at && at->holds[own].block == w->block;
}

/* What is allocated in the loop would get lost, and rows cannot be freed. */
static void check_call(void *data, Stmt *stmt)
{
    Writes *w = data;
    if (stmt->kind == STMT_CALL && !stmt->u.call.callee->body) {
        Effect effect = rule_effect(stmt->u.call.callee->name);
        w->ok = w->ok && effect != EFFECT_ALLOC && effect != EFFECT_FREE;
    }
}

/* Whether the two pointers alone are of use: others would have to get their blocks back, too. */
static bool are_alone(const Sweep *s, const State *at, int from, int to)
{
    for (int i = 0; i < s->owns.count; i++)
        if (i != from && i != to && s->owns.items[i].group == s->owns.items[from].group && at->holds[i].block != UNKNOWN)
            return false;
    return true;
}

/* The pointer whose block is filled for the next iteration; -1: there is none. */
static int filled(Sweep *s, const Stmt *loop, int from, const State *at)
{
    const State *end = map_get(s->ends, loop), *behind = map_get(s->after, loop), *before = map_get(s->before, loop);
    for (int to = 0; to < s->owns.count && end && behind && before; to++) {
        const Own *own = &s->owns.items[to];
        Writes     w = {s, own->group, at->holds[to].block, true};
        if (to == from || own->group != s->owns.items[from].group || w.block == UNKNOWN || w.block == at->holds[from].block ||
            end->holds[from].block != w.block || before->holds[to].block == UNKNOWN || before->holds[from].block == UNKNOWN ||
            own->var->type->quals & TYPE_CONST || !type_same(own->var->type, s->owns.items[from].var->type) ||
            !are_alone(s, at, from, to) || is_swapped(s, loop->u.loop_for.body, own->var) || is_read(s, at, to, NULL) ||
            !set_is_empty(&behind->holds[to].some))
            continue;
        ir_visit_stmts(loop->u.loop_for.body, check_write, &w);
        ir_visit_stmts(loop->u.loop_for.body, check_call, &w);
        if (w.ok)
            return to;
    }
    return -1;
}

typedef struct Others {
    const Var  *var;
    const Expr *place;
    bool        found;
} Others;

static void find_other(void *data, const Expr *e)
{
    Others *o = data;
    o->found |= e->op == OP_INDEX && e->args[0]->op == OP_VAR && e->args[0]->u.var == o->var && !ir_same(e, o->place);
}

/* Whether the loop gives each element its next value, which needs no other element, and nothing reads that in the loop. */
static bool updates(Sweep *s, Stmt *loop, int own)
{
    const Var  *var = s->owns.items[own].var;
    const Expr *place = NULL;
    if (!ir_only_assigns(loop) || !loop->u.loop_for.declares)
        return false;
    for (int i = 0; i < loop->u.loop_for.body->stmts.count; i++) {
        Stmt *stmt = loop->u.loop_for.body->stmts.items[i];
        Uses  uses = uses_of(var, stmt);
        if (uses.writes && !place && goes_through(s, loop, stmt->u.assign.place, &s->owns.items[own]))
            place = stmt->u.assign.place;
        else if (uses.writes || (place && uses.mentions))
            return false;
    }
    if (!place)
        return false;
    Others others = {var, place, false};
    ir_visit_block_exprs(loop->u.loop_for.body, find_other, &others);
    return !others.found;
}

/* The last statement of an iteration that mentions the block, behind the copy, where it alone writes it; NULL: it is none. */
static Stmt *update_of(Sweep *s, const Stmt *loop, const Stmt *copy, int own)
{
    const Block *body = loop->u.loop_for.body;
    Stmt        *last = NULL;
    bool         copied = false;
    for (int i = 0; i < s->owns.count; i++)
        if (i != own && s->owns.items[i].group == s->owns.items[own].group)
            return NULL;
    for (int i = 0; i < body->stmts.count; i++) {
        Uses uses = uses_of(s->owns.items[own].var, body->stmts.items[i]);
        if (uses.odd || (uses.mentions && last) || (uses.writes && !copied))
            return NULL;
        copied |= body->stmts.items[i] == copy;
        last = uses.writes ? body->stmts.items[i] : last;
    }
    return last && updates(s, last, own) ? last : NULL;
}

/* Ours, and not taken yet. */
static bool are_free_rows(const Sweep *s, const Stmt *loop, const Var *rows, const Var *row)
{
    for (int i = 0; i < s->in_place.count; i++)
        if (s->in_place.items[i].loop == loop || s->in_place.items[i].rows == rows)
            return false;
    return row->kind == VAR_TEMP && rows->kind == VAR_TEMP && rows->is_register;
}

void in_place_note(Sweep *s, Stmt *copy, const State *at)
{
    const Block *body = copy->u.loop_for.body;
    const Stmt  *stmt = body->stmts.count == 1 ? body->stmts.items[0] : NULL;
    if (!stmt || stmt->kind != STMT_ASSIGN || fate_of(s, stmt)->goes || stmt->u.assign.place->op != OP_INDEX ||
        stmt->u.assign.place->args[0]->op != OP_VAR || stmt->u.assign.value->op != OP_INDEX)
        return;
    const Expr *place = stmt->u.assign.place, *value = stmt->u.assign.value;
    int         from = whole_block(s, at, value);
    Stmt       *loop = loop_of(s, copy), *row = loop && from >= 0 ? row_of(loop, copy, place->args[0]->u.var) : NULL;
    if (!row || row->u.decl.init->args[0]->op != OP_VAR || s->owns.items[from].var->is_shadow ||
        !goes_through(s, copy, value, &s->owns.items[from]) || !goes_through(s, copy, place, &s->owns.items[from]))
        return;
    const Expr *offset = row->u.decl.init->args[1];
    InPlace     in = {.loop = loop, .copy = copy, .row = row, .rows = row->u.decl.init->args[0]->u.var, .from = from};
    if (is_swapped(s, loop->u.loop_for.body, s->owns.items[from].var))
        return;
    in.room = room_of(s, loop, in.rows);
    in.to = filled(s, loop, from, at);
    in.update = in.to < 0 ? update_of(s, loop, copy, from) : NULL;
    if (in.room && (in.to >= 0 || in.update) && is_row_each(s, loop, in.room, offset, &s->owns.items[from].size) &&
        are_free_rows(s, loop, in.rows, row->u.decl.var) && type_same(in.rows->type, s->owns.items[from].var->type))
        VEC_PUSH(s->arena, &s->in_place, in);
}

/* ---- writing ---- */

static const Expr *var_of(Sweep *s, const InPlace *in, Var *var)
{
    return ir_var(s->p, in->loop->loc, var);
}

/* double *u_block = u; */
static Var *push_saved(Sweep *s, const InPlace *in, int own, Block *out)
{
    Var        *var = s->owns.items[own].var;
    const char *name = arena_printf(s->p->arena, "%s_block", var->name);
    Var        *saved = ir_new_var(s->p, s->func, VAR_TEMP, name, type_unqualified(s->p, var->type), in->loop->loc);
    ir_push(s->p, out, ir_decl(s->p, in->loop->loc, saved, var_of(s, in, var)));
    return saved;
}

/* for (i = 0; i < size; i++) to[i] = from[i]; */
static void push_copy(Sweep *s, const InPlace *in, Var *to, Var *from, Block *out)
{
    Loc         loc = in->loop->loc;
    const Stmt *copy = in->copy;
    const Type *type = type_unqualified(s->p, copy->u.loop_for.var->type);
    Var        *counter = ir_new_var(s->p, s->func, VAR_TEMP, "i", type, loc);
    Block      *body = ir_block(s->p);
    ir_push(s->p, body, ir_assign(s->p, loc, ir_index(s->p, loc, var_of(s, in, to), var_of(s, in, counter)),
                                  ir_index(s->p, loc, var_of(s, in, from), var_of(s, in, counter))));
    ir_push(s->p, out, ir_for(s->p, loc, counter, true, ir_int(s->p, loc, type, 0), REL_LT,
                              poly_expr(s->p, &s->owns.items[in->from].size, type, loc), 1, body));
}

/* Whether the loop mentions the row but where it is declared and copied to. */
static bool is_row_used(const InPlace *in)
{
    const Block *body = in->loop->u.loop_for.body;
    bool         used = false;
    for (int i = 0; i < body->stmts.count; i++)
        if (body->stmts.items[i] != in->copy && body->stmts.items[i] != in->row)
            used |= stmt_mentions(body->stmts.items[i], in->row->u.decl.var);
    return used;
}

/* The number of iterations and one: of a loop that does not run, one. */
static const Expr *rows_needed(Sweep *s, const InPlace *in, const Type *type)
{
    Poly      low, high, counter, one = poly_number(s->arena, 1);
    Loc       loc = in->room->loc;
    long long number;
    loop_bounds(s, in->loop, &low, &high, &counter);
    Poly times = poly_sum(&high, &low, -1), more = poly_sum(&times, &one, 1);
    if (poly_is_number(&more, &number))
        return ir_int(s->p, loc, type, number > 1 ? number : 1);
    const Expr *zero = ir_int(s->p, loc, type, 0), *count = poly_expr(s->p, &times, type, loc);
    return ir_select(s->p, loc, ir_binary(s->p, loc, OP_GT, count, zero), poly_expr(s->p, &more, type, loc),
                     ir_int(s->p, loc, type, 1));
}

static void enlarge(Sweep *s, const InPlace *in)
{
    const Expr *const *old = in->room->u.call.args;
    const Expr       **args = ARENA_ARRAY(s->p->arena, const Expr *, in->room->u.call.count + 1);
    const Type        *type = type_unqualified(s->p, old[0]->type);
    for (int i = 0; i < in->room->u.call.count; i++)
        args[i] = old[i];
    args[0] = ir_binary(s->p, in->room->loc, OP_MUL, rows_needed(s, in, type),
                        poly_expr(s->p, &s->owns.items[in->from].size, type, in->room->loc));
    in->room->u.call.args = args;
}

/* The row that is written next, in the place of the copy. */
static void write_next(Sweep *s, const InPlace *in)
{
    Var        *from = s->owns.items[in->from].var;
    Block      *row = ir_block(s->p);
    Loc         loc = in->loop->loc;
    const Expr *size = poly_expr(s->p, &s->owns.items[in->from].size, type_int(s->p, INT_INT), loc);
    const Expr *next = ir_ptradd(s->p, loc, var_of(s, in, from), size);
    fate_of(s, in->copy)->instead = row;
    if (!in->update) {
        ir_push(s->p, row, ir_assign(s->p, loc, var_of(s, in, s->owns.items[in->to].var), next));
        return;
    }
    const char *name = arena_printf(s->p->arena, "%s_next", from->name);
    Var        *to = ir_new_var(s->p, s->func, VAR_TEMP, name, type_unqualified(s->p, from->type), loc);
    Block      *moved = ir_block(s->p);
    to->is_kept = true;
    ir_push(s->p, row, ir_decl(s->p, loc, to, next));
    for (int i = 0; i < in->update->u.loop_for.body->stmts.count; i++) {
        Stmt *stmt = in->update->u.loop_for.body->stmts.items[i];
        if (uses_of(from, stmt).writes)
            stmt->u.assign.place = ir_index(s->p, stmt->loc, var_of(s, in, to), stmt->u.assign.place->args[1]);
    }
    ir_push(s->p, moved, in->update);
    ir_push(s->p, moved, ir_assign(s->p, loc, var_of(s, in, from), var_of(s, in, to)));
    fate_of(s, in->update)->instead = moved;
}

void in_place_write(Sweep *s, const InPlace *in)
{
    Var   *from = s->owns.items[in->from].var, *to = in->update ? NULL : s->owns.items[in->to].var;
    Block *around = ir_block(s->p);
    Loc    loc = in->loop->loc;
    Var   *from_block = push_saved(s, in, in->from, around), *to_block = to ? push_saved(s, in, in->to, around) : NULL;
    push_copy(s, in, in->rows, from, around);
    ir_push(s->p, around, ir_assign(s->p, loc, var_of(s, in, from), var_of(s, in, in->rows)));
    ir_push(s->p, around, in->loop);
    push_copy(s, in, from_block, from, around);
    ir_push(s->p, around, ir_assign(s->p, loc, var_of(s, in, from), var_of(s, in, from_block)));
    if (to)
        ir_push(s->p, around, ir_assign(s->p, loc, var_of(s, in, to), var_of(s, in, to_block)));
    fate_of(s, in->loop)->instead = around;
    write_next(s, in);
    fate_of(s, in->row)->goes = !is_row_used(in);
    enlarge(s, in);
    s->func->comment = arena_printf(s->p->arena, "%s\nWrites %s where it is kept, in one row more.",
                                    s->func->comment ? s->func->comment : "", from->name);
}
