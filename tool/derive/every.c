#include "every.h"

#include <string.h>

#include "dense_parts.h"
#include "registers.h"
#include "rules/rule.h"

/*
 * From each dependent's last assignment back to those of the values that it surely reads, outside loops.
 */

enum { MOST_STEPS = 200000, MOST_DEPENDENTS = 64 };

struct Every {
    Derive *d;
    Map    *reached;              /* Stmt -> Reached */
    Map    *writers;              /* register -> Writers */
    int     rows;                 /* how many dependents have been gone back from */
    int     steps;
    bool    known;
};

typedef struct Reached {
    int rows, last;               /* from how many of them; from which one at last */
} Reached;

typedef struct Writers {
    VEC(const Stmt *) list;       /* in their order */
} Writers;

static void every_mark(Every *e, const Stmt *s);

static int every_pos(const Every *e, const Stmt *s)
{
    return layout_info(e->d->layout, s)->pos;
}

/* ---- who has written what is read ---- */

static void every_note(void *data, Stmt *s)
{
    Every *e = data;
    Var          *var = s->kind == STMT_ASSIGN ? registers_written(s) : NULL;
    Writers      *writers = var ? map_get(e->writers, var) : NULL;

    if (var == NULL)
        return;
    if (writers == NULL) {
        writers = ARENA_NEW(e->d->arena, Writers);
        map_put(e->writers, var, writers);
    }
    VEC_PUSH(e->d->arena, &writers->list, s);
}

/* Whether it is not only under a condition, or in a loop. */
static bool every_runs(const Every *e, const Stmt *s)
{
    for (const Stmt *up = layout_info(e->d->layout, s)->parent; up; up = layout_info(e->d->layout, up)->parent)
        if (up->kind != STMT_BLOCK)
            return false;
    return true;
}

/* The last assignment of the register before number `before`; NULL: none is known. */
static const Stmt *every_writer(const Every *e, const Var *var, int before)
{
    const Writers *writers = map_get(e->writers, var);

    for (int i = writers ? writers->list.count - 1 : -1; i >= 0; i--) {
        const Stmt *s = writers->list.items[i];

        if (every_pos(e, s) < before)
            return layout_assigns(e->d->layout, var, every_pos(e, s) + 1, before - 1) ? NULL : s;
    }
    return NULL;
}

/* The last store before number `before` that may be to the place, if it surely is to that place. */
static const Stmt *every_store(Every *e, const Expr *place, int before)
{
    const Layout *layout = e->d->layout;
    IntSet        objects = {0};
    int           count, first = layout_stores(layout, 0, before - 1, &count);

    alias_of_place(e->d->alias, place, &objects);
    for (int i = first + count - 1; i >= first && e->steps < MOST_STEPS; i--, e->steps++) {
        const Store *store = layout_store(layout, i);

        if (store->stmt->kind == STMT_ASSIGN && store->place && ir_same(store->place, place))
            return store->stmt;
        if (layout_store_hits(layout, store, place, &objects))
            return NULL;
    }
    return NULL;
}

/* An element or member that is the same whenever it is named. */
static bool every_is_fixed(const Every *e, const Expr *place)
{
    switch (place->op) {
    case OP_VAR:
        return !type_is_pointer(place->type) ||
               (ir_is_register(place) && place->u.var->kind == VAR_PARAM &&
                !layout_assigns(e->d->layout, place->u.var, 0, layout_count(e->d->layout)));
    case OP_INDEX:
        return ir_uncast(place->args[1])->op == OP_INT && every_is_fixed(e, place->args[0]);
    case OP_DEREF:
    case OP_FIELD:
        return !(place->op == OP_FIELD && type_is_pointer(place->type)) && every_is_fixed(e, place->args[0]);
    default:
        return false;
    }
}

static void every_read(Every *e, const Expr *place, int before)
{
    const Stmt *s = NULL;

    if (ir_is_register(place))
        s = every_writer(e, place->u.var, before);
    else if (every_is_fixed(e, place))
        s = every_store(e, place, before);
    if (s)
        every_mark(e, s);
}

/* ---- what is surely read ---- */

/* Whether the function has no number to give where its argument is none, or infinite. */
static bool every_passes(const Expr *call)
{
    static const char *const names[] = {"sin", "cos", "tan", "sqrt", "log"};
    const Rule              *rule = rule_of(call);

    for (size_t i = 0; rule && !rule_is_given(rule) && i < sizeof names / sizeof *names; i++)
        if (strcmp(rule_name(rule), names[i]) == 0)
            return true;
    return false;
}

