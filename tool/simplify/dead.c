#include <string.h>

#include "ahead.h"
#include "facts.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"
#include "rules/rule.h"

/*
 * simplify_dead - remove what no result depends on.
 *
 * First by objects, without regard to order: what surely has an effect is needed (stores to memory that others may see,
 * calls, jumps, loops that may not end); what a needed statement reads is needed; all that gives a needed object its
 * value is needed; nothing else is.  An object is a register, a local array or record whose address nothing takes, or
 * the blocks that pointers of ours get from malloc and hand to free, with all pointers they are copied to.  This finds
 * sums that only feed themselves, and arrays that are filled and never read.
 * Then by order: an assignment whose value no later statement uses goes.
 *
 * Keeps: every LOOP, since it may not end, with what its condition depends on.
 */
typedef struct Dead {
    Program     *p;
    Arena       *arena;
    const Facts *f;
    bool        *needed;       /* by node */
    bool        *wanted;       /* by variable: its object's value is needed */
    int         *twin;         /* by variable: a pointer that may hold the same block, or itself (a forest) */
    bool        *foreign;      /* by variable: a pointer that may point to what is not from malloc */
    IntVec      *givers;       /* by variable (root of twins): the nodes that give the object its value */
    int         *declared_at;  /* by variable: its declaration, or -1 */
    IntVec      *jumps;        /* by node, of loops: what leaves a round early */
    IntVec       work;         /* nodes whose reads are still to be followed */
} Dead;

/* ---- Calls ---- */

/* Of the library, or generated code's own. */
static bool is_allocator(const Func *callee)
{
    return rule_effect(callee->name) == EFFECT_ALLOC || strcmp(callee->name, "adgen_allocate") == 0;
}

/* A call that only computes its result, or gets memory. */
static bool is_pure_call(const Stmt *s)
{
    const Func *callee = s->u.call.callee;
    const Rule *rule = rule_find(callee->name);
    bool        is_pure = rule_effect(callee->name) == EFFECT_NONE && (!rule || rule_is_pure(rule));
    return is_pure || is_allocator(callee);
}

/* ---- Pointers to blocks of our own ---- */

static bool is_own_pointer(const Dead *d, const Var *var)
{
    return (var->kind == VAR_LOCAL || var->kind == VAR_TEMP) && type_is_pointer(var->type)
        && facts_is_tracked(d->f, var) && !facts_is_held(d->f, var);
}

static int root_of(Dead *d, int var)
{
    while (d->twin[var] != var) {
        d->twin[var] = d->twin[d->twin[var]];
        var = d->twin[var];
    }
    return var;
}

static const Expr *without_casts(const Expr *e)
{
    while (e->op == OP_CAST)
        e = e->args[0];
    return e;
}

static void join_twins(Dead *d, const Var *a, const Var *b)
{
    int x = root_of(d, a->id), y = root_of(d, b->id);
    d->twin[x] = y;
    d->foreign[y] = d->foreign[y] || d->foreign[x];
}

static void note_pointer_value(Dead *d, const Var *var, const Expr *value)
{
    const Expr *origin = without_casts(value);
    if (origin->op == OP_INT)
        return;               /* NULL */
    if (origin->op == OP_VAR && is_own_pointer(d, origin->u.var))
        join_twins(d, var, origin->u.var);
    else
        d->foreign[root_of(d, var->id)] = true;
}

static void find_twins(Dead *d)
{
    for (int i = 0; i < d->f->nodes.count; i++) {
        const Node *node = &d->f->nodes.items[i];
        const Var  *var = facts_target(node);
        const Stmt *s = node->stmt;
        if (!var || !is_own_pointer(d, var))
            continue;
        if (s->kind == STMT_CALL && !is_allocator(s->u.call.callee))
            d->foreign[root_of(d, var->id)] = true;
        else if (s->kind != STMT_CALL && facts_value(node))
            note_pointer_value(d, var, facts_value(node));
    }
}

static bool is_block_pointer(Dead *d, const Expr *pointer)
{
    const Expr *e = without_casts(pointer);
    return e->op == OP_VAR && is_own_pointer(d, e->u.var) && !d->foreign[root_of(d, e->u.var->id)];
}

/* The variable whose block the place lies in (p of p[i].f, *(p + i)), or NULL. */
static const Var *block_of_place(Dead *d, const Expr *place)
{
    while (place->op == OP_FIELD || (place->op == OP_INDEX && place->args[0]->type->kind == TYPE_ARRAY))
        place = place->args[0];
    if (place->op != OP_INDEX && place->op != OP_DEREF)
        return NULL;
    const Expr *pointer = without_casts(place->args[0]);
    if (pointer->op == OP_PTRADD)
        pointer = pointer->args[0];
    return is_block_pointer(d, pointer) ? without_casts(pointer)->u.var : NULL;
}

