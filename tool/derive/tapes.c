#include "tapes.h"

#include <string.h>

#include "adjoint.h"
#include "fence.h"
#include "frees.h"
#include "ir/runtime.h"
#include "ir/walk.h"
#include "shadow.h"
#include "store.h"

enum { KEEP_FIRST, KEEP_RUNS, KEEP_LENGTH, KEEP_STRIDE, KEEP_SIZE };      /* what adgen_keep is given */

bool tapes_is_call(const Stmt *s)
{
    return s->kind == STMT_CALL && s->u.call.callee->is_outline && runtime_use(s->u.call.callee) != RUNTIME_NONE;
}

static void tapes_open_block(void *data, Stmt *s)
{
    Derive    *d = data;
    RuntimeUse use = s->kind == STMT_CALL ? runtime_use(s->u.call.callee) : RUNTIME_NONE;

    if (use == RUNTIME_ALLOCATE) {
        s->u.call.callee = store_allocator(d);
        s->u.call.args++;
        s->u.call.count--;
    } else if (use == RUNTIME_RELEASE) {
        ir_become(s, store_free_call(d, s->u.call.args[1], s->loc));
    }
}

void tapes_open_blocks(Derive *d)
{
    ir_visit_stmts(d->fn->body, tapes_open_block, d);
}

bool tapes_has_shadow(const Derive *d, const Expr *tape)
{
    IntSet objects = {0};

    alias_of_pointer(d->alias, tape, &objects);
    for (int i = 0; i < objects.count; i++) {
        const Object *object = alias_object(d->alias, objects.items[i]);

        /* of a parameter the caller decides: all that share the tape have to agree */
        if (alias_is_foreign(object) ? fence_is_parameter(d, object->var) : activity_object_follows(d->activity, objects.items[i]))
            return true;
    }
    return false;
}

/* The same call for the shadow: of the tape beside it; `value` may be NULL. */
static Stmt *tapes_call(Derive *d, const Stmt *s, const Expr *place, const Expr *value)
{
    Program    *p = d->p;
    Func       *callee = s->u.call.callee;
    const Expr *args[2] = {shadow_pointer(d, s->u.call.args[0])};

    if (value)
        args[1] = ir_cast(p, s->loc, type_unqualified(p, callee->params.items[1]->type), value, true);
    return ir_call_stmt(p, s->loc, place, callee, args, value ? 2 : 1);
}

/* Whether shadows follow the pointer. */
static bool tapes_pointer_follows(Derive *d, const Expr *pointer)
{
    IntSet objects = {0};

    if (!activity_follows(d->activity, ir_uncast(pointer)->type))
        return false;
    alias_of_pointer(d->alias, pointer, &objects);
    for (int i = 0; i < objects.count; i++)
        if (activity_object_follows(d->activity, objects.items[i]))
            return true;
    return false;
}

static void tapes_push_statement(Derive *d, Block *out, Stmt *s)
{
    map_put(d->shadow_stmts, s, s);
    ir_push(d->p, out, s);
}

static void tapes_follow_pushed(Derive *d, Block *out, const Stmt *s)
{
    const Expr *value = s->u.call.args[1];

    tapes_push_statement(d, out, tapes_call(d, s, NULL,
                                            tapes_pointer_follows(d, value) ? shadow_value(d, value)
                                                                            : ir_zero(d->p, s->loc, type_unqualified(d->p, value->type))));
}

static void tapes_follow_popped(Derive *d, Block *out, const Stmt *s)
{
    const Expr *place = s->u.call.place;
    bool        follows = place && shadow_follows(d, ir_root_var(place));

    tapes_push_statement(d, out, tapes_call(d, s, follows ? shadow_place(d, place) : NULL, NULL));
}

/* Reverse mode: as many adjoints as there are numbers in the copy. */
static void tapes_allocate_kept(Derive *d, Block *out, const Stmt *s)
{
    Program    *p = d->p;
    Func       *allocator = store_zeros_allocator(d);
    const Type *count = allocator->params.items[0]->type;
    const Expr *number = ir_binary(p, s->loc, OP_MUL, s->u.call.args[KEEP_RUNS], s->u.call.args[KEEP_LENGTH]);
    const Expr *args[2] = {ir_cast(p, s->loc, count, number, true),
                           ir_cast(p, s->loc, allocator->params.items[1]->type, s->u.call.args[KEEP_SIZE], true)};

    tapes_push_statement(d, out, ir_call_stmt(p, s->loc, shadow_place(d, s->u.call.place), allocator, args, 2));
}

