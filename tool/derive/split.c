#include "split.h"

#include <limits.h>
#include <string.h>

#include "adjoint.h"
#include "calls.h"
#include "follow.h"
#include "ir/runtime.h"
#include "pairs.h"
#include "rules/rule.h"
#include "shadow.h"
#include "told.h"

enum { CHEAP_OPERATIONS = 6 };

static void split_block(Derive *d, Block *block);

/* ---- what is active ---- */

bool split_block_is_active(Derive *d, const Block *b)
{
    for (int i = 0; i < b->stmts.count; i++)
        if (split_is_active(d, b->stmts.items[i]))
            return true;
    return false;
}

bool split_is_active(Derive *d, const Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:
        return s->u.decl.init && activity_var(d->activity, s->u.decl.var) && type_holds_real(s->u.decl.var->type, false);
    case STMT_ASSIGN:
        return map_get(d->shadow_stmts, s) ? map_get(d->restores, s) != NULL
                                           : activity_place(d->activity, s->u.assign.place) || follow_will_put_back(d, s);
    case STMT_IF:
        return split_block_is_active(d, s->u.branch.then) || split_block_is_active(d, s->u.branch.other);
    case STMT_FOR:
        return split_block_is_active(d, s->u.loop_for.body);
    case STMT_LOOP:
        return split_block_is_active(d, s->u.loop.head) || split_block_is_active(d, s->u.loop.body) ||
               split_block_is_active(d, s->u.loop.step);
    case STMT_BLOCK:
        return split_block_is_active(d, s->u.block);
    case STMT_CALL:
        return calls_is_active(d, s);
    case STMT_RETURN:
        return s->u.result && activity_expr(d->activity, s->u.result);
    default:
        return false;
    }
}

/* ---- names for what is needed again ---- */

const char *split_propose(Derive *d, const Expr *e)
{
    if (e->op == OP_CALL) {
        const Rule *rule = rule_of(e);
        const char *name = rule ? rule_name(rule) : e->u.callee->name;

        if (strcmp(name, "sqrt") == 0)
            return "root";
        if (strcmp(name, "pow") == 0)
            return "power";
        if (strncmp(name, "adgen_", 6) == 0)          /* of the runtime */
            name += 6;
        return arena_printf(d->arena, "%s_%s", name, e->count && e->args[0]->op == OP_VAR ? e->args[0]->u.var->name : "value");
    }
    if (e->op == OP_DIV)
        return "quotient";
    if (op_info[e->op].flags & OPF_COMPARE)
        return "taken";
    return "value";
}

static const char *split_place_name(Derive *d, const Expr *e)
{
    const Var *base = ir_base_var(e);

    if (e->op == OP_FIELD)
        return arena_printf(d->arena, "%s_value", e->u.field->name);
    if (base == NULL)
        return "value";
    if (e->op == OP_INDEX && e->args[1]->op == OP_VAR)
        return arena_printf(d->arena, "%s_%s", base->name, e->args[1]->u.var->name);
    return arena_printf(d->arena, "%s_value", base->name);
}

const Expr *split_name(Derive *d, Block *out, const Expr *e, const char *name)
{
    const char *proposal = name ? name : op_info[e->op].flags & OPF_PLACE ? split_place_name(d, e) : split_propose(d, e);
    Var        *temp = shadow_temp(d, proposal, e->type, e->loc);
    const Expr *value = ir_var(d->p, e->loc, temp);

    ir_push(d->p, out, ir_assign(d->p, e->loc, value, e));
    return value;
}

typedef struct Cost {
    int operations;
    bool real;           /* arithmetic on indices costs nothing beside that on reals */
    bool dear;
} Cost;

static bool split_is_dear(const Expr *e)
{
    return e->op == OP_CALL || e->op == OP_OPAQUE || (e->op == OP_DIV && type_is_real(e->type) && !ir_is_constant(e));
}

static void split_count_cost(void *data, const Expr *e)
{
    Cost *cost = data;

    if (split_is_dear(e))
        cost->dear = true;
    else if (!(op_info[e->op].flags & (OPF_LEAF | OPF_PLACE)) && e->op != OP_CAST && (!cost->real || type_is_real(e->type)))
        cost->operations++;
}

