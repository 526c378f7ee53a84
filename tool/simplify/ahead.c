#include "ahead.h"

#include <stdlib.h>

#include "ir/walk.h"
#include "trail.h"
#include "weigh.h"

/* What the walk knows of a variable: 0 no use ahead, MANY, or one node's number plus one. */
enum { NO_USE = 0, MANY = -1 };

typedef struct Walk {
    Arena       *arena;
    const Facts *f;
    Ahead       *ahead;
    bool         summing;    /* finding what one loop exposes: the loops inside are known by theirs */
    Trail        trail;      /* by variable: what is known of it */
    int         *floor;      /* by variable: what an early jump out of the body finds used */
    int         *occurs;     /* by variable: how often the node at hand reads it */
    IntVec       read;       /* the variables that it reads */
    const Reads *reads;      /* of all nodes */
    ProbeVec    *probes;
    int         *probes_of;  /* by node: the index of its first probe; NULL: there are none */
} Walk;

static int join(int a, int b)
{
    if (a == b || b == NO_USE)
        return a;
    return a == NO_USE ? b : MANY;
}

static void add(Walk *w, int var, int value)
{
    trail_set(&w->trail, var, join(w->trail.state[var], value));
}

static void walk_scope(Walk *w, int scope);

/* ---- One node's own reads ---- */

static void walk_reads(Walk *w, int pos)
{
    const int *vars = &w->reads->vars.items[w->reads->first[pos]];
    w->read.count = 0;
    for (int i = 0; i < w->reads->count[pos]; i++) {
        if (w->f->tracked[vars[i]] && w->occurs[vars[i]]++ == 0)
            VEC_PUSH(w->arena, &w->read, vars[i]);
    }
    for (int i = 0; i < w->read.count; i++) {
        int var = w->read.items[i];
        add(w, var, w->occurs[var] > 1 ? MANY : pos + 1);
        w->occurs[var] = 0;
    }
}

static void find_effect(void *data, const Expr *e)
{
    bool *found = data;
    bool  is_place = op_info[e->op].flags & OPF_PLACE;
    *found = *found || (is_place && e->type->quals & TYPE_VOLATILE) || (e->op == OP_OPAQUE && e->u.opaque->effects);
}

bool ahead_has_effect(const Expr *e)
{
    bool found = false;
    if (!weigh_is_pure(e))
        ir_visit_expr(e, find_effect, &found);
    return found;
}

/* An assignment ends what was ahead of its variable; if nothing was, the assignment is dead and reads nothing. */
static void walk_write(Walk *w, int pos)
{
    int var = w->f->target[pos];
    if (var < 0 || !w->f->tracked[var]) {
        walk_reads(w, pos);
        return;
    }
    int found = w->trail.state[var];
    w->ahead->uses[pos] = found == NO_USE ? AHEAD_NONE : found == MANY ? AHEAD_MANY : found - 1;
    trail_set(&w->trail, var, w->floor[var]);
    if (found != NO_USE || w->summing || w->f->nodes.items[pos].kind == STMT_CALL || w->reads->has_effect[pos])
        walk_reads(w, pos);
}

static void walk_if(Walk *w, int pos)
{
    int mark = trail_mark(&w->trail);
    walk_scope(w, w->f->scope_of[0][pos]);
    ChangeVec then = trail_now(&w->trail, mark);
    trail_undo(&w->trail, mark);
    walk_scope(w, w->f->scope_of[1][pos]);
    trail_join(&w->trail, mark, &then, join);
    walk_reads(w, pos);
}

/* ---- Loops ---- */

static void add_exposed(Walk *w, int pos)
{
    const IntVec *exposed = &w->ahead->exposed[pos];
    for (int i = 0; i < exposed->count; i++)
        add(w, exposed->items[i], MANY);
}

/* A loop that is left or cut short by jumps: an assignment in its body does not end what lies ahead where they go. */
typedef struct Floors {
    IntVec vars;       /* assigned in the loop; perhaps repeated */
    IntVec after;      /* their states after the loop */
    IntVec saved;      /* their floors outside the loop */
} Floors;

