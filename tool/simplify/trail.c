#include "trail.h"

#include <stdbool.h>

void trail_open(Trail *t, Arena *arena, int vars)
{
    *t = (Trail){.arena = arena};
    t->state = ARENA_ARRAY(arena, int, vars + 1);
    t->stamp = ARENA_ARRAY(arena, int, vars + 1);
}

/* Room for one more change.  Nobody else has the list, which may be long: where it moves, its old place is given back. */
static void make_room(Trail *t)
{
    Change *old = t->changes.items;
    int     room = t->changes.room;
    if (t->changes.count < room)
        return;
    vec_grow(t->arena, (void **)&t->changes.items, t->changes.count, &t->changes.room, sizeof *old);
    if (t->changes.items != old)
        arena_release(t->arena, old, (size_t)room * sizeof *old);
}

void trail_set(Trail *t, int var, int value)
{
    if (t->state[var] == value)
        return;
    Change change = {var, t->state[var]};
    make_room(t);
    VEC_PUSH(t->arena, &t->changes, change);
    t->state[var] = value;
}

int trail_mark(const Trail *t)
{
    return t->changes.count;
}

void trail_undo(Trail *t, int mark)
{
    while (t->changes.count > mark) {
        Change change = t->changes.items[--t->changes.count];
        t->state[change.var] = change.value;
    }
}

/* Whether the variable is met for the first time since the clock was set. */
static bool is_new(Trail *t, int var)
{
    bool first = t->stamp[var] != t->clock;
    t->stamp[var] = t->clock;
    return first;
}

ChangeVec trail_before(Trail *t, int mark)
{
    ChangeVec out = {0};
    t->clock++;
    for (int i = mark; i < t->changes.count; i++) {
        if (is_new(t, t->changes.items[i].var))
            VEC_PUSH(t->arena, &out, t->changes.items[i]);
    }
    return out;
}

ChangeVec trail_now(Trail *t, int mark)
{
    ChangeVec out = trail_before(t, mark);
    for (int i = 0; i < out.count; i++)
        out.items[i].value = t->state[out.items[i].var];
    return out;
}

void trail_compact(Trail *t, int mark)
{
    ChangeVec now = trail_now(t, mark);
    trail_undo(t, mark);
    for (int i = 0; i < now.count; i++)
        trail_set(t, now.items[i].var, now.items[i].value);
}

void trail_join(Trail *t, int mark, const ChangeVec *first, int (*join)(int a, int b))
{
    ChangeVec before = trail_before(t, mark);
    t->clock++;
    for (int i = 0; i < first->count; i++) {
        Change change = first->items[i];
        t->stamp[change.var] = t->clock;
        trail_set(t, change.var, join(t->state[change.var], change.value));
    }
    for (int i = 0; i < before.count; i++) {
        Change change = before.items[i];    /* changed by the second only */
        if (is_new(t, change.var))
            trail_set(t, change.var, join(t->state[change.var], change.value));
    }
    trail_compact(t, mark);
}
