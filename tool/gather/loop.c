#include "read.h"

enum { MOST_OPERATIONS = 60, MOST_BY_ROW = 2 };

/* ---- values ---- */

static const Expr *value_node(void *data, const Expr *e)
{
    Reader *r = data;
    for (int i = r->named.count - 1; e->op == OP_VAR && i >= 0; i--)
        if (r->named.items[i].var == e->u.var)
            return r->named.items[i].value;
    return e;
}

static void count_operation(void *data, const Expr *e)
{
    *(int *)data += e->count > 0 && type_is_real(e->type) && !(op_info[e->op].flags & OPF_PLACE);
}

static void check_node(void *data, const Expr *e)
{
    Reader *r = data;
    if (e->op == OP_CALL || e->op == OP_OPAQUE || e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR ||
        (e->op == OP_DIV && type_is_real(e->type) && !ir_is_constant(e->args[1])))
        r->ok = false;                               /* too dear to be done for each share */
    count_operation(&r->operations, e);
}

/* The places that e reads: registers and constants aside. */
void reader_note(Reader *r, const Expr *e)
{
    if ((op_info[e->op].flags & OPF_PLACE) && !ir_is_register(e) && type_is_scalar(e->type))
        VEC_PUSH(r->g->arena, &r->loop->reads, e);
    for (int i = 0; i < e->count; i++)
        reader_note(r, e->args[i]);
}

static bool is_counter(const Loop *loop, const Var *var)
{
    return var == loop->columns.counter || var == loop->rows.counter;
}

/* Whether e reads a register, other than the counters, that an iteration assigns. */
static bool reads_assigned(Reader *r, const Expr *e)
{
    const StmtInfo *info = layout_info(r->g->layout, r->loop->stmt);
    if (ir_is_register(e))
        return !is_counter(r->loop, e->u.var) && layout_assigns(r->g->layout, e->u.var, info->pos + 1, info->end);
    for (int i = 0; i < e->count; i++)
        if (reads_assigned(r, e->args[i]))
            return true;
    return false;
}

static const Expr *value_of(Reader *r, const Expr *e)
{
    const Expr *value = ir_map_expr(r->g->p, e, value_node, r);
    r->ok = r->ok && !reads_assigned(r, value);
    return value;
}

/* The same, where each share does it. */
static const Expr *share_of(Reader *r, const Expr *e)
{
    const Expr *value = value_of(r, e);
    ir_visit_expr(value, check_node, r);
    r->ok = r->ok && r->operations <= MOST_OPERATIONS;
    return value;
}

/* ---- statements ---- */

static long long least(long long a, long long b)
{
    return a < b ? a : b;
}

static long long greatest(long long a, long long b)
{
    return a > b ? a : b;
}

static void add_share(Reader *r, const Expr *place, const Expr *value, bool minus)
{
    Share  share = {.value = value, .minus = minus};
    Stream fresh = {.place = ir_map_expr(r->g->p, place, value_node, r)};
    if (!index_read(r->g, r->loop, fresh.place, &fresh.index)) {
        r->ok = false;
        return;
    }
    for (int i = 0; i < r->loop->streams.count; i++) {
        Stream *s = &r->loop->streams.items[i];
        if (!index_distance(&fresh.index, &s->index, &share.row, &share.offset))
            continue;
        share.row += s->row;
        share.offset += s->offset;
        VEC_PUSH(r->g->arena, &s->shares, share);
        s->box = (Box){least(s->box.low_row, share.row), greatest(s->box.high_row, share.row),
                       least(s->box.low, share.offset), greatest(s->box.high, share.offset)};
        return;
    }
    if (loop_is_nest(r->loop))
        index_place(r->g, r->loop, &fresh.index, &fresh.row, &fresh.offset);
    share.row = fresh.row;
    share.offset = fresh.offset;
    fresh.box = (Box){share.row, share.row, share.offset, share.offset};
    VEC_PUSH(r->g->arena, &fresh.shares, share);
    VEC_PUSH(r->g->arena, &r->loop->streams, fresh);
}

/* place = place ± a ± b …: its shares; false: it is no such sum. */
static bool read_sum(Reader *r, const Expr *place, const Expr *value, bool minus)
{
    if (ir_same(value, place))
        return !minus;
    if (value->op != OP_ADD && value->op != OP_SUB)
        return false;
    if (read_sum(r, place, value->args[0], minus)) {
        add_share(r, place, share_of(r, value->args[1]), minus != (value->op == OP_SUB));
        return true;
    }
    if (value->op == OP_ADD && ir_same(value->args[1], place)) {
        add_share(r, place, share_of(r, value->args[0]), minus);
        return true;
    }
    return false;
}

/* Whether it is a sum ± e …, and no e mentions a sum that is a register. */
static bool is_sum(const Expr *value, const Expr *sum)
{
    const Var *var = ir_is_register(sum) ? sum->u.var : NULL;
    if (ir_same(value, sum))
        return true;
    if (value->op != OP_ADD && value->op != OP_SUB)
        return false;
    if (is_sum(value->args[0], sum))
        return !(var && ir_mentions(value->args[1], var));
    return value->op == OP_ADD && is_sum(value->args[1], sum) && !(var && ir_mentions(value->args[0], var));
}