static bool split_takes_no_more(const Expr *e, int operations)
{
    Cost cost = {0, type_is_real(e->type), false};

    ir_visit_expr(e, split_count_cost, &cost);
    return !cost.dear && cost.operations <= operations;
}

bool split_is_cheap(const Expr *e)
{
    return split_takes_no_more(e, CHEAP_OPERATIONS);
}

bool split_is_recomputed(const Expr *e)
{
    return split_takes_no_more(e, RECOMPUTED_OPERATIONS);
}

/* Which arguments of e does the backward pass need the value of, given that e is active (or that e's value itself is
 * `needed` and will be computed again from its arguments)? */
static bool split_arg_needed(Derive *d, const Expr *e, int i, bool needed)
{
    bool active = activity_expr(d->activity, e);

    if (needed)
        return true;
    if (!active)
        return false;
    switch (e->op) {
    case OP_MUL:
        return activity_expr(d->activity, e->args[1 - i]);
    case OP_DIV:
        return i == 1;
    case OP_CALL: {
        const Rule *rule = rule_of(e);

        for (int k = 0; rule && k < e->count; k++)
            if (activity_expr(d->activity, e->args[k]) && !(rule_mentions(rule, k) & RULE_ZERO) &&
                (rule_mentions(rule, k) & (1U << i)))
                return true;
        return false;
    }
    default:
        return false;
    }
}

/* Whether the backward pass needs the value of the active node e itself, because a partial derivative names it. */
static bool split_result_needed(Derive *d, const Expr *e)
{
    if (!activity_expr(d->activity, e))
        return false;
    if (e->op == OP_DIV)
        return activity_expr(d->activity, e->args[1]);
    if (e->op == OP_CALL) {
        const Rule *rule = rule_of(e);

        for (int k = 0; rule && k < e->count; k++)
            if (activity_expr(d->activity, e->args[k]) && (rule_mentions(rule, k) & RULE_RESULT))
                return true;
    }
    return false;
}

/* Whether some piece of e has to get a name that it cannot have outside the arm that e is: it takes long, or reads what may not be
 * there. */
static bool split_needs_names(Derive *d, const Expr *e, bool needed)
{
    if (op_info[e->op].flags & (OPF_LEAF | OPF_PLACE))
        return e->op == OP_OPAQUE;
    if (split_is_dear(e) && (needed || split_result_needed(d, e)))
        return true;
    for (int i = 0; i < e->count; i++) {
        bool wanted = split_arg_needed(d, e, i, needed);

        if (split_needs_names(d, e->args[i], wanted) ||
            (wanted && !split_is_cheap(e->args[i]) && ir_reads_memory(e->args[i])))
            return true;
    }
    return false;
}

static const Expr *split_expr(Derive *d, Block *out, const Expr *e, bool needed, bool root);

static const Expr *split_args(Derive *d, Block *out, const Expr *e, bool needed)
{
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, e->count);

    for (int i = 0; i < e->count; i++) {
        bool wanted = split_arg_needed(d, e, i, needed);

        args[i] = split_expr(d, out, e->args[i], wanted, false);
        if (wanted && !split_is_cheap(args[i]))
            args[i] = split_name(d, out, args[i], NULL);
    }
    return ir_with_args(d->p, e, args);
}

const Expr *split_chosen(Derive *d, Block *out, const Expr *e)
{
    Var *chosen = shadow_temp(d, "chosen", e->type, e->loc);

    ir_push(d->p, out, ir_decl(d->p, e->loc, chosen, NULL));
    return ir_var(d->p, e->loc, chosen);
}

/* target = c ? a : b as an IF. */
static void split_select(Derive *d, Block *out, const Expr *target, const Expr *e)
{
    Block *then = ir_block(d->p), *other = ir_block(d->p);

    ir_push(d->p, then, ir_assign(d->p, e->loc, target, e->args[1]));
    ir_push(d->p, other, ir_assign(d->p, e->loc, target, e->args[2]));
    split_block(d, then);
    split_block(d, other);
    ir_push(d->p, out, ir_if(d->p, e->loc, e->args[0], then, other));
}

