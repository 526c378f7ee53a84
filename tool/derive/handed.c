#include "handed.h"

#include "ir/walk.h"
#include "rules/rule.h"

typedef struct Handed {
    Derive *d;
    IntSet  left;       /* what the caller may reach after the call */
    IntSet  freed;
} Handed;

typedef struct Left {
    Derive *d;
    IntSet *objects;
} Left;

static void handed_note_result(void *data, Stmt *s)
{
    Left *left = data;

    if (s->kind == STMT_RETURN && s->u.result)
        alias_reach(left->d->alias, s->u.result, left->objects);
}

void handed_left(Derive *d, IntSet *out)
{
    Left left = {d, out};

    ir_visit_stmts(d->fn->body, handed_note_result, &left);
    for (int i = 0; i < alias_count(d->alias); i++) {
        const Object *object = alias_object(d->alias, i);
        bool          global = object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL;

        if (object->kind == OBJECT_UNKNOWN || ((alias_is_foreign(object) || global) && !object->var->inactive))
            intset_add(d->arena, out, i);
    }
    alias_close(d->alias, out);
}

static void handed_note_free(Handed *h, const Stmt *call)
{
    const Func    *callee = call->u.call.callee;
    const Effects *effects = alias_effects(h->d->alias, callee);

    if (!callee->body && rule_effect(callee->name) == EFFECT_FREE && call->u.call.count == 1)
        alias_of_pointer(h->d->alias, call->u.call.args[0], &h->freed);
    for (int i = 0; effects && i < call->u.call.count && i < callee->params.count; i++)
        if (effects->frees[i])
            alias_reach(h->d->alias, call->u.call.args[i], &h->freed);
}

static void handed_note_pointer(void *data, const Expr *e)
{
    *(bool *)data |= type_is_pointer(e->type);
}

/* if (p) free(p): as good as without the if. */
static bool handed_is_null_test(const Stmt *s)
{
    bool pointer = false;

    if (s->kind == STMT_IF)
        ir_visit_expr(s->u.branch.cond, handed_note_pointer, &pointer);
    return pointer;
}

/* What is freed whichever way the function goes. */
static void handed_note_frees(Handed *h, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];
        Block      *inner[3];
        int         count = s->kind == STMT_IF && !handed_is_null_test(s) ? 0 : ir_stmt_blocks(s, inner);

        if (s->kind == STMT_CALL)
            handed_note_free(h, s);
        for (int k = 0; k < count; k++)
            handed_note_frees(h, inner[k]);
    }
}

void handed_check(Derive *d)
{
    Handed h = {.d = d};

    handed_left(d, &h.left);
    handed_note_frees(&h, d->fn->body);
    for (int i = 0; i < h.left.count; i++) {
        const Object *object = alias_object(d->alias, h.left.items[i]);
        const char   *name = d->request->func->name;

        if (object->kind != OBJECT_ALLOC || !object->site || !activity_object_filled(d->activity, object->id) ||
            intset_has(&h.freed, object->id))
            continue;
        if (d->request->of_return)
            diag_warning(d->diag, object->site->loc, "adgen-fresh",
                         "'%s' leaves active data to its caller in memory that it allocates: later uses of it count for nothing here",
                         name);
        else
            diag_error(d->diag, object->site->loc, "adgen-fresh",
                       "'%s' leaves active data to its caller in memory that it allocates, where no adjoint can be set", name);
        diag_note(d->diag, object->site->loc, "allocate it before the call of '%s', and its shadow, too", name);
        return;
    }
}
