#include "remarks.h"

#include "plan.h"

/* The parameter through which alone the objects (the place in them, if given) may be overwritten, by an overlap that nobody
 * needs; NULL: there is none, or another store overwrites them anyway. */
static const Var *remarks_culprit(Derive *d, const IntSet *objects, const Expr *place)
{
    int        count, begin = layout_stores(d->layout, 0, layout_count(d->layout) - 1, &count);
    const Var *culprit = NULL;

    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(d->layout, i);
        bool         hits = place ? layout_store_hits(d->layout, store, place, objects)
                                  : alias_sets_overlap(d->alias, &store->objects, objects);

        if (map_get(d->shadow_stmts, store->stmt) || !hits)
            continue;
        if (store->unknown || intset_meets(&store->objects, objects) || store->objects.count == 0)
            return NULL;
        culprit = alias_object(d->alias, store->objects.items[0])->var;
    }
    return culprit && culprit->kind == VAR_PARAM ? culprit : NULL;
}

/* `what` is done with what is reached through `base`, as a store through the culprit may overwrite it. */
static void remarks_say(Derive *d, Loc loc, const char *what, const Var *base, const Var *culprit)
{
    if (base == NULL || culprit == NULL || culprit == base)
        return;
    diag_remark(d->diag, loc, "-Rcache", "what %s, because a store through '%s' may overwrite it",
                arena_printf(d->arena, what, base->name), culprit->name);
    diag_note(d->diag, loc, "restrict on '%s', or ADGEN_NOALIAS on '%s', says that they do not overlap", culprit->name,
              d->request->func->name);
}

void remarks_copy(Derive *d, const Stmt *s, int arg)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, s->u.call.args[arg], &objects);
    remarks_say(d, s->loc, "'%s' leads to is copied", ir_base_var(s->u.call.args[arg]), remarks_culprit(d, &objects, NULL));
}

void remarks_cache(Derive *d)
{
    const Versions *kept = plan_kept(d);

    for (int i = 0; i < kept->list.count; i++) {
        const Version *v = kept->list.items[i];
        const Expr    *place = v->row ? v->row->place : v->value;
        IntSet         objects = {0};

        if (v->kind != VERSION_DEF || !place || !(op_info[place->op].flags & OPF_PLACE) || !ir_reads_memory(place) ||
            !ir_base_var(place))
            continue;
        alias_of_place(d->alias, place, &objects);
        remarks_say(d, place->loc, "is read of '%s' is kept", ir_base_var(place), remarks_culprit(d, &objects, place));
    }
}
