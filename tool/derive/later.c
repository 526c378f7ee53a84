#include "later.h"

#include <string.h>

#include "analysis/linear.h"
#include "frames_parts.h"
#include "steady.h"

enum { MOST_LEVELS = 4, MOST_STEPS = 8, MOST_APART = 3, READ = 0, WRITE = 1 };

/* An unknown: a counter at the moment of the read or of the store, or what both have found alike. */
typedef struct Unknown {
    const Expr *leaf;       /* NULL: a counter */
    const Stmt *loop;
    int         side;
} Unknown;

typedef struct Later {
    Derive      *d;
    Arena       *arena;
    const Stmt  *at[2];                       /* the statement that reads; that writes */
    const Stmt  *here[2];                     /* where, before it, an expression is evaluated */
    Stmt *const *loops;
    int          common;
    int          first, last;                 /* what does not change from here to there is the same for both */
    Unknown      unknowns[LINEAR_UNKNOWNS];
    int          count;
    LinearSystem linear;                      /* what holds whatever the order */
    LinearRow    apart[MOST_APART];           /* none of these is 0 */
    int          apart_count;
} Later;

/* ---- unknowns ---- */

/* Negative: there are too many. */
static int later_add(Later *l, Unknown unknown)
{
    for (int i = 0; i < l->count; i++) {
        const Unknown *known = &l->unknowns[i];

        if (known->side == unknown.side && known->loop == unknown.loop &&
            (known->leaf == unknown.leaf || (known->leaf && unknown.leaf && ir_same(known->leaf, unknown.leaf))))
            return i;
    }
    if (l->count == LINEAR_UNKNOWNS)
        return -1;
    l->unknowns[l->count] = unknown;
    return l->count++;
}

/* Whether the loop is within the region in which moments of the two are compared. */
static bool later_counts(const Later *l, const Stmt *loop)
{
    const StmtInfo *info = layout_info(l->d->layout, loop);

    return info->pos >= l->first && info->end <= l->last;
}

/* The FOR whose counter it is where that side evaluates an expression; NULL: there is none in the region. */
static const Stmt *later_loop(const Later *l, const Var *var, int side)
{
    const Stmt *loop = layout_info(l->d->layout, l->here[side])->loop;

    for (; loop && later_counts(l, loop); loop = layout_info(l->d->layout, loop)->loop)
        if (loop->kind == STMT_FOR && loop->u.loop_for.var == var)
            return loop;
    return NULL;
}

static int later_chosen(Later *l, const Expr *leaf, int side);

static int later_leaf(Later *l, const Expr *leaf, int side)
{
    const Stmt *loop = leaf->op == OP_VAR ? later_loop(l, leaf->u.var, side) : NULL;

    if (loop)
        return later_add(l, (Unknown){NULL, loop, side});
    if (layout_changes(l->d->layout, leaf, l->first, l->last))
        return leaf->op == OP_VAR ? later_chosen(l, leaf, side) : -1;
    return later_add(l, (Unknown){leaf, NULL, READ});
}

/* A sum without products, as it is at the moment of that side. */
static bool later_row(Later *l, const Poly *poly, int side, LinearRow *row)
{
    *row = (LinearRow){{0}, 0};
    for (int i = 0; poly->exact && i < poly->terms.count; i++) {
        const Monomial *term = &poly->terms.items[i];
        int             unknown = term->degree == 1 ? later_leaf(l, term->leaves[0], side) : -1;

        if (term->degree == 0)
            row->constant += term->factor;
        else if (unknown < 0)
            return false;
        else
            row->factor[unknown] += term->factor;
    }
    return poly->exact;
}

/* ---- what holds at a moment ---- */

/* The integer; not exact where that may be another one than the polynomial: in unsigned types, only what neither is computed nor
 * was negative is sure. */
