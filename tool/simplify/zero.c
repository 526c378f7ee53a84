#include "facts.h"
#include "fold.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"
#include "trail.h"

/*
 * simplify_zeros - leave out what is added to, multiplied with, or taken from an adjoint that is surely zero.
 *
 * Where the zero in an adjoint is the one that we wrote (v = 0.0), it is structural: v + e -> e, v * e -> 0 even if e is
 * infinite, for nothing flows there.  The user's own zeros are no such zeros.
 *
 * Forward, by the structure: after an IF what both branches leave zero; at the head of a loop what is zero before it
 * and again at the end of a round, which is found first, for inner loops before outer ones, on the assumption that all
 * is zero at the head (the greatest solution).
 *
 * Changes the values of assignments only.
 */
typedef struct Zeros {
    Program     *p;
    Arena       *arena;
    const Facts *f;
    const Reads *reads;
    const Adjoints *adjoints;
    Trail        filled;      /* by variable: 1 where it may be other than zero */
    IntVec      *fills;       /* by node, of loops: what is zero at the head of a round but perhaps not of the next */
    bool         rewriting;
    bool         changed;
} Zeros;

static bool walk_scope(Zeros *z, int scope);

static bool is_adjoint(const Zeros *z, const Var *var)
{
    return facts_is_tracked(z->f, var) && simplify_is_adjoint(z->adjoints, var);
}

static bool is_zero_constant(const Expr *e)
{
    long double value;
    return e && fold_is_real(e, &value) && value == 0.0L;
}

/* ---- Rewriting a value ---- */

static const Expr *reduce(const Zeros *z, const Expr *e);

/* NULL stands for a structural zero. */
static const Expr *zero_or(const Zeros *z, const Expr *e, const Expr *like)
{
    return e ? e : ir_real(z->p, like->loc, like->type, 0.0L);
}

static const Expr *reduce_sum(const Zeros *z, const Expr *e, const Expr *a, const Expr *b)
{
    if (!b)
        return a;
    if (!a)
        return e->op == OP_SUB ? fold_unary(z->p, e->loc, OP_NEG, b) : b;
    return ir_with_args(z->p, e, (const Expr *[]){a, b});
}

static const Expr *reduce_select(const Zeros *z, const Expr *e)
{
    const Expr *a = reduce(z, e->args[1]), *b = reduce(z, e->args[2]);
    if (!a && !b)
        return NULL;
    return ir_with_args(z->p, e, (const Expr *[]){e->args[0], zero_or(z, a, e->args[1]), zero_or(z, b, e->args[2])});
}

static const Expr *reduce(const Zeros *z, const Expr *e)
{
    if (e->type->kind != TYPE_REAL)
        return e;
    if (e->op == OP_VAR)
        return is_adjoint(z, e->u.var) && !z->filled.state[e->u.var->id] ? NULL : e;
    if (e->op == OP_SELECT)
        return reduce_select(z, e);
    const Expr *a = e->count > 0 && e->args[0]->type->kind == TYPE_REAL ? reduce(z, e->args[0]) : e;
    switch (e->op) {
    case OP_NEG:
    case OP_CAST:
        return a && a != e ? ir_with_args(z->p, e, &a) : a;
    case OP_ADD:
    case OP_SUB:
        return reduce_sum(z, e, a, reduce(z, e->args[1]));
    case OP_MUL: {
        const Expr *b = reduce(z, e->args[1]);
        return a && b ? ir_with_args(z->p, e, (const Expr *[]){a, b}) : NULL;
    }
    case OP_DIV:
        return a ? ir_with_args(z->p, e, (const Expr *[]){a, e->args[1]}) : NULL;
    default:
        return e;
    }
}

