#include "parts.h"

/*
 * Forward: which elements of each array may be other than zero.
 *
 * Where a loop leaves the pointers alone, what an iteration does is found for a counter of any value, and put together
 * for those before it, and for all.  Where pointers move, what holds at the head of the loop is found by going round
 * until nothing is added.
 */

enum { MOST_ROUNDS = 8, WIDEN = 3 };

static void zeros_block(Sweep *s, const Block *block);

/* ---- what is written ---- */

static void write_piece(Sweep *s, Hold *hold, const Own *own, const Piece *piece, bool known, bool clears)
{
    if (clears && known) {
        set_remove(s, &hold->some, piece, own);
        sure_add(s, &hold->surely, piece);
    } else if (!clears) {
        if (known)
            set_add(s, &hold->some, piece, own);
        else
            hold->some = (Set){.all = true};
        if (known)
            sure_remove(s, &hold->surely, piece);
        else
            hold->surely.count = 0;
    }
}

/* Of a block that other pointers may lead to, too. */
static void write_place(Sweep *s, int own, const Expr *place, bool clears)
{
    Piece piece;
    bool  known = piece_of_place(s, place, &piece);
    int   block = s->now->holds[own].block;
    for (int i = 0; i < s->owns.count; i++) {
        Hold *hold = &s->now->holds[i];
        if (s->owns.items[i].group != s->owns.items[own].group)
            continue;
        if (block == UNKNOWN && !clears)
            write_piece(s, hold, &s->owns.items[i], &piece, false, false);
        else if (block != UNKNOWN && hold->block == block)
            write_piece(s, hold, &s->owns.items[i], &piece, known, clears);
    }
}

/* Whether the place of something that is followed is an adjoint that is surely zero. */
static bool holds_zero(Sweep *s, const Expr *place, int own)
{
    Piece       piece;
    const Hold *hold = &s->now->holds[own];
    return s->owns.items[own].var->is_shadow && hold->block != UNKNOWN && piece_of_place(s, place, &piece) &&
           !set_touches(s, &hold->some, &piece);
}

/* The expression is a zero that was found so: such zeros are structural, whatever they are multiplied with. */
static const Expr *zero_for(Sweep *s, const Expr *e)
{
    const Expr *zero = ir_zero(s->p, e->loc, type_unqualified(s->p, e->type));
    map_put(s->zeros, zero, (void *)zero);
    return zero;
}

static bool is_found(const Sweep *s, const Expr *e)
{
    return map_get(s->zeros, e) != NULL;
}

static const Expr *zero_node(void *data, const Expr *e)
{
    Sweep *s = data;
    int    own = own_of_place(s, e);
    bool   first = e->count > 0 && is_found(s, e->args[0]), second = e->count > 1 && is_found(s, e->args[1]);
    if ((own >= 0 && holds_zero(s, e, own)) || (e->op == OP_VAR && map_get(s->zeros, e->u.var)))
        return zero_for(s, e);
    if ((e->op == OP_MUL && (first || second)) || ((e->op == OP_DIV || e->op == OP_NEG || e->op == OP_CAST) && first) ||
        ((e->op == OP_ADD || e->op == OP_SUB) && first && second))
        return zero_for(s, e);
    if ((e->op == OP_ADD || e->op == OP_SUB) && second)
        return e->args[0];
    if (e->op == OP_ADD && first)
        return e->args[1];
    return e->op == OP_SUB && first ? ir_unary(s->p, e->loc, OP_NEG, e->args[1]) : e;
}

/* A sum that goes into an element that is zero may as well be what is added; elements that are zero need not be read. */
static void note_value(Sweep *s, Stmt *stmt, const Expr *value)
{
    const Expr *place = stmt->kind == STMT_ASSIGN ? stmt->u.assign.place : NULL, *added = place ? stmt_added(s, stmt) : NULL;
    int         own = place ? own_of_place(s, place) : -1;
    if (s->quiet || !value)
        return;
    const Expr *left = ir_map_expr(s->p, added && own >= 0 && holds_zero(s, place, own) ? added : value, zero_node, s);
    if (left == value)
        return;
    fate_of(s, stmt)->value = left;
    fate_of(s, stmt)->stays = place && ir_same(left, place);
    if (!place && is_found(s, left) && is_written_once(s, stmt->u.decl.var))
        map_put(s->zeros, stmt->u.decl.var, stmt->u.decl.var);
}