/* e with names for what the backward pass needs of it; the root of a statement needs none for its own value. */
static const Expr *split_expr(Derive *d, Block *out, const Expr *e, bool needed, bool root)
{
    if (op_info[e->op].flags & (OPF_LEAF | OPF_PLACE))
        return e->op == OP_OPAQUE && needed ? split_name(d, out, e, NULL) : e;
    if (e->op == OP_LAND || e->op == OP_LOR)
        return needed && split_needs_names(d, e, true) ? split_name(d, out, e, NULL) : e;
    if (e->op == OP_SELECT && (split_needs_names(d, e, needed))) {
        const Expr *value = split_chosen(d, out, e);

        split_select(d, out, value, e);
        return value;
    }
    if (split_is_dear(e) && !root && (needed || split_result_needed(d, e)))
        return split_name(d, out, split_args(d, out, e, false), split_propose(d, e));
    return split_args(d, out, e, needed && !split_is_dear(e));
}

/* ---- pointers that a condition chooses ---- */

typedef struct Choices {
    Derive *d;
    Block  *out;
    VEC(const Expr *) from, to;
} Choices;

/* e with variables for the pointers on the way to a place that a condition chooses, so that shadows follow them. */
static const Expr *split_choices(Choices *c, const Expr *e)
{
    const Expr **args = ARENA_ARRAY(c->d->arena, const Expr *, e->count + 1);
    bool         lazy = e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR;

    for (int i = 0; i < c->from.count; i++)
        if (ir_same(c->from.items[i], e))
            return c->to.items[i];
    for (int i = 0; i < e->count; i++)
        args[i] = lazy && i > 0 ? e->args[i] : split_choices(c, e->args[i]);
    if (e->op == OP_SELECT && type_is_pointer(e->type)) {
        const Expr *target = split_chosen(c->d, c->out, e);

        split_select(c->d, c->out, target, ir_with_args(c->d->p, e, args));
        VEC_PUSH(c->d->arena, &c->from, e);
        VEC_PUSH(c->d->arena, &c->to, target);
        return target;
    }
    return e->count ? ir_with_args(c->d->p, e, args) : e;
}

/* ---- statements ---- */

static void split_assign(Derive *d, Block *out, Stmt *s)
{
    const Expr *value = s->u.assign.value;
    bool        selects = value->op == OP_SELECT;

    if (!split_is_active(d, s) && !activity_expr(d->activity, value)) {
        ir_push(d->p, out, s);
        return;
    }
    if (!(selects && type_is_pointer(value->type))) {
        Choices choices = {.d = d, .out = out};

        s->u.assign.place = split_choices(&choices, s->u.assign.place);
        s->u.assign.value = value = split_choices(&choices, value);
    }
    if (selects && (!type_is_real(value->type) || split_needs_names(d, value, false))) {
        split_select(d, out, s->u.assign.place, value);
    } else {
        bool root = s->u.assign.place->op == OP_VAR && s->u.assign.place->u.var->is_register &&
                    !ir_mentions(value, s->u.assign.place->u.var);

        if (!root && told_by_value(d, value))
            s->u.assign.value = split_name(d, out, value, NULL);
        else if (type_is_real(value->type))
            s->u.assign.value = split_expr(d, out, value, false, root);
        ir_push(d->p, out, s);
    }
}

const Expr *split_value(Derive *d, Block *out, const Expr *e, const char *name)
{
    const Expr *value = ir_var(d->p, e->loc, shadow_temp(d, name, e->type, e->loc));

    split_assign(d, out, ir_assign(d->p, e->loc, value, e));
    return value;
}

static void split_decl(Derive *d, Block *out, Stmt *s)
{
    const Expr *init = s->u.decl.init;

    if (init && init->op != OP_INIT && s->u.decl.var->type->kind != TYPE_ARRAY && !runtime_is_tape(s->u.decl.var->type)) {
        Stmt *assign = ir_assign(d->p, s->loc, ir_var(d->p, s->loc, s->u.decl.var), init);

        s->u.decl.init = NULL;
        ir_push(d->p, out, s);
        split_assign(d, out, assign);
    } else {
        ir_push(d->p, out, s);
    }
}

