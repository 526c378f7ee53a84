#include "base/intern.h"
#include "facts.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"
#include "propose.h"
#include "weigh.h"

/*
 * simplify_hoist - compute before an innermost loop what all its rounds compute alike.
 *
 *     for … x_adj[i] = x_adj[i] + 2.0 * r_adj * a[i] -> factor = 2.0 * r_adj; for … x_adj[i] + factor * a[i]
 *
 * Only real arithmetic of registers that the loop does not write (so that computing it for a loop without rounds does
 * no harm), only from statements that stand in the body itself, and only what takes a
 * division or a call, or has a temporary of ours in it: the user's own cheap arithmetic stays as it is written.
 *
 * Adds declarations before loops.
 */
/* A value that has been given a name before the loop at hand. */
typedef struct Hoisted {
    const Expr *e;
    Var        *var;
} Hoisted;

typedef struct Hoist {
    Program       *p;
    Arena         *arena;
    Func          *func;
    const Facts   *f;
    int            loop;      /* the loop at hand */
    VEC(Hoisted)   hoisted;   /* from it */
    StmtVec       *before;    /* by node: declarations */
    bool           changed;
} Hoist;

/* An expression after its parts have been looked at. */
typedef struct Part {
    const Expr *e;
    bool        invariant;   /* real arithmetic of registers that the loop leaves alone */
    bool        wanted;      /* and worth a name: a temporary of ours is among them, or a division or a call */
    bool        is_leaf;     /* or the sign or conversion of one */
} Part;

/* ---- One statement ---- */

static Part look_at_leaf(const Hoist *h, const Expr *e)
{
    Part part = {.e = e, .is_leaf = true};
    if (e->op == OP_VAR) {
        part.invariant = facts_is_tracked(h->f, e->u.var) && type_is_arithmetic(e->type)
                      && !facts_written(h->f, e->u.var, h->loop, h->f->nodes.items[h->loop].end);
        part.wanted = e->u.var->kind == VAR_TEMP;
    } else {
        part.invariant = e->op == OP_REAL || e->op == OP_INT;
    }
    return part;
}

static const Expr *name_before_loop(Hoist *h, const Expr *e)
{
    for (int i = 0; i < h->hoisted.count; i++) {
        if (ir_same(h->hoisted.items[i].e, e))
            return ir_var(h->p, e->loc, h->hoisted.items[i].var);
    }
    Hoisted new = {e, propose_var(h->p, h->func, e)};
    VEC_PUSH(h->arena, &h->hoisted, new);
    VEC_PUSH(h->arena, &h->before[h->loop], ir_decl(h->p, e->loc, new.var, e));
    h->changed = true;
    return ir_var(h->p, e->loc, new.var);
}

static const Expr *settle(Hoist *h, const Part *part)
{
    return part->invariant && part->wanted && !part->is_leaf ? name_before_loop(h, part->e) : part->e;
}

static bool is_arithmetic(const Expr *e)
{
    switch (e->op) {
    case OP_NEG: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_CALL: case OP_CAST:
        return type_is_real(e->type);
    default:
        return false;
    }
}

/* The largest parts get the names: a part does only where the whole cannot. */
static Part look_at(Hoist *h, const Expr *e)
{
    if (e->count == 0)
        return look_at_leaf(h, e);
    if (!is_arithmetic(e) && e->op != OP_SELECT)
        return (Part){.e = e};
    Part        *parts = ARENA_ARRAY(h->arena, Part, e->count);
    const Expr **args = ARENA_ARRAY(h->arena, const Expr *, e->count);
    Part         whole = {.e = e, .invariant = e->op != OP_SELECT, .is_leaf = e->op == OP_NEG || e->op == OP_CAST};
    whole.wanted = e->op == OP_CALL || e->op == OP_DIV;
    for (int i = 0; i < e->count; i++) {
        bool at_need = e->op == OP_SELECT && i > 0;
        parts[i] = at_need ? (Part){.e = e->args[i]} : look_at(h, e->args[i]);
        whole.invariant &= parts[i].invariant;
        whole.wanted |= parts[i].wanted;
        whole.is_leaf &= parts[i].is_leaf;
    }
    if (whole.invariant)
        return whole;
    for (int i = 0; i < e->count; i++)
        args[i] = settle(h, &parts[i]);
    whole.e = ir_with_args(h->p, e, args);
    return whole;
}

static const Expr *hoist_whole(void *data, const Expr *e, bool is_target, bool again)
{
    Hoist *h = data;
    if (is_target || again || !type_is_real(e->type))
        return e;
    Part part = look_at(h, e);
    return settle(h, &part);
}

/* ---- Loops ---- */

/* The body of an innermost loop; -1: it has loops inside. */
static int innermost_body(const Facts *f, int pos)
{
    const Stmt *s = f->nodes.items[pos].stmt;
    if (f->nodes.items[pos].is_cond || (s->kind != STMT_FOR && s->kind != STMT_LOOP))
        return -1;
    for (int i = pos + 1; i < f->nodes.items[pos].end; i++) {
        StmtKind kind = f->nodes.items[i].stmt->kind;
        if (!f->nodes.items[i].is_cond && (kind == STMT_FOR || kind == STMT_LOOP))
            return -1;
    }
    int which = s->kind == STMT_LOOP && !s->u.loop.at_end ? 1 : 0;
    return f->scope_of[which][pos];
}

static void hoist_loop(Hoist *h, int pos, int body)
{
    const IntVec *nodes = &h->f->scopes.items[body].nodes;
    h->loop = pos;
    h->hoisted.count = 0;
    for (int i = 0; i < nodes->count; i++) {
        const Node *node = &h->f->nodes.items[nodes->items[i]];
        if (node->stmt->kind == STMT_ASSIGN || node->stmt->kind == STMT_DECL)
            facts_map(h->p, node, hoist_whole, h);
    }
}

bool simplify_hoist(Program *p, Func *func)
{
    if (!ir_has_kind(func->body, STMT_FOR) && !ir_has_kind(func->body, STMT_LOOP))
        return false;
    Arena *arena = arena_new();
    Hoist  h = {.p = p, .arena = arena, .func = func, .f = facts_build(arena, func)};
    h.before = ARENA_ARRAY(arena, StmtVec, h.f->nodes.count + 1);
    for (int pos = 0; pos < h.f->nodes.count; pos++) {
        int body = innermost_body(h.f, pos);
        if (body >= 0)
            hoist_loop(&h, pos, body);
    }
    if (h.changed)
        facts_rebuild(p, h.f, h.before, NULL);
    arena_free(arena);
    return h.changed;
}
