#include "normal/normal.h"

#include "parts.h"

/* A search for a way from a function back to itself. */
typedef struct Search {
    const Func *wanted;
    Map        *visited;
    bool        found;
} Search;

static void search(Search *s, const Func *func);

static void search_stmt(void *data, Stmt *s)
{
    if (s->kind == STMT_CALL)
        search(data, s->u.call.callee);
}

static void search(Search *s, const Func *func)
{
    if (func == s->wanted && map_get(s->visited, func))
        s->found = true;
    if (s->found || !func->body || map_get(s->visited, func))
        return;
    map_put(s->visited, func, s);
    ir_visit_stmts(func->body, search_stmt, s);
}

bool normal_is_recursive(const Func *func)
{
    if (func->calls_back)
        return true;
    Arena *arena = arena_new();
    Search s = {func, map_new(arena), false};
    search(&s, func);
    arena_free(arena);
    return s.found;
}

Func *normal_call_of(Program *p, Func *func)
{
    Func        *copy = copy_func(p, func);
    int          count = copy->params.count;
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, count + 1);
    const Expr  *result = NULL;
    Block       *body = ir_block(p);
    for (int i = 0; i < count; i++)
        args[i] = ir_var(p, func->loc, copy->params.items[i]);
    copy->vars.count = copy->var_count = count;
    if (func->result->canon->kind != TYPE_VOID) {
        const Type *type = type_unqualified(p, func->result);
        Var        *var = ir_new_var(p, copy, VAR_TEMP, "result", type, func->loc);
        ir_push(p, body, ir_decl(p, func->loc, var, NULL));
        result = ir_var(p, func->loc, var);
    }
    ir_push(p, body, ir_call_stmt(p, func->loc, result, func, args, count));
    ir_push(p, body, ir_return(p, func->loc, result));
    copy->body = body;
    ir_mark_registers(copy);
    return copy;
}
