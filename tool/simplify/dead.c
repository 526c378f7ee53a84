#include "ahead.h"
#include "blocks.h"
#include "facts.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "passes.h"
#include "rules/rule.h"

/*
 * simplify_unneeded - remove what no result depends on.
 *
 * By objects, without regard to order: what surely has an effect is needed (stores to memory that others may see,
 * calls, jumps, loops that may not end); what a needed statement reads is needed; all that gives a needed object its
 * value is needed; nothing else is.  An object is a register, a local array or record whose address nothing takes, or a
 * block from malloc with its pointers.  This finds sums that only feed themselves, and arrays that are filled and never
 * read (again).
 *
 * Keeps: every LOOP, since it may not end, with what its condition depends on.
 */
typedef struct Dead {
    Program     *p;
    Arena       *arena;
    const Facts *f;
    const Reads *reads;
    bool        *needed;       /* by node */
    bool        *wanted;       /* by object: its value is needed */
    IntVec      *givers;       /* by object: the nodes that give it its value */
    int         *last_read;    /* by object: the last node that reads what it holds, or -1 */
    int         *declared_at;  /* by variable: its declaration, or -1 */
    IntVec      *jumps;        /* by node, of loops: what leaves a round early */
    IntVec       work;         /* nodes whose reads are still to be followed */
} Dead;

/* ---- Objects ---- */

static bool is_local(const Dead *d, const Var *var)
{
    return var->kind != VAR_GLOBAL && var->id < d->f->vars && d->f->func->vars.items[var->id] == var;
}

/* A call that only computes its result, or gets memory. */
static bool is_pure_call(const Stmt *s)
{
    const Func *callee = s->u.call.callee;
    const Rule *rule = rule_find(callee->name);
    Effect      effect = rule_effect(callee->name);
    bool        is_pure = effect == EFFECT_READ || (effect == EFFECT_NONE && (!rule || rule_is_pure(rule)));
    return is_pure || blocks_allocates(callee);
}

/* Objects go by numbers: a block from malloc by that of its pointers, any other variable by its id. */
static int object_of_var(const Dead *d, const Var *var)
{
    int block = d->f->blocks ? blocks_of_var(d->f->blocks, var) : -1;
    return block >= 0 && blocks_is_local(d->f->blocks, block) ? block : var->id;
}

static int local_block(const Dead *d, int block)
{
    return block >= 0 && blocks_is_local(d->f->blocks, block) ? block : -1;
}

static int block_of_place(const Dead *d, const Expr *place)
{
    return d->f->blocks ? local_block(d, blocks_of_place(d->f->blocks, place)) : -1;
}

static int block_of_pointer(const Dead *d, const Expr *pointer)
{
    return d->f->blocks ? local_block(d, blocks_of_pointer(d->f->blocks, pointer)) : -1;
}

/* ---- What gives which object its value ---- */

/* The first argument's block, which free ends and memset and memcpy fill. */
static int object_of_library_call(const Dead *d, const Stmt *s)
{
    switch (rule_effect(s->u.call.callee->name)) {
    case EFFECT_FREE:
    case EFFECT_FILL:
    case EFFECT_COPY:
        return !s->u.call.place && s->u.call.count > 0 ? block_of_pointer(d, s->u.call.args[0]) : -1;
    default:
        return -1;
    }
}

static int object_of_call(const Dead *d, const Stmt *s)
{
    const Expr *place = s->u.call.place;
    if (!is_pure_call(s))
        return object_of_library_call(d, s);
    return place && place->op == OP_VAR && facts_is_tracked(d->f, place->u.var) ? object_of_var(d, place->u.var) : -1;
}

static int object_of_assign(const Dead *d, const Stmt *s)
{
    const Expr *place = s->u.assign.place;
    Var        *root = ir_root_var(place);
    if (ahead_has_effect(s->u.assign.value) || ahead_has_effect(place))
        return -1;
    if (root)
        return facts_is_tracked(d->f, root) || facts_is_private(d->f, root) ? object_of_var(d, root) : -1;
    return block_of_place(d, place);
}

/* The object that the node gives (a part of) its value and does nothing else; -1: it has an effect. */
static int object_of(const Dead *d, const Node *node)
{
    const Stmt *s = node->stmt;
    switch (s->kind) {
    case STMT_DECL:
        return s->u.decl.init && ahead_has_effect(s->u.decl.init) ? -1 : object_of_var(d, s->u.decl.var);
    case STMT_ASSIGN:
        return object_of_assign(d, s);
    case STMT_CALL:
        return object_of_call(d, s);
    case STMT_FOR:
        return facts_is_tracked(d->f, s->u.loop_for.var) ? s->u.loop_for.var->id : -1;
    default:
        return -1;
    }
}

