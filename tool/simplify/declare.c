#include "ahead.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "mentions.h"
#include "passes.h"

/*
 * simplify_declare - declare each variable where its life begins.
 *
 * In the innermost block that holds all its uses, but outside loops whose rounds hand its value on; there with its first
 * assignment where that stands in the block itself, else just before the first statement that mentions it.  A counter
 * that is used in its loop alone is declared by the loop.  A variable that is read on a path that has not assigned it
 * (under the condition under which it was assigned, perhaps) starts from 0, so that no compiler need wonder.  Unused
 * variables lose their declaration.
 *
 * Keeps where they are: declarations with a value that is no constant, variable-length arrays, and variables that
 * opaque text or types name.
 */
typedef enum Way {
    WAY_STAY,       /* leave it */
    WAY_DROP,       /* nothing mentions it */
    WAY_COUNTER,    /* the loop declares it */
    WAY_MERGE,      /* with the first assignment */
    WAY_MOVE        /* to just before a node */
} Way;

typedef struct Home {
    Way way;
    int node;       /* COUNTER, MERGE, MOVE */
} Home;

typedef struct Declare {
    Program     *p;
    Arena       *arena;
    Func        *func;
    const Facts *f;
    const Ahead *ahead;
    Mentions     mentions;
    Home        *homes;      /* by variable */
    bool        *pointed;    /* by variable: a pointer holds its address */
    ProbeVec     probes;
    bool        *gone;       /* by node */
    StmtVec     *before;     /* by node */
    bool         changed;
} Declare;

/* ---- Where to ---- */

/* Out of the heads and steps of loops, where no declaration is looked for. */
static int out_of_heads(const Facts *f, int scope)
{
    for (;;) {
        const Scope *s = &f->scopes.items[scope];
        const Stmt  *owner = s->owner >= 0 ? f->nodes.items[s->owner].stmt : NULL;
        if (!owner || owner->kind != STMT_LOOP || s->block == owner->u.loop.body)
            return scope;
        scope = s->parent;
    }
}

/* Out of the outermost loop (within the declaration's present scope) whose rounds hand the variable on. */
static int out_of_loops(const Declare *d, const Var *var, int scope)
{
    int declared_at = d->mentions.declared_at[var->id], outermost = -1;
    for (int loop = d->f->scopes.items[scope].loop; loop > declared_at; loop = d->f->nodes.items[loop].loop) {
        if (!facts_is_tracked(d->f, var) || ahead_is_exposed(d->ahead, loop, var))
            outermost = loop;
    }
    return outermost < 0 ? scope : out_of_heads(d->f, d->f->nodes.items[outermost].scope);
}

/* A pointer that has been kept may lead to the variable where nothing names it: it lives on behind branches. */
static int out_of_branches(const Declare *d, const Var *var, int scope)
{
    int declared_in = d->f->nodes.items[d->mentions.declared_at[var->id]].scope;
    while (d->pointed[var->id] && scope != declared_in && d->f->scopes.items[scope].owner >= 0) {
        const Stmt *owner = d->f->nodes.items[d->f->scopes.items[scope].owner].stmt;
        if (owner->kind != STMT_IF && owner->kind != STMT_BLOCK)
            break;
        scope = d->f->scopes.items[scope].parent;
    }
    return scope;
}

static void note_pointed(void *data, Var *var)
{
    Declare *d = data;
    if (var->kind != VAR_GLOBAL)
        d->pointed[var->id] = true;
}

static void note_pointed_stmt(void *data, Stmt *s)
{
    const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;
    if (value && type_is_pointer(value->type))
        ir_visit_addresses(value, note_pointed, data);
}

/* Whether the node is an assignment to all of the variable that does not read it. */
static bool is_first_value(const Declare *d, int pos, const Var *var)
{
    const Stmt *s = d->f->nodes.items[pos].stmt;
    bool        is_whole = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR && s->u.assign.place->u.var == var;
    return is_whole && !ir_mentions(s->u.assign.value, var);
}

static Home find_home(const Declare *d, const Var *var)
{
    const IntVec *at = &d->mentions.at[var->id];
    int           declared_at = d->mentions.declared_at[var->id];
    if (declared_at < 0 || facts_is_held(d->f, var))
        return (Home){.way = WAY_STAY};
    if (at->count == 0)
        return (Home){.way = WAY_DROP};
    int first = at->items[0], last = at->items[at->count - 1];
    if (mentions_counts(d->f, first, var) && last < d->f->nodes.items[first].end)
        return (Home){WAY_COUNTER, first};
    int scope = out_of_loops(d, var, out_of_heads(d->f, mentions_scope(&d->mentions, d->f, var)));
    scope = out_of_branches(d, var, scope);
    int child = mentions_child(d->f, scope, first);
    bool merges = child == first && is_first_value(d, first, var);
    return (Home){merges ? WAY_MERGE : WAY_MOVE, child};
}

