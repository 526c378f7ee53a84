#include "mentions.h"

#include "base/sorted.h"
#include "held.h"
#include "ir/walk.h"

typedef struct Finder {
    Arena       *arena;
    const Facts *f;
    Mentions     m;
    int          pos;
} Finder;

static void mention_own(Finder *finder, int var)
{
    IntVec *at = &finder->m.at[var];
    if (at->count == 0 || at->items[at->count - 1] != finder->pos)
        VEC_PUSH(finder->arena, at, finder->pos);
}

static void mention(Finder *finder, const Var *var)
{
    if (held_is_own(finder->f, var))
        mention_own(finder, var->id);
}

static void mention_target(Finder *finder, const Node *node)
{
    const Stmt *s = node->stmt;
    const Expr *place = ir_target(s);
    Var        *root = place ? ir_root_var(place) : NULL;
    if (root)
        mention(finder, root);
    if (s->kind == STMT_FOR)
        mention(finder, s->u.loop_for.var);
}

/* Whether it gives the same value wherever it stands, at no cost. */
static bool is_constant(const Expr *e)
{
    bool is_leaf = e->op == OP_INT || e->op == OP_REAL || e->op == OP_SIZEOF || e->op == OP_STRING;
    if (!is_leaf && e->op != OP_INIT && e->op != OP_NEG && e->op != OP_CAST)
        return false;
    for (int i = 0; i < e->count; i++) {
        if (!is_constant(e->args[i]))
            return false;
    }
    return true;
}

static bool is_movable(const Stmt *s)
{
    const Expr *init = s->u.decl.init;
    return !type_is_vla(s->u.decl.var->type) && (!init || is_constant(init));
}

Mentions mentions_find(Arena *arena, const Facts *f)
{
    int          vars = f->func->vars.count + 1;
    const Reads *reads = facts_listed(f);
    Finder finder = {.arena = arena, .f = f};
    finder.m.at = ARENA_ARRAY(arena, IntVec, vars);
    finder.m.declared_at = ARENA_ARRAY(arena, int, vars);
    for (int i = 0; i < vars; i++)
        finder.m.declared_at[i] = -1;
    for (finder.pos = 0; finder.pos < f->nodes.count; finder.pos++) {
        const Node *node = &f->nodes.items[finder.pos];
        for (int i = 0; i < reads->count[finder.pos]; i++)
            mention_own(&finder, reads->vars.items[reads->first[finder.pos] + i]);
        if (node->is_cond)
            continue;
        mention_target(&finder, node);
        if (node->stmt->kind != STMT_DECL)
            continue;
        if (is_movable(node->stmt))
            finder.m.declared_at[node->stmt->u.decl.var->id] = finder.pos;
        else
            mention(&finder, node->stmt->u.decl.var);
    }
    return finder.m;
}

int mentions_scope(const Mentions *m, const Facts *f, const Var *var)
{
    const IntVec *at = &m->at[var->id];
    int           scope = f->nodes.items[at->items[0]].scope;
    while (at->items[at->count - 1] >= f->scopes.items[scope].end)
        scope = f->scopes.items[scope].parent;
    return scope;
}

int mentions_child(const Facts *f, int scope, int pos)
{
    const IntVec *nodes = &f->scopes.items[scope].nodes;
    return nodes->items[sorted_find(nodes->items, nodes->count, pos + 1) - 1];
}

int mentions_from(const Mentions *m, const Var *var, int pos)
{
    return sorted_find(m->at[var->id].items, m->at[var->id].count, pos);
}

typedef struct Search {
    const Var *var;
    bool       found;
} Search;

static void look_for(void *data, Var *var)
{
    Search *search = data;
    search->found = search->found || var == search->var;
}

bool mentions_counts(const Facts *f, int pos, const Var *var)
{
    const Node *node = &f->nodes.items[pos];
    Search      search = {.var = var};
    if (node->stmt->kind != STMT_FOR || node->stmt->u.loop_for.var != var)
        return false;
    facts_reads(node, look_for, &search);
    return !search.found;
}
