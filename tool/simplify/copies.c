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

/* Whether some temporary is given what it may be replaced by. */
static bool any_copies(const Facts *f)
{
    for (int i = 0; i < f->nodes.count; i++) {
        const Var  *var = facts_target(&f->nodes.items[i]);
        const Expr *value = var && var->kind == VAR_TEMP ? facts_value(&f->nodes.items[i]) : NULL;
        if (value && (value->op == OP_VAR || is_simple_constant(value)))
            return true;
    }
    return false;
}

bool simplify_copies(Program *p, const Facts *f)
{
    Copies c = {.p = p, .f = f};
    if (!any_copies(f))
        return false;
    for (c.at = 0; c.at < c.f->nodes.count; c.at++)
        facts_map(p, &c.f->nodes.items[c.at], replace_reads, &c);
    return c.changed;
}
