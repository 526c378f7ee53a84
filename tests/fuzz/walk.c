#include "tree.h"

/* One walk for printing, reducing and changing: everything that the function under test reaches. */

static void walk_block(Walk *walk, Block *block);

static void note_func(Walk *walk, Func *func)
{
    for (int i = 0; i < walk->seen.count; i++)
        if (walk->seen.items[i] == func)
            return;
    VEC_PUSH(walk->arena, &walk->seen, func);
}

static bool is_assignment(const Expr *expr)
{
    const char *text = expr->text;
    if (expr->kind != EXPR_BINARY || text[0] == '<' || text[0] == '>' || text[0] == '!')
        return false;
    return (text[0] == '=' && text[1] == '\0') || (text[0] != '=' && text[1] == '=');
}

/* Whether operand i is a place, not a value. */
static bool operand_is_place(const Expr *expr, int i, bool is_place)
{
    if (expr->kind == EXPR_STEP || (expr->kind == EXPR_UNARY && (expr->text[0] == '&' || expr->text[1] == expr->text[0])))
        return true;
    if (is_assignment(expr))
        return i == 0;
    return (expr->kind == EXPR_INDEX && i == 0) || expr->kind == EXPR_MEMBER || expr->kind == EXPR_ARROW
        || (is_place && expr->kind == EXPR_UNARY && expr->text[0] == '*');
}

static void walk_expr(Walk *walk, Expr **place, bool is_place)
{
    if (!*place)
        return;
    if (walk->expr)
        walk->expr(walk, place, is_place);
    Expr *expr = *place;
    if (expr->callee)
        note_func(walk, expr->callee);
    for (int i = 0; i < expr->count; i++)
        walk_expr(walk, &expr->args[i], operand_is_place(expr, i, is_place));
}

static void walk_stmt(Walk *walk, Stmt *stmt)
{
    if (stmt->start)
        walk_stmt(walk, stmt->start);
    walk_expr(walk, &stmt->a, false);
    walk_expr(walk, &stmt->b, false);
    walk_block(walk, &stmt->body);
    walk_block(walk, &stmt->other);
}

static void walk_block(Walk *walk, Block *block)
{
    if (walk->block)
        walk->block(walk, block);
    for (int i = 0; i < block->list.count; i++)
        walk_stmt(walk, block->list.items[i]);
}

void walk_body(Walk *walk, Block *block)
{
    walk_block(walk, block);
}

void walk_program(Walk *walk, Program *program)
{
    note_func(walk, program->main);
    for (int i = 0; i < walk->seen.count; i++) {
        if (walk->func)
            walk->func(walk, walk->seen.items[i]);
        walk_block(walk, &walk->seen.items[i]->body);
    }
}

/* ---- whether a statement mentions a variable ---- */

typedef struct Search {
    const Var *var;
    bool       found;
} Search;

static void look_at(Walk *walk, Expr **place, bool is_place)
{
    Search *search = walk->data;
    (void)is_place;
    search->found |= (*place)->kind == EXPR_VAR && (*place)->var == search->var;
}

bool stmt_uses(Arena *arena, Stmt *stmt, const Var *var)
{
    Search search = { var, false };
    Walk walk = { .data = &search, .expr = look_at, .arena = arena };
    walk_stmt(&walk, stmt);
    return search.found;
}
