#include "long_runs.h"

#include "checkpoint.h"
#include "counts.h"
#include "frames_parts.h"
#include "plan.h"
#include "rows_parts.h"
#include "rules/rule.h"
#include "split.h"
#include "steady.h"

enum {
    PLANE = 2,                 /* degree of what a step keeps; … */
    ROW = 1,                   /* … of one that is small enough for a state before each step */
    TOO_DEEP = 100,
    MOST_RUNS = 4,
    MOST_STATE = 4,            /* times what a step keeps, where blocks of steps keep states */
    LEAST_LESS = 2,            /* times less than that, where each step does, … */
    LEAST_KEPT = 4,            /* … and as many values in each iteration of the step's loops */
    FEW_ITERATIONS = 8         /* of a loop that is no dimension: of the neighbours of a cell, say */
};

/* ---- which loop ---- */

static const LongRun *runs_marked(const Derive *d, const Stmt *s)
{
    const LongRun *one = map_get(d->numbers, s);

    for (int i = 0; one && i < d->long_runs.count; i++)
        if (d->long_runs.items[i].number == one->number)
            return &d->long_runs.items[i];
    return NULL;
}

static void runs_mark(void *data, Stmt *s)
{
    Derive     *d = data;
    LongRun    *run;
    Checkpoint *checkpoint;

    if (s->kind != STMT_FOR)
        return;
    run = ARENA_NEW(d->arena, LongRun);
    run->number = d->number_count++;
    map_put(d->numbers, s, run);
    if (runs_marked(d, s) == NULL)
        return;
    checkpoint = ARENA_NEW(d->arena, Checkpoint);
    checkpoint->loc = s->loc;
    checkpoint->each = runs_marked(d, s)->each;
    s->checkpoint = checkpoint;
}

void long_runs_mark(Derive *d)
{
    d->numbers = map_new(d->arena);
    ir_visit_stmts(d->fn->body, runs_mark, d);
}

/* ---- sizes ---- */

static const Expr *runs_positive(void *data, const Expr *e)
{
    (void)data;
    return e->op == OP_SELECT ? e->args[1] : e;
}

/* A number of elements: n > 0 ? n : 0 is n. */
static Poly runs_size(Derive *d, const Expr *e)
{
    return steady_poly(d, ir_map_expr(d->p, e, runs_positive, NULL));
}

static int runs_degree(const Poly *poly)
{
    int degree = 0;

    for (int i = 0; i < poly->terms.count; i++)
        degree = poly->terms.items[i].degree > degree ? poly->terms.items[i].degree : degree;
    return poly->exact ? degree : TOO_DEEP;
}

/* What each iteration of its outermost loop keeps of the version; false: not known before that. */
static bool runs_kept(Derive *d, const Version *v, Poly *size)
{
    Poly inner;

    *size = v->way == WAY_ROW ? runs_size(d, v->row->stride) : poly_number(d->arena, 1);
    if (v->loop_count > 1) {
        if (!counts_known(d, v->loops + 1, v->loop_count - 1))
            return false;
        inner = runs_size(d, counts_elements(d, v->loops + 1, v->loop_count - 1));
        *size = poly_product(size, &inner);
    }
    return size->exact;
}

/* What each iteration keeps, where all sizes are alike, and the highest degree of these sizes. */
static double runs_kept_in(Derive *d, const Stmt *loop, int *degree)
{
    const Versions *kept = plan_kept(d);
    double          all = 0.0;

    *degree = 0;
    for (int i = 0; i < kept->list.count; i++) {
        const Version *v = kept->list.items[i];
        Poly           size;

        if (v->loop_count == 0 || v->loops[0] != loop || (v->way != WAY_ARRAY && v->way != WAY_ROW) || !runs_kept(d, v, &size))
            continue;
        all += poly_at(&size, LIKELY_SIZE);
        *degree = runs_degree(&size) > *degree ? runs_degree(&size) : *degree;
    }
    return all;
}