/* ---- Stores behind the last read ---- */

typedef struct Reader {
    Dead *d;
    int   pos;
} Reader;

static void note_read(void *data, const Expr *e)
{
    const Reader *r = data;
    const Opaque *opaque = e->op == OP_OPAQUE ? e->u.opaque : NULL;
    if (e->op == OP_VAR && is_local(r->d, e->u.var))
        r->d->last_read[object_of_var(r->d, e->u.var)] = r->pos;
    for (int i = 0; opaque && i < opaque->vars.count; i++) {
        if (is_local(r->d, opaque->vars.items[i]))
            r->d->last_read[object_of_var(r->d, opaque->vars.items[i])] = r->pos;
    }
}

/* Finding a place reads its indices; what it lies in is written. */
static void note_indices(Reader *r, const Expr *place)
{
    while (place->op == OP_FIELD || (place->op == OP_INDEX && place->args[0]->type->kind == TYPE_ARRAY)) {
        if (place->op == OP_INDEX)
            ir_visit_expr(place->args[1], note_read, r);
        place = place->args[0];
    }
    if (place->op == OP_VAR)
        return;
    if (place->op == OP_INDEX)
        ir_visit_expr(place->args[1], note_read, r);
    const Expr *pointer = place->args[0];
    if (block_of_pointer(r->d, pointer) < 0) {
        ir_visit_expr(pointer, note_read, r);
        return;
    }
    for (; pointer->op != OP_VAR; pointer = pointer->args[0]) {
        if (pointer->op == OP_PTRADD)
            ir_visit_expr(pointer->args[1], note_read, r);
    }
}

static void note_reads(void *data, const Expr *e, bool is_target)
{
    if (is_target)
        note_indices(data, e);
    else
        ir_visit_expr(e, note_read, data);
}

/* Where no pointer leads to a block of its own every variable is an object of its own, and what the node reads is listed. */
static void note_listed_reads(Dead *d, int pos)
{
    const int *vars = &d->reads->vars.items[d->reads->first[pos]];
    for (int i = 0; i < d->reads->count[pos]; i++)
        d->last_read[vars[i]] = pos;
}

static void note_last_reads(Dead *d, int pos)
{
    const Node *node = &d->f->nodes.items[pos];
    const Stmt *s = node->stmt;
    Reader      reader = {d, pos};
    if (s->kind == STMT_CALL && object_of_library_call(d, s) >= 0) {
        for (int i = 1; i < s->u.call.count; i++)
            ir_visit_expr(s->u.call.args[i], note_read, &reader);
        return;
    }
    facts_exprs(node, note_reads, &reader);
    for (int i = 0; !node->is_cond && s->kind == STMT_OPAQUE && i < s->u.opaque->vars.count; i++)
        note_read(&reader, ir_var(d->p, s->loc, s->u.opaque->vars.items[i]));
}

static bool has_private(const Dead *d)
{
    for (int i = 0; i < d->f->vars; i++) {
        if (d->f->private[i])
            return true;
    }
    return false;
}

static bool has_local_blocks(const Dead *d)
{
    for (int i = 0; d->f->blocks && i < d->f->vars; i++) {
        if (d->f->is_pointer[i] && local_block(d, blocks_of_var(d->f->blocks, d->f->func->vars.items[i])) >= 0)
            return true;
    }
    return false;
}

/* Last reads matter where there are arrays, records or blocks. */
static void note_lives(Dead *d)
{
    bool blocks = has_local_blocks(d), stores = blocks || has_private(d);
    for (int pos = 0; pos < d->f->nodes.count; pos++) {
        const Node *node = &d->f->nodes.items[pos];
        if (blocks)
            note_last_reads(d, pos);
        else if (stores)
            note_listed_reads(d, pos);
        if (!node->is_cond && node->kind == STMT_DECL)
            d->declared_at[node->stmt->u.decl.var->id] = pos;
    }
}

static bool is_apart(const Dead *d, const Expr *place, int object)
{
    Var *root = ir_root_var(place);
    return root ? facts_is_private(d->f, root) : blocks_is_apart(d->f->blocks, object);
}

/* A store into an array, record or block that nothing reads any more: behind the last read, and not in a loop that
 * reads it in a later round, unless the array is declared anew in each. */
