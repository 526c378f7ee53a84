#include "blocks.h"
#include "facts.h"
#include "fold.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "memory.h"
#include "passes.h"

/*
 * simplify_clears - where the memory of a shadow is set to zero and then added to, set it to what is added.
 *
 *     x_adj[i] = 0.0; … x_adj[i] = x_adj[i] + e -> … x_adj[i] = e
 *
 * Within one block, with nothing between them that reads or writes the place, or changes which place it is.  The zero in
 * a shadow is structural (0.0 + e -> e, also for e = -0.0).
 *
 * Changes and removes assignments.
 */
enum { MAX_PENDING = 8 };

/* A node that clears a place which nothing has touched since. */
typedef struct Pending {
    int         pos;
    const Expr *place;
    Memory      memory;        /* that the place lies in */
    bool        stays;         /* it is the same place throughout the function */
    bool        touched;       /* the node at hand reads or writes it */
} Pending;

typedef struct Clears {
    Program     *p;
    const Facts *f;
    bool        *gone;
    Pending      pending[MAX_PENDING];   /* oldest first */
    int          count;
    bool         changed;
} Clears;

/* ---- Whether places overlap ---- */

/* Whether two places that are reached in the same way differ in the last step: another member, or a[i] and a[i + 1]. */
static bool differ_in_step(Program *p, const Expr *a, const Expr *b)
{
    long long distance, one, other;
    if (a->op == OP_FIELD && b->op == OP_FIELD && a->u.field->record == b->u.field->record)
        return a->u.field != b->u.field && !a->u.field->record->is_union && ir_same(a->args[0], b->args[0]);
    if (a->op != OP_INDEX || b->op != OP_INDEX || !ir_same(a->args[0], b->args[0])
        || !type_same(a->args[1]->type, b->args[1]->type))
        return false;
    if (fold_is_integer(a->args[1], &one) && fold_is_integer(b->args[1], &other))
        return one != other;
    const Expr *difference = fold_binary(p, a->loc, OP_SUB, a->args[1], b->args[1]);
    return fold_is_integer(difference, &distance) && distance != 0;
}

static bool differ(Program *p, const Expr *a, const Expr *b)
{
    for (const Expr *x = a;; x = x->args[0]) {
        for (const Expr *y = b;; y = y->args[0]) {
            if (differ_in_step(p, x, y))
                return true;
            if ((y->op != OP_INDEX && y->op != OP_FIELD) || y->args[0]->type->kind == TYPE_POINTER)
                break;
        }
        if ((x->op != OP_INDEX && x->op != OP_FIELD) || x->args[0]->type->kind == TYPE_POINTER)
            return false;
    }
}

/* Two elements of one array by their numbers: most places of a straight line. */
static bool are_other_elements(const Expr *a, const Expr *b)
{
    long long one, other;
    return a->op == OP_INDEX && b->op == OP_INDEX && a->args[0]->op == OP_VAR && b->args[0]->op == OP_VAR &&
           a->args[0]->u.var == b->args[0]->u.var && ir_integer(a->args[1], &one) && ir_integer(b->args[1], &other) &&
           one != other;
}

/* ---- What a statement does to pending places ---- */

static void touch_all(Clears *c)
{
    for (int i = 0; i < c->count; i++)
        c->pending[i].touched = true;
}

/* What is cleared is no register. */
static void touch_place(Clears *c, const Expr *e)
{
    bool   known = false;
    Memory memory;
    for (int i = 0; i < c->count && !ir_is_register(e); i++) {
        Pending *pending = &c->pending[i];
        if (pending->touched || are_other_elements(e, pending->place))
            continue;
        if (!known)
            memory = memory_of(c->f, e);
        known = true;
        pending->touched = memory_overlaps(&memory, &pending->memory) && !differ(c->p, e, pending->place);
    }
}

static void touch_read(void *data, const Expr *e)
{
    if (e->op == OP_OPAQUE)
        touch_all(data);
    else if (op_info[e->op].flags & OPF_PLACE && e->type->kind != TYPE_ARRAY)
        touch_place(data, e);
}

static void touch_reads(Clears *c, const Expr *e)
{
    if (c->count > 0 && !ir_is_register(e))
        ir_visit_expr(e, touch_read, c);
}

/* Of the target itself only its indices and pointers are read. */
static void touch_target(Clears *c, const Expr *target)
{
    for (int i = 0; i < target->count; i++) {
        bool below = op_info[target->args[i]->op].flags & OPF_PLACE && target->args[i]->type->kind != TYPE_POINTER;
        if (below)
            touch_target(c, target->args[i]);
        else
            touch_reads(c, target->args[i]);
    }
}

