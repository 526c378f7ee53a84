#include "parts.h"

/* ---- finding ---- */

/* The loops around an innermost one, from the next, as long as those between are perfect: the first that pays. */
static void find_nest(void *data, Stmt *s)
{
    Found    *found = data;
    Exchange *x = found->x;
    Stmt     *loops[MOST_LOOPS] = {s};
    if (!ir_only_assigns(s))
        return;
    for (int count = 1; count <= MOST_LOOPS; count++) {
        Nest nest = {.outer = layout_info(x->layout, loops[count - 1])->parent, .count = count};
        if (!nest.outer || nest.outer->kind != STMT_FOR)
            return;
        for (int i = 0; i < count; i++)
            nest.loops[i] = loops[count - 1 - i];
        if (nest_read(x, &nest) && exchange_pays(x, &nest) && exchange_is_legal(x, &nest)) {
            Block *instead = ir_block(x->p);
            exchange_write(x, &nest, instead);
            map_put(found->instead, nest.outer, instead);
            found->any = true;
            return;
        }
        if (!nest_is_perfect(nest.outer) || count == MOST_LOOPS)
            return;
        loops[count] = nest.outer;
    }
}

static bool replace(void *data, Block *out, Stmt *s)
{
    const Found *found = data;
    const Block *instead = map_get(found->instead, s);
    if (instead)
        ir_append(found->x->p, out, instead);
    return instead != NULL;
}

bool exchange_replace(const Found *found)
{
    return found->any && ir_replace_stmts(found->x->p, found->x->func->body, replace, (void *)found);
}

/* ---- whether it is worth a look ---- */

static bool adds(const Stmt *s)
{
    return s->kind == STMT_ASSIGN && type_is_real(s->u.assign.place->type) &&
           (s->u.assign.value->op == OP_ADD || s->u.assign.value->op == OP_SUB);
}

static void look_inside(void *data, Stmt *s)
{
    bool *candidate = data;
    if (*candidate || !ir_only_assigns(s))
        return;
    const Block *body = s->u.loop_for.body;
    for (int i = 0; i < body->stmts.count; i++)
        *candidate |= adds(body->stmts.items[i]);
}

/* A loop with one in it that adds. */
static void look_at(void *data, Stmt *s)
{
    bool *candidate = data;
    if (*candidate || s->kind != STMT_FOR)
        return;
    const Block *body = s->u.loop_for.body;
    for (int i = 0; i < body->stmts.count; i++)
        look_inside(candidate, body->stmts.items[i]);
}

static void note_integer(void *data, Stmt *s)
{
    Exchange *x = data;
    if (s->kind == STMT_DECL && type_is_integer(s->u.decl.var->type) && s->u.decl.init)
        map_put(x->integers, s->u.decl.var, (void *)s->u.decl.init);
    if (s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR)
        map_put(x->integers, s->u.assign.place->u.var, NULL);
}

void exchange_look(Exchange *x, Program *p, Func *func)
{
    *x = (Exchange){.p = p, .arena = arena_new(), .func = func};
    ir_mark_registers(func);
    x->alias = alias_analyze(x->arena, p, func, NULL);
    x->layout = layout_build(x->arena, func, x->alias);
    x->apart = apart_find(x->arena, x->layout, func);
    x->integers = map_new(x->arena);
    ir_visit_stmts(func->body, note_integer, x);
}

bool exchange_loops(Program *p, Func *func, void (*look)(void *flag, Stmt *s), void (*find)(void *found, Stmt *s))
{
    Exchange x;
    Found    found = {.x = &x};
    bool     candidate = false;

    ir_visit_stmts(func->body, look, &candidate);
    if (!candidate || func->retypes)
        return false;
    exchange_look(&x, p, func);
    found.instead = map_new(x.arena);
    ir_visit_stmts(func->body, find, &found);
    exchange_replace(&found);
    arena_free(x.arena);
    return found.any;
}

bool exchange_func(Program *p, Func *func)
{
    Exchange x;
    Found    found = {.x = &x};
    bool     candidate = false;
    if (func->retypes)
        return false;
    ir_visit_stmts(func->body, look_at, &candidate);
    if (!candidate)
        return false;
    exchange_look(&x, p, func);
    found.instead = map_new(x.arena);
    ir_visit_stmts(func->body, find_nest, &found);
    if (exchange_replace(&found))
        ir_drop_unused(p, x.arena, func);
    arena_free(x.arena);
    return found.any;
}
