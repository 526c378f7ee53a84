#include "counts.h"
#include "plan_parts.h"


typedef struct Access {
    Derive         *d;
    const Operands *operands;
} Access;

static const Expr *access_map(Derive *d, const Operands *operands, const Expr *e);
static const Expr *access_version(Derive *d, Version *v, Loc loc);
static Operands   *access_operands_back(Derive *d, const Version *v);

/* The register that stands for the variable where the frame's code runs. */
static Var *access_renamed(const Frame *frame, Var *var)
{
    for (; frame; frame = frame->outer) {
        Var *renamed = map_get(frame->renamed, var);

        if (renamed)
            return renamed;
    }
    return var;
}

bool access_numbers(const Derive *d, const Stmt *loop)
{
    if (loop->kind == STMT_LOOP || map_get(d->counters, loop))
        return true;
    return loop->u.loop_for.step == 1 || loop->u.loop_for.step == -1;
}

/* The number of the iteration of the innermost loop around the version, in the backward pass. */
static const Expr *access_iteration(Derive *d, const Version *v, const Type *type)
{
    Program    *p = d->p;
    const Stmt *loop = v->at;
    Var        *trip = map_get(d->plan->trips, loop);
    const Expr *counter, *from;

    if (trip)
        return ir_cast(p, loop->loc, type, ir_var(p, loop->loc, trip), true);
    counter = ir_var(p, loop->loc, loop->u.loop_for.var);
    from = loop->u.loop_for.from;
    if (loop->u.loop_for.relation == REL_DOWNTO)
        from = ir_binary(p, loop->loc, OP_SUB, from, ir_int(p, loop->loc, from->type, 1));
    return ir_cast(p, loop->loc, type,
                   access_map(d, access_operands_back(d, v),
                              loop->u.loop_for.step > 0 ? ir_binary(p, loop->loc, OP_SUB, counter, from)
                                                        : ir_binary(p, loop->loc, OP_SUB, from, counter)), true);
}

static const Expr *access_induction(Derive *d, Version *v, Loc loc)
{
    Program    *p = d->p;
    bool        pointer = type_is_pointer(v->var->type);
    const Type *type = pointer ? type_int(p, INT_LONG) : type_unqualified(p, v->var->type);
    const Expr *before = access_version(d, v->outer, loc), *steps = access_iteration(d, v, type);
    long long   increment = ways_increment(d, v), size = increment > 0 ? increment : -increment;

    if (size != 1)
        steps = ir_binary(p, loc, OP_MUL, steps, ir_int(p, loc, type, size));
    if (!pointer)
        return ir_binary(p, loc, increment > 0 ? OP_ADD : OP_SUB, before, steps);
    return ir_ptradd(p, loc, before, increment > 0 ? steps : ir_unary(p, loc, OP_NEG, steps));
}

static const Expr *access_version(Derive *d, Version *v, Loc loc)
{
    Program *p = d->p;
    Var     *renamed;

    switch (v->way) {
    case WAY_READ:
        return ir_var(p, loc, access_renamed(v->frame, v->var));
    case WAY_FREE: {
        const Stmt *loop = v->kind == VERSION_HEAD ? v->at : v->frame->loop;

        renamed = map_get(d->plan->counters, loop);
        return ir_var(p, loc, renamed ? renamed : v->var);
    }
    case WAY_OUTER:
        return access_version(d, v->outer, loc);
    case WAY_INDUCTION:
        return access_induction(d, v, loc);
    case WAY_RECOMPUTE:
        return access_map(d, v->operands, v->value);
    case WAY_HOME:
        return access_map(d, v->home_operands, v->home->u.assign.place);
    case WAY_ARRAY:
    case WAY_BLOCK:
        return plan_element(d, v, true);
    case WAY_ROW:
        return ir_var(p, loc, v->row->kept);
    default:
        return ir_var(p, loc, v->store);
    }
}

static const Expr *access_map_node(void *data, const Expr *e)
{
    Access  *access = data;
    Version *v = e->op == OP_VAR ? plan_operand(access->operands, e->u.var) : NULL;

    return v ? access_version(access->d, v, e->loc) : e;
}

static const Expr *access_map(Derive *d, const Operands *operands, const Expr *e)
{
    Access access = {d, operands};

    return ir_map_expr(d->p, e, access_map_node, &access);
}

const Expr *plan_expr(Derive *d, const Stmt *s, const Expr *e)
{
    return access_map(d, map_get(d->plan->needs, s), e);
}

typedef struct Forward {
    Derive *d;
    Frame  *frame;
} Forward;

