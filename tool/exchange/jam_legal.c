#include "analysis/regions.h"
#include "jam_parts.h"

static bool jam_apart(const Jam *j, const Expr *a, const Expr *b)
{
    return apart_memory(j->x->apart, j->x->alias, a, b, j->first, j->last);
}

/* ---- registers ---- */

/* A register that lives longer than an iteration. */
typedef struct Outside {
    Jam       *j;
    const Var *var;
    int        part;              /* the one that is looked at */
    int        met;               /* the part that mentions it, or -1 */
} Outside;

static void jam_mentions(void *data, Stmt *s)
{
    Outside *o = data;

    if (!ir_stmt_mentions(s, o->var))
        return;
    if ((o->met >= 0 && o->met != o->part) || o->j->parts.items[o->part].loop)
        o->j->ok = false;
    o->met = o->part;
}

/* Whether only statements side by side mention the register: their iterations follow one another as before. */
static void jam_check_outside(Jam *j, const Var *var)
{
    Outside o = {.j = j, .var = var, .met = -1};

    for (o.part = 0; o.part < j->parts.count; o.part++)
        for (int i = 0; i < j->parts.items[o.part].count; i++)
            ir_visit_stmt(jam_stmt(j, j->parts.items[o.part].first + i), jam_mentions, &o);
}

static void jam_check_register(void *data, Stmt *s)
{
    Jam        *j = data;
    const Expr *place = ir_target(s);

    if (place && ir_is_register(place) && !map_get(j->own, place->u.var))
        jam_check_outside(j, place->u.var);
}

/* ---- memory that different parts touch ---- */

/* Whether each iteration has an element of its own there, the same in both parts. */
static bool jam_is_own_element(const Jam *j, const Expr *one, const Expr *other)
{
    return ir_same(one, other) && regions_apart(j->x->layout, &j->outer, 1, one);
}

bool jam_parts_apart(const Jam *j, const JamPart *a, const JamPart *b)
{
    for (int i = 0; i < a->touches.count; i++) {
        for (int k = 0; k < b->touches.count; k++) {
            const JamTouch *one = &a->touches.items[i], *other = &b->touches.items[k];

            if ((one->writes || other->writes) && !(one->adds && other->adds) && !jam_apart(j, one->place, other->place) &&
                !jam_is_own_element(j, one->place, other->place))
                return false;
        }
    }
    return true;
}

/* ---- rows that are not longer than they are apart ---- */

/* Whether the polynomial is one leaf: n. */
static bool jam_is_leaf(const Poly *poly)
{
    return poly->exact && poly->terms.count == 1 && poly->terms.items[0].factor == 1 && poly->terms.items[0].degree == 1;
}

/* Whether the leaf is greater than zero wherever the outer loop runs at all: 4 * n times. */
static bool jam_runs_with(const Jam *j, const Expr *leaf)
{
    Poly times = poly_of(j->x->arena, j->times);

    return times.exact && times.terms.count == 1 && times.terms.items[0].factor > 0 && times.terms.items[0].degree == 1 &&
           ir_same(times.terms.items[0].leaves[0], leaf);
}

typedef struct Beside {
    const Expr *record;
    bool        found;
} Beside;

static void jam_is_beside(void *data, const Expr *e)
{
    Beside *b = data;

    b->found |= e->op == OP_FIELD && ir_same(e->args[0], b->record);
}

/* Whether the leaf is there before the outer loop, if that runs or not: a register that has got its value where it is declared,
 * or a member beside one in the loop's bound. */
static bool jam_is_there(const Jam *j, const Expr *leaf)
{
    Beside beside = {leaf->op == OP_FIELD ? leaf->args[0] : leaf, false};

    if (layout_changes(j->x->layout, leaf, j->first, j->last))
        return false;
    if (ir_is_register(leaf))
        return leaf->u.var->kind == VAR_PARAM || map_get(j->x->integers, leaf->u.var);
    ir_visit_expr(j->times, jam_is_beside, &beside);
    return leaf->op == OP_FIELD && beside.found;
}

/* The rows are apart where the one is no less than the other: that is asked when it runs. */
static bool jam_ask(Jam *j, const Expr *more, const Expr *less)
{
    const Expr *condition = ir_binary(j->x->p, more->loc, OP_GE, more, less);

    for (int i = 0; i < j->asked.count; i++)
        if (ir_same(j->asked.items[i], condition))
            return true;
    if (j->way != JAM_UP || j->asked.count == JAM_MOST_ASKED)
        return false;
    VEC_PUSH(j->x->arena, &j->asked, condition);
    return true;
}

/* The leaf, if it may be asked for; or NULL. */
static const Expr *jam_leaf(const Jam *j, const Poly *poly)
{
    const Expr *leaf = jam_is_leaf(poly) ? poly->terms.items[0].leaves[0] : NULL;

    return leaf && !type_is_unsigned(leaf->type) && jam_is_there(j, leaf) ? leaf : NULL;
}

