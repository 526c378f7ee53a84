#include "analysis/regions.h"
#include "parts.h"

/* ---- places ---- */

static void note_place(Exchange *x, const Expr *e, bool is_read, Places *places);

static void note_args(Exchange *x, const Expr *e, Places *places)
{
    for (int i = 0; i < e->count; i++) {
        bool is_part = i == 0 && (op_info[e->op].flags & OPF_PLACE) && e->op != OP_DEREF && !type_is_pointer(e->args[0]->type);
        note_place(x, e->args[i], !is_part && e->op != OP_ADDR && e->op != OP_DECAY, places);
    }
}

static void note_place(Exchange *x, const Expr *e, bool is_read, Places *places)
{
    if (is_read && (op_info[e->op].flags & OPF_PLACE) && !ir_is_register(e))
        VEC_PUSH(x->arena, places, e);
    note_args(x, e, places);
}

void places_read(Exchange *x, const Expr *e, Places *places)
{
    note_place(x, e, true, places);
}

void places_find(Exchange *x, const Expr *place, Places *places)
{
    note_args(x, place, places);
}

bool places_apart(Exchange *x, const Nest *nest, const Expr *a, const Expr *b)
{
    const StmtInfo *info = layout_info(x->layout, nest->outer);
    return apart_memory(x->apart, x->alias, a, b, info->pos, info->end);
}

/* ---- what is read and written, and when ---- */

typedef enum Role {
    ROLE_MAIN,          /* in the nest, or for it */
    ROLE_INIT,          /* what a total begins with */
    ROLE_SIDE           /* stays in a loop of its own, behind the nest */
} Role;

typedef struct Read {
    const Expr *place;
    int         pos;    /* of the statement that reads it */
    Role        role;
} Read;

typedef struct Legal {
    Exchange   *x;
    const Nest *nest;
    VEC(Read)   reads;
} Legal;

static void add_reads(Legal *l, const Expr *e, bool is_address, int pos, Role role)
{
    Places places = {0};
    if (is_address)
        places_find(l->x, e, &places);
    else
        places_read(l->x, e, &places);
    for (int i = 0; i < places.count; i++) {
        Read read = {places.items[i], pos, role};
        VEC_PUSH(l->x->arena, &l->reads, read);
    }
}

static void read_loop(Legal *l, const Stmt *loop, int pos)
{
    add_reads(l, nest_places(l->x, l->nest, loop->u.loop_for.from), false, pos, ROLE_MAIN);
    add_reads(l, nest_places(l->x, l->nest, loop->u.loop_for.to), false, pos, ROLE_MAIN);
}

/* What a write reads: but for what it adds to, where it is a sum. */
static void read_write(Legal *l, const Stmt *s, Role role)
{
    Exchange   *x = l->x;
    const Expr *place = nest_places(x, l->nest, s->u.assign.place);
    const Expr *value = nest_places(x, l->nest, s->u.assign.value);
    Places      terms = {0};
    int         pos = layout_info(x->layout, s)->pos;
    if (!sum_terms(x, value, place, &terms)) {
        terms.count = 0;
        VEC_PUSH(x->arena, &terms, value);
    }
    add_reads(l, place, true, pos, role);
    for (int i = 0; i < terms.count; i++)
        add_reads(l, terms.items[i], false, pos, role);
}

/* Names are asked for where they are declared; their values, if they are reals, are not read again where they are used. */
static void read_all(Legal *l)
{
    Exchange   *x = l->x;
    const Nest *nest = l->nest;
    int         begin = layout_info(x->layout, nest->outer)->pos;
    read_loop(l, nest->outer, begin);
    for (int i = 0; i < nest->count; i++)
        read_loop(l, nest->loops[i], layout_info(x->layout, nest->loops[i])->pos);
    for (int i = 0; i < nest->named.count; i++) {
        const Named *named = &nest->named.items[i];
        add_reads(l, nest_places(x, nest, named->decl->u.decl.init), false, layout_info(x->layout, named->decl)->pos,
                  nest_total(nest, named->var) ? ROLE_INIT : ROLE_MAIN);
    }
    for (int i = 0; i < nest->totals.count; i++)
        add_reads(l, nest->totals.items[i].place, true, begin, ROLE_INIT);
    for (int i = 0; i < nest->sums.count; i++)
        read_write(l, nest->sums.items[i].stmt, ROLE_MAIN);
    for (int i = 0; i < nest->sides.count; i++)
        read_write(l, nest->sides.items[i], ROLE_SIDE);
}

/* ---- the order of additions ---- */

/* Whether each element of a place gets what is added to it in the same order as before. */
static bool keeps_order(Exchange *x, const Nest *nest, const Expr *place)
{
    Stmt *loops[MOST_LOOPS + 1] = {nest->outer};
    bool  moves = false;
    for (int i = 0; i < nest->count; i++) {
        loops[i + 1] = nest->loops[i];
        moves |= ir_mentions(place, nest->loops[i]->u.loop_for.var);
    }
    if (!ir_mentions(place, nest->outer->u.loop_for.var))
        return nest->outer->u.loop_for.step > 0 && regions_apart(x->layout, loops + 1, nest->count, place);
    if (!moves)
        return stride_tells_apart(x, place, nest->outer);
    return regions_apart(x->layout, loops, nest->count + 1, place);
}

static bool may_reorder(const Expr *place)
{
    const Var *root = ir_base_var(place);
    return root && root->is_shadow;
}

/* ---- what may not meet ---- */

static bool apart_from_totals(Legal *l, const Expr *place, int but)
{
    const Nest *nest = l->nest;
    for (int i = 0; i < nest->totals.count; i++)
        if (i != but && !places_apart(l->x, nest, place, nest->totals.items[i].place))
            return false;
    return true;
}

