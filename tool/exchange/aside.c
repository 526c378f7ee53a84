#include "exchange/independent.h"

#include "parts.h"

/*
 * Sums of adjoints that a short loop counting down adds to, and loops around it go on adding to:
 *
 *     for (j = n - 1; j >= 0; j--)                 for (j = n - 1; j >= 0; j--) {
 *         for (k = 3; k >= 0; k--)                     double c_sum = 0.0;
 *             c_adj += y_adj[4 * j + k];     ->        for (k = 3; k >= 0; k--)
 *                                                          c_sum += y_adj[4 * j + k];
 *                                                      c_adj += c_sum;
 *                                                  }
 *
 * gcc 12 writes the short loop out, and takes wrong elements where it then adds up in blocks what follows one another in
 * falling order (reductions in chains, from -O3 on): not where the chain begins anew in each iteration.
 */

enum { MOST_TIMES = 16 };

typedef struct Aside {
    Exchange    *x;
    Found       *found;
    Stmt        *loop;
    const Block *outer;           /* the body of the loop around it */
} Aside;

static int count_mentions(const Block *body, const Var *var)
{
    int count = 0;
    for (int i = 0; i < body->stmts.count; i++)
        count += ir_stmt_mentions(body->stmts.items[i], var);
    return count;
}

typedef struct Search {
    const Var *var;
    bool       found;
} Search;

static void find_decl(void *data, Stmt *s)
{
    Search *search = data;
    search->found |= s->kind == STMT_DECL && s->u.decl.var == search->var;
}

/* x_adj = x_adj + e, of a variable that lives longer than an iteration of the loop around, and is of no other use here. */
static bool is_carried_sum(const Aside *a, const Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    Search      search = {place && place->op == OP_VAR ? place->u.var : NULL, false};
    Places      terms = {0};
    if (!search.var || !ir_is_register(place) || !(search.var->is_shadow || search.var->was_shadow) ||
        !type_is_real(place->type) || !sum_terms(a->x, s->u.assign.value, place, &terms) || count_mentions(a->loop->u.loop_for.body, search.var) != 1)
        return false;
    for (int i = 0; i < terms.count; i++)
        if (ir_mentions(terms.items[i], search.var))
            return false;
    ir_visit_stmts(a->outer, find_decl, &search);
    return !search.found;
}

/* Whether the loop is one that compilers write out, within another one. */
static bool is_short(Aside *a, Stmt *loop)
{
    const Stmt *outer = ir_only_assigns(loop) && loop->u.loop_for.step < 0 ? layout_info(a->x->layout, loop)->loop : NULL;
    long long   times;
    if (!outer)
        return false;
    Poly count = count_of(a->x, loop);
    a->loop = loop;
    a->outer = outer->kind == STMT_FOR ? outer->u.loop_for.body : outer->u.loop.body;
    return poly_is_number(&count, &times) && times >= 2 && times <= MOST_TIMES;
}

static void sum_aside(void *data, Stmt *loop)
{
    Aside   *a = data;
    Program *p = a->x->p;
    Block   *before = ir_block(p), *after = ir_block(p);
    if (!is_short(a, loop))
        return;
    for (int i = 0; i < loop->u.loop_for.body->stmts.count; i++) {
        Stmt *s = loop->u.loop_for.body->stmts.items[i];
        if (!is_carried_sum(a, s))
            continue;
        const Expr *all = s->u.assign.place;
        Var        *sum = local_for(a->x, all, "sum", type_unqualified(p, all->type));
        const Expr *part = ir_var(p, s->loc, sum);
        ir_push(p, before, ir_decl(p, s->loc, sum, ir_zero(p, s->loc, sum->type)));
        ir_push(p, after, ir_assign(p, s->loc, all, ir_binary(p, s->loc, OP_ADD, all, part)));
        s->u.assign.value = ir_with(p, s->u.assign.value, all, part);
        s->u.assign.place = part;
    }
    if (before->stmts.count == 0)
        return;
    ir_push(p, before, loop);
    ir_append(p, before, after);
    map_put(a->found->instead, loop, before);
    a->found->any = true;
}

void sums_aside(Exchange *x)
{
    Found found = {.x = x, .instead = map_new(x->arena)};
    Aside aside = {.x = x, .found = &found};
    ir_visit_stmts(x->func->body, sum_aside, &aside);
    if (found.any)
        exchange_replace(&found);
}
