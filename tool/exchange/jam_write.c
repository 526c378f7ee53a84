#include "jam_parts.h"

/* One of the iterations that are taken at once. */
typedef struct Copy {
    Program *p;
    const Jam *jam;
    Var     *counter;             /* of the new outer loop */
    int      ahead;               /* of its counter */
    Map     *vars;                /* Var of the iteration -> that of the copy */
} Copy;

/* ---- expressions ---- */

static const Expr *copy_var(const Copy *c, const Expr *e)
{
    Var *var = map_get(c->vars, e->u.var);

    if (e->u.var == c->jam->outer->u.loop_for.var)
        return ir_plus(c->p, ir_var(c->p, e->loc, c->counter), c->ahead);
    return var ? ir_var(c->p, e->loc, var) : e;
}

/* The counter of i + 1 or i - 1; or NULL. */
static const Expr *counter_of(const Copy *c, const Expr *e)
{
    const Expr *counter = e->count == 2 ? e->args[0] : e;

    return counter->op == OP_VAR && counter->u.var == c->counter && (e->op == OP_ADD || e->op == OP_SUB) ? counter : NULL;
}

/* a + (i + 1) is a + i + 1, where that is in range: it is the place of another iteration.  i + 1 + 1 is i + 2. */
static const Expr *copy_sum(const Copy *c, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    long long   number;

    if (counter_of(c, b) && e->op == OP_ADD && (c->jam->way != JAM_DOWNTO || type_is_unsigned(e->type)))
        return ir_plus(c->p, ir_binary(c->p, e->loc, OP_ADD, a, counter_of(c, b)), c->ahead);
    if (counter_of(c, a) && ir_integer(b, &number) && number < JAM_MOST_TIMES && number > -JAM_MOST_TIMES)
        return ir_plus(c->p, counter_of(c, a), c->ahead + (e->op == OP_ADD ? number : -number));
    return e;
}

static const Expr *copy_node(void *data, const Expr *e)
{
    const Copy *c = data;

    if (e->op == OP_VAR)
        return copy_var(c, e);
    return (e->op == OP_ADD || e->op == OP_SUB) && type_is_integer(e->type) && c->ahead != 0 ? copy_sum(c, e) : e;
}

static const Expr *copy_expr(const Copy *c, const Expr *e)
{
    return ir_map_expr(c->p, e, copy_node, (void *)c);
}

/* ---- statements ---- */

static void copy_stmt_node(void *data, Stmt *s)
{
    Copy *c = data;

    if (s->kind == STMT_DECL)
        s->u.decl.var = map_get(c->vars, s->u.decl.var);
    ir_map_stmt_exprs(c->p, s, copy_node, c);
}

static void copy_stmt(const Copy *c, const Stmt *s, Block *out)
{
    Stmt *copy = ir_clone_stmt(c->p, s);

    ir_visit_stmt(copy, copy_stmt_node, (void *)c);
    ir_push(c->p, out, copy);
}

Var *jam_copy_own(const Jam *j, const Var *var)
{
    Var *copy = ir_new_var(j->x->p, j->x->func, VAR_TEMP, var->name, var->type, var->loc);

    copy->is_shadow = var->is_shadow;
    copy->is_register = true;
    return copy;
}

typedef struct CopyOwn {
    const Jam *jam;
    Copy      *copies;
} CopyOwn;

static void copy_declared(void *data, Stmt *s)
{
    const CopyOwn *own = data;

    for (int k = 0; k < JAM_AT_ONCE && s->kind == STMT_DECL; k++)
        map_put(own->copies[k].vars, s->u.decl.var, jam_copy_own(own->jam, s->u.decl.var));
}

static void make_copies(const Jam *j, Var *counter, Copy *copies)
{
    CopyOwn own = {j, copies};

    for (int k = 0; k < JAM_AT_ONCE; k++) {
        int ahead = j->way == JAM_UP ? k : j->way == JAM_DOWN ? -k : -1 - k;

        copies[k] = (Copy){j->x->p, j, counter, ahead, map_new(j->x->arena)};
    }
    ir_visit_stmts(j->outer->u.loop_for.body, copy_declared, &own);
}

/* ---- what all iterations read ---- */

/* Places that are the same in all iterations of the outer loop: read once, before anything is written. */
typedef struct Common {
    const Jam *jam;
    Places     places;
    VEC(Var *) values;
} Common;

/* Whether the place mentions nothing of the outer loop's iteration: the inner loop's counter aside. */
static void is_common_node(void *data, const Expr *e)
{
    const Jam **jam = data;

    if (*jam && e->op == OP_VAR && (e->u.var == (*jam)->outer->u.loop_for.var || map_get((*jam)->own, e->u.var)))
        *jam = NULL;
}

