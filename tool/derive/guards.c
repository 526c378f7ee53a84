#include "guards.h"

#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"

/* What a value is in terms of the number that is compared with zero. */
typedef enum Degree { DEGREE_ZERO, DEGREE_NONE, DEGREE_ONE, DEGREE_OTHER } Degree;

/* Where a statement stands: in branches of which statements, as long as these are no loops. */
typedef struct Place {
    const Block        *list;
    int                 at;
    const struct Place *outer;     /* NULL: a loop, or the function */
} Place;

/* One block or choice. */
typedef struct Guard {
    Program *p;
    const Expr *number;            /* what is compared: a register or a place in memory */
    Map     *linear;               /* registers that are proportional to it -> themselves */
    Map     *inside;               /* registers that the block assigns -> themselves */
    VEC(const Expr *) divisors;
    const Place *place;            /* of the IF; NULL for a choice */
} Guard;

static bool guards_is_zero(const Expr *e)
{
    e = ir_uncast(e);
    return e->op == OP_REAL && e->u.real->value == 0.0L;
}

/* The place of `v != 0.0`; NULL: it is something else. */
static const Expr *guards_number(const Expr *cond)
{
    if (cond->op != OP_NE || !(op_info[cond->args[0]->op].flags & OPF_PLACE) || !type_is_real(cond->args[0]->type) ||
        !guards_is_zero(cond->args[1]))
        return NULL;
    return cond->args[0];
}

static bool guards_is_linear(const Guard *g, const Expr *place)
{
    return ir_same(place, g->number) || (place->op == OP_VAR && map_get(g->linear, place->u.var));
}

/* Whether the condition asks whether something proportional to the number is zero, too. */
static bool guards_asks_same(const Guard *g, const Expr *cond)
{
    const Expr *number = guards_number(cond);

    return number && guards_is_linear(g, number);
}

/* ---- expressions ---- */

static void guards_divide(Guard *g, const Expr *divisor)
{
    for (int i = 0; i < g->divisors.count; i++)
        if (ir_same(g->divisors.items[i], divisor))
            return;
    if (!ir_is_constant(divisor))
        VEC_PUSH(g->p->arena, &g->divisors, divisor);
}

static Degree guards_degree(Guard *g, const Expr *e);

static Degree guards_of_sum(Degree a, Degree b)
{
    if (a == DEGREE_ZERO || b == DEGREE_ZERO)
        return a == DEGREE_ZERO ? b : a;
    return a == b ? a : DEGREE_OTHER;
}

static Degree guards_of_product(Degree a, Degree b)
{
    if (a == DEGREE_OTHER || b == DEGREE_OTHER || (a == DEGREE_ONE && b == DEGREE_ONE))
        return DEGREE_OTHER;
    return a == DEGREE_ZERO || b == DEGREE_ZERO ? DEGREE_ZERO : a == DEGREE_ONE ? a : b;
}

static Degree guards_of_quotient(Guard *g, const Expr *e)
{
    Degree top = guards_degree(g, e->args[0]);

    if (guards_degree(g, e->args[1]) != DEGREE_NONE)
        return DEGREE_OTHER;
    if (top == DEGREE_ONE)
        guards_divide(g, e->args[1]);
    return top;
}

static Degree guards_of_select(Guard *g, const Expr *e)
{
    if (!guards_asks_same(g, e->args[0]) && guards_degree(g, e->args[0]) != DEGREE_NONE)
        return DEGREE_OTHER;
    return guards_of_sum(guards_degree(g, e->args[1]), guards_degree(g, e->args[2]));
}

static Degree guards_degree(Guard *g, const Expr *e)
{
    if ((op_info[e->op].flags & OPF_PLACE) && guards_is_linear(g, e))
        return DEGREE_ONE;
    switch (e->op) {
    case OP_REAL:
        return e->u.real->value == 0.0L ? DEGREE_ZERO : DEGREE_NONE;
    case OP_NEG:
        return guards_degree(g, e->args[0]);
    case OP_CAST:
        return type_is_real(e->type) ? guards_degree(g, e->args[0])
               : guards_degree(g, e->args[0]) == DEGREE_NONE ? DEGREE_NONE : DEGREE_OTHER;
    case OP_ADD:
    case OP_SUB:
        return guards_of_sum(guards_degree(g, e->args[0]), guards_degree(g, e->args[1]));
    case OP_MUL:
        return guards_of_product(guards_degree(g, e->args[0]), guards_degree(g, e->args[1]));
    case OP_DIV:
        return guards_of_quotient(g, e);
    case OP_SELECT:
        return guards_of_select(g, e);
    default:
        for (int i = 0; i < e->count; i++)
            if (guards_degree(g, e->args[i]) == DEGREE_ONE || guards_degree(g, e->args[i]) == DEGREE_OTHER)
                return DEGREE_OTHER;
        return DEGREE_NONE;
    }
}

