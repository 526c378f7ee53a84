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

static bool count_of(Exchange *x, const Stmt *loop, long long *count)
{
    Poly low, high;
    poly_bounds(x->arena, loop, &low, &high);
    high = poly_sum(&high, &low, -1);
    return poly_is_number(&high, count);
}

bool exchange_pays(Exchange *x, const Nest *nest)
{
    enum { FEW_TIMES = 4 };
    Moves     now = moves_in(x, nest, nest_innermost(nest)), then = moves_in(x, nest, nest->outer);
    long long inner, outer;
    bool      known = count_of(x, nest->outer, &outer);
    if ((known && outer < FEW_TIMES) || writes_in_steps(x, nest))
        return false;
    if (now.steps != then.steps)
        return then.steps < now.steps;
    if (known && count_of(x, nest_innermost(nest), &inner) && outer < inner)
        return false;
    return now.steps == 0 && then.waits < now.waits;
}
