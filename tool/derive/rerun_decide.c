#include "rerun_parts.h"

#include "registers.h"

typedef struct Rereads {
    const Needs *needs;
    bool         found;
} Rereads;

static void rerun_find_reread(void *data, const Expr *e)
{
    Rereads     *r = data;
    const Needs *n = r->needs;

    if (!(op_info[e->op].flags & OPF_PLACE) || !type_is_real(e->type) || ir_is_register(e) || frames_is_private(n->d, e, n->loop))
        return;
    for (int pos = n->first + 1; pos <= n->last && !r->found; pos++) {
        const Stmt *s = layout_stmt(n->d->layout, pos);
        const Expr *place = s->kind == STMT_ASSIGN && !ir_is_register(s->u.assign.place) ? s->u.assign.place : NULL;

        r->found = place && alias_places_overlap(n->d->alias, place, e);
    }
}

bool rerun_may_decide_otherwise(const Needs *n, const Map *slice)
{
    Rereads r = {n, false};
    bool    decides = false;

    for (int pos = n->first + 1; pos <= n->last; pos++) {
        Stmt      *s = layout_stmt(n->d->layout, pos);
        const Var *var = map_get(slice, s) ? registers_written(s) : NULL;

        decides |= var && map_get(n->d->decided, var);
    }
    for (int pos = n->first + 1; decides && pos <= n->last && !r.found; pos++)
        if (map_get(slice, layout_stmt(n->d->layout, pos)))
            ir_visit_stmt_exprs(layout_stmt(n->d->layout, pos), rerun_find_reread, &r);
    return r.found;
}
