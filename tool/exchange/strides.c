#include "parts.h"

/* base[index], the index a polynomial; false: it is no such place. */
static bool split_place(Exchange *x, const Expr *place, const Expr **base, Poly *index)
{
    if (place->op != OP_INDEX && place->op != OP_DEREF)
        return false;
    *base = place->args[0];
    *index = place->op == OP_INDEX ? poly_of(x->arena, place->args[1]) : poly_number(x->arena, 0);
    while ((*base)->op == OP_PTRADD) {
        Poly more = poly_of(x->arena, (*base)->args[1]);
        *index = poly_sum(index, &more, 1);
        *base = (*base)->args[0];
    }
    return true;
}

/* What the counter is multiplied with in the place's index, where that is a number. */
static bool number_of(Exchange *x, const Expr *place, const Stmt *loop, long long *number)
{
    const Var  *counter = loop->u.loop_for.var;
    const Expr *base;
    Poly        index;
    if (!split_place(x, place, &base, &index) || ir_mentions(base, counter))
        return false;
    Poly cofactor = poly_cofactor(&index, counter);
    return poly_is_number(&cofactor, number);
}

Stride stride_of(Exchange *x, const Expr *place, const Stmt *loop)
{
    long long number, step = loop->u.loop_for.step;
    if (!ir_mentions(place, loop->u.loop_for.var))
        return STRIDE_NONE;
    if (!number_of(x, place, loop, &number) || (step != 1 && step != -1))
        return STRIDE_OTHER;
    return number == 1 || number == -1 ? STRIDE_UNIT : STRIDE_OTHER;
}

bool stride_tells_apart(Exchange *x, const Expr *place, const Stmt *loop)
{
    long long number;
    return number_of(x, place, loop, &number) && number != 0;
}

/* ---- what is gained ---- */

/* How the places of a nest move in an innermost loop. */
typedef struct Moves {
    int steps;                  /* places that it goes through in steps other than one */
    int waits;                  /* sums that wait for the iteration before */
} Moves;

static bool has_place(const Places *places, const Expr *place)
{
    for (int i = 0; i < places->count; i++)
        if (ir_same(places->items[i], place))
            return true;
    return false;
}

static Moves moves_in(Exchange *x, const Nest *nest, const Stmt *loop)
{
    Moves  moves = {0, 0};
    Places all = {0}, known = {0};
    for (int i = 0; i < nest->sums.count; i++) {
        const Sum *sum = &nest->sums.items[i];
        VEC_PUSH(x->arena, &all, sum->place);
        moves.waits += stride_of(x, sum->place, loop) == STRIDE_NONE;
        for (int k = 0; k < sum->terms.count; k++)
            places_read(x, sum->terms.items[k], &all);
    }
    for (int i = 0; i < all.count; i++) {
        if (!type_is_real(all.items[i]->type) || has_place(&known, all.items[i]))
            continue;
        VEC_PUSH(x->arena, &known, all.items[i]);
        moves.steps += stride_of(x, all.items[i], loop) == STRIDE_OTHER;
    }
    return moves;
}

/* Whether a place would be written in steps that is not now. */
static bool writes_in_steps(Exchange *x, const Nest *nest)
{
    for (int i = 0; i < nest->sums.count; i++)
        if (stride_of(x, nest->sums.items[i].place, nest->outer) == STRIDE_OTHER &&
            stride_of(x, nest->sums.items[i].place, nest_innermost(nest)) != STRIDE_OTHER)
            return true;
    return false;
}

/* ---- which loop is the longer one ---- */

Poly count_of(Exchange *x, const Stmt *loop)
{
    Poly low, high;
    poly_bounds(x->arena, loop, &low, &high);
    return poly_sum(&high, &low, -1);
}

/* The same, with what integers were declared as in their places. */
static Poly expanded_count(Exchange *x, const Stmt *loop)
{
    enum { MOST_STEPS = 16 };
    Poly count = count_of(x, loop);
    int  steps = 0;
    for (int i = 0; i < count.terms.count && count.exact && steps < MOST_STEPS; i++) {
        const Monomial *term = &count.terms.items[i];
        for (int k = 0; k < term->degree; k++) {
            const Expr *init = term->leaves[k]->op == OP_VAR ? map_get(x->integers, term->leaves[k]->u.var) : NULL;
            if (!init)
                continue;
            Poly value = poly_of(x->arena, init);
            count = poly_with(&count, term->leaves[k]->u.var, &value);
            steps++;
            i = -1;                                  /* from the first term again */
            break;
        }
    }
    return count;
}

static int variable_terms(const Poly *poly)
{
    int count = 0;
    for (int i = 0; i < poly->terms.count; i++)
        count += poly->terms.items[i].degree > 0;
    return count;
}

/* Whether the first loop goes through a window that the second one moves along: n - size + 1 times for one of that size. */
static bool is_window(Exchange *x, const Stmt *window, const Stmt *along)
{
    Poly size = expanded_count(x, window), times = expanded_count(x, along), both = poly_sum(&size, &times, 1);
    return both.exact && variable_terms(&size) > 0 &&
           variable_terms(&both) == variable_terms(&times) - variable_terms(&size);
}

/*
 * Where nothing is gone through in steps either way: a loop through a window is short, its neighbours read what has just been
 * written; and a sum that waits for itself cannot be vectorised unless its order is given up, sums side by side can.  Few
 * iterations whose number is known compilers write out one by one.
 */
static bool is_better_row(Exchange *x, const Nest *nest, const Moves *now, const Moves *then)
{
    enum { FEW_TIMES = 16 };
    const Stmt *innermost = nest_innermost(nest);
    Poly        inner = count_of(x, innermost), outer = count_of(x, nest->outer);
    long long   number, times;
    if (poly_is_number(&inner, &number) && (number < FEW_TIMES || (poly_is_number(&outer, &times) && times < number)))
        return false;
    if (is_window(x, innermost, nest->outer))
        return true;
    return then->waits < now->waits && !is_window(x, nest->outer, innermost);
}

bool exchange_pays(Exchange *x, const Nest *nest)
{
    enum { FEW_TIMES = 4 };
    Moves     now = moves_in(x, nest, nest_innermost(nest)), then = moves_in(x, nest, nest->outer);
    Poly      outer = count_of(x, nest->outer);
    long long times;
    if ((poly_is_number(&outer, &times) && times < FEW_TIMES) || writes_in_steps(x, nest))
        return false;
    if (now.steps != then.steps)
        return then.steps < now.steps;
    return now.steps == 0 && is_better_row(x, nest, &now, &then);
}
