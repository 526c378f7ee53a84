#include "facts.h"
#include "fold.h"
#include "ir/build.h"
#include "passes.h"

/*
 * simplify_copies - where a temporary of ours holds a constant or another variable, use that instead.
 *
 *     t = x; … t … -> t = x; … x …        x and t unchanged from the copy to the use, whichever way it is reached
 *
 * The user's variables keep their names: only temporaries are replaced.  What is no longer used is left to
 * simplify_unneeded.
 *
 * Changes reads only.
 */
typedef struct Copies {
    Program     *p;
    const Facts *f;
    int          at;       /* the node at hand */
    bool         again;    /* its expression at hand is evaluated in every iteration */
    bool         changed;
} Copies;

static bool is_simple_constant(const Expr *e)
{
    long double real;
    long long   integer;
    if (e->op == OP_REAL || e->op == OP_INT)
        return true;
    return fold_is_real(e, &real) || fold_is_integer(e, &integer);
}

static bool holds_copy(const Copies *c, const Expr *value, int from, int to)
{
    if (is_simple_constant(value))
        return true;
    return value->op == OP_VAR && facts_is_tracked(c->f, value->u.var) && facts_unchanged(c->f, value, from, to);
}

/* A pointer of ours that is given other values elsewhere stays: its name says more than the one of what it was swapped by. */
static bool goes_round(const Copies *c, const Var *var, const Expr *value, int p)
{
    return type_is_pointer(var->type) && value->op == OP_VAR && value->u.var->kind == VAR_TEMP &&
           (facts_written(c->f, var, 0, p - 1) || facts_written(c->f, var, p + 1, c->f->nodes.count - 1));
}

static const Expr *replace_read(void *data, const Expr *e)
{
    Copies    *c = data;
    const Var *var = e->u.var;
    if (var->kind != VAR_TEMP || !facts_is_tracked(c->f, var))
        return e;
    int         p = facts_last_write(c->f, var, c->at);
    const Expr *value = p < 0 ? NULL : facts_value(&c->f->nodes.items[p]);
    if (!value || !facts_dominates(c->f, p, c->at) || goes_round(c, var, value, p))
        return e;
    int end = facts_reach(c->f, p, c->at);
    if (c->again && end < c->f->nodes.items[c->at].end)
        end = c->f->nodes.items[c->at].end;
    if (facts_written(c->f, var, p + 1, end) || !holds_copy(c, value, p, end))
        return e;
    c->changed = true;
    return value;
}

static const Expr *replace_reads(void *data, const Expr *e, bool is_target, bool again)
{
    Copies *c = data;
    c->again = again;
    return facts_map_reads(c->p, e, is_target, replace_read, c);
}

/* Whether the node gives a temporary what this may be replaced by. */
static bool is_copy(const Facts *f, int pos)
{
    bool        is_temp = f->target[pos] >= 0 && f->is_temp[f->target[pos]];
    const Expr *value = is_temp ? facts_value(&f->nodes.items[pos]) : NULL;
    return value && (value->op == OP_VAR || is_simple_constant(value));
}

/* Those temporaries; NULL: there are none. */
static bool *find_copies(Arena *arena, const Facts *f)
{
    bool *copies = NULL;
    for (int i = 0; i < f->nodes.count; i++) {
        if (!is_copy(f, i))
            continue;
        if (!copies)
            copies = ARENA_ARRAY(arena, bool, f->vars + 1);
        copies[f->target[i]] = true;
    }
    return copies;
}

static bool reads_any(const Reads *reads, int pos, const bool *vars)
{
    for (int i = 0; i < reads->count[pos]; i++) {
        if (vars[reads->vars.items[reads->first[pos] + i]])
            return true;
    }
    return false;
}

bool simplify_copies(Program *p, const Facts *f)
{
    Arena       *arena = arena_new();
    Copies       c = {.p = p, .f = f};
    bool        *copies = find_copies(arena, f);
    const Reads *reads = copies ? facts_listed(f) : NULL;
    bool         any = false;
    for (c.at = 0; copies && c.at < c.f->nodes.count; c.at++) {
        if (!reads_any(reads, c.at, copies))
            continue;
        c.changed = false;
        facts_map(p, &c.f->nodes.items[c.at], replace_reads, &c);
        if (!c.changed)
            continue;
        any = true;
        facts_changed(f, c.at);
        if (is_copy(f, c.at))
            copies[f->target[c.at]] = true;
    }
    arena_free(arena);
    return any;
}
