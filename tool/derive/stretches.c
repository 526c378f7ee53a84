#include "counts.h"
#include "frees.h"
#include "plan_parts.h"
#include "split.h"

/* Fewer values than that are pushed: a block has its price. */
enum { LEAST_STRETCH = 8 };

/* Whether nothing decides in the loop if the version comes to be. */
static bool stretches_always(const Derive *d, const Version *v, const Stmt *loop)
{
    for (const Stmt *up = v->at; up && up != loop; up = layout_info(d->layout, up)->parent)
        if (up != v->at && up->kind == STMT_IF)
            return false;
    return true;
}

/* Whether something in the loop is pushed for sure: it then gains little, as its values come in order in any case. */
static bool stretches_has_pushes(Derive *d, const Stmt *loop)
{
    const StmtInfo *info = layout_info(d->layout, loop);

    for (int pos = info->pos + 1; pos <= info->end; pos++) {
        Stmt *s = layout_stmt(d->layout, pos);
        bool  counted = s->kind == STMT_LOOP || (s->kind == STMT_FOR && map_get(d->counters, s));

        if (counted && split_is_active(d, s) && map_get(d->frames, s) == NULL)
            return true;
    }
    return false;
}

static bool stretches_strides(const Stmt *loop)
{
    return loop->u.loop_for.step != 1 && loop->u.loop_for.step != -1;
}

/* Whether the loops from that one on can be the dimensions of a block. */
static bool stretches_from(const Plan *plan, const Version *v, int first)
{
    Derive       *d = plan->d;
    Stmt *const  *loops = v->loops + first;
    int           count = v->loop_count - first;
    long long     number;

    for (int i = 0; i < count; i++)
        if (loops[i]->kind != STMT_FOR || map_get(d->counters, loops[i]) || !split_is_active(d, loops[i]) ||
            stretches_strides(loops[i]))
            return false;
    if (!counts_known(d, loops, count) || !counts_are_tight(d, loops, count) || !stretches_always(d, v, loops[0]) ||
        counts_condition(d, loops, count) || stretches_has_pushes(d, loops[0]))
        return false;
    number = counts_constant(d, loops, count);
    return number < 0 || number >= LEAST_STRETCH;
}

/* What leads to the block: pushed where the block that the loop stands in ends, so that the backward pass finds it. */
static void stretches_push_pointer(Plan *plan, Version *v, const Stmt *loop)
{
    Version *pointer = ARENA_NEW(plan->d->facts, Version);

    *pointer = (Version){.kind = VERSION_DEF, .var = v->store, .at = v->at, .frame = v->frame, .way = WAY_TAPE, .resolved = true};
    pointer->copy = v->store;
    pointer->store = ways_keeper(plan->d, pointer, "was", v->store->type);
    v->back = pointer->store;
    ways_hook(plan, plan->record, map_get(plan->owners, loop), pointer);
}

bool stretches_keep(Plan *plan, Version *v)
{
    Derive *d = plan->d;
    int     first = 1;

    while (first < v->loop_count && !stretches_from(plan, v, first))
        first++;
    if (first >= v->loop_count || type_is_pointer(v->var->type))
        return false;
    v->way = WAY_BLOCK;
    v->first = first;
    v->store = ways_keeper(d, v, "at", type_pointer(d->p, type_unqualified(d->p, v->var->type)));
    ways_hook(plan, plan->before, v->loops[first], v);
    ways_hook_birth(plan, v);
    stretches_push_pointer(plan, v, v->loops[first]);
    for (int i = 0; i < first; i++)
        map_put(plan->taped, v->loops[i], v->loops[i]);
    return true;
}