/* place + …, place - …, with what is added proportional to the number. */
static bool guards_adds(Guard *g, const Expr *value, const Expr *place)
{
    if (ir_same(value, place))
        return true;
    if (value->op != OP_ADD && value->op != OP_SUB)
        return false;
    if (guards_adds(g, value->args[0], place)) {
        Degree added = guards_degree(g, value->args[1]);

        return added == DEGREE_ONE || added == DEGREE_ZERO;
    }
    return value->op == OP_ADD && guards_adds(g, value->args[1], place) && guards_degree(g, value->args[0]) == DEGREE_ONE;
}

/* ---- statements ---- */

typedef struct Inside {
    const Guard *g;
    const Var   *var;              /* NULL: any that the block assigns */
    bool         found;
} Inside;

static void guards_find_inside(void *data, const Expr *e)
{
    Inside *inside = data;

    inside->found |= e->op == OP_VAR && (inside->var ? e->u.var == inside->var : map_get(inside->g->inside, e->u.var) != NULL);
    for (int i = 0; e->op == OP_OPAQUE && i < e->u.opaque->vars.count; i++)
        inside->found |= e->u.opaque->vars.items[i] == inside->var;
}

static void guards_find_in_stmt(void *data, Stmt *s)
{
    Inside *inside = data;

    ir_visit_stmt_exprs(s, guards_find_inside, data);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->vars.count; i++)
        inside->found |= s->u.opaque->vars.items[i] == inside->var;
}

static const Expr *guards_assigned(Stmt *s, const Var *var, bool *lost);

/* Whether nothing is assigned to the register from behind number `at` of the list on, up to the place. */
static bool guards_stays(const Place *place, const Var *var, const Block *list, int at)
{
    bool lost = false;

    for (; place; place = place->outer) {
        for (int i = place->at - 1; i > (place->list == list ? at : -1); i--)
            if (guards_assigned(place->list->stmts.items[i], var, &lost) || lost)
                return false;
        if (place->list == list)
            return true;
    }
    return false;
}

/* What the statement assigns to the register, if that is all it does with it; NULL: it does not name it. */
static const Expr *guards_assigned(Stmt *s, const Var *var, bool *lost)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    Inside      inside = {NULL, var, false};

    if (s->kind == STMT_DECL && s->u.decl.var == var)
        return s->u.decl.init;
    if (place && place->op == OP_VAR && place->u.var == var)
        return s->u.assign.value;
    ir_visit_stmt(s, guards_find_in_stmt, &inside);
    *lost = inside.found && s->kind != STMT_ASSIGN && s->kind != STMT_DECL;
    return NULL;
}

/* The value of the register where the IF begins: zero or another register; NULL: it is not to be seen. */
static const Expr *guards_before(const Guard *g, const Var *var)
{
    const Expr *value = NULL;
    bool        lost = false;

    for (const Place *place = g->place; place; place = place->outer) {
        for (int i = place->at - 1; i >= 0; i--) {
            value = guards_assigned(place->list->stmts.items[i], var, &lost);
            if (lost)
                return NULL;
            if (value == NULL)
                continue;
            return guards_is_zero(value) || (ir_is_register(value) && guards_stays(g->place, value->u.var, place->list, i)) ? value
                                                                                                                         : NULL;
        }
    }
    return NULL;
}

static bool guards_block(Guard *g, const Block *block);

static void guards_note(Guard *g, const Var *var, Degree degree)
{
    map_put(g->inside, var, (void *)var);
    if (degree != DEGREE_NONE)
        map_put(g->linear, var, (void *)var);
}

static bool guards_assign(Guard *g, const Expr *place, const Expr *value)
{
    const Expr *before;
    Degree      degree;

    if (!type_is_real(place->type))
        return false;
    if (ir_same(place, g->number))
        return guards_is_zero(value) || guards_degree(g, value) == DEGREE_ONE;
    if (guards_adds(g, value, place)) {
        if (ir_is_register(place))
            map_put(g->inside, place->u.var, place->u.var);
        return true;
    }
    degree = guards_degree(g, value);
    if (!ir_is_register(place))
        return false;
    if (map_get(g->inside, place->u.var)) {
        guards_note(g, place->u.var, degree);
        return degree != DEGREE_OTHER;
    }
    before = guards_before(g, place->u.var);
    if (before && !guards_is_zero(before)) {
        map_put(g->inside, place->u.var, place->u.var);
        return !map_get(g->inside, before->u.var) && guards_adds(g, value, before);
    }
    if (before == NULL || degree == DEGREE_NONE || degree == DEGREE_OTHER)
        return false;
    guards_note(g, place->u.var, degree);
    return true;
}

