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
    bool     changed;     /* the statement at hand, or condition */
    bool     any;
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

static void fold_node_exprs(Fold *fold, const Node *node)
{
    Stmt        *s = node->stmt;
    const Expr **cond = s->kind == STMT_IF ? &s->u.branch.cond : node->is_cond ? &s->u.loop.cond : NULL;
    fold->changed = false;
    facts_map(fold->p, node, fold_whole, fold);
    const Expr  *test = cond && *cond ? fold_test(fold->p, *cond) : NULL;
    if (test && test != *cond) {
        *cond = test;
        fold->changed = true;
    }
    fold->any = fold->any || fold->changed;
}

static void fold_stmt(void *data, Stmt *s)
{
    const Node node = {.stmt = s, .kind = s->kind, .is_cond = s->kind == STMT_LOOP};
    fold_node_exprs(data, &node);
}

/* What it has left as it is stays so until something else changes it. */
static void fold_changed_nodes(Fold *fold, const Facts *f)
{
    for (int pos = 0; pos < f->nodes.count; pos++) {
        if (f->folded[pos])
            continue;
        fold_node_exprs(fold, &f->nodes.items[pos]);
        if (fold->changed)
            facts_changed(f, pos);
        else
            f->folded[pos] = true;
    }
}

bool simplify_fold(Program *p, Func *func, const Facts *f)
{
    Fold fold = {.p = p};
    if (f)
        fold_changed_nodes(&fold, f);
    else
        ir_visit_stmts(func->body, fold_stmt, &fold);
    return fold.any;
}

typedef enum PassKind { PASS_FOLD, PASS_ZEROS, PASS_COPIES, PASS_COMMON, PASS_FORWARD, PASS_CLEARS, PASS_DEAD, PASS_TIDY,
                        PASS_COUNT } PassKind;

/* One function, and what is known of it as long as no pass changes it. */
typedef struct Passes {
    Program   *p;
    Func      *func;
    const Adjoints *adjoints;
    Arena     *arena;        /* of the facts */
    Facts     *facts;        /* or NULL */
    int        changes;      /* so many so far */
    int        idle_at[PASS_COUNT];    /* one more than the changes there were when the pass last changed nothing; or 0 */
} Passes;

static Facts *passes_facts(Passes *passes)
{
    if (!passes->facts) {
        passes->arena = arena_new();
        passes->facts = facts_build(passes->arena, passes->func);
    }
    return passes->facts;
}

/* What a pass says that it has changed. */
static bool passes_note(Passes *passes, bool changed)
{
    passes->changes += changed;
    if (changed && passes->facts) {
        arena_free(passes->arena);
        passes->facts = NULL;
    }
    return changed;
}

/* The same of one that changes expressions alone: the facts stay. */
static bool passes_note_exprs(Passes *passes, bool changed)
{
    passes->changes += changed;
    return changed;
}

/* The same of one that has facts_changed the expressions, and takes statements out (facts_remove): those of a line stay,
 * unless they have much more room than they need. */
static bool passes_note_removal(Passes *passes, bool changed)
{
    const Facts *f = passes->facts;
    bool         is_full = f->nodes.count > f->nodes.room / 3 * 2;
    return f->is_line && is_full ? passes_note_exprs(passes, changed) : passes_note(passes, changed);
}

static bool run_fold(Passes *passes)
{
    return passes_note_exprs(passes, simplify_fold(passes->p, passes->func, passes->facts));
}

static bool run_zeros(Passes *passes)
{
    return passes_note_removal(passes, simplify_zeros(passes->p, passes_facts(passes), passes->adjoints));
}

static bool run_copies(Passes *passes)
{
    return passes_note_exprs(passes, simplify_copies(passes->p, passes_facts(passes)));
}

static bool run_common(Passes *passes)
{
    return passes_note(passes, simplify_common(passes->p, passes->func, passes_facts(passes), 0));
}

static bool run_forward(Passes *passes)
{
    return passes_note_removal(passes, simplify_forward(passes->p, passes_facts(passes)));
}

static bool run_clears(Passes *passes)
{
    return passes_note_removal(passes, simplify_clears(passes->p, passes_facts(passes)));
}

