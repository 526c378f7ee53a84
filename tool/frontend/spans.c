#include "jumps.h"

/*
 * Jumps as nested loops.
 *
 * The statements from the first goto to a label behind them are a region: do { … } while (0), which the gotos leave.
 * Those from a label to the last goto back to it are a loop, which a goto goes on with.  Spans that cross are widened until
 * one holds the other; a span that a jump enters in its middle has no such form.
 */

typedef struct Span {
    int         from, to;      /* the list's statements from … to - 1; the label is at `to`, or at `from` where it is behind */
    const char *name;
    bool        back, done;
} Span;

typedef struct Spans {
    Lower *l;
    Node  *list;
    int    end;                /* of the group */
    VEC(Span) items;
} Spans;

/* ---- reading ---- */

static bool heads(const Node *node, const Node *label)
{
    while (node->kind == NODE_LABEL && node != label)
        node = node->kids[node->count - 1];
    return node == label;
}

/* False: the label stands inside another statement. */
static bool read_label(Spans *s, const Label *label, int first, int last)
{
    Arena *arena = s->l->front->arena;
    int    at = jumps_kid_at(s->list, label->node->first), from = jumps_kid_at(s->list, label->first);
    int    to = jumps_kid_at(s->list, label->last);
    bool   head = heads(s->list->kids[at], label->node);
    if (from < first || from > last || (!head && from == to))
        return true;
    if (label->first < label->node->first)
        VEC_PUSH(arena, &s->items, ((Span){from, at, label->name, false, false}));
    if (label->last > label->node->first)
        VEC_PUSH(arena, &s->items, ((Span){at, to + 1, label->name, true, false}));
    return head;
}

static bool read_labels(Spans *s, int first, int last)
{
    for (int i = 0; i < s->l->labels.count; i++) {
        const Label *label = &s->l->labels.items[i];
        if (label_waits(s->l, label) && jumps_span(label, s->list) && !read_label(s, label, first, last))
            return false;
    }
    return true;
}

/* ---- nesting ---- */

/* Let one of two spans that cross hold the other, if that can be. */
static bool nest(Span *a, Span *b, bool *changed)
{
    if (!(a->from < b->from && b->from < a->to && a->to < b->to))
        return true;
    *changed = true;
    if (b->back && !a->back)
        return false;
    if (b->back)
        a->to = b->to;
    else
        b->from = a->from;
    return true;
}

/* A variable-length array that is used behind the span makes the span longer. */
static bool reach_uses(Spans *s, Span *span, bool *changed)
{
    for (int i = span->from; i < span->to; i++) {
        const Node *decls = jumps_unlabelled(s->list->kids[i]);
        for (int k = 0; decls->kind == NODE_DECLS && k < decls->count; k++) {
            const Symbol *symbol = decls->kids[k]->symbol;
            if (!symbol || span->to >= s->list->count || symbol->last_mention < s->list->kids[span->to]->first
                || hoist_can(s->l, decls))
                continue;
            span->to = jumps_kid_at(s->list, symbol->last_mention) + 1;
            *changed = true;
            if (!span->back || span->to > s->end)
                return false;
        }
    }
    return true;
}

static bool settle(Spans *s)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < s->items.count; i++) {
            if (!reach_uses(s, &s->items.items[i], &changed))
                return false;
            for (int k = 0; k < s->items.count; k++) {
                if (!nest(&s->items.items[i], &s->items.items[k], &changed))
                    return false;
            }
        }
    }
    return true;
}

/* ---- lowering ---- */

/* Variables that are declared in a span and used behind it. */
static void hoist(Spans *s, const Span *span)
{
    for (int i = span->from; i < span->to && span->to < s->list->count; i++) {
        Node *decls = jumps_unlabelled(s->list->kids[i]);
        for (int k = 0; decls->kind == NODE_DECLS && k < decls->count; k++) {
            const Symbol *symbol = decls->kids[k]->symbol;
            if (symbol && symbol->last_mention >= s->list->kids[span->to]->first)
                hoist_declare(s->l, decls->kids[k]);
        }
    }
}

static void lower_spans(Spans *s, int first, int end);

static void aim(Spans *s, Span *span, bool on, const char *flag)
{
    Target target = {span->name, ring_way(s->l, on, flag)};
    VEC_PUSH(s->l->front->arena, &s->l->targets, target);
    span->done = true;
}

