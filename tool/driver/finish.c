#include "finish.h"

#include "base/intern.h"
#include "derive/derive.h"
#include "exchange/batch.h"
#include "exchange/exchange.h"
#include "exchange/independent.h"
#include "exchange/jam.h"
#include "exchange/planes.h"
#include "exchange/wait.h"
#include "gather/gather.h"
#include "gather/matrix.h"
#include "ir/walk.h"
#include "simplify/simplify.h"
#include "sweep/lifetimes.h"
#include "sweep/meld.h"
#include "sweep/sweep.h"
#include "sweep/trade.h"
#include "unroll/unroll.h"

static void mark_called(Map *called, const Func *func);

static void mark_node(void *data, const Expr *e)
{
    if (e->op == OP_FUNC || e->op == OP_CALL)
        mark_called(data, e->u.callee);
}

static void mark_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, mark_node, data);
    if (s->kind == STMT_CALL)
        mark_called(data, s->u.call.callee);
}

static void mark_called(Map *called, const Func *func)
{
    if (!func->body || map_get(called, func))
        return;
    map_put(called, func, called);
    ir_visit_stmts(func->body, mark_stmt, called);
    if (func->apart)
        mark_called(called, func->apart->func);
}

/* Simplifying may have left a half that nothing calls. */
static int drop_unused(Program *program, Func **made, int count)
{
    Map *called = map_new(program->arena);
    int  kept = 0;
    for (int i = 0; i < count; i++)
        if (made[i] && !made[i]->is_static)
            mark_called(called, made[i]);
    for (int i = 0; i < count; i++)
        if (made[i] && map_get(called, made[i]))
            made[kept++] = made[i];
    return kept;
}

/* Loops and blocks of one derivative, in the order in which each pass leaves what the next one looks for. */
static void rework(Program *program, Func *func, bool jams)
{
    bool is_line = ir_is_line(func->body);
    if (!is_line) {
        matrix_func(program, func);
        gather_func(program, func);
    }
    sweep_func(program, func);
    if (is_line)
        return;
    trade_func(program, func);
    meld_func(program, func);
    wait_func(program, func, WAIT_BLOCKS);
    exchange_func(program, func);
    wait_func(program, func, WAIT_ROWS);
    unroll_func(program, func);
    if (jams) {
        batch_func(program, func);
        jam_func(program, func);
    }
    independent_func(program, func);
    planes_func(program, func);
    lifetimes_func(program, func);
}

int finish_made(Program *program, Func **made, int count, bool jams)
{
    count = drop_unused(program, made, count);
    for (int i = 0; i < count; i++)
        if (made[i]->is_generated && made[i]->width == 0)
            rework(program, made[i], jams);
    for (int i = 0; i < count; i++) {
        if (made[i]->is_generated)
            simplify_group(program, made[i]);
        if (made[i]->is_generated && !ir_is_line(made[i]->body))
            simplify_repeats(program, made[i]);
        derive_join(program, made[i]);
    }
    return count;
}