/* Whether the node reads an adjoint that is zero. */
static bool reads_zero(const Zeros *z, int pos)
{
    const int *vars = &z->reads->vars.items[z->reads->first[pos]];
    for (int i = 0; i < z->reads->count[pos]; i++) {
        if (z->f->tracked[vars[i]] && !z->filled.state[vars[i]] && vars[i] < z->adjoints->count && z->adjoints->are[vars[i]])
            return true;
    }
    return false;
}

static void rewrite(Zeros *z, int pos)
{
    Stmt        *s = z->f->nodes.items[pos].stmt;
    const Expr **value = s->kind == STMT_DECL ? &s->u.decl.init : &s->u.assign.value;
    if (!*value)
        return;
    const Expr *reduced = zero_or(z, reduce(z, *value), *value);
    if (reduced != *value && !ir_same(reduced, *value)) {
        *value = reduced;
        facts_changed(z->f, pos);
        z->changed = true;
    }
}

/* ---- Walking ---- */

static void fill(Zeros *z, const Var *var, bool may_be_filled)
{
    if (is_adjoint(z, var))
        trail_set(&z->filled, var->id, may_be_filled);
}

static void walk_assign(Zeros *z, int pos)
{
    int var = z->f->target[pos];
    if (z->rewriting && reads_zero(z, pos))
        rewrite(z, pos);
    if (var >= 0 && z->f->tracked[var] && var < z->adjoints->count && z->adjoints->are[var])
        trail_set(&z->filled, var, !is_zero_constant(facts_value(&z->f->nodes.items[pos])));
}

static int either(int a, int b)
{
    return a | b;
}

/* Whether what follows the IF can be reached from it. */
static bool walk_if(Zeros *z, int pos)
{
    int       mark = trail_mark(&z->filled);
    bool      then_ends = walk_scope(z, z->f->scope_of[0][pos]);
    ChangeVec then = trail_now(&z->filled, mark);
    trail_undo(&z->filled, mark);
    bool other_ends = walk_scope(z, z->f->scope_of[1][pos]);
    if (then_ends && other_ends) {
        trail_join(&z->filled, mark, &then, either);
    } else if (then_ends) {
        trail_undo(&z->filled, mark);
        for (int i = 0; i < then.count; i++)
            trail_set(&z->filled, then.items[i].var, then.items[i].value);
    }
    return then_ends || other_ends;
}

/* Whatever the loop's statements may fill, wherever they stand. */
static void fill_all(Zeros *z, int pos)
{
    for (int i = pos + 1; i < z->f->nodes.items[pos].end; i++) {
        const Node *node = &z->f->nodes.items[i];
        const Var  *var = facts_target(node);
        if (var && !is_zero_constant(facts_value(node)))
            fill(z, var, true);
    }
}

static void walk_round(Zeros *z, int pos)
{
    const Stmt *s = z->f->nodes.items[pos].stmt;
    int         continues_at = s->kind == STMT_LOOP && s->u.loop.at_end ? 1 : 2;
    for (int k = 0; k < 3; k++) {
        if (k == continues_at && z->f->jumps[pos] & JUMP_CONTINUE)
            fill_all(z, pos);
        if (z->f->scope_of[k][pos] >= 0)
            walk_scope(z, z->f->scope_of[k][pos]);
    }
}

/* Leaves the state that a round begins with, which is also that after the loop but for early jumps, and for what the
 * head did before the last look at the condition. */
static void walk_loop(Zeros *z, int pos)
{
    const Stmt   *s = z->f->nodes.items[pos].stmt;
    const IntVec *fills = &z->fills[pos];
    for (int i = 0; i < fills->count; i++)
        trail_set(&z->filled, fills->items[i], 1);
    if (z->rewriting) {
        int mark = trail_mark(&z->filled);
        walk_round(z, pos);
        trail_undo(&z->filled, mark);
    }
    bool has_head = s->kind == STMT_LOOP && !s->u.loop.at_end && s->u.loop.head->stmts.count > 0;
    if (z->f->jumps[pos] & JUMP_BREAK || has_head)
        fill_all(z, pos);
}

