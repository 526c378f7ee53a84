#include "remarks.h"

#include "plan.h"

static const Var *remarks_base(const Expr *place)
{
    while (place->count > 0)
        place = place->args[0];
    return place->op == OP_VAR ? place->u.var : NULL;
}

/* The parameter through which alone the place may be overwritten, by an overlap that nobody needs; NULL: there is none,
 * or another store overwrites it anyway. */
static const Var *remarks_culprit(Derive *d, const Version *v)
{
    IntSet     objects = {0};
    int        count, begin = layout_stores(d->layout, 0, layout_count(d->layout) - 1, &count);
    const Var *culprit = NULL;

    alias_of_place(d->alias, v->value, &objects);
    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(d->layout, i);

        if (map_get(d->shadow_stmts, store->stmt) || !layout_store_hits(d->layout, store, v->value, &objects))
            continue;
        if (store->unknown || intset_meets(&store->objects, &objects) || store->objects.count == 0)
            return NULL;
        culprit = alias_object(d->alias, store->objects.items[0])->var;
    }
    return culprit && culprit->kind == VAR_PARAM ? culprit : NULL;
}

/* The same of what a pointer leads to. */
static const Var *remarks_culprit_of(Derive *d, const IntSet *objects)
{
    int        count, begin = layout_stores(d->layout, 0, layout_count(d->layout) - 1, &count);
    const Var *culprit = NULL;

    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(d->layout, i);

        if (map_get(d->shadow_stmts, store->stmt) || !alias_sets_overlap(d->alias, &store->objects, objects))
            continue;
        if (store->unknown || intset_meets(&store->objects, objects) || store->objects.count == 0)
            return NULL;
        culprit = alias_object(d->alias, store->objects.items[0])->var;
    }
    return culprit && culprit->kind == VAR_PARAM ? culprit : NULL;
}

void remarks_copy(Derive *d, const Stmt *s, int arg)
{
    IntSet     objects = {0};
    const Var *culprit;
    const Var *base = remarks_base(s->u.call.args[arg]);

    alias_of_pointer(d->alias, s->u.call.args[arg], &objects);
    culprit = remarks_culprit_of(d, &objects);
    if (base == NULL || culprit == NULL || culprit == base)
        return;
    diag_remark(d->diag, s->loc, "-Rcache", "what '%s' leads to is copied, because a store through '%s' may overwrite it", base->name,
                culprit->name);
    diag_note(d->diag, s->loc, "restrict on '%s', or ADGEN_NOALIAS on '%s', says that they do not overlap", culprit->name,
              d->request->func->name);
}

void remarks_cache(Derive *d)
{
    const Versions *kept = plan_kept(d);

    for (int i = 0; i < kept->list.count; i++) {
        const Version *v = kept->list.items[i];
        bool           loads = v->kind == VERSION_DEF && v->value && (op_info[v->value->op].flags & OPF_PLACE) &&
                     ir_reads_memory(v->value);
        const Var     *base = loads ? remarks_base(v->value) : NULL, *culprit = base ? remarks_culprit(d, v) : NULL;

        if (culprit == NULL || culprit == base)
            continue;
        diag_remark(d->diag, v->value->loc, "-Rcache", "what is read of '%s' is kept, because a store through '%s' may overwrite it",
                    base->name, culprit->name);
        diag_note(d->diag, v->value->loc, "restrict on '%s', or ADGEN_NOALIAS on '%s', says that they do not overlap",
                  culprit->name, d->request->func->name);
    }
}
