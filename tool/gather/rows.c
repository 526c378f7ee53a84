#include "parts.h"

/*
 * The rows of a nest: one that gets something from all iterations around it is gathered; at the rim, one iteration after
 * the other that there is gives a row its shares, as before.
 *
 *     for (int i = 0; i < n; i++) {
 *         if (i >= 2 && i < n - 2) {
 *             for (int j = 1; j < n - 1; j++)
 *                 x_adj[i][j] += y_adj[i + 1][j] + y_adj[i][j] + y_adj[i - 1][j];
 *         } else {
 *             if (i < n - 2)
 *                 for (int j = 1; j < n - 1; j++)
 *                     x_adj[i][j] += y_adj[i + 1][j];
 *             …
 *         }
 *     }
 */

typedef struct Rows {
    Gather     *g;
    const Loop *loop;
    long long   low, high;    /* of what iterations give to: rows from theirs + low to theirs + high */
    Var        *counter;
    Poly        row;
} Rows;

static Rows rows_of(Gather *g, const Loop *loop)
{
    Rows rows = {.g = g, .loop = loop, .low = loop->streams.items[0].box.low_row, .high = loop->streams.items[0].box.high_row};
    for (int i = 1; i < loop->streams.count; i++) {
        const Box *box = &loop->streams.items[i].box;
        rows.low = box->low_row < rows.low ? box->low_row : rows.low;
        rows.high = box->high_row > rows.high ? box->high_row : rows.high;
    }
    return rows;
}

/* row >= bound + distance, row < bound + distance */
static const Expr *compare(const Rows *r, OpKind op, const Poly *bound, long long distance)
{
    const Stmt *s = r->loop->stmt;
    const Expr *row = ir_var(r->g->p, s->loc, r->counter);
    Poly        end = gather_plus(r->g, bound, distance);
    return ir_binary(r->g->p, s->loc, op, row, poly_expr(r->g->p, &end, type_unqualified(r->g->p, row->type), s->loc));
}

/* Whether iterations from row - high to row - low are all there. */
static const Expr *is_reached(const Rows *r, long long low, long long high)
{
    const Expr *all = NULL;
    if (high > r->low)
        all = ir_and(r->g->p, all, compare(r, OP_GE, &r->loop->rows.low, high));
    if (low < r->high)
        all = ir_and(r->g->p, all, compare(r, OP_LT, &r->loop->rows.high, low));
    return all;
}

/* Whether a row that all iterations around it reach is long enough, as there are so many rows or as the numbers say. */
static bool is_surely_long(const Rows *r, long long spread)
{
    const Range *rows = &r->loop->rows, *columns = &r->loop->columns;
    Poly         height = poly_sum(&rows->high, &rows->low, -1), width = poly_sum(&columns->high, &columns->low, -1);
    Poly         more = poly_sum(&width, &height, -1);
    long long    number;
    return (poly_is_number(&width, &number) && number >= spread) ||
           (poly_is_number(&more, &number) && r->high - r->low + 1 + number >= spread);
}

/* Where the row is none of the nest's, nothing may be asked of the other counter's bounds: they come last. */
static const Expr *is_inside(const Rows *r)
{
    const Expr *inside = is_reached(r, r->low, r->high);
    long long   spread = write_spread(r->loop);
    if (spread == 0 || is_surely_long(r, spread))
        return inside;
    return ir_and(r->g->p, inside, write_runs(r->g, r->loop, spread));
}

static Block *inner_rows(const Rows *r)
{
    Block *out = ir_block(r->g->p);
    for (int i = 0; i < r->loop->streams.count; i++)
        write_stream(r->g, r->loop, &r->loop->streams.items[i], &r->row, out);
    return out;
}

/* What one iteration gives to the row, `distance` away from its own. */
static void write_scattered(const Rows *r, long long distance, Block *out)
{
    const Loop *loop = r->loop;
    Var        *counter;
    Block      *body = write_for(r->g, loop->inner, &loop->columns.low, &loop->columns.high, &counter, out);
    Poly        column = poly_of(r->g->arena, ir_var(r->g->p, loop->stmt->loc, counter));
    for (int i = 0; i < loop->streams.count; i++) {
        const Stream *s = &loop->streams.items[i];
        for (long long offset = s->box.low; offset <= s->box.high; offset++) {
            Point element = {r->row, gather_plus(r->g, &column, offset)};
            Box   one = {distance, distance, offset, offset};
            Stmt *share = write_element(r->g, loop, s, &element, &one);
            if (share)
                ir_push(r->g->p, body, share);
        }
    }
}

static bool gives(const Loop *loop, long long distance)
{
    bool any = false;
    for (int i = 0; i < loop->streams.count; i++)
        for (int k = 0; k < loop->streams.items[i].shares.count; k++)
            any |= loop->streams.items[i].shares.items[k].row == distance;
    return any;
}

static Block *outer_rows(const Rows *r)
{
    Program *p = r->g->p;
    Block   *out = ir_block(p);
    for (long long distance = r->low; distance <= r->high; distance++) {
        Block *one = ir_block(p);
        if (!gives(r->loop, distance))
            continue;
        write_scattered(r, distance, one);
        ir_push(p, out, ir_if(p, r->loop->stmt->loc, is_reached(r, distance, distance), one, NULL));
    }
    return out;
}

void write_rows(Gather *g, const Loop *loop, Block *out)
{
    Rows   r = rows_of(g, loop);
    Poly   low = gather_plus(g, &loop->rows.low, r.low), high = gather_plus(g, &loop->rows.high, r.high);
    Block *body = write_for(g, loop->stmt, &low, &high, &r.counter, out);
    r.row = poly_of(g->arena, ir_var(g->p, loop->stmt->loc, r.counter));
    ir_push(g->p, body, ir_if(g->p, loop->stmt->loc, is_inside(&r), inner_rows(&r), outer_rows(&r)));
}