/* result = value, where the caller has the adjoint of the result. */
static void split_return_record(Derive *d, Block *out, const Stmt *s)
{
    const Expr *result;

    d->result = shadow_temp(d, d->tangents ? "value" : "result", type_unqualified(d->p, d->fn->result), s->loc);
    d->result->is_register = false;
    result = ir_var(d->p, s->loc, d->result);
    if (s->u.result->op == OP_SELECT)
        split_select(d, out, result, s->u.result);
    else
        ir_push(d->p, out, ir_assign(d->p, s->loc, result, s->u.result));
    ir_push(d->p, out, ir_return(d->p, s->loc, result));
}

static void split_return(Derive *d, Block *out, Stmt *s)
{
    const Expr *value = s->u.result;

    if (value == NULL)
        return;
    if (d->pair && d->pair->result && d->fn->result->canon->kind == TYPE_RECORD) {
        split_return_record(d, out, s);
        return;
    }
    if (!type_holds_real(d->fn->result, false) || d->fn->result->canon->kind != TYPE_REAL) {
        ir_push(d->p, out, s);
        return;
    }
    if (value->op == OP_VAR && value->u.var->is_register && value->u.var->kind != VAR_PARAM &&
        value->u.var->kind != VAR_GLOBAL && type_same(value->type, d->fn->result)) {
        d->result = value->u.var;
        ir_push(d->p, out, s);
        return;
    }
    d->result = shadow_temp(d, d->tangents ? "value" : "result", d->fn->result, s->loc);
    split_assign(d, out, ir_assign(d->p, s->loc, ir_var(d->p, s->loc, d->result),
                                   ir_cast(d->p, s->loc, type_unqualified(d->p, d->fn->result), value, true)));
    ir_push(d->p, out, ir_return(d->p, s->loc, ir_var(d->p, s->loc, d->result)));
}

/* ---- loops ---- */

static bool split_is_jump(const Stmt *s)
{
    return s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN;
}

/* Add the statements to every tail of the block that falls through. */
static void split_extend(Derive *d, Block *block, const Block *more)
{
    Stmt *last = block->stmts.count ? block->stmts.items[block->stmts.count - 1] : NULL;

    if (last && split_is_jump(last))
        return;
    if (last && last->kind == STMT_IF) {
        bool jumps = false;

        for (int side = 0; side < 2; side++) {
            Block *branch = side ? last->u.branch.other : last->u.branch.then;

            for (int i = 0; i < branch->stmts.count; i++)
                jumps |= split_is_jump(branch->stmts.items[i]) || branch->stmts.items[i]->kind == STMT_IF;
        }
        if (jumps) {
            split_extend(d, last->u.branch.then, more);
            split_extend(d, last->u.branch.other, more);
            return;
        }
    }
    ir_append(d->p, block, ir_clone_block(d->p, more));
}

/* for (;;) { head; if (!cond) break; body; step }: all that matters in the body. */
static void split_rotate(Derive *d, Stmt *s)
{
    Program *p = d->p;
    Block   *body = ir_block(p), *leave = ir_block(p);

    ir_append(p, body, s->u.loop.head);
    split_extend(d, s->u.loop.body, s->u.loop.step);
    if (s->u.loop.cond) {
        ir_push(p, leave, ir_jump(p, s->loc, STMT_BREAK));
        ir_push(p, body, ir_if(p, s->u.loop.cond->loc, ir_unary(p, s->loc, OP_NOT, s->u.loop.cond), leave,
                               s->u.loop.body));
    } else {
        ir_append(p, body, s->u.loop.body);
    }
    s->u.loop.head = ir_block(p);
    s->u.loop.step = ir_block(p);
    s->u.loop.cond = NULL;
    s->u.loop.body = body;
}

static void split_canonical_loop(Derive *d, Stmt *s)
{
    bool head = split_block_is_active(d, s->u.loop.head), step = split_block_is_active(d, s->u.loop.step);

    if (s->checkpoint) {                             /* a step is the body, and nothing else */
        head = s->u.loop.head->stmts.count > 0;
        step = s->u.loop.step->stmts.count > 0;
    }
    if (s->u.loop.at_end) {
        if (head) {
            split_extend(d, s->u.loop.body, s->u.loop.head);
            s->u.loop.head = ir_block(d->p);
        }
    } else if (head) {
        split_rotate(d, s);
    } else if (step) {
        split_extend(d, s->u.loop.body, s->u.loop.step);
        s->u.loop.step = ir_block(d->p);
    }
}

