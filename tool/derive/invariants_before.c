#include "invariants_parts.h"

#include <string.h>

#include "normal/normal.h"
#include "rules/rule.h"

enum { MOST_NODES = 24 };

/* ---- what an expression is before the loop ---- */

static const Expr *value_given(const Stmt *s)
{
    return s->kind == STMT_DECL ? s->u.decl.init : s->u.assign.value;
}

/* Whether the register has its value wherever the loops run that the walk is in. */
static bool is_given_here(const Loop *l, const Value *v)
{
    const Expr *c = l->condition;

    while (c && c != v->condition)
        c = c->op == OP_LAND ? c->args[0] : NULL;
    return c == v->condition;
}

/* What is only read, or written down, is read again: its name need not move. */
static bool is_read_again(const Value *v)
{
    return !v->moved && (op_info[ir_uncast(v->before)->op].flags & (OPF_LEAF | OPF_PLACE));
}

static void count_nodes(void *data, const Expr *e)
{
    (void)e;
    ++*(int *)data;
}

/* Few words: who mentions the variable may say them instead. */
static bool is_short(const Expr *e)
{
    int nodes = 0;

    ir_visit_expr(e, count_nodes, &nodes);
    return nodes <= MOST_NODES;
}

/* A pointer's name does not move: who mentions it says where it leads. */
static const Expr *before_of_pointer(const Loop *l, const Value *v)
{
    return invariants_dimensions(l, v->before) >= 0 && is_short(v->before) ? v->before : NULL;
}

/* What the variable holds in one iteration of the inner loops that the walk is in. */
static const Expr *before_of_each(const Value *v)
{
    return v->element ? v->element : is_short(v->before) ? v->before : NULL;
}

const Expr *invariants_before_var(Loop *l, const Expr *e)
{
    Value       *v = map_get(l->values, e->u.var);
    const Level *level = invariants_level(l, e->u.var);
    int          dimensions;

    if (level)
        return ir_var(l->in->d->p, e->loc, level->counter);
    if (v == NULL)
        return map_get(l->declared, e->u.var) || layout_changes(l->in->d->layout, e, l->info->pos, l->info->end) ? NULL : e;
    if (!v->asked) {
        v->asked = true;
        v->before = invariants_before(l, value_given(v->stmt));
    }
    if (v->before == NULL || !is_given_here(l, v))
        return NULL;
    if (type_is_pointer(e->type))
        return before_of_pointer(l, v);
    dimensions = invariants_dimensions(l, v->before);
    if (dimensions != 0)
        return dimensions > 0 ? before_of_each(v) : NULL;
    return is_read_again(v) ? v->before : e;
}

static const Expr *before_of_parts(Loop *l, const Expr *e)
{
    const Expr **args = ARENA_ARRAY(l->in->d->arena, const Expr *, e->count + 1);

    for (int i = 0; i < e->count; i++) {
        args[i] = invariants_before(l, e->args[i]);
        if (args[i] == NULL)
            return NULL;
    }
    return ir_with_args(l->in->d->p, e, args);
}

/* The same place: what leads to it is the same, whatever it holds. */
static const Expr *before_of_place(Loop *l, const Expr *e)
{
    const Expr *args[2] = {NULL, NULL};

    if (e->op == OP_VAR)
        return map_get(l->declared, e->u.var) ? NULL : e;
    for (int i = 0; i < e->count; i++) {
        bool within = i == 0 && !type_is_pointer(e->args[0]->type);

        args[i] = (within ? before_of_place : invariants_before)(l, e->args[i]);
        if (args[i] == NULL)
            return NULL;
    }
    return normal_place(l->in->d->p, ir_with_args(l->in->d->p, e, args));
}

static bool is_known_call(const Expr *e)
{
    const Rule *rule = e->u.callee->body ? NULL : rule_find(e->u.callee->name);

    return rule && rule_is_pure(rule) && !rule_is_given(rule);
}

