#include "follow.h"

#include <string.h>

#include "calls.h"
#include "invariants.h"
#include "rules/rule.h"
#include "shadow.h"
#include "store.h"
#include "tapes.h"

/* Whether a pointer there belongs to the caller: what it points to then is for the caller to say. */
static bool follow_is_callers(Derive *d, const Expr *place)
{
    IntSet objects = {0};

    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        if (alias_is_foreign(alias_object(d->alias, objects.items[i])))
            return true;
    return false;
}

/* A register of ours that holds the shadow pointer. */
static const Expr *follow_name(Derive *d, Block *out, const char *name, const Expr *value)
{
    Var        *temp = shadow_temp(d, name, value->type, value->loc);
    const Expr *named = ir_var(d->p, value->loc, temp);
    Stmt       *s = ir_assign(d->p, value->loc, named, value);

    temp->is_shadow = true;
    map_put(d->shadow_stmts, s, s);
    ir_push(d->p, out, s);
    return named;
}

/* The pointer place = value, and the same for the shadows; what is the caller's is put back by the backward pass. */
static void follow_pointer(Derive *d, Block *out, const Expr *place, const Expr *value)
{
    const Expr *shadow = shadow_place(d, place), *was = NULL;
    Stmt       *s;

    if (!d->tangents && follow_is_callers(d, place)) {
        if (ir_reads_memory(ir_addr(d->p, place->loc, shadow)))
            shadow = ir_deref(d->p, place->loc, follow_name(d, out, "where_adj", ir_addr(d->p, place->loc, shadow)));
        was = follow_name(d, out, "was_adj", shadow);
    }
    s = ir_assign(d->p, place->loc, shadow, shadow_value(d, value));
    map_put(d->shadow_stmts, s, s);
    ir_push(d->p, out, s);
    if (was) {
        Block *back = ir_block(d->p);

        ir_push(d->p, back, ir_assign(d->p, place->loc, shadow, was));
        map_put(d->restores, s, back);
        d->puts_back = true;
    }
}

static void follow_leaf(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    follow_pointer(d, out, a, b);
}

static void follow_null_leaf(Derive *d, Block *out, const Expr *a, const Expr *b)
{
    (void)b;
    follow_pointer(d, out, a, ir_zero(d->p, a->loc, type_unqualified(d->p, a->type)));
}

