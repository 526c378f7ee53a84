#include "parts.h"

bool can_go_up(Exchange *x, const Stmt *loop, Poly *low, Poly *high)
{
    long long number;
    poly_bounds(x->arena, loop, low, high);
    return loop->u.loop_for.step == -1 && low->exact && high->exact && !type_is_unsigned(loop->u.loop_for.var->type) &&
           poly_constant(low) >= 0 && (poly_constant(high) <= 0 || poly_is_number(high, &number));
}

Poly poly_at_end(Exchange *x, const Stmt *loop, const Poly *poly, bool greatest)
{
    const Var *counter = loop->u.loop_for.var;
    Poly       low, high, one = poly_number(x->arena, 1), cofactor = poly_cofactor(poly, counter);
    long long  factor;
    poly_bounds(x->arena, loop, &low, &high);
    if (!low.exact || !high.exact || !poly_is_number(&cofactor, &factor))
        return (Poly){.exact = false};
    high = poly_sum(&high, &one, -1);
    return poly_with(poly, counter, (factor > 0) == greatest ? &high : &low);
}

/* ---- whether there are iterations ---- */

/* Whether the loop's body runs only where there are iterations to count: one that waits for its bound may have passed it. */
static bool is_counted(const Stmt *s)
{
    return s->kind == STMT_FOR && s->u.loop_for.relation != REL_NE;
}

/* Whether a loop that runs so often runs wherever the body of the outer one does. */
static bool runs_with(Exchange *x, const Poly *count, const Stmt *outer)
{
    const StmtInfo *info = layout_info(x->layout, outer);
    Poly            times = count_of(x, outer), more = poly_sum(count, &times, -1);
    long long       number;
    return times.exact && poly_is_number(&more, &number) && number >= 0 && !poly_changes(x->layout, &times, info->pos, info->end);
}

bool runs_surely(Exchange *x, const Stmt *loop)
{
    Poly      count = count_of(x, loop);
    long long number;
    for (const Stmt *up = layout_info(x->layout, loop)->loop; up && count.exact; up = layout_info(x->layout, up)->loop) {
        const StmtInfo *info = layout_info(x->layout, up);
        if (is_counted(up) && runs_with(x, &count, up))
            return true;
        if (up->kind != STMT_FOR || !poly_mentions(&count, up->u.loop_for.var))
            continue;
        count = is_counted(up) ? poly_at_end(x, up, &count, false) : (Poly){.exact = false};
        count.exact = count.exact && !poly_changes(x->layout, &count, info->pos, info->end);
    }
    return count.exact && poly_is_number(&count, &number) && number > 0;
}

const Expr *runs_condition(Exchange *x, const Stmt *loop)
{
    const Type *type = type_unqualified(x->p, loop->u.loop_for.from->type);
    Poly        low, high;
    if (can_go_up(x, loop, &low, &high))
        return ir_binary(x->p, loop->loc, OP_GT, poly_expr(x->p, &high, type, loop->loc), poly_expr(x->p, &low, type, loop->loc));
    return ir_runs(x->p, loop);
}