static void find_murky(void *data, const Expr *e)
{
    Sweep *s = data;
    int    own = e->op == OP_VAR ? own_of_var(s, e->u.var) : -1;
    for (int i = 0; own >= 0 && s->now->holds[own].block == UNKNOWN && i < s->owns.count; i++)
        s->owns.items[i].is_murky |= s->owns.items[i].group == s->owns.items[own].group;
}

static void find_murky_use(void *data, const Expr *e, bool is_target)
{
    if (!is_target || e->op != OP_VAR)
        ir_visit_expr(e, find_murky, data);
}

/* What is done at any time, in any order, and through any pointers. */
static void anything(Sweep *s, const Stmt *stmt)
{
    state_havoc(s, s->now, stmt);
    for (int i = 0; i < s->owns.count; i++)
        s->owns.items[i].is_murky = true;
}

/* ---- pointers ---- */

static void fresh_block(Sweep *s, int own, bool zeros)
{
    s->now->holds[own] = (Hold){.block = s->blocks++, .some = {.all = !zeros}};
}

static void move_pointer(Sweep *s, const Stmt *stmt, int own, const Expr *value)
{
    bool zeros = false;
    int  from = value && value->op == OP_VAR ? own_of_var(s, value->u.var) : -1;
    if (own_is_allocated(stmt, &zeros))
        fresh_block(s, own, zeros);
    else if (s->owns.items[own].var->type->canon->kind == TYPE_ARRAY)
        fresh_block(s, own, value != NULL);
    else if (from >= 0)
        s->now->holds[own] = s->now->holds[from];
    else
        state_unknown(s->now, own);
}

/* ---- loops ---- */

static void loop_at_rest(Sweep *s, const Stmt *loop)
{
    Which  done = loop->u.loop_for.step > 0 ? WHICH_LOWER : WHICH_HIGHER;
    State *end = loop_iterations(s, loop, done, zeros_block), *entry = s->now;
    for (int i = 0; i < s->owns.count; i++) {
        const Own *own = &s->owns.items[i];
        Set        cleared = sure_of_loop(s, &end->holds[i].surely, loop);
        Set        filled = set_of_loop(s, &end->holds[i].some, loop, WHICH_ALL, own);
        for (int k = 0; k < cleared.count; k++)
            write_piece(s, &entry->holds[i], own, &cleared.pieces[k], true, true);
        for (int k = 0; k < filled.count; k++)
            write_piece(s, &entry->holds[i], own, &filled.pieces[k], true, false);
        if (filled.all)
            write_piece(s, &entry->holds[i], own, NULL, false, false);
    }
}

static void walk_round(Sweep *s, const Stmt *loop, State **exit)
{
    if (loop->kind == STMT_FOR) {
        *exit = state_copy(s, s->now);
        loop_body(s, loop, zeros_block);
        if (!s->quiet)
            map_put(s->ends, loop, state_copy(s, s->now));
        state_forget(s, s->now, loop->u.loop_for.var);
        return;
    }
    if (loop->u.loop.at_end)
        zeros_block(s, loop->u.loop.body);
    zeros_block(s, loop->u.loop.head);
    *exit = state_copy(s, s->now);
    if (!loop->u.loop.at_end)
        zeros_block(s, loop->u.loop.body);
    if (loop->u.loop.step)
        zeros_block(s, loop->u.loop.step);
    for (int i = 0; i < s->owns.count; i++)
        s->now->holds[i].surely.count = 0;
}

/* Where sets still grow, all. */
static void widen(Sweep *s, State *joined, const State *head)
{
    for (int i = 0; i < s->owns.count; i++)
        if (!set_same(&joined->holds[i].some, &head->holds[i].some))
            joined->holds[i].some = (Set){.all = true};
}