/* ---- steps ---- */

static Poly runs_length(Derive *d, const Stmt *loop)
{
    Poly low, high;

    steady_bounds(d, loop, &low, &high);
    return poly_sum(&high, &low, -1);
}

/* How many sizes are multiplied in the number of the inner loop's iterations, which must be the same in all those of the outer
 * one: it is no elimination, say, whose steps become shorter. */
static int runs_dimensions(Derive *d, const Stmt *inner, const Stmt *outer)
{
    Poly      length = inner->kind == STMT_FOR ? runs_length(d, inner) : (Poly){.exact = false};
    long long number;

    if (!length.exact || poly_mentions(&length, outer->u.loop_for.var))
        return TOO_DEEP;
    return poly_is_number(&length, &number) ? number > FEW_ITERATIONS : runs_degree(&length);
}

/* The same of the runs of a statement in one iteration of the loop. */
static int runs_depth(Derive *d, const Stmt *s, const Stmt *loop)
{
    int depth = s->kind == STMT_FOR || s->kind == STMT_LOOP ? runs_dimensions(d, s, loop) : 0;

    while ((s = layout_info(d->layout, s)->loop) != loop)
        depth += runs_dimensions(d, s, loop);
    return depth;
}

static void runs_see_call(void *data, const Expr *e)
{
    *(bool *)data |= frames_is_dear_call(e) || ((op_info[e->op].flags & OPF_PLACE) && (e->type->quals & TYPE_VOLATILE));
}

/* Whether the statement takes no longer than some additions and multiplications, and does nothing that others see. */
static bool runs_is_cheap(Derive *d, Stmt *s)
{
    Effect effect = s->kind == STMT_CALL ? rule_effect(s->u.call.callee->name) : EFFECT_NONE;
    bool   dear = false;

    if (map_get(d->shadow_stmts, s))
        return true;
    if (s->kind == STMT_OPAQUE || s->kind == STMT_RETURN || s->checkpoint ||
        (s->kind == STMT_CALL && (s->u.call.callee->body || (effect != EFFECT_COPY && effect != EFFECT_FILL))))
        return false;
    ir_visit_stmt_exprs(s, runs_see_call, &dear);
    return !dear;
}

static bool runs_steps_are_cheap(Derive *d, const Stmt *loop, int degree)
{
    const StmtInfo *info = layout_info(d->layout, loop);

    for (int pos = info->pos + 1; pos <= info->end; pos++)
        if (!runs_is_cheap(d, layout_stmt(d->layout, pos)) || runs_depth(d, layout_stmt(d->layout, pos), loop) > degree)
            return false;
    return true;
}

static bool runs_has_many(Derive *d, const Stmt *loop)
{
    Poly      length = runs_length(d, loop);
    long long number;

    return checkpoint_steps(d, loop) && length.exact && !poly_is_number(&length, &number);
}

static bool runs_is_long(Derive *d, Stmt *s, LongRun *run)
{
    int degree;

    if (s->kind != STMT_FOR || s->checkpoint || map_get(d->numbers, s) == NULL || layout_info(d->layout, s)->loop ||
        map_get(d->frames, s) || frames_of(d, s)->kind != FRAME_ROOT || !split_is_active(d, s) || !runs_has_many(d, s))
        return false;
    *run = *(const LongRun *)map_get(d->numbers, s);
    run->kept = runs_kept_in(d, s, &degree);
    run->each = degree == ROW && run->kept >= LEAST_KEPT * LIKELY_SIZE;
    return (degree >= PLANE || run->each) && runs_steps_are_cheap(d, s, degree);
}

void long_runs_find(Derive *d)
{
    for (int pos = 0; pos < layout_count(d->layout) && d->found_runs.count < MOST_RUNS; pos++) {
        LongRun run;

        if (runs_is_long(d, layout_stmt(d->layout, pos), &run))
            VEC_PUSH(d->arena, &d->found_runs, run);
    }
}

