#include "cut.h"

#include "plan_parts.h"

enum { CUT_MOST_VALUES = 400, CUT_MOST_DEPTH = 4, CUT_TIMES = 64, CUT_NONE = -1, CUT_SOURCE = 0, CUT_SINK = 1, CUT_FIRST = 2 };

#define CUT_WIDE (1LL << 60)

/* An arc of the graph and, next to it in the list, its reverse. */
typedef struct Arc {
    int       to;
    int       next;               /* of the same node, or CUT_NONE */
    long long room;               /* what more may flow along it */
} Arc;

/* Each value is two nodes with an arc as wide as the value is heavy. */
typedef struct Cut {
    Plan  *plan;
    Arena *arena;
    Map   *nodes;                 /* Version -> where it is in the list */
    VEC(Version *) values;
    VEC(int)       firsts;        /* Node -> its first arc */
    VEC(Arc)       arcs;
    bool   too_many;
} Cut;

static int cut_in(int value)
{
    return CUT_FIRST + 2 * value;
}

static int cut_out(int value)
{
    return CUT_FIRST + 2 * value + 1;
}

/* ---- the graph ---- */

static void cut_half(Cut *c, int from, int to, long long room)
{
    Arc arc = {to, c->firsts.items[from], room};

    c->firsts.items[from] = c->arcs.count;
    VEC_PUSH(c->arena, &c->arcs, arc);
}

static void cut_arc(Cut *c, int from, int to, long long room)
{
    cut_half(c, from, to, room);
    cut_half(c, to, from, 0);
}

/* How often the value is made. */
static long long cut_weight(const Version *v)
{
    long long weight = 1;

    for (int i = 1; i < v->loop_count && i < CUT_MOST_DEPTH; i++)
        weight *= CUT_TIMES;
    return weight;
}

static int cut_add(Cut *c, Version *v)
{
    int *known = map_get(c->nodes, v), value = c->values.count;

    if (known)
        return *known;
    known = ARENA_NEW(c->arena, int);
    *known = value;
    map_put(c->nodes, v, known);
    VEC_PUSH(c->arena, &c->values, v);
    VEC_PUSH(c->arena, &c->firsts, CUT_NONE);
    VEC_PUSH(c->arena, &c->firsts, CUT_NONE);
    cut_arc(c, cut_in(value), cut_out(value), cut_weight(v));
    c->too_many |= c->values.count > CUT_MOST_VALUES;
    return value;
}

/* Arcs from what the value would be computed from, or from the source. */
static void cut_join(Cut *c, int value)
{
    const Version  *v = c->values.items[value];
    const Operands *operands = v->operands;

    if (!ways_is_arithmetic(c->plan, v)) {
        cut_arc(c, CUT_SOURCE, cut_in(value), CUT_WIDE);
        return;
    }
    for (int i = 0; operands && i < operands->list.count && !c->too_many; i++)
        if (!ways_is_free(c->plan, operands->list.items[i].version))
            cut_arc(c, cut_out(cut_add(c, operands->list.items[i].version)), cut_in(value), CUT_WIDE);
}

static void cut_build(Cut *c, const Versions *needed)
{
    VEC_PUSH(c->arena, &c->firsts, CUT_NONE);
    VEC_PUSH(c->arena, &c->firsts, CUT_NONE);
    for (int i = 0; i < needed->list.count && !c->too_many; i++) {
        Version *v = needed->list.items[i];

        if (!v->resolved && v->loop_count > 0 && !map_get(c->nodes, v))
            cut_arc(c, cut_out(cut_add(c, v)), CUT_SINK, CUT_WIDE);
    }
    for (int value = 0; value < c->values.count && !c->too_many; value++)
        cut_join(c, value);
}

/* ---- the greatest flow ---- */

/* The arc by which each node is first reached from the source, in a shortest path. */
static bool cut_reach(const Cut *c, int *queue, int *by)
{
    int count = 0;

    for (int i = 0; i < c->firsts.count; i++)
        by[i] = CUT_NONE;
    queue[count++] = CUT_SOURCE;
    for (int at = 0; at < count && by[CUT_SINK] == CUT_NONE; at++) {
        for (int arc = c->firsts.items[queue[at]]; arc != CUT_NONE; arc = c->arcs.items[arc].next) {
            int to = c->arcs.items[arc].to;

            if (c->arcs.items[arc].room == 0 || to == CUT_SOURCE || by[to] != CUT_NONE)
                continue;
            by[to] = arc;
            queue[count++] = to;
        }
    }
    return by[CUT_SINK] != CUT_NONE;
}

/* Fill paths until there are none. */
static void cut_fill(Cut *c, int *queue, int *by)
{
    while (cut_reach(c, queue, by)) {
        long long room = CUT_WIDE;

        for (int at = CUT_SINK; at != CUT_SOURCE; at = c->arcs.items[by[at] ^ 1].to)
            room = c->arcs.items[by[at]].room < room ? c->arcs.items[by[at]].room : room;
        for (int at = CUT_SINK; at != CUT_SOURCE; at = c->arcs.items[by[at] ^ 1].to) {
            c->arcs.items[by[at]].room -= room;
            c->arcs.items[by[at] ^ 1].room += room;
        }
    }
}

/* Which nodes still lead to the sink. */
static void cut_lead(const Cut *c, int *queue, bool *leads)
{
    int count = 0;

    for (int i = 0; i < c->firsts.count; i++)
        leads[i] = i == CUT_SINK;
    queue[count++] = CUT_SINK;
    for (int at = 0; at < count; at++) {
        for (int arc = c->firsts.items[queue[at]]; arc != CUT_NONE; arc = c->arcs.items[arc].next) {
            int from = c->arcs.items[arc].to;

            if (leads[from] || c->arcs.items[arc ^ 1].room == 0)
                continue;
            leads[from] = true;
            queue[count++] = from;
        }
    }
}

void cut_choose(Plan *plan, const Versions *needed)
{
    Arena *arena = arena_new();
    Cut    c = {.plan = plan, .arena = arena, .nodes = map_new(arena)};

    cut_build(&c, needed);
    if (!c.too_many && c.values.count > 0) {
        int  *queue = ARENA_ARRAY(arena, int, c.firsts.count), *by = ARENA_ARRAY(arena, int, c.firsts.count);
        bool *leads = ARENA_ARRAY(arena, bool, c.firsts.count);

        cut_fill(&c, queue, by);
        cut_lead(&c, queue, leads);
        for (int i = 0; i < c.values.count; i++)
            if (!leads[cut_in(i)] && leads[cut_out(i)])
                ways_choose(plan, c.values.items[i]);
    }
    arena_free(arena);
}
