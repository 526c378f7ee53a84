#include "parts.h"

typedef struct Reader {
    Exchange *x;
    Nest     *nest;
} Reader;

enum { MOST_OPERATIONS = 2 };

/* ---- names ---- */

typedef struct Expand {
    Exchange   *x;
    const Nest *nest;
    bool        reals;            /* names of reals, too */
} Expand;

static const Expr *add_indices(Program *p, const Expr *a, const Expr *b)
{
    const Type *type = type_unqualified(p, type_bits(a->type) > type_bits(b->type) ? a->type : b->type);
    return ir_binary(p, b->loc, OP_ADD, ir_cast(p, a->loc, type, a, true), ir_cast(p, b->loc, type, b, true));
}

static bool is_signed(const Expr *e)
{
    return type_is_integer(e->type) && !type_is_unsigned(e->type);
}

/* (&a[i])[k] and (a + i)[k] of a pointer are a[i + k]. */
static const Expr *one_index(Program *p, const Expr *e)
{
    const Expr *base = e->args[0];
    if (base->op == OP_DECAY)
        return ir_index(p, e->loc, base, e->args[1]);
    if (base->op == OP_ADDR && base->args[0]->op == OP_INDEX && type_is_pointer(base->args[0]->args[0]->type))
        base = base->args[0];
    else if (base->op != OP_PTRADD)
        return e;
    if (!is_signed(base->args[1]) || !is_signed(e->args[1]))
        return e;
    return ir_index(p, e->loc, base->args[0], add_indices(p, base->args[1], e->args[1]));
}

static const Expr *expand_node(void *data, const Expr *e)
{
    const Expand *x = data;
    for (int i = x->nest->named.count - 1; e->op == OP_VAR && i >= 0; i--)
        if (x->nest->named.items[i].var == e->u.var && (x->reals || !type_is_real(e->type)))
            return x->nest->named.items[i].value;
    if (e->op == OP_DEREF && e->args[0]->op == OP_ADDR)
        return e->args[0]->args[0];
    return e->op == OP_INDEX ? one_index(x->x->p, e) : e;
}

const Expr *nest_expand(Exchange *x, const Nest *nest, const Expr *e)
{
    Expand all = {x, nest, true};
    return ir_map_expr(x->p, e, expand_node, &all);
}

const Expr *nest_places(Exchange *x, const Nest *nest, const Expr *e)
{
    Expand but_reals = {x, nest, false};
    return ir_map_expr(x->p, e, expand_node, &but_reals);
}

const Total *nest_total(const Nest *nest, const Var *var)
{
    for (int i = 0; i < nest->totals.count; i++)
        if (nest->totals.items[i].var == var)
            return &nest->totals.items[i];
    return NULL;
}

static void count_operation(void *data, const Expr *e)
{
    *(int *)data += e->count > 0 && type_is_real(e->type) && !(op_info[e->op].flags & OPF_PLACE);
}

/* Whether it may as well be evaluated again in each iteration of the nest. */
static bool is_cheap(const Expr *value)
{
    int operations = 0;
    ir_visit_expr(value, count_operation, &operations);
    return operations <= MOST_OPERATIONS && !(ir_parts(value) & (PART_COSTLY | PART_OPAQUE | PART_VOLATILE));
}

static bool is_name(const Stmt *s)
{
    return s->kind == STMT_DECL && s->u.decl.init && s->u.decl.var->is_register && type_is_scalar(s->u.decl.var->type);
}

static bool read_name(Reader *r, const Stmt *s)
{
    if (!is_name(s))
        return false;
    Named named = {s->u.decl.var, nest_expand(r->x, r->nest, s->u.decl.init), s};
    VEC_PUSH(r->x->arena, &r->nest->named, named);
    return is_cheap(named.value);
}

/* ---- loops ---- */

static Stmt *only_loop(const Block *body)
{
    Stmt *loop = NULL;
    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *s = body->stmts.items[i];
        if (s->kind == STMT_FOR && loop)
            return NULL;
        if (s->kind == STMT_FOR)
            loop = s;
    }
    return loop;
}

bool nest_is_perfect(const Stmt *loop)
{
    const Block *body = loop->u.loop_for.body;
    int          last = body->stmts.count - 1;
    for (int i = 0; i < last; i++)
        if (!is_name(body->stmts.items[i]) || type_is_real(body->stmts.items[i]->u.decl.var->type))
            return false;
    return last >= 0 && body->stmts.items[last]->kind == STMT_FOR;
}

bool loop_is_plain(const Stmt *s)
{
    const Type *type = s->u.loop_for.var->type;
    return s->u.loop_for.declares && !s->u.loop_for.pragma && !s->checkpoint && type_is_integer(type);
}

