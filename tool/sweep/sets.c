#include "parts.h"

/* ---- pieces ---- */

bool piece_of_place(Sweep *s, const Expr *place, Piece *piece)
{
    Poly one = poly_number(s->arena, 1), width = one, index;
    if (!steady_poly_of(s, place->args[1], &piece->low))
        return false;
    for (const Expr *row = own_inside(place); row; row = own_inside(row)) {
        Poly count = poly_number(s->arena, row->type->canon->u.array.count);
        width = poly_product(&width, &count);
        if (!steady_poly_of(s, row->args[1], &index))
            return false;
        index = poly_product(&index, &width);
        piece->low = poly_sum(&piece->low, &index, 1);
    }
    piece->high = poly_sum(&piece->low, &one, 1);
    return piece->high.exact;
}

bool piece_inside(const Sweep *s, const Piece *inner, const Piece *outer)
{
    return fact_at_most(s, &outer->low, &inner->low) && fact_at_most(s, &inner->high, &outer->high);
}

static bool disjoint(const Sweep *s, const Piece *a, const Piece *b)
{
    return fact_at_most(s, &a->high, &b->low) || fact_at_most(s, &b->high, &a->low);
}

static void push(Set *set, Poly low, Poly high)
{
    if (set->count == MOST_PIECES) {
        set->all = true;
        set->count = 0;
    }
    if (!set->all)
        set->pieces[set->count++] = (Piece){low, high};
}

static void take(Set *set, int i)
{
    for (set->count--; i < set->count; i++)
        set->pieces[i] = set->pieces[i + 1];
}

/* ---- sets that may be too large ---- */

static void fill(Set *set)
{
    set->all = true;
    set->count = 0;
}

static bool is_whole(Sweep *s, const Piece *piece, const Own *own)
{
    Poly zero = poly_number(s->arena, 0);
    return own->size.exact && poly_same(&piece->low, &zero) && poly_same(&piece->high, &own->size);
}

/* Two pieces of which one begins where the other ends. */
static bool merge(Sweep *s, Set *set, Piece *piece)
{
    for (int i = 0; i < set->count; i++) {
        Piece *other = &set->pieces[i];
        Piece  first = poly_same(&other->high, &piece->low) ? *other : *piece;
        Piece  second = poly_same(&other->high, &piece->low) ? *piece : *other;
        if (!poly_same(&first.high, &second.low) || !fact_at_most(s, &first.low, &first.high) ||
            !fact_at_most(s, &second.low, &second.high))
            continue;
        *piece = (Piece){first.low, second.high};
        take(set, i);
        return true;
    }
    return false;
}

void set_add(Sweep *s, Set *set, const Piece *piece, const Own *own)
{
    Piece all = *piece;
    if (set->all)
        return;
    for (int i = 0; i < set->count; i++)
        if (piece_inside(s, piece, &set->pieces[i]))
            return;
    while (merge(s, set, &all))
        continue;
    for (int i = set->count - 1; i >= 0; i--)
        if (piece_inside(s, &set->pieces[i], &all))
            take(set, i);
    if (is_whole(s, &all, own))
        fill(set);
    push(set, all.low, all.high);
}

void set_add_all(Sweep *s, Set *set, const Set *more, const Own *own)
{
    if (more->all)
        fill(set);
    for (int i = 0; i < more->count; i++)
        set_add(s, set, &more->pieces[i], own);
}

/*
 * What lies before the piece, and what lies behind it: that is always right, if perhaps too much.  Where neither is known
 * to be nothing, both have to lie within what there was, as they do where that is the whole block.
 */
static void remove_from(Sweep *s, const Piece *from, const Piece *piece, const Own *own, Set *left)
{
    bool none_before = fact_at_most(s, &piece->low, &from->low), none_behind = fact_at_most(s, &from->high, &piece->high);
    bool inside = fact_at_most(s, &piece->low, &from->high) && fact_at_most(s, &from->low, &piece->high);
    if (!is_whole(s, from, own) && (disjoint(s, from, piece) || (!none_before && !none_behind && !inside))) {
        push(left, from->low, from->high);
        return;
    }
    if (!none_before)
        push(left, from->low, piece->low);
    if (!none_behind)
        push(left, piece->high, from->high);
}

void set_remove(Sweep *s, Set *set, const Piece *piece, const Own *own)
{
    Set left = {.count = 0};
    if (set->all && !own->size.exact)
        return;
    if (is_whole(s, piece, own)) {
        *set = left;
        return;
    }
    if (set->all) {
        set->all = false;
        push(set, poly_number(s->arena, 0), own->size);
    }
    for (int i = 0; i < set->count; i++)
        remove_from(s, &set->pieces[i], piece, own, &left);
    *set = left;
    if (set->count == 1 && is_whole(s, &set->pieces[0], own))
        fill(set);
}

bool set_is_empty(const Set *set)
{
    return !set->all && set->count == 0;
}

bool set_touches(const Sweep *s, const Set *set, const Piece *piece)
{
    if (set->all)
        return true;
    for (int i = 0; i < set->count; i++)
        if (!disjoint(s, &set->pieces[i], piece))
            return true;
    return false;
}

