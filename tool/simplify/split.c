#include "ahead.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "mentions.h"
#include "passes.h"

/*
 * simplify_split - give a variable that serves several unrelated parts of the function one declaration in each.
 *
 *     double t; for … { t = …; … t … } … for … { t = …; … t … }
 *     -> for … { double t = …; … } … for … { double t = …; … }
 *
 * A part is a loop, a block or a branch that neither reads what the variable held before nor leaves it something to be
 * read.  Parts behind other uses in the same block stay as they are, since their variable would need another name.
 * Nested parts follow in later rounds.
 *
 * Adds variables and their declarations; simplify_declare puts them where they belong.
 */
typedef struct Part {
    Var  *var;        /* the old variable */
    Var  *fresh;      /* the new one; NULL: keeps the old one */
    int   child;      /* the node that holds the part */
    int   scope;      /* the part is this block of it; -1: the whole of it */
    int   first, end; /* the nodes of the part */
    bool  is_last;    /* nothing but parts mentions the variable, and this is the last */
} Part;

typedef VEC(Part) PartVec;

typedef struct Split {
    Program     *p;
    Arena       *arena;
    Func        *func;
    const Facts *f;
    Mentions     mentions;
    ProbeVec     probes;
    PartVec      parts;      /* of all variables that may be split, those of one variable together */
    Var        **renamed;    /* by variable: what it is called in the part at hand, or NULL */
    int          active;     /* how many are renamed */
} Split;

/* ---- Finding parts ---- */

static bool is_candidate(const Split *s, const Var *var)
{
    bool is_ours = var->kind == VAR_LOCAL || var->kind == VAR_TEMP;
    return is_ours && facts_is_tracked(s->f, var) && !facts_is_held(s->f, var) && !(var->type->quals & TYPE_CONST)
        && s->mentions.declared_at[var->id] >= 0 && s->mentions.at[var->id].count > 1
        && !s->f->nodes.items[s->mentions.declared_at[var->id]].stmt->u.decl.init;
}

/* The block of an IF or BLOCK that holds the node; -1 for loops, whose blocks hand values to one another. */
static int block_around(const Facts *f, int child, int pos)
{
    StmtKind kind = f->nodes.items[child].stmt->kind;
    if (kind != STMT_IF && kind != STMT_BLOCK)
        return -1;
    int scope = f->scope_of[0][child];
    return kind == STMT_IF && pos >= f->scopes.items[scope].end ? f->scope_of[1][child] : scope;
}

/* The part of the block that holds the mention; false where the mention stands in the block itself. */
static bool part_around(const Split *s, Var *var, int scope, int pos, Part *part)
{
    int child = mentions_child(s->f, scope, pos);
    if (child == pos && !mentions_counts(s->f, pos, var))
        return false;
    *part = (Part){.var = var, .child = child, .scope = -1, .first = child, .end = s->f->nodes.items[child].end};
    if (child == pos)
        return true;
    part->scope = block_around(s->f, child, pos);
    if (part->scope >= 0) {
        part->first = s->f->scopes.items[part->scope].first;
        part->end = s->f->scopes.items[part->scope].end;
    }
    return true;
}

static void find_parts(Split *s, Var *var)
{
    const IntVec *at = &s->mentions.at[var->id];
    int           scope = mentions_scope(&s->mentions, s->f, var), before = s->parts.count;
    Part          part;
    for (int i = 0; i < at->count && part_around(s, var, scope, at->items[i], &part);) {
        i = mentions_from(&s->mentions, var, part.end);
        part.is_last = i == at->count;
        if (part.is_last && s->parts.count == before)
            return;                              /* it is the only one */
        VEC_PUSH(s->arena, &s->parts, part);
        Probe probe = {.node = part.child, .var = var};
        VEC_PUSH(s->arena, &s->probes, probe);
        probe.after = true;
        VEC_PUSH(s->arena, &s->probes, probe);
    }
}

/* ---- New variables ---- */

static bool is_independent(const Split *s, const Part *part)
{
    return !ahead_is_live(&s->probes, part->child, false, part->var)
        && !ahead_is_live(&s->probes, part->child, true, part->var);
}

static Var *twin_of(Split *s, const Var *var)
{
    Var *twin = ir_new_var(s->p, s->func, var->kind, var->name, var->type, var->loc);
    twin->inactive = var->inactive;
    twin->is_shadow = var->is_shadow;
    twin->is_register = var->is_register;
    return twin;
}

