#include "widen.h"

#include <stdint.h>

/* ---- places ---- */

static Var *widen_var(const Vector *v, Var *var)
{
    Var *given = map_get(v->given, var);

    return given ? given : var;
}

/* Whether the variable is a pointer to what the first direction has. */
static bool widen_is_flat(const Vector *v, Var *var)
{
    return spread_of(v, var)->flat && map_get(v->given, var) == NULL;
}

static const Expr *widen_lane_of(const Vector *v, const Expr *base)
{
    return ir_index(v->p, base->loc, base, ir_var(v->p, base->loc, v->lane));
}

const Expr *widen_lane(Vector *v, const Expr *place)
{
    Program *p = v->p;

    if (place->op == OP_VAR)
        return spread_of(v, place->u.var)->own ? place : widen_lane_of(v, ir_var(p, place->loc, widen_var(v, place->u.var)));
    if (place->op == OP_DEREF && place->args[0]->op == OP_VAR && spread_of(v, place->args[0]->u.var)->single)
        return widen_lane_of(v, ir_var(p, place->loc, place->args[0]->u.var));
    if (place->op == OP_FIELD)
        return ir_field(p, place->loc, widen_lane(v, place->args[0]), place->u.field);
    if (spread_is_member(place))
        return ir_index(p, place->loc, widen_lane(v, place->args[0]), widen_value(v, place->args[1]));
    return widen_lane_of(v, widen_all(v, place));
}

static const Expr *widen_all_var(Vector *v, const Expr *e)
{
    const Wide *wide = spread_of(v, e->u.var);
    const Expr *var;
    const Type *all;

    if (wide == NULL)
        return e;
    var = ir_var(v->p, e->loc, widen_var(v, e->u.var));
    if (!widen_is_flat(v, e->u.var))
        return var;
    all = vector_type(v->p, type_elem(wide->type), v->fn->width);
    var = ir_cast(v->p, e->loc, type_pointer(v->p, all), var, false);
    return wide->single ? var : ir_deref(v->p, e->loc, var);
}

const Expr *widen_all(Vector *v, const Expr *e)
{
    Program    *p = v->p;
    const Type *type;

    switch (e->op) {
    case OP_VAR:
        return widen_all_var(v, e);
    case OP_INDEX:
        return ir_index(p, e->loc, widen_all(v, e->args[0]), widen_value(v, e->args[1]));
    case OP_DEREF:
        return ir_deref(p, e->loc, widen_all(v, e->args[0]));
    case OP_ADDR:
        return ir_addr(p, e->loc, widen_all(v, e->args[0]));
    case OP_DECAY:
        return ir_decay(p, e->loc, widen_all(v, e->args[0]));
    case OP_PTRADD:
        return ir_ptradd(p, e->loc, widen_all(v, e->args[0]), widen_value(v, e->args[1]));
    case OP_SELECT:
        return ir_select(p, e->loc, widen_value(v, e->args[0]), widen_all(v, e->args[1]), widen_all(v, e->args[2]));
    case OP_CAST:
        type = vector_type(p, e->type, v->fn->width);
        return ir_cast(p, e->loc, type ? type : e->type, widen_all(v, e->args[0]), e->implicit);
    default:
        return e;
    }
}

/* ---- values ---- */

static bool widen_compares_pointers(const Expr *e)
{
    return e->count == 2 && (e->op == OP_PTRDIFF || (op_info[e->op].flags & OPF_COMPARE)) && type_is_pointer(e->args[0]->type);
}

/* ---- values that are worth being calculated once for all directions ---- */

typedef struct Weighing {
    const Map *declared;     /* in the loop, or set there */
    bool       costs;        /* more than compilers move out of a loop by themselves */
    bool       inner;        /* mentions what is declared in the loop */
} Weighing;

/* A value that is declared ahead of the loop. */
typedef struct Shared Shared;
struct Shared {
    const Stmt *decl;
    Shared     *next;        /* with the same hash */
};

static void widen_note_inner(void *data, Stmt *s)
{
    Vector *v = data;
    Var    *var = NULL;

    if (s->kind == STMT_DECL)
        var = s->u.decl.var;
    else if (s->kind == STMT_FOR)
        var = s->u.loop_for.var;
    else if (s->kind == STMT_ASSIGN)
        var = ir_root_var(s->u.assign.place);
    if (var)
        map_put(v->inner, var, var);
}

void widen_begin(Vector *v, Block *body, Block *ahead)
{
    v->body = body;
    v->ahead = ahead;
    v->inner = map_new(v->p->arena);
    v->shared = map_new(v->p->arena);
    ir_visit_stmts(body, widen_note_inner, v);
}

static void widen_weigh(void *data, const Expr *e)
{
    Weighing *weighing = data;

    weighing->costs |= e->op == OP_CALL || (e->op == OP_DIV && type_is_real(e->type));
    weighing->inner |= e->op == OP_VAR && map_get(weighing->declared, e->u.var) != NULL;
}

static const char *widen_shared_name(const Vector *v, const Expr *e)
{
    if (e->op != OP_CALL)
        return "factor";
    if (e->count == 1 && e->args[0]->op == OP_VAR)
        return arena_printf(v->p->arena, "%s_%s", e->u.callee->name, e->args[0]->u.var->name);
    return arena_printf(v->p->arena, "%s_value", e->u.callee->name);
}