/* Whether something in the outer loop, other than counters of the nest, assigns the registers that e reads. */
static bool reads_assigned(const Reader *r, const Expr *e)
{
    const StmtInfo *info = layout_info(r->x->layout, r->nest->outer);
    if (ir_is_register(e)) {
        if (e->u.var == r->nest->outer->u.loop_for.var)
            return false;
        for (int i = 0; i < r->nest->count; i++)
            if (e->u.var == r->nest->loops[i]->u.loop_for.var)
                return false;
        return layout_assigns(r->x->layout, e->u.var, info->pos + 1, info->end);
    }
    for (int i = 0; i < e->count; i++)
        if (reads_assigned(r, e->args[i]))
            return true;
    return false;
}

/* The loops of the nest have bounds that the outer loop's counter is none of. */
static bool read_bounds(Reader *r)
{
    const Var *counter = r->nest->outer->u.loop_for.var;
    for (int i = 0; i < r->nest->count; i++) {
        Stmt       *loop = r->nest->loops[i];
        const Expr *from = nest_expand(r->x, r->nest, loop->u.loop_for.from);
        const Expr *to = nest_expand(r->x, r->nest, loop->u.loop_for.to);
        if (!loop_is_plain(loop) || ir_mentions(from, counter) || ir_mentions(to, counter) ||
            reads_assigned(r, from) || reads_assigned(r, to) || !is_cheap(from) || !is_cheap(to))
            return false;
    }
    return true;
}

/* ---- what the innermost body adds ---- */

bool sum_terms(Exchange *x, const Expr *value, const Expr *place, Places *terms)
{
    if (ir_same(value, place))
        return true;
    if (value->op != OP_ADD && value->op != OP_SUB)
        return false;
    int first = value->op == OP_ADD && ir_same(value->args[1], place);
    if (!sum_terms(x, value->args[first], place, terms))
        return false;
    VEC_PUSH(x->arena, terms, value->args[1 - first]);
    return true;
}

static bool is_odd(const Expr *e)
{
    return ir_parts(e) & (PART_OPAQUE | PART_VOLATILE);
}

static bool is_known(const Reader *r, const Expr *e)
{
    return !reads_assigned(r, e) && !is_odd(e);
}

/* A register that the outer loop declares before the nest. */
static bool begin_total(Reader *r, const Var *var)
{
    if (nest_total(r->nest, var))
        return true;
    for (int i = 0; i < r->nest->named.count; i++) {
        const Named *named = &r->nest->named.items[i];
        Total        total = {.var = var, .decl = named->decl, .init = named->value};
        if (named->var != var || layout_info(r->x->layout, named->decl)->parent != r->nest->outer)
            continue;
        VEC_PUSH(r->x->arena, &r->nest->totals, total);
        r->nest->named.items[i].value = ir_var(r->x->p, named->decl->loc, (Var *)var);
        return true;
    }
    return false;
}

static bool read_sum(Reader *r, const Stmt *s)
{
    const Expr *place = s->u.assign.place;
    Sum         sum = {.stmt = s, .is_total = ir_is_register(place)};
    if (!type_is_real(place->type))
        return false;
    sum.place = nest_expand(r->x, r->nest, place);
    sum.value = nest_expand(r->x, r->nest, s->u.assign.value);
    if (!sum_terms(r->x, sum.value, sum.place, &sum.terms) || (!sum.is_total && !is_known(r, sum.place)))
        return false;
    for (int i = 0; i < sum.terms.count; i++)
        if (!is_known(r, sum.terms.items[i]))
            return false;
    VEC_PUSH(r->x->arena, &r->nest->sums, sum);
    return true;
}

static bool read_totals(Reader *r, const Block *body)
{
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *s = body->stmts.items[i];
        if (s->kind == STMT_ASSIGN && ir_is_register(s->u.assign.place) && !begin_total(r, s->u.assign.place->u.var))
            return false;
    }
    return true;
}

static bool read_body(Reader *r)
{
    const Block *body = nest_innermost(r->nest)->u.loop_for.body;
    if (!read_totals(r, body))
        return false;
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *s = body->stmts.items[i];
        if (!(s->kind == STMT_ASSIGN ? read_sum(r, s) : read_name(r, s)))
            return false;
    }
    return r->nest->sums.count > 0;
}

/* ---- what the outer loop does besides ---- */

/* Names that are needed before the nest is read. */
static bool read_names(Reader *r, const Block *body, const Stmt *until)
{
    for (int i = 0; body->stmts.items[i] != until; i++) {
        const Stmt *s = body->stmts.items[i];
        if (s->kind == STMT_DECL && !read_name(r, s))
            return false;
    }
    return true;
}

static bool is_stored(const Reader *r, const Expr *value, Total **total)
{
    *total = value->op == OP_VAR ? (Total *)nest_total(r->nest, value->u.var) : NULL;
    return *total != NULL;
}