/* Operands of which an infinite one, or one that is no number, makes the value such a one, too. */
static void every_operands(Every *e, const Expr *value, int before)
{
    if (!type_is_real(value->type))
        return;
    if (op_info[value->op].flags & OPF_PLACE)
        every_read(e, value, before);
    else if (value->op == OP_CAST || value->op == OP_NEG || value->op == OP_DIV)
        every_operands(e, value->args[0], before);
    else if (value->op == OP_CALL && value->count == 1 && every_passes(value))
        every_operands(e, value->args[0], before);
    else if (value->op == OP_ADD || value->op == OP_SUB || value->op == OP_MUL)
        for (int i = 0; i < value->count; i++)
            every_operands(e, value->args[i], before);
}

static bool every_is_simple(const Expr *e)
{
    return !type_is_real(e->type) || (op_info[e->op].flags & (OPF_PLACE | OPF_LEAF)) != 0;
}

/* Whether the value is infinite, or no number, wherever one of its slopes is. */
static bool every_shows(const Expr *value)
{
    if (value->op == OP_SELECT || (value->op == OP_DIV && !every_is_simple(value->args[1])) ||
        (value->op == OP_CALL && (rule_of(value) == NULL || rule_is_given(rule_of(value)))))
        return false;
    for (int i = 0; i < value->count && type_is_real(value->type) && !every_is_simple(value); i++)
        if (value->op == OP_CALL ? !every_is_simple(value->args[i]) : !every_shows(value->args[i]))
            return false;
    return true;
}

/* What the statement assigns is in the dependent; and so is what goes into that, if the statement runs in any case. */
static void every_mark(Every *e, const Stmt *s)
{
    Reached *reached = map_get(e->reached, s);

    if (layout_info(e->d->layout, s)->loop || e->steps++ > MOST_STEPS)
        return;
    if (reached == NULL) {
        reached = ARENA_NEW(e->d->arena, Reached);
        reached->last = -1;
        map_put(e->reached, s, reached);
    }
    if (reached->last == e->rows)
        return;
    reached->last = e->rows;
    reached->rows++;
    if (every_runs(e, s))
        every_operands(e, s->u.assign.value, every_pos(e, s));
}

/* ---- dependents ---- */

static void every_dependent(Every *e, const Expr *place)
{
    every_read(e, place, layout_count(e->d->layout));
    e->rows++;
}

/* The elements behind a pointer; false: they are not known, or no numbers. */
static bool every_elements(Every *e, Var *param, const Expr *size)
{
    Program   *p = e->d->p;
    long long  count = size && size->op == OP_INT ? size->u.integer->value : -1;
    const Expr *pointer = ir_var(p, param->loc, param);

    if (!type_is_real(type_elem(param->type)) || !param->is_register || count < 0 || count > MOST_DEPENDENTS)
        return false;
    for (int i = 0; i < count; i++)
        every_dependent(e, ir_index(p, param->loc, pointer, ir_int(p, param->loc, type_int(p, INT_INT), i)));
    return true;
}

static Every *every_find(Derive *d)
{
    struct Every  *e = ARENA_NEW(d->arena, Every);
    const Request *request = d->request;

    e->d = d;
    e->reached = map_new(d->arena);
    e->writers = map_new(d->arena);
    e->known = request->rows;
    if (!e->known)
        return e;
    ir_visit_stmts(d->fn->body, every_note, e);
    for (int i = 0; i < request->func->params.count && e->known; i++)
        if (dense_is_dependent(request, request->func->params.items[i]))
            e->known = every_elements(e, d->fn->params.items[i], request->func->params.items[i]->size);
    if (dense_of_result(request) && e->known) {
        e->known = d->result != NULL && d->result->is_register;
        if (e->known)
            every_dependent(e, ir_var(d->p, d->fn->loc, d->result));
    }
    return e;
}

bool every_reached(Derive *d, const Stmt *s)
{
    const Reached *reached;

    if (!d->request->rows)
        return false;
    if (d->every == NULL)
        d->every = every_find(d);
    reached = d->every->known ? map_get(d->every->reached, s) : NULL;
    return reached && reached->rows == d->every->rows;
}

bool every_uses(Derive *d, const Stmt *s)
{
    return every_reached(d, s) && every_shows(s->u.assign.value);
}
