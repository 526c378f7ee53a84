#include "ir/build.h"
#include "ir/walk.h"

/* Walks over statements, and what they evaluate. */

typedef void ExprVisitor(void *data, const Expr *e, bool is_target);

static void visit_lengths(const Type *type, ExprVisitor *visit, void *data)
{
    for (; type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER; type = type_elem(type)) {
        if (type->kind == TYPE_ARRAY && type->u.array.length)
            visit(data, type->u.array.length, false);
    }
}

static void visit_call(const Stmt *s, ExprVisitor *visit, void *data)
{
    for (int i = 0; i < s->u.call.count; i++)
        visit(data, s->u.call.args[i], false);
    if (s->u.call.place)
        visit(data, s->u.call.place, true);
}

static void visit_checkpoint(const Stmt *loop, void (*visit)(void *data, const Expr *e, bool is_target), void *data)
{
    if (loop->checkpoint && loop->checkpoint->count)
        visit(data, loop->checkpoint->count, false);
}

void ir_stmt_exprs(const Stmt *s, ExprVisitor *visit, void *data)
{
    switch (s->kind) {
    case STMT_DECL:
        visit_lengths(s->u.decl.var->type, visit, data);
        if (s->u.decl.init)
            visit(data, s->u.decl.init, false);
        break;
    case STMT_ASSIGN:
        visit(data, s->u.assign.value, false);
        visit(data, s->u.assign.place, true);
        break;
    case STMT_CALL:
        visit_call(s, visit, data);
        break;
    case STMT_IF:
        visit(data, s->u.branch.cond, false);
        break;
    case STMT_FOR:
        visit(data, s->u.loop_for.from, false);
        visit(data, s->u.loop_for.to, false);
        visit_checkpoint(s, visit, data);
        break;
    case STMT_LOOP:
        if (s->u.loop.cond)
            visit(data, s->u.loop.cond, false);
        visit_checkpoint(s, visit, data);
        break;
    case STMT_RETURN:
        if (s->u.result)
            visit(data, s->u.result, false);
        break;
    case STMT_BLOCK:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_OPAQUE:
    case STMT_COMMENT:
        break;
    }
}

int ir_stmt_blocks(const Stmt *s, Block *blocks[3])
{
    switch (s->kind) {
    case STMT_IF:
        blocks[0] = s->u.branch.then;
        blocks[1] = s->u.branch.other;
        return 2;
    case STMT_FOR:
        blocks[0] = s->u.loop_for.body;
        return 1;
    case STMT_LOOP:
        blocks[0] = s->u.loop.at_end ? s->u.loop.body : s->u.loop.head;
        blocks[1] = s->u.loop.at_end ? s->u.loop.head : s->u.loop.body;
        blocks[2] = s->u.loop.step;
        return 3;
    case STMT_BLOCK:
        blocks[0] = s->u.block;
        return 1;
    default:
        return 0;
    }
}

bool ir_is_plain(StmtKind kind)
{
    return kind == STMT_DECL || kind == STMT_ASSIGN || kind == STMT_RETURN || kind == STMT_COMMENT;
}

void ir_visit_stmt(Stmt *s, void (*visit)(void *data, Stmt *s), void *data)
{
    visit(data, s);
    if (ir_is_plain(s->kind))
        return;
    Block *inner[3];
    int    count = ir_stmt_blocks(s, inner);
    for (int k = 0; k < count; k++)
        ir_visit_stmts(inner[k], visit, data);
}

void ir_visit_stmts(const Block *b, void (*visit)(void *data, Stmt *s), void *data)
{
    for (int i = 0; i < b->stmts.count; i++)
        ir_visit_stmt(b->stmts.items[i], visit, data);
}

bool ir_has_kind(const Block *b, StmtKind kind)
{
    for (int i = 0; i < b->stmts.count; i++) {
        Block *inner[3];
        int    count = ir_stmt_blocks(b->stmts.items[i], inner);
        if (b->stmts.items[i]->kind == kind)
            return true;
        for (int k = 0; k < count; k++) {
            if (ir_has_kind(inner[k], kind))
                return true;
        }
    }
    return false;
}

