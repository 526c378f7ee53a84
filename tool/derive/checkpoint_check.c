#include "checkpoint_parts.h"
#include "frames_parts.h"

#include <stdarg.h>
#include <stdio.h>

#include "analysis/regions.h"
#include "registers.h"
#include "rules/rule.h"
#include "shadow.h"

/* What is done twice must be the same both times, and seen by nobody else. */

typedef struct Check {
    Derive      *d;
    const State *state;
} Check;

void checkpoint_refuse(Derive *d, const State *state, const char *advice, const char *format, ...)
{
    const Loc *at = &state->loop->checkpoint->loc;
    char       text[512];
    va_list    args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    diag_error(d->diag, at->file ? *at : state->loop->loc, "adgen-checkpoint", "the loop cannot be run again from a checkpoint: %s",
               text);
    diag_note(d->diag, state->loop->loc, "%s", advice);
}

static bool check_is_born(Derive *d, const State *state, int object)
{
    const Object *o = alias_object(d->alias, object);
    const Stmt   *decl = o->kind == OBJECT_VAR ? map_get(d->decls, o->var) : NULL;

    if (o->kind == OBJECT_ALLOC)
        return layout_has(d->layout, o->site) && layout_inside(d->layout, o->site, state->loop);
    return decl && layout_inside(d->layout, decl, state->loop);
}

bool checkpoint_is_own(Derive *d, const State *state, int object)
{
    static const char own, other;
    const Object     *o = alias_object(d->alias, object);
    const char       *known = map_get(state->own, o);

    if (known == NULL) {
        known = check_is_born(d, state, object) || regions_private(d->layout, d->alias, d->fn, object, state->loop) ? &own : &other;
        map_put(state->own, o, (void *)known);
    }
    return known == &own;
}

/* ---- calls ---- */

static const char *check_effect(Effect effect)
{
    switch (effect) {
    case EFFECT_OUTPUT:
        return "it writes, reads or has a state of its own";
    case EFFECT_RESIZE:
        return "it moves memory";
    case EFFECT_PARSE:
    case EFFECT_UNKNOWN:
        return "adgen does not know what it does";
    default:
        return NULL;
    }
}

static const char *check_visible(const Effects *effects)
{
    if (effects == NULL || effects->unknown)
        return "adgen does not know all that it does";
    if (effects->acts)
        return "it writes, reads or has a state of its own";
    if (effects->fresh)
        return "it hands on memory that it allocates";
    return effects->stores ? "it stores pointers" : NULL;
}

/* Whether the call frees only what the same iteration has allocated. */
static bool check_frees_own(const Check *c, const Stmt *s)
{
    IntSet objects = {0};

    alias_of_pointer(c->d->alias, s->u.call.args[0], &objects);
    for (int i = 0; i < objects.count; i++)
        if (!check_is_born(c->d, c->state, objects.items[i]))
            return false;
    return true;
}

static bool check_frees(const Effects *effects, const Func *callee)
{
    for (int i = 0; effects && i < callee->params.count; i++)
        if (effects->frees[i] || effects->resizes[i])
            return true;
    return false;
}

static void check_call(const Check *c, const Stmt *s)
{
    const Func    *callee = s->u.call.callee;
    const Effects *effects = callee->body ? alias_effects(c->d->alias, callee) : NULL;
    Effect         effect = rule_effect(callee->name);
    const char    *why;

    if (callee->keeps || map_get(c->d->shadow_stmts, s))
        return;
    why = callee->body ? check_visible(effects) : check_effect(effect);
    if (check_frees(effects, callee) || (!callee->body && effect == EFFECT_FREE && !check_frees_own(c, s)))
        why = "it frees memory that is older than the iteration";
    if (why)
        checkpoint_refuse(c->d, c->state, "take the call out of the loop, or leave out the pragma", "'%s' is called in it, and %s",
                          callee->name, why);
}

/* ---- statements ---- */

static void check_volatile(void *data, const Expr *e)
{
    Check *c = data;

    if ((op_info[e->op].flags & OPF_PLACE) && e->type->quals & TYPE_VOLATILE)
        checkpoint_refuse(c->d, c->state, "leave out the pragma", "a volatile object may be another one when it is read again");
}

/* Pointers to adjoints that are stored in memory. */
static bool check_stores_shadow(const Check *c, const Stmt *s)
{
    return s->kind == STMT_ASSIGN && map_get(c->d->shadow_stmts, s) && registers_written(s) == NULL;
}

/* An array whose length may be another one where the declaration runs again. */
static void check_length(const Check *c, const Var *var)
{
    for (const Type *type = var->type; type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER; type = type_elem(type)) {
        const Expr *length = type->kind == TYPE_ARRAY ? type->u.array.length : NULL;

        if (length == NULL || !layout_changes(c->d->layout, length, layout_info(c->d->layout, c->state->loop)->pos,
                                              layout_count(c->d->layout) - 1))
            continue;
        checkpoint_refuse(c->d, c->state, "declare the array before the loop, or leave out the pragma",
                          "the length of '%s' changes", var->name);
        return;
    }
}

static void check_stmt(void *data, Stmt *s)
{
    Check *c = data;

    if (s->kind == STMT_DECL)
        check_length(c, s->u.decl.var);

    if (s->kind == STMT_CALL)
        check_call(c, s);
    else if (s->kind == STMT_OPAQUE)
        checkpoint_refuse(c->d, c->state, "write this part of the loop in plain C, or leave out the pragma",
                          "adgen does not know what the statement in line %u does", s->loc.line);
    else if (map_get(c->d->restores, s) || check_stores_shadow(c, s))
        checkpoint_refuse(c->d, c->state, "keep such pointers in local variables, or leave out the pragma",
                          "it changes pointers that lie in memory");
    ir_visit_stmt_exprs(s, check_volatile, c);
}

/* Blocks that outlive the iteration that allocates them. */
static void check_blocks(const Check *c)
{
    Derive *d = c->d;

    for (int i = 0; i < c->state->parts.count; i++) {
        Var   *var = c->state->parts.items[i].var;
        IntSet objects = {0};

        if (var == NULL || !type_is_pointer(var->type))
            continue;
        alias_of_pointer(d->alias, ir_var(d->p, var->loc, var), &objects);
        for (int k = 0; k < objects.count; k++) {
            if (!check_is_born(d, c->state, objects.items[k]))
                continue;
            checkpoint_refuse(d, c->state, "allocate memory before the loop, or leave out the pragma",
                              "'%s' leads to memory that another iteration has allocated", var->name);
            break;
        }
    }
}

static void check_contents(const Check *c)
{
    for (int i = 0; i < alias_count(c->d->alias); i++) {
        const Object *object = alias_object(c->d->alias, i);

        for (int k = 0; k < object->contents.count && !check_is_born(c->d, c->state, i); k++) {
            const Object *inner = alias_object(c->d->alias, object->contents.items[k]);

            if (inner->kind != OBJECT_ALLOC || !check_is_born(c->d, c->state, inner->id))
                continue;
            checkpoint_refuse(c->d, c->state, "allocate memory before the loop, or leave out the pragma",
                              "memory that an iteration allocates is handed on to others");
            return;
        }
    }
}

void checkpoint_check(Derive *d, const State *state)
{
    Check c = {d, state};

    if (d->pair)
        checkpoint_refuse(d, state, "leave out the pragma, or take the loop out of the recursion",
                          "the forward and the backward pass of '%s' are two functions", d->request->func->name);
    frames_visit_loop(state->loop, check_stmt, &c);
    check_blocks(&c);
    check_contents(&c);
}
