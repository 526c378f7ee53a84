#include "calls.h"

#include <string.h>

#include "adjoint.h"
#include "lent.h"
#include "normal/normal.h"
#include "pair.h"
#include "parts.h"
#include "prompt.h"
#include "registered.h"
#include "request.h"
#include "shadow.h"
#include "split.h"
#include "store.h"
#include "tapes.h"

/* ---- which calls ---- */

static bool calls_stays_a_call(const Stmt *s)
{
    const Func *callee = s->u.call.callee;

    return s->kind == STMT_CALL && callee->body && !callee->is_library && !callee->no_derivative && !callee->variadic;
}

static bool calls_reaches_active(const Derive *d, const Expr *arg)
{
    IntSet reached = {0};

    alias_reach(d->alias, arg, &reached);
    return activity_any_object(d->activity, &reached);
}

/* The first number that a pointer argument leads to, as far as its type says; NULL: none. */
static const Expr *calls_number(const Derive *d, const Expr *arg)
{
    const Expr *place;

    if (!type_is_pointer(arg->type) || ir_uncast(arg)->op == OP_INT || !type_only_real(type_elem(arg->type)))
        return NULL;
    place = ir_deref(d->p, arg->loc, arg);
    while (place->type->canon->kind == TYPE_ARRAY)
        place = ir_index(d->p, arg->loc, place, ir_int(d->p, arg->loc, type_int(d->p, INT_INT), 0));
    return type_is_real(place->type) ? place : NULL;
}

/* Whether a variable or member on the way is marked ADGEN_INACTIVE. */
static bool calls_is_marked(const Expr *e)
{
    while (e->count > 0) {
        if (e->op == OP_FIELD && e->u.field->inactive)
            return true;
        e = e->args[0];
    }
    return e->op == OP_VAR && e->u.var->inactive;
}

bool calls_arg_is_active(const Derive *d, const Stmt *s, int i)
{
    const Expr *arg = s->u.call.args[i];
    const Var  *param = s->u.call.callee->params.items[i];
    const Expr *number = s->u.call.callee->parts || func_is_given(s->u.call.callee) ? calls_number(d, arg) : NULL;

    if (!activity_call_sees(d->activity, s, i))
        return false;
    if (number)
        return !calls_is_marked(number) && activity_place(d->activity, number);
    if (!type_holds_real(param->type, true))
        return calls_reaches_active(d, arg);
    return activity_expr(d->activity, arg) || calls_reaches_active(d, arg);
}

bool calls_has_active_global(const Derive *d)
{
    for (int i = 0; i < alias_count(d->alias); i++) {
        const Object *object = alias_object(d->alias, i);

        if (object->kind == OBJECT_VAR && activity_global(object->var) && activity_object(d->activity, i))
            return true;
    }
    return false;
}

bool calls_is_active(const Derive *d, const Stmt *s)
{
    const Effects *effects;

    if (!calls_stays_a_call(s))
        return false;
    effects = alias_effects(d->alias, s->u.call.callee);
    if (effects->globals && calls_has_active_global(d))
        return true;
    if (s->u.call.place && activity_place(d->activity, s->u.call.place))
        return true;
    if (s->u.call.place && (effects->fresh || effects->unknown) && calls_reaches_active(d, s->u.call.place))
        return true;
    for (int i = 0; i < s->u.call.count; i++)
        if (effects->frees[i] || ((effects->writes[i] || effects->returns[i] || effects->unknown) && calls_arg_is_active(d, s, i)))
            return true;
    return false;
}

/* ---- arguments ---- */

/* A copy of a record that is passed by value. */
static const Expr *calls_record(Derive *d, Block *out, const Expr *arg, const char *name)
{
    Var        *copy = shadow_temp(d, name, type_unqualified(d->p, arg->type), arg->loc);
    const Expr *place = ir_var(d->p, arg->loc, copy);

    copy->is_register = false;
    ir_push(d->p, out, ir_decl(d->p, arg->loc, copy, NULL));
    ir_push(d->p, out, ir_assign(d->p, arg->loc, place, arg));
    return place;
}

static const Expr *calls_offset(Derive *d, Block *out, const Expr *offset)
{
    return ir_is_register(offset) || (!ir_reads_memory(offset) && split_is_cheap(offset)) ? offset
                                                                                         : split_name(d, out, offset, "offset");
}