static bool is_common_place(const Jam *j, const Stmt *loop, const Expr *place)
{
    const Jam *jam = j;

    if (!(op_info[place->op].flags & OPF_PLACE) || !type_is_real(place->type) || ir_is_register(place))
        return false;
    ir_visit_expr(expr_at_zero(j->x, place, loop), is_common_node, &jam);
    return jam != NULL;
}

static void note_common(Common *c, const Stmt *loop, const Expr *e, const Expr *target)
{
    if (ir_same(e, target))
        return;
    if (is_common_place(c->jam, loop, e)) {
        for (int i = 0; i < c->places.count; i++)
            if (ir_same(c->places.items[i], e))
                return;
        VEC_PUSH(c->jam->x->arena, &c->places, e);
        VEC_PUSH(c->jam->x->arena, &c->values, local_of(c->jam->x, e));
        return;
    }
    if (!type_is_real(e->type) || e->op == OP_SELECT)
        return;                                      /* what a condition keeps from being read is not read before */
    for (int i = 0; i < e->count; i++)
        note_common(c, loop, e->args[i], target);
}

static const Expr *with_common(const Common *c, const Expr *e)
{
    for (int i = 0; i < c->places.count; i++)
        e = ir_with(c->jam->x->p, e, c->places.items[i], ir_var(c->jam->x->p, e->loc, c->values.items[i]));
    return e;
}

/* The loop's statements with names for what is read once. */
static Block *read_common(const Jam *j, const Copy *copies, const JamPart *part, Block *out)
{
    Program    *p = j->x->p;
    const Stmt *loop = part->loop;
    Common      c = {.jam = j};
    Block      *body = ir_clone_block(p, loop->u.loop_for.body);

    for (int i = 0; i < body->stmts.count; i++) {
        Stmt *s = body->stmts.items[i];

        if (s->kind == STMT_ASSIGN && jam_takes(part, s)) {
            note_common(&c, loop, s->u.assign.value, s->u.assign.place);
            s->u.assign.value = with_common(&c, s->u.assign.value);
        }
    }
    for (int i = 0; i < c.places.count; i++)
        ir_push(p, out, ir_decl(p, loop->loc, c.values.items[i], copy_expr(&copies[0], c.places.items[i])));
    return body;
}

/* ---- inner loops ---- */

/* What all iterations add to the same element: place = place + a + b + c + d. */
static void write_joined(const Jam *j, const Copy *copies, const Stmt *s, Block *out)
{
    const Expr *place = copy_expr(&copies[0], s->u.assign.place), *value = copy_expr(&copies[0], s->u.assign.value);

    for (int k = 1; k < JAM_AT_ONCE; k++)
        value = ir_with(j->x->p, copy_expr(&copies[k], s->u.assign.value), copy_expr(&copies[k], s->u.assign.place), value);
    ir_push(j->x->p, out, ir_assign(j->x->p, s->loc, place, value));
}

static void write_inner(const Jam *j, const Copy *copies, const Stmt *s, Block *out)
{
    const Expr *place = ir_target(s);

    if (place && !ir_is_register(place) && !jam_moves(j, jam_expand(j, place))) {
        write_joined(j, copies, s, out);
        return;
    }
    for (int k = 0; k < JAM_AT_ONCE; k++)
        copy_stmt(&copies[k], s, out);
}

static void write_loop(const Jam *j, const Copy *copies, const JamPart *part, Block *out)
{
    Program     *p = j->x->p;
    const Stmt  *loop = part->loop;
    const Block *old = loop->u.loop_for.body;
    Block       *body = ir_block(p);
    Var         *counter = jam_copy_own(j, loop->u.loop_for.var);
    Stmt        *copy = ir_for(p, loop->loc, counter, true, loop->u.loop_for.from, loop->u.loop_for.relation,
                               loop->u.loop_for.to, loop->u.loop_for.step, body);

    for (int k = 0; k < JAM_AT_ONCE; k++)
        map_put(copies[k].vars, loop->u.loop_for.var, counter);
    if (part->kind == JAM_SUMS) {
        copy->u.loop_for.pragma = "ADGEN_INDEPENDENT";
        old = read_common(j, copies, part, body);
    }
    for (int i = 0; i < old->stmts.count; i++)
        if (jam_takes(part, old->stmts.items[i]))
            write_inner(j, copies, old->stmts.items[i], body);
    ir_push(p, out, copy);
}

/* ---- the whole ---- */

static void write_block(const Copy *copies, const Block *block, Block *out)
{
    for (int k = 0; k < JAM_AT_ONCE; k++)
        for (int i = 0; i < block->stmts.count; i++)
            if (k == 0 || block->stmts.items[i]->kind != STMT_COMMENT)
                copy_stmt(&copies[k], block->stmts.items[i], out);
}

