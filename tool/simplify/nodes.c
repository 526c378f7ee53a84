#include "facts.h"
#include "ir/build.h"
#include "ir/walk.h"

/* ---- The expressions of a node ---- */

void facts_exprs(const Node *node, void (*visit)(void *data, const Expr *e, bool is_target), void *data)
{
    if (node->is_cond || node->stmt->kind != STMT_LOOP)
        ir_stmt_exprs(node->stmt, visit, data);
}

typedef struct Mapping {
    FactsMap *map;
    void     *data;
} Mapping;

static const Expr *map_value(const Mapping *m, const Expr *e)
{
    return e ? m->map(m->data, e, false, false) : NULL;
}

static const Expr *map_target(const Mapping *m, const Expr *e)
{
    return e ? m->map(m->data, e, true, false) : NULL;
}

static void map_call(Program *p, Stmt *s, const Mapping *m)
{
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, s->u.call.count);
    bool         same = true;
    for (int i = 0; i < s->u.call.count; i++) {
        args[i] = map_value(m, s->u.call.args[i]);
        same = same && args[i] == s->u.call.args[i];
    }
    if (!same)
        s->u.call.args = args;
    s->u.call.place = map_target(m, s->u.call.place);
}

void facts_map(Program *p, const Node *node, FactsMap *map, void *data)
{
    Stmt   *s = node->stmt;
    Mapping m = {map, data};
    switch (s->kind) {
    case STMT_DECL:
        s->u.decl.init = map_value(&m, s->u.decl.init);
        break;
    case STMT_ASSIGN:
        s->u.assign.value = map_value(&m, s->u.assign.value);
        s->u.assign.place = map_target(&m, s->u.assign.place);
        break;
    case STMT_CALL:
        map_call(p, s, &m);
        break;
    case STMT_IF:
        s->u.branch.cond = map_value(&m, s->u.branch.cond);
        break;
    case STMT_FOR:
        s->u.loop_for.from = map_value(&m, s->u.loop_for.from);
        s->u.loop_for.to = map(data, s->u.loop_for.to, false, true);
        break;
    case STMT_LOOP:
        if (node->is_cond)
            s->u.loop.cond = map_value(&m, s->u.loop.cond);
        break;
    case STMT_RETURN:
        s->u.result = map_value(&m, s->u.result);
        break;
    default:
        break;
    }
}

typedef struct ReadMapping {
    const Expr *(*map)(void *data, const Expr *var);
    void       *data;
} ReadMapping;

static const Expr *map_read(void *data, const Expr *e)
{
    const ReadMapping *m = data;
    return e->op == OP_VAR ? m->map(m->data, e) : e;
}

static const Expr *map_target_reads(Program *p, const Expr *place, ReadMapping *m)
{
    const Expr *args[2];
    bool        of_array = place->op == OP_INDEX && place->args[0]->type->kind == TYPE_ARRAY;
    if (place->op == OP_VAR)
        return place;
    if (place->op != OP_FIELD && !of_array)
        return ir_map_expr(p, place, map_read, m);
    args[0] = map_target_reads(p, place->args[0], m);
    if (of_array)
        args[1] = ir_map_expr(p, place->args[1], map_read, m);
    return ir_with_args(p, place, args);
}

const Expr *facts_map_reads(Program *p, const Expr *e, bool is_target,
                            const Expr *(*map)(void *data, const Expr *var), void *data)
{
    ReadMapping m = {map, data};
    return is_target ? map_target_reads(p, e, &m) : ir_map_expr(p, e, map_read, &m);
}

/* How many statements the block gets; -1: it keeps what it has. */
static int rebuilt_count(const Scope *scope, const StmtVec *before, const bool *gone)
{
    int  count = scope->block->stmts.count;
    bool changes = false;
    for (int i = 0; i < scope->block->stmts.count; i++) {
        int pos = scope->nodes.items[i], more = before ? before[pos].count : 0;
        bool goes = gone && gone[pos];
        count += more - goes;
        changes = changes || more > 0 || goes;
    }
    return changes ? count : -1;
}

/* In its own memory where it only loses statements. */
static void rebuild_block(Program *p, const Scope *scope, const StmtVec *before, const bool *gone)
{
    Block old = *scope->block, *block = scope->block;
    int   count = rebuilt_count(scope, before, gone);
    if (count < 0)
        return;
    block->stmts.count = 0;
    if (before) {
        block->stmts.items = ARENA_ARRAY(p->arena, Stmt *, count + 1);
        block->stmts.room = count + 1;
    }
    for (int i = 0; i < old.stmts.count; i++) {
        int pos = scope->nodes.items[i];
        for (int k = 0; before && k < before[pos].count; k++)
            ir_push(p, block, before[pos].items[k]);
        if (!gone || !gone[pos])
            ir_push(p, block, old.stmts.items[i]);
    }
}

void facts_rebuild(Program *p, const Facts *f, const StmtVec *before, const bool *gone)
{
    for (int i = 0; i < f->scopes.count; i++)
        rebuild_block(p, &f->scopes.items[i], before, gone);
}

typedef struct Reading {
    void (*visit)(void *data, Var *var);
    void *data;
} Reading;

static void read_opaque(const Reading *r, const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        r->visit(r->data, opaque->vars.items[i]);
        r->visit(r->data, opaque->vars.items[i]);   /* twice: no single use can be replaced */
    }
}

static void read_node(void *data, const Expr *e)
{
    const Reading *r = data;
    if (e->op == OP_VAR)
        r->visit(r->data, e->u.var);
    else if (e->op == OP_OPAQUE)
        read_opaque(r, e->u.opaque);
}

static void read_target(Reading *r, const Expr *place)
{
    switch (place->op) {
    case OP_VAR:
        break;
    case OP_FIELD:
        read_target(r, place->args[0]);
        break;
    case OP_INDEX:
        ir_visit_expr(place->args[1], read_node, r);
        if (place->args[0]->type->kind == TYPE_ARRAY)
            read_target(r, place->args[0]);
        else
            ir_visit_expr(place->args[0], read_node, r);
        break;
    default:
        ir_visit_expr(place, read_node, r);
        break;
    }
}

static void read_expr(void *data, const Expr *e, bool is_target)
{
    if (is_target)
        read_target(data, e);
    else
        ir_visit_expr(e, read_node, data);
}

void facts_reads(const Node *node, void (*visit)(void *data, Var *var), void *data)
{
    Reading r = {visit, data};
    facts_exprs(node, read_expr, &r);
    if (!node->is_cond && node->stmt->kind == STMT_OPAQUE)
        read_opaque(&r, node->stmt->u.opaque);
}

Var *facts_target(const Node *node)
{
    const Stmt *s = node->stmt;
    const Expr *place = NULL;
    switch (s->kind) {
    case STMT_DECL:
        return s->u.decl.var;
    case STMT_ASSIGN:
        place = s->u.assign.place;
        break;
    case STMT_CALL:
        place = s->u.call.place;
        break;
    default:
        break;
    }
    return place && place->op == OP_VAR ? place->u.var : NULL;
}

const Expr *facts_value(const Node *node)
{
    switch (node->stmt->kind) {
    case STMT_DECL:   return node->stmt->u.decl.init;
    case STMT_ASSIGN: return node->stmt->u.assign.value;
    default:          return NULL;
    }
}