static const Expr *find_before(Loop *l, const Expr *e)
{
    const Expr *place;

    if (ir_is_register(e))
        return invariants_before_var(l, e);
    if (op_info[e->op].flags & OPF_PLACE) {
        place = before_of_place(l, e);
        return place && !layout_changes(l->in->d->layout, place, l->info->pos, l->info->end) ? place : NULL;
    }
    if (e->op == OP_STRING || e->op == OP_FUNC || (e->op == OP_CALL && !is_known_call(e)))
        return NULL;
    return before_of_parts(l, e);
}

/* A long sum is asked for again with each of its terms: not all of it is looked at each time. */
const Expr *invariants_before(Loop *l, const Expr *e)
{
    bool   may_be_long = l->known && e->count && ir_parts(e) & PART_COSTLY;
    Known *known = may_be_long ? map_get(l->known, e) : NULL;

    if (ir_parts(e) & (PART_OPAQUE | PART_VOLATILE | PART_ADDRESS | PART_POINTER_CAST))
        return NULL;
    if (!may_be_long)
        return find_before(l, e);
    if (known == NULL) {
        known = ARENA_NEW(l->in->d->arena, Known);
        known->before = find_before(l, e);
        map_put(l->known, e, known);
    }
    return known->before;
}

static bool is_constant_call(const Expr *e)
{
    for (int i = 0; i < e->count; i++)
        if (!ir_is_constant(e->args[i]))
            return false;
    return true;
}

static void find_long(void *data, const Expr *e)
{
    *(bool *)data |= e->op == OP_CALL && is_known_call(e) && rule_takes_long(e) && !is_constant_call(e);
}

static void find_root(void *data, const Expr *e)
{
    *(bool *)data |= e->op == OP_CALL && is_known_call(e) && strcmp(rule_name(rule_find(e->u.callee->name)), "sqrt") == 0 &&
                     !is_constant_call(e);
}

bool invariants_takes_long(const Expr *e)
{
    bool found = false;

    if (ir_parts(e) & PART_COSTLY)
        ir_visit_expr(e, find_long, &found);
    return found;
}

bool invariants_is_costly(const Expr *e)
{
    bool found = invariants_takes_long(e);

    if (!found && ir_parts(e) & PART_COSTLY)
        ir_visit_expr(e, find_root, &found);
    return found;
}

/* ---- what it may do there ---- */

typedef struct Plain {
    const Loop *loop;
    bool        holds;
} Plain;

/* Whether the register has its only value wherever the loop is reached. */
static bool is_there(const Loop *l, const Var *var)
{
    const Layout   *layout = l->in->d->layout;
    const StmtInfo *info;
    const int      *numbers;

    if (var->kind == VAR_PARAM)
        return true;
    if (layout_assignments(layout, var, &numbers) != 1 || numbers[0] >= l->info->pos)
        return false;
    info = layout_info(layout, layout_stmt(layout, numbers[0]));
    return info->stmt->kind != STMT_FOR && info->stmt->kind != STMT_OPAQUE &&
           (!info->parent || (info->parent->kind == STMT_FOR && layout_inside(layout, l->info->stmt, info->parent)));
}

bool invariants_is_harmless_var(const Loop *l, const Var *var)
{
    const Value *v = map_get(l->values, var);

    if (v)
        return map_get(l->declared, var) && v->before && invariants_is_harmless(l, v->before);
    return var->is_register && !activity_var(l->in->d->activity, var) && is_there(l, var);
}

static void find_harm(void *data, const Expr *e)
{
    Plain *plain = data;

    if (e->op == OP_VAR)
        plain->holds &= invariants_is_harmless_var(plain->loop, e->u.var);
    else if (!(op_info[e->op].flags & OPF_LEAF))
        plain->holds &= type_is_real(e->type) && e->op != OP_SELECT && !(op_info[e->op].flags & OPF_PLACE);
}

bool invariants_is_harmless(const Loop *l, const Expr *before)
{
    Plain plain = {l, true};

    ir_visit_expr(before, find_harm, &plain);
    return plain.holds;
}
