#include "ahead.h"
#include "facts.h"
#include "ir/walk.h"
#include "passes.h"
#include "weigh.h"

/*
 * simplify_forward - put a temporary's value where the temporary is used.
 *
 *     t = a * b; … y = t + c -> y = a * b + c
 *
 * where t is ours, this is the one use of the value, nothing in between changes what the value reads, the use is in the
 * same round of the same loop, and the statement does not grow beyond what one likes to read.  A loop's bound takes
 * cheap integers only, since it is evaluated again and again.
 *
 * The value may read the temporary itself (t = t + b): without the assignment it still holds what it held.
 *
 * Changes reads, and removes the assignments.
 */
enum { READABLE = 8, CHEAP_BOUND = 2 };

typedef struct Forward {
    Program     *p;
    const Facts *f;
    const Ahead *ahead;
    int          at;        /* the node at hand */
    bool         again;     /* its expression at hand is evaluated in every iteration */
    int          weight;    /* of the node at hand, as it grows */
    bool        *gone;      /* nodes whose value has moved */
    bool         moved;     /* one has to the node at hand */
    bool         changed;
} Forward;

static void add_weight(void *data, const Expr *e, bool is_target)
{
    Forward *w = data;
    (void)is_target;
    if (w->weight <= READABLE)
        w->weight += weigh_reading(e, READABLE);
}

/* The node that gives the variable the value which the node at hand reads, if that is its one use; or -1. */
static int defined_at(const Forward *w, const Var *var)
{
    const Facts *f = w->f;
    if (var->kind != VAR_TEMP || !facts_is_tracked(f, var) || facts_is_held(f, var))
        return -1;
    int p = facts_last_write(f, var, w->at);
    if (p < 0 || w->ahead->uses[p] != w->at || !facts_value(&f->nodes.items[p]) || !facts_dominates(f, p, w->at))
        return -1;
    return f->nodes.items[p].loop == f->nodes.items[w->at].loop ? p : -1;
}

static bool may_move(const Forward *w, const Expr *value, int from)
{
    int to = w->at;
    if (w->again) {
        if (!type_is_integer(value->type) || ir_reads_memory(value) || weigh_is_costly(value)
            || weigh_reading(value, CHEAP_BOUND) > CHEAP_BOUND)
            return false;
        to = w->f->nodes.items[w->at].end;
    }
    return weigh_is_pure(value) && facts_unchanged(w->f, value, from, to);
}

static const Expr *replace_read(void *data, const Expr *e)
{
    Forward *w = data;
    int      p = defined_at(w, e->u.var);
    if (p < 0)
        return e;
    const Expr *value = facts_value(&w->f->nodes.items[p]);
    int         weight = weigh_reading(value, READABLE);
    bool        is_readable = weight == 0 || w->weight == 0 || w->weight + weight <= READABLE;
    if (type_is_pointer(value->type) && weight > 0)
        return e;       /* what it points to has the better name */
    if (!is_readable || !may_move(w, value, p + 1))
        return e;
    w->weight += weight;
    w->gone[p] = true;
    w->moved = true;
    return value;
}

static const Expr *replace_reads(void *data, const Expr *e, bool is_target, bool again)
{
    Forward *w = data;
    w->again = again;
    return facts_map_reads(w->p, e, is_target, replace_read, w);
}

/* A declaration whose value has moved may still be that of later assignments. */
static void keep_declarations(Forward *w)
{
    for (int i = 0; i < w->f->nodes.count; i++) {
        Stmt *s = w->f->nodes.items[i].stmt;
        if (!w->gone[i] || w->f->nodes.items[i].kind != STMT_DECL)
            continue;
        w->gone[i] = false;
        facts_changed(w->f, i);
        s->u.decl.init = NULL;
    }
}

/* The nodes that are the one use of some temporary's value. */
static bool *find_users(Arena *arena, const Facts *f, const Ahead *ahead)
{
    bool *users = ARENA_ARRAY(arena, bool, f->nodes.count + 1);
    for (int i = 0; i < f->nodes.count; i++) {
        int var = ahead->uses[i] >= 0 ? f->target[i] : -1;
        if (var >= 0 && f->is_temp[var])
            users[ahead->uses[i]] = true;
    }
    return users;
}

bool simplify_forward(Program *p, Facts *f)
{
    Arena  *arena = arena_new();
    Forward w = {.p = p, .f = f, .ahead = ahead_build(arena, f, NULL)};
    w.gone = ARENA_ARRAY(arena, bool, f->nodes.count + 1);
    const bool *users = find_users(arena, f, w.ahead);
    for (w.at = 0; w.at < f->nodes.count; w.at++) {
        const Node *node = &f->nodes.items[w.at];
        if (!users[w.at])
            continue;
        w.weight = 0;
        w.moved = false;
        facts_exprs(node, add_weight, &w);
        facts_map(p, node, replace_reads, &w);
        if (w.moved)
            facts_changed(f, w.at);
        w.changed = w.changed || w.moved;
    }
    keep_declarations(&w);
    if (w.changed)
        facts_remove(p, f, w.gone);
    arena_free(arena);
    return w.changed;
}
