#include "base/intern.h"
#include "ir/walk.h"
#include "writer.h"

typedef struct Narrow {
    Map *seen;          /* functions */
    bool found;
} Narrow;

static void look(Narrow *narrow, const Func *func);

/* A constant is as exact as it is written. */
static void look_at_expr(void *data, const Expr *e)
{
    Narrow     *narrow = data;
    const Type *type = e->type->canon;
    if (type->kind == TYPE_REAL && type->u.real == REAL_FLOAT && e->op != OP_REAL)
        narrow->found = true;
    if (e->op == OP_CALL || e->op == OP_FUNC)
        look(narrow, e->u.callee);
}

static void look_at_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, look_at_expr, data);
    if (s->kind == STMT_CALL)
        look(data, s->u.call.callee);
}

static void look(Narrow *narrow, const Func *func)
{
    if (!func->body || map_get(narrow->seen, func))
        return;
    map_put(narrow->seen, func, narrow);
    ir_visit_stmts(func->body, look_at_stmt, narrow);
}

bool narrow_func(Arena *arena, const Func *func)
{
    Narrow narrow = {.seen = map_new(arena)};
    look(&narrow, func);
    return narrow.found;
}