bool ir_is_line(const Block *b)
{
    for (int i = 0; i < b->stmts.count; i++)
        if (!ir_is_plain(b->stmts.items[i]->kind))
            return false;
    return true;
}

bool ir_holds(const Block *b, const Stmt *s)
{
    for (int i = 0; i < b->stmts.count; i++) {
        if (b->stmts.items[i] == s)
            return true;
    }
    return false;
}

const Expr *ir_target(const Stmt *s)
{
    return s->kind == STMT_ASSIGN ? s->u.assign.place : s->kind == STMT_CALL ? s->u.call.place : NULL;
}

bool ir_only_assigns(const Stmt *s)
{
    const Block *body = s->kind == STMT_FOR ? s->u.loop_for.body : NULL;

    for (int i = 0; body && i < body->stmts.count; i++)
        if (body->stmts.items[i]->kind != STMT_ASSIGN && body->stmts.items[i]->kind != STMT_DECL)
            return false;
    return body && body->stmts.count > 0;
}

bool ir_meets_bound(const Stmt *loop)
{
    switch (loop->u.loop_for.relation) {
    case REL_LT:
    case REL_LE:
        return loop->u.loop_for.step > 0;
    case REL_GT:
    case REL_GE:
    case REL_DOWNTO:
        return loop->u.loop_for.step < 0;
    default:
        return true;
    }
}

bool ir_hands_function(const Stmt *call)
{
    for (int i = 0; i < call->u.call.count; i++) {
        if (type_is_function_pointer(call->u.call.args[i]->type))
            return true;
    }
    return false;
}

static void look_for_pointer(void *data, const Expr *e)
{
    bool *found = data;
    for (int i = 0; e->op == OP_CALL && i < e->count; i++)
        *found |= type_is_pointer(e->args[i]->type);
}

bool ir_hands_pointer(const Expr *e)
{
    bool found = false;
    ir_visit_expr(e, look_for_pointer, &found);
    return found;
}

typedef struct Below {
    void (*visit)(void *data, const Expr *e);
    void  *data;
} Below;

static void visit_below(void *data, const Expr *e, bool is_target)
{
    const Below *below = data;
    (void)is_target;
    ir_visit_expr(e, below->visit, below->data);
}

static void visit_below_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, visit_below, data);
}

void ir_visit_stmt_exprs(const Stmt *s, void (*visit)(void *data, const Expr *e), void *data)
{
    Below below = {visit, data};
    ir_stmt_exprs(s, visit_below, &below);
}

void ir_visit_block_exprs(const Block *b, void (*visit)(void *data, const Expr *e), void *data)
{
    Below below = {visit, data};
    ir_visit_stmts(b, visit_below_stmt, &below);
}

bool ir_replace_stmts(Program *p, Block *b, bool (*replace)(void *data, Block *out, Stmt *s), void *data)
{
    Block *out = ir_block_for(p, b);
    bool   changed = false;
    for (int i = 0; i < b->stmts.count; i++) {
        Stmt  *s = b->stmts.items[i];
        Block *inner[3];
        int    count = ir_stmt_blocks(s, inner);
        for (int k = 0; k < count; k++)
            changed |= ir_replace_stmts(p, inner[k], replace, data);
        if (replace(data, out, s))
            changed = true;
        else
            ir_push(p, out, s);
    }
    *b = *out;
    return changed;
}

typedef const Expr *ExprMap(void *data, const Expr *e);

static const Expr *map_or_null(Program *p, const Expr *e, ExprMap *map, void *data)
{
    return e ? ir_map_expr(p, e, map, data) : NULL;
}

static void map_call(Program *p, Stmt *s, ExprMap *map, void *data)
{
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, s->u.call.count);
    for (int i = 0; i < s->u.call.count; i++)
        args[i] = ir_map_expr(p, s->u.call.args[i], map, data);
    s->u.call.args = args;
    s->u.call.place = map_or_null(p, s->u.call.place, map, data);
}

