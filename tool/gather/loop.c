#include "parts.h"

/* A temporary of an iteration, and what it stands for at the moment. */
typedef struct Named {
    const Var  *var;
    const Expr *value;
} Named;

typedef struct Reader {
    Gather *g;
    Loop   *loop;
    VEC(Named) named;
    int     operations;
    bool    ok;
} Reader;

enum { MOST_OPERATIONS = 60 };

/* ---- values ---- */

static const Expr *value_node(void *data, const Expr *e)
{
    Reader *r = data;
    for (int i = r->named.count - 1; e->op == OP_VAR && i >= 0; i--)
        if (r->named.items[i].var == e->u.var)
            return r->named.items[i].value;
    return e;
}

static void check_node(void *data, const Expr *e)
{
    Reader *r = data;
    if (e->op == OP_CALL || e->op == OP_OPAQUE || e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR ||
        (e->op == OP_DIV && type_is_real(e->type) && !ir_is_constant(e->args[1])))
        r->ok = false;                               /* too dear to be done for each share */
    r->operations += e->count > 0 && type_is_real(e->type) && !(op_info[e->op].flags & OPF_PLACE);
}

/* The places that e reads: registers and constants aside. */
static void note_reads(Reader *r, const Expr *e)
{
    if ((op_info[e->op].flags & OPF_PLACE) && !ir_is_register(e) && type_is_scalar(e->type))
        VEC_PUSH(r->g->arena, &r->loop->reads, e);
    for (int i = 0; i < e->count; i++)
        note_reads(r, e->args[i]);
}