static bool guards_stmt(Guard *g, const Stmt *s)
{
    switch (s->kind) {
    case STMT_COMMENT:
        return true;
    case STMT_DECL:
        if (!s->u.decl.var->is_register || !type_is_real(s->u.decl.var->type))
            return false;
        map_put(g->inside, s->u.decl.var, s->u.decl.var);
        return s->u.decl.init == NULL || guards_assign(g, ir_var(g->p, s->loc, s->u.decl.var), s->u.decl.init);
    case STMT_ASSIGN:
        return guards_assign(g, s->u.assign.place, s->u.assign.value);
    case STMT_IF:
        if (!guards_asks_same(g, s->u.branch.cond) && guards_degree(g, s->u.branch.cond) != DEGREE_NONE)
            return false;
        return guards_block(g, s->u.branch.then) && guards_block(g, s->u.branch.other);
    case STMT_BLOCK:
        return guards_block(g, s->u.block);
    default:
        return false;
    }
}

static bool guards_block(Guard *g, const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++)
        if (!guards_stmt(g, block->stmts.items[i]))
            return false;
    return true;
}

/* ---- opening ---- */

/* d < 0 || d > 0: neither zero nor no number at all. */
static const Expr *guards_is_regular(Program *p, const Expr *divisor, Loc loc)
{
    const Expr *zero = ir_real(p, loc, type_unqualified(p, divisor->type), 0.0L);

    return ir_binary(p, loc, OP_LOR, ir_binary(p, loc, OP_LT, divisor, zero), ir_binary(p, loc, OP_GT, divisor, zero));
}

/* w != 0 || (d is regular && …); NULL: always. */
static const Expr *guards_condition(const Guard *g, const Expr *cond)
{
    Program    *p = g->p;
    const Expr *all = NULL;

    for (int i = 0; i < g->divisors.count; i++) {
        const Expr *divisor = g->divisors.items[i], *test;
        Inside      inside = {g, NULL, false};

        ir_visit_expr(divisor, guards_find_inside, &inside);
        if (inside.found)
            continue;
        test = guards_is_regular(p, divisor, cond->loc);
        all = ir_and(p, all, test);
    }
    return all ? ir_binary(p, cond->loc, OP_LOR, cond, all) : NULL;
}

static Guard guards_new(Program *p, const Expr *number, const Place *place)
{
    return (Guard){.p = p, .number = number, .linear = map_new(p->arena), .inside = map_new(p->arena), .place = place};
}

static const Expr *guards_open_select(void *data, const Expr *e)
{
    Program    *p = data;
    const Expr *number = e->op == OP_SELECT && type_is_real(e->type) ? guards_number(e->args[0]) : NULL;
    const Expr *cond;
    Guard       g;

    if (number == NULL || !guards_is_zero(e->args[2]))
        return e;
    g = guards_new(p, number, NULL);
    if (guards_degree(&g, e->args[1]) != DEGREE_ONE)
        return e;
    cond = guards_condition(&g, e->args[0]);
    return cond ? ir_select(p, e->loc, cond, e->args[1], e->args[2]) : e->args[1];
}

static void guards_open_block(Program *p, Block *block, const Place *outer)
{
    Block *out = ir_block_for(p, block);

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt       *s = block->stmts.items[i];
        const Expr *number = s->kind == STMT_IF && s->u.branch.other->stmts.count == 0 ? guards_number(s->u.branch.cond) : NULL;
        Block      *inner[3];
        int         count = ir_stmt_blocks(s, inner);
        Guard       g = {0};
        bool        opens = false;
        const Expr *cond;
        Place       place = {block, i, outer};

        if (number) {
            g = guards_new(p, number, &place);
            opens = guards_block(&g, s->u.branch.then);
        }
        for (int k = 0; k < count; k++)
            guards_open_block(p, inner[k], s->kind == STMT_IF || s->kind == STMT_BLOCK ? &place : NULL);
        cond = opens ? guards_condition(&g, s->u.branch.cond) : NULL;
        if (opens && cond == NULL) {
            ir_push(p, out, ir_block_stmt(p, s->loc, s->u.branch.then));
            continue;
        }
        if (opens)
            s->u.branch.cond = cond;
        ir_push(p, out, s);
    }
    *block = *out;
}

void guards_open(Program *p, Func *fn)
{
    ir_map_block_exprs(p, fn->body, guards_open_select, p);
    guards_open_block(p, fn->body, NULL);
}
