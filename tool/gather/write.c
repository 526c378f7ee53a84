#include "parts.h"

/* ---- elements ---- */

/* The iteration from which the element is so far away. */
static Point point_less(Gather *g, const Loop *loop, const Point *element, long long row, long long offset)
{
    Point at = {element->row, gather_plus(g, &element->column, -offset)};
    if (loop_is_nest(loop))
        at.row = gather_plus(g, &element->row, -row);
    return at;
}

/* What an iteration gives to an element. */
static void add_shares(Gather *g, const Loop *loop, const Stream *s, const Point *element, long long row, long long offset,
                       Stream *all)
{
    Stream here = {.place = s->place};
    Point  at = point_less(g, loop, element, row, offset);
    for (int i = 0; i < s->shares.count; i++)
        if (s->shares.items[i].row == row && s->shares.items[i].offset == offset)
            terms_split(g, s->shares.items[i].value, s->shares.items[i].minus, &here);
    terms_join(g, &here);
    for (int i = 0; i < here.shares.count; i++) {
        Share share = here.shares.items[i];
        share.row = row;
        share.offset = offset;
        share.value = loop_at(g, loop, share.value, &at);
        VEC_PUSH(g->arena, &all->shares, share);
    }
}

/*
 * The statement that adds to an element what the iterations give to it that are at hand: that of a share with this offset
 * is `element` less the offset.  NULL: there is none.
 *
 * What lies furthest ahead is read first: where x[i - 1], x[i] and x[i + 1] are read in this order, clang carries two of
 * them from iteration to iteration, one by way of the other, and does not vectorise.
 */
Stmt *write_element(Gather *g, const Loop *loop, const Stream *s, const Point *element, const Box *box)
{
    Stream all = {.place = s->place};
    for (long long row = box->low_row; row <= box->high_row; row++)
        for (long long offset = box->low; offset <= box->high; offset++)
            add_shares(g, loop, s, element, row, offset, &all);
    if (loop_is_nest(loop))
        terms_group(g, &all);
    if (all.shares.count == 0)
        return NULL;
    bool minus = true;
    for (int i = 0; i < all.shares.count; i++)
        minus = minus && all.shares.items[i].minus;
    for (int i = 0; i < all.shares.count && minus; i++)
        all.shares.items[i].minus = false;           /* x -= a + b */
    Point       first = point_less(g, loop, element, s->row, s->offset);
    const Expr *place = loop_at(g, loop, s->place, &first);
    return ir_assign(g->p, place->loc, place, ir_binary(g->p, place->loc, minus ? OP_SUB : OP_ADD, place, terms_sum(g, &all)));
}

/* ---- loops ---- */

Block *write_for(Gather *g, const Stmt *like, const Poly *low, const Poly *high, Var **counter, Block *out)
{
    const Var  *old = like->u.loop_for.var;
    const Type *type = type_unqualified(g->p, old->type);
    Block      *body = ir_block(g->p);
    *counter = ir_new_var(g->p, g->func, VAR_TEMP, old->name, type, like->loc);
    ir_push(g->p, out, ir_for(g->p, like->loc, *counter, true, poly_expr(g->p, low, type, like->loc), REL_LT,
                              poly_expr(g->p, high, type, like->loc), 1, body));
    return body;
}

Poly gather_plus(Gather *g, const Poly *poly, long long number)
{
    Poly more = poly_number(g->arena, number);
    return poly_sum(poly, &more, 1);
}

static Poly poly_of_var(Gather *g, const Stmt *loop, Var *var)
{
    return poly_of(g->arena, ir_var(g->p, loop->loc, var));
}

/* The element gets the shares with offsets from low to high. */
static void write_end(Gather *g, const Loop *loop, const Stream *s, const Point *element, long long low, long long high,
                      Block *out)
{
    Box   box = {s->box.low_row, s->box.high_row, low, high};
    Stmt *one = write_element(g, loop, s, element, &box);
    if (one)
        ir_push(g->p, out, one);
}

/* The elements at both ends get the shares of those iterations that there are.  They come behind the loop, which would else
 * begin with what has just been read: that, too, clang would carry along.  That no iteration reads what another one writes
 * compilers do not find out by themselves where there are many rows. */