/* Adjoints may be added in any order. */
bool adds_to_shadow(const Stmt *s)
{
    const Var *base = ir_base_var(s->u.assign.place);
    return base && base->is_shadow && type_is_real(s->u.assign.place->type) &&
           is_sum(s->u.assign.value, s->u.assign.place);
}

/* What a sum is made of besides the place that it adds to. */
static void note_terms(Reader *r, const Expr *value, const Expr *place)
{
    if (ir_same(value, place))
        return;
    if (value->op != OP_ADD && value->op != OP_SUB) {
        reader_note(r, value);
        return;
    }
    note_terms(r, value->args[0], place);
    note_terms(r, value->args[1], place);
}

/* The statement stays, in a loop that comes before all else. */
static void keep(Reader *r, Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    VEC_PUSH(r->g->arena, &r->loop->kept, s);
    if (adds_to_shadow(s))
        note_terms(r, value, place);
    else
        reader_note(r, value);
    for (int i = 0; i < place->count; i++)
        reader_note(r, place->args[i]);
    r->ok = r->ok && !((ir_parts(place) | ir_parts(value)) & (PART_OPAQUE | PART_VOLATILE));
}

static bool is_inside(const Reader *r, const Stmt *s)
{
    return ir_holds(r->loop->inner->u.loop_for.body, s);
}

/* Whether a nest has to keep what the statement writes: it is no element of the row at hand, or no sum of adjoints. */
static bool has_to_stay(Reader *r, const Stmt *s)
{
    Index       index;
    const Expr *place = ir_map_expr(r->g->p, s->u.assign.place, value_node, r);
    if (!loop_is_nest(r->loop))
        return false;
    return !is_inside(r, s) || !type_is_real(place->type) || !index_read(r->g, r->loop, place, &index) ||
           !(is_literal(s->u.assign.value) || adds_to_shadow(s));
}

/* Whether an iteration of the inner loop finds another value in the variable than the statement around it has left there:
 * it stands for nothing, and only what stays may mention it. */
static bool is_carried(const Reader *r, const Stmt *s, const Var *var)
{
    const StmtInfo *inner = layout_info(r->g->layout, r->loop->inner);
    return loop_is_nest(r->loop) && !is_inside(r, s) && layout_assigns(r->g->layout, var, inner->pos + 1, inner->end);
}

/* Whether a statement of the innermost body has mentioned the variable before it gets a value there: that of the iteration
 * before. */
static bool is_read_before(const Reader *r, const Stmt *s, const Var *var)
{
    const Block *body = r->loop->inner->u.loop_for.body;
    for (int i = 0; i < r->named.count; i++)
        if (r->named.items[i].var == var)
            return false;
    for (int i = 0; i < body->stmts.count && body->stmts.items[i] != s; i++)
        if (ir_stmt_mentions(body->stmts.items[i], var))
            return true;
    return false;
}

static void read_register(Reader *r, Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    if (type_is_real(place->type) && is_sum(value, place)) {
        keep(r, s);
        return;
    }
    Named named = {place->u.var, value};
    if (is_carried(r, s, place->u.var)) {
        reader_note(r, value);
        return;
    }
    named.value = value_of(r, value);
    r->ok = r->ok && !(is_inside(r, s) && is_read_before(r, s, place->u.var)) && (type_is_real(place->type) || type_is_integer(place->type)) && !ir_mentions(value, place->u.var);
    reader_note(r, named.value);
    VEC_PUSH(r->g->arena, &r->named, named);
}

static void read_clear(Reader *r, Stmt *s)
{
    Clear clear = {.place = ir_map_expr(r->g->p, s->u.assign.place, value_node, r), .stmt = s};
    r->ok = r->ok && index_read(r->g, r->loop, clear.place, &clear.index);
    VEC_PUSH(r->g->arena, &r->loop->clears, clear);
}

static void read_assign(Reader *r, Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    if (ir_is_register(place))
        read_register(r, s);
    else if (has_to_stay(r, s))
        keep(r, s);
    else if (type_is_real(place->type) && is_literal(value))
        read_clear(r, s);
    else if (!adds_to_shadow(s) || !read_sum(r, place, value, false))
        r->ok = false;
}

void reader_note_shares(Reader *r)
{
    for (int i = 0; i < r->loop->streams.count; i++)
        for (int k = 0; k < r->loop->streams.items[i].shares.count; k++)
            reader_note(r, r->loop->streams.items[i].shares.items[k].value);
}

/* Whether a name stands in the body of the outer loop, for a value that each element of a row would compute again: what is
 * made of memory compilers may not take out of the inner loop. */
static bool is_dear_by_row(const Reader *r, const Stmt *s, const Expr *value)
{
    int operations = 0;
    if (!loop_is_nest(r->loop) || is_inside(r, s) || !ir_reads_memory(value))
        return false;
    ir_visit_expr(value, count_operation, &operations);
    return operations > MOST_BY_ROW;
}