static Poly later_integer(Later *l, const Expr *e, int side)
{
    Poly unknown = {.arena = l->d->arena, .exact = false};

    if (!type_is_unsigned(e->type))
        return type_is_integer(e->type) ? poly_of(l->d->arena, steady_here(l->d, e, l->here[side])) : unknown;
    e = ir_unwidened(e);
    return (e->op == OP_VAR && type_is_unsigned(e->type)) || (e->op == OP_INT && e->u.integer->value >= 0) ? poly_of(l->d->arena, e)
                                                                                                          : unknown;
}

/* Whether the bound of a loop with that counter is what its polynomial is: no difference of unsigned numbers. */
static bool later_is_sure(Later *l, const Var *counter, const Expr *bound, int side)
{
    return !type_is_unsigned(counter->type) || later_integer(l, bound, side).exact;
}

/* low <= counter < high */
static void later_bounds(Later *l, const Stmt *loop, int side)
{
    Poly      low, high;
    LinearRow counter = {{0}, 0}, bound;
    int       unknown = later_add(l, (Unknown){NULL, loop, side});
    bool      up = loop->u.loop_for.step > 0;

    if (unknown < 0)
        return;
    counter.factor[unknown] = 1;
    steady_bounds(l->d, loop, &low, &high);
    low.exact = low.exact && later_is_sure(l, loop->u.loop_for.var, up ? loop->u.loop_for.from : loop->u.loop_for.to, side);
    high.exact = high.exact && later_is_sure(l, loop->u.loop_for.var, up ? loop->u.loop_for.to : loop->u.loop_for.from, side);
    if (later_row(l, &low, side, &bound)) {
        bound = linear_sum(&counter, &bound, -1);
        linear_add(&l->linear, &bound);
    }
    if (later_row(l, &high, side, &bound)) {
        bound = linear_sum(&bound, &counter, -1);
        bound.constant--;
        linear_add(&l->linear, &bound);
    }
}

/* a - b; false: not known. */
static bool later_difference(Later *l, const Expr *cond, int side, LinearRow *difference)
{
    Poly      a = later_integer(l, cond->args[0], side), b = later_integer(l, cond->args[1], side);
    LinearRow right;

    if (!later_row(l, &a, side, difference) || !later_row(l, &b, side, &right))
        return false;
    *difference = linear_sum(difference, &right, -1);
    return true;
}

/* factor * (a - b) + constant >= 0 */
static void later_compares(Later *l, const LinearRow *difference, int factor, int constant)
{
    const LinearRow none = {{0}, 0};
    LinearRow       row = linear_sum(&none, difference, factor);

    row.constant += constant;
    linear_add(&l->linear, &row);
}

static void later_comparison(Later *l, const Expr *cond, bool holds, int side)
{
    LinearRow difference;

    if (!later_difference(l, cond, side, &difference))
        return;
    switch (cond->op) {
    case OP_LT:
        later_compares(l, &difference, holds ? -1 : 1, holds ? -1 : 0);
        break;
    case OP_LE:
        later_compares(l, &difference, holds ? -1 : 1, holds ? 0 : -1);
        break;
    case OP_GT:
        later_compares(l, &difference, holds ? 1 : -1, holds ? -1 : 0);
        break;
    case OP_GE:
        later_compares(l, &difference, holds ? 1 : -1, holds ? 0 : -1);
        break;
    default:
        if ((cond->op == OP_EQ) == holds)
            linear_add_equal(&l->linear, &difference);
        else if (l->apart_count < MOST_APART)
            l->apart[l->apart_count++] = difference;
    }
}

static void later_holds(Later *l, const Expr *cond, bool holds, int side)
{
    cond = ir_uncast(cond);
    if (cond->op == OP_NOT) {
        later_holds(l, cond->args[0], !holds, side);
    } else if ((cond->op == OP_LAND && holds) || (cond->op == OP_LOR && !holds)) {
        later_holds(l, cond->args[0], holds, side);
        later_holds(l, cond->args[1], holds, side);
    } else if (cond->op == OP_LT || cond->op == OP_LE || cond->op == OP_GT || cond->op == OP_GE || cond->op == OP_EQ || cond->op == OP_NE) {
        later_comparison(l, cond, holds, side);
    }
}

