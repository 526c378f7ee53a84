#include <string.h>

#include "base/intern.h"
#include "fold.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"
#include "weigh.h"

/*
 * simplify_tidy - remove structure without content.
 *
 *     if (1) A else B -> A;  if (c) {} else B -> if (!c) B;  if (c) {} -> nothing
 *     for (int i = 0; i < 0; i++) A -> nothing
 *     { A } -> A where no name of A means something else outside;  x = x -> nothing
 *     statements behind a jump, and comments with nothing to comment on, go
 *
 * Keeps loops: an empty one may still not end.  (Counted ones are simplify_unneeded's.)
 */
typedef struct Tidy {
    Program *p;
    StrMap  *names;       /* how many variables of the function are declared under a name: a Names */
    Arena   *arena;
    bool     changed;
} Tidy;

typedef struct Names {
    int count;
} Names;

static Block *tidy_block(Tidy *t, Block *block);

/* ---- Names ---- */

static void count_name(Tidy *t, const Var *var)
{
    Names *names = strmap_get(t->names, var->name);
    if (!names) {
        names = ARENA_NEW(t->arena, Names);
        strmap_put(t->names, var->name, names);
    }
    names->count++;
}

static void find_block(void *data, Stmt *s)
{
    *(bool *)data |= s->kind == STMT_BLOCK;
}

static void count_declared(void *data, Stmt *s)
{
    if (s->kind == STMT_DECL)
        count_name(data, s->u.decl.var);
    else if (s->kind == STMT_FOR && s->u.loop_for.declares)
        count_name(data, s->u.loop_for.var);
}

/* Only blocks that may be opened make it worth while. */
static void count_names(Tidy *t, const Func *func)
{
    bool blocks = false;
    t->names = strmap_new(t->arena);
    ir_visit_stmts(func->body, find_block, &blocks);
    for (int i = 0; blocks && i < func->params.count; i++)
        count_name(t, func->params.items[i]);
    if (blocks)
        ir_visit_stmts(func->body, count_declared, t);
}

/* Whether the block's own declarations may move out: nothing else has one of their names. */
static bool may_open(const Tidy *t, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];
        if (s->kind != STMT_DECL)
            continue;
        const Names *names = strmap_get(t->names, s->u.decl.var->name);
        if (names && names->count > 1)
            return false;
    }
    return true;
}

/* ---- Statements ---- */

static bool is_jump(const Stmt *s)
{
    return s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN;
}

static bool is_content(const Stmt *s)
{
    return s->kind != STMT_COMMENT;
}

static bool is_empty(const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        if (is_content(block->stmts.items[i]))
            return false;
    }
    return true;
}

static bool is_idle_assign(const Stmt *s)
{
    return s->kind == STMT_ASSIGN && ir_same(s->u.assign.place, s->u.assign.value) && weigh_is_pure(s->u.assign.place);
}

static void keep(Tidy *t, Block *out, Stmt *s)
{
    VEC_PUSH(t->arena, &out->stmts, s);
}

static void append(Tidy *t, Block *out, const Block *more)
{
    t->changed = true;
    for (int i = 0; i < more->stmts.count; i++)
        keep(t, out, more->stmts.items[i]);
}

static void tidy_if(Tidy *t, Block *out, Stmt *s)
{
    Block *then = tidy_block(t, s->u.branch.then), *other = tidy_block(t, s->u.branch.other);
    int    known = fold_truth(s->u.branch.cond);
    if (known >= 0) {
        append(t, out, known ? then : other);
        return;
    }
    if (is_empty(then) && is_empty(other) && weigh_is_pure(s->u.branch.cond)) {
        t->changed = true;
        return;
    }
    if (is_empty(then) && !is_empty(other)) {
        t->changed = true;
        s->u.branch.cond = fold_not(t->p, s->u.branch.cond->loc, s->u.branch.cond);
        s->u.branch.then = other;
        s->u.branch.other = ir_block(t->p);
    } else {
        s->u.branch.then = then;
        s->u.branch.other = is_empty(other) && other->stmts.count > 0 ? ir_block(t->p) : other;
    }
    while (s->u.branch.cond->op == OP_NOT && s->u.branch.cond->args[0]->op == OP_NOT)
        s->u.branch.cond = s->u.branch.cond->args[0]->args[0];
    keep(t, out, s);
}