/* A copy of memory has a copy of the shadow beside it. */
static void tapes_follow_kept(Derive *d, Block *out, const Stmt *s)
{
    const Expr  *place = s->u.call.place;
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, s->u.call.count);

    if (place == NULL || !shadow_follows(d, ir_root_var(place)))
        return;
    if (!d->tangents) {
        tapes_allocate_kept(d, out, s);
        return;
    }
    for (int i = 0; i < s->u.call.count; i++)
        args[i] = s->u.call.args[i];
    args[0] = ir_cast(d->p, s->loc, args[0]->type, shadow_pointer(d, args[0]), true);
    tapes_push_statement(d, out, ir_call_stmt(d->p, s->loc, shadow_place(d, place), s->u.call.callee, args, s->u.call.count));
}

static bool tapes_is_pointer(const Type *type)
{
    return type_is_pointer(type) && !type_is_function_pointer(type);
}

bool tapes_come_first(const Derive *d, const Stmt *s)
{
    return !d->tangents && tapes_is_call(s) && runtime_use(s->u.call.callee) == RUNTIME_KEEP;
}

void tapes_follow(Derive *d, Block *out, const Stmt *s)
{
    const Func *callee = s->u.call.callee;
    RuntimeUse     use = runtime_use(callee);

    if (use == RUNTIME_LATER && frees_has_adjoint(d, s->u.call.args[1])) {
        const Expr *args[2] = {s->u.call.args[0], ir_cast(d->p, s->loc, callee->params.items[1]->type,
                                                          shadow_pointer(d, s->u.call.args[1]), true)};

        tapes_push_statement(d, out, ir_call_stmt(d->p, s->loc, NULL, s->u.call.callee, args, 2));
    }
    if (use == RUNTIME_KEEP)
        tapes_follow_kept(d, out, s);
    if (use == RUNTIME_KEEP || !tapes_has_shadow(d, s->u.call.args[0]))
        return;
    if (use == RUNTIME_PUSH && tapes_is_pointer(s->u.call.args[1]->type))
        tapes_follow_pushed(d, out, s);
    else if (use == RUNTIME_POP && tapes_is_pointer(callee->result))
        tapes_follow_popped(d, out, s);
}

void tapes_tangent(Derive *d, Block *out, const Stmt *s)
{
    Program    *p = d->p;
    RuntimeUse     use = runtime_use(s->u.call.callee);
    const Expr *place = s->u.call.place;

    if (use == RUNTIME_KEEP || !tapes_has_shadow(d, s->u.call.args[0]))
        return;
    if (use == RUNTIME_FREE)
        ir_push(p, out, tapes_call(d, s, NULL, NULL));
    if (use == RUNTIME_PUSH && type_is_real(s->u.call.args[1]->type)) {
        const Expr *value = s->u.call.args[1], *bare = ir_uncast(value);

        ir_push(p, out, tapes_call(d, s, NULL,
                                   activity_expr(d->activity, value)
                                       ? shadow_place(d, bare)
                                       : ir_real(p, s->loc, type_unqualified(p, value->type), 0.0L)));
    }
    if (use == RUNTIME_POP && type_is_real(s->u.call.callee->result))
        ir_push(p, out, tapes_call(d, s, place && activity_place(d->activity, place) ? shadow_place(d, place) : NULL, NULL));
}

/* ---- reverse mode ---- */

bool tapes_waits(const Derive *d, const Stmt *s)
{
    return !d->tangents && tapes_is_call(s) && runtime_use(s->u.call.callee) == RUNTIME_FREE;
}

static const Expr *tapes_zero(Derive *d, const Stmt *s, const Type *type)
{
    return ir_real(d->p, s->loc, type_unqualified(d->p, type), 0.0L);
}

/* adgen_push_double for adgen_pop_double, and the other way round. */
static Func *tapes_other(Derive *d, const Stmt *s, const char *prefix)
{
    Program    *p = d->p;
    const Func *callee = s->u.call.callee;
    bool        push = strcmp(prefix, "adgen_push_") == 0;
    const Type *value = push ? callee->result : callee->params.items[1]->type, *params[2] = {callee->params.items[0]->type, value};

    return ir_library_func(p, arena_printf(p->arena, "%s%s", prefix, strrchr(callee->name, '_') + 1), "adgen/runtime.h",
                           push ? type_void(p) : type_unqualified(p, value), params, push ? 2 : 1);
}