/* ---- What gives which object its value ---- */

static const Var *object_of_call(Dead *d, const Stmt *s)
{
    const Expr *place = s->u.call.place;
    const Var  *var = place && place->op == OP_VAR && facts_is_tracked(d->f, place->u.var) ? place->u.var : NULL;
    if (is_pure_call(s))
        return var;
    switch (rule_effect(s->u.call.callee->name)) {
    case EFFECT_FREE:
    case EFFECT_FILL:
    case EFFECT_COPY:
        if (!place && s->u.call.count > 0 && is_block_pointer(d, s->u.call.args[0]))
            return without_casts(s->u.call.args[0])->u.var;
        return NULL;
    default:
        return NULL;
    }
}

static const Var *object_of_assign(Dead *d, const Stmt *s)
{
    const Expr *place = s->u.assign.place;
    Var        *root = ir_root_var(place);
    if (ahead_has_effect(s->u.assign.value) || ahead_has_effect(place))
        return NULL;
    if (root)
        return facts_is_tracked(d->f, root) || facts_is_private(d->f, root) ? root : NULL;
    return block_of_place(d, place);
}

/* The object that the node gives (a part of) its value and does nothing else; or NULL: it has an effect. */
static const Var *object_of(Dead *d, const Node *node)
{
    const Stmt *s = node->stmt;
    switch (s->kind) {
    case STMT_DECL:
        return s->u.decl.init && ahead_has_effect(s->u.decl.init) ? NULL : s->u.decl.var;
    case STMT_ASSIGN:
        return object_of_assign(d, s);
    case STMT_CALL:
        return object_of_call(d, s);
    case STMT_FOR:
        return facts_is_tracked(d->f, s->u.loop_for.var) ? s->u.loop_for.var : NULL;
    default:
        return NULL;
    }
}

/* ---- Following needs ---- */

static void need_node(Dead *d, int pos)
{
    if (pos < 0 || d->needed[pos])
        return;
    d->needed[pos] = true;
    VEC_PUSH(d->arena, &d->work, pos);
}

static bool is_local(const Dead *d, const Var *var)
{
    return var->kind != VAR_GLOBAL && var->id < d->f->func->vars.count && d->f->func->vars.items[var->id] == var;
}

static void need_declaration(Dead *d, const Var *var)
{
    if (is_local(d, var))
        need_node(d, d->declared_at[var->id]);
}

static void need_value(Dead *d, const Var *var)
{
    if (!is_local(d, var))
        return;
    int root = root_of(d, var->id);
    need_declaration(d, var);
    if (d->wanted[root])
        return;
    d->wanted[root] = true;
    for (int i = 0; i < d->givers[root].count; i++)
        need_node(d, d->givers[root].items[i]);
}

typedef struct Reader {
    Dead *d;
    int   pos;
} Reader;

/* A loop's counter has its value from the loop, whatever else the variable is used for. */
static void follow_read(void *data, Var *var)
{
    const Reader *r = data;
    const Facts  *f = r->d->f;
    for (int loop = f->nodes.items[r->pos].loop; loop >= 0; loop = f->nodes.items[loop].loop) {
        const Stmt *s = f->nodes.items[loop].stmt;
        if (s->kind == STMT_FOR && s->u.loop_for.var == var) {
            need_declaration(r->d, var);
            return;
        }
    }
    need_value(r->d, var);
}

static void follow_target(Dead *d, const Node *node)
{
    const Stmt *s = node->stmt;
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : s->kind == STMT_CALL ? s->u.call.place : NULL;
    Var        *root = place ? ir_root_var(place) : NULL;
    if (!root)
        return;
    if (s->kind == STMT_CALL && facts_is_tracked(d->f, root))
        need_declaration(d, root);
    else
        need_value(d, root);
}

static void follow_node(Dead *d, int pos)
{
    const Facts *f = d->f;
    const Node  *node = &f->nodes.items[pos];
    Reader       reader = {d, pos};
    need_node(d, f->scopes.items[node->scope].owner);
    facts_reads(node, follow_read, &reader);
    if (node->is_cond)
        return;
    follow_target(d, node);
    if (node->stmt->kind == STMT_FOR)
        need_declaration(d, node->stmt->u.loop_for.var);
    for (int i = 0; i < d->jumps[pos].count; i++)
        need_node(d, d->jumps[pos].items[i]);
    if (node->stmt->kind == STMT_LOOP) {
        const Scope *head = &f->scopes.items[f->scope_of[node->stmt->u.loop.at_end ? 1 : 0][pos]];
        need_node(d, head->nodes.items[head->nodes.count - 1]);
    }
}

/* ---- Where needs begin ---- */

