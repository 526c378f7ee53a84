#include "columns.h"

#include "analysis/poly.h"

typedef struct Columns {
    const Derive *d;
    const Var    *outer, *inner;   /* counters */
    bool          by_columns;      /* there is a place such that the next one of the inner loop is a row further */
    bool          by_rows;
} Columns;

static bool columns_is_unit(const Columns *c, const Expr *index, const Var *counter)
{
    Poly      poly = poly_of(c->d->arena, index), factor = poly_cofactor(&poly, counter);
    long long number;

    return factor.exact && poly_is_number(&factor, &number) && (number == 1 || number == -1);
}

/* x[i * k + j], or x[i][j] */
static void columns_find(void *data, const Expr *e)
{
    Columns *c = data;

    if (e->op != OP_INDEX || !type_is_real(e->type) || !ir_mentions(e, c->inner))
        return;
    if (ir_mentions(e->args[1], c->inner) && columns_is_unit(c, e->args[1], c->inner))
        c->by_rows = true;
    else
        c->by_columns |= ir_mentions(e->args[1], c->outer) && columns_is_unit(c, e->args[1], c->outer);
}

bool columns_first(const Derive *d, const Stmt *loop)
{
    const Block *body = loop->kind == STMT_FOR ? loop->u.loop_for.body : NULL;
    const Stmt  *inner = body && body->stmts.count == 1 ? body->stmts.items[0] : NULL;
    Columns      c = {.d = d};

    if (inner == NULL || inner->kind != STMT_FOR)
        return false;
    c.outer = loop->u.loop_for.var;
    c.inner = inner->u.loop_for.var;
    ir_visit_block_exprs(inner->u.loop_for.body, columns_find, &c);
    return c.by_columns && !c.by_rows;
}