bool set_same(const Set *a, const Set *b)
{
    if (a->all != b->all || a->count != b->count)
        return false;
    for (int i = 0; i < a->count; i++)
        if (!poly_same(&a->pieces[i].low, &b->pieces[i].low) || !poly_same(&a->pieces[i].high, &b->pieces[i].high))
            return false;
    return true;
}

/* ---- sets that may be too small ---- */

void sure_add(Sweep *s, Set *set, const Piece *piece)
{
    Piece all = *piece;
    for (int i = 0; i < set->count; i++)
        if (piece_inside(s, piece, &set->pieces[i]))
            return;
    for (int i = 0; i < set->count; i++) {
        bool before = poly_same(&set->pieces[i].high, &all.low), behind = poly_same(&all.high, &set->pieces[i].low);
        if (!before && !behind)
            continue;
        all = before ? (Piece){set->pieces[i].low, all.high} : (Piece){all.low, set->pieces[i].high};
        take(set, i);
        i = -1;
    }
    if (set->count < MOST_PIECES)
        push(set, all.low, all.high);
}

void sure_remove(Sweep *s, Set *set, const Piece *piece)
{
    for (int i = set->count - 1; i >= 0; i--)
        if (!disjoint(s, &set->pieces[i], piece))
            take(set, i);
}

void sure_meet(Sweep *s, Set *set, const Set *other)
{
    for (int i = set->count - 1; i >= 0; i--) {
        bool found = false;
        for (int k = 0; k < other->count; k++)
            found |= piece_inside(s, &set->pieces[i], &other->pieces[k]);
        if (!found)
            take(set, i);
    }
}

/* ---- loops ---- */

/* The polynomial with the counter at that end of [from, to) where it is least, or greatest; false: it cannot be said. */
static bool extreme(Sweep *s, const Poly *poly, const Var *counter, const Poly *from, const Poly *to, bool least, Poly *out)
{
    Poly cofactor = poly_cofactor(poly, counter), none = poly_number(s->arena, 0), last = poly_number(s->arena, -1);
    last = poly_sum(&last, to, 1);
    if (!cofactor.exact)
        return false;
    bool rises = fact_not_negative(s, &cofactor);
    if (!rises && !fact_at_most(s, &cofactor, &none))
        return false;
    *out = poly_with(poly, counter, rises == least ? from : &last);
    return out->exact;
}

static bool bound(Sweep *s, Piece *piece, const Var *counter, const Poly *from, const Poly *to)
{
    Piece at = *piece;
    return extreme(s, &at.low, counter, from, to, true, &piece->low) &&
           extreme(s, &at.high, counter, from, to, false, &piece->high);
}

Set set_of_loop(Sweep *s, const Set *set, const Stmt *loop, Which which, const Own *own)
{
    const Var *var = loop->u.loop_for.var;
    Set        whole = {.all = set->all};
    Poly       low = {0}, high = {0}, counter, one = poly_number(s->arena, 1);
    bool       known = set->count > 0 && loop_bounds(s, loop, &low, &high, &counter);
    int        mark = facts_mark(s);
    if (known)
        facts_loop(s, loop);
    if (known && which == WHICH_LOWER)
        high = counter;
    if (known && which == WHICH_HIGHER)
        low = poly_sum(&counter, &one, 1);
    for (int i = 0; i < set->count; i++) {
        Piece piece = set->pieces[i];
        bool  moves = poly_mentions(&piece.low, var) || poly_mentions(&piece.high, var);
        if (moves && !(known && bound(s, &piece, var, &low, &high)))
            fill(&whole);
        else
            set_add(s, &whole, &piece, own);
    }
    facts_reset(s, mark);
    return whole;
}

Set sure_of_loop(Sweep *s, const Set *set, const Stmt *loop)
{
    const Var *var = loop->u.loop_for.var;
    Set        whole = {.count = 0};
    Poly       low, high, counter, one = poly_number(s->arena, 1);
    if (set->count == 0 || !loop_bounds(s, loop, &low, &high, &counter))
        return whole;
    Poly next = poly_sum(&counter, &one, 1), again = poly_sum(&low, &one, 1);
    for (int i = 0; i < set->count; i++) {
        const Piece *piece = &set->pieces[i];
        Poly         cofactor = poly_cofactor(&piece->low, var);
        long long    factor;
        if (!poly_mentions(&piece->low, var) && !poly_mentions(&piece->high, var)) {
            if (fact_at_most(s, &again, &high))
                sure_add(s, &whole, piece);
            continue;
        }
        if (!cofactor.exact || !poly_is_number(&cofactor, &factor) || factor < 1 || loop->u.loop_for.step < -1 ||
            loop->u.loop_for.step > 1)
            continue;
        Poly  following = poly_with(&piece->low, var, &next);
        Piece all = {poly_with(&piece->low, var, &low), poly_with(&piece->low, var, &high)};
        if (poly_same(&following, &piece->high) && all.low.exact && all.high.exact)
            sure_add(s, &whole, &all);
    }
    return whole;
}

void set_forget(Set *set, const Var *counter)
{
    for (int i = 0; i < set->count; i++)
        if (poly_mentions(&set->pieces[i].low, counter) || poly_mentions(&set->pieces[i].high, counter)) {
            fill(set);
            return;
        }
}
