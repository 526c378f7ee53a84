#include "frames_parts.h"

#include "needs.h"
#include "registers.h"
#include "rows.h"
#include "shadow.h"
#include "split.h"

/*
 * What of a step runs again.
 *
 * Right before its backward pass: the statements whose results that needs, and what they need.  The state is that of the
 * step's beginning.  What is read needs what may have been written before it in the step, not what is written later: that
 * does not run, so that what it would overwrite is still there.
 *
 * To come from one state to the next: whatever may write what either reads.
 */

enum { MOST_CHECKS = 4000000 };

typedef struct Writers {
    VEC(Stmt *) list;
} Writers;

typedef struct Slice {
    Derive         *d;
    Frame          *frame;
    const StmtInfo *loop;
    Stmt           *at;          /* which reads are those of … */
    int             last;        /* … and where what it reads may be written: before this one, or in it */
    Map            *chosen;      /* Stmt -> itself */
    bool            any;         /* what is read may have been written by the step before */
    bool            before;      /* it is an adjoint that reads */
    bool            starts;      /* what is read is what backward passes read */
    const Map      *runs;        /* with `any`: the statements that run again right before their backward pass; or NULL */
    Map            *writers;     /* register -> Writers */
    Map            *nested;      /* loops in the step with a pragma -> whether they keep states */
    VEC(Stmt *)     work;        /* statements of the slice whose needs are still to be found */
    int             checks;
    bool            all;         /* it is not known what is needed, or too much */
} Slice;

static void slice_add(Slice *s, Stmt *stmt)
{
    for (; stmt != s->loop->stmt && map_get(s->chosen, stmt) == NULL; stmt = layout_info(s->d->layout, stmt)->parent) {
        map_put(s->chosen, stmt, stmt);
        VEC_PUSH(s->d->arena, &s->work, stmt);
    }
}

/* What a statement reads may be written before it, or in another iteration of the loops of the step around it. */
static void slice_at(Slice *s, Stmt *stmt)
{
    const Stmt *outer = stmt->kind == STMT_LOOP ? stmt : NULL;

    for (const Stmt *loop = layout_info(s->d->layout, stmt)->loop; loop != s->loop->stmt; loop = layout_info(s->d->layout, loop)->loop)
        outer = loop;
    s->at = stmt;
    s->last = s->any ? s->loop->end : outer ? layout_info(s->d->layout, outer)->end : layout_info(s->d->layout, stmt)->pos - 1;
}

static void slice_var(void *data, Var *var)
{
    Slice   *s = data;
    Writers *writers = map_get(s->writers, var);

    if (s->before && writers && registers_carried_to(s->d->registers, s->loop->stmt, var, s->at))
        map_put(s->frame->heads, var, var);
    if (s->any && s->starts && !registers_carried(s->d->registers, s->loop->stmt, var) && !map_get(s->frame->heads, var))
        return;                          /* the step itself sets it, right before its backward pass */
    for (int i = 0; writers && i < writers->list.count; i++)
        if (layout_info(s->d->layout, writers->list.items[i])->pos <= s->last)
            slice_add(s, writers->list.items[i]);
}

/* Whether the store, which may hit the place, leads to another block at any moment between the two. */
static bool slice_is_apart(const Slice *s, const Store *store, const Expr *place)
{
    int at = layout_info(s->d->layout, s->at)->pos, last = s->last > at ? s->last : at;

    return store->place && !s->any && apart_places(s->d->apart, store->place, place, s->loop->pos + 1, last);
}

static void slice_place(void *data, const Expr *place)
{
    Slice *s = data;
    IntSet objects = {0};
    int    count, begin = layout_stores(s->d->layout, s->loop->pos + 1, s->last, &count);

    if (rows_is_copy(s->d, place) || s->all)
        return;
    alias_of_place(s->d->alias, place, &objects);
    s->checks += count;
    for (int i = begin; i < begin + count; i++) {
        const Store *store = layout_store(s->d->layout, i);

        if (layout_store_hits(s->d->layout, store, place, &objects) && !slice_is_apart(s, store, place))
            slice_add(s, store->stmt);
    }
    s->all = s->checks > MOST_CHECKS;
}

static void slice_unknown(void *data)
{
    ((Slice *)data)->all = true;
}

static void slice_expr(void *data, const Expr *e, bool is_target)
{
    Reads reads = {slice_var, slice_place, slice_unknown, data};

    if (!is_target)
        needs_value(&reads, e);
    else if (e->op != OP_VAR)
        needs_target(&reads, e);
}

/* ---- what starts it ---- */

