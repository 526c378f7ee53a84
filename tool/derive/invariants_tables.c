#include "invariants_parts.h"

#include <string.h>

#include "ir/helpers.h"
#include "store.h"
#include "trips.h"

/* One value for each iteration of inner loops. */

enum { MOST_LOCAL_ELEMENTS = 64, MOST_LEVELS = 16 };

/* ---- levels ---- */

Level *invariants_open_level(Loop *l, const Stmt *inner)
{
    Derive    *d = l->in->d;
    const Var *var = inner->u.loop_for.var;
    Level     *level;

    if (!l->after || l->levels.count == MOST_LEVELS || !helper_allocator(d->p, inner->loc))
        return NULL;
    level = ARENA_NEW(d->arena, Level);
    *level = (Level){inner, ir_new_var(d->p, d->fn, VAR_TEMP, var->name, type_unqualified(d->p, var->type), var->loc), true};
    VEC_PUSH(d->arena, &l->levels, level);
    return level;
}

const Level *invariants_level(const Loop *l, const Var *counter)
{
    for (int i = 0; i < l->around.count; i++)
        if (l->around.items[i].level && l->around.items[i].stmt->u.loop_for.var == counter)
            return l->around.items[i].level;
    return NULL;
}

int invariants_dimensions(const Loop *l, const Expr *before)
{
    int count = 0;

    for (int i = 0; i < l->levels.count; i++) {
        if (!ir_mentions(before, l->levels.items[i]->counter))
            continue;
        if (!l->levels.items[i]->open)
            return -1;
        count++;
    }
    return count;
}

/* ---- what is worth its memory ---- */

typedef struct Reads {
    const Loop *loop;
    int         dimensions;
    bool        found;
} Reads;

static void find_read(void *data, const Expr *e)
{
    Reads *reads = data;

    reads->found |= op_info[e->op].flags & OPF_PLACE && e->op != OP_VAR && invariants_dimensions(reads->loop, e) == reads->dimensions;
}

/* One of two dimensions is as large as what it is made of: elements of an array that both counters choose. */
bool invariants_may_tabulate(const Loop *l, const Expr *before, int dimensions)
{
    Reads reads = {l, dimensions, dimensions == 1};

    if (dimensions < 1 || dimensions > MOST_DIMENSIONS)
        return false;
    ir_visit_expr(before, find_read, &reads);
    return reads.found;
}

/* ---- the loops that fill them ---- */

static bool is_of(const Filling *f, const Level *level)
{
    for (int i = 0; i < f->count; i++)
        if (f->levels[i] == level)
            return true;
    return false;
}

/* What has to hold where the loops begin: one that asks whether another one runs does so where those around that run. */
static const Expr *condition_of(const Loop *l, const Filling *f)
{
    const Expr *all = l->asked;
    int         count = l->around.count;

    while (count > 0 && (!l->around.items[count - 1].condition || is_of(f, l->around.items[count - 1].level)))
        count--;
    for (int i = 0; i < count; i++)
        if (l->around.items[i].condition)
            all = ir_and(l->in->d->p, all, l->around.items[i].condition);
    return all;
}

static bool is_same(const Filling *a, const Filling *b)
{
    for (int i = 0; i < a->count; i++)
        if (a->levels[i] != b->levels[i])
            return false;
    return a->condition == b->condition || (a->condition && b->condition && ir_same(a->condition, b->condition));
}

/* The loops as statements, with the innermost one's body still empty. */
static void write_loops(Loop *l, Filling *f)
{
    Derive  *d = l->in->d;
    Program *p = d->p;
    Stmt    *loop = NULL;
    Block   *body = f->each = ir_block(p);

    for (int i = f->count - 1; i >= 0; i--) {
        const Stmt *s = f->levels[i]->stmt;
        const Var  *var = s->u.loop_for.var;

        f->counters[i] = ir_new_var(p, d->fn, VAR_TEMP, var->name, type_unqualified(p, var->type), var->loc);
        loop = ir_for(p, s->loc, f->counters[i], true, s->u.loop_for.from, REL_LT, s->u.loop_for.to, 1, body);
        body = ir_block(p);
        ir_push(p, body, loop);
    }
    ir_push(p, l->tables[f->count - 1], f->condition ? ir_if(p, loop->loc, f->condition, body, NULL) : loop);
}

/* Those for the value: what it needs is filled before, or by them. */
static Filling *filling_of(Loop *l, const Expr *value)
{
    Filling  new = {.count = 0}, *f;

    for (int i = 0; i < l->around.count; i++)
        if (l->around.items[i].level && ir_mentions(value, l->around.items[i].level->counter))
            new.levels[new.count++] = l->around.items[i].level;
    new.condition = condition_of(l, &new);
    f = l->filling[new.count - 1];
    if (f && is_same(f, &new))
        return f;
    f = ARENA_NEW(l->in->d->arena, Filling);
    *f = new;
    write_loops(l, f);
    l->filling[new.count - 1] = f;
    return f;
}