/* Gotos to where the outer span ends leave it as well. */
static void aim_at_end(Spans *s, const Span *outer)
{
    for (int i = 0; i < s->items.count; i++) {
        Span *span = &s->items.items[i];
        if (!span->back && !span->done && span->to == outer->to && span->from >= outer->from)
            aim(s, span, false, "gone");
    }
}

static void lower_region(Spans *s, Span *span, Loc loc)
{
    Lower   *l = s->l;
    Program *p = l->program;
    int      targets = l->targets.count;
    ring_open(l);
    aim_at_end(s, span);
    Block *outer = lower_enter(l);
    lower_spans(s, span->from, span->to);
    Block *body = lower_leave(l, outer);
    l->targets.count = targets;
    lower_push(l, ir_loop(p, loc, ir_block(p), ir_int(p, loc, type_int(p, INT_INT), 0), body, NULL, true));
    ring_close(l, loc);
}

static int count_gotos(const Node *node, const char *name)
{
    int count = node->kind == NODE_GOTO && node == jumps_find_goto(node, name);
    for (int i = 0; node->flags & NODE_JUMPS && i < node->count; i++)
        count += count_gotos(node->kids[i], name);
    return count;
}

/* The condition of `if (condition) goto label;` at the end of the loop, if that is all that goes back to its head and what
 * the loop declares is not in it; else NULL. */
static Node *last_condition(Spans *s, const Span *span)
{
    Node *last = s->list->kids[span->to - 1], *then = last->kind == NODE_IF && last->count == 2 ? last->kids[1] : NULL;
    int   gotos = 0;
    while (then && then->kind == NODE_BLOCK && then->count == 1)
        then = then->kids[0];
    if (!then || then->kind != NODE_GOTO || then != jumps_find_goto(then, span->name))
        return NULL;
    for (int i = 0; i < s->items.count; i++) {
        const Span *other = &s->items.items[i];
        if (other != span && other->back && other->from == span->from)
            return NULL;
    }
    for (int i = span->from; i < span->to; i++) {
        const Node *decls = jumps_unlabelled(s->list->kids[i]);
        gotos += count_gotos(s->list->kids[i], span->name);
        for (int k = 0; decls->kind == NODE_DECLS && k < decls->count; k++) {
            if (decls->kids[k]->symbol && decls->kids[k]->symbol->last_mention >= last->first)
                return NULL;
        }
    }
    return gotos == 1 ? last->kids[0] : NULL;
}

static void lower_loop(Spans *s, Span *span, Loc loc)
{
    Lower      *l = s->l;
    Program    *p = l->program;
    int         targets = l->targets.count;
    Node       *last = last_condition(s, span);
    const Expr *cond = NULL;
    ring_open(l);
    for (int i = 0; i < s->items.count; i++) {
        Span *other = &s->items.items[i];
        if (other->back && !other->done && other->from == span->from)
            aim(s, other, true, "again");
    }
    aim_at_end(s, span);
    Block *outer = lower_enter(l);
    lower_spans(s, span->from, last ? span->to - 1 : span->to);
    if (!last)
        lower_push(l, ir_jump(p, loc, STMT_BREAK));
    Block *body = lower_leave(l, outer), *head = last ? lower_condition(l, last, &cond) : ir_block(p);
    l->targets.count = targets;
    lower_push(l, ir_loop(p, loc, head, cond, body, NULL, last != NULL));
    ring_close(l, loc);
}

/* The widest span that begins with the statement and is not lowered yet, or NULL. */
static Span *widest(Spans *s, int from)
{
    Span *found = NULL;
    for (int i = 0; i < s->items.count; i++) {
        Span *span = &s->items.items[i];
        if (!span->done && span->from == from
            && (!found || span->to > found->to || (span->to == found->to && span->back)))
            found = span;
    }
    return found;
}

static void lower_spans(Spans *s, int first, int end)
{
    for (int i = first; i < end; i++) {
        Span *span = widest(s, i);
        Loc   loc = front_loc(s->l->front, s->list->kids[span && !span->back ? span->to : i]->cursor);
        if (!span) {
            lower_statement(s->l, s->list->kids[i]);
            continue;
        }
        hoist(s, span);
        i = span->to - 1;
        if (span->back)
            lower_loop(s, span, loc);
        else
            lower_region(s, span, loc);
    }
}

bool spans_lower(Lower *l, Node *list, int first, int last)
{
    Spans s = {.l = l, .list = list, .end = last + 1};
    if (!read_labels(&s, first, last) || !settle(&s))
        return false;
    lower_spans(&s, first, last + 1);
    return true;
}
