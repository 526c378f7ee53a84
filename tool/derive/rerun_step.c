#include "rerun_parts.h"

#include "needs.h"
#include "prompt.h"
#include "registers.h"
#include "shadow.h"
#include "split.h"

/*
 * Whether to run the inside of a step again.
 *
 * What would be kept otherwise of every step: copies of what its loops read of arrays that are overwritten later, and what
 * takes more than a little arithmetic to compute.
 */

enum { DIVISION_EFFORT = 8, CALL_EFFORT = 16 };

typedef struct Spared {
    const Needs *n;
    Stmt        *at;
    VEC(Wish)    reads;          /* of what is overwritten, in this step or in the next */
    double       values;         /* others */
} Spared;

static void rerun_see_var(void *data, Var *var)
{
    (void)data;
    (void)var;
}

static void rerun_see_unknown(void *data)
{
    (void)data;
}

static void rerun_see_place(void *data, const Expr *place)
{
    Spared *spared = data;
    Wish    read = {spared->at, place};

    if (type_is_real(place->type) && (frames_is_private(spared->n->d, place, spared->n->loop) ||
                                      !frames_readable(spared->n->d, place, spared->at, false)))
        VEC_PUSH(spared->n->d->arena, &spared->reads, read);
}

/* What is kept for the adjoints of the statement, and of what it assigns to one of the registers that adjoints read. */
static void rerun_spare(Spared *spared, Stmt *s, int direct)
{
    const Needs *n = spared->n;
    Reads        reads = {rerun_see_var, rerun_see_place, rerun_see_unknown, spared};
    const Var   *var = s->kind == STMT_ASSIGN ? registers_written(s) : NULL;
    bool         is_needed = false;
    int          before;

    spared->at = s;
    if (s->kind == STMT_ASSIGN)
        needs_of_adjoint(n->d, s, &reads);
    for (int i = 0; var && type_is_real(var->type) && i < direct; i++)
        is_needed |= n->vars.items[i] == var;
    if (!is_needed)
        return;
    before = spared->reads.count;
    needs_value(&reads, s->u.assign.value);
    if (spared->reads.count == before && !split_is_recomputed(s->u.assign.value))
        spared->values += rows_runs(n->d, s);
}

static void rerun_count_node(void *data, const Expr *e)
{
    double *effort = data;

    if (e->op == OP_CALL)
        *effort += CALL_EFFORT;
    else if (e->op == OP_DIV && type_is_real(e->type))
        *effort += DIVISION_EFFORT;
    else if (!(op_info[e->op].flags & (OPF_LEAF | OPF_PLACE)) && e->op != OP_CAST && type_is_real(e->type))
        *effort += 1.0;
}

/* How many operations on reals run again, and how many values are stored again. */
static double rerun_effort(const Needs *n, const Map *slice)
{
    double all = 0.0;

    for (int pos = n->first + 1; pos <= n->last; pos++) {
        Stmt  *s = layout_stmt(n->d->layout, pos);
        double effort = 1.0;

        if (map_get(slice, s) == NULL || s->kind != STMT_ASSIGN)
            continue;
        ir_visit_stmt_exprs(s, rerun_count_node, &effort);
        all += effort * rows_runs(n->d, s);
    }
    return all;
}

bool rerun_pays(const Needs *n, const Map *slice, int direct, double *values)
{
    Spared spared = {.n = n};

    if (rerun_calls(n, slice))
        return false;
    for (int pos = n->first + 1; pos <= n->last; pos++)
        rerun_spare(&spared, layout_stmt(n->d->layout, pos), direct);
    *values = spared.values + rows_kept(n->d, spared.reads.items, spared.reads.count);
    return rerun_effort(n, slice) <= RECOMPUTED_OPERATIONS * *values;
}

/* ---- what of a step ---- */

typedef struct Touch {
    const Needs *n;
    bool         found;
} Touch;

static void rerun_touch_place(void *data, const Expr *place)
{
    Touch *touch = data;

    touch->found = touch->found || frames_is_private(touch->n->d, place, touch->n->loop);
}

static void rerun_touch_expr(void *data, const Expr *e, bool is_target)
{
    Reads reads = {rerun_see_var, rerun_touch_place, rerun_see_unknown, data};

    (is_target ? needs_target : needs_value)(&reads, e);
    if (is_target && !ir_is_register(e))
        rerun_touch_place(data, e);
}

/* Whether the statement has to do with what is the iteration's own. */
static bool rerun_touches(const Needs *n, const Stmt *child)
{
    const StmtInfo *info = layout_info(n->d->layout, child);
    Touch           touch = {n, false};

    for (int pos = info->pos; pos <= info->end && !touch.found; pos++) {
        Stmt *s = layout_stmt(n->d->layout, pos);

        touch.found = s->kind == STMT_CALL || (s->kind == STMT_DECL && !s->u.decl.var->is_register);
        if (!touch.found)
            ir_stmt_exprs(s, rerun_touch_expr, &touch);
    }
    return touch.found;
}

/* Whether a variable that is declared by one of the first `count` statements is mentioned behind them. */
static bool rerun_outlives(const Needs *n, const Block *body, int count)
{
    const StmtInfo *last = layout_info(n->d->layout, body->stmts.items[count - 1]);
    int             end = layout_info(n->d->layout, n->loop)->end;

    for (int i = 0; i < count; i++) {
        const Stmt *s = body->stmts.items[i];
        const Var  *var = s->kind == STMT_DECL ? s->u.decl.var : NULL;

        for (int pos = last->end + 1; var && pos <= end; pos++)
            if (ir_stmt_mentions(layout_stmt(n->d->layout, pos), var))
                return true;
    }
    return false;
}

const Stmt *rerun_last(const Needs *n)
{
    const Block *body = n->loop->u.loop_for.body;
    int          count = body->stmts.count;

    while (count > 0 && !rerun_touches(n, body->stmts.items[count - 1]))
        count--;
    if (count == 0)
        return NULL;
    return body->stmts.items[(rerun_outlives(n, body, count) ? body->stmts.count : count) - 1];
}

bool rerun_is_all(const Needs *n)
{
    const Block *body = n->loop->u.loop_for.body;

    return n->inside == body->stmts.items[body->stmts.count - 1];
}

/* Whether the statement leaves an iteration of the loop, or belongs to what runs otherwise. */
static bool rerun_is_odd(Derive *d, const Stmt *loop, Stmt *s)
{
    const Var *var = registers_written(s);

    switch (s->kind) {
    case STMT_BREAK:
    case STMT_CONTINUE:
        return layout_info(d->layout, s)->loop == loop;
    case STMT_RETURN:
    case STMT_LOOP:
    case STMT_OPAQUE:
        return true;
    case STMT_FOR:
        return s->checkpoint || map_get(d->counters, s) || map_get(d->steps, s);
    default:
        return prompt_of(d, s) || (var && type_is_pointer(var->type) && registers_carried(d->registers, loop, var));
    }
}

bool rerun_may_wrap(Derive *d, Stmt *loop)
{
    const StmtInfo *info = layout_info(d->layout, loop);

    for (int pos = info->pos + 1; pos <= info->end; pos++)
        if (rerun_is_odd(d, loop, layout_stmt(d->layout, pos)))
            return false;
    return true;
}
