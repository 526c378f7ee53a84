#include "parts.h"

/*
 * Backward: which elements of each array may be read before they are written.
 *
 * As zeros.c forward.  Which pointers lead to one block is known from there.
 */

enum { MOST_ROUNDS = 8, WIDEN = 3, SHORT = 16 };

static void reads_block(Sweep *s, const Block *block);

static const State *blocks_at(const Sweep *s, const Stmt *stmt)
{
    return map_get(s->before, stmt);
}

static void read_all(Sweep *s)
{
    for (int i = 0; i < s->owns.count; i++)
        s->now->holds[i] = (Hold){.some = {.all = true}};
}

/* ---- what is read and written ---- */

static bool is_same_block(const Sweep *s, const State *at, int a, int b)
{
    return a == b || (s->owns.items[a].group == s->owns.items[b].group && at->holds[a].block != UNKNOWN &&
                      at->holds[a].block == at->holds[b].block);
}

/* NULL: any element. */
static void read_piece(Sweep *s, const State *at, int own, const Piece *piece)
{
    for (int i = 0; i < s->owns.count; i++) {
        Hold *hold = &s->now->holds[i];
        if (at->holds[own].block == UNKNOWN && s->owns.items[i].group == s->owns.items[own].group)
            hold->some = (Set){.all = true};
        else if (is_same_block(s, at, own, i) && piece)
            set_add(s, &hold->some, piece, &s->owns.items[i]);
        else if (is_same_block(s, at, own, i))
            hold->some = (Set){.all = true};
    }
}

typedef struct Reading {
    Sweep       *s;
    const State *at;
} Reading;

static void read_node(void *data, const Expr *e)
{
    Reading *r = data;
    Piece    piece;
    int      own = own_of_place(r->s, e);
    if (own >= 0)
        read_piece(r->s, r->at, own, piece_of_place(r->s, e, &piece) ? &piece : NULL);
}

static void read_value(Sweep *s, const State *at, const Expr *e)
{
    Reading r = {s, at};
    ir_visit_expr(e, read_node, &r);
}

/* Of the place that is written, its indices alone are read. */
static void read_indices(Sweep *s, const State *at, const Expr *place)
{
    for (; place; place = own_inside(place))
        read_value(s, at, place->args[1]);
}

static void read_expr(void *data, const Expr *e, bool is_target)
{
    Reading *r = data;
    if (is_target && own_of_place(r->s, e) >= 0)
        read_indices(r->s, r->at, e);
    else
        ir_visit_expr(e, read_node, r);
}

static void read_exprs(Sweep *s, const State *at, const Stmt *stmt)
{
    Reading r = {s, at};
    ir_stmt_exprs(stmt, read_expr, &r);
}

static void write_piece(Sweep *s, const State *at, int own, const Piece *piece)
{
    for (int i = 0; i < s->owns.count && at->holds[own].block != UNKNOWN; i++) {
        if (!is_same_block(s, at, own, i))
            continue;
        set_remove(s, &s->now->holds[i].some, piece, &s->owns.items[i]);
        sure_add(s, &s->now->holds[i].surely, piece);
    }
}

bool is_read(const Sweep *s, const State *at, int own, const Piece *piece)
{
    if (at->holds[own].block == UNKNOWN)
        return true;
    for (int i = 0; i < s->owns.count; i++) {
        const Set *some = &s->now->holds[i].some;
        if (is_same_block(s, at, own, i) && (piece ? set_touches(s, some, piece) : !set_is_empty(some)))
            return true;
    }
    return false;
}

static void find_effect(void *data, const Expr *e)
{
    *(bool *)data |= (e->op == OP_CALL && e->u.callee->body) || e->op == OP_OPAQUE || ir_parts(e) & PART_VOLATILE;
}

/* Whether nothing is lost where the value is not stored: a zero of an adjoint's, or what only reckons. */
static bool may_go(const Sweep *s, const Stmt *stmt, int own)
{
    bool effect = false;
    if (s->owns.items[own].var->is_shadow && expr_is_zero(stmt->u.assign.value))
        return true;
    ir_visit_expr(stmt->u.assign.value, find_effect, &effect);
    return !effect && !ir_hands_pointer(stmt->u.assign.value);
}

static void reads_assign(Sweep *s, const Stmt *stmt, const State *at)
{
    Piece       piece;
    int         own = own_of_place(s, stmt->u.assign.place);
    bool        known = own >= 0 && piece_of_place(s, stmt->u.assign.place, &piece);
    const Expr *value = fate_of(s, stmt)->value;
    if (known && !s->quiet && !is_read(s, at, own, &piece) && may_go(s, stmt, own)) {
        fate_of(s, stmt)->goes = true;
        s->gone++;
    }
    if (known)
        write_piece(s, at, own, &piece);
    read_value(s, at, value ? value : stmt->u.assign.value);
    if (own < 0)
        read_value(s, at, stmt->u.assign.place);
    else
        read_indices(s, at, stmt->u.assign.place);
}