/* A pointer of the function's own, moved: only how far is given a name, as that has no shadow.  NULL: another one. */
static const Expr *calls_moved(Derive *d, Block *out, const Expr *arg)
{
    Program    *p = d->p;
    const Expr *from;

    if (ir_is_register(arg) || (arg->op == OP_DECAY && arg->args[0]->op == OP_VAR))
        return arg;
    if (arg->op == OP_CAST && type_is_pointer(arg->args[0]->type)) {
        from = calls_moved(d, out, arg->args[0]);
        return from ? ir_cast(p, arg->loc, arg->type, from, arg->implicit) : NULL;
    }
    if (arg->op == OP_PTRADD) {
        from = calls_moved(d, out, arg->args[0]);
        return from ? ir_ptradd(p, arg->loc, from, calls_offset(d, out, arg->args[1])) : NULL;
    }
    if (arg->op == OP_ADDR && arg->args[0]->op == OP_INDEX && type_is_pointer(arg->args[0]->args[0]->type)) {
        from = calls_moved(d, out, arg->args[0]->args[0]);
        return from ? ir_addr(p, arg->loc, ir_index(p, arg->loc, from, calls_offset(d, out, arg->args[0]->args[1]))) : NULL;
    }
    return NULL;
}

static const Expr *calls_argument(Derive *d, Block *out, const Stmt *s, int i)
{
    const Expr *arg = s->u.call.args[i];

    if (ir_is_register(arg))
        return arg;
    if (type_is_pointer(arg->type) && (ir_reads_memory(arg) || !split_is_cheap(arg))) {
        const Expr *moved = calls_moved(d, out, arg);

        if (moved)
            return moved;
    }
    if (arg->type->canon->kind == TYPE_RECORD)
        return arg->op == OP_VAR ? arg : calls_record(d, out, arg, s->u.call.callee->params.items[i]->name);
    if (type_is_real(arg->type) && calls_arg_is_active(d, s, i))
        return split_value(d, out, arg, s->u.call.callee->params.items[i]->name);
    if (ir_reads_memory(arg) || !split_is_cheap(arg)) {
        const Expr *name = split_name(d, out, arg, s->u.call.callee->params.items[i]->name);

        if (type_is_pointer(arg->type))
            name->u.var->inactive = calls_is_marked(arg);
        return name;
    }
    return arg;
}

/* Whether the result cannot go where it is to go at once: to no register, or, of a routine whose derivative asks for its
 * arguments behind the call, to one that an argument mentions (n = LAPACKE_dpotrf(..., n, a, n)). */
static bool calls_has_detour(const Stmt *s)
{
    const Expr *place = s->u.call.place;

    if (place == NULL || !ir_is_register(place))
        return place != NULL;
    for (int i = 0; s->u.call.callee->parts && i < s->u.call.count; i++)
        if (ir_mentions(s->u.call.args[i], place->u.var))
            return true;
    return false;
}

void calls_split(Derive *d, Block *out, Stmt *s)
{
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, s->u.call.count + 1);
    const Expr  *place = s->u.call.place;
    bool         record = place && place->type->canon->kind == TYPE_RECORD, detour;

    if (place == NULL && s->u.call.callee->parts && parts_want_result(s->u.call.callee))
        s->u.call.place = place = ir_var(d->p, s->loc, shadow_temp(d, "result", type_unqualified(d->p, s->u.call.callee->result), s->loc));
    for (int i = 0; i < s->u.call.count; i++)
        args[i] = calls_argument(d, out, s, i);
    s->u.call.args = args;
    detour = calls_has_detour(s);
    if (detour) {
        Var *temp = shadow_temp(d, arena_printf(d->arena, "%s_value", s->u.call.callee->name),
                                type_unqualified(d->p, place->type), s->loc);

        temp->is_register = !record;
        s->u.call.place = ir_var(d->p, s->loc, temp);
        if (record)
            ir_push(d->p, out, ir_decl(d->p, s->loc, temp, NULL));
    }
    ir_push(d->p, out, s);
    if (detour)
        ir_push(d->p, out, ir_assign(d->p, s->loc, place, s->u.call.place));
}

/* ---- pairs ---- */