static void write_common(const Jam *j, const Copy *copies, const Stmt *s, Block *out)
{
    Program *p = j->x->p;
    Block   *then = ir_block(p), *other = ir_block(p);

    write_block(copies, s->u.branch.then, then);
    write_block(copies, s->u.branch.other, other);
    ir_push(p, out, ir_if(p, s->loc, s->u.branch.cond, then, other));
}

static void write_part(const Jam *j, const Copy *copies, const JamPart *part, Block *out)
{
    Block *all = ir_block(j->x->p);

    if (part->loop) {
        write_loop(j, copies, part, out);
        return;
    }
    if (part->is_common) {
        write_common(j, copies, jam_stmt(j, part->first), out);
        return;
    }
    for (int i = 0; i < part->count; i++)
        ir_push(j->x->p, all, jam_stmt(j, part->first + i));
    write_block(copies, all, out);
}

/* Whether the number is surely a multiple: 4 * n. */
static bool is_multiple(Exchange *x, const Expr *number)
{
    Poly poly = poly_of(x->arena, number);

    for (int i = 0; i < poly.terms.count; i++)
        if (poly.terms.items[i].factor % JAM_AT_ONCE != 0)
            return false;
    return poly.exact;
}

/* n / 4 * 4, n % 4 */
static const Expr *in_groups(Exchange *x, OpKind op, const Expr *number)
{
    Program    *p = x->p;
    const Expr *four = ir_int(p, number->loc, number->type, JAM_AT_ONCE);
    long long   value;

    if (ir_integer(number, &value))
        return ir_int(p, number->loc, number->type, op == OP_DIV ? value / JAM_AT_ONCE * JAM_AT_ONCE : value % JAM_AT_ONCE);
    number = ir_binary(p, number->loc, op, number, four);
    return op == OP_DIV ? ir_binary(p, number->loc, OP_MUL, number, four) : number;
}

/* int whole = m >= 0 ? n / 4 * 4 : 0; */
static const Expr *write_whole(const Jam *j, const Expr *whole, Block *out)
{
    Program    *p = j->x->p;
    Loc         loc = j->outer->loc;
    const Expr *all = NULL;
    Var        *var = ir_new_var(p, j->x->func, VAR_TEMP, "whole", type_unqualified(p, whole->type), loc);

    for (int i = 0; i < j->asked.count; i++)
        all = ir_and(p, all, j->asked.items[i]);
    var->is_register = true;
    ir_push(p, out, ir_decl(p, loc, var, ir_select(p, loc, all, whole, ir_int(p, loc, var->type, 0))));
    return ir_var(p, loc, var);
}

/* Where the loop that counts up leaves off. */
static const Expr *up_to(const Jam *j, Block *out)
{
    const Expr *whole = is_multiple(j->x, j->times) ? j->times : in_groups(j->x, OP_DIV, j->times);

    return j->asked.count > 0 ? write_whole(j, whole, out) : whole;
}

/* The loop that takes four iterations at once. */
static void write_groups(const Jam *j, Var *counter, const Expr *to, Block *body, Block *out)
{
    const Stmt *loop = j->outer;
    bool        up = j->way == JAM_UP;

    ir_push(j->x->p, out, ir_for(j->x->p, loop->loc, counter, true, loop->u.loop_for.from, up ? REL_LT : REL_GE, to,
                                 up ? JAM_AT_ONCE : -JAM_AT_ONCE, body));
}

/* The loop as it was, for the iterations that are left over. */
static void write_rest(const Jam *j, const Expr *left, Block *out)
{
    long long number;

    if (j->way == JAM_DOWN)
        left = ir_integer(left, &number) ? ir_int(j->x->p, left->loc, left->type, number - 1) : ir_plus(j->x->p, left, -1);
    j->outer->u.loop_for.from = left;
    ir_push(j->x->p, out, j->outer);
}

void jam_write(Jam *j, Block *out)
{
    Var        *counter = jam_copy_own(j, j->outer->u.loop_for.var);
    Block      *body = ir_block(j->x->p);
    const Expr *to = j->outer->u.loop_for.to;
    Copy        copies[JAM_AT_ONCE];

    make_copies(j, counter, copies);
    for (int i = 0; i < j->parts.count; i++)
        write_part(j, copies, &j->parts.items[i], body);
    if (j->way == JAM_UP)
        to = up_to(j, out);
    else
        to = ir_int(j->x->p, to->loc, to->type, j->way == JAM_DOWN ? JAM_AT_ONCE - 1 : JAM_AT_ONCE);
    write_groups(j, counter, to, body, out);
    if (!is_multiple(j->x, j->times) || j->asked.count > 0)
        write_rest(j, j->way == JAM_UP ? to : in_groups(j->x, OP_REM, j->times), out);
}