static void read_decl(Sweep *s, const Stmt *stmt, const State *at)
{
    const Expr *value = fate_of(s, stmt)->value;
    if (value)
        read_value(s, at, value);
    else
        read_exprs(s, at, stmt);
}

/* What is read through the one pointer is read through the other, from which it is copied. */
static void reads_move(Sweep *s, const Stmt *stmt, const State *at, int own, const Expr *value)
{
    int from = value && value->op == OP_VAR ? own_of_var(s, value->u.var) : -1;
    Set some = s->now->holds[own].some;
    s->now->holds[own].some = (Set){.count = 0};
    if (from >= 0 && some.all)
        read_piece(s, at, from, NULL);
    for (int i = 0; from >= 0 && i < some.count; i++)
        read_piece(s, at, from, &some.pieces[i]);
    if (stmt->kind == STMT_CALL)
        read_exprs(s, at, stmt);
}

/* ---- loops ---- */

static void add_sets(Sweep *s, State *state, const State *more)
{
    for (int i = 0; i < s->owns.count; i++)
        set_add_all(s, &state->holds[i].some, &more->holds[i].some, &s->owns.items[i]);
}

static void loop_at_rest(Sweep *s, Stmt *loop)
{
    Which  later = loop->u.loop_for.step > 0 ? WHICH_HIGHER : WHICH_LOWER;
    State *begin = loop_iterations(s, loop, later, reads_block), *exit = s->now;
    if (!s->quiet)
        rows_note(s, loop, begin, exit);
    for (int i = 0; i < s->owns.count; i++) {
        const Own *own = &s->owns.items[i];
        Set        written = sure_of_loop(s, &begin->holds[i].surely, loop);
        Set        read = set_of_loop(s, &begin->holds[i].some, loop, WHICH_ALL, own);
        for (int k = 0; k < written.count; k++) {
            set_remove(s, &exit->holds[i].some, &written.pieces[k], own);
            sure_add(s, &exit->holds[i].surely, &written.pieces[k]);
        }
        set_add_all(s, &exit->holds[i].some, &read, own);
    }
}

/* Where nothing is known of the pointers. */
static const State *state_nowhere(Sweep *s)
{
    State *state = state_new(s);
    for (int i = 0; i < s->owns.count; i++)
        state_unknown(state, i);
    return state;
}

/* From the end of a round to the end of the one before it. */
static void walk_round(Sweep *s, const Stmt *loop, const State *exit)
{
    if (loop->kind == STMT_FOR) {
        loop_body(s, loop, reads_block);
        state_forget(s, s->now, loop->u.loop_for.var);
        add_sets(s, s->now, exit);
        return;
    }
    if (loop->u.loop.at_end)
        add_sets(s, s->now, exit);
    if (loop->u.loop.step)
        reads_block(s, loop->u.loop.step);
    if (!loop->u.loop.at_end)
        reads_block(s, loop->u.loop.body);
    if (!loop->u.loop.at_end)
        add_sets(s, s->now, exit);
    read_exprs(s, state_nowhere(s), loop);
    reads_block(s, loop->u.loop.head);
    if (loop->u.loop.at_end)
        reads_block(s, loop->u.loop.body);
}

static void loop_in_motion(Sweep *s, const Stmt *loop)
{
    State *exit = state_copy(s, s->now), *head = state_copy(s, exit);
    bool   found = false;
    if (!s->quiet)
        map_put(s->after, loop, exit);
    if (loop->kind == STMT_LOOP && loop->u.loop.at_end)
        head = state_blank(s, exit);
    s->quiet++;
    for (int round = 0; round < MOST_ROUNDS && !found; round++) {
        s->now = state_copy(s, head);
        walk_round(s, loop, exit);
        found = true;
        for (int i = 0; i < s->owns.count; i++) {
            Set more = head->holds[i].some;
            set_add_all(s, &more, &s->now->holds[i].some, &s->owns.items[i]);
            if (set_same(&more, &head->holds[i].some))
                continue;
            found = false;
            head->holds[i].some = round < WIDEN ? more : (Set){.all = true};
        }
    }
    s->quiet--;
    s->now = head;
    if (!found)
        read_all(s);
    s->now = state_copy(s, head);
    walk_round(s, loop, exit);
    s->now = state_copy(s, head);
    for (int i = 0; i < s->owns.count; i++)
        s->now->holds[i].surely.count = 0;
}

/* ---- copies ---- */


