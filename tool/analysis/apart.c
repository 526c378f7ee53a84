#include "analysis/apart.h"

#include <stdint.h>

#include "distance.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "rules/rule.h"

enum { MOST_POINTERS = 64 };

/* What each pointer leads into, by numbers of blocks. */
typedef struct State {
    int blocks[MOST_POINTERS];
} State;

typedef VEC(State *) States;

struct Apart {
    Arena         *arena;
    const Layout  *layout;
    VEC(const Var *) vars;
    int            count;        /* of numbers given */
    VEC(IntSet)    differ;       /* by number: those that are surely others */
    Map           *objects;      /* Var -> number + 1: the variable itself */
    VEC(int)       bases;        /* the numbers of variables and of what has been allocated */
    State        **before;       /* by position of statements; NULL: not reached */
    State         *now;          /* NULL: control does not come here */
    States        *breaks, *continues;
};

/* ---- numbers ---- */

static int apart_new(Apart *a)
{
    IntSet none = {0};

    VEC_PUSH(a->arena, &a->differ, none);
    return a->count++;
}

static bool apart_differ(const Apart *a, int p, int q)
{
    return p != q && intset_has(&a->differ.items[p], q);
}

static void apart_set_differ(Apart *a, int p, int q)
{
    if (p == q)
        return;
    intset_add(a->arena, &a->differ.items[p], q);
    intset_add(a->arena, &a->differ.items[q], p);
}

static int apart_index(const Apart *a, const Var *var)
{
    for (int i = 0; i < a->vars.count; i++)
        if (a->vars.items[i] == var)
            return i;
    return -1;
}

/* A block that nothing leads to yet. */
static int apart_fresh(Apart *a)
{
    int fresh = apart_new(a);

    for (int i = 0; i < fresh; i++)
        apart_set_differ(a, fresh, i);
    VEC_PUSH(a->arena, &a->bases, fresh);
    return fresh;
}

static int apart_of_object(Apart *a, const Var *var)
{
    int known = (int)(intptr_t)map_get(a->objects, var) - 1;

    if (known < 0) {
        known = apart_new(a);
        for (int i = 0; i < a->bases.count; i++)
            apart_set_differ(a, known, a->bases.items[i]);
        VEC_PUSH(a->arena, &a->bases, known);
        map_put(a->objects, var, (void *)(intptr_t)(known + 1));
    }
    return known;
}

static int apart_of_pointer(Apart *a, const Expr *e)
{
    int index;

    switch (e->op) {
    case OP_VAR:
        index = apart_index(a, e->u.var);
        return index >= 0 ? a->now->blocks[index] : apart_new(a);
    case OP_PTRADD:
        return apart_of_pointer(a, e->args[0]);
    case OP_CAST:
        return type_is_pointer(e->args[0]->type) ? apart_of_pointer(a, e->args[0]) : apart_new(a);
    case OP_DECAY:
    case OP_ADDR:
        for (e = e->args[0]; e->count > 0; e = e->args[0])
            if (e->op == OP_DEREF || (e->op == OP_INDEX && type_is_pointer(e->args[0]->type)))
                return apart_of_pointer(a, e->args[0]);
        return e->op == OP_VAR ? apart_of_object(a, e->u.var) : apart_new(a);
    default:
        return apart_new(a);
    }
}

/* ---- states ---- */

static State *apart_copy(Apart *a, const State *state)
{
    State *copy = ARENA_NEW(a->arena, State);

    *copy = *state;
    return copy;
}

/* What holds where control comes from any of the states. */
static State *apart_join(Apart *a, const States *states)
{
    State *joined;
    bool   fresh[MOST_POINTERS] = {false};

    if (states->count == 0)
        return NULL;
    joined = apart_copy(a, states->items[0]);
    for (int v = 0; v < a->vars.count; v++)
        for (int i = 1; i < states->count && !fresh[v]; i++)
            fresh[v] = states->items[i]->blocks[v] != states->items[0]->blocks[v];
    for (int v = 0; v < a->vars.count; v++)
        if (fresh[v])
            joined->blocks[v] = apart_new(a);
    for (int v = 0; v < a->vars.count; v++) {
        for (int w = 0; fresh[v] && w < a->vars.count; w++) {
            bool differ = w != v;

            for (int i = 0; i < states->count && differ; i++)
                differ = apart_differ(a, states->items[i]->blocks[v], states->items[i]->blocks[w]);
            if (differ)
                apart_set_differ(a, joined->blocks[v], joined->blocks[w]);
        }
    }
    return joined;
}