static bool is_idle_store(const Dead *d, const Node *node, int pos, int object)
{
    const Stmt *s = node->stmt;
    if (s->kind != STMT_ASSIGN || !is_apart(d, s->u.assign.place, object))
        return false;
    int  first = pos;
    Var *root = ir_root_var(s->u.assign.place);
    int  born_at = root ? d->declared_at[root->id] : -1;
    for (int loop = node->loop; loop > born_at; loop = d->f->nodes.items[loop].loop)
        first = loop;
    return d->last_read[object] < first;
}

/* ---- Following needs ---- */

static void need_node(Dead *d, int pos)
{
    if (pos < 0 || d->needed[pos])
        return;
    d->needed[pos] = true;
    VEC_PUSH(d->arena, &d->work, pos);
}

static void need_declaration(Dead *d, const Var *var)
{
    if (is_local(d, var))
        need_node(d, d->declared_at[var->id]);
}

/* Of one of the function's own. */
static void need_value(Dead *d, int var)
{
    int object = d->f->is_pointer[var] ? object_of_var(d, d->f->func->vars.items[var]) : var;
    need_node(d, d->declared_at[var]);
    if (d->wanted[object])
        return;
    d->wanted[object] = true;
    for (int i = 0; i < d->givers[object].count; i++)
        need_node(d, d->givers[object].items[i]);
}

/* A loop's counter has its value from the loop, whatever else the variable is used for. */
static bool is_counter(const Dead *d, int pos, int var)
{
    const Facts *f = d->f;
    for (int loop = f->nodes.items[pos].loop; loop >= 0; loop = f->nodes.items[loop].loop) {
        const Stmt *s = f->nodes.items[loop].stmt;
        if (s->kind == STMT_FOR && s->u.loop_for.var == f->func->vars.items[var])
            return true;
    }
    return false;
}

static void follow_reads(Dead *d, int pos)
{
    const int *vars = &d->reads->vars.items[d->reads->first[pos]];
    for (int i = 0; i < d->reads->count[pos]; i++) {
        if (is_counter(d, pos, vars[i]))
            need_node(d, d->declared_at[vars[i]]);
        else
            need_value(d, vars[i]);
    }
}

/* The variable, or the array or record, that gets the result of a call which is there for its effects: that alone does not
 * need its value.  NULL: there is none. */
static const Var *takes_result(const Dead *d, const Stmt *s)
{
    const Expr *place = s->kind == STMT_CALL ? s->u.call.place : NULL;
    const Var  *root = place && !ahead_has_effect(place) ? ir_root_var(place) : NULL;
    return root && (facts_is_tracked(d->f, root) || facts_is_private(d->f, root)) ? root : NULL;
}

static void follow_target(Dead *d, int pos)
{
    const Stmt *s = d->f->nodes.items[pos].stmt;
    if (d->f->target[pos] >= 0 && d->f->nodes.items[pos].kind == STMT_ASSIGN) {
        need_value(d, d->f->target[pos]);
        return;
    }
    if (d->f->nodes.items[pos].kind == STMT_DECL)
        return;
    const Expr *place = ir_target(s);
    Var        *root = place ? ir_root_var(place) : NULL;
    if (!root)
        return;
    if (takes_result(d, s))
        need_declaration(d, root);
    else if (is_local(d, root))
        need_value(d, root->id);
}

static void follow_node(Dead *d, int pos)
{
    const Facts *f = d->f;
    const Node  *node = &f->nodes.items[pos];
    need_node(d, f->scopes.items[node->scope].owner);
    follow_reads(d, pos);
    if (node->is_cond)
        return;
    follow_target(d, pos);
    if (node->kind == STMT_FOR)
        need_declaration(d, node->stmt->u.loop_for.var);
    for (int i = 0; i < d->jumps[pos].count; i++)
        need_node(d, d->jumps[pos].items[i]);
    if (node->kind == STMT_LOOP) {
        const Scope *head = &f->scopes.items[f->scope_of[node->stmt->u.loop.at_end ? 1 : 0][pos]];
        need_node(d, head->nodes.items[head->nodes.count - 1]);
    }
}

/* ---- Where needs begin ---- */

static bool is_effect(const Node *node, int object)
{
    switch (node->kind) {
    case STMT_LOOP:
    case STMT_RETURN:
    case STMT_OPAQUE:
        return true;
    case STMT_IF:
        return ahead_has_effect(node->stmt->u.branch.cond);
    case STMT_CALL:
        return object < 0 && (node->stmt->u.call.place || !is_pure_call(node->stmt));
    case STMT_DECL:
    case STMT_ASSIGN:
    case STMT_FOR:
        return object < 0;
    default:
        return false;
    }
}