/* Whether e reads a register, other than the counter, that an iteration assigns. */
static bool reads_assigned(Reader *r, const Expr *e)
{
    const StmtInfo *info = layout_info(r->g->layout, r->loop->stmt);
    if (ir_is_register(e))
        return e->u.var != r->loop->counter && layout_assigns(r->g->layout, e->u.var, info->pos + 1, info->end);
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

/* ---- places ---- */

/* Whether something in the loop may change what the expression is. */
static bool changes(Reader *r, const Expr *e)
{
    const StmtInfo *info = layout_info(r->g->layout, r->loop->stmt);
    return layout_changes(r->g->layout, e, info->pos + 1, info->end);
}

/* The place's index, less the counter; false where it is no place like x[counter + c]. */
static bool read_index(Reader *r, const Expr *place, Poly *rest)
{
    Gather *g = r->g;
    if (place->op != OP_INDEX || ir_mentions(place->args[0], r->loop->counter))
        return false;
    const Expr *base = place->args[0];
    if (changes(r, type_is_pointer(base->type) ? base : ir_decay(g->p, base->loc, base)))
        return false;
    Poly all = poly_of(g->arena, place->args[1]), cofactor = poly_cofactor(&all, r->loop->counter);
    Poly none = poly_number(g->arena, 0);
    long long factor;
    if (!cofactor.exact || !poly_is_number(&cofactor, &factor) || factor != 1)
        return false;
    *rest = poly_with(&all, r->loop->counter, &none);
    const StmtInfo *info = layout_info(g->layout, r->loop->stmt);
    return rest->exact && !poly_changes(g->layout, rest, info->pos + 1, info->end);
}

/* ---- statements ---- */

static void add_share(Reader *r, const Expr *place, const Expr *value, bool minus)
{
    Poly      rest;
    Share     share = {0, value, minus};
    Stream    fresh = {0};
    long long offset;
    place = ir_map_expr(r->g->p, place, value_node, r);
    fresh.place = place;
    if (!read_index(r, place, &rest)) {
        r->ok = false;
        return;
    }
    for (int i = 0; i < r->loop->streams.count; i++) {
        Stream *s = &r->loop->streams.items[i];
        Poly    distance = poly_sum(&rest, &s->rest, -1);
        if (!ir_same(s->place->args[0], place->args[0]) || !poly_is_number(&distance, &offset))
            continue;
        share.offset = offset;
        VEC_PUSH(r->g->arena, &s->shares, share);
        s->low = offset < s->low ? offset : s->low;
        s->high = offset > s->high ? offset : s->high;
        return;
    }
    fresh.rest = rest;
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

static bool is_constant(const Expr *e)
{
    return e->op == OP_REAL || e->op == OP_INT;
}

/* sum = sum ± e …: whether the register is once a summand, and e does not mention it. */
static bool is_sum(const Expr *value, const Expr *sum)
{
    if (ir_same(value, sum))
        return true;
    if (value->op != OP_ADD && value->op != OP_SUB)
        return false;
    if (is_sum(value->args[0], sum))
        return !ir_mentions(value->args[1], sum->u.var);
    return value->op == OP_ADD && is_sum(value->args[1], sum) && !ir_mentions(value->args[0], sum->u.var);
}

static void read_assign(Reader *r, Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    Poly        rest;
    if (ir_is_register(place) && type_is_real(place->type) && is_sum(value, place)) {
        VEC_PUSH(r->g->arena, &r->loop->sums, s);
        note_reads(r, value);
        return;
    }
    if (ir_is_register(place)) {
        Named named = {place->u.var, value_of(r, value)};
        r->ok = r->ok && (type_is_real(place->type) || type_is_integer(place->type)) && !ir_mentions(value, place->u.var);
        note_reads(r, named.value);
        VEC_PUSH(r->g->arena, &r->named, named);
        return;
    }
    if (!type_is_real(place->type)) {
        r->ok = false;
    } else if (is_constant(value)) {
        Clear clear = {ir_map_expr(r->g->p, place, value_node, r), s};
        bool  known = read_index(r, clear.place, &rest);
        r->ok = r->ok && known;
        VEC_PUSH(r->g->arena, &r->loop->clears, clear);
    } else {
        bool sum = read_sum(r, place, value, false);
        r->ok = r->ok && sum;
        for (int i = 0; r->ok && i < r->loop->streams.count; i++)
            for (int k = 0; k < r->loop->streams.items[i].shares.count; k++)
                note_reads(r, r->loop->streams.items[i].shares.items[k].value);
    }
}

static void read_decl(Reader *r, Stmt *s)
{
    if (s->u.decl.init) {
        Named named = {s->u.decl.var, value_of(r, s->u.decl.init)};
        r->ok = r->ok && (type_is_real(s->u.decl.var->type) || type_is_integer(s->u.decl.var->type)) && s->u.decl.var->is_register;
        note_reads(r, named.value);
        VEC_PUSH(r->g->arena, &r->named, named);
    }
}

/* ---- what may be done in another order ---- */

/* Whether two places are surely in different arrays. */
static bool surely_apart(Reader *r, const Expr *a, const Expr *b)
{
    const StmtInfo *info = layout_info(r->g->layout, r->loop->stmt);
    return apart_memory(r->g->apart, r->g->alias, a, b, info->pos, info->end);
}

/* No value is made of what is added to, nor of what is cleared but for the element itself before. */
static bool may_be_moved(Reader *r)
{
    Loop *loop = r->loop;
    for (int i = 0; i < loop->streams.count; i++) {
        const Expr *place = loop->streams.items[i].place;
        for (int k = 0; k < loop->reads.count; k++)
            if (!surely_apart(r, place, loop->reads.items[k]))
                return false;
        for (int k = 0; k < loop->clears.count; k++)
            if (!surely_apart(r, place, loop->clears.items[k].place))
                return false;
    }
    for (int i = 0; i < loop->clears.count; i++)
        for (int k = 0; k < loop->reads.count; k++)
            if (!ir_same(loop->clears.items[i].place, loop->reads.items[k]) &&
                !surely_apart(r, loop->clears.items[i].place, loop->reads.items[k]))
                return false;
    return true;
}

/* Whether every read comes before the clear of what is read. */
static bool clears_come_last(Reader *r, const Block *body)
{
    for (int i = 0; i < r->loop->clears.count; i++) {
        int k = 0;
        while (body->stmts.items[k] != r->loop->clears.items[i].stmt)
            k++;
        for (k++; k < body->stmts.count; k++) {
            const Stmt *s = body->stmts.items[k];
            const Expr *value = s->kind == STMT_ASSIGN ? s->u.assign.value : s->u.decl.init;
            if (value && !is_constant(value)) {
                Loop   probe = {.stmt = r->loop->stmt, .counter = r->loop->counter};
                Reader after = {.g = r->g, .loop = &probe, .ok = true};
                note_reads(&after, value);
                for (int n = 0; n < probe.reads.count; n++)
                    if (!surely_apart(r, r->loop->clears.items[i].place, probe.reads.items[n]))
                        return false;
            }
        }
    }
    return true;
}

typedef struct Outside {
    const Var *var;
    bool       found;
} Outside;

static void find_outside(void *data, const Expr *e, bool is_target)
{
    Outside *o = data;
    (void)is_target;
    o->found |= ir_mentions(e, o->var);
}

/* Whether nothing but its own statement mentions a sum. */
static bool sums_stay_apart(Reader *r)
{
    const Block *body = r->loop->stmt->u.loop_for.body;
    for (int i = 0; i < r->loop->sums.count; i++) {
        Outside o = {r->loop->sums.items[i]->u.assign.place->u.var, false};
        for (int k = 0; k < body->stmts.count; k++)
            if (body->stmts.items[k] != r->loop->sums.items[i])
                ir_stmt_exprs(body->stmts.items[k], find_outside, &o);
        if (o.found)
            return false;
    }
    return true;
}

/* Whether the loop's temporaries, and its counter, are its own. */
static bool names_stay_inside(Reader *r)
{
    const Layout   *layout = r->g->layout;
    const StmtInfo *info = layout_info(layout, r->loop->stmt);
    for (int i = r->loop->stmt->u.loop_for.declares ? 0 : -1; i < r->named.count; i++) {
        Outside o = {i < 0 ? r->loop->counter : r->named.items[i].var, false};
        for (int pos = 0; pos < layout_count(layout) && !o.found; pos++) {
            const Stmt *s = layout_stmt(layout, pos);
            o.found |= s->kind == STMT_OPAQUE;
            if (pos < info->pos || pos > info->end)
                ir_stmt_exprs(s, find_outside, &o);
        }
        if (o.found)
            return false;
    }
    return true;
}

/* Whether elements are added to that lie beside one another, in a loop that is long enough to be vectorised. */
static bool pays(const Loop *loop)
{
    enum { FEW_TIMES = 16 };
    Poly      times = poly_sum(&loop->high, &loop->low, -1);
    long long count;
    bool      spreads = false;
    for (int i = 0; i < loop->streams.count; i++) {
        const Stream *s = &loop->streams.items[i];
        spreads |= s->high > s->low;
        if (s->high - s->low > MOST_SPREAD)
            return false;
        for (int k = 0; k < i; k++)
            spreads |= ir_same(s->place->args[0], loop->streams.items[k].place->args[0]);
    }
    return spreads && !(poly_is_number(&times, &count) && count < FEW_TIMES);
}

bool loop_read(Gather *g, Stmt *stmt, Loop *loop)
{
    Reader       r = {.g = g, .loop = loop, .ok = true};
    const Block *body = stmt->u.loop_for.body;
    long long    step = stmt->u.loop_for.step;
    if (step != 1 && step != -1)
        return false;
    loop->stmt = stmt;
    loop->counter = stmt->u.loop_for.var;
    poly_bounds(g->arena, stmt, &loop->low, &loop->high);
    if (!loop->low.exact || !loop->high.exact || !type_is_integer(loop->counter->type) || type_is_unsigned(loop->counter->type))
        return false;
    for (int i = 0; i < body->stmts.count && r.ok; i++) {
        Stmt *s = body->stmts.items[i];
        if (s->kind == STMT_ASSIGN)
            read_assign(&r, s);
        else if (s->kind == STMT_DECL)
            read_decl(&r, s);
        else
            r.ok = false;
    }
    return r.ok && pays(loop) && may_be_moved(&r) && clears_come_last(&r, body) && names_stay_inside(&r) &&
           sums_stay_apart(&r);
}