void write_stream(Gather *g, const Loop *loop, const Stream *s, const Poly *row, Block *out)
{
    Var   *counter;
    Point  element = {.row = row ? *row : (Poly){0}};
    Poly   low = gather_plus(g, &loop->columns.low, s->box.high), high = gather_plus(g, &loop->columns.high, s->box.low);
    Block *body = write_for(g, loop->inner, &low, &high, &counter, out);
    if (loop_is_nest(loop))
        out->stmts.items[out->stmts.count - 1]->u.loop_for.pragma = "ADGEN_INDEPENDENT";
    element.column = poly_of_var(g, loop->stmt, counter);
    ir_push(g->p, body, write_element(g, loop, s, &element, &s->box));
    for (long long k = s->box.low; k < s->box.high; k++) {
        element.column = gather_plus(g, &loop->columns.low, k);
        write_end(g, loop, s, &element, s->box.low, k, out);
    }
    for (long long k = s->box.low; k < s->box.high; k++) {
        element.column = gather_plus(g, &loop->columns.high, k);
        write_end(g, loop, s, &element, k + 1, s->box.high, out);
    }
}

static void write_clears(Gather *g, const Loop *loop, Block *out)
{
    Var   *counter;
    Point  at = {0};
    Block *body = out;
    if (loop->clears.count == 0)
        return;
    if (loop_is_nest(loop)) {
        body = write_for(g, loop->stmt, &loop->rows.low, &loop->rows.high, &counter, body);
        at.row = poly_of_var(g, loop->stmt, counter);
    }
    body = write_for(g, loop->inner, &loop->columns.low, &loop->columns.high, &counter, body);
    at.column = poly_of_var(g, loop->inner, counter);
    for (int i = 0; i < loop->clears.count; i++) {
        const Stmt *s = loop->clears.items[i].stmt;
        ir_push(g->p, body, ir_assign(g->p, s->loc, loop_at(g, loop, loop->clears.items[i].place, &at), s->u.assign.value));
    }
}

static const Var *temporary_of(const Stmt *s)
{
    if (s->kind == STMT_DECL)
        return s->u.decl.var;
    return ir_is_register(s->u.assign.place) ? s->u.assign.place->u.var : NULL;
}

static const Expr *value_of(const Stmt *s)
{
    return s->kind == STMT_DECL ? s->u.decl.init : s->u.assign.value;
}

static bool is_used(const Stmt *s, const Var *var)
{
    return s->kind == STMT_ASSIGN && (ir_mentions(s->u.assign.value, var) || ir_mentions(s->u.assign.place, var));
}

/* Whether a statement around the innermost loop uses the variable. */
static bool is_used_around(const Loop *loop, const Var *var)
{
    const Block *body = loop->stmt->u.loop_for.body;
    for (int i = 0; i < body->stmts.count && loop_is_nest(loop); i++) {
        const Stmt *s = body->stmts.items[i];
        if (is_used(s, var) || (s->kind == STMT_DECL && s->u.decl.init && ir_mentions(s->u.decl.init, var)))
            return true;
    }
    return false;
}

/* Of the innermost body: what stays, and what it is made of. */
static void write_kept_body(Gather *g, const Loop *loop, Block *out)
{
    const Block *body = loop->inner->u.loop_for.body;
    bool        *wanted = ARENA_ARRAY(g->arena, bool, body->stmts.count + 1);
    for (int i = body->stmts.count - 1; i >= 0; i--) {
        const Stmt *s = body->stmts.items[i];
        const Var  *var = temporary_of(s);
        wanted[i] = loop_keeps(loop, s) || (var && is_used_around(loop, var));
        for (int k = i + 1; k < body->stmts.count && var && !wanted[i]; k++) {
            const Stmt *later = body->stmts.items[k];
            const Expr *value = value_of(later);
            wanted[i] = wanted[k] && ((value && ir_mentions(value, var)) || is_used(later, var) || temporary_of(later) == var);
        }
    }
    for (int i = 0; i < body->stmts.count; i++)
        if (wanted[i])
            ir_push(g->p, out, ir_clone_stmt(g->p, body->stmts.items[i]));
}

static Stmt *empty_copy(Gather *g, const Stmt *loop)
{
    Stmt *copy = ir_copy_stmt(g->p, loop);
    copy->u.loop_for.body = ir_block(g->p);
    return copy;
}

typedef struct Twins {
    Gather *g;
    Map    *of;               /* Var -> Var */
} Twins;