/* Breaks at the tails of a loop's body: an IF whose then branch is nothing but a way out gets a code. */
static void split_mark_leavers(Derive *d, Block *block, Var **flag, int *codes, bool *breaks)
{
    Stmt *last = block->stmts.count ? block->stmts.items[block->stmts.count - 1] : NULL;

    if (last && last->kind == STMT_BREAK)
        *breaks = true;
    if (last == NULL || last->kind != STMT_IF)
        return;
    for (int side = 0; side < 2; side++) {
        Block *branch = side ? last->u.branch.other : last->u.branch.then;
        Stmt  *tail = branch->stmts.count ? branch->stmts.items[branch->stmts.count - 1] : NULL;

        if (tail && tail->kind == STMT_BREAK && side == 0 && split_block_is_active(d, last->u.branch.other)) {
            Leave *leave = ARENA_NEW(d->arena, Leave);
            Block *marked = ir_block(d->p);

            if (*flag == NULL)
                *flag = shadow_temp(d, "left", type_int(d->p, INT_INT), last->loc);
            leave->flag = *flag;
            leave->code = ++*codes;
            map_put(d->leavers, last, leave);
            for (int i = 0; i + 1 < branch->stmts.count; i++)
                ir_push(d->p, marked, branch->stmts.items[i]);
            ir_push(d->p, marked, ir_assign(d->p, last->loc, ir_var(d->p, last->loc, *flag),
                                            ir_int(d->p, last->loc, (*flag)->type, leave->code)));
            ir_push(d->p, marked, tail);
            last->u.branch.then = marked;
        }
        split_mark_leavers(d, branch, flag, codes, breaks);
    }
}

static void split_push_zero(Derive *d, Block *out, Var *var)
{
    ir_push(d->p, out, ir_assign(d->p, var->loc, ir_var(d->p, var->loc, var), ir_int(d->p, var->loc, var->type, 0)));
}

/* Whether the expression is a constant: INT_MIN is (-2147483647 - 1).  False, too, where it would overflow. */
static bool split_constant(const Expr *e, long long *value)
{
    long long a, b = 0;

    if (e->op == OP_INT) {
        *value = e->u.integer->value;
        return true;
    }
    if ((e->op != OP_CAST && e->op != OP_NEG && e->op != OP_ADD && e->op != OP_SUB) || !type_is_integer(e->type))
        return false;
    if (!split_constant(e->args[0], &a) || (e->count > 1 && !split_constant(e->args[1], &b)))
        return false;
    switch (e->op) {
    case OP_NEG: return !__builtin_sub_overflow(0LL, a, value);
    case OP_ADD: return !__builtin_add_overflow(a, b, value);
    case OP_SUB: return !__builtin_sub_overflow(a, b, value);
    default:     *value = type_wrap(e->type, a); return true;
    }
}

/* Whether a narrow counter stops before it may wrap round its type: for (unsigned char c = 10; c < 250; c += 70). */
static bool split_stops(const Stmt *s, long long least, long long most)
{
    Relation  relation = s->u.loop_for.relation;
    long long step = s->u.loop_for.step, to;

    if (!split_constant(s->u.loop_for.to, &to))
        return false;
    return step > 0 ? to - (relation == REL_LT) <= most - step : to + (relation == REL_GT) >= least - step;
}