bool calls_stores(const Derive *d, int first, int last, const IntSet *objects)
{
    int count, begin = layout_stores(d->layout, first, last, &count);

    for (int k = begin; k < begin + count; k++) {
        const Store *store = layout_store(d->layout, k);

        if (!map_get(d->shadow_stmts, store->stmt) &&
            (store->unknown || alias_sets_overlap(d->alias, &store->objects, objects)))
            return true;
    }
    return false;
}

bool calls_is_scoped(const Derive *d, const Object *object)
{
    const Stmt *decl = object->kind == OBJECT_VAR ? map_get(d->decls, object->var) : NULL;

    return decl && type_is_vla(object->var->type) && layout_info(d->layout, decl)->parent;
}

bool calls_arg_stays(const Derive *d, const Stmt *s, int i, bool behind)
{
    const StmtInfo *outermost = layout_info(d->layout, s);
    IntSet          reached = {0};

    behind = behind && outermost->loop == NULL;
    if (type_is_function_pointer(s->u.call.args[i]->type))
        return true;
    while (outermost->loop)
        outermost = layout_info(d->layout, outermost->loop);
    alias_reach(d->alias, s->u.call.args[i], &reached);
    if (func_is_given(s->u.call.callee) && s->u.call.args[i]->type->canon->kind == TYPE_RECORD)   /* which gets it anew */
        alias_of_place(d->alias, s->u.call.args[i], &reached);
    for (int k = 0; k < reached.count; k++) {
        const Object *object = alias_object(d->alias, reached.items[k]);

        if (object->kind == OBJECT_UNKNOWN || (d->pair && !pair_object_stays(d, object)) || calls_is_scoped(d, object))
            return false;
    }
    return !calls_stores(d, outermost->pos + behind, layout_count(d->layout) - 1, &reached);
}

/* From where on the object is there, in this iteration of the loops around the statement: a position; or -1. */
static int calls_birth(const Derive *d, const StmtInfo *info, const Object *object, bool zeros)
{
    const Func *maker = object->kind == OBJECT_ALLOC && object->site ? object->site->u.call.callee : NULL;
    const Stmt *decl = object->kind == OBJECT_VAR ? map_get(d->decls, object->var) : NULL;

    if (decl && layout_info(d->layout, decl)->loop == info->loop)
        return layout_info(d->layout, decl)->pos + (decl->u.decl.init == NULL);
    if (decl)
        return -1;
    if (maker == NULL || maker->body || info->loop)
        return -1;
    return strcmp(maker->name, "malloc") == 0 || strcmp(maker->name, "aligned_alloc") == 0 ||
                   (zeros && strcmp(maker->name, "calloc") == 0)
               ? 0 : -1;
}

bool calls_arg_is_fresh(const Derive *d, const Stmt *s, int i, bool zeros)
{
    const StmtInfo *info = layout_info(d->layout, s);
    IntSet          objects = {0};
    int             first = info->pos;

    if (d->pair || !type_is_pointer(s->u.call.args[i]->type))
        return false;
    alias_of_pointer(d->alias, s->u.call.args[i], &objects);
    for (int k = 0; k < objects.count; k++) {
        int birth = calls_birth(d, info, alias_object(d->alias, objects.items[k]), zeros);

        if (birth < 0)
            return false;
        first = birth < first ? birth : first;
    }
    return objects.count > 0 && !calls_stores(d, first, info->pos - 1, &objects);
}

static bool calls_result_is_active(const Derive *d, const Stmt *s)
{
    const Expr *place = s->u.call.place;

    if (place == NULL)
        return false;
    if (type_is_pointer(place->type))
        return activity_follows(d->activity, place->type) && calls_reaches_active(d, place);
    return type_holds_real(place->type, true) && activity_place(d->activity, place);
}

/* Whether the function may as well be run forward a second time, when it is run backward. */
static bool calls_is_joint(const Derive *d, const Stmt *s, const bool *stays)
{
    const Effects *effects = alias_effects(d->alias, s->u.call.callee);
    const Expr    *place = s->u.call.place;

    if (effects->globals || effects->uses_globals || effects->unknown || effects->fresh || effects->stores || effects->acts ||
        normal_is_recursive(s->u.call.callee) || (place && !type_is_scalar(place->type)) ||
        (place && type_is_pointer(place->type)))
        return false;
    for (int i = 0; i < s->u.call.count; i++) {
        const Type *type = s->u.call.args[i]->type;

        if (effects->writes[i] || effects->frees[i] || effects->keeps[i] || effects->returns[i] ||
            type->canon->kind == TYPE_RECORD || (type_is_pointer(type) && !stays[i]))
            return false;
    }
    return true;
}