static void loop_in_motion(Sweep *s, const Stmt *loop)
{
    State *head = state_copy(s, s->now), *exit = NULL;
    bool   found = false;
    for (int i = 0; i < s->owns.count; i++)
        head->holds[i].surely.count = 0;
    s->quiet++;
    for (int round = 0; round < MOST_ROUNDS && !found; round++) {
        s->now = state_copy(s, head);
        walk_round(s, loop, &exit);
        State *joined = state_join(s, head, s->now);
        if (round >= WIDEN)
            widen(s, joined, head);
        found = state_same(s, joined, head);
        head = joined;
    }
    s->quiet--;
    s->now = head;
    if (!found)
        anything(s, loop);
    s->now = state_copy(s, head);
    walk_round(s, loop, &exit);
    s->now = exit;
}

static void zeros_loop(Sweep *s, const Stmt *loop)
{
    if (stmt_jumps(loop))
        anything(s, loop);
    else if (loop->kind == STMT_FOR && !stmt_moves(s, loop))
        loop_at_rest(s, loop);
    else
        loop_in_motion(s, loop);
}

/* ---- the walk ---- */

static void zeros_if(Sweep *s, const Stmt *stmt)
{
    State *before = state_copy(s, s->now), *then;
    int    mark = facts_mark(s);
    facts_condition(s, stmt->u.branch.cond, true);
    zeros_block(s, stmt->u.branch.then);
    facts_reset(s, mark);
    then = s->now;
    s->now = before;
    facts_condition(s, stmt->u.branch.cond, false);
    zeros_block(s, stmt->u.branch.other);
    facts_reset(s, mark);
    s->now = state_join(s, then, s->now);
}

static void zeros_assign(Sweep *s, Stmt *stmt)
{
    int own = own_of_place(s, stmt->u.assign.place);
    note_value(s, stmt, stmt->u.assign.value);
    if (own >= 0)
        write_place(s, own, stmt->u.assign.place, expr_is_zero(stmt->u.assign.value));
}

typedef struct Concern {
    const Sweep *s;
    bool         found;
} Concern;

static void find_concern(void *data, const Expr *e)
{
    Concern *c = data;
    c->found |= e->op == OP_VAR && own_of_var(c->s, e->u.var) >= 0;
}

/* Whether the statement has others inside it, or mentions what is followed. */
static bool concerns(const Sweep *s, const Stmt *stmt)
{
    const Expr *value;
    Concern     c = {s, own_assigned(s, stmt, &value) >= 0};
    bool        plain = stmt->kind == STMT_DECL || stmt->kind == STMT_ASSIGN || stmt->kind == STMT_CALL;
    ir_visit_stmt_exprs(stmt, find_concern, &c);
    return c.found || (!plain && stmt->kind != STMT_COMMENT);
}

static void zeros_stmt(Sweep *s, Stmt *stmt)
{
    const Expr *value;
    int         own = own_assigned(s, stmt, &value);
    if (!s->quiet && concerns(s, stmt)) {
        map_put(s->before, stmt, state_copy(s, s->now));
        ir_stmt_exprs(stmt, find_murky_use, s);
    }
    if (own >= 0) {
        move_pointer(s, stmt, own, value);
        return;
    }
    switch (stmt->kind) {
    case STMT_DECL:
        note_value(s, stmt, stmt->u.decl.init);
        break;
    case STMT_ASSIGN:
        zeros_assign(s, stmt);
        break;
    case STMT_CALL:
        own = stmt->u.call.place ? own_of_place(s, stmt->u.call.place) : -1;
        if (own >= 0)
            write_place(s, own, stmt->u.call.place, false);
        break;
    case STMT_IF:
        zeros_if(s, stmt);
        break;
    case STMT_FOR:
    case STMT_LOOP:
        zeros_loop(s, stmt);
        break;
    case STMT_BLOCK:
        zeros_block(s, stmt->u.block);
        break;
    case STMT_RETURN:
    case STMT_BREAK:
    case STMT_CONTINUE:
        s->now = NULL;
        break;
    default:
        break;
    }
}

static void zeros_block(Sweep *s, const Block *block)
{
    for (int i = 0; i < block->stmts.count && s->now; i++)
        zeros_stmt(s, block->stmts.items[i]);
}

void zeros_find(Sweep *s)
{
    s->now = state_new(s);
    for (int i = 0; i < s->owns.count; i++)
        state_unknown(s->now, i);
    zeros_block(s, s->func->body);
}