/* ---- the walk ---- */

static void apart_block(Apart *a, const Block *block);

static void apart_set(Apart *a, const Var *var, int block)
{
    int    index = apart_index(a, var);
    State *next;

    if (index < 0)
        return;
    next = apart_copy(a, a->now);
    next->blocks[index] = block;
    a->now = next;
}

static void apart_call(Apart *a, const Stmt *s)
{
    const Expr *place = s->u.call.place;
    const Func *callee = s->u.call.callee;

    if (place == NULL || place->op != OP_VAR || !type_is_pointer(place->type))
        return;
    apart_set(a, place->u.var,
              callee->body == NULL && rule_effect(callee->name) == EFFECT_ALLOC ? apart_fresh(a) : apart_new(a));
}

/* Whether what was assumed at the head holds at each end of the body; what does not is taken away. */
static bool apart_holds(Apart *a, bool (*assumed)[MOST_POINTERS], const States *ends)
{
    bool holds = true;

    for (int v = 0; v < a->vars.count; v++) {
        for (int w = 0; w < v; w++) {
            for (int i = 0; i < ends->count && assumed[v][w]; i++) {
                if (!apart_differ(a, ends->items[i]->blocks[v], ends->items[i]->blocks[w])) {
                    assumed[v][w] = false;
                    holds = false;
                }
            }
        }
    }
    return holds;
}

/* The state at the head of a loop that assigns some pointers. */
static State *apart_head(Apart *a, const State *entry, const bool *assigned, bool (*assumed)[MOST_POINTERS])
{
    State *head = apart_copy(a, entry);

    for (int v = 0; v < a->vars.count; v++)
        if (assigned[v])
            head->blocks[v] = apart_new(a);
    for (int v = 0; v < a->vars.count; v++)
        for (int w = 0; w < v; w++)
            if (assumed[v][w] && (assigned[v] || assigned[w]))
                apart_set_differ(a, head->blocks[v], head->blocks[w]);
    return head;
}

static void apart_loop(Apart *a, const Stmt *s)
{
    const StmtInfo *info = layout_info(a->layout, s);
    const State    *entry = a->now;
    bool            assigned[MOST_POINTERS], assumed[MOST_POINTERS][MOST_POINTERS] = {{false}}, holds;
    States         *breaks = a->breaks, *continues = a->continues;
    States          out, ends;

    for (int v = 0; v < a->vars.count; v++) {
        assigned[v] = layout_assigns(a->layout, a->vars.items[v], info->pos, info->end);
        for (int w = 0; w < v; w++)
            assumed[v][w] = apart_differ(a, entry->blocks[v], entry->blocks[w]);
    }
    do {
        State *head = apart_head(a, entry, assigned, assumed);

        out = (States){0};
        ends = (States){0};
        a->breaks = &out;
        a->continues = &ends;
        a->now = head;
        if (s->kind == STMT_FOR) {
            VEC_PUSH(a->arena, &out, head);
            apart_block(a, s->u.loop_for.body);
        } else {
            if (!s->u.loop.at_end) {
                apart_block(a, s->u.loop.head);
                if (a->now)
                    VEC_PUSH(a->arena, &out, a->now);
            }
            if (a->now)
                apart_block(a, s->u.loop.body);
            if (a->now)
                VEC_PUSH(a->arena, &ends, a->now);
            a->now = apart_join(a, &ends);
            ends.count = 0;
            if (a->now && s->u.loop.at_end)
                apart_block(a, s->u.loop.head);
            if (a->now && s->u.loop.at_end)
                VEC_PUSH(a->arena, &out, a->now);
            if (a->now)
                apart_block(a, s->u.loop.step);
        }
        if (a->now)
            VEC_PUSH(a->arena, &ends, a->now);
        holds = apart_holds(a, assumed, &ends);
    } while (!holds);
    a->breaks = breaks;
    a->continues = continues;
    a->now = apart_join(a, &out);
}

static void apart_if(Apart *a, const Stmt *s)
{
    State *before = a->now;
    States both = {0};

    apart_block(a, s->u.branch.then);
    if (a->now)
        VEC_PUSH(a->arena, &both, a->now);
    a->now = before;
    apart_block(a, s->u.branch.other);
    if (a->now)
        VEC_PUSH(a->arena, &both, a->now);
    a->now = apart_join(a, &both);
}