/* Whether the counter of the loop that runs the iterations backward, one step before the first, stays in its type. */
static bool split_fits_backward(const Stmt *s)
{
    enum { FAR = 1024 };
    const Type *type = s->u.loop_for.var->type;
    long long   step = s->u.loop_for.step, size = step < 0 ? -step : step, from, to;
    int         bits = type_bits(type) - (type_is_unsigned(type) ? 0 : 1);
    long long   most = bits >= 63 ? LLONG_MAX : (1LL << bits) - 1, least = type_is_unsigned(type) ? 0 : -most - 1;

    if (s->u.loop_for.relation == REL_DOWNTO)
        return true;
    if (type_bits(type) < 32 && size > 1 && !split_stops(s, least, most))
        return false;
    if (type_is_unsigned(type) && step > 0)
        return true;                                 /* it is counted by its distance */
    if (type_is_unsigned(type) && step < -1)         /* where it does not wrap round zero */
        return split_constant(s->u.loop_for.to, &to) && to + (s->u.loop_for.relation == REL_GT) >= size;
    if (size > FAR)
        return false;
    if (!split_constant(s->u.loop_for.from, &from) || from < least || from > most)
        return type_bits(type) >= 32;
    if (size > 1 && (from < least / 2 || from > most / 2))
        return false;
    return step > 0 ? from >= least + step : from <= most + step;
}

bool split_has_direction(const Stmt *s)
{
    long long step = s->u.loop_for.step;

    return split_fits_backward(s) && ir_meets_bound(s) &&
           (s->u.loop_for.relation != REL_NE || step == 1 || step == -1);
}

/* An active loop whose number of iterations does not follow from its bounds counts them. */
static void split_count_loop(Derive *d, Block *out, Stmt *s)
{
    Block *body = s->kind == STMT_FOR ? s->u.loop_for.body : s->u.loop.body;
    Var   *flag = NULL, *trips;
    int    codes = 0;
    bool   breaks = false;

    split_mark_leavers(d, body, &flag, &codes, &breaks);
    if (flag)
        split_push_zero(d, out, flag);
    if (s->kind == STMT_FOR && !breaks && split_has_direction(s))
        return;
    trips = shadow_temp(d, "trips", type_int(d->p, INT_LONG), s->loc);
    map_put(d->counters, s, trips);
    split_push_zero(d, out, trips);
    {
        Block      *counted = ir_block(d->p);
        const Expr *count = ir_var(d->p, s->loc, trips);

        ir_push(d->p, counted, ir_assign(d->p, s->loc, count,
                                         ir_binary(d->p, s->loc, OP_ADD, count, ir_int(d->p, s->loc, trips->type, 1))));
        ir_append(d->p, counted, body);
        *body = *counted;
    }
}

/* The tails of nested IFs hold the breaks, so a break counts only at this loop's own level. */
static void split_loop(Derive *d, Block *out, Stmt *s)
{
    bool active = !d->tangents && split_is_active(d, s);

    if (d->tangents)
        s->checkpoint = NULL;                        /* nothing runs backward */
    if (active && s->kind == STMT_LOOP)
        split_canonical_loop(d, s);
    if (active)
        split_count_loop(d, out, s);
    if (s->kind == STMT_LOOP) {
        split_block(d, s->u.loop.head);
        split_block(d, s->u.loop.body);
        split_block(d, s->u.loop.step);
    } else {
        split_block(d, s->u.loop_for.body);
    }
    ir_push(d->p, out, s);
}

static void split_stmt(Derive *d, Block *out, Stmt *s)
{
    switch (s->kind) {
    case STMT_DECL:
        split_decl(d, out, s);
        break;
    case STMT_ASSIGN:
        split_assign(d, out, s);
        break;
    case STMT_IF:
        split_block(d, s->u.branch.then);
        split_block(d, s->u.branch.other);
        ir_push(d->p, out, s);
        break;
    case STMT_FOR:
    case STMT_LOOP:
        split_loop(d, out, s);
        break;
    case STMT_BLOCK:
        split_block(d, s->u.block);
        ir_append(d->p, out, s->u.block);
        break;
    case STMT_RETURN:
        split_return(d, out, s);
        break;
    case STMT_CALL:
        if (calls_is_active(d, s))
            calls_split(d, out, s);
        else
            ir_push(d->p, out, s);
        break;
    default:
        ir_push(d->p, out, s);
    }
}

static void split_block(Derive *d, Block *block)
{
    Block *out = ir_block_for(d->p, block);

    for (int i = 0; i < block->stmts.count; i++)
        split_stmt(d, out, block->stmts.items[i]);
    *block = *out;
}

void split_func(Derive *d)
{
    split_block(d, d->fn->body);
}
