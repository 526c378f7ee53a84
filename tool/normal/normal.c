#include "normal/normal.h"

#include "parts.h"
#include "rules/rule.h"

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

void forget_unused(Func *func)
{
    func->vars.count = func->params.count;  /* parameters come first */
    ir_visit_stmts(func->body, keep_declared, func);
    func->var_count = func->vars.count;
}

Stmt *normal_direct_call(Program *p, const Stmt *s, Func *target)
{
    const Expr *const *args = s->u.call.args + 1;
    const Expr *place = s->u.call.place;
    int         count = s->u.call.count - 1;
    const Rule *rule = target->body ? NULL : rule_find(target->name);
    if (!rule || !rule_is_pure(rule) || !place)
        return ir_call_stmt(p, s->loc, place, target, args, count);
    const Expr *value = ir_call(p, s->loc, target, args, count);
    return ir_assign(p, s->loc, place, ir_cast(p, s->loc, type_unqualified(p, place->type), value, true));
}

typedef struct Resolve {
    Program *p;
    bool     any;
} Resolve;

static void resolve_stmt(void *data, Stmt *s)
{
    Resolve    *resolve = data;
    const Expr *pointer = s->kind == STMT_CALL && s->u.call.callee->is_indirect ? ir_uncast(s->u.call.args[0]) : NULL;
    if (!pointer || pointer->op != OP_FUNC)
        return;
    ir_become(s, normal_direct_call(resolve->p, s, pointer->u.callee));
    resolve->any = true;
}

/* Calls through pointers that have become functions; whether there were any. */
static bool resolve(Program *p, Func *func)
{
    Resolve found = {p, false};
    ir_visit_stmts(func->body, resolve_stmt, &found);
    return found.any;
}

static void replace_pointers(Program *p, Func *func)
{
    for (int i = 0; i < MAX_ROUNDS && pointers_replace(p, func); i++) {
        places_simplify_func(p, func);
        ir_mark_registers(func);
    }
}

/* Memory that is reached through pointers in memory, as far as it can be said by itself. */
static void flatten_tables(Program *p, Func *copy, Map *vars)
{
    ir_mark_registers(copy);
    if (columns_split(p, copy, vars)) {
        same_join(p, copy, vars);
        places_simplify_func(p, copy);
        ir_mark_registers(copy);
        replace_pointers(p, copy);
    }
    fresh_store(p, copy);
    if (tables_flatten(p, copy)) {
        places_simplify_func(p, copy);
        ir_mark_registers(copy);
        replace_pointers(p, copy);
    }
}

void normal_again(Program *p, Func *copy, bool share, Diag *diag)
{
    ir_mark_registers(copy);
    do
        inline_calls(p, copy, share, diag);
    while (resolve(p, copy) && diag_errors(diag) == 0);
    places_simplify_func(p, copy);
    ir_mark_registers(copy);
    if (ends_count(p, copy))
        ir_mark_registers(copy);
    replace_pointers(p, copy);
    if (rows_flatten(p, copy))
        places_simplify_func(p, copy);
    if (twins_join(p, copy))
        ir_mark_registers(copy);
    if (holes_split(p, copy))
        ir_mark_registers(copy);
    Map *vars = map_new(p->arena);
    bool closed = walks_close(p, copy, vars);
    records_coalesce(p, copy);
    if (records_scatter(p, copy, vars) || closed) {
        same_join(p, copy, vars);
        places_simplify_func(p, copy);
        replace_pointers(p, copy);
    }
    flatten_tables(p, copy, vars);
    forget_unused(copy);
}

Func *normal_prepare(Program *p, Func *func, bool share, Diag *diag)
{
    ENSURE(func->body);
    Func *copy = copy_func(p, func);
    exits_to_tails(p, copy);
    resolve(p, copy);
    normal_again(p, copy, share, diag);
    ir_mark_registers(copy);
    unread_drop(copy);
    return copy;
}