static void apart_jump(Apart *a, States *states)
{
    if (states)
        VEC_PUSH(a->arena, states, a->now);
    a->now = NULL;
}

static void apart_stmt(Apart *a, const Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:
        if (type_is_pointer(s->u.decl.var->type))
            apart_set(a, s->u.decl.var, s->u.decl.init ? apart_of_pointer(a, s->u.decl.init) : apart_new(a));
        break;
    case STMT_ASSIGN:
        if (s->u.assign.place->op == OP_VAR && type_is_pointer(s->u.assign.place->type))
            apart_set(a, s->u.assign.place->u.var, apart_of_pointer(a, s->u.assign.value));
        break;
    case STMT_CALL:
        apart_call(a, s);
        break;
    case STMT_IF:
        apart_if(a, s);
        break;
    case STMT_FOR:
    case STMT_LOOP:
        apart_loop(a, s);
        break;
    case STMT_BLOCK:
        apart_block(a, s->u.block);
        break;
    case STMT_BREAK:
        apart_jump(a, a->breaks);
        break;
    case STMT_CONTINUE:
        apart_jump(a, a->continues);
        break;
    case STMT_RETURN:
        apart_jump(a, NULL);
        break;
    case STMT_OPAQUE:
        for (int i = 0; i < s->u.opaque->writes.count; i++)
            apart_set(a, s->u.opaque->writes.items[i], apart_new(a));
        break;
    default:
        break;
    }
}

static void apart_block(Apart *a, const Block *block)
{
    for (int i = 0; i < block->stmts.count && a->now; i++) {
        a->before[layout_info(a->layout, block->stmts.items[i])->pos] = a->now;
        apart_stmt(a, block->stmts.items[i]);
    }
}

Apart *apart_find(Arena *arena, const Layout *layout, const Func *func)
{
    Apart *a = ARENA_NEW(arena, Apart);

    a->arena = arena;
    a->layout = layout;
    a->objects = map_new(arena);
    a->before = ARENA_ARRAY(arena, State *, layout_count(layout) + 1);
    for (int i = 0; i < func->vars.count; i++) {
        const Var *var = func->vars.items[i];

        if (var->is_register && var->kind != VAR_GLOBAL && type_is_pointer(var->type))
            VEC_PUSH(arena, &a->vars, var);
    }
    if (a->vars.count < 2 || a->vars.count > MOST_POINTERS)
        return a;
    a->now = ARENA_NEW(arena, State);
    for (int v = 0; v < a->vars.count; v++)
        a->now->blocks[v] = apart_new(a);
    apart_block(a, func->body);
    return a;
}

bool apart_at(const Apart *apart, const Stmt *s, const Var *p, const Var *q)
{
    const State *state = apart->before[layout_info(apart->layout, s)->pos];
    int          i = apart_index(apart, p), k = apart_index(apart, q);

    return state && i >= 0 && k >= 0 && apart_differ(apart, state->blocks[i], state->blocks[k]);
}

/* The register that leads to the place, or NULL. */
static const Var *apart_root(const Expr *place)
{
    for (; place->count > 0; place = place->args[0]) {
        const Expr *pointer = place->args[0];

        if (!(op_info[place->op].flags & OPF_PLACE))
            return NULL;
        if (place->op != OP_DEREF && !(place->op == OP_INDEX && type_is_pointer(pointer->type)))
            continue;
        while (pointer->op == OP_PTRADD)
            pointer = pointer->args[0];
        return pointer->op == OP_VAR ? pointer->u.var : NULL;
    }
    return NULL;
}

bool apart_places(const Apart *apart, const Expr *a, const Expr *b, int first, int last)
{
    const Var *p = apart_root(a), *q = apart_root(b);

    return p && q && apart_at(apart, layout_stmt(apart->layout, first), p, q) &&
           !layout_assigns(apart->layout, p, first, last) && !layout_assigns(apart->layout, q, first, last);
}

bool apart_memory(const Apart *apart, Alias *alias, const Expr *a, const Expr *b, int first, int last)
{
    const Var *p = ir_base_var(a), *q = ir_base_var(b);

    if (p && q && p->is_shadow != q->is_shadow)
        return true;                                 /* shadows overlap no primal memory */
    return !alias_places_overlap(alias, a, b) || apart_places(apart, a, b, first, last) ||
           distance_apart(apart->arena, apart->layout, a, b, first, last);
}
