#include "widths.h"

#include "base/intern.h"
#include "ir/walk.h"
#include "vector/vector.h"

typedef struct Reached {
    Map        *seen;
    VEC(Func *) list;            /* with a width */
    Arena      *arena;
} Reached;

static void reach(Reached *reached, Func *func);

static void reach_call(void *data, Stmt *s)
{
    if (s->kind == STMT_CALL && s->u.call.callee->width > 0)
        reach(data, s->u.call.callee);
}

static void reach(Reached *reached, Func *func)
{
    if (!func->body || map_get(reached->seen, func))
        return;
    map_put(reached->seen, func, func);
    VEC_PUSH(reached->arena, &reached->list, func);
    ir_visit_stmts(func->body, reach_call, reached);
}

bool widths_possible(Program *program, Func *func)
{
    Reached reached = {.seen = map_new(program->arena), .arena = program->arena};
    reach(&reached, func);
    for (int i = 0; i < reached.list.count; i++)
        if (!vector_check(program, reached.list.items[i], NULL))
            return false;
    return true;
}