/* The declaration of the value ahead of the loop. */
static const Stmt *widen_declare(Vector *v, const Expr *e)
{
    const void *key = (const void *)(uintptr_t)(ir_hash(e) | 1u);
    Shared     *newest = map_get(v->shared, key), *shared = newest;

    while (shared && !ir_same(shared->decl->u.decl.init, e))
        shared = shared->next;
    if (shared == NULL) {
        Var  *var = ir_new_var(v->p, v->fn, VAR_TEMP, widen_shared_name(v, e), type_unqualified(v->p, e->type), e->loc);
        Stmt *decl = ir_decl(v->p, e->loc, var, e);

        shared = ARENA_NEW(v->p->arena, Shared);
        shared->decl = decl;
        shared->next = newest;
        map_put(v->shared, key, shared);
        ir_push(v->p, v->ahead, decl);
    }
    return shared->decl;
}

/* The variable that holds the value ahead of the loop; NULL: it stays where it is. */
static const Expr *widen_shared(Vector *v, const Expr *e)
{
    Weighing weighing = {v->inner, false, false};

    if (v->body == NULL || !type_is_real(e->type) || spread_is_wide(v, e))
        return NULL;
    ir_visit_expr(e, widen_weigh, &weighing);
    if (!weighing.costs || weighing.inner || ir_is_constant(e) || (v->lazy && ir_reads_memory(e)))
        return NULL;
    return ir_var(v->p, e->loc, widen_declare(v, e)->u.decl.var);
}

const Expr *widen_value(Vector *v, const Expr *e)
{
    const Expr  *shared = widen_shared(v, e);
    bool         pointers = widen_compares_pointers(e), place = op_info[e->op].flags & OPF_PLACE;
    const Expr **args;

    if (pointers)
        pointers = spread_is_wide(v, e->args[0]) || spread_is_wide(v, e->args[1]);
    else if (spread_is_wide(v, e) && (place || type_is_pointer(e->type)))
        return place && !type_is_pointer(e->type) ? widen_lane(v, e) : widen_all(v, e);
    if (e->count == 0 || shared)
        return shared ? shared : e;
    args = ARENA_ARRAY(v->p->arena, const Expr *, e->count);
    for (int i = 0; i < e->count; i++) {
        bool lazy = i > 0 && (e->op == OP_SELECT || e->op == OP_LAND || e->op == OP_LOR);

        v->lazy += lazy;
        args[i] = (pointers ? widen_all : widen_value)(v, e->args[i]);
        v->lazy -= lazy;
    }
    return ir_with_args(v->p, e, args);
}

/* ---- functions ---- */

Var *widen_temp(Vector *v, const char *name, const Type *narrow, Loc loc)
{
    Program *p = v->p;
    Var     *var = ir_new_var(p, v->fn, VAR_TEMP, name, vector_type(p, type_unqualified(p, narrow), v->fn->width), loc);

    var->is_shadow = true;
    var->is_register = false;
    return var;
}

typedef struct Changing {
    Vector *v;
    Block  *out;
} Changing;

/* A parameter that stands for a number, and is changed or its address is taken: the function gets it to read alone. */
static void widen_own_copy(Changing *changing, Var *var)
{
    Vector     *v = changing->v;
    const Wide *wide = var ? spread_of(v, var) : NULL;
    Block      *body;
    Var        *copy, *lane;

    if (wide == NULL || !wide->flat || wide->single || map_get(v->given, var))
        return;
    copy = widen_temp(v, var->name, wide->narrow, var->loc);
    lane = ir_new_var(v->p, v->fn, VAR_TEMP, "lane", type_int(v->p, INT_INT), var->loc);
    body = ir_block(v->p);
    v->lane = lane;
    ir_push(v->p, body, ir_assign(v->p, var->loc, widen_lane_of(v, ir_var(v->p, var->loc, copy)),
                                  widen_lane_of(v, ir_var(v->p, var->loc, var))));
    ir_push(v->p, changing->out, ir_decl(v->p, var->loc, copy, NULL));
    ir_push(v->p, changing->out, vector_lanes(v->p, var->loc, lane, v->fn->width, body));
    map_put(v->given, var, copy);
}

static void widen_changed_node(void *data, const Expr *e)
{
    if (e->op == OP_ADDR || e->op == OP_DECAY)
        widen_own_copy(data, ir_root_var(e->args[0]));
}

static void widen_changed_expr(void *data, const Expr *e, bool is_target)
{
    if (is_target)
        widen_own_copy(data, ir_root_var(e));
    ir_visit_expr(e, widen_changed_node, data);
}

static void widen_changed_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, widen_changed_expr, data);
}

static void widen_types(Vector *v)
{
    for (int i = 0; i < v->fn->vars.count; i++) {
        Var  *var = v->fn->vars.items[i];
        Wide *wide = spread_of(v, var);

        if (wide == NULL)
            continue;
        var->type = wide->type;
        var->is_register = var->is_register && type_is_pointer(var->type);
    }
}

void vector_widen(Program *p, Func *const *funcs, int count)
{
    Vector *vectors = ARENA_ARRAY(p->arena, Vector, count + 1);

    for (int i = 0; i < count; i++) {
        vectors[i] = (Vector){.p = p, .fn = funcs[i]};
        ENSURE(funcs[i]->body && spread_find(&vectors[i]));
    }
    for (int i = 0; i < count; i++)              /* signatures first: calls are checked against them */
        widen_types(&vectors[i]);
    for (int i = 0; i < count; i++) {
        Vector  *v = &vectors[i];
        Changing changing = {v, ir_block(p)};

        ir_visit_stmts(v->fn->body, widen_changed_stmt, &changing);
        ir_append(p, changing.out, widen_block(v, v->fn->body));
        v->fn->body = changing.out;
        ir_mark_registers(v->fn);
    }
}
