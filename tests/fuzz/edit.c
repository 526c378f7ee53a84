#include "edit.h"

#include <string.h>

typedef struct Editor {
    Program *program;
    Edit     edit;
    int      left;            /* edits before the one that is meant */
    bool     done;
} Editor;

static bool is_meant(Editor *e)
{
    if (e->done || e->left-- > 0)
        return false;
    return e->done = true;
}

/* ---- statements ---- */

static void drop(Block *block, int at, int span)
{
    if (at + span > block->list.count)
        span = block->list.count - at;
    for (int i = at; i + span < block->list.count; i++)
        block->list.items[i] = block->list.items[i + span];
    block->list.count -= span;
}

/* What is left of a loop or branch. */
static void unwrap(Arena *arena, Stmt *stmt)
{
    Block all = { 0 };
    if (stmt->start)
        block_add(arena, &all, stmt->start);
    for (int i = 0; i < stmt->body.list.count; i++)
        block_add(arena, &all, stmt->body.list.items[i]);
    *stmt = (Stmt){ .kind = STMT_BLOCK, .body = all };
}

/* A block without a scope of its own is no block. */
static void flatten(Arena *arena, Block *block, int at)
{
    Block all = { 0 }, inner = block->list.items[at]->body;
    for (int i = 0; i < at; i++)
        block_add(arena, &all, block->list.items[i]);
    for (int i = 0; i < inner.list.count; i++)
        block_add(arena, &all, inner.list.items[i]);
    for (int i = at + 1; i < block->list.count; i++)
        block_add(arena, &all, block->list.items[i]);
    *block = all;
}

static void edit_block(Walk *walk, Block *block)
{
    Editor *e = walk->data;
    Arena *arena = e->program->arena;
    for (int i = 0; i < block->list.count && !e->done; i++) {
        Stmt *stmt = block->list.items[i];
        if (e->edit.kind == EDIT_DROP && is_meant(e)) {
            drop(block, i, e->edit.span);
            return;
        }
        if (e->edit.kind != EDIT_UNWRAP || (stmt->body.list.count == 0 && stmt->other.list.count == 0))
            continue;
        if (stmt->kind == STMT_BLOCK) {
            if (is_meant(e))
                flatten(arena, block, i);
            continue;
        }
        if (stmt->kind != STMT_SWITCH && stmt->kind != STMT_CASE && is_meant(e))
            unwrap(arena, stmt);
        else if (stmt->kind == STMT_IF && stmt->other.list.count > 0 && is_meant(e))
            *stmt = (Stmt){ .kind = STMT_BLOCK, .body = stmt->other };
        else if (stmt->kind == STMT_IF && stmt->other.list.count > 0 && is_meant(e))
            stmt->other.list.count = 0;
    }
}

/* ---- expressions ---- */

static bool is_number(const Expr *expr)
{
    return expr->kind == EXPR_TEXT;
}

static Expr *number_for(Arena *arena, const Expr *expr)
{
    if (expr->type->kind == TYPE_REAL)
        return expr_real(arena, 0.5);
    return expr_int(arena, expr->range.low <= expr->range.high ? (int)expr->range.low : 0);
}

static void edit_expr(Walk *walk, Expr **place, bool is_place)
{
    Editor *e = walk->data;
    Expr *expr = *place;
    bool number = expr->type && (expr->type->kind == TYPE_REAL || expr->type->kind == TYPE_INT);
    if (e->done || is_place || expr->type == &type_size)
        return;
    if (e->edit.kind == EDIT_CONSTANT && number && !is_number(expr) && is_meant(e))
        *place = number_for(e->program->arena, expr);
    if (e->edit.kind != EDIT_OPERAND || !number)
        return;
    for (int i = 0; i < expr->count && !e->done; i++)
        if (expr->args[i]->type && expr->args[i]->type->kind == expr->type->kind && expr->kind != EXPR_LIST && is_meant(e))
            *place = expr->args[i];
}

/* ---- parameters ---- */

typedef struct Removal {
    const Func *func;
    int         param;
} Removal;

static void remove_argument(Walk *walk, Expr **place, bool is_place)
{
    const Removal *removal = walk->data;
    Expr *expr = *place;
    (void)is_place;
    if (expr->kind != EXPR_CALL || expr->callee != removal->func)
        return;
    for (int i = removal->param; i + 1 < expr->count; i++)
        expr->args[i] = expr->args[i + 1];
    expr->count--;
}

static bool names(const char *text, const char *name)
{
    const char *at = text ? strstr(text, name) : NULL;
    size_t length = strlen(name);
    return at && !strchr("0123456789", at[length]);
}

static bool is_used(const Program *program, const Func *func, const Var *var)
{
    for (int i = 0; i < func->body.list.count; i++)
        if (stmt_uses(program->arena, func->body.list.items[i], var))
            return true;
    for (int i = 0; i < func->params.count; i++)
        for (const Type *type = func->params.items[i]->type; type; type = type->of)
            if ((type->size && strcmp(type->size, var->name) == 0) || names(func->params.items[i]->value, var->name))
                return true;
    return names(func->annotation, var->name);
}

static void edit_func(Walk *walk, Func *func)
{
    Editor *e = walk->data;
    for (int i = 0; i < func->params.count && e->edit.kind == EDIT_PARAM && !e->done; i++) {
        if (is_used(e->program, func, func->params.items[i]) || !is_meant(e))
            continue;
        Removal removal = { func, i };
        Walk inner = { .data = &removal, .expr = remove_argument, .arena = e->program->arena };
        walk_program(&inner, e->program);
        for (int k = i; k + 1 < func->params.count; k++)
            func->params.items[k] = func->params.items[k + 1];
        func->params.count--;
    }
}

bool edit_program(Program *program, Edit edit)
{
    Editor editor = { program, edit, edit.number, false };
    Walk walk = { .data = &editor, .block = edit_block, .expr = edit_expr, .func = edit_func, .arena = program->arena };
    walk_program(&walk, program);
    return editor.done;
}