static void find_homes(Declare *d)
{
    for (int i = 0; i < d->func->vars.count; i++) {
        const Var *var = d->func->vars.items[i];
        d->homes[i] = find_home(d, var);
        if (d->homes[i].way == WAY_MOVE) {
            Probe probe = {.node = d->homes[i].node, .var = var};
            VEC_PUSH(d->arena, &d->probes, probe);
        }
    }
}

/* ---- Moving ---- */

static void merge(Declare *d, int declared_at, int first)
{
    Stmt *s = d->f->nodes.items[first].stmt;
    Var  *var = s->u.assign.place->u.var;
    ir_become(s, ir_decl(d->p, s->loc, var, s->u.assign.value));
    d->gone[declared_at] = true;
    d->changed = true;
}

static void move(Declare *d, int declared_at, int to)
{
    Stmt *s = d->f->nodes.items[declared_at].stmt;
    Var  *var = s->u.decl.var;
    if (!s->u.decl.init && facts_is_tracked(d->f, var) && ahead_is_live(&d->probes, to, false, var)) {
        s->u.decl.init = ir_zero(d->p, var->loc, var->type);
        d->changed = true;
    }
    d->gone[declared_at] = true;
    VEC_PUSH(d->arena, &d->before[to], s);
    d->changed = d->changed || to != declared_at + 1;
}

static void settle(Declare *d, int declared_at)
{
    const Node *node = &d->f->nodes.items[declared_at];
    if (node->stmt->kind != STMT_DECL || d->mentions.declared_at[node->stmt->u.decl.var->id] != declared_at)
        return;
    Home home = d->homes[node->stmt->u.decl.var->id];
    switch (home.way) {
    case WAY_STAY:
        break;
    case WAY_DROP:
        d->gone[declared_at] = d->changed = true;
        break;
    case WAY_COUNTER:
        d->f->nodes.items[home.node].stmt->u.loop_for.declares = true;
        d->gone[declared_at] = d->changed = true;
        break;
    case WAY_MERGE:
        merge(d, declared_at, home.node);
        break;
    case WAY_MOVE:
        move(d, declared_at, home.node);
        break;
    }
}

/* ---- Numbers ---- */

static void keep_var(Func *func, Program *p, Var *var)
{
    var->id = func->vars.count;
    VEC_PUSH(p->arena, &func->vars, var);
}

typedef struct Renumber {
    Program *p;
    Func    *func;
} Renumber;

static void keep_declared(void *data, Stmt *s)
{
    const Renumber *r = data;
    if (s->kind == STMT_DECL)
        keep_var(r->func, r->p, s->u.decl.var);
    else if (s->kind == STMT_FOR && s->u.loop_for.declares)
        keep_var(r->func, r->p, s->u.loop_for.var);
}

void simplify_renumber(Program *p, Func *func)
{
    Renumber r = {p, func};
    func->vars.items = NULL;
    func->vars.count = func->vars.room = 0;
    for (int i = 0; i < func->params.count; i++)
        keep_var(func, p, func->params.items[i]);
    ir_visit_stmts(func->body, keep_declared, &r);
    func->var_count = func->vars.count;
}

bool simplify_declare(Program *p, Func *func, const Facts *f)
{
    Arena  *arena = arena_new();
    Declare d = {.p = p, .arena = arena, .func = func, .f = f};
    int     nodes = d.f->nodes.count + 1;
    d.mentions = mentions_find(arena, d.f);
    d.ahead = ahead_build(arena, d.f, NULL);
    d.homes = ARENA_ARRAY(arena, Home, func->vars.count + 1);
    d.gone = ARENA_ARRAY(arena, bool, nodes);
    d.before = ARENA_ARRAY(arena, StmtVec, nodes);
    d.pointed = ARENA_ARRAY(arena, bool, func->vars.count + 1);
    ir_visit_stmts(func->body, note_pointed_stmt, &d);
    find_homes(&d);
    ahead_build(arena, d.f, &d.probes);
    for (int pos = 0; pos < d.f->nodes.count; pos++)
        settle(&d, pos);
    facts_rebuild(p, d.f, d.before, d.gone);
    arena_free(arena);
    return d.changed;
}
