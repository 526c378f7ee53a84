#include "parts.h"

/* ---- factors ---- */

/* e as factor * …: NULL where the factor is none of its factors; 1 where it is all. */
static const Expr *without_factor(Gather *g, const Expr *e, const Expr *factor)
{
    if (ir_same(e, factor))
        return ir_real(g->p, e->loc, type_unqualified(g->p, e->type), 1.0L);
    if (e->op != OP_MUL)
        return NULL;
    for (int i = 0; i < 2; i++) {
        const Expr *less = without_factor(g, e->args[i], factor);
        if (!less)
            continue;
        if (less->op == OP_REAL && ir_same(e->args[i], factor))
            return e->args[1 - i];
        return i == 0 ? ir_binary(g->p, e->loc, OP_MUL, less, e->args[1]) : ir_binary(g->p, e->loc, OP_MUL, e->args[0], less);
    }
    return NULL;
}

/* A factor of e that is a read of memory and that all of the values have; NULL: there is none. */
static const Expr *common_factor(Gather *g, const Expr *e, const Stream *all)
{
    if (e->op == OP_MUL) {
        const Expr *left = common_factor(g, e->args[0], all);
        return left ? left : common_factor(g, e->args[1], all);
    }
    if (!(op_info[e->op].flags & OPF_PLACE) || ir_is_register(e))
        return NULL;
    for (int i = 0; i < all->shares.count; i++)
        if (!without_factor(g, all->shares.items[i].value, e))
            return NULL;
    return e;
}

static void add_term(Gather *g, const Expr **sum, const Expr *e, bool minus)
{
    if (*sum == NULL)
        *sum = minus ? ir_unary(g->p, e->loc, OP_NEG, e) : e;
    else
        *sum = ir_binary(g->p, e->loc, minus ? OP_SUB : OP_ADD, *sum, e);
}

/* The terms of a value that is a sum: ± a ± b. */
void terms_split(Gather *g, const Expr *e, bool minus, Stream *terms)
{
    Share share = {.value = e, .minus = minus};
    if (e->op == OP_ADD || e->op == OP_SUB) {
        terms_split(g, e->args[0], minus, terms);
        terms_split(g, e->args[1], minus != (e->op == OP_SUB), terms);
        return;
    }
    if (e->op == OP_NEG) {
        terms_split(g, e->args[0], !minus, terms);
        return;
    }
    VEC_PUSH(g->arena, &terms->shares, share);
}

/* The term that a sum of them begins with: one that is added, if only terms of one iteration would come before it. */
static int first_of(const Stream *terms)
{
    const Share *all = terms->shares.items;
    int          i = 0;
    while (i < terms->shares.count && all[i].minus && all[i].offset == all[0].offset && all[i].row == all[0].row)
        i++;
    return i < terms->shares.count && !all[i].minus ? i : 0;
}

/* The terms as a sum, else in their order. */
const Expr *terms_sum(Gather *g, const Stream *terms)
{
    const Share *all = terms->shares.items;
    const Expr  *sum = NULL;
    int          first = first_of(terms);
    add_term(g, &sum, all[first].value, all[first].minus);
    for (int i = 0; i < terms->shares.count; i++)
        if (i != first)
            add_term(g, &sum, all[i].value, all[i].minus);
    return sum;
}

/* What one iteration adds to one element: terms with a common factor become one. */
void terms_join(Gather *g, Stream *terms)
{
    const Expr *factor = terms->shares.count > 1 ? common_factor(g, terms->shares.items[0].value, terms) : NULL;
    if (!factor)
        return;
    for (int i = 0; i < terms->shares.count; i++)
        terms->shares.items[i].value = without_factor(g, terms->shares.items[i].value, factor);
    const Expr *sum = terms_sum(g, terms);
    Share       product = {.value = ir_binary(g->p, sum->loc, OP_MUL, factor, sum)};
    terms->shares.count = 0;
    VEC_PUSH(g->arena, &terms->shares, product);
}

/* ---- terms of several iterations ---- */

static bool has_factor(const Expr *e, const Expr *factor)
{
    return ir_same(e, factor) || (e->op == OP_MUL && (has_factor(e->args[0], factor) || has_factor(e->args[1], factor)));
}

static int count_with(const Stream *terms, const Expr *factor)
{
    int count = 0;
    for (int i = 0; i < terms->shares.count; i++)
        count += has_factor(terms->shares.items[i].value, factor);
    return count;
}

/* The factor of e that most terms have, if more than `*most` do: literals only where all do. */
static const Expr *most_shared(const Stream *terms, const Expr *e, int *most)
{
    if (e->op == OP_MUL) {
        const Expr *left = most_shared(terms, e->args[0], most), *right = most_shared(terms, e->args[1], most);
        return right ? right : left;
    }
    int count = count_with(terms, e);
    if (count <= *most || (ir_is_constant(e) && count < terms->shares.count))
        return NULL;
    *most = count;
    return e;
}

/* Take the terms that have the factor out of the others, and the factor out of them. */
static Stream take_group(Gather *g, Stream *terms, const Expr *factor, int *first)
{
    Stream group = {.place = terms->place};
    int    kept = 0;
    *first = -1;
    for (int i = 0; i < terms->shares.count; i++) {
        Share share = terms->shares.items[i];
        if (has_factor(share.value, factor)) {
            *first = *first < 0 ? kept++ : *first;
            share.value = without_factor(g, share.value, factor);
            VEC_PUSH(g->arena, &group.shares, share);
        } else {
            terms->shares.items[kept++] = share;
        }
    }
    terms->shares.count = kept;
    return group;
}

/* factor * (the sum of a group); a literal that all have stands before it. */
static Share product_of(Gather *g, const Expr *factor, Stream *group)
{
    int         most = 1, first;
    const Expr *literal = NULL;
    for (int i = 0; i < group->shares.count && !literal; i++)
        literal = most_shared(group, group->shares.items[i].value, &most);
    if (literal && ir_is_constant(literal)) {
        *group = take_group(g, group, literal, &first);
        factor = ir_binary(g->p, factor->loc, OP_MUL, literal, factor);
    }
    terms_group(g, group);
    const Expr *sum = terms_sum(g, group);
    return (Share){.value = ir_binary(g->p, sum->loc, OP_MUL, factor, sum)};
}

/* a * b - c * b + d -> b * (a - c) + d */
void terms_group(Gather *g, Stream *terms)
{
    for (;;) {
        const Expr *factor = NULL;
        int         most = 1, first;
        for (int i = 0; i < terms->shares.count; i++) {
            const Expr *shared = most_shared(terms, terms->shares.items[i].value, &most);
            factor = shared ? shared : factor;
        }
        if (!factor || ir_is_constant(factor))
            return;
        Stream group = take_group(g, terms, factor, &first);
        terms->shares.items[first] = product_of(g, factor, &group);
    }
}
