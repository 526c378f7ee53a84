#include "mates.h"

#include <limits.h>
#include <string.h>

#include "frames.h"
#include "registers.h"
#include "rules/rule.h"
#include "shadow.h"
#include "split.h"

enum { MOST_KNOWN = 64, MOST_LOOPS = 8 };

/* A register that has been given what a call returned. */
typedef struct Known {
    const Expr *call;
    Var        *var;
    Stmt       *at;
    unsigned    hash;        /* of the call */
} Known;

typedef struct Mates {
    Derive *d;
    Arena  *arena;       /* of the lists and the map */
    Stmt   *at;
    VEC(Known)        known;         /* in the lists around the statement, before it */
    VEC(const Expr *) calls;         /* of the statement's value */
    VEC(const Expr *) wanted;        /* what is to be computed beside them */
    Map              *beside;        /* Stmt -> Block: assignments that are to stand before it */
    bool              inserts;       /* there is one */
    bool              hoisted;       /* the backward part of what follows runs before it runs forward */
} Mates;

/* A call of a mathematical function, of values alone. */
static bool mates_is_call(const Expr *e)
{
    return e->op == OP_CALL && e->count > 0 && type_is_real(e->type) && rule_of(e) != NULL && !ir_is_constant(e);
}

static bool mates_are_pair(const Expr *a, const Expr *b)
{
    const char *f = rule_name(rule_of(a)), *g = rule_name(rule_of(b));

    return ((strcmp(f, "sin") == 0 && strcmp(g, "cos") == 0) || (strcmp(f, "cos") == 0 && strcmp(g, "sin") == 0)) &&
           a->type->canon == b->type->canon && ir_same(a->args[0], b->args[0]);
}

/* In a loop that runs again, backward, what it computes has been chosen before. */
static bool mates_reruns(const Derive *d, Stmt *s)
{
    for (const Frame *frame = frames_of((Derive *)d, s); frame; frame = frame->outer)
        if (frames_is_again(frame))
            return true;
    return false;
}

/* ---- what is known ---- */

static const Known *mates_known(const Mates *m, const Expr *call)
{
    const Layout   *layout = m->d->layout;
    const StmtInfo *info = layout_info(layout, m->at);
    unsigned        hash = ir_hash(call);

    for (int i = m->known.count - 1; i >= 0 && i >= m->known.count - MOST_KNOWN; i--) {
        const Known    *known = &m->known.items[i];
        const StmtInfo *then;

        if (known->hash != hash || !ir_same(known->call, call))
            continue;
        then = layout_info(layout, known->at);
        if (then->loop == info->loop &&
            !layout_changes(layout, known->call, then->pos, info->pos - 1) &&
            !layout_assigns(layout, known->var, then->pos + 1, info->pos - 1))
            return known;
    }
    return NULL;
}

/* s has set the register to what the call returns. */
static void mates_note(Mates *m, Stmt *s, const Expr *call)
{
    const Expr *place = s->u.assign.place;
    Known       known = {call, place->op == OP_VAR ? place->u.var : NULL, s, 0};

    if (!ir_is_register(place) || known.var->is_shadow || !mates_is_call(call) || !type_same(place->type, call->type))
        return;
    known.hash = ir_hash(call);
    VEC_PUSH(m->arena, &m->known, known);
}

/* Call `visit` on the statements of the lists; what is known in a list is known in the branches in it. */
static void mates_lists(Mates *m, Block *block, void (*visit)(Mates *m, Block *list, int i))
{
    Block *blocks[3];
    int    known = m->known.count;
    bool   hoisted = m->hoisted;
    Frame *frame = block->stmts.count ? frames_of(m->d, block->stmts.items[0]) : NULL;
    int    tail = frame && frame->body == block && frames_group(m->d, frame) >= 0 ? frames_tail(m->d, block) : INT_MAX;

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        int   count = ir_stmt_blocks(s, blocks);

        m->hoisted = hoisted || i >= tail;
        for (int k = 0; k < count; k++)
            if (blocks[k])
                mates_lists(m, blocks[k], visit);
        visit(m, block, i);
    }
    m->known.count = known;
    m->hoisted = hoisted;
}

/* ---- what is computed beside ---- */

/* The calls in e that are evaluated whenever e is. */
static void mates_find_calls(Mates *m, const Expr *e)
{
    bool lazy = e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR;

    if (mates_is_call(e))
        VEC_PUSH(m->arena, &m->calls, e);
    for (int i = 0; i < (lazy ? 1 : e->count); i++)
        mates_find_calls(m, e->args[i]);
}

typedef struct Lost {
    const Derive *d;
    Stmt         *loop, *inner;
    bool          lost;
} Lost;

static void mates_find_lost(void *data, const Expr *e)
{
    Lost *lost = data;

    if (!ir_is_register(e) || e->u.var->is_shadow || !type_is_real(e->type))
        return;
    for (Stmt *l = lost->inner; l; l = l == lost->loop ? NULL : layout_info(lost->d->layout, l)->loop)
        lost->lost |= registers_carried(lost->d->registers, l, e->u.var);
    for (int pos = layout_info(lost->d->layout, lost->loop)->pos; pos <= layout_info(lost->d->layout, lost->loop)->end; pos++) {
        const Stmt *s = layout_stmt(lost->d->layout, pos);

        lost->lost |= s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR && s->u.assign.place->u.var == e->u.var &&
                      e->u.var->kind == VAR_TEMP && (op_info[s->u.assign.value->op].flags & OPF_PLACE) != 0;
    }
}