/* The loops and conditions around the statement. */
static void later_around(Later *l, int side)
{
    for (const Stmt *up = layout_info(l->d->layout, l->at[side])->parent; up && later_counts(l, up);
         up = layout_info(l->d->layout, up)->parent) {
        l->here[side] = up;
        if (up->kind == STMT_FOR)
            later_bounds(l, up, side);
        else if (up->kind == STMT_IF)
            later_holds(l, up->u.branch.cond, frames_branch(l->d, up, l->at[side]) == up->u.branch.then, side);
    }
    l->here[side] = l->at[side];
}

/* ---- what an iteration chooses: a row to be swapped ---- */

/* The statement of the loop's own list that the statement is, or is in. */
static const StmtInfo *later_outer(const Later *l, const Stmt *s, const Stmt *loop)
{
    while (layout_info(l->d->layout, s)->parent != loop)
        s = layout_info(l->d->layout, s)->parent;
    return layout_info(l->d->layout, s);
}

/* Whether what the statement gives the variable is not less than the counter of the loop around it. */
static bool later_is_not_less(const Later *l, const Stmt *s, const Stmt *loop)
{
    Later      *there = ARENA_NEW(l->arena, Later);
    const Expr *value = s->kind == STMT_DECL ? s->u.decl.init : s->kind == STMT_ASSIGN ? s->u.assign.value : NULL;
    Poly        poly;
    LinearRow   row, less = {{0}, -1};
    int         counter;

    if (value == NULL)
        return false;
    *there = (Later){.d = l->d, .arena = l->arena, .at = {s, s}, .here = {s, s}, .first = l->first, .last = l->last};
    later_around(there, READ);
    poly = later_integer(there, value, READ);
    counter = later_add(there, (Unknown){NULL, loop, READ});
    if (counter < 0 || !later_row(there, &poly, READ, &row))
        return false;
    less.factor[counter] = 1;
    less = linear_sum(&less, &row, -1);              /* counter - value - 1 >= 0 */
    linear_add(&there->linear, &less);
    return linear_is_empty(&there->linear);
}

/* Whether each iteration of the loop sets the register before it comes to the statement, and nowhere else in the region is it set; and
 * never to less than the loop's counter. */
static bool later_is_chosen_in(const Later *l, const Var *var, const Stmt *loop, const Stmt *at)
{
    const StmtInfo *info = layout_info(l->d->layout, loop), *outer = later_outer(l, at, loop);
    bool            is_set = false;
    const int      *numbers = NULL;
    int             count = layout_assignments(l->d->layout, var, &numbers);

    for (int i = 0; i < count; i++) {
        const Stmt *s = layout_stmt(l->d->layout, numbers[i]);
        int         pos = numbers[i];

        if (pos < l->first || pos > l->last || (s->kind == STMT_DECL && s->u.decl.init == NULL))
            continue;
        if (pos <= info->pos || pos >= outer->pos || !later_is_not_less(l, s, loop))
            return false;
        is_set |= layout_info(l->d->layout, s)->parent == loop;
    }
    return is_set;
}

/* A register that each iteration of a loop around sets anew, such as the row of a pivot: no less than the loop's counter. */
static int later_chosen(Later *l, const Expr *leaf, int side)
{
    const Var *var = leaf->u.var;
    const Stmt *loop = layout_info(l->d->layout, l->here[side])->loop;
    LinearRow  row = {{0}, 0};
    int        chosen, counter;

    if (!var->is_register || var->kind == VAR_GLOBAL || type_is_unsigned(var->type))
        return -1;
    while (loop && later_counts(l, loop) && loop->kind == STMT_FOR && !later_is_chosen_in(l, var, loop, l->here[side]))
        loop = layout_info(l->d->layout, loop)->loop;
    if (loop == NULL || !later_counts(l, loop) || loop->kind != STMT_FOR || type_is_unsigned(loop->u.loop_for.var->type))
        return -1;
    chosen = later_add(l, (Unknown){leaf, loop, side});
    counter = later_add(l, (Unknown){NULL, loop, side});
    if (chosen < 0 || counter < 0)
        return -1;
    row.factor[chosen] = 1;
    row.factor[counter] = -1;
    linear_add(&l->linear, &row);
    return chosen;
}

