#include "parts.h"

/* Loops that leave the pointers alone, as both walks go through them. */

void loop_body(Sweep *s, const Stmt *loop, BlockWalk *walk)
{
    int mark = facts_mark(s);
    facts_loop(s, loop);
    walk(s, loop->u.loop_for.body);
    facts_reset(s, mark);
}

Poly offset_from(Sweep *s, const Expr *place, const Var *counter)
{
    Poly      index, zero = poly_number(s->arena, 0);
    long long factor;
    if (own_inside(place) || !steady_poly_of(s, place->args[1], &index))
        return (Poly){.exact = false};
    Poly cofactor = poly_cofactor(&index, counter);
    return poly_is_number(&cofactor, &factor) && factor == 1 ? poly_with(&index, counter, &zero) : (Poly){.exact = false};
}

/* What one iteration does, whatever other ones do. */
static State *one_iteration(Sweep *s, const Stmt *loop, BlockWalk *walk)
{
    State *outside = s->now, *one;
    s->now = state_blank(s, outside);
    s->quiet++;
    loop_body(s, loop, walk);
    s->quiet--;
    one = s->now;
    s->now = outside;
    return one;
}

State *loop_iterations(Sweep *s, const Stmt *loop, Which walked, BlockWalk *walk)
{
    State *outside = state_copy(s, s->now), *one = one_iteration(s, loop, walk);
    if (!s->quiet) {
        for (int i = 0; i < s->owns.count; i++) {
            Set others = set_of_loop(s, &one->holds[i].some, loop, walked, &s->owns.items[i]);
            set_add_all(s, &s->now->holds[i].some, &others, &s->owns.items[i]);
        }
        loop_body(s, loop, walk);
    }
    s->now = outside;
    return one;
}