static const Expr *access_forward_node(void *data, const Expr *e)
{
    Forward *forward = data;

    if (e->op != OP_VAR)
        return e;
    for (Frame *frame = forward->frame; frame; frame = frame->outer) {
        Var     *renamed = map_get(frame->renamed, e->u.var);
        Version *v = map_get(frame->entry, e->u.var);

        if (renamed)
            return ir_var(forward->d->p, e->loc, renamed);
        if (frames_is_again(frame) && v && v->resolved)
            return access_version(forward->d, v, e->loc);
        if (frames_is_again(frame)) {
            ENSURE(!layout_assigns(forward->d->layout, e->u.var, 0, layout_count(forward->d->layout)));
            return e;
        }
    }
    return e;
}

const Expr *plan_forward(Derive *d, Frame *frame, const Expr *e)
{
    Forward forward = {d, frame};

    return ir_map_expr(d->p, e, access_forward_node, &forward);
}

/* store + index * stride */
static const Expr *access_row(Derive *d, const Version *v, const Expr *index, const Expr *stride)
{
    Program    *p = d->p;
    const Type *type = type_int(p, INT_LONG);
    Loc         loc = stride->loc;

    return ir_ptradd(p, loc, ir_var(p, loc, v->store),
                     ir_binary(p, loc, OP_MUL, ir_cast(p, loc, type, index, true), stride));
}

Stmt *plan_row_back(Derive *d, const Stmt *s)
{
    const Version *v = map_get(d->plan->rows, s);
    const Expr    *index = access_map(d, access_operands_back(d, v), counts_index(d, v->loops, v->loop_count));

    return ir_assign(d->p, s->loc, s->u.assign.place, access_row(d, v, index, access_map(d, v->operands, v->row->stride)));
}

const Expr *plan_row(Derive *d, Frame *frame, const Stmt *s)
{
    const Version *v = map_get(d->plan->rows, s);

    return access_row(d, v, plan_forward(d, frame, counts_index(d, v->loops, v->loop_count)),
                      plan_forward(d, frame, v->row->stride));
}

const Expr *plan_elements(Derive *d, const Version *v)
{
    Stmt *const *loops = v->loops + v->first;
    int          dims = v->loop_count - v->first;
    const Expr  *count = counts_elements(d, loops, dims), *condition = counts_condition(d, loops, dims);

    if (v->way == WAY_ROW)
        count = ir_binary(d->p, count->loc, OP_MUL, count, v->row->stride);
    return condition ? ir_select(d->p, count->loc, condition, count, ir_int(d->p, count->loc, count->type, 0)) : count;
}

/* What the loops' bounds and counters are in the backward pass. */
static Operands *access_operands_back(Derive *d, const Version *v)
{
    Operands *operands = ARENA_NEW(d->arena, Operands);

    for (int i = 0; i < v->loop_count; i++) {
        Var      *counter = v->loops[i]->u.loop_for.var;
        Version  *head = ARENA_NEW(d->arena, Version);
        Operand   own = {counter, head};
        Operands *needs = map_get(d->plan->needs, v->loops[i]);

        if (v->loops[i]->kind != STMT_FOR)
            continue;
        ENSURE(map_get(d->plan->counters, v->loops[i]) != NULL);
        *head = (Version){.kind = VERSION_HEAD, .var = counter, .at = v->loops[i], .way = WAY_FREE};
        VEC_PUSH(d->arena, &operands->list, own);
        for (int k = 0; needs && k < needs->list.count; k++)
            if (plan_operand(operands, needs->list.items[k].var) == NULL)
                VEC_PUSH(d->arena, &operands->list, needs->list.items[k]);
    }
    return operands;
}

const Expr *plan_element(Derive *d, const Version *v, bool backward)
{
    Loc         loc = v->at->loc;
    const Expr *index = counts_index(d, v->loops + v->first, v->loop_count - v->first);

    if (backward)
        index = access_map(d, access_operands_back(d, v), index);
    return ir_index(d->p, loc, ir_var(d->p, loc, backward && v->back ? v->back : v->store), index);
}

void plan_set_counter(Derive *d, const Stmt *loop, Var *counter)
{
    map_put(d->plan->counters, loop, counter);
}

void plan_set_trip(Derive *d, const Stmt *loop, Var *trip)
{
    map_put(d->plan->trips, loop, trip);
}

bool plan_is_on_tape(const Version *v)
{
    return v->way == WAY_TAPE || v->way == WAY_BLOCK;
}

bool plan_is_taped(Derive *d, const Stmt *loop)
{
    return map_get(d->plan->taped, loop) != NULL;
}

const Versions *plan_after(Derive *d, const Stmt *s)
{
    return map_get(d->plan->after, s);
}

const Versions *plan_at_head(Derive *d, const Stmt *loop)
{
    return map_get(d->plan->head, loop);
}

const Versions *plan_at_entry(Derive *d, const Frame *frame)
{
    return map_get(d->plan->entry, frame);
}

const Versions *plan_before(Derive *d, const Stmt *loop)
{
    return map_get(d->plan->before, loop);
}

const Versions *plan_record(Derive *d, const Block *block)
{
    return map_get(d->plan->record, block);
}

const Versions *plan_kept(const Derive *d)
{
    return &d->plan->kept;
}