/* Whether the loop's own counter is at its end when it starts. */
static bool never_runs(const Stmt *s)
{
    long long from, to;
    if (!s->u.loop_for.declares || !fold_is_integer(s->u.loop_for.from, &from) || !fold_is_integer(s->u.loop_for.to, &to))
        return false;
    if (type_is_unsigned(s->u.loop_for.var->type) && (from < 0 || to < 0))
        return false;
    switch (s->u.loop_for.relation) {
    case REL_LT:     return from >= to;
    case REL_LE:     return from > to;
    case REL_GT:     return from <= to;
    case REL_GE:     return from < to;
    case REL_NE:     return from == to;
    case REL_DOWNTO: return from <= to;
    }
    return false;
}

static void tidy_for(Tidy *t, Block *out, Stmt *s)
{
    if (never_runs(s)) {
        t->changed = true;
        return;
    }
    s->u.loop_for.body = tidy_block(t, s->u.loop_for.body);
    keep(t, out, s);
}

static void tidy_loop(Tidy *t, Block *out, Stmt *s)
{
    s->u.loop.head = tidy_block(t, s->u.loop.head);
    s->u.loop.body = tidy_block(t, s->u.loop.body);
    s->u.loop.step = tidy_block(t, s->u.loop.step);
    keep(t, out, s);
}

static void tidy_stmt(Tidy *t, Block *out, Stmt *s)
{
    switch (s->kind) {
    case STMT_IF:
        tidy_if(t, out, s);
        break;
    case STMT_FOR:
        tidy_for(t, out, s);
        break;
    case STMT_LOOP:
        tidy_loop(t, out, s);
        break;
    case STMT_BLOCK:
        s->u.block = tidy_block(t, s->u.block);
        if (is_empty(s->u.block) || may_open(t, s->u.block))
            append(t, out, s->u.block);
        else
            keep(t, out, s);
        break;
    default:
        if (is_idle_assign(s))
            t->changed = true;
        else
            keep(t, out, s);
        break;
    }
}

/* ---- Comments ---- */

/* Whether something stands between the comment at i and the next one or the end of the block: a bare declaration or
 * the return of a value belongs to no section. */
static bool has_section(const Block *block, int i)
{
    for (i++; i < block->stmts.count && is_content(block->stmts.items[i]); i++) {
        const Stmt *s = block->stmts.items[i];
        if (s->kind != STMT_RETURN && (s->kind != STMT_DECL || s->u.decl.init))
            return true;
    }
    return false;
}

static void drop_comments(Tidy *t, Block *block)
{
    int kept = 0;
    for (int i = 0, count = block->stmts.count; i < count; i++) {
        Stmt *s = block->stmts.items[i];
        if (s->kind == STMT_COMMENT && !has_section(block, i))
            t->changed = true;
        else
            block->stmts.items[kept++] = s;
    }
    block->stmts.count = kept;
}

static bool is_same(const Block *a, const Block *b)
{
    size_t size = (size_t)a->stmts.count * sizeof *a->stmts.items;
    return a->stmts.count == b->stmts.count && (size == 0 || memcmp(a->stmts.items, b->stmts.items, size) == 0);
}

static Block *copy_block(Tidy *t, const Block *block)
{
    Block *copy = ir_block(t->p);
    ir_append(t->p, copy, block);
    return copy;
}

/* The block itself where it has nothing to tidy. */
static Block *tidy_block(Tidy *t, Block *block)
{
    Block found = {{0}}, *out = &found;
    for (int i = 0; i < block->stmts.count; i++) {
        tidy_stmt(t, out, block->stmts.items[i]);
        bool leaves = out->stmts.count > 0 && is_jump(out->stmts.items[out->stmts.count - 1]);
        if (leaves) {
            t->changed = t->changed || i + 1 < block->stmts.count;
            break;
        }
    }
    drop_comments(t, out);
    return is_same(out, block) ? block : copy_block(t, out);
}

bool simplify_tidy(Program *p, Func *func)
{
    Tidy t = {.p = p, .arena = arena_new()};
    count_names(&t, func);
    func->body = tidy_block(&t, func->body);
    arena_free(t.arena);
    return t.changed;
}