/* ---- tables ---- */

/* exp_values, exp_width_values */
static const char *table_name(const Loop *l, const char *name)
{
    size_t length = strlen(name), end = strlen("value");
    bool   is_value = length >= end && strcmp(name + length - end, "value") == 0;

    return arena_printf(l->in->d->p->arena, is_value ? "%ss" : "%s_values", name);
}

/* The number of elements where it is known, and few; 0 otherwise. */
static long long few_elements(const Loop *l, const Filling *f)
{
    long long elements = 1, low, count;

    for (int i = 0; i < f->count; i++) {
        if (!trips_bounds(l->in->d, f->levels[i]->stmt, &low, &count) || low + count > MOST_LOCAL_ELEMENTS)
            return 0;
        elements *= low + count;
    }
    return elements <= MOST_LOCAL_ELEMENTS ? elements : 0;
}

/* The number that the level's counter stays below, as long. */
static const Expr *size_of(const Loop *l, const Level *level)
{
    Program *p = l->in->d->p;

    return ir_cast(p, level->stmt->loc, type_int(p, INT_LONG), level->stmt->u.loop_for.to, true);
}

/* Memory for the table: a few elements are a variable of the function's. */
static const Expr *table_of(Loop *l, const Filling *f, const char *name, const Type *type, Loc loc)
{
    Derive     *d = l->in->d;
    Program    *p = d->p;
    Var        *table = ir_new_var(p, d->fn, VAR_TEMP, table_name(l, name), type_pointer(p, type), loc);
    long long   few = few_elements(l, f);
    const Expr *count = size_of(l, f->levels[0]);

    if (few) {
        table->type = type_array(p, type, few, NULL);
        table->is_register = false;
        ir_push(p, l->decls, ir_decl(p, loc, table, f->condition ? ir_zero(p, loc, table->type) : NULL));
        return ir_decay(p, loc, ir_var(p, loc, table));
    }
    if (f->count > 1)
        count = ir_binary(p, loc, OP_MUL, count, size_of(l, f->levels[1]));
    ir_push(p, l->decls, ir_decl(p, loc, table, NULL));
    store_allocate(d, l->decls, table, count);
    ir_push(p, l->after, helper_free(p, ir_var(p, loc, table), loc));
    VEC_PUSH(d->arena, &d->tables, table);
    return ir_var(p, loc, table);
}

/* table[i], table[i * size + j] */
static const Expr *element_of(const Loop *l, const Filling *f, const Expr *table, Var *const *counters)
{
    Program    *p = l->in->d->p;
    Loc         loc = table->loc;
    const Type *type = type_int(p, INT_LONG);
    const Expr *row;

    if (f->count == 1)
        return ir_index(p, loc, table, ir_var(p, loc, counters[0]));
    row = ir_binary(p, loc, OP_MUL, ir_cast(p, loc, type, ir_var(p, loc, counters[0]), true), size_of(l, f->levels[1]));
    return ir_index(p, loc, table, ir_binary(p, loc, OP_ADD, row, ir_cast(p, loc, type, ir_var(p, loc, counters[1]), true)));
}

/* By the loops' own counters, in words of the levels. */
static const Expr *for_each(const Loop *l, const Filling *f, const Expr *value)
{
    Program *p = l->in->d->p;

    for (int i = 0; i < f->count; i++)
        value = ir_with(p, value, ir_var(p, value->loc, f->levels[i]->counter), ir_var(p, value->loc, f->counters[i]));
    return value;
}

const Expr *invariants_make_table(Loop *l, const char *name, const Expr *value, const Expr **element)
{
    Program    *p = l->in->d->p;
    Filling    *f = filling_of(l, value);
    const Expr *table = table_of(l, f, name, type_unqualified(p, value->type), value->loc);
    Var        *levels[MOST_DIMENSIONS], *users[MOST_DIMENSIONS];

    for (int i = 0; i < f->count; i++) {
        levels[i] = f->levels[i]->counter;
        users[i] = f->levels[i]->stmt->u.loop_for.var;
    }
    *element = element_of(l, f, table, levels);
    ir_push(p, f->each, ir_assign(p, value->loc, element_of(l, f, table, f->counters), for_each(l, f, value)));
    return element_of(l, f, table, users);
}

void invariants_tabulate(Loop *l, Stmt *s, Value *v)
{
    const Expr **value = s->kind == STMT_DECL ? &s->u.decl.init : &s->u.assign.value;
    const Var   *var = s->kind == STMT_DECL ? s->u.decl.var : s->u.assign.place->u.var;

    invariants_move_needed(l, v->before);
    *value = invariants_make_table(l, var->name, v->before, &v->element);
}