static void sum_loop(Zeros *z, int pos)
{
    if (z->f->jumps[pos] & JUMP_CONTINUE)
        fill_all(z, pos);
    else
        walk_round(z, pos);
    ChangeVec now = trail_now(&z->filled, 0);
    for (int i = 0; i < now.count; i++) {
        if (now.items[i].value)
            VEC_PUSH(z->arena, &z->fills[pos], now.items[i].var);
    }
    trail_undo(&z->filled, 0);
}

static bool walk_node(Zeros *z, int pos)
{
    const Node *node = &z->f->nodes.items[pos];
    if (node->is_cond)
        return true;
    switch (node->kind) {
    case STMT_DECL:
    case STMT_ASSIGN:
        walk_assign(z, pos);
        return true;
    case STMT_CALL:
        if (facts_target(node))
            fill(z, facts_target(node), true);
        return true;
    case STMT_IF:
        return walk_if(z, pos);
    case STMT_FOR:
    case STMT_LOOP:
        walk_loop(z, pos);
        return true;
    case STMT_BLOCK:
        return walk_scope(z, z->f->scope_of[0][pos]);
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN:
        return false;
    default:
        return true;
    }
}

/* Whether its end can be reached. */
static bool walk_scope(Zeros *z, int scope)
{
    const IntVec *nodes = &z->f->scopes.items[scope].nodes;
    for (int i = 0; i < nodes->count; i++) {
        if (!walk_node(z, nodes->items[i]))
            return false;
    }
    return true;
}

/* ---- Which variables are adjoints ---- */

static bool is_accumulation(const Var *var, const Expr *value)
{
    if (!value || (value->op != OP_ADD && value->op != OP_SUB))
        return false;
    return value->args[0]->op == OP_VAR && value->args[0]->u.var == var;
}

typedef struct Finder {
    bool *are;
    bool  any;
} Finder;

static void find_adjoint(void *data, Stmt *s)
{
    Finder    *finder = data;
    const Node node = {.stmt = s};
    Var       *var = facts_target(&node);
    if (!var || var->kind == VAR_GLOBAL || !type_is_real(var->type))
        return;
    if (var->is_shadow || (var->kind == VAR_TEMP && is_accumulation(var, facts_value(&node)))) {
        finder->are[var->id] = true;
        finder->any = true;
    }
}

const Adjoints *simplify_adjoints(Arena *arena, const Func *func)
{
    Finder    finder = {.are = ARENA_ARRAY(arena, bool, func->vars.count + 1)};
    Adjoints *adjoints = ARENA_NEW(arena, Adjoints);
    ir_visit_stmts(func->body, find_adjoint, &finder);
    *adjoints = (Adjoints){finder.are, func->vars.count};
    return finder.any ? adjoints : NULL;
}

bool simplify_is_adjoint(const Adjoints *adjoints, const Var *var)
{
    return var->kind != VAR_GLOBAL && var->id < adjoints->count && adjoints->are[var->id];
}

bool simplify_zeros(Program *p, const Facts *f, const Adjoints *adjoints)
{
    if (!adjoints)
        return false;
    Arena *arena = arena_new();
    Zeros  z = {.p = p, .arena = arena, .f = f, .reads = facts_listed(f), .adjoints = adjoints};
    z.fills = ARENA_ARRAY(arena, IntVec, z.f->nodes.count + 1);
    trail_open(&z.filled, arena, f->vars);
    for (int pos = z.f->nodes.count - 1; pos >= 0; pos--) {
        const Node *node = &z.f->nodes.items[pos];
        if (!node->is_cond && (node->kind == STMT_FOR || node->kind == STMT_LOOP))
            sum_loop(&z, pos);
    }
    for (int i = 0; i < f->vars; i++)
        z.filled.state[i] = 1;
    z.rewriting = true;
    walk_scope(&z, 0);
    arena_free(arena);
    return z.changed;
}