bool calls_leads_nowhere(const Derive *d, const Expr *pointer)
{
    IntSet objects = {0};

    if (!type_is_pointer(pointer->type))
        return false;
    alias_of_pointer(d->alias, pointer, &objects);
    return objects.count == 0 && (ir_uncast(pointer)->op == OP_VAR || ir_is_null(pointer));
}

/* Of a pointer to what may hold reals: the function may hand itself another one in that place. */
static bool calls_arg_is_null(const Derive *d, const Stmt *s, int i)
{
    const Var *param = s->u.call.callee->params.items[i];

    return !param->inactive && type_holds_real(param->type, true) && calls_leads_nowhere(d, s->u.call.args[i]);
}

static Pair *calls_pair(Derive *d, const Stmt *s)
{
    int   count = s->u.call.count;
    bool *active = ARENA_ARRAY(d->arena, bool, count + 1), *stays = ARENA_ARRAY(d->arena, bool, count + 1);
    Pair *prompt;

    for (int i = 0; i < count; i++)
        active[i] = calls_arg_is_active(d, s, i) || calls_arg_is_null(d, s, i);
    if (d->tangents)
        return pairs_get_tangent(d->pairs, s->u.call.callee, active, calls_result_is_active(d, s),
                                 d->request->width, s->loc);
    if (prompt_may_be(d, s)) {
        for (int i = 0; i < count; i++)
            stays[i] = !type_is_arithmetic(s->u.call.args[i]->type);
        prompt = pairs_get_prompt(d->pairs, s->u.call.callee, active, stays, d->request->width, s->loc);
        if (!normal_is_recursive(s->u.call.callee) || request_fits(d->pairs, prompt))
            return prompt;
    }
    for (int i = 0; i < count; i++) {
        stays[i] = !type_is_arithmetic(s->u.call.args[i]->type) && calls_arg_stays(d, s, i, false);
    }
    return pairs_get(d->pairs, s->u.call.callee, active, stays, calls_result_is_active(d, s),
                     func_is_given(s->u.call.callee) ? lent_is_nothing(d, s)
                     : s->u.call.callee->parts ? parts_is_joint(d, s)
                                               : calls_is_joint(d, s, stays),
                     d->request->width, s->loc);
}

const Expr *calls_shadow(Derive *d, const Stmt *s, int i)
{
    const Expr *arg = s->u.call.args[i];

    if (calls_leads_nowhere(d, arg))
        return ir_zero(d->p, arg->loc, shadow_of(d, type_unqualified(d->p, arg->type)));
    return type_is_pointer(arg->type) ? shadow_pointer(d, arg) : ir_addr(d->p, arg->loc, shadow_place(d, arg));
}

static void calls_forward(Derive *d, const Stmt *s, const Pair *pair)
{
    Program     *p = d->p;
    int          room = pair->forward->params.count, count = 0;
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, room + 1);
    Stmt        *call;

    for (int i = 0; i < s->u.call.count; i++)
        args[count++] = s->u.call.args[i];
    for (int i = 0; i < s->u.call.count; i++)
        if (pairs_forward_shadow(pair, i))
            args[count++] = calls_shadow(d, s, i);
    if (pair->result && type_is_pointer(pair->func->result))
        args[count++] = ir_addr(p, s->loc, ir_var(p, s->loc, map_get(d->outs, s)));
    args[count++] = store_tape(d, s->loc);
    ENSURE(count == room);
    call = ir_call_stmt(p, s->loc, s->u.call.place, pair->forward, args, count);
    map_put(d->forwards, s, call);
    d->calls_halves = true;
    d->puts_back |= alias_effects(d->alias, pair->func)->stores || alias_effects(d->alias, pair->func)->fresh ||
                    alias_effects(d->alias, pair->func)->unknown;
}