/* What pointers that lie in this place may point to. */
static void follow_contents(Derive *d, const Expr *place, IntSet *reached)
{
    IntSet objects = {0};

    alias_of_place(d->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        intset_add_all(d->arena, reached, &alias_object(d->alias, objects.items[i])->contents);
}

/* Whether they are followed by shadow pointers. */
static bool follow_place_follows(Derive *d, const Expr *place)
{
    IntSet reached = {0};
    Var   *root = ir_root_var(place);

    if (root)
        return shadow_follows(d, root);
    follow_contents(d, place, &reached);
    for (int i = 0; i < reached.count; i++)
        if (activity_object_follows(d->activity, reached.items[i]))
            return true;
    return false;
}

static bool follow_assigns(Derive *d, const Expr *place)
{
    return (type_is_pointer(place->type) ? activity_follows(d->activity, place->type) : shadow_has_pointers(d, place->type)) &&
           follow_place_follows(d, place);
}

bool follow_will_put_back(Derive *d, const Stmt *s)
{
    const Expr *place = s->u.assign.place;

    return !d->tangents && !d->shadowed && type_holds_pointer(place->type) && follow_assigns(d, place) && follow_is_callers(d, place);
}

static void follow_assign(Derive *d, Block *out, const Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    IntSet      reached = {0};

    if (!follow_assigns(d, place))
        return;
    if (type_is_pointer(place->type)) {
        follow_pointer(d, out, place, value);
    } else if (op_info[value->op].flags & OPF_PLACE) {
        follow_contents(d, value, &reached);
        shadow_leaves(d, out, place, value, true, reached.count ? follow_leaf : follow_null_leaf);
    }
}

/* p = malloc(bytes): p_adj = zeros(bytes, 1); as zeros(n, sizeof (double)) where the bytes are such a product. */
static void follow_allocate(Derive *d, Block *out, const Stmt *s)
{
    Program    *p = d->p;
    const Type *size_type = type_int(p, INT_ULONG);
    bool        aligned = strcmp(s->u.call.callee->name, "aligned_alloc") == 0;
    bool        resized = strcmp(s->u.call.callee->name, "adgen_tape_resize") == 0;
    const Expr *args[2] = {s->u.call.args[resized ? 2 : aligned ? 1 : 0], ir_int(p, s->loc, size_type, 1)};
    Stmt       *alloc;
    Func       *maker = NULL;

    if (s->u.call.count == 2 && !aligned) {
        args[1] = s->u.call.args[1];
    } else if (args[0]->op == OP_MUL && args[0]->args[1]->op == OP_SIZEOF) {
        args[1] = args[0]->args[1];
        args[0] = args[0]->args[0];
    } else if (args[0]->op == OP_MUL && args[0]->args[0]->op == OP_SIZEOF) {
        args[1] = args[0]->args[0];
        args[0] = args[0]->args[1];
    }
    args[0] = args[0]->op == OP_INT ? ir_int(p, s->loc, type_int(p, INT_LONG), args[0]->u.integer->value)
                                    : ir_cast(p, s->loc, type_int(p, INT_LONG), args[0], true);
    args[1] = ir_cast(p, s->loc, size_type, args[1], true);
    if (d->tangents && strcmp(s->u.call.callee->name, "adgen_allocate") == 0) {   /* of which nothing is read that has not been written */
        maker = s->u.call.callee;
        args[0] = s->u.call.args[0];
        args[1] = s->u.call.args[1];
    }
    alloc = ir_call_stmt(p, s->loc, shadow_place(d, s->u.call.place), maker ? maker : store_zeros_allocator(d), args, 2);
    map_put(d->shadow_stmts, alloc, alloc);
    d->allocates |= s->u.call.place->op != OP_VAR || !invariants_is_table(d, s->u.call.place->u.var);
    ir_push(p, out, alloc);
}

/* p = realloc(q, bytes): p_adj = resize(p, q_adj, bytes). */
static void follow_resize(Derive *d, Block *out, const Stmt *s)
{
    Program    *p = d->p;
    Func       *func = store_resizer(d);
    const Expr *args[3] = {s->u.call.place, shadow_pointer(d, s->u.call.args[0]), s->u.call.args[1]};
    Stmt       *call;

    for (int i = 0; i < 3; i++)
        args[i] = ir_cast(p, s->loc, func->params.items[i]->type, args[i], true);
    call = ir_call_stmt(p, s->loc, shadow_place(d, s->u.call.place), func, args, 3);
    map_put(d->shadow_stmts, call, call);
    d->allocates = true;
    ir_push(p, out, call);
}

/* What a call's forward half returns as the shadow of its result. */
static void follow_of_result(Derive *d, Block *out, Stmt *s)
{
    const Expr *shadow = shadow_place(d, s->u.call.place);
    Var        *from = shadow_temp(d, shadow_name(d, "out"), shadow_of(d, s->u.call.callee->result), s->loc);
    Stmt       *take;

    from->is_shadow = true;
    from->is_register = false;
    map_put(d->outs, s, from);
    map_put(d->outs, from, from);
    take = ir_assign(d->p, s->loc, shadow, ir_cast(d->p, s->loc, shadow->type, ir_var(d->p, s->loc, from), true));
    map_put(d->shadow_stmts, take, take);
    ir_push(d->p, out, take);
}

/* What a call does to pointers, its forward half does to their shadows. */
static void follow_mirror(Derive *d, Stmt *s)
{
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, s->u.call.count + 1);
    const Expr  *place = s->u.call.place;
    Var         *out = map_get(d->outs, s);

    for (int i = 0; i < s->u.call.count; i++) {
        args[i] = s->u.call.args[i];
        if (!type_holds_pointer(args[i]->type) || !calls_arg_is_active(d, s, i) || calls_leads_nowhere(d, args[i]))
            continue;
        args[i] = type_is_pointer(args[i]->type) ? shadow_pointer(d, args[i]) : shadow_place(d, args[i]);
    }
    if (place)
        place = out ? ir_var(d->p, s->loc, out) : type_holds_pointer(place->type) ? shadow_place(d, place) : NULL;
    map_put(d->mirrors, s, ir_call_stmt(d->p, s->loc, place, s->u.call.callee, args, s->u.call.count));
}

static void follow_find_read(void *data, const Expr *e)
{
    bool *found = data;

    *found |= (op_info[e->op].flags & OPF_PLACE) && !(e->op == OP_VAR && e->u.var->is_register);
}

/* Whether the shadow's statement has to come first: it reads what the primal's changes. */
static bool follow_comes_first(const Stmt *s)
{
    const Expr *place = s->u.assign.place, *value = s->u.assign.value;
    bool        reads = false;

    if (place->op == OP_VAR && place->u.var->is_register)
        return ir_mentions(value, place->u.var);
    ir_visit_expr(value, follow_find_read, &reads);
    for (int i = 0; i < place->count; i++)
        ir_visit_expr(place->args[i], follow_find_read, &reads);
    return reads;
}