/* A register that a declaration or an assignment gives its value. */
static bool gives_register(const Dead *d, int pos)
{
    const Facts *f = d->f;
    StmtKind     kind = f->nodes.items[pos].kind;
    int          var = f->target[pos];
    return var >= 0 && f->tracked[var] && !f->is_pointer[var] && (kind == STMT_DECL || kind == STMT_ASSIGN);
}

static void note_node(Dead *d, int pos)
{
    const Node *node = &d->f->nodes.items[pos];
    if (node->is_cond)
        return;
    bool is_register = gives_register(d, pos);
    int  object = !is_register ? object_of(d, node) : d->reads->has_effect[pos] ? -1 : d->f->target[pos];
    if (object >= 0 && (is_register || !is_idle_store(d, node, pos, object)))
        VEC_PUSH(d->arena, &d->givers[object], pos);
    if ((node->kind == STMT_BREAK || node->kind == STMT_CONTINUE) && node->loop >= 0)
        VEC_PUSH(d->arena, &d->jumps[node->loop], pos);
    if (is_effect(node, object))
        need_node(d, pos);
}

static bool is_removable(const Dead *d, int pos)
{
    const Node *node = &d->f->nodes.items[pos];
    return !d->needed[pos] && !node->is_cond && node->kind != STMT_COMMENT;
}

/* A comment goes with the block that it stands in; a cond goes with its loop. */
static bool sweep(Dead *d, Facts *f)
{
    bool *gone = ARENA_ARRAY(d->arena, bool, d->f->nodes.count + 1);
    bool  any = false;
    for (int i = 0; i < d->f->nodes.count; i++) {
        gone[i] = is_removable(d, i);
        any = any || gone[i];
    }
    if (any)
        facts_remove(d->p, f, gone);
    return any;
}

/* Results that nobody needs of calls that are needed. */
static bool drop_results(Dead *d)
{
    bool any = false;
    for (int i = 0; i < d->f->nodes.count; i++) {
        if (d->f->nodes.items[i].kind != STMT_CALL)
            continue;
        Stmt *s = d->f->nodes.items[i].stmt;
        const Var *var = d->f->nodes.items[i].is_cond ? NULL : takes_result(d, s);
        if (!var || d->wanted[object_of_var(d, var)])
            continue;
        s->u.call.place = NULL;
        any = true;
    }
    return any;
}

bool simplify_unneeded(Program *p, Func *func, Facts *f)
{
    Arena *arena = arena_new();
    Dead   d = {.p = p, .arena = arena, .f = f, .reads = facts_listed(f)};
    int    nodes = d.f->nodes.count + 1, vars = func->vars.count + 1;
    d.needed = ARENA_ARRAY(arena, bool, nodes);
    d.jumps = ARENA_ARRAY(arena, IntVec, nodes);
    d.wanted = ARENA_ARRAY(arena, bool, vars);
    d.givers = ARENA_ARRAY(arena, IntVec, vars);
    d.last_read = ARENA_ARRAY(arena, int, vars);
    d.declared_at = ARENA_ARRAY(arena, int, vars);
    for (int i = 0; i < vars; i++)
        d.last_read[i] = d.declared_at[i] = -1;
    note_lives(&d);
    for (int pos = 0; pos < d.f->nodes.count; pos++)
        note_node(&d, pos);
    while (d.work.count > 0)
        follow_node(&d, d.work.items[--d.work.count]);
    bool changed = drop_results(&d);
    changed = sweep(&d, f) || changed;
    arena_free(arena);
    return changed;
}

/* ---- Values that nobody uses ---- */

/*
 * simplify_unused - remove the assignments whose values no later statement uses.
 */

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

static bool is_unused(const Facts *f, const Reads *reads, const Ahead *ahead, int pos)
{
    int var = f->target[pos];
    return var >= 0 && f->tracked[var] && ahead->uses[pos] == AHEAD_NONE && !reads->has_effect[pos];
}

bool simplify_unused(Program *p, Facts *f)
{
    Arena *arena = arena_new();
    Ahead *ahead = ahead_build(arena, f, NULL);
    bool  *gone = ARENA_ARRAY(arena, bool, f->nodes.count + 1);
    bool   changed = false;
    for (int i = 0; i < f->nodes.count; i++) {
        if (!is_unused(f, f->reads, ahead, i))
            continue;
        gone[i] = drop_unused(f->nodes.items[i].stmt, &changed);
        facts_changed(f, i);
        changed = changed || gone[i];
    }
    if (changed)
        facts_remove(p, f, gone);
    arena_free(arena);
    return changed;
}
