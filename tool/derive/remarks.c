#include "remarks.h"

#include "plan.h"

struct Remark {
    Loc         loc;
    const char *what;          /* is done with what is reached through `base`, as a store through the culprit may overwrite it */
    const Var  *base, *culprit;
};

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

static void remarks_note(Derive *d, Loc loc, const char *what, const Var *base, const Var *culprit)
{
    Remark *remark = ARENA_NEW(d->arena, Remark);

    if (base == NULL || culprit == NULL || culprit == base)
        return;
    *remark = (Remark){loc, arena_printf(d->arena, what, base->name), base, culprit};
    VEC_PUSH(d->arena, &d->remarks, remark);
}

static bool remarks_is_checked(const Derive *d, const Remark *remark, const Overlaps *checked)
{
    for (int i = 0; checked && i < checked->count; i++) {
        const Var *a = d->fn->params.items[checked->items[i].a], *b = d->fn->params.items[checked->items[i].b];

        if ((a == remark->base && b == remark->culprit) || (b == remark->base && a == remark->culprit))
            return true;
    }
    return false;
}

void remarks_make(Derive *d, const Overlaps *checked, const Func *apart)
{
    for (int i = 0; i < d->remarks.count; i++) {
        const Remark *remark = d->remarks.items[i];
        const char   *culprit = remark->culprit->name;

        if (apart && remarks_is_checked(d, remark, checked)) {
            diag_remark(d->diag, remark->loc, "-Rcache", "what %s where a store through '%s' may overwrite it", remark->what, culprit);
            diag_note(d->diag, remark->loc, "'%s' finds that out when it runs, and calls '%s', which keeps less, where they do not overlap; "
                      "restrict on '%s', or ADGEN_NOALIAS on '%s', makes that the only version",
                      d->request->as, apart->name, culprit, d->request->func->name);
            continue;
        }
        diag_remark(d->diag, remark->loc, "-Rcache", "what %s, because a store through '%s' may overwrite it", remark->what, culprit);
        diag_note(d->diag, remark->loc, "restrict on '%s', or ADGEN_NOALIAS on '%s', says that they do not overlap", culprit,
                  d->request->func->name);
    }
}

void remarks_copy(Derive *d, const Stmt *s, int arg)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, s->u.call.args[arg], &objects);
    remarks_note(d, s->loc, "'%s' leads to is copied", ir_base_var(s->u.call.args[arg]), remarks_culprit(d, &objects, NULL));
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
        remarks_note(d, place->loc, "is read of '%s' is kept", ir_base_var(place), remarks_culprit(d, &objects, place));
    }
}