static bool is_sum(Exchange *x, const Stmt *s)
{
    Places terms = {0};
    return sum_terms(x, s->u.assign.value, s->u.assign.place, &terms);
}

/* Where the place is added to, others may add to it behind the nest: `adds`. */
static bool apart_from_sides(Legal *l, const Expr *place, bool adds)
{
    const Nest *nest = l->nest;
    for (int i = 0; i < nest->sides.count; i++) {
        const Stmt *s = nest->sides.items[i];
        const Expr *other = nest_places(l->x, nest, s->u.assign.place);
        if (!(adds && is_sum(l->x, s) && may_reorder(place) && may_reorder(other)) && !places_apart(l->x, nest, place, other))
            return false;
    }
    return true;
}

static bool apart_from_reads(Legal *l, const Expr *place)
{
    for (int i = 0; i < l->reads.count; i++)
        if (!places_apart(l->x, l->nest, place, l->reads.items[i].place))
            return false;
    return true;
}

/* Whether no other sum of the nest may add to the same. */
static bool adds_alone(Legal *l, const Sum *sum)
{
    for (int i = 0; i < l->nest->sums.count; i++) {
        const Sum *other = &l->nest->sums.items[i];
        if (other != sum && !places_apart(l->x, l->nest, sum->place, other->place))
            return false;
    }
    return true;
}

/* Sums: nothing else may touch what they add to.  Those of the primal's are to be the same to the last bit. */
static bool sums_are_alone(Legal *l)
{
    for (int i = 0; i < l->nest->sums.count; i++) {
        const Sum *sum = &l->nest->sums.items[i];
        if (sum->is_total)
            continue;
        if (!apart_from_reads(l, sum->place) || !apart_from_totals(l, sum->place, -1) ||
            !apart_from_sides(l, sum->place, true) || (!may_reorder(sum->place) &&
            !(adds_alone(l, sum) && keeps_order(l->x, l->nest, sum->place))))
            return false;
    }
    return true;
}

/* Whether what is read is the place of a total, which begins with it. */
static bool begins_there(const Legal *l, const Total *total, const Read *read)
{
    return read->role == ROLE_INIT && read->pos == layout_info(l->x->layout, total->decl)->pos &&
           ir_same(read->place, total->place);
}

/* Totals: each iteration has a place of its own, which nothing else touches. */
static bool totals_are_alone(Legal *l)
{
    for (int i = 0; i < l->nest->totals.count; i++) {
        const Total *total = &l->nest->totals.items[i];
        if (!stride_tells_apart(l->x, total->place, l->nest->outer) || !apart_from_totals(l, total->place, i) ||
            !apart_from_sides(l, total->place, false))
            return false;
        for (int k = 0; k < l->reads.count; k++)
            if (!begins_there(l, total, &l->reads.items[k]) &&
                !places_apart(l->x, l->nest, total->place, l->reads.items[k].place))
                return false;
    }
    return true;
}

/* What is written besides comes behind the nest, also for iterations to come: it may only be what this iteration has read. */
static bool side_may_wait(Legal *l, const Stmt *s)
{
    const Expr *place = nest_places(l->x, l->nest, s->u.assign.place);
    int         pos = layout_info(l->x->layout, s)->pos;
    for (int i = 0; i < l->reads.count; i++) {
        const Read *read = &l->reads.items[i];
        bool        own = read->role == ROLE_MAIN && read->pos < pos && ir_same(read->place, place) &&
                   stride_tells_apart(l->x, place, l->nest->outer);
        if (read->role != ROLE_SIDE && !own && !places_apart(l->x, l->nest, place, read->place))
            return false;
    }
    return true;
}

/* Whether the sums of the nest may add to the place, or do not. */
static bool sums_may_meet(Legal *l, const Expr *place)
{
    for (int i = 0; i < l->nest->sums.count; i++) {
        const Expr *other = l->nest->sums.items[i].place;
        if (!(may_reorder(place) && may_reorder(other)) && !places_apart(l->x, l->nest, place, other))
            return false;
    }
    return true;
}

/* What is cleared and gets its old value back: nobody may look at it or write it in between, but for sums. */
static bool put_back_is_unseen(Legal *l, const Stmt *clear)
{
    const Expr *place = nest_places(l->x, l->nest, clear->u.assign.place);
    int         pos = layout_info(l->x->layout, clear)->pos;
    for (int i = 0; i < l->reads.count; i++) {
        const Read *read = &l->reads.items[i];
        if (!(read->pos < pos && ir_same(read->place, place)) && !places_apart(l->x, l->nest, place, read->place))
            return false;
    }
    return apart_from_totals(l, place, -1) && apart_from_sides(l, place, false) && sums_may_meet(l, place);
}

/*
 * exchange_is_legal - whether the nest does the same where the outer loop is the innermost one.
 *
 * What is added to is nothing that is read or written otherwise: then sums may be done in any order, but for rounding.  What
 * the outer loop writes besides, an iteration may have read before: that it gets its value in a loop behind the nest is the
 * same, as other iterations have other elements.
 */
bool exchange_is_legal(Exchange *x, const Nest *nest)
{
    Legal l = {.x = x, .nest = nest};
    read_all(&l);
    if (l.reads.count > MOST_PLACES || !sums_are_alone(&l) || !totals_are_alone(&l))
        return false;
    for (int i = 0; i < nest->sides.count; i++)
        if (!side_may_wait(&l, nest->sides.items[i]))
            return false;
    for (int i = 0; i < nest->put_back.count; i++)
        if (!put_back_is_unseen(&l, nest->put_back.items[i]))
            return false;
    return true;
}