/* ---- the same element ---- */

static bool later_has_products(const Poly *poly)
{
    for (int i = 0; i < poly->terms.count; i++)
        if (poly->terms.items[i].degree > 1)
            return true;
    return false;
}

static bool later_is_counter(const Later *l, const Expr *leaf)
{
    return leaf->op == OP_VAR && (later_loop(l, leaf->u.var, READ) || later_loop(l, leaf->u.var, WRITE));
}

/* Something that is multiplied with other things, and no counter: the length of a row; NULL: there is none. */
static const Expr *later_stride(const Later *l, const Poly *poly)
{
    for (int i = 0; i < poly->terms.count; i++)
        for (int k = 0; poly->terms.items[i].degree > 1 && k < poly->terms.items[i].degree; k++)
            if (!later_is_counter(l, poly->terms.items[i].leaves[k]))
                return poly->terms.items[i].leaves[k];
    return NULL;
}

/* poly = row * stride + column; the stride alone goes to the row where `alone` says so. */
static void later_split(Later *l, const Poly *poly, const Expr *stride, bool alone, Poly *row, Poly *column)
{
    *row = *column = poly_number(l->d->arena, 0);
    for (int i = 0; i < poly->terms.count; i++) {
        Monomial term = poly->terms.items[i];
        Poly     one = {.arena = l->d->arena, .exact = true};
        int      k = 0;

        while (k < term.degree && !ir_same(term.leaves[k], stride))
            k++;
        if (k < term.degree && (term.degree > 1 || alone)) {
            term.leaves[k] = term.leaves[--term.degree];
            VEC_PUSH(l->d->arena, &one.terms, term);
            *row = poly_sum(row, &one, 1);
        } else {
            VEC_PUSH(l->d->arena, &one.terms, term);
            *column = poly_sum(column, &one, 1);
        }
    }
}

/* Whether a loop around the read or the store runs that often: then it is no unsigned number that is as good as negative, for
 * such a loop would not end. */
static bool later_is_count(const Later *l, const Expr *stride)
{
    for (int side = READ; side <= WRITE; side++) {
        const Stmt *loop = layout_info(l->d->layout, l->at[side])->loop;

        for (; loop && later_counts(l, loop); loop = layout_info(l->d->layout, loop)->loop) {
            const Expr *last = loop->kind == STMT_FOR && loop->u.loop_for.step == 1 ? loop->u.loop_for.to : NULL;

            if (last && ir_uncast(loop->u.loop_for.from)->op == OP_INT && map_get(l->d->counters, loop) == NULL &&
                ir_same(ir_unwidened(last), ir_unwidened(stride)))
                return true;
        }
    }
    return false;
}

/* Whether 0 <= column < stride whenever that side's moment comes. */
static bool later_is_column(Later *l, const Poly *column, const Expr *stride, int side)
{
    LinearSystem *below = ARENA_NEW(l->arena, LinearSystem), *above = ARENA_NEW(l->arena, LinearSystem);
    LinearRow     row, length = {{0}, 0};
    const LinearRow none = {{0}, 0};
    int           unknown = later_leaf(l, stride, side);

    if (unknown < 0 || !later_row(l, column, side, &row) || (type_is_unsigned(stride->type) && !later_is_count(l, stride)))
        return false;
    length.factor[unknown] = 1;
    *below = *above = l->linear;
    length = linear_sum(&row, &length, -1);
    linear_add(above, &length);
    row = linear_sum(&none, &row, -1);
    row.constant--;
    linear_add(below, &row);
    return linear_is_empty(below) && linear_is_empty(above);
}