static void tapes_adjoint_of_popped(Derive *d, Block *out, const Stmt *s)
{
    const Expr *place = s->u.call.place;
    bool        active = place && activity_place(d->activity, place);
    const Expr *adjoint = active ? shadow_place(d, place) : tapes_zero(d, s, s->u.call.callee->result);
    Func       *push = tapes_other(d, s, "adgen_push_");
    const Expr *args[2] = {shadow_pointer(d, s->u.call.args[0]), adjoint};

    ir_push(d->p, out, ir_call_stmt(d->p, s->loc, NULL, push, args, 2));
    if (active)
        ir_push(d->p, out, ir_assign(d->p, s->loc, adjoint, tapes_zero(d, s, adjoint->type)));
}

static void tapes_adjoint_of_pushed(Derive *d, Block *out, const Stmt *s)
{
    const Expr *value = s->u.call.args[1], *bare = ir_uncast(value), *args[1] = {shadow_pointer(d, s->u.call.args[0])};
    Var        *share = shadow_temp(d, "part_adj", type_unqualified(d->p, value->type), s->loc);

    share->is_shadow = true;
    ir_push(d->p, out, ir_call_stmt(d->p, s->loc, ir_var(d->p, s->loc, share), tapes_other(d, s, "adgen_pop_"), args, 1));
    if (activity_expr(d->activity, value))
        ir_push(d->p, out, adjoint_add(d, shadow_place(d, bare), ir_var(d->p, s->loc, share)));
}

/* for (i = 0; i < count; i++) body */
static Block *tapes_loop(Derive *d, Block *out, const Expr *count, const Expr **index)
{
    Block *body = ir_block(d->p);
    Var   *i = shadow_temp(d, "i", type_unqualified(d->p, count->type), count->loc);

    *index = ir_var(d->p, count->loc, i);
    ir_push(d->p, out, ir_for(d->p, count->loc, i, true, ir_int(d->p, count->loc, i->type, 0), REL_LT, count, 1, body));
    return body;
}

static const Expr *tapes_element(Derive *d, const Expr *base, const Expr *run, const Expr *distance, const Expr *i)
{
    Program *p = d->p;

    return ir_index(p, base->loc, base, ir_binary(p, base->loc, OP_ADD, ir_binary(p, base->loc, OP_MUL, run, distance), i));
}

/* The copy's adjoints go to where it was taken from. */
static void tapes_adjoint_of_kept(Derive *d, Block *out, const Stmt *s)
{
    Program    *p = d->p;
    const Expr *place = s->u.call.place, *first = ir_uncast(s->u.call.args[KEEP_FIRST]), *run, *i, *from, *to;
    const Expr *stride = s->u.call.args[KEEP_STRIDE], *zero = ir_zero(p, s->loc, stride->type);
    Block      *runs, *body;

    if (place == NULL || !shadow_follows(d, ir_root_var(place)))
        return;
    to = ir_cast(p, s->loc, shadow_place(d, place)->type, shadow_pointer(d, first), false);
    if (to->op == OP_DECAY && to->args[0]->op == OP_INDEX) {       /* a row of a matrix: the copy goes on into the next */
        Var *all = shadow_temp(d, "all_adj", to->type, s->loc);

        all->is_shadow = true;
        ir_push(p, out, ir_assign(p, s->loc, ir_var(p, s->loc, all), to));
        to = ir_var(p, s->loc, all);
    }
    if (stride->op != OP_INT || stride->u.integer->value < 0)    /* its sign does not matter */
        stride = ir_select(p, s->loc, ir_binary(p, s->loc, OP_LT, stride, zero), ir_unary(p, s->loc, OP_NEG, stride), stride);
    runs = tapes_loop(d, out, s->u.call.args[KEEP_RUNS], &run);
    body = tapes_loop(d, runs, s->u.call.args[KEEP_LENGTH], &i);
    from = tapes_element(d, shadow_place(d, place), run, s->u.call.args[KEEP_LENGTH], i);
    ir_push(p, body, adjoint_add(d, tapes_element(d, to, run, stride, i), from));
}

Block *tapes_adjoint(Derive *d, const Stmt *s)
{
    Block     *out = ir_block(d->p);
    RuntimeUse use = runtime_use(s->u.call.callee);

    if (use == RUNTIME_KEEP && !map_get(d->shadow_stmts, s))
        tapes_adjoint_of_kept(d, out, s);

    if (use == RUNTIME_KEEP || map_get(d->shadow_stmts, s) || !tapes_has_shadow(d, s->u.call.args[0]))
        return out;
    if (use == RUNTIME_POP && type_is_real(s->u.call.callee->result))
        tapes_adjoint_of_popped(d, out, s);
    if (use == RUNTIME_PUSH && type_is_real(s->u.call.args[1]->type))
        tapes_adjoint_of_pushed(d, out, s);
    return out;
}
