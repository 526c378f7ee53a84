#include "normal/normal.h"

#include "parts.h"

enum { MAX_ROUNDS = 4 };  /* of pointers to pointers to … */

static void keep_declared(void *data, Stmt *s)
{
    Func *func = data;
    Var  *var = s->kind == STMT_DECL ? s->u.decl.var : NULL;
    if (s->kind == STMT_FOR && s->u.loop_for.declares)
        var = s->u.loop_for.var;
    if (var) {
        var->id = func->vars.count;
        func->vars.items[func->vars.count++] = var;
    }
}

/* Forget the variables that no statement declares any more, and number the others anew. */
static void forget_unused(Func *func)
{
    func->vars.count = func->params.count;  /* parameters come first */
    ir_visit_stmts(func->body, keep_declared, func);
    func->var_count = func->vars.count;
}

static void resolve_stmt(void *data, Stmt *s)
{
    bool       *any = data;
    const Expr *pointer = s->kind == STMT_CALL && s->u.call.callee->is_indirect ? ir_uncast(s->u.call.args[0]) : NULL;
    if (!pointer || pointer->op != OP_FUNC)
        return;
    s->u.call.callee = pointer->u.callee;
    s->u.call.args++;
    s->u.call.count--;
    *any = true;
}

/* Calls through pointers that have become functions; whether there were any. */
static bool resolve(Func *func)
{
    bool any = false;
    ir_visit_stmts(func->body, resolve_stmt, &any);
    return any;
}

void normal_again(Program *p, Func *copy, bool share, Diag *diag)
{
    ir_mark_registers(copy);
    do
        inline_calls(p, copy, share, diag);
    while (resolve(copy) && diag_errors(diag) == 0);
    places_simplify_func(p, copy);
    ir_mark_registers(copy);
    for (int i = 0; i < MAX_ROUNDS && pointers_replace(p, copy); i++) {
        places_simplify_func(p, copy);
        ir_mark_registers(copy);
    }
    records_coalesce(p, copy);
    forget_unused(copy);
}

Func *normal_prepare(Program *p, Func *func, bool share, Diag *diag)
{
    ENSURE(func->body);
    Func *copy = copy_func(p, func);
    exits_to_tails(p, copy);
    resolve(copy);
    normal_again(p, copy, share, diag);
    return copy;
}