static bool later_same_index(Later *l, const Poly index[2], int depth);

static bool later_same_rows(Later *l, const Poly index[2], const Expr *stride, bool alone, int depth)
{
    Poly rows[2], columns[2];

    for (int side = READ; side <= WRITE; side++) {
        later_split(l, &index[side], stride, alone, &rows[side], &columns[side]);
        if (later_has_products(&columns[side]) || !later_is_column(l, &columns[side], stride, side))
            return false;
    }
    return later_same_index(l, columns, depth + 1) && later_same_index(l, rows, depth + 1);
}

/* Add that both indices are the same; false: it cannot be said. */
static bool later_same_index(Later *l, const Poly index[2], int depth)
{
    LinearRow   rows[2];
    const Expr *stride;

    if (depth > MOST_LEVELS)
        return false;
    if (!later_has_products(&index[READ]) && !later_has_products(&index[WRITE])) {
        if (!later_row(l, &index[READ], READ, &rows[READ]) || !later_row(l, &index[WRITE], WRITE, &rows[WRITE]))
            return false;
        rows[READ] = linear_sum(&rows[READ], &rows[WRITE], -1);
        linear_add_equal(&l->linear, &rows[READ]);
        return true;
    }
    stride = later_stride(l, later_has_products(&index[READ]) ? &index[READ] : &index[WRITE]);
    return stride && (later_same_rows(l, index, stride, true, depth) || later_same_rows(l, index, stride, false, depth));
}

/* The way from the base, a variable or what it leads to, to the place: elements and members, MOST_STEPS at most.  How many;
 * negative: it is something else. */
static int later_way(const Expr *place, const Expr **steps, const Expr **base)
{
    int count = 0;

    for (; place->op == OP_INDEX || place->op == OP_FIELD; place = place->args[0]) {
        if (count == MOST_STEPS)
            return -1;
        memmove(steps + 1, steps, (size_t)count * sizeof *steps);
        steps[0] = place;
        count++;
        if (place->op == OP_INDEX && type_is_pointer(place->args[0]->type)) {
            place = place->args[0];
            break;
        }
    }
    *base = ir_uncast(place);
    return (*base)->op == OP_VAR ? count : -1;
}

/* Whether both steps lead from one thing to another in the same way, but for the numbers of elements. */
static bool later_same_step(Later *l, const Expr *a, const Expr *b)
{
    return a->op == b->op && type_same(type_unqualified(l->d->p, a->type), type_unqualified(l->d->p, b->type)) &&
           (a->op == OP_INDEX || a->u.field == b->u.field);
}

/* Add that both are the same element; false: it cannot be said. */
static bool later_same_element(Later *l, const Expr *read, const Expr *written)
{
    const Expr *steps[2][MOST_STEPS], *bases[2];
    int         counts[2] = {later_way(read, steps[READ], &bases[READ]), later_way(written, steps[WRITE], &bases[WRITE])};
    bool        any = false;

    if (layout_assigns(l->d->layout, bases[READ]->u.var, l->first, l->last))
        return false;
    for (int i = 0; i < counts[READ] && i < counts[WRITE] && later_same_step(l, steps[READ][i], steps[WRITE][i]); i++) {
        Poly polys[2];

        for (int side = READ; side <= WRITE && steps[READ][i]->op == OP_INDEX; side++)
            polys[side] = poly_of(l->d->arena, steady_here(l->d, steps[side][i]->args[1], l->at[side]));
        any |= steps[READ][i]->op == OP_INDEX && later_same_index(l, polys, 0);
    }
    return any;
}

/* ---- order ---- */