static void floors_add(Walk *w, Floors *floors, const Var *var)
{
    if (!var || !facts_is_tracked(w->f, var))
        return;
    VEC_PUSH(w->arena, &floors->vars, var->id);
    VEC_PUSH(w->arena, &floors->after, w->trail.state[var->id]);
    VEC_PUSH(w->arena, &floors->saved, w->floor[var->id]);
    w->floor[var->id] = NO_USE;
}

static void floors_open(Walk *w, int pos, Floors *floors)
{
    if (!w->f->jumps[pos])
        return;
    for (int i = pos + 1; i < w->f->nodes.items[pos].end; i++) {
        const Node *node = &w->f->nodes.items[i];
        bool        counts = node->stmt->kind == STMT_FOR;
        floors_add(w, floors, counts ? node->stmt->u.loop_for.var : facts_target(node));
    }
}

/* The state at hand is the one that CONTINUE finds.  What a jump finds used is used throughout the body. */
static void floors_set(Walk *w, int pos, const Floors *floors)
{
    for (int i = 0; i < floors->vars.count; i++) {
        int var = floors->vars.items[i], floor = NO_USE;
        if (w->f->jumps[pos] & JUMP_BREAK)
            floor = floors->after.items[i];
        if (w->f->jumps[pos] & JUMP_CONTINUE)
            floor = join(floor, w->trail.state[var]);
        w->floor[var] = floor;
        add(w, var, floor);
    }
}

static void floors_close(Walk *w, const Floors *floors)
{
    for (int i = floors->vars.count - 1; i >= 0; i--)
        w->floor[floors->vars.items[i]] = floors->saved.items[i];
}

/* From the end of a round of the loop back to its beginning. */
static void walk_round(Walk *w, int pos)
{
    const Stmt *s = w->f->nodes.items[pos].stmt;
    int *const *inner = w->f->scope_of;
    Floors      floors = {0};
    int         mark = trail_mark(&w->trail);
    bool        at_end = s->kind == STMT_LOOP && s->u.loop.at_end;
    floors_open(w, pos, &floors);
    add_exposed(w, pos);
    if (s->kind == STMT_FOR) {
        if (facts_is_tracked(w->f, s->u.loop_for.var))
            trail_set(&w->trail, s->u.loop_for.var->id, MANY);
        floors_set(w, pos, &floors);
        walk_scope(w, inner[0][pos]);
    } else if (at_end) {
        walk_scope(w, inner[1][pos]);
        floors_set(w, pos, &floors);
        walk_scope(w, inner[0][pos]);
    } else {
        walk_scope(w, inner[2][pos]);
        floors_set(w, pos, &floors);
        walk_scope(w, inner[1][pos]);
    }
    floors_close(w, &floors);
    if (at_end)
        return;
    ChangeVec after = trail_before(&w->trail, mark);
    for (int i = 0; i < after.count; i++)
        add(w, after.items[i].var, after.items[i].value);     /* the loop may be left before the body */
    trail_compact(&w->trail, mark);
    if (s->kind == STMT_LOOP)
        walk_scope(w, inner[0][pos]);
}

static void walk_loop(Walk *w, int pos)
{
    const Stmt *s = w->f->nodes.items[pos].stmt;
    if (w->summing)
        add_exposed(w, pos);
    else
        walk_round(w, pos);
    if (s->kind != STMT_FOR)
        return;
    if (facts_is_tracked(w->f, s->u.loop_for.var))
        trail_set(&w->trail, s->u.loop_for.var->id, w->floor[s->u.loop_for.var->id]);
    walk_reads(w, pos);
}

/* ---- Walking ---- */

static void answer_probes(Walk *w, int pos, bool after)
{
    if (!w->probes_of || w->summing)
        return;
    for (int i = w->probes_of[pos]; i < w->probes_of[pos + 1]; i++) {
        Probe *probe = &w->probes->items[i];
        if (probe->after == after)
            probe->live = !facts_is_tracked(w->f, probe->var) || w->trail.state[probe->var->id] != NO_USE;
    }
}