/* ---- states ---- */

static bool runs_has_leaf(const Poly *poly, const Expr *leaf)
{
    for (int i = 0; i < poly->terms.count; i++)
        for (int k = 0; k < poly->terms.items[i].degree; k++)
            if (ir_same(poly->terms.items[i].leaves[k], leaf))
                return true;
    return false;
}

/* Whether a loop of the step runs so often, or the size is a factor of that. */
static bool runs_covers(Derive *d, const Stmt *loop, const Expr *leaf)
{
    const StmtInfo *info = layout_info(d->layout, loop);

    for (int pos = info->pos + 1; pos <= info->end; pos++) {
        const Stmt *s = layout_stmt(d->layout, pos);
        Poly        length = s->kind == STMT_FOR ? runs_length(d, s) : poly_number(d->arena, 0);

        if (length.exact && runs_has_leaf(&length, leaf))
            return true;
    }
    return false;
}

/* Whether the elements are made of the sizes that loops of the step run through: those of a record of all steps are not. */
static bool runs_step_covers(Derive *d, const Stmt *loop, const Poly *size)
{
    for (int i = 0; i < size->terms.count; i++)
        for (int k = 0; k < size->terms.items[i].degree; k++)
            if (!runs_covers(d, loop, size->terms.items[i].leaves[k]))
                return false;
    return size->exact;
}

/* A number, or one of the state's lengths. */
static Poly runs_state_length(Derive *d, const State *state, const Expr *length)
{
    for (int i = 0; length->op == OP_VAR && i < state->lengths.count; i++)
        if (state->lengths.items[i].var == length->u.var)
            return runs_size(d, state->lengths.items[i].value);
    return runs_size(d, length);
}

/* How many numbers and pointers are in a value of the type. */
static double runs_numbers(const Type *type)
{
    const Type *canon = type->canon;
    double      numbers = 0.0;

    if (canon->kind == TYPE_ARRAY)
        return (double)canon->u.array.count * runs_numbers(type_elem(canon));
    if (canon->kind != TYPE_RECORD)
        return 1.0;
    for (int i = 0; i < canon->u.record->fields.count; i++)
        numbers += runs_numbers(canon->u.record->fields.items[i]->type);
    return numbers;
}

static Poly runs_part(Derive *d, const State *state, const StatePart *part)
{
    Poly size = part->length ? runs_state_length(d, state, part->length) : poly_number(d->arena, 1);

    for (int i = 0; i < part->dim_count; i++) {
        Poly dim = runs_state_length(d, state, part->dims[i]);

        size = i ? poly_product(&size, &dim) : dim;
    }
    return size;
}

static bool runs_state_fits(Derive *d, const State *state, const LongRun *run)
{
    double all = 0.0;

    for (int i = 0; i < state->parts.count; i++) {
        Poly size = runs_part(d, state, &state->parts.items[i]);

        if (!runs_step_covers(d, state->loop, &size))
            return false;
        if (!run->each)
            all += poly_at(&size, LIKELY_SIZE);
        else if (state->parts.items[i].store)
            all += poly_at(&size, LIKELY_SIZE) * runs_numbers(type_elem(state->parts.items[i].store->type));
    }
    return runs_has_many(d, state->loop) && (run->each ? all * LEAST_LESS <= run->kept : all <= MOST_STATE * run->kept);
}

bool long_runs_fit(Derive *d)
{
    int fitting = 0;

    for (int pos = 0; d->long_runs.count && pos < layout_count(d->layout); pos++) {
        const Stmt    *s = layout_stmt(d->layout, pos);
        const LongRun *run = runs_marked(d, s);
        const State   *state = run ? checkpoint_of(d, s) : NULL;

        if (run && (state == NULL || !runs_state_fits(d, state, run)))
            return false;
        fitting += run != NULL;
    }
    return fitting == d->long_runs.count;
}
