#include "advance.h"

#include "registers.h"
#include "risks.h"

enum { MOST_ADVANCES = 20 };

typedef struct Mention {
    const Var *var;
    bool       found;
} Mention;

static void advance_find_mention(void *data, const Expr *e, bool is_target)
{
    Mention *mention = data;

    mention->found |= !(is_target && e->op == OP_VAR) && ir_mentions(e, mention->var);
}

static bool advance_is_read(Derive *d, const Var *var, int first, int last)
{
    for (int pos = first; pos <= last; pos++) {
        Mention mention = {var, layout_stmt(d->layout, pos)->kind == STMT_OPAQUE};

        ir_stmt_exprs(layout_stmt(d->layout, pos), advance_find_mention, &mention);
        if (mention.found)
            return true;
    }
    return false;
}

static bool advance_is_early(const Ahead *ahead, const Stmt *s)
{
    for (int i = 0; i < ahead->stmts.count; i++)
        if (ahead->stmts.items[i] == s)
            return true;
    return false;
}

/* Whether the value, which is asked for before number `last`, is the same before the list's statement, once others have moved. */
static bool advance_value(Ahead *ahead, const Expr *e, int last)
{
    const Layout *layout = ahead->d->layout;
    int           first = layout_info(layout, ahead->at)->pos;

    if (!layout_changes(layout, e, first, last))
        return true;
    if (ir_is_register(e))
        return advance_brings(ahead, e->u.var, last);
    if ((op_info[e->op].flags & OPF_PLACE) || e->op == OP_OPAQUE || e->count == 0)
        return false;
    for (int i = 0; i < e->count; i++)
        if (!advance_value(ahead, e->args[i], last))
            return false;
    return true;
}

/* The first statement of the list behind `at` that sets the register. */
static Stmt *advance_setter(const Ahead *ahead, const Var *var)
{
    const Layout *layout = ahead->d->layout;

    for (int i = 0; i < ahead->list->stmts.count; i++) {
        Stmt *s = ahead->list->stmts.items[i];

        if (layout_info(layout, s)->pos > layout_info(layout, ahead->at)->pos && registers_written(s) == var)
            return s;
    }
    return NULL;
}

bool advance_brings(Ahead *ahead, const Var *var, int last)
{
    Derive *d = ahead->d;
    Stmt   *s = advance_setter(ahead, var);
    int     first = layout_info(d->layout, ahead->at)->pos, pos;

    if (s == NULL || s->kind != STMT_ASSIGN || ir_mentions(s->u.assign.value, var))
        return false;
    pos = layout_info(d->layout, s)->pos;
    if (layout_assigns(d->layout, var, pos + 1, last))
        return false;
    if (advance_is_early(ahead, s))
        return true;
    if (advance_is_read(d, var, first, pos - 1) || layout_assigns(d->layout, var, first, pos - 1) ||
        !advance_value(ahead, s->u.assign.value, pos - 1) || !risks_none(d, s->u.assign.value, first, pos - 1))
        return false;
    VEC_PUSH(d->arena, &ahead->stmts, s);
    return true;
}

bool advance_ask(const Ahead *ahead)
{
    Derive *d = ahead->d;
    Ahead  *asked = ARENA_NEW(d->arena, Ahead);

    if (d->advanced >= MOST_ADVANCES)
        return false;
    *asked = *ahead;
    VEC_PUSH(d->arena, &d->advances, asked);
    return true;
}

/* Statements of the list -> the first one that any of the requests wants them before. */
static Map *advance_targets(Derive *d, const Block *list)
{
    Map *targets = map_new(d->arena);

    for (int i = 0; i < d->advances.count; i++) {
        const Ahead *ahead = d->advances.items[i];

        for (int k = 0; ahead->list == list && k < ahead->stmts.count; k++) {
            const Stmt *s = ahead->stmts.items[k], *before = map_get(targets, s);

            if (before == NULL || layout_info(d->layout, ahead->at)->pos < layout_info(d->layout, before)->pos)
                map_put(targets, s, (void *)ahead->at);
        }
    }
    return targets;
}

/*
 * What moves before one statement keeps its order.  Each request is right alone, and so they are together: what moves from
 * behind something that stays, or that moves less far, has nothing to do with it, and what it needs moves as far itself.
 */
static void advance_list(Derive *d, Block *list)
{
    Map   *targets = advance_targets(d, list);
    Block *moved = ir_block(d->p), *out = ir_block(d->p);

    for (int i = 0; i < list->stmts.count; i++)
        if (map_get(targets, list->stmts.items[i]))
            ir_push(d->p, moved, list->stmts.items[i]);
    for (int i = 0; i < list->stmts.count; i++) {
        Stmt *s = list->stmts.items[i];

        for (int k = 0; s->kind != STMT_ASSIGN && k < moved->stmts.count; k++)
            if (map_get(targets, moved->stmts.items[k]) == s)
                ir_push(d->p, out, moved->stmts.items[k]);
        if (!map_get(targets, s))
            ir_push(d->p, out, s);
    }
    *list = *out;
}

bool advance_lists(Derive *d)
{
    Map *changed = map_new(d->arena);
    int  count = d->advances.count;

    for (int i = 0; i < count; i++) {
        Block *list = d->advances.items[i]->list;

        if (map_get(changed, list) == NULL)
            advance_list(d, list);
        map_put(changed, list, list);
    }
    d->advances.count = 0;
    d->advanced += count > 0;
    return count > 0;
}