/* Whether the value is kept in a local variable, or what it is made of would have to be kept as well: a register that is
 * carried from one iteration to the next, or has been read from memory that is overwritten. */
static bool mates_is_worth(const Mates *m, const Expr *call)
{
    const Frame *frame = frames_of(m->d, m->at);
    Stmt        *loops[MOST_LOOPS];
    int          count = frames_loops(m->d, m->at, frame, loops, MOST_LOOPS);
    Lost         lost = {m->d, NULL, layout_info(m->d->layout, m->at)->loop, false};

    if (count == 0)
        return !m->d->pair || layout_info(m->d->layout, m->at)->parent == NULL;
    if (count > MOST_LOOPS)
        return false;
    lost.loop = loops[0];
    ir_visit_expr(call, mates_find_lost, &lost);
    return lost.lost;
}

static void mates_want_node(void *data, const Expr *e)
{
    Mates *m = data;

    for (int i = 0; i < m->wanted.count; i++)
        if (ir_same(m->wanted.items[i], e))
            return;
    for (int i = 0; i < m->calls.count && mates_is_call(e); i++)
        if (mates_are_pair(e, m->calls.items[i]) && !mates_known(m, e)) {
            VEC_PUSH(m->arena, &m->wanted, e);
            return;
        }
}

/* A register for the call, beside which the statement computes another one. */
static void mates_compute(Mates *m, Stmt *s, const Expr *call)
{
    Var   *var = shadow_temp(m->d, split_propose(m->d, call), call->type, call->loc);
    Block *beside = map_get(m->beside, s);
    Known  known = {call, var, s, ir_hash(call)};

    if (beside == NULL) {
        beside = ir_block(m->d->p);
        map_put(m->beside, s, beside);
    }
    ir_push(m->d->p, beside, ir_assign(m->d->p, s->loc, ir_var(m->d->p, s->loc, var), call));
    VEC_PUSH(m->arena, &m->known, known);
    m->inserts = true;
}

static void mates_insert_at(Mates *m, Block *list, int i)
{
    Stmt  *s = list->stmts.items[i];
    Block *local = map_get(m->d->locals, s);

    if (s->kind != STMT_ASSIGN)
        return;
    m->at = s;
    m->calls.count = 0;
    m->wanted.count = 0;
    if (local && !m->hoisted && !mates_reruns(m->d, s))
        mates_find_calls(m, s->u.assign.value);
    if (m->calls.count)
        ir_visit_block_exprs(local, mates_want_node, m);
    for (int k = 0; k < m->wanted.count; k++)
        if (mates_is_worth(m, m->wanted.items[k]))
            mates_compute(m, s, m->wanted.items[k]);
    mates_note(m, s, s->u.assign.value);
}

static void mates_put(const Mates *m, Block *block)
{
    Block *blocks[3], *out = ir_block_for(m->d->p, block);

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Block *beside = map_get(m->beside, s);
        int    count = ir_stmt_blocks(s, blocks);

        for (int k = 0; k < count; k++)
            if (blocks[k])
                mates_put(m, blocks[k]);
        if (beside)
            ir_append(m->d->p, out, beside);
        ir_push(m->d->p, out, s);
    }
    *block = *out;
}

bool mates_insert(Derive *d)
{
    Arena *arena = arena_new();
    Mates  m = {.d = d, .arena = arena, .beside = map_new(arena)};

    mates_lists(&m, d->fn->body, mates_insert_at);
    if (m.inserts)
        mates_put(&m, d->fn->body);
    arena_free(arena);
    return m.inserts;
}

/* ---- use ---- */

static const Expr *mates_use_node(void *data, const Expr *e)
{
    Mates       *m = data;
    const Known *known = mates_is_call(e) ? mates_known(m, e) : NULL;

    return known ? ir_var(m->d->p, e->loc, known->var) : e;
}

static void mates_use_at(Mates *m, Block *list, int i)
{
    Stmt       *s = list->stmts.items[i];
    const Expr *value;
    Block      *local = map_get(m->d->locals, s);

    if (s->kind != STMT_ASSIGN)
        return;
    m->at = s;
    value = s->u.assign.value;
    if (m->known.count && !mates_reruns(m->d, s)) {
        if (local && !m->hoisted)
            ir_map_block_exprs(m->d->p, local, mates_use_node, m);
        if (!map_get(m->d->shadow_stmts, s))
            s->u.assign.value = ir_map_expr(m->d->p, value, mates_use_node, m);
    }
    mates_note(m, s, value);
}

void mates_use(Derive *d)
{
    Mates m = {.d = d, .arena = arena_new()};

    mates_lists(&m, d->fn->body, mates_use_at);
    arena_free(m.arena);
}
