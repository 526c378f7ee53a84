#include "rows_parts.h"

#include "shadow.h"
#include "steady.h"

/* Copies that let loops run again, or what a step does in a loop. */

static double rows_size(Derive *d, const Group *group)
{
    double size = rows_runs(d, group->first);

    for (int i = 0; i < group->dim_count; i++) {
        Poly length = rows_length(d, &group->dims[i]);

        size *= poly_at(&length, LIKELY_SIZE);
    }
    return size;
}

/* Whether an earlier one of the reads is of the same variable's memory, in the same loop. */
static bool rows_has_mate(Derive *d, const Wish *reads, int read)
{
    for (int i = 0; i < read; i++)
        if (ir_base_var(reads[i].place) == ir_base_var(reads[read].place) &&
            layout_info(d->layout, reads[i].at)->loop == layout_info(d->layout, reads[read].at)->loop)
            return true;
    return false;
}

double rows_kept(Derive *d, const Wish *reads, int count)
{
    Groups groups = {0};
    double size = 0.0;

    for (int i = 0; i < count; i++)
        if (!rows_find_read(d, &reads[i], &groups) && !rows_has_mate(d, reads, i))
            size += rows_runs(d, reads[i].at);
    for (int i = 0; i < groups.count; i++)
        size += rows_size(d, groups.items[i]);
    return size;
}

/* Whether the copy is made where an iteration of the loop begins. */
static bool rows_begins_step(const Group *group, const Stmt *loop)
{
    return group->block == loop->u.loop_for.body && group->index == 0;
}

/* The first statement of the loop that is none of the copies that have come into it. */
static const Stmt *rows_first(Derive *d, const Stmt *loop)
{
    const Block *body = loop->u.loop_for.body;
    int          i = 0;

    while (!layout_has(d->layout, body->stmts.items[i]))
        i++;
    return body->stmts.items[i];
}

/* Put what stands in the loop from one statement to the other into a FOR that runs once. */
static void rows_wrap(Derive *d, Stmt *loop, const Stmt *first, const Stmt *last)
{
    Program *p = d->p;
    Loc      loc = loop->loc;
    Block   *body = loop->u.loop_for.body, *inside = ir_block(p), *out = ir_block(p);
    Var     *once = shadow_temp(d, "once", type_int(p, INT_INT), loc);
    Stmt    *step = ir_for(p, loc, once, true, ir_int(p, loc, once->type, 0), REL_LT, ir_int(p, loc, once->type, 1), 1, inside);
    bool     is_inside = false;

    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *s = body->stmts.items[i];

        if (s == first)
            ir_push(p, out, step);
        is_inside |= s == first;
        ir_push(p, is_inside ? inside : out, s);
        is_inside &= s != last;
    }
    *body = *out;
    map_put(d->steps, step, step);
}

/* Whether all copies can be made, and are clearly less than what they spare. */
static bool rows_grants(Derive *d, const Wishes *wishes, Groups *groups)
{
    double size = 0.0;

    if (!rows_find_wished(d, wishes, groups))
        return false;
    for (int i = 0; i < groups->count; i++) {
        Group *group = groups->items[i];
        Poly   stride;

        if (rows_keeping(d, group, true, &stride) == KEEP_NOT || (wishes->inside && !rows_begins_step(group, wishes->loop)))
            return false;
        for (int k = 0; k < group->reads.count; k++)
            if (rows_read_index(d, group, group->reads.items[k].at, group->reads.items[k].place) == NULL)
                return false;
        size += poly_at(&stride, LIKELY_SIZE) * rows_runs(d, group->first);
    }
    return wishes->margin * size <= wishes->values;
}

/* Whether the loop, or one around it, has been granted its wishes. */
static bool rows_is_granted(Derive *d, const Stmt *loop)
{
    for (; loop; loop = layout_info(d->layout, loop)->loop)
        if (map_get(d->granted, loop))
            return true;
    return false;
}

bool rows_grant(Derive *d)
{
    VEC(const Wishes *) steps = {0};
    Groups all = {0};
    bool   changed = false;

    for (int i = 0; i < d->wishes.count; i++) {
        const Wishes *wishes = d->wishes.items[i];
        Groups        groups = {0};

        if (rows_is_granted(d, wishes->loop) || !rows_grants(d, wishes, &groups))
            continue;
        map_put(d->granted, wishes->loop, wishes->loop);
        if (wishes->inside)
            VEC_PUSH(d->arena, &steps, wishes);
        for (int k = 0; k < groups.count; k++)
            VEC_PUSH(d->arena, &all, groups.items[k]);
    }
    for (int i = 0; i < all.count; i++)
        changed |= rows_make(d, all.items[i], true);
    for (int i = 0; i < steps.count; i++)
        rows_wrap(d, steps.items[i]->loop, rows_first(d, steps.items[i]->loop), steps.items[i]->inside);
    return changed;
}
