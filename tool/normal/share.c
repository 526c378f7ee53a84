#include "share.h"

#include "ir/walk.h"

/*
 * Which calls stay calls although their functions could be inlined: those of a function of some size that would stand
 * in the derivative many times over.
 */

enum { FEW_COPIES = 4, MANY_STMTS = 160, MOST_VISITS = 20000 };

typedef struct Count {
    Arena *arena;
    Map   *counts;
    int    visits;
} Count;

static void count_stmt(void *data, Stmt *s)
{
    Count *count = data;
    if (s->kind != STMT_CALL || !s->u.call.callee->body || count->visits++ > MOST_VISITS)
        return;
    long *copies = map_get(count->counts, s->u.call.callee);
    if (!copies) {
        copies = ARENA_NEW(count->arena, long);
        map_put(count->counts, s->u.call.callee, copies);
    }
    ++*copies;
    ir_visit_stmts(s->u.call.callee->body, count_stmt, count);
}

Map *share_count(Arena *arena, const Func *root)
{
    Count count = {arena, map_new(arena), 0};
    ir_visit_stmts(root->body, count_stmt, &count);
    return count.counts;
}

/* ---- What can be called ---- */

static void find_unfit(void *data, Stmt *s)
{
    bool *unfit = data;
    if (s->kind == STMT_DECL && type_is_vla(s->u.decl.var->type))
        *unfit = true;
    if (s->kind == STMT_OPAQUE && (s->u.opaque->effects || s->u.opaque->reaches.count))
        *unfit = true;
    if (s->kind == STMT_CALL && (s->u.call.callee->is_indirect || !s->u.call.callee->body))
        *unfit = true;
}

/* Nothing that the halves of a pair cannot do, or that is better known where it is called. */
static bool is_fit(const Func *func)
{
    bool unfit = func->result->canon->kind == TYPE_RECORD && type_holds_pointer(func->result);
    for (int i = 0; i < func->params.count; i++)
        unfit = unfit || type_is_function_pointer(func->params.items[i]->type);
    ir_visit_stmts(func->body, find_unfit, &unfit);
    return !unfit;
}

bool share_pays(const Map *counts, const Func *func, int stmts)
{
    const long *copies = map_get(counts, func);
    return copies && *copies >= FEW_COPIES && *copies * stmts >= MANY_STMTS && is_fit(func);
}