static void walk_node(Walk *w, int pos)
{
    const Node *node = &w->f->nodes.items[pos];
    if (node->is_cond) {
        walk_reads(w, pos);
        return;
    }
    answer_probes(w, pos, true);
    switch (node->kind) {
    case STMT_DECL:
    case STMT_ASSIGN:
    case STMT_CALL:
        walk_write(w, pos);
        break;
    case STMT_IF:
        walk_if(w, pos);
        break;
    case STMT_FOR:
    case STMT_LOOP:
        walk_loop(w, pos);
        break;
    case STMT_BLOCK:
        walk_scope(w, w->f->scope_of[0][pos]);
        break;
    default:
        walk_reads(w, pos);
        break;
    }
    answer_probes(w, pos, false);
}

static void walk_scope(Walk *w, int scope)
{
    const IntVec *nodes = &w->f->scopes.items[scope].nodes;
    for (int i = nodes->count - 1; i >= 0; i--)
        walk_node(w, nodes->items[i]);
}

static int compare_ints(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int compare_probes(const void *a, const void *b)
{
    const Probe *x = a, *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    if (x->after != y->after)
        return x->after ? 1 : -1;
    return (x->var->id > y->var->id) - (x->var->id < y->var->id);
}

static void sort_probes(Walk *w, ProbeVec *probes)
{
    int nodes = w->f->nodes.count + 1;
    qsort(probes->items, (size_t)probes->count, sizeof *probes->items, compare_probes);
    w->probes = probes;
    w->probes_of = ARENA_ARRAY(w->arena, int, nodes);
    for (int pos = 0, i = 0; pos < nodes; pos++) {
        w->probes_of[pos] = i;
        while (i < probes->count && probes->items[i].node == pos)
            i++;
    }
}

/* What one loop exposes, found from a state in which nothing is used. */
static void sum_loop(Walk *w, int pos)
{
    const Stmt *s = w->f->nodes.items[pos].stmt;
    const Var  *counter = s->kind == STMT_FOR ? s->u.loop_for.var : NULL;
    int         own = counter && facts_is_tracked(w->f, counter) ? counter->id : -1;
    IntVec      exposed = {0};
    walk_round(w, pos);
    ChangeVec found = trail_now(&w->trail, 0);
    for (int i = 0; i < found.count; i++) {
        if (found.items[i].value != NO_USE && found.items[i].var != own)
            VEC_PUSH(w->arena, &exposed, found.items[i].var);
    }
    trail_undo(&w->trail, 0);
    if (exposed.count > 0)
        qsort(exposed.items, (size_t)exposed.count, sizeof *exposed.items, compare_ints);
    w->ahead->exposed[pos] = exposed;
}

Ahead *ahead_build(Arena *arena, const Facts *f, ProbeVec *probes)
{
    int  vars = f->func->vars.count + 1;
    Walk w = {.arena = arena, .f = f, .reads = facts_listed(f)};
    if (probes && probes->count > 0)
        sort_probes(&w, probes);
    w.ahead = ARENA_NEW(arena, Ahead);
    w.ahead->uses = ARENA_ARRAY(arena, int, f->nodes.count + 1);
    w.ahead->exposed = ARENA_ARRAY(arena, IntVec, f->nodes.count + 1);
    trail_open(&w.trail, arena, vars);
    w.floor = ARENA_ARRAY(arena, int, vars);
    w.occurs = ARENA_ARRAY(arena, int, vars);
    w.summing = true;
    for (int pos = f->nodes.count - 1; pos >= 0; pos--) {
        const Node *node = &f->nodes.items[pos];
        if (!node->is_cond && (node->kind == STMT_FOR || node->kind == STMT_LOOP))
            sum_loop(&w, pos);
    }
    w.summing = false;
    walk_scope(&w, 0);
    return w.ahead;
}

bool ahead_is_live(const ProbeVec *probes, int node, bool after, const Var *var)
{
    Probe        key = {.node = node, .after = after, .var = var};
    const Probe *found = NULL;
    if (probes->count > 0)
        found = bsearch(&key, probes->items, (size_t)probes->count, sizeof *probes->items, compare_probes);
    ENSURE(found);
    return found->live;
}

bool ahead_is_exposed(const Ahead *a, int loop, const Var *var)
{
    const IntVec *exposed = &a->exposed[loop];
    return exposed->count > 0
        && bsearch(&var->id, exposed->items, (size_t)exposed->count, sizeof *exposed->items, compare_ints);
}