static bool mentions_total(const Reader *r, const Expr *e)
{
    for (int i = 0; i < r->nest->totals.count; i++)
        if (ir_mentions(e, r->nest->totals.items[i].var))
            return true;
    return false;
}

static bool read_side(Reader *r, const Stmt *s, bool is_behind)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    Total      *total;
    if (ir_is_register(place) || !type_is_real(place->type))
        return false;
    if (is_behind && is_stored(r, value, &total)) {
        total->place = nest_expand(r->x, r->nest, place);
        bool is_only = total->store == NULL;
        total->store = s;
        return is_only && total->place->type->canon == total->var->type->canon && is_known(r, total->place);
    }
    if (mentions_total(r, place) || mentions_total(r, value) || is_odd(place) || is_odd(value))
        return false;
    VEC_PUSH(r->x->arena, &r->nest->sides, s);
    return true;
}

static bool read_sides(Reader *r)
{
    const Block *body = r->nest->outer->u.loop_for.body;
    bool         is_behind = false;
    for (int i = 0; i < body->stmts.count; i++) {
        const Stmt *s = body->stmts.items[i];
        if (s == r->nest->loops[0]) {
            is_behind = true;
        } else if (s->kind == STMT_DECL) {
            if ((is_behind && !read_name(r, s)) || (!nest_total(r->nest, s->u.decl.var) && mentions_total(r, s->u.decl.init)))
                return false;
        } else if (s->kind != STMT_ASSIGN || !read_side(r, s, is_behind)) {
            return false;
        }
    }
    return true;
}

/* old = place; place = 0; …; place = place + old */
static bool is_put_back(const Reader *r, const Stmt *clear, const Stmt *s)
{
    const Expr *value = s->u.assign.value, *zero = clear->u.assign.value;
    if (zero->op != OP_REAL || zero->u.real->value != 0.0L || value->op != OP_ADD || value->args[1]->op != OP_VAR ||
        !ir_same(clear->u.assign.place, s->u.assign.place) || !ir_same(value->args[0], s->u.assign.place))
        return false;
    for (int i = 0; i < r->nest->named.count; i++) {
        const Named *named = &r->nest->named.items[i];
        if (named->var == value->args[1]->u.var)
            return layout_info(r->x->layout, named->decl)->pos < layout_info(r->x->layout, clear)->pos &&
                   ir_same(named->decl->u.decl.init, s->u.assign.place);
    }
    return false;
}

/* Adjoints that are taken, cleared, and given back: nothing happens to them. */
static void drop_put_back(Reader *r)
{
    int kept = 0;
    for (int i = 0; i < r->nest->sides.count; i++) {
        const Stmt *s = r->nest->sides.items[i];
        if (i + 1 < r->nest->sides.count && is_put_back(r, s, r->nest->sides.items[i + 1])) {
            VEC_PUSH(r->x->arena, &r->nest->put_back, s);
            i++;
        } else {
            r->nest->sides.items[kept++] = s;
        }
    }
    r->nest->sides.count = kept;
}

/* What a total is added to is where it is stored. */
static const Expr *total_node(void *data, const Expr *e)
{
    const Reader *r = data;
    const Total  *total = e->op == OP_VAR ? nest_total(r->nest, e->u.var) : NULL;
    return total ? total->place : e;
}

static bool place_totals(Reader *r)
{
    for (int i = 0; i < r->nest->totals.count; i++) {
        const Total *total = &r->nest->totals.items[i];
        if (!total->store || mentions_total(r, total->init) || !is_known(r, total->init))
            return false;
    }
    for (int i = 0; i < r->nest->sums.count; i++) {
        Sum *sum = &r->nest->sums.items[i];
        for (int k = 0; k < sum->terms.count; k++)
            if (mentions_total(r, sum->terms.items[k]))
                return false;
        sum->value = ir_map_expr(r->x->p, sum->value, total_node, r);
        sum->place = ir_map_expr(r->x->p, sum->place, total_node, r);
    }
    return true;
}

bool nest_read(Exchange *x, Nest *nest)
{
    Reader r = {x, nest};
    if (!loop_is_plain(nest->outer) || only_loop(nest->outer->u.loop_for.body) != nest->loops[0] ||
        reads_assigned(&r, nest->outer->u.loop_for.from) || reads_assigned(&r, nest->outer->u.loop_for.to) ||
        !is_cheap(nest->outer->u.loop_for.from) || !is_cheap(nest->outer->u.loop_for.to) ||
        !read_names(&r, nest->outer->u.loop_for.body, nest->loops[0]))
        return false;
    for (int i = 0; i < nest->count - 1; i++)
        if (!read_names(&r, nest->loops[i]->u.loop_for.body, nest->loops[i + 1]))
            return false;
    if (!read_bounds(&r) || !read_body(&r) || !read_sides(&r) || !place_totals(&r))
        return false;
    drop_put_back(&r);
    return true;
}