typedef struct Sizes {
    Derive     *d;
    const Expr *place;       /* that gets the block */
    bool        change;      /* with it */
} Sizes;

static void follow_find_size(void *data, const Expr *e)
{
    Sizes *sizes = data;

    if (!(op_info[e->op].flags & OPF_PLACE) || !type_is_pointer(e->type))
        return;
    if (ir_same(e, sizes->place) ||
        (!ir_is_register(e) && !ir_is_register(sizes->place) && alias_places_overlap(sizes->d->alias, e, sizes->place)))
        sizes->change = true;
}

/* p = malloc(end - p): the shadow has the size that was asked for before p changed. */
static void follow_hold_sizes(Derive *d, Block *out, Stmt *s)
{
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, s->u.call.count);

    for (int i = 0; i < s->u.call.count; i++) {
        Sizes sizes = {d, s->u.call.place, false};

        args[i] = s->u.call.args[i];
        if (type_is_pointer(args[i]->type))
            continue;                /* of realloc, which has a shadow */
        ir_visit_expr(args[i], follow_find_size, &sizes);
        if (sizes.change) {
            const Expr *held = ir_var(d->p, s->loc, shadow_temp(d, "size", type_unqualified(d->p, args[i]->type), s->loc));

            ir_push(d->p, out, ir_assign(d->p, s->loc, held, args[i]));
            args[i] = held;
        }
    }
    s->u.call.args = args;
}

static bool follow_is_allocation(Derive *d, const Stmt *s)
{
    const Expr *place = s->kind == STMT_CALL && !s->u.call.callee->body ? s->u.call.place : NULL;
    Effect      effect = place ? rule_effect(s->u.call.callee->name) : EFFECT_NONE;

    return (effect == EFFECT_ALLOC || effect == EFFECT_RESIZE) && activity_follows(d->activity, place->type) &&
           follow_place_follows(d, place);
}

/* struct node t = {0}: where this is done more than once for one shadow, that is cleared each time, too. */
static void follow_clear(Derive *d, Block *out, const Stmt *s, bool in_loop)
{
    const Expr *init = s->u.decl.init;

    if (init && init->op == OP_INIT && (in_loop || d->pair) && shadow_has_pointers(d, s->u.decl.var->type) &&
        shadow_follows(d, s->u.decl.var))
        shadow_leaves(d, out, ir_var(d->p, s->loc, s->u.decl.var), NULL, true, follow_null_leaf);
}

static void follow_block(Derive *d, Block *block, bool in_loop)
{
    Block *out = ir_block_for(d->p, block);

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];
        bool  last = (s->kind == STMT_ASSIGN && follow_comes_first(s)) || tapes_come_first(d, s);

        if (follow_is_allocation(d, s))
            follow_hold_sizes(d, out, s);
        if (!last)
            ir_push(d->p, out, s);
        switch (s->kind) {
        case STMT_ASSIGN:
            follow_assign(d, out, s);
            if (last)
                ir_push(d->p, out, s);
            break;
        case STMT_CALL:
            if (tapes_is_call(s)) {
                tapes_follow(d, out, s);
                if (last)
                    ir_push(d->p, out, s);
                break;
            }
            if (s->u.call.place && type_is_pointer(s->u.call.place->type) && calls_is_active(d, s))
                follow_of_result(d, out, s);
            if (calls_is_active(d, s))
                follow_mirror(d, s);
            else if (follow_is_allocation(d, s))
                (rule_effect(s->u.call.callee->name) == EFFECT_RESIZE ? follow_resize : follow_allocate)(d, out, s);
            break;
        case STMT_DECL:
            follow_clear(d, out, s, in_loop);
            break;
        case STMT_IF:
            follow_block(d, s->u.branch.then, in_loop);
            follow_block(d, s->u.branch.other, in_loop);
            break;
        case STMT_FOR:
            follow_block(d, s->u.loop_for.body, true);
            break;
        case STMT_LOOP:
            follow_block(d, s->u.loop.head, true);
            follow_block(d, s->u.loop.body, true);
            follow_block(d, s->u.loop.step, true);
            break;
        case STMT_BLOCK:
            follow_block(d, s->u.block, in_loop);
            break;
        default:
            break;
        }
    }
    *block = *out;
}

void follow_insert(Derive *d)
{
    follow_block(d, d->fn->body, false);
    d->shadowed = true;
}
