#include "simplify/simplify.h"

#include "facts.h"
#include "fold.h"
#include "ir/walk.h"
#include "passes.h"
#include "weigh.h"

/*
 * simplify_fold - rewrite every expression by simplify_expr's rules.
 *
 * Changes expressions only.
 */
typedef struct Fold {
    Program *p;
    bool     changed;
} Fold;

static const Expr *fold_whole(void *data, const Expr *e, bool is_target, bool again)
{
    Fold *fold = data;
    (void)is_target;
    (void)again;
    if (!weigh_is_pure(e))
        return e;
    const Expr *folded = simplify_expr(fold->p, e);
    fold->changed = fold->changed || folded != e;
    return folded;
}

static void fold_condition(void *data, Stmt *s)
{
    Fold        *fold = data;
    const Expr **cond = s->kind == STMT_IF ? &s->u.branch.cond : s->kind == STMT_LOOP ? &s->u.loop.cond : NULL;
    const Expr  *test = cond && *cond ? fold_test(fold->p, *cond) : NULL;
    if (test && test != *cond) {
        *cond = test;
        fold->changed = true;
    }
}

bool simplify_fold(Program *p, Func *func)
{
    Arena *arena = arena_new();
    Facts *f = facts_build(arena, func);
    Fold   fold = {.p = p};
    for (int i = 0; i < f->nodes.count; i++)
        facts_map(p, &f->nodes.items[i], fold_whole, &fold);
    ir_visit_stmts(func->body, fold_condition, &fold);
    arena_free(arena);
    return fold.changed;
}

/* Until nothing changes; each round makes way for the next, and a chain of assignments takes one. */
static void simplify_values(Program *p, Func *func, const Map *adjoints)
{
    enum { ROUNDS = 6, LINKS = 1000 };
    bool changed = true;
    for (int i = 0; changed && i < ROUNDS; i++) {
        changed = simplify_fold(p, func);
        changed |= simplify_zeros(p, func, adjoints);
        changed |= simplify_copies(p, func);
        changed |= simplify_fold(p, func);
        changed |= simplify_common(p, func);
        changed |= simplify_forward(p, func);
        changed |= simplify_clears(p, func);
        changed |= simplify_dead(p, func);
        changed |= simplify_tidy(p, func);
    }
    /* Of a chain of unused values under conditions, one goes each time; what is left of it would read what has gone. */
    for (int i = 0; changed && i < LINKS; i++) {
        changed = simplify_dead(p, func);
        changed |= simplify_tidy(p, func);
    }
}

static int count_registers(const Func *func)
{
    int count = 0;
    for (int i = 0; i < func->vars.count; i++)
        count += func->vars.items[i]->is_register;
    return count;
}

/* Whether variables have become registers, now that nothing takes their addresses any more. */
static bool more_registers(Func *func)
{
    int before = count_registers(func);
    ir_mark_registers(func);
    return count_registers(func) > before;
}

void simplify_func(Program *p, Func *func)
{
    func->body = ir_clone_block(p, func->body);    /* statements that the derivation shares become distinct */
    ir_mark_registers(func);
    simplify_fold(p, func);
    simplify_scalars(p, func);
    Arena *arena = arena_new();
    Map   *adjoints = simplify_adjoints(arena, func);
    simplify_values(p, func, adjoints);
    if (more_registers(func))
        simplify_values(p, func, adjoints);
    if (simplify_idle(p, func, adjoints))
        simplify_values(p, func, adjoints);
    if (simplify_hoist(p, func))
        simplify_values(p, func, adjoints);
    simplify_nowhere(p, func);
    simplify_split(p, func);
    simplify_declare(p, func);
    simplify_tidy(p, func);
    simplify_const_members(p, func);
    simplify_renumber(p, func);
    arena_free(arena);
}