/* Whether rows of the size are no shorter than what is gone through: n + m and n, n + 2 and n; else that is asked. */
static bool jam_is_no_shorter(Jam *j, const Poly *size, const Poly *count)
{
    Poly        rest = poly_sum(size, count, -1);
    const Expr *leaf = jam_leaf(j, &rest), *more = jam_leaf(j, size), *less = jam_leaf(j, count);
    long long   number;

    if (!rest.exact || poly_is_number(&rest, &number))
        return rest.exact && number >= 0;
    if (leaf && jam_runs_with(j, leaf))
        return j->runs = true;
    if (leaf)
        return jam_ask(j, leaf, ir_int(j->x->p, leaf->loc, leaf->type, 0));
    return more && less && type_same(more->type, less->type) && jam_ask(j, more, less);
}

/* Whether the element's row, and its place in the row, are found with nothing that changes but the two counters. */
static bool jam_is_in_row(const Jam *j, const Stmt *loop, const Expr *place)
{
    const Expr *still = expr_at_zero(j->x, expr_at_zero(j->x, place, loop), j->outer);

    return place->op == OP_INDEX && type_is_pointer(place->args[0]->type) && !type_is_unsigned(place->args[1]->type) &&
           !ir_mentions(place->args[0], j->outer->u.loop_for.var) && !ir_mentions(place->args[0], loop->u.loop_for.var) &&
           !layout_changes(j->x->layout, ir_addr(j->x->p, place->loc, still), j->first, j->last);
}

/* base[i * size + j + …], where j goes through no more than `size` values. */
static bool jam_has_rows(Jam *j, const Stmt *loop, const Expr *place)
{
    const Var *row = j->outer->u.loop_for.var, *column = loop->u.loop_for.var;
    long long  number;

    if (!jam_is_in_row(j, loop, place))
        return false;
    Poly index = poly_of(j->x->arena, place->args[1]), size = poly_cofactor(&index, row), unit = poly_cofactor(&index, column);
    Poly count = count_of(j->x, loop);
    return index.exact && size.exact && count.exact && poly_is_number(&unit, &number) && (number == 1 || number == -1) &&
           !poly_mentions(&size, column) && jam_is_no_shorter(j, &size, &count);
}

/* ---- loops that add to elements ---- */

/* Whether each iteration of the inner loop has an element of its own: in all those of the outer loop taken at once. */
static bool jam_has_elements(Jam *j, const Stmt *loop, const Expr *place)
{
    Stmt *loops[] = {j->outer, (Stmt *)loop};

    if (jam_moves(j, place))
        return regions_apart(j->x->layout, loops, 2, place) || jam_has_rows(j, loop, place);
    return regions_apart(j->x->layout, loops + 1, 1, place) &&
           !layout_changes(j->x->layout, ir_addr(j->x->p, place->loc, expr_at_zero(j->x, place, loop)), j->first, j->last);
}

/* Whether the loop goes through memory element by element: what jumps compilers would vectorise at a loss if told to. */
static bool jam_goes_through(const Jam *j, const JamPart *part)
{
    for (int i = 0; i < part->touches.count; i++) {
        const Expr *place = part->touches.items[i].place;

        if (type_is_real(place->type) && stride_of(j->x, place, part->loop) == STRIDE_OTHER)
            return false;
    }
    return true;
}

/* Whether no iteration touches what another one writes. */
static bool jam_is_independent(Jam *j, const JamPart *part)
{
    for (int i = 0; i < part->touches.count; i++) {
        const JamTouch *target = &part->touches.items[i];

        if (!target->writes)
            continue;
        if (!jam_has_elements(j, part->loop, target->place))
            return false;
        for (int k = 0; k < part->touches.count; k++)
            if (k != i && !jam_apart(j, target->place, part->touches.items[k].place))
                return false;
    }
    return jam_goes_through(j, part);
}

/*
 * jam_is_legal - whether four iterations of the outer loop may go through its parts side by side.
 *
 * A part then comes before the parts in front of it of up to three iterations: they touch different memory, or the same adjoints
 * and both only add, or each iteration has an element of its own.  In a loop that adds to elements the iterations of the outer
 * loop mingle: each element there gets its shares in the same order, if no two iterations of the inner loop share it.
 */
bool jam_is_legal(Jam *j)
{
    ir_visit_stmts(j->outer->u.loop_for.body, jam_check_register, j);
    for (int i = 0; i < j->parts.count && j->ok; i++) {
        const JamPart *part = &j->parts.items[i];

        j->ok = part->kind != JAM_SUMS || jam_is_independent(j, part);
        for (int k = 0; k < i && j->ok; k++)
            j->ok = jam_parts_apart(j, part, &j->parts.items[k]);
    }
    return j->ok;
}