static Var *twin_of(const Twins *twins, const Var *var)
{
    Var *twin = ir_new_var(twins->g->p, twins->g->func, var->kind, var->name, var->type, var->loc);
    twin->is_register = var->is_register;
    twin->is_shadow = var->is_shadow;
    twin->is_kept = var->is_kept;
    map_put(twins->of, var, twin);
    return twin;
}

static void declare_twin(void *data, Stmt *s)
{
    if (s->kind == STMT_DECL)
        s->u.decl.var = twin_of(data, s->u.decl.var);
    if (s->kind == STMT_FOR && s->u.loop_for.declares)
        s->u.loop_for.var = twin_of(data, s->u.loop_for.var);
}

static const Expr *twin_node(void *data, const Expr *e)
{
    const Twins *twins = data;
    Var         *twin = e->op == OP_VAR ? map_get(twins->of, e->u.var) : NULL;
    return twin ? ir_var(twins->g->p, e->loc, twin) : e;
}

/* What the copy of a loop declares becomes its own: the loop itself may stay, in another branch. */
static void with_twins(Gather *g, Block *copy)
{
    Twins twins = {g, map_new(g->arena)};
    ir_visit_stmts(copy, declare_twin, &twins);
    ir_map_block_exprs(g->p, copy, twin_node, &twins);
}

/* The loop with what stays, and what that is made of; names around the innermost one that are not wanted go later. */
static void write_kept(Gather *g, const Loop *loop, Block *out)
{
    Stmt        *copy = empty_copy(g, loop->stmt), *inner = loop_is_nest(loop) ? empty_copy(g, loop->inner) : copy;
    Block       *kept = ir_block(g->p);
    const Block *body = loop->stmt->u.loop_for.body;
    if (loop->kept.count == 0)
        return;
    write_kept_body(g, loop, inner->u.loop_for.body);
    for (int i = 0; i < body->stmts.count && loop_is_nest(loop); i++) {
        Stmt *s = body->stmts.items[i];
        if (s != loop->inner)
            ir_push(g->p, copy->u.loop_for.body, ir_clone_stmt(g->p, s));
        else if (inner->u.loop_for.body->stmts.count > 0)
            ir_push(g->p, copy->u.loop_for.body, inner);
    }
    ir_push(g->p, kept, copy);
    with_twins(g, kept);
    ir_append(g->p, out, kept);
}

/* The loop runs at least so many times. */
const Expr *write_runs(Gather *g, const Loop *loop, long long times)
{
    const Type *type = type_unqualified(g->p, loop->columns.counter->type);
    Poly        count = poly_sum(&loop->columns.high, &loop->columns.low, -1);
    long long   number = poly_constant(&count);
    count = gather_plus(g, &count, -number);
    return ir_binary(g->p, loop->stmt->loc, OP_GE, poly_expr(g->p, &count, type, loop->stmt->loc),
                     ir_int(g->p, loop->stmt->loc, type, times - number));
}

/* The streams of a single loop. */
static void write_streams(Gather *g, const Loop *loop, Block *out)
{
    for (int i = 0; i < loop->streams.count; i++)
        write_stream(g, loop, &loop->streams.items[i], NULL, out);
}

long long write_spread(const Loop *loop)
{
    long long spread = 0;
    for (int i = 0; i < loop->streams.count; i++) {
        const Box *box = &loop->streams.items[i].box;
        spread = box->high - box->low > spread ? box->high - box->low : spread;
    }
    return spread;
}

static bool runs_surely(const Loop *loop, long long spread)
{
    Poly      times = poly_sum(&loop->columns.high, &loop->columns.low, -1);
    long long count;
    return spread == 0 || (poly_is_number(&times, &count) && count >= spread);
}

void loop_write(Gather *g, const Loop *loop, Block *out)
{
    Block    *gathered = ir_block(g->p), *scattered = ir_block(g->p);
    long long spread = write_spread(loop);
    write_kept(g, loop, gathered);
    if (loop_is_nest(loop))
        write_rows(g, loop, gathered);
    else
        write_streams(g, loop, gathered);
    write_clears(g, loop, gathered);
    if (loop_is_nest(loop) || runs_surely(loop, spread)) {
        ir_append(g->p, out, gathered);
        return;
    }
    ir_push(g->p, scattered, loop->stmt);
    ir_push(g->p, out, ir_if(g->p, loop->stmt->loc, write_runs(g, loop, spread), gathered, scattered));
}