/* Whether nothing satisfies it, where what is not 0 is more or less. */
static bool later_is_empty(const Later *l, const LinearSystem *linear, int apart)
{
    if (linear_is_empty(linear))
        return true;
    if (apart == l->apart_count)
        return false;
    for (int sign = -1; sign <= 1; sign += 2) {
        LinearSystem *more = ARENA_NEW(l->arena, LinearSystem);
        LinearRow     none = {{0}, -1}, row = linear_sum(&none, &l->apart[apart], sign);

        *more = *linear;
        linear_add(more, &row);
        if (!later_is_empty(l, more, apart + 1))
            return false;
    }
    return true;
}

/* How much further the store's counter is than the read's: 0 for a loop without one. */
static bool later_progress(Later *l, const Stmt *loop, LinearRow *progress)
{
    int read = later_add(l, (Unknown){NULL, loop, READ}), written = later_add(l, (Unknown){NULL, loop, WRITE});
    int sign = loop->kind == STMT_FOR && loop->u.loop_for.step < 0 ? -1 : 1;

    *progress = (LinearRow){{0}, 0};
    if (read < 0 || written < 0)
        return false;
    progress->factor[written] = sign;
    progress->factor[read] = -sign;
    return true;
}

/* Whether there is no moment of the store, later than one of the read, at which it writes the element. */
static bool later_never(Later *l, bool same_iteration)
{
    LinearSystem *linear = ARENA_NEW(l->arena, LinearSystem);

    *linear = l->linear;
    for (int i = 0; i < l->common; i++) {
        LinearSystem *here = ARENA_NEW(l->arena, LinearSystem);
        LinearRow     progress, one = {{0}, -1};

        if (!later_progress(l, l->loops[i], &progress))
            return false;
        one = linear_sum(&one, &progress, 1);
        *here = *linear;
        linear_add(here, &one);
        if (here->full || !later_is_empty(l, here, 0))
            return false;
        linear_add_equal(linear, &progress);
    }
    return !same_iteration || later_is_empty(l, linear, 0);
}

static const Stmt *later_outermost(const Later *l, const Stmt *s)
{
    const Stmt *outer = s;

    for (const Stmt *loop = layout_info(l->d->layout, s)->loop; loop; loop = layout_info(l->d->layout, loop)->loop)
        outer = loop;
    return outer;
}

/* Whether the two may be compared at all. */
static bool later_is_comparable(Derive *d, const Store *store, const Expr *place, const Stmt *s)
{
    const Expr *steps[MOST_STEPS], *bases[2];

    return store->place && store->stmt->kind != STMT_DECL &&
           (layout_info(d->layout, s)->loop || layout_info(d->layout, store->stmt)->loop) &&
           later_way(place, steps, &bases[READ]) > 0 && later_way(store->place, steps, &bases[WRITE]) > 0 &&
           bases[READ]->u.var == bases[WRITE]->u.var;
}

bool later_misses(Derive *d, const Store *store, const Expr *place, const Stmt *s, bool after, Stmt *const *loops, int common)
{
    Arena          *arena;
    Later          *l;
    const StmtInfo *mine, *its;
    int             pos = layout_info(d->layout, s)->pos;
    bool            misses;

    if (!later_is_comparable(d, store, place, s))
        return false;
    arena = arena_new();
    l = ARENA_NEW(arena, Later);
    *l = (Later){.d = d, .arena = arena, .at = {s, store->stmt}, .here = {s, store->stmt}, .loops = loops, .common = common};
    mine = layout_info(d->layout, common ? loops[0] : later_outermost(l, s));
    its = layout_info(d->layout, common ? loops[0] : later_outermost(l, store->stmt));
    l->first = mine->pos < its->pos ? mine->pos : its->pos;
    l->last = mine->end > its->end ? mine->end : its->end;
    later_around(l, READ);
    later_around(l, WRITE);
    misses = later_same_element(l, place, store->place) && !l->linear.full &&
             later_never(l, after ? store->pos > pos : store->pos >= pos);
    arena_free(arena);
    return misses;
}
