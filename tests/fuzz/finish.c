#include "gen.h"

/* No variable and no parameter is left that nothing reads: people compile with warnings. */

typedef struct Reads {
    const Var *var;
    int        count;
} Reads;

/* The variable in which a place lies. */
static const Var *root_of(const Expr *expr)
{
    while (expr->kind == EXPR_INDEX || expr->kind == EXPR_MEMBER || expr->kind == EXPR_ARROW || expr->kind == EXPR_UNARY)
        expr = expr->args[0];
    return expr->kind == EXPR_VAR ? expr->var : NULL;
}

/* What is assigned to is not read; what has its address taken may be. */
static void count_reads(Walk *walk, Expr **place, bool is_place)
{
    Reads *reads = walk->data;
    const Expr *expr = *place;
    bool address = expr->kind == EXPR_UNARY && expr->text[0] == '&', called = expr->kind == EXPR_CALL && expr->var == reads->var;
    reads->count += called || (root_of(expr) == reads->var && (!is_place || address));
}

static bool is_read(Program *program, Func *func, const Var *var)
{
    Reads reads = { var, 0 };
    Walk walk = { .data = &reads, .expr = count_reads, .arena = program->arena };
    walk_body(&walk, &func->body);
    return reads.count > 0;
}

static Stmt *last_return(const Func *func)
{
    int count = func->body.list.count;
    Stmt *last = count > 0 ? func->body.list.items[count - 1] : NULL;
    return last && last->kind == STMT_RETURN && last->a && last->a->type->kind == TYPE_REAL ? last : NULL;
}

/* (void)v; behind its declaration. */
static void discard(Program *program, Block *block, int at, Var *var)
{
    Arena *arena = program->arena;
    var->pinned = true;
    block_insert(arena, block, at, stmt_text(arena, arena_printf(arena, "(void)%s;", var->name)));
}

/* What a parameter points to may be written alone. */
static bool is_mentioned(Program *program, Func *func, const Var *var)
{
    for (int i = 0; i < func->body.list.count; i++)
        if (stmt_uses(program->arena, func->body.list.items[i], var))
            return true;
    return false;
}

static void use_params(Program *program, Func *func)
{
    Arena *arena = program->arena;
    for (int i = 0; i < func->params.count; i++) {
        Var *var = func->params.items[i];
        Stmt *last = last_return(func);
        if (is_read(program, func, var) || (var->type->of && is_mentioned(program, func, var)))
            continue;
        if (last && var->type->kind == TYPE_REAL && func != program->main)
            last->a = expr_binary(arena, last->a, "+", expr_binary(arena, expr_real(arena, 0.1), "*", expr_var(arena, var)));
        else
            discard(program, &func->body, 0, var);
    }
}

/* Those of the function's own block go into its value, if it returns what is no text. */
static void use_locals(Program *program, Func *func, Block *block)
{
    Arena *arena = program->arena;
    for (int i = 0; i < block->list.count; i++) {
        Stmt *stmt = block->list.items[i], *last = block == &func->body ? last_return(func) : NULL;
        use_locals(program, func, &stmt->body);
        use_locals(program, func, &stmt->other);
        if (stmt->kind != STMT_DECL || is_read(program, func, stmt->var))
            continue;
        if (last && last->a->kind != EXPR_VAR && stmt->var->type->kind == TYPE_REAL)
            last->a = expr_binary(arena, last->a, "+", expr_binary(arena, expr_real(arena, 0.1), "*", expr_var(arena, stmt->var)));
        else
            discard(program, block, i + 1, stmt->var);
    }
}

void finish_program(Program *program)
{
    for (int i = 0; i < program->funcs.count; i++) {
        use_locals(program, program->funcs.items[i], &program->funcs.items[i]->body);
        use_params(program, program->funcs.items[i]);
    }
}