static void slice_note_writer(void *data, Stmt *stmt)
{
    Slice   *s = data;
    Var     *var = registers_written(stmt);
    Writers *writers = var ? map_get(s->writers, var) : NULL;

    if (var == NULL || !var->is_register)
        return;
    if (writers == NULL) {
        writers = ARENA_NEW(s->d->arena, Writers);
        map_put(s->writers, var, writers);
    }
    VEC_PUSH(s->d->arena, &writers->list, stmt);
}

/* Whether the loop, in the step, keeps states itself: it then runs as it is. */
static bool slice_keeps_states(const Slice *s, const Stmt *loop)
{
    static const char yes, no;
    const char       *known = loop->checkpoint ? map_get(s->nested, loop) : &no;

    if (known == NULL) {
        known = split_is_active(s->d, loop) && !frames_needs_nothing(s->d, (Stmt *)loop) ? &yes : &no;
        map_put(s->nested, loop, (void *)known);
    }
    return known == &yes;
}

/* Statements that do more than to compute a value, or on which the backward pass relies. */
static bool slice_is_fixed(const Slice *s, const Stmt *stmt)
{
    for (const Stmt *loop = stmt; loop != s->loop->stmt && !s->any; loop = layout_info(s->d->layout, loop)->loop)
        if (slice_keeps_states(s, loop))
            return true;
    return stmt->kind == STMT_DECL || stmt->kind == STMT_CALL || stmt->kind == STMT_OPAQUE || rows_at(s->d, stmt) ||
           map_get(s->d->shadow_stmts, stmt) || map_get(s->d->restores, stmt);
}

static void slice_start(void *data, Stmt *stmt)
{
    Slice *s = data;
    Reads  reads = {slice_var, slice_place, slice_unknown, s};

    slice_at(s, stmt);
    if (slice_is_fixed(s, stmt) || (map_get(s->d->results, stmt) && !s->any))
        slice_add(s, stmt);
    s->before = true;
    needs_of_adjoint(s->d, stmt, &reads);
    s->before = false;
    if (stmt->kind == STMT_FOR || stmt->kind == STMT_LOOP)
        s->last = s->any ? s->last : layout_info(s->d->layout, stmt)->end;     /* its counter is read behind it */
    if (stmt->kind == STMT_IF && map_get(s->d->leavers, stmt))
        s->last = s->any ? s->last : layout_info(s->d->layout, stmt)->end;
    needs_of_control(s->d, stmt, &reads);
    if (s->runs && map_get(s->runs, stmt)) {
        slice_at(s, stmt);
        ir_stmt_exprs(stmt, slice_expr, s);
    }
    if (rows_at(s->d, stmt))
        needs_value(&reads, rows_at(s->d, stmt)->stride);
}

/* What leaves a loop of the step that runs again. */
static void slice_breaks(void *data, Stmt *stmt)
{
    Slice      *s = data;
    const Stmt *loop = stmt->kind == STMT_BREAK ? layout_info(s->d->layout, stmt)->loop : NULL;

    if (loop && loop != s->loop->stmt && map_get(s->chosen, loop))
        slice_add(s, stmt);
}

static void slice_close(Slice *s)
{
    do {
        while (s->work.count && !s->all) {
            Stmt *stmt = s->work.items[--s->work.count];

            slice_at(s, stmt);
            ir_stmt_exprs(stmt, slice_expr, s);
        }
        frames_visit_loop(s->loop->stmt, slice_breaks, s);
    } while (s->work.count && !s->all);
}

static void slice_all(void *data, Stmt *stmt)
{
    map_put(data, stmt, stmt);
}

static Map *slice_of(Derive *d, Frame *frame, Map *writers, const Map *runs)
{
    Slice s = {.d = d, .frame = frame, .loop = layout_info(d->layout, frame->loop), .chosen = map_new(d->arena), .any = runs != NULL,
               .nested = map_new(d->arena), .runs = runs, .starts = true, .writers = writers};

    frames_visit_loop(frame->loop, slice_start, &s);
    s.starts = false;
    slice_close(&s);
    if (s.all)
        frames_visit_loop(frame->loop, slice_all, s.chosen);
    return s.chosen;
}

void frames_slice(Derive *d, Frame *frame)
{
    Slice s = {.d = d, .writers = map_new(d->arena)};

    frames_visit_loop(frame->loop, slice_note_writer, &s);
    frame->heads = map_new(d->arena);
    frame->runs = map_new(d->arena);                 /* until it is known: all */
    frames_visit_loop(frame->loop, slice_all, frame->runs);
    frame->runs = slice_of(d, frame, s.writers, NULL);
    frame->slice = slice_of(d, frame, s.writers, frame->runs);
}
