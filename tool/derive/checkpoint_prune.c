#include "frames_parts.h"

#include "needs.h"
#include "registers.h"
#include "shadow.h"

/*
 * What of a step need not run again before its backward pass after all.
 *
 * A loop of the step whose own backward pass runs each iteration forward again finds the iterations' values by itself.  What
 * was to run before for these alone goes: what each iteration sets for itself, and nobody reads behind it.
 */

typedef struct Prune {
    Derive *d;
    Frame  *step;
    Stmt   *loop;
    Map    *wanted;      /* Stmt -> itself */
    Map    *vars;        /* registers that these read */
    IntSet  objects;     /* likewise */
    bool    grown;
    bool    failed;
} Prune;

static void prune_var(void *data, Var *var)
{
    Prune *prune = data;

    prune->grown |= map_get(prune->vars, var) == NULL;
    map_put(prune->vars, var, var);
}

static void prune_place(void *data, const Expr *place)
{
    Prune *prune = data;
    IntSet objects = {0};

    alias_of_place(prune->d->alias, place, &objects);
    prune->grown |= intset_add_all(prune->d->arena, &prune->objects, &objects);
}

static void prune_unknown(void *data)
{
    ((Prune *)data)->failed = true;
}

static void prune_expr(void *data, const Expr *e, bool is_target)
{
    Reads reads = {prune_var, prune_place, prune_unknown, data};

    (is_target ? needs_target : needs_value)(&reads, e);
}

/* Whether the statement does nothing but to set what each iteration of the loop has for itself. */
static bool prune_is_own(const Prune *prune, const Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;

    if (place == NULL || map_get(prune->d->shadow_stmts, s))
        return false;
    if (place->op == OP_VAR && place->u.var->is_register)
        return place->u.var->kind != VAR_GLOBAL && !registers_carried(prune->d->registers, prune->loop, place->u.var) &&
               !registers_read_outside(prune->d->registers, prune->loop, place->u.var);
    return frames_is_private(prune->d, place, prune->loop);
}

static bool prune_is_read(const Prune *prune, const Stmt *s)
{
    const Expr *place = s->u.assign.place;
    IntSet      objects = {0};

    if (place->op == OP_VAR && place->u.var->is_register)
        return map_get(prune->vars, place->u.var) != NULL;
    alias_of_place(prune->d->alias, place, &objects);
    return alias_sets_overlap(prune->d->alias, &objects, &prune->objects);
}

static void prune_want(Prune *prune, Stmt *s)
{
    for (; s != prune->loop && map_get(prune->wanted, s) == NULL; s = layout_info(prune->d->layout, s)->parent) {
        map_put(prune->wanted, s, s);
        ir_stmt_exprs(s, prune_expr, prune);
        prune->grown = true;
    }
}

static void prune_stmt(void *data, Stmt *s)
{
    Prune *prune = data;

    if (map_get(prune->step->runs, s) == NULL || s->kind == STMT_IF || s->kind == STMT_FOR || s->kind == STMT_BLOCK ||
        (s->kind == STMT_DECL && s->u.decl.init == NULL))
        return;
    prune->failed |= s->kind == STMT_LOOP || s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN;
    if (!prune_is_own(prune, s) || prune_is_read(prune, s))
        prune_want(prune, s);
}

static void prune_drop(void *data, Stmt *s)
{
    Prune *prune = data;

    if (s->kind == STMT_ASSIGN && map_get(prune->wanted, s) == NULL)
        map_put(prune->step->runs, s, NULL);
}

static void prune_loop(void *data, Stmt *s)
{
    Prune       *outer = data;
    const Frame *frame = s->kind == STMT_FOR ? map_get(outer->d->frames, s) : NULL;
    Prune        prune = {.d = outer->d, .step = outer->step, .loop = s, .grown = true};

    if (frame == NULL || frame->kind != FRAME_RERUN || frame->outer != outer->step)
        return;
    prune.wanted = map_new(outer->d->arena);
    prune.vars = map_new(outer->d->arena);
    while (prune.grown && !prune.failed) {
        prune.grown = false;
        frames_visit_loop(s, prune_stmt, &prune);
    }
    if (!prune.failed)
        frames_visit_loop(s, prune_drop, &prune);
}

void frames_prune(Derive *d, Frame *step)
{
    Prune prune = {.d = d, .step = step};

    frames_visit_loop(step->loop, prune_loop, &prune);
}