static void read_decl(Reader *r, Stmt *s)
{
    const Type *type = s->u.decl.var->type;
    if (s->u.decl.init && is_carried(r, s, s->u.decl.var)) {
        reader_note(r, s->u.decl.init);
    } else if (s->u.decl.init) {
        Named named = {s->u.decl.var, value_of(r, s->u.decl.init)};
        r->ok = r->ok && (type_is_real(type) || type_is_integer(type)) && s->u.decl.var->is_register &&
                !is_dear_by_row(r, s, named.value);
        reader_note(r, named.value);
        VEC_PUSH(r->g->arena, &r->named, named);
    }
}

/* ---- whether it pays ---- */

static long long height(const Stream *s)
{
    return s->box.high_row - s->box.low_row;
}

static long long width(const Stream *s)
{
    return s->box.high - s->box.low;
}

/* Whether elements are added to that lie beside one another, in a loop that is long enough to be vectorised; of a nest, in
 * different rows. */
static bool pays(const Loop *loop)
{
    enum { FEW_TIMES = 16 };
    Poly      times = poly_sum(&loop->columns.high, &loop->columns.low, -1);
    long long count;
    bool      spreads = false;
    for (int i = 0; i < loop->streams.count; i++) {
        const Stream *s = &loop->streams.items[i];
        spreads |= loop_is_nest(loop) ? height(s) > 0 : width(s) > 0;
        if (width(s) > MOST_SPREAD || height(s) > MOST_SPREAD)
            return false;
        for (int k = 0; k < i && !loop_is_nest(loop); k++)
            spreads |= ir_same(s->place->args[0], loop->streams.items[k].place->args[0]);
    }
    return spreads && !(poly_is_number(&times, &count) && count < FEW_TIMES);
}

/* ---- loops ---- */

bool loop_keeps(const Loop *loop, const Stmt *s)
{
    for (int i = 0; i < loop->kept.count; i++)
        if (loop->kept.items[i] == s)
            return true;
    return false;
}

Stmt *loop_within(const Stmt *outer)
{
    const Block *body = outer->u.loop_for.body;
    Stmt        *inner = NULL;
    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *s = body->stmts.items[i];
        if (s->kind == STMT_DECL || s->kind == STMT_ASSIGN)
            continue;
        if (inner || !ir_only_assigns(s))
            return NULL;
        inner = s;
    }
    return inner;
}

static bool read_range(Gather *g, const Stmt *s, Range *range)
{
    const Type *type = s->u.loop_for.var->type;
    range->counter = s->u.loop_for.var;
    poly_bounds(g->arena, s, &range->low, &range->high);
    return (s->u.loop_for.step == 1 || s->u.loop_for.step == -1) && range->low.exact && range->high.exact &&
           type_is_integer(type) && !type_is_unsigned(type);
}

static bool is_plain(const Stmt *s)
{
    unsigned parts = ir_parts(s->u.loop_for.from) | ir_parts(s->u.loop_for.to);
    return s->u.loop_for.declares && !s->u.loop_for.pragma && !s->checkpoint &&
           !(parts & (PART_OPAQUE | PART_COSTLY | PART_VOLATILE));
}

/* Whether a bound stays what it is wherever the nest is. */
static bool is_steady(const Reader *r, const Poly *bound)
{
    const StmtInfo *info = layout_info(r->g->layout, r->loop->stmt);
    return !poly_mentions(bound, r->loop->rows.counter) && !poly_changes(r->g->layout, bound, info->pos, info->end);
}

static bool read_ranges(Reader *r)
{
    Gather *g = r->g;
    Loop   *loop = r->loop;
    if (!read_range(g, loop->inner, &loop->columns))
        return false;
    return !loop_is_nest(loop) ||
           (read_range(g, loop->stmt, &loop->rows) && is_plain(loop->stmt) && is_plain(loop->inner) &&
            is_steady(r, &loop->columns.low) && is_steady(r, &loop->columns.high) &&
            is_steady(r, &loop->rows.low) && is_steady(r, &loop->rows.high));
}

static bool read_block(Reader *r, const Block *body)
{
    for (int i = 0; i < body->stmts.count && r->ok; i++) {
        Stmt *s = body->stmts.items[i];
        if (s->kind == STMT_ASSIGN)
            read_assign(r, s);
        else if (s->kind == STMT_DECL)
            read_decl(r, s);
        else
            r->ok = s == r->loop->inner && read_block(r, s->u.loop_for.body);
    }
    return r->ok;
}

bool loop_read(Gather *g, Stmt *stmt, Loop *loop)
{
    Reader r = {.g = g, .loop = loop, .ok = true};
    loop->stmt = stmt;
    loop->inner = ir_only_assigns(stmt) ? stmt : loop_within(stmt);
    if (!read_ranges(&r) || !read_block(&r, stmt->u.loop_for.body) || !pays(loop))
        return false;
    reader_note_shares(&r);
    return reader_may_turn(&r);
}