static bool is_effect(Dead *d, const Node *node)
{
    switch (node->stmt->kind) {
    case STMT_LOOP:
    case STMT_RETURN:
    case STMT_OPAQUE:
        return true;
    case STMT_IF:
        return ahead_has_effect(node->stmt->u.branch.cond);
    case STMT_CALL:
        return !object_of(d, node) && (node->stmt->u.call.place || !is_pure_call(node->stmt));
    case STMT_DECL:
    case STMT_ASSIGN:
    case STMT_FOR:
        return !object_of(d, node);
    default:
        return false;
    }
}

static void note_node(Dead *d, int pos)
{
    const Node *node = &d->f->nodes.items[pos];
    if (node->is_cond)
        return;
    const Stmt *s = node->stmt;
    const Var  *object = object_of(d, node);
    if (object)
        VEC_PUSH(d->arena, &d->givers[root_of(d, object->id)], pos);
    if (s->kind == STMT_DECL)
        d->declared_at[s->u.decl.var->id] = pos;
    if ((s->kind == STMT_BREAK || s->kind == STMT_CONTINUE) && node->loop >= 0)
        VEC_PUSH(d->arena, &d->jumps[node->loop], pos);
    if (is_effect(d, node))
        need_node(d, pos);
}

static bool is_removable(const Dead *d, int pos)
{
    const Node *node = &d->f->nodes.items[pos];
    return !d->needed[pos] && !node->is_cond && node->stmt->kind != STMT_COMMENT;
}

/* A comment goes with the block that it stands in; a cond goes with its loop. */
static bool sweep(Dead *d)
{
    bool *gone = ARENA_ARRAY(d->arena, bool, d->f->nodes.count + 1);
    bool  any = false;
    for (int i = 0; i < d->f->nodes.count; i++) {
        gone[i] = is_removable(d, i);
        any = any || gone[i];
    }
    facts_sweep(d->f, gone);
    return any;
}

static bool remove_unneeded(Program *p, Func *func)
{
    Arena *arena = arena_new();
    Dead   d = {.p = p, .arena = arena, .f = facts_build(arena, func)};
    int    nodes = d.f->nodes.count + 1, vars = func->vars.count + 1;
    d.needed = ARENA_ARRAY(arena, bool, nodes);
    d.jumps = ARENA_ARRAY(arena, IntVec, nodes);
    d.wanted = ARENA_ARRAY(arena, bool, vars);
    d.foreign = ARENA_ARRAY(arena, bool, vars);
    d.givers = ARENA_ARRAY(arena, IntVec, vars);
    d.twin = ARENA_ARRAY(arena, int, vars);
    d.declared_at = ARENA_ARRAY(arena, int, vars);
    for (int i = 0; i < func->vars.count; i++) {
        d.twin[i] = i;
        d.declared_at[i] = -1;
    }
    find_twins(&d);
    for (int pos = 0; pos < d.f->nodes.count; pos++)
        note_node(&d, pos);
    while (d.work.count > 0)
        follow_node(&d, d.work.items[--d.work.count]);
    bool changed = sweep(&d);
    arena_free(arena);
    return changed;
}

/* ---- Values that nobody uses ---- */

/* Returns whether the whole statement goes; *changed if a part of it does. */
static bool drop_unused(Stmt *s, bool *changed)
{
    switch (s->kind) {
    case STMT_DECL:
        *changed = *changed || s->u.decl.init;
        s->u.decl.init = NULL;
        return false;
    case STMT_ASSIGN:
        return true;
    default:
        *changed = true;
        s->u.call.place = NULL;
        return is_pure_call(s);
    }
}

static bool is_unused(const Facts *f, const Ahead *ahead, int pos)
{
    const Node *node = &f->nodes.items[pos];
    const Var  *var = facts_target(node);
    const Expr *value = facts_value(node);
    if (!var || !facts_is_tracked(f, var) || ahead->uses[pos] != AHEAD_NONE)
        return false;
    return !value || !ahead_has_effect(value);
}

static bool remove_unused(Func *func)
{
    Arena *arena = arena_new();
    Facts *f = facts_build(arena, func);
    Ahead *ahead = ahead_build(arena, f, NULL);
    bool  *gone = ARENA_ARRAY(arena, bool, f->nodes.count + 1);
    bool   changed = false;
    for (int i = 0; i < f->nodes.count; i++) {
        gone[i] = is_unused(f, ahead, i) && drop_unused(f->nodes.items[i].stmt, &changed);
        changed = changed || gone[i];
    }
    facts_sweep(f, gone);
    arena_free(arena);
    return changed;
}

bool simplify_dead(Program *p, Func *func)
{
    bool changed = remove_unneeded(p, func);
    if (!remove_unused(func))
        return changed;
    remove_unneeded(p, func);
    return true;
}
