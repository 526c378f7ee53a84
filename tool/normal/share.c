#include "share.h"

#include "ir/walk.h"

/*
 * Which calls stay calls although their functions could be inlined: those of a function of some size that would stand
 * in the derivative many times over.
 */

enum { FEW_COPIES = 4, MANY_STMTS = 160, MOST_COPIES = 1000000 };

/* A function below the root. */
typedef struct Copies {
    long        count;
    int         waiting;               /* calls of it by functions whose own count is not known yet */
    const Func *func;
} Copies;

typedef struct Count {
    Arena *arena;
    Map   *copies;                     /* Func to Copies */
    VEC(Copies *) all;                 /* each behind one that calls it */
    VEC(Copies *) ready;               /* those that nothing waits for */
    long   factor;                     /* copies of the function whose calls are looked at */
} Count;

static bool is_counted(const Stmt *s)
{
    return s->kind == STMT_CALL && s->u.call.callee->body;
}

static void find_stmt(void *data, Stmt *s)
{
    Count *count = data;
    if (!is_counted(s))
        return;
    Copies *copies = map_get(count->copies, s->u.call.callee);
    if (!copies) {
        copies = ARENA_NEW(count->arena, Copies);
        copies->func = s->u.call.callee;
        map_put(count->copies, copies->func, copies);
        VEC_PUSH(count->arena, &count->all, copies);
    }
    copies->waiting++;
}

static void add_stmt(void *data, Stmt *s)
{
    Count *count = data;
    if (!is_counted(s))
        return;
    Copies *copies = map_get(count->copies, s->u.call.callee);
    copies->count = copies->count + count->factor < MOST_COPIES ? copies->count + count->factor : MOST_COPIES;
    if (--copies->waiting == 0)
        VEC_PUSH(count->arena, &count->ready, copies);
}

/* From callers to what they call.  What functions that call themselves lead to would stand there without end. */
Map *share_count(Arena *arena, const Func *root)
{
    Count count = {.arena = arena, .copies = map_new(arena), .factor = 1};
    ir_visit_stmts(root->body, find_stmt, &count);
    for (int i = 0; i < count.all.count; i++)
        ir_visit_stmts(count.all.items[i]->func->body, find_stmt, &count);
    ir_visit_stmts(root->body, add_stmt, &count);
    for (int i = 0; i < count.ready.count; i++) {
        count.factor = count.ready.items[i]->count;
        ir_visit_stmts(count.ready.items[i]->func->body, add_stmt, &count);
    }
    for (int i = 0; i < count.all.count; i++)
        if (count.all.items[i]->waiting > 0)
            count.all.items[i]->count = MOST_COPIES;
    return count.copies;
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
    const Copies *copies = map_get(counts, func);
    return copies && copies->count >= FEW_COPIES && copies->count * stmts >= MANY_STMTS && is_fit(func);
}
