#include "needs.h"

#include "shadow.h"
#include "split.h"

static void needs_registers(const Reads *reads, const Expr *e)
{
    if (e->op == OP_VAR && e->u.var->is_register)
        reads->var(reads->data, e->u.var);
    else if (e->op == OP_OPAQUE)
        reads->unknown(reads->data);
    for (int i = 0; i < e->count; i++)
        needs_registers(reads, e->args[i]);
}

static void needs_memory(const Reads *reads, const Expr *e);

/* What is read to find out where a place is. */
static void needs_path(const Reads *reads, const Expr *place)
{
    for (; place->count > 0; place = place->args[0]) {
        if (place->op == OP_INDEX)
            needs_memory(reads, place->args[1]);
        if (place->op == OP_DEREF || (place->op == OP_INDEX && type_is_pointer(place->args[0]->type))) {
            needs_memory(reads, place->args[0]);
            return;
        }
    }
}

/* Every place of memory that evaluating e reads, as a whole: a scalar or a record. */
static void needs_memory(const Reads *reads, const Expr *e)
{
    bool is_place = op_info[e->op].flags & OPF_PLACE;

    if (!is_place && e->op != OP_ADDR && e->op != OP_DECAY) {
        for (int i = 0; i < e->count; i++)
            needs_memory(reads, e->args[i]);
        return;
    }
    if (is_place && e->type->canon->kind != TYPE_ARRAY && !(e->op == OP_VAR && e->u.var->is_register) &&
        (!shadow_is_place(e) || type_is_pointer(e->type)))
        reads->place(reads->data, e);
    needs_path(reads, e);
}

void needs_value(const Reads *reads, const Expr *e)
{
    needs_registers(reads, e);
    needs_memory(reads, e);
}

void needs_target(const Reads *reads, const Expr *place)
{
    needs_registers(reads, place);
    needs_path(reads, place);
}

static void needs_expr(void *data, const Expr *e, bool is_target)
{
    (is_target ? needs_target : needs_value)(data, e);
}

static void needs_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, needs_expr, data);
}

void needs_of_adjoint(Derive *d, const Stmt *s, const Reads *reads)
{
    const Block *local = map_get(d->locals, s);

    if (local)
        ir_visit_stmts(local, needs_stmt, (void *)reads);
}

void needs_of_control(Derive *d, const Stmt *s, const Reads *reads)
{
    const Leave *leave = s->kind == STMT_IF ? map_get(d->leavers, s) : NULL;

    if (s->kind == STMT_IF && split_is_active(d, s) && leave == NULL)
        needs_value(reads, s->u.branch.cond);
    if (s->kind == STMT_FOR && split_is_active(d, s)) {
        needs_value(reads, s->u.loop_for.from);
        needs_value(reads, s->u.loop_for.to);
    }
    if ((s->kind == STMT_FOR || s->kind == STMT_LOOP) && map_get(d->counters, s))
        reads->var(reads->data, map_get(d->counters, s));
    if (leave)
        reads->var(reads->data, leave->flag);
    if (map_get(d->results, s)) {
        const Expr *place = ir_target(s);

        if (place->op == OP_VAR)
            reads->var(reads->data, place->u.var);
    }
}
