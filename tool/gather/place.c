#include "parts.h"

static bool changes(Gather *g, const Loop *loop, const Expr *e)
{
    const StmtInfo *info = layout_info(g->layout, loop->stmt);
    return layout_changes(g->layout, e, info->pos + 1, info->end);
}

static bool poly_is_steady(Gather *g, const Loop *loop, const Poly *poly)
{
    const StmtInfo *info = layout_info(g->layout, loop->stmt);
    return poly->exact && !poly_changes(g->layout, poly, info->pos + 1, info->end);
}

/* The index less a counter that it has once; false: it is no such index. */
static bool without_counter(Gather *g, const Poly *index, const Var *counter, Poly *rest)
{
    Poly      cofactor = poly_cofactor(index, counter), none = poly_number(g->arena, 0);
    long long factor;
    if (!cofactor.exact || !poly_is_number(&cofactor, &factor) || factor != 1)
        return false;
    *rest = poly_with(index, counter, &none);
    return rest->exact;
}

/* What the outer counter is multiplied with, in an index without the inner one. */
static bool read_stride(Gather *g, const Loop *loop, Index *index)
{
    Poly none = poly_number(g->arena, 0), rest = index->column;
    index->row = none;
    if (loop_is_nest(loop)) {
        index->row = poly_cofactor(&index->column, loop->rows.counter);
        if (!index->row.exact)
            return false;
        rest = poly_with(&index->column, loop->rows.counter, &none);
    }
    return poly_is_steady(g, loop, &index->row) && poly_is_steady(g, loop, &rest);
}

/* Of base[i + row]: the base, and the row. */
static bool read_row(Gather *g, const Loop *loop, Index *index)
{
    const Expr *e = index->base;
    if (e->op != OP_INDEX || type_is_pointer(e->type) || poly_mentions(&index->column, loop->rows.counter) || !poly_is_steady(g, loop, &index->column))
        return false;
    Poly all = poly_of(g->arena, e->args[1]);
    index->by_rows = true;
    index->base = e->args[0];
    return without_counter(g, &all, loop->rows.counter, &index->row) && !poly_mentions(&index->row, loop->columns.counter) &&
           poly_is_steady(g, loop, &index->row);
}

bool index_read(Gather *g, const Loop *loop, const Expr *place, Index *index)
{
    if (place->op != OP_INDEX)
        return false;
    Poly all = poly_of(g->arena, place->args[1]);
    *index = (Index){.base = place->args[0]};
    if (!without_counter(g, &all, loop->columns.counter, &index->column))
        return false;
    bool by_rows = loop_is_nest(loop) && ir_mentions(index->base, loop->rows.counter);
    if (!(by_rows ? read_row(g, loop, index) : read_stride(g, loop, index)))
        return false;
    const Expr *base = index->base;
    return !ir_mentions(base, loop->columns.counter) && !(loop_is_nest(loop) && ir_mentions(base, loop->rows.counter)) &&
           !changes(g, loop, type_is_pointer(base->type) ? base : ir_decay(g->p, base->loc, base));
}

static long long size_of(long long number)
{
    return number < 0 ? -number : number;
}

/* So many strides, and what is left of them: fewer than MOST_SPREAD, or the least that there may be. */
static bool split(const Poly *distance, const Poly *stride, long long *rows, long long *columns)
{
    bool any = false;
    for (int n = 0; n <= 2 * MOST_SPREAD; n++) {
        long long count = n % 2 ? (n + 1) / 2 : -n / 2, left;      /* 0, 1, -1, 2 … */
        Poly      rest = poly_sum(distance, stride, -count);
        if (!poly_is_number(&rest, &left) || (any && size_of(left) >= size_of(*columns)))
            continue;
        *rows = count;
        *columns = left;
        any = true;
        if (size_of(left) <= MOST_SPREAD)
            break;
    }
    return any;
}

bool index_distance(const Index *index, const Index *from, long long *rows, long long *columns)
{
    Poly column = poly_sum(&index->column, &from->column, -1), row = poly_sum(&index->row, &from->row, -1);
    if (index->by_rows != from->by_rows || !ir_same(index->base, from->base))
        return false;
    if (index->by_rows)
        return poly_is_number(&row, rows) && poly_is_number(&column, columns);
    return poly_same(&index->row, &from->row) && split(&column, &index->row, rows, columns);
}

/* So many strides that what is left of them has the fewest terms. */
static long long strides_in(const Poly *column, const Poly *stride)
{
    long long best = 0;
    int       terms = column->terms.count;
    for (long long count = -MOST_SPREAD; count <= MOST_SPREAD; count++) {
        Poly rest = poly_sum(column, stride, -count);
        if (!rest.exact || rest.terms.count >= terms)
            continue;
        best = count;
        terms = rest.terms.count;
    }
    return best;
}

void index_place(Gather *g, const Loop *loop, const Index *index, long long *row, long long *offset)
{
    Poly none = poly_number(g->arena, 0), column = index->column;
    *offset = poly_constant(&column);
    if (index->by_rows) {
        *row = poly_constant(&index->row);
        return;
    }
    column = poly_with(&column, loop->rows.counter, &none);
    *row = strides_in(&column, &index->row);
    column = poly_sum(&column, &index->row, -*row);
    *offset = poly_constant(&column);
}