int whole_block(const Sweep *s, const State *at, const Expr *place)
{
    int own = own_of_place(s, place);
    if (own < 0 || at->holds[own].block == UNKNOWN || !s->owns.items[own].size.exact || s->owns.items[own].is_murky)
        return -1;
    const Var *var = s->owns.items[own].var;
    for (int i = 0; i < s->owns.count; i++)
        if (i != own && is_same_block(s, at, own, i))
            return -1;
    return type_is_pointer(var->type) && !(var->type->quals & TYPE_CONST) ? own : -1;
}

bool goes_through(Sweep *s, const Stmt *loop, const Expr *place, const Own *own)
{
    Poly low, high, counter, index, zero = poly_number(s->arena, 0);
    return loop_bounds(s, loop, &low, &high, &counter) && loop->u.loop_for.step >= -1 && loop->u.loop_for.step <= 1 &&
           own->size.exact && poly_same(&low, &zero) && poly_same(&high, &own->size) &&
           steady_poly_of(s, place->args[1], &index) && poly_same(&index, &counter);
}

/* for (i = 0; i < size; i++) a[i] = b[i], where nothing reads b behind it. */
static bool is_copy(Sweep *s, const Stmt *loop, const Stmt *stmt, const State *at)
{
    const Expr *place = stmt->u.assign.place, *value = fate_of(s, stmt)->value ? fate_of(s, stmt)->value : stmt->u.assign.value;
    int         to = whole_block(s, at, place), from = whole_block(s, at, value);
    if (to < 0 || from < 0 || to == from || is_read(s, at, from, NULL))
        return false;
    const Own *a = &s->owns.items[to], *b = &s->owns.items[from];
    return type_same(a->var->type, b->var->type) && type_elem(a->var->type)->quals == type_elem(b->var->type)->quals &&
           goes_through(s, loop, place, a) && goes_through(s, loop, value, b);
}

/* Whether the loop does nothing but to copy one whole block into another; s->now is what is read behind it. */
static bool is_one_copy(Sweep *s, const Stmt *loop, const State *at)
{
    const Block *body = loop->u.loop_for.body;
    const Stmt  *copy = NULL;
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *stmt = body->stmts.items[i];
        if (stmt->kind != STMT_ASSIGN || (copy && !fate_of(s, stmt)->goes))
            return false;
        if (!fate_of(s, stmt)->goes)
            copy = stmt;
    }
    return copy && is_copy(s, loop, copy, at);
}

/* Whether what is known says that the loop does not run. */
static bool never_runs(Sweep *s, const Stmt *loop)
{
    Poly low, high, counter;
    return loop->kind == STMT_FOR && loop->u.loop_for.declares && loop_bounds(s, loop, &low, &high, &counter) &&
           fact_at_most(s, &high, &low);
}

static void reads_loop(Sweep *s, Stmt *loop, const State *at)
{
    State *exit = state_copy(s, s->now);
    if (!s->quiet && never_runs(s, loop)) {
        fate_of(s, loop)->goes = true;
        return;
    }
    if (stmt_jumps(loop)) {
        read_all(s);
    } else if (loop->kind == STMT_FOR && !stmt_moves(s, loop)) {
        loop_at_rest(s, loop);
        State *entry = s->now;
        s->now = exit;
        if (!s->quiet && is_one_copy(s, loop, at))
            fate_of(s, loop)->swaps = true;
        else if (!s->quiet)
            in_place_note(s, loop, at);
        s->now = entry;
    } else {
        loop_in_motion(s, loop);
    }
    if (loop->kind == STMT_FOR)
        read_exprs(s, at, loop);
}

/* ---- branches ---- */

static bool branch_mentions(const Block *branch, const Var *var)
{
    bool found = false;
    for (int i = 0; i < branch->stmts.count; i++)
        found |= stmt_mentions(branch->stmts.items[i], var);
    return found;
}

static bool meets(const Sweep *s, const Set *set, const Set *other)
{
    for (int i = 0; i < other->count; i++)
        if (set_touches(s, set, &other->pieces[i]))
            return true;
    return false;
}

/* What of the block is zero and not written yet; nothing where that cannot be said. */
static Set zeros_of(Sweep *s, const State *at, int own)
{
    const Own *mine = &s->owns.items[own];
    const Set *filled = &at->holds[own].some;
    Set        zeros = {.count = 1, .pieces = {{poly_number(s->arena, 0), mine->size}}};
    for (int i = 0; i < filled->count; i++)
        set_remove(s, &zeros, &filled->pieces[i], mine);
    if (at->holds[own].block == UNKNOWN || !mine->var->is_shadow || !mine->size.exact || filled->all || zeros.all ||
        meets(s, filled, &zeros))
        zeros.count = 0;
    return zeros;
}