/* The parts of one variable, from the first on, up to one that is not independent.  Where all are, the last keeps the
 * variable. */
static bool make_twins(Split *s)
{
    bool       any = false;
    const Var *dependent = NULL;
    for (int i = 0; i < s->parts.count; i++) {
        Part *part = &s->parts.items[i];
        if (part->var == dependent || part->is_last)
            continue;
        if (!is_independent(s, part)) {
            dependent = part->var;
            continue;
        }
        part->fresh = twin_of(s, part->var);
        any = true;
    }
    return any;
}

/* ---- Renaming ---- */

static const Expr *rename_var(void *data, const Expr *e)
{
    const Split *s = data;
    bool         is_own = e->op == OP_VAR && e->u.var->kind != VAR_GLOBAL;
    return is_own && s->renamed[e->u.var->id] ? ir_var(s->p, e->loc, s->renamed[e->u.var->id]) : e;
}

static const Expr *rename_in(void *data, const Expr *e, bool is_target, bool again)
{
    Split *s = data;
    (void)is_target;
    (void)again;
    return ir_map_expr(s->p, e, rename_var, s);
}

static void rename_node(Split *s, const Node *node)
{
    Stmt *stmt = node->stmt;
    facts_map(s->p, node, rename_in, s);
    if (stmt->kind == STMT_FOR && stmt->u.loop_for.var->kind != VAR_GLOBAL && s->renamed[stmt->u.loop_for.var->id])
        stmt->u.loop_for.var = s->renamed[stmt->u.loop_for.var->id];
}

/* The parts by where they begin, and by where they end. */
typedef struct Edges {
    IntVec *begin;
    IntVec *end;
} Edges;

static void rename_all(Split *s)
{
    int   nodes = s->f->nodes.count + 1;
    Edges edges = {ARENA_ARRAY(s->arena, IntVec, nodes), ARENA_ARRAY(s->arena, IntVec, nodes)};
    for (int i = 0; i < s->parts.count; i++) {
        if (!s->parts.items[i].fresh)
            continue;
        VEC_PUSH(s->arena, &edges.begin[s->parts.items[i].first], i);
        VEC_PUSH(s->arena, &edges.end[s->parts.items[i].end], i);
    }
    for (int pos = 0; pos < s->f->nodes.count; pos++) {
        for (int i = 0; i < edges.end[pos].count; i++, s->active--)
            s->renamed[s->parts.items[edges.end[pos].items[i]].var->id] = NULL;
        for (int i = 0; i < edges.begin[pos].count; i++, s->active++) {
            const Part *part = &s->parts.items[edges.begin[pos].items[i]];
            s->renamed[part->var->id] = part->fresh;
        }
        if (s->active > 0)
            rename_node(s, &s->f->nodes.items[pos]);
    }
}

/* A counted loop declares its own counter; other parts get a declaration in front of what they begin with. */
static void declare_all(Split *s)
{
    StmtVec *before = ARENA_ARRAY(s->arena, StmtVec, s->f->nodes.count + 1);
    for (int i = 0; i < s->parts.count; i++) {
        const Part *part = &s->parts.items[i];
        Stmt       *child = s->f->nodes.items[part->child].stmt;
        if (!part->fresh)
            continue;
        if (child->kind == STMT_FOR && child->u.loop_for.var == part->fresh)
            child->u.loop_for.declares = true;
        else
            VEC_PUSH(s->arena, &before[part->first], ir_decl(s->p, part->fresh->loc, part->fresh, NULL));
    }
    facts_rebuild(s->p, s->f, before, NULL);
}

bool simplify_split(Program *p, Func *func, const Facts *f)
{
    Arena *arena = arena_new();
    Split  s = {.p = p, .arena = arena, .func = func, .f = f};
    int    vars = func->vars.count;
    s.mentions = mentions_find(arena, s.f);
    for (int i = 0; i < vars; i++) {
        if (is_candidate(&s, func->vars.items[i]))
            find_parts(&s, func->vars.items[i]);
    }
    bool changed = false;
    if (s.parts.count > 0) {
        ahead_build(arena, s.f, &s.probes);
        changed = make_twins(&s);
    }
    if (changed) {
        s.renamed = ARENA_ARRAY(arena, Var *, func->vars.count + 1);
        rename_all(&s);
        declare_all(&s);
    }
    arena_free(arena);
    return changed;
}