static void map_checkpoint(Program *p, Stmt *loop, ExprMap *map, void *data)
{
    Checkpoint *mapped;
    if (!loop->checkpoint || !loop->checkpoint->count)
        return;
    mapped = ARENA_NEW(p->arena, Checkpoint);
    *mapped = *loop->checkpoint;
    mapped->count = ir_map_expr(p, mapped->count, map, data);
    loop->checkpoint = mapped;
}

void ir_map_stmt_exprs(Program *p, Stmt *s, ExprMap *map, void *data)
{
    switch (s->kind) {
    case STMT_DECL:
        s->u.decl.init = map_or_null(p, s->u.decl.init, map, data);
        break;
    case STMT_ASSIGN:
        s->u.assign.value = ir_map_expr(p, s->u.assign.value, map, data);
        s->u.assign.place = ir_map_expr(p, s->u.assign.place, map, data);
        break;
    case STMT_CALL:
        map_call(p, s, map, data);
        break;
    case STMT_IF:
        s->u.branch.cond = ir_map_expr(p, s->u.branch.cond, map, data);
        break;
    case STMT_FOR:
        s->u.loop_for.from = ir_map_expr(p, s->u.loop_for.from, map, data);
        s->u.loop_for.to = ir_map_expr(p, s->u.loop_for.to, map, data);
        map_checkpoint(p, s, map, data);
        break;
    case STMT_LOOP:
        s->u.loop.cond = map_or_null(p, s->u.loop.cond, map, data);
        map_checkpoint(p, s, map, data);
        break;
    case STMT_RETURN:
        s->u.result = map_or_null(p, s->u.result, map, data);
        break;
    case STMT_BLOCK:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_OPAQUE:
    case STMT_COMMENT:
        break;
    }
}

void ir_map_block_exprs(Program *p, Block *b, ExprMap *map, void *data)
{
    for (int i = 0; i < b->stmts.count; i++) {
        Stmt *s = b->stmts.items[i];
        ir_map_stmt_exprs(p, s, map, data);
        if (ir_is_plain(s->kind))
            continue;
        Block *inner[3];
        int    count = ir_stmt_blocks(s, inner);
        for (int k = 0; k < count; k++)
            ir_map_block_exprs(p, inner[k], map, data);
    }
}

Block *ir_clone_block(Program *p, const Block *b)
{
    Block *copy = ir_block_for(p, b);
    for (int i = 0; i < b->stmts.count; i++)
        ir_push(p, copy, ir_clone_stmt(p, b->stmts.items[i]));
    return copy;
}

Stmt *ir_clone_stmt(Program *p, const Stmt *s)
{
    Stmt *copy = ir_copy_stmt(p, s);
    switch (s->kind) {
    case STMT_IF:
        copy->u.branch.then = ir_clone_block(p, s->u.branch.then);
        copy->u.branch.other = ir_clone_block(p, s->u.branch.other);
        break;
    case STMT_FOR:
        copy->u.loop_for.body = ir_clone_block(p, s->u.loop_for.body);
        break;
    case STMT_LOOP:
        copy->u.loop.head = ir_clone_block(p, s->u.loop.head);
        copy->u.loop.body = ir_clone_block(p, s->u.loop.body);
        copy->u.loop.step = ir_clone_block(p, s->u.loop.step);
        break;
    case STMT_BLOCK:
        copy->u.block = ir_clone_block(p, s->u.block);
        break;
    default:
        break;
    }
    return copy;
}

static void visit_vars(Var *const *vars, int count, void (*visit)(void *data, Var *var), void *data)
{
    for (int i = 0; i < count; i++)
        visit(data, vars[i]);
}

void ir_visit_opaque(const Opaque *opaque, void (*visit)(void *data, Var *var), void *data)
{
    visit_vars(opaque->vars.items, opaque->vars.count, visit, data);
    visit_vars(opaque->writes.items, opaque->writes.count, visit, data);
    visit_vars(opaque->reaches.items, opaque->reaches.count, visit, data);
    visit_vars(opaque->behind.items, opaque->behind.count, visit, data);
}
