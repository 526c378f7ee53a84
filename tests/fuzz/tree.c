#include "tree.h"

#include <math.h>
#include <string.h>

static const Range unknown = { 1, -1 };

const Type type_void = { .kind = TYPE_VOID, .name = "void" };
const Type type_int = { .kind = TYPE_INT, .name = "int" };
const Type type_size = { .kind = TYPE_INT, .name = "size_t" };
const Type type_float = { .kind = TYPE_REAL, .name = "float" };
const Type type_double = { .kind = TYPE_REAL, .name = "double" };
const Type type_long_double = { .kind = TYPE_REAL, .name = "long double" };

/* ---- types ---- */

const Type *type_pointer(Arena *arena, const Type *of, int length)
{
    Type *type = ARENA_NEW(arena, Type);
    *type = (Type){ .kind = TYPE_POINTER, .of = of, .length = length };
    return type;
}

const Type *type_array(Arena *arena, const Type *of, int length, const char *size)
{
    Type *type = ARENA_NEW(arena, Type);
    *type = (Type){ .kind = TYPE_ARRAY, .of = of, .length = length, .size = size };
    return type;
}

const Type *type_const(Arena *arena, const Type *type)
{
    Type *copy = ARENA_NEW(arena, Type);
    *copy = *type;
    copy->is_const = true;
    return copy;
}

const Type *type_record(Arena *arena, Record *record)
{
    Type *type = ARENA_NEW(arena, Type);
    *type = (Type){ .kind = TYPE_RECORD, .name = record->name, .record = record };
    return type;
}

bool type_same(const Type *a, const Type *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->of)
        return b->of && type_same(a->of, b->of);
    return strcmp(a->name, b->name) == 0;
}

/* ---- ranges ---- */

static bool is_known(Range range)
{
    return range.low <= range.high;
}

bool range_within(Range inner, Range outer)
{
    return is_known(inner) && is_known(outer) && outer.low <= inner.low && inner.high <= outer.high;
}

Range range_joined(Range a, Range b)
{
    if (!is_known(a) || !is_known(b))
        return unknown;
    return (Range){ fmin(a.low, b.low), fmax(a.high, b.high) };
}

static Range hull(double a, double b, double c, double d)
{
    return (Range){ fmin(fmin(a, b), fmin(c, d)), fmax(fmax(a, b), fmax(c, d)) };
}

static Range range_of(Range a, char operation, Range b, bool same)
{
    if (!is_known(a) || !is_known(b))
        return unknown;
    switch (operation) {
    case '+':
        return (Range){ a.low + b.low, a.high + b.high };
    case '-':
        return (Range){ a.low - b.high, a.high - b.low };
    case '*':
        if (same)
            return (Range){ a.low <= 0 && a.high >= 0 ? 0 : fmin(a.low * a.low, a.high * a.high),
                            fmax(a.low * a.low, a.high * a.high) };
        return hull(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high);
    case '/':
        if (b.low <= 0 && b.high >= 0)
            return unknown;
        return hull(a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high);
    case '%':
        return a.low >= 0 ? (Range){ 0, b.high - 1 } : (Range){ 1 - b.high, b.high - 1 };
    default:
        return unknown;
    }
}

/* ---- expressions ---- */

static Expr *new_expr(Arena *arena, ExprKind kind, const Type *type, const char *text)
{
    Expr *expr = ARENA_NEW(arena, Expr);
    expr->kind = kind;
    expr->type = type;
    expr->range = unknown;
    expr->text = text;
    return expr;
}

Expr *expr_real(Arena *arena, double value)
{
    char *text = arena_printf(arena, "%.6g", value);
    if (!strpbrk(text, ".e"))
        text = arena_printf(arena, "%s.0", text);
    Expr *expr = new_expr(arena, EXPR_TEXT, &type_double, text);
    expr->range = (Range){ value, value };
    return expr;
}

Expr *expr_int(Arena *arena, int value)
{
    Expr *expr = new_expr(arena, EXPR_TEXT, &type_int, arena_printf(arena, "%d", value));
    expr->range = (Range){ value, value };
    return expr;
}

Expr *expr_text(Arena *arena, const Type *type, const char *text)
{
    return new_expr(arena, EXPR_TEXT, type, text);
}

Expr *expr_var(Arena *arena, Var *var)
{
    Expr *expr = new_expr(arena, EXPR_VAR, var->type, NULL);
    expr->var = var;
    expr->range = var->range;
    return expr;
}

Expr *expr_add(Expr *call, Expr *argument)
{
    if (call->count < EXPR_ROOM)
        call->args[call->count++] = argument;
    return call;
}

Expr *expr_unary(Arena *arena, const char *text, Expr *a)
{
    const Type *type = a->type;
    if (*text == '*')
        type = a->type->of;
    else if (*text == '&')
        type = type_pointer(arena, a->type, 1);
    Expr *expr = expr_add(new_expr(arena, EXPR_UNARY, type, text), a);
    expr->range = a->range;
    if (strcmp(text, "-") == 0 && is_known(a->range))
        expr->range = (Range){ -a->range.high, -a->range.low };
    else if (*text == '!')
        expr->range = (Range){ 0, 1 };
    return expr;
}

