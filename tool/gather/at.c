#include "parts.h"

typedef struct Change {
    Gather      *g;
    const Loop  *loop;
    const Point *at;
} Change;

static const Expr *change(Change *c, const Expr *e);

/* An index as a sum: its terms, and the numbers among them. */
typedef struct Terms {
    VEC(const Expr *) plus, minus;
    long long number;
} Terms;

static void add_poly(Change *c, const Type *type, Loc loc, bool minus, Terms *terms)
{
    for (int i = 0; i < c->at->column.terms.count; i++) {
        const Monomial *term = &c->at->column.terms.items[i];
        Poly            one = poly_number(c->g->arena, 0);
        Monomial        size = *term;
        bool            negative = (term->factor < 0) != minus;
        if (term->degree == 0) {
            terms->number += minus ? -term->factor : term->factor;
            continue;
        }
        size.factor = term->factor < 0 ? -term->factor : term->factor;
        VEC_PUSH(c->g->arena, &one.terms, size);
        const Expr *e = poly_expr(c->g->p, &one, type, loc);
        if (negative)
            VEC_PUSH(c->g->arena, &terms->minus, e);
        else
            VEC_PUSH(c->g->arena, &terms->plus, e);
    }
}

static void collect_terms(Change *c, const Expr *e, bool minus, Terms *terms)
{
    /* sums of signed integers do not overflow: the terms may as well be widened one by one */
    const Expr *inner = e->op == OP_CAST ? e->args[0] : NULL;
    if (inner && type_is_integer(inner->type) && !type_is_unsigned(inner->type) && type_bits(inner->type) <= type_bits(e->type)) {
        collect_terms(c, inner, minus, terms);
    } else if ((e->op == OP_ADD || e->op == OP_SUB) && !(type_is_unsigned(e->type) && type_bits(e->type) < 64)) {
        collect_terms(c, e->args[0], minus, terms);
        collect_terms(c, e->args[1], minus != (e->op == OP_SUB), terms);
    } else if (e->op == OP_INT) {
        terms->number += minus ? -e->u.integer->value : e->u.integer->value;
    } else if (e->op == OP_VAR && e->u.var == c->loop->columns.counter) {
        add_poly(c, type_unqualified(c->g->p, e->type), e->loc, minus, terms);
    } else if (minus) {
        VEC_PUSH(c->g->arena, &terms->minus, change(c, e));
    } else {
        VEC_PUSH(c->g->arena, &terms->plus, change(c, e));
    }
}

static const Expr *changed_index(Change *c, const Expr *e)
{
    Program    *p = c->g->p;
    const Type *type = type_unqualified(p, e->type);
    Terms       terms = {.number = 0};
    const Expr *sum = NULL;
    if (!ir_mentions(e, c->loop->columns.counter))
        return e;
    collect_terms(c, e, false, &terms);
    for (int i = 0; i < terms.plus.count; i++) {
        const Expr *term = ir_cast(p, e->loc, type, terms.plus.items[i], true);
        sum = sum ? ir_binary(p, e->loc, OP_ADD, sum, term) : term;
    }
    for (int i = 0; i < terms.minus.count; i++) {
        const Expr *term = ir_cast(p, e->loc, type, terms.minus.items[i], true);
        sum = sum ? ir_binary(p, e->loc, OP_SUB, sum, term) : ir_unary(p, e->loc, OP_NEG, term);
    }
    if (sum == NULL)
        return ir_int(p, e->loc, type, terms.number);
    if (terms.number == 0)
        return sum;
    return ir_binary(p, e->loc, terms.number > 0 ? OP_ADD : OP_SUB, sum,
                     ir_int(p, e->loc, type, terms.number > 0 ? terms.number : -terms.number));
}

/* factor * (a poly) to the sum, the number in the poly to what comes last. */
static void add_product(Poly *sum, Poly *last, const Poly *factor, const Poly *poly)
{
    Poly number = poly_number(sum->arena, poly_constant(poly)), rest = poly_sum(poly, &number, -1);
    rest = poly_product(&rest, factor);
    number = poly_product(&number, factor);
    *sum = poly_sum(sum, &rest, 1);
    *last = poly_sum(last, &number, 1);
}

/* The same of a nest: by both counters, where the index is a sum of products of them.  These come first. */
static const Expr *changed_sum(Change *c, const Expr *e)
{
    const Range *rows = &c->loop->rows, *columns = &c->loop->columns;
    Poly         all = poly_of(c->g->arena, e), none = poly_number(c->g->arena, 0), sum = none;
    Poly         row = poly_cofactor(&all, rows->counter), column = poly_cofactor(&all, columns->counter);
    if (!row.exact || !column.exact || poly_mentions(&row, columns->counter))
        return change(c, e);
    all = poly_with(&all, rows->counter, &none);
    all = poly_with(&all, columns->counter, &none);
    add_product(&sum, &all, &row, &c->at->row);
    add_product(&sum, &all, &column, &c->at->column);
    sum = poly_sum(&sum, &all, 1);
    return sum.exact ? poly_expr(c->g->p, &sum, e->type->quals ? type_unqualified(c->g->p, e->type) : e->type, e->loc) : change(c, e);
}

static const Expr *change(Change *c, const Expr *e)
{
    Program     *p = c->g->p;
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, e->count + 1);
    bool         is_nest = loop_is_nest(c->loop);
    if (e->op == OP_VAR && e->u.var == c->loop->columns.counter)
        return poly_expr(p, &c->at->column, type_unqualified(p, e->type), e->loc);
    if (e->op == OP_VAR && is_nest && e->u.var == c->loop->rows.counter)
        return poly_expr(p, &c->at->row, type_unqualified(p, e->type), e->loc);
    for (int i = 0; i < e->count; i++) {
        bool is_index = e->op == OP_INDEX && i == 1;
        args[i] = !is_index ? change(c, e->args[i]) : is_nest ? changed_sum(c, e->args[1]) : changed_index(c, e->args[1]);
    }
    return e->count ? ir_with_args(p, e, args) : e;
}

const Expr *loop_at(Gather *g, const Loop *loop, const Expr *e, const Point *at)
{
    Change c = {g, loop, at};
    bool   mentions = ir_mentions(e, loop->columns.counter) || (loop_is_nest(loop) && ir_mentions(e, loop->rows.counter));
    return mentions ? change(&c, e) : e;
}
