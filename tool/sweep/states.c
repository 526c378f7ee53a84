#include "parts.h"

/* ---- states ---- */

State *state_new(Sweep *s)
{
    State *state = ARENA_NEW(s->arena, State);
    state->holds = ARENA_ARRAY(s->arena, Hold, s->owns.count + 1);
    return state;
}

State *state_copy(Sweep *s, const State *state)
{
    State *copy = state_new(s);
    for (int i = 0; i < s->owns.count; i++)
        copy->holds[i] = state->holds[i];
    return copy;
}

/* The number of the block that two states agree on: one for each pair of numbers, if none of the two is in another pair. */
static void join_blocks(Sweep *s, State *joined, const State *a, const State *b)
{
    for (int i = 0; i < s->owns.count; i++) {
        int x = a->holds[i].block, y = b->holds[i].block, found = s->blocks;
        for (int k = 0; k < i && x != UNKNOWN && y != UNKNOWN; k++) {
            if (joined->holds[k].block == UNKNOWN || s->owns.items[k].group != s->owns.items[i].group)
                continue;
            bool same_x = a->holds[k].block == x, same_y = b->holds[k].block == y;
            if (same_x && same_y)
                found = joined->holds[k].block;
            else if (same_x || same_y)
                x = UNKNOWN;
        }
        if (found == s->blocks)
            s->blocks++;
        joined->holds[i].block = x == UNKNOWN || y == UNKNOWN ? UNKNOWN : found;
    }
}

State *state_join(Sweep *s, const State *a, const State *b)
{
    if (!a || !b)
        return a ? state_copy(s, a) : b ? state_copy(s, b) : NULL;
    State *joined = state_copy(s, a);
    join_blocks(s, joined, a, b);
    for (int i = 0; i < s->owns.count; i++) {
        set_add_all(s, &joined->holds[i].some, &b->holds[i].some, &s->owns.items[i]);
        sure_meet(s, &joined->holds[i].surely, &b->holds[i].surely);
    }
    return joined;
}

/* Whether the same pointers lead to the same blocks, and as much is known of these. */
bool state_same(const Sweep *s, const State *a, const State *b)
{
    for (int i = 0; i < s->owns.count; i++) {
        const Hold *x = &a->holds[i], *y = &b->holds[i];
        if ((x->block == UNKNOWN) != (y->block == UNKNOWN) || !set_same(&x->some, &y->some))
            return false;
        for (int k = 0; k < i && x->block != UNKNOWN; k++)
            if ((a->holds[k].block == x->block) != (b->holds[k].block == y->block))
                return false;
    }
    return true;
}

State *state_blank(Sweep *s, const State *state)
{
    State *blank = state_copy(s, state);
    for (int i = 0; i < s->owns.count; i++) {
        blank->holds[i].some = (Set){.count = 0};
        blank->holds[i].surely = (Set){.count = 0};
    }
    return blank;
}

void state_unknown(State *state, int own)
{
    state->holds[own] = (Hold){.block = UNKNOWN, .some = {.all = true}};
}

typedef struct Havoc {
    Sweep *s;
    State *state;
} Havoc;

static void havoc_stmt(void *data, Stmt *stmt)
{
    Havoc      *h = data;
    const Expr *value;
    int         own = own_assigned(h->s, stmt, &value);
    if (own >= 0)
        state_unknown(h->state, own);
}

void state_havoc(Sweep *s, State *state, const Stmt *stmt)
{
    Havoc h = {s, state};
    for (int i = 0; i < s->owns.count; i++) {
        state->holds[i].some = (Set){.all = true};
        state->holds[i].surely = (Set){.count = 0};
    }
    ir_visit_stmt((Stmt *)stmt, havoc_stmt, &h);
}

void state_forget(Sweep *s, State *state, const Var *counter)
{
    for (int i = 0; i < s->owns.count; i++) {
        set_forget(&state->holds[i].some, counter);
        state->holds[i].surely = (Set){.count = 0};
    }
}

/* ---- statements ---- */

typedef struct Seek {
    Sweep *s;
    bool   found;
} Seek;

static void seek_move(void *data, Stmt *stmt)
{
    Seek       *seek = data;
    const Expr *value;
    seek->found |= own_assigned(seek->s, stmt, &value) >= 0;
}

bool stmt_moves(Sweep *s, const Stmt *stmt)
{
    Seek seek = {s, false};
    ir_visit_stmt((Stmt *)stmt, seek_move, &seek);
    return seek.found;
}

static void seek_jump(void *data, Stmt *stmt)
{
    bool *found = data;
    *found |= stmt->kind == STMT_BREAK || stmt->kind == STMT_CONTINUE || stmt->kind == STMT_RETURN ||
              (stmt->kind == STMT_OPAQUE && stmt->u.opaque->jumps);
}

bool stmt_jumps(const Stmt *stmt)
{
    bool found = false;
    ir_visit_stmt((Stmt *)stmt, seek_jump, &found);
    return found;
}

typedef struct Mention {
    const Var *var;
    bool       found;
} Mention;

static void find_mention_in(void *data, Stmt *stmt)
{
    Mention *m = data;
    m->found = m->found || ir_stmt_mentions(stmt, m->var);
}

bool stmt_mentions(Stmt *stmt, const Var *var)
{
    Mention m = {var, false};
    ir_visit_stmt(stmt, find_mention_in, &m);
    return m.found;
}

bool expr_is_zero(const Expr *e)
{
    if (e->op == OP_INIT) {
        for (int i = 0; i < e->count; i++)
            if (!expr_is_zero(e->args[i]))
                return false;
        return true;
    }
    e = ir_uncast(e);
    return (e->op == OP_REAL && e->u.real->value == 0.0L) || (e->op == OP_INT && e->u.integer->value == 0);
}

/* The value without the place, which is once a summand; NULL: it is none. */
static const Expr *without(Sweep *s, const Expr *value, const Expr *place)
{
    const Expr *const *args = value->args, *rest;
    bool               first;
    if (value->op != OP_ADD && value->op != OP_SUB)
        return NULL;
    first = ir_same(args[0], place);
    if (first && value->op == OP_SUB)
        return ir_unary(s->p, value->loc, OP_NEG, args[1]);
    if (first || (value->op == OP_ADD && ir_same(args[1], place)))
        return args[first];
    if ((rest = without(s, args[0], place)) != NULL)
        return ir_with_args(s->p, value, (const Expr *[]){rest, args[1]});
    if (value->op == OP_ADD && (rest = without(s, args[1], place)) != NULL)
        return ir_with_args(s->p, value, (const Expr *[]){args[0], rest});
    return NULL;
}

const Expr *stmt_added(Sweep *s, const Stmt *stmt)
{
    return stmt->kind == STMT_ASSIGN ? without(s, stmt->u.assign.value, stmt->u.assign.place) : NULL;
}