Expr *expr_step(Arena *arena, Expr *a, const char *text)
{
    Expr *expr = expr_add(new_expr(arena, EXPR_STEP, a->type, text), a);
    expr->range = a->range;
    return expr;
}

static int rank(const Type *type)
{
    return type->kind != TYPE_REAL ? 0 : type->name[0] == 'f' ? 1 : type->name[0] == 'd' ? 2 : 3;
}

Expr *expr_binary(Arena *arena, Expr *a, const char *text, Expr *b)
{
    bool compares = strpbrk(text, "<>!&|") || strcmp(text, "==") == 0, assigns = !compares && strchr(text, '=');
    const Type *type = compares ? &type_int : assigns || rank(a->type) >= rank(b->type) ? a->type : b->type;
    Expr *expr = expr_add(expr_add(new_expr(arena, EXPR_BINARY, type, text), a), b);
    expr->range = compares ? (Range){ 0, 1 } : assigns ? a->range
                  : range_of(a->range, *text, b->range, a->kind == EXPR_VAR && b->kind == EXPR_VAR && a->var == b->var);
    if (*text == '/' && type->kind == TYPE_INT && is_known(expr->range))
        expr->range = (Range){ trunc(expr->range.low), trunc(expr->range.high) };
    return expr;
}

Expr *expr_choice(Arena *arena, Expr *a, Expr *b, Expr *c)
{
    Expr *expr = new_expr(arena, EXPR_CHOICE, rank(b->type) >= rank(c->type) ? b->type : c->type, NULL);
    expr->range = range_joined(b->range, c->range);
    return expr_add(expr_add(expr_add(expr, a), b), c);
}

Expr *expr_cast(Arena *arena, const Type *type, Expr *a)
{
    Expr *expr = expr_add(new_expr(arena, EXPR_CAST, type, NULL), a);
    expr->range = a->range;
    return expr;
}

/* Elements have the range that their variable has. */
Expr *expr_index(Arena *arena, Expr *a, Expr *b)
{
    Expr *expr = expr_add(expr_add(new_expr(arena, EXPR_INDEX, a->type->of, NULL), a), b);
    expr->range = a->range;
    return expr;
}

Expr *expr_member(Arena *arena, Expr *a, const Member *member)
{
    ExprKind kind = a->type->kind == TYPE_POINTER ? EXPR_ARROW : EXPR_MEMBER;
    Expr *expr = expr_add(new_expr(arena, kind, member->type, member->name), a);
    expr->range = is_known(member->type->range) && member->type->kind == TYPE_INT ? member->type->range : a->range;
    return expr;
}

Expr *expr_call(Arena *arena, const Type *type, Func *callee, const char *text)
{
    Expr *expr = new_expr(arena, EXPR_CALL, type, text);
    expr->callee = callee;
    return expr;
}

Expr *expr_func(Arena *arena, Func *callee)
{
    Expr *expr = new_expr(arena, EXPR_FUNC, &type_void, NULL);
    expr->callee = callee;
    return expr;
}

Expr *expr_list(Arena *arena, const Type *type)
{
    return new_expr(arena, EXPR_LIST, type, NULL);
}

/* ---- statements ---- */

Stmt *stmt_new(Arena *arena, StmtKind kind)
{
    Stmt *stmt = ARENA_NEW(arena, Stmt);
    stmt->kind = kind;
    return stmt;
}

Stmt *stmt_declare(Arena *arena, Var *var, Expr *value)
{
    Stmt *stmt = stmt_new(arena, STMT_DECL);
    stmt->var = var;
    stmt->a = value;
    return stmt;
}

Stmt *stmt_expr(Arena *arena, Expr *a)
{
    Stmt *stmt = stmt_new(arena, STMT_EXPR);
    stmt->a = a;
    return stmt;
}

Stmt *stmt_set(Arena *arena, Expr *place, const char *text, Expr *value)
{
    return stmt_expr(arena, expr_binary(arena, place, text, value));
}

Stmt *stmt_text(Arena *arena, const char *text)
{
    Stmt *stmt = stmt_new(arena, STMT_TEXT);
    stmt->text = text;
    return stmt;
}

Stmt *stmt_if(Arena *arena, Expr *condition)
{
    Stmt *stmt = stmt_new(arena, STMT_IF);
    stmt->a = condition;
    return stmt;
}

Stmt *stmt_return(Arena *arena, Expr *value)
{
    Stmt *stmt = stmt_new(arena, STMT_RETURN);
    stmt->a = value;
    return stmt;
}

void block_add(Arena *arena, Block *block, Stmt *stmt)
{
    VEC_PUSH(arena, &block->list, stmt);
}

void block_insert(Arena *arena, Block *block, int place, Stmt *stmt)
{
    block_add(arena, block, stmt);
    for (int i = block->list.count - 1; i > place; i--)
        block->list.items[i] = block->list.items[i - 1];
    block->list.items[place] = stmt;
}