static void calls_choose_stmt(void *data, Stmt *s)
{
    Derive *d = data;

    if (calls_is_active(d, s) && !tapes_is_call(s)) {
        Pair *pair = calls_pair(d, s);

        map_put(d->pairs_of, s, pair);
        if (func_is_given(s->u.call.callee)) {
            registered_refuses(d, s, pair);
        } else if (d->tangents && s->u.call.callee->parts) {
            parts_check_tangent(d, s);
        } else if (!d->tangents && !pair->joint && !s->u.call.callee->parts) {
            calls_forward(d, s, pair);
        }
    }
}

void calls_choose(Derive *d)
{
    d->pairs_of = map_new(d->arena);
    d->forwards = map_new(d->arena);
    ir_visit_stmts(d->fn->body, calls_choose_stmt, d);
}

/* ---- backward ---- */

const Expr *calls_part(Derive *d, const Expr *arg, bool active, Block *out, Block *after)
{
    Program *p = d->p;
    Var     *part = shadow_temp(d, active ? "part_adj" : "unused_adj", type_unqualified(p, arg->type), arg->loc);

    part->is_shadow = true;
    part->is_register = false;
    ir_push(p, out, ir_assign(p, arg->loc, ir_var(p, arg->loc, part), ir_zero(p, arg->loc, part->type)));
    if (active && arg->op == OP_VAR)
        ir_push(p, after, adjoint_add(d, shadow_place(d, arg), ir_var(p, arg->loc, part)));
    return ir_addr(p, arg->loc, ir_var(p, arg->loc, part));
}

Block *calls_adjoint(Derive *d, const Stmt *s)
{
    Program     *p = d->p;
    const Pair  *pair = map_get(d->pairs_of, s);
    Block       *out = ir_block(p), *after = ir_block(p);
    int          room = pair->backward->params.count, count = 0;
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, room + 1), *result = NULL;

    if (func_is_given(s->u.call.callee))
        return registered_adjoint(d, s, pair);
    if (s->u.call.callee->parts)
        return parts_adjoint(d, s, pair);
    for (int i = 0; i < s->u.call.count; i++)
        if (pairs_backward_param(pair, i))
            args[count++] = s->u.call.args[i];
    for (int i = 0; i < s->u.call.count; i++)
        if (pairs_has_shadow(pair, i))
            args[count++] = calls_shadow(d, s, i);
    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        if (pair->active[i] && type_is_real(arg->type))
            args[count++] = calls_part(d, arg, true, out, after);
    }
    if (pair->result && type_is_real(pair->func->result)) {
        result = shadow_place(d, s->u.call.place);
        args[count++] = result;
    } else if (pair->result && !type_is_pointer(pair->func->result)) {
        args[count++] = ir_addr(p, s->loc, shadow_place(d, s->u.call.place));
    }
    if (!pair->joint)
        args[count++] = store_tape(d, s->loc);
    ENSURE(count == room);
    ir_push(p, out, ir_call_stmt(p, s->loc, NULL, pair->backward, args, count));
    if (result)
        ir_push(p, out, ir_assign(p, s->loc, result, ir_zero(p, s->loc, result->type)));
    ir_append(p, out, after);
    return out;
}

/* ---- forward mode ---- */

void calls_tangent(Derive *d, Stmt *s, Pair *pair, Block *out)
{
    Program     *p = d->p;
    const Func  *callee = pair->backward;
    int          room = callee->params.count, count = 0;
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, room + 1);

    if (func_is_given(s->u.call.callee)) {
        registered_tangent(d, s, pair, out);
        return;
    }
    if (s->u.call.callee->parts) {
        parts_tangent(d, s, pair, out);
        return;
    }
    for (int i = 0; i < s->u.call.count; i++)
        args[count++] = s->u.call.args[i];
    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        if (!pair->active[i])
            continue;
        args[count++] = type_is_pointer(arg->type) ? calls_shadow(d, s, i) : shadow_place(d, arg);
    }
    if (pair->result) {
        Var *result = map_get(d->outs, s);

        result = result ? result : shadow_var(d, s->u.call.place->u.var);
        result->is_register = false;
        args[count++] = ir_addr(p, s->loc, ir_var(p, s->loc, result));
    }
    ENSURE(count == room);
    pairs_use(pair);
    ir_push(p, out, ir_call_stmt(p, s->loc, s->u.call.place, pair->backward, args, count));
}