static void touch_node(Clears *c, const Stmt *s)
{
    switch (s->kind) {
    case STMT_COMMENT:
        break;
    case STMT_DECL:
        if (s->u.decl.init)
            touch_reads(c, s->u.decl.init);
        break;
    case STMT_ASSIGN:
        touch_place(c, s->u.assign.place);
        touch_target(c, s->u.assign.place);
        touch_reads(c, s->u.assign.value);
        break;
    default:
        touch_all(c);
    }
}

/* ---- Walking a block ---- */

static bool is_zero(const Expr *e)
{
    long double value;
    return fold_is_real(e, &value) && value == 0.0L;
}

static bool is_clear(const Stmt *s)
{
    if (s->kind != STMT_ASSIGN || s->u.assign.place->op == OP_VAR || !is_zero(s->u.assign.value))
        return false;
    return memory_side(s->u.assign.place) == SIDE_SHADOW && !(s->u.assign.place->type->quals & TYPE_VOLATILE);
}

static void drop(Clears *c, int i)
{
    for (c->count--; i < c->count; i++)
        c->pending[i] = c->pending[i + 1];
}

/* An element of a known number behind a pointer that nothing sets: a line has no statement that does. */
static bool stays(const Clears *c, const Expr *place)
{
    long long number;
    const Expr *from = place->op == OP_INDEX && c->f->is_line ? place->args[0] : NULL;
    return from && from->op == OP_VAR && facts_is_tracked(c->f, from->u.var) && ir_integer(place->args[1], &number);
}

static void add(Clears *c, int pos)
{
    if (c->count == MAX_PENDING)
        drop(c, 0);
    const Expr *place = c->f->nodes.items[pos].stmt->u.assign.place;
    c->pending[c->count++] = (Pending){pos, place, memory_of(c->f, place), stays(c, place), false};
}

/* place = place + e, place = place - e */
static bool is_sum_into(const Stmt *s, const Expr *place)
{
    if (s->kind != STMT_ASSIGN || !ir_same(s->u.assign.place, place))
        return false;
    const Expr *value = s->u.assign.value;
    return (value->op == OP_ADD || value->op == OP_SUB) && ir_same(value->args[0], place);
}

/* Whether what it takes to find the place, or the amount, reads the pending place. */
static bool reads_pending(Clears *c, int i, const Stmt *sum)
{
    touch_target(c, sum->u.assign.place);
    touch_reads(c, sum->u.assign.value->args[1]);
    return c->pending[i].touched;
}

/* The node turns the pending clear of its place into its own assignment, where it is a sum; the clear is then no longer
 * pending. */
static void absorb(Clears *c, int pos)
{
    Stmt *s = c->f->nodes.items[pos].stmt;
    int   i = c->count - 1;
    while (i >= 0 && !is_sum_into(s, c->pending[i].place))
        i--;
    if (i < 0 || reads_pending(c, i, s))
        return;
    const Expr *value = s->u.assign.value, *amount = value->args[1];
    s->u.assign.value = value->op == OP_ADD ? amount : fold_unary(c->p, value->loc, OP_NEG, amount);
    c->gone[c->pending[i].pos] = true;
    facts_changed(c->f, pos);
    c->changed = true;
    drop(c, i);
}

/* Without pending places there is nothing that a statement could do to them. */
static void pass_node(Clears *c, int pos)
{
    for (int i = c->count - 1; i >= 0; i--)
        if (!c->pending[i].stays && !facts_place_stays(c->f, c->pending[i].place, c->pending[i].pos, pos))
            drop(c, i);
    if (c->count > 0) {
        absorb(c, pos);
        touch_node(c, c->f->nodes.items[pos].stmt);
    }
    for (int i = c->count - 1; i >= 0; i--)
        if (c->pending[i].touched)
            drop(c, i);
    if (c->f->target[pos] < 0 && is_clear(c->f->nodes.items[pos].stmt))
        add(c, pos);
}

bool simplify_clears(Program *p, Facts *f)
{
    Arena *arena = arena_new();
    Clears c = {.p = p, .f = f};
    c.gone = ARENA_ARRAY(arena, bool, c.f->nodes.count + 1);
    for (int i = 0; i < c.f->scopes.count; i++) {
        const IntVec *nodes = &c.f->scopes.items[i].nodes;
        c.count = 0;
        for (int k = 0; k < nodes->count; k++)
            pass_node(&c, nodes->items[k]);
    }
    if (c.changed)
        facts_remove(p, f, c.gone);
    arena_free(arena);
    return c.changed;
}