/* What removing unused values makes needless goes as well. */
static bool run_dead(Passes *passes)
{
    bool changed = passes_note_removal(passes, simplify_unneeded(passes->p, passes->func, passes_facts(passes)));
    if (!passes_note_removal(passes, simplify_unused(passes->p, passes_facts(passes))))
        return changed;
    passes_note_removal(passes, simplify_unneeded(passes->p, passes->func, passes_facts(passes)));
    return true;
}

static bool run_tidy(Passes *passes)
{
    return passes_note(passes, simplify_tidy(passes->p, passes->func));
}

/* What a pass has left as it was, and no other one has changed since, it would leave as it is again. */
static bool run(Passes *passes, PassKind kind)
{
    static bool (*const all[PASS_COUNT])(Passes *passes) = {run_fold,    run_zeros,  run_copies, run_common,
                                                            run_forward, run_clears, run_dead,   run_tidy};
    if (passes->idle_at[kind] == passes->changes + 1)
        return false;
    bool changed = all[kind](passes);
    passes->idle_at[kind] = changed ? 0 : passes->changes + 1;
    return changed;
}

/* Of a chain of unused values under conditions, one goes each time; what is left of it would read what has gone. */
static void simplify_chains(Passes *passes)
{
    enum { LINKS = 1000 };
    bool changed = true;
    for (int i = 0; changed && i < LINKS; i++) {
        changed = run(passes, PASS_DEAD);
        changed |= run(passes, PASS_TIDY);
    }
}

/* A variable that serves several parts of the function becomes one for each, and those that nobody reads go. */
static void simplify_parts(Passes *passes)
{
    enum { SPLITS = 8 };
    int i = 0;
    while (i < SPLITS && passes_note(passes, simplify_split(passes->p, passes->func, passes_facts(passes))))
        i++;
    if (i > 0)
        simplify_chains(passes);
}

/* Until nothing changes; each round makes way for the next, and a chain of assignments takes one. */
static void simplify_values(Passes *passes)
{
    enum { ROUNDS = 6 };
    bool changed = true;
    for (int i = 0; changed && i < ROUNDS; i++) {
        changed = run(passes, PASS_FOLD);
        changed |= run(passes, PASS_ZEROS);
        changed |= run(passes, PASS_COPIES);
        changed |= run(passes, PASS_FOLD);
        changed |= run(passes, PASS_COMMON);
        changed |= run(passes, PASS_FORWARD);
        changed |= run(passes, PASS_CLEARS);
        changed |= run(passes, PASS_DEAD);
        changed |= run(passes, PASS_TIDY);
    }
    if (changed)
        simplify_chains(passes);
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

/* Whether the list is a straight line of statements that are distinct. */
static bool is_own_line(Block *body)
{
    bool own = ir_is_line(body);
    for (int i = 0; own && i < body->stmts.count; i++)
        body->stmts.items[i]->number = i;
    for (int i = 0; own && i < body->stmts.count; i++)
        own = body->stmts.items[i]->number == i;
    return own;
}

void simplify_func(Program *p, Func *func)
{
    if (!is_own_line(func->body))
        func->body = ir_clone_block(p, func->body);    /* statements that the derivation shares become distinct */
    ir_mark_registers(func);
    simplify_fold(p, func, NULL);
    simplify_scalars(p, func);
    Arena *arena = arena_new();
    Passes passes = {.p = p, .func = func, .adjoints = simplify_adjoints(arena, func)};
    simplify_values(&passes);
    if (passes_note(&passes, more_registers(func)))
        simplify_values(&passes);
    if (passes_note(&passes, simplify_idle(p, func, passes.adjoints)))
        simplify_values(&passes);
    if (passes_note(&passes, simplify_hoist(p, func)))
        simplify_values(&passes);
    passes_note(&passes, simplify_nowhere(p, func));
    simplify_parts(&passes);
    simplify_declare(p, func, passes_facts(&passes));
    passes_note(&passes, true);
    simplify_tidy(p, func);
    simplify_const_members(p, func);
    simplify_renumber(p, func);
    arena_free(arena);
}

void simplify_repeats(Program *p, Func *func)
{
    enum { LEAST = 3, ROUNDS = 4 };
    Passes passes = {.p = p, .func = func};
    ir_mark_registers(func);
    int i = 0;
    while (i < ROUNDS && passes_note(&passes, simplify_common(p, func, passes_facts(&passes), LEAST)))
        i++;
    if (i > 0)
        simplify_renumber(p, func);
    passes_note(&passes, true);
}