/* The clears that the second branch begins with: none of what is nothing there. */
static void clear_in_branch(Sweep *s, const State *at, const Stmt *stmt, int own, const Set *zeros, State *other)
{
    for (int k = 0; k < zeros->count; k++) {
        Clearing clearing = {own, zeros->pieces[k]};
        if (!s->quiet && !fact_at_most(s, &clearing.piece.high, &clearing.piece.low))
            VEC_PUSH(s->arena, &fate_of(s, stmt)->clears, clearing);
        for (int i = 0; i < s->owns.count; i++)
            if (is_same_block(s, at, own, i))
                set_remove(s, &other->holds[i].some, &clearing.piece, &s->owns.items[own]);
    }
}

/*
 * What the first branch does not read, and is zero before both, may be cleared in the second one alone, where it is short:
 * then it need not be cleared before.
 */
static void sink_clears(Sweep *s, const State *at, const Stmt *stmt, const Set *zeros, const State *then, State *other)
{
    Poly most = poly_number(s->arena, SHORT);
    for (int i = 0; i < s->owns.count; i++) {
        const Own *own = &s->owns.items[i];
        if (zeros[i].count > 0 && !type_is_matrix(own->var->type->canon) && !set_is_empty(&other->holds[i].some) &&
            !meets(s, &then->holds[i].some, &zeros[i]) && fact_at_most(s, &own->size, &most) && branch_mentions(stmt->u.branch.other, own->var))
            clear_in_branch(s, at, stmt, i, &zeros[i], other);
    }
}

static void reads_if(Sweep *s, const Stmt *stmt, const State *at)
{
    State *after = state_copy(s, s->now), *then, *other;
    int    mark = facts_mark(s);
    Set   *zeros = ARENA_ARRAY(s->arena, Set, s->owns.count + 1);
    for (int i = 0; s->sinks && i < s->owns.count; i++)
        zeros[i] = zeros_of(s, at, i);
    facts_condition(s, stmt->u.branch.cond, true);
    reads_block(s, stmt->u.branch.then);
    then = s->now;
    facts_reset(s, mark);
    s->now = after;
    facts_condition(s, stmt->u.branch.cond, false);
    reads_block(s, stmt->u.branch.other);
    other = s->now;
    if (s->sinks)
        sink_clears(s, at, stmt, zeros, then, other);
    facts_reset(s, mark);
    s->now = then;
    for (int i = 0; i < s->owns.count; i++)
        sure_meet(s, &then->holds[i].surely, &other->holds[i].surely);
    add_sets(s, then, other);
    read_exprs(s, at, stmt);
}

/* ---- the walk ---- */

static void reads_stmt(Sweep *s, Stmt *stmt)
{
    const Expr  *value;
    const State *at = blocks_at(s, stmt);
    int          own = own_assigned(s, stmt, &value);
    if (!at)
        return;                                  /* control does not come here, or it is of no concern */
    if (own >= 0) {
        reads_move(s, stmt, at, own, value);
        return;
    }
    switch (stmt->kind) {
    case STMT_ASSIGN:
        reads_assign(s, stmt, at);
        break;
    case STMT_IF:
        reads_if(s, stmt, at);
        break;
    case STMT_FOR:
    case STMT_LOOP:
        reads_loop(s, stmt, at);
        break;
    case STMT_BLOCK:
        reads_block(s, stmt->u.block);
        break;
    case STMT_RETURN:
        s->now = state_blank(s, s->now);
        read_exprs(s, at, stmt);
        break;
    case STMT_DECL:
        read_decl(s, stmt, at);
        break;
    default:
        read_exprs(s, at, stmt);
        break;
    }
}

Set surely_written(Sweep *s, Stmt *stmt, int own)
{
    State *now = s->now;
    s->now = state_blank(s, now);
    s->quiet++;
    reads_stmt(s, stmt);
    s->quiet--;
    Set written = s->now->holds[own].surely;
    s->now = now;
    return written;
}

static void reads_block(Sweep *s, const Block *block)
{
    const State *end = s->trades && !s->quiet ? state_copy(s, s->now) : NULL;
    for (int i = block->stmts.count - 1; i >= 0; i--) {
        Stmt        *stmt = block->stmts.items[i];
        const State *behind = end && stmt->kind == STMT_FOR ? state_copy(s, s->now) : NULL;
        if (s->melded && !s->quiet && stmt->kind == STMT_FOR)
            meld_note(s, block, i);
        reads_stmt(s, stmt);
        if (behind)
            trade_note(s, block, i, behind, end);
    }
}

void reads_find(Sweep *s)
{
    s->now = state_new(s);
    reads_block(s, s->func->body);
}
