#include "activity_parts.h"

#include "ir/runtime.h"
#include "rules/rule.h"

static void activity_opaque_objects(Activity *act, const Opaque *opaque, IntSet *out)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        Var *var = opaque->vars.items[i];

        if (!var->is_register)
            intset_add(act->work, out, alias_of_var(act->alias, var));
        else if (type_is_real(var->type) && !var->inactive)
            activity_edge(act, activity_register(act, var)->id, act->hub.items[0]);
        if (type_is_pointer(var->type))
            intset_add_all(act->work, out, &alias_object(act->alias, alias_of_var(act->alias, var))->contents);
    }
}

/* Where a pointer to integers leads, and where one does that a cast of data has made. */
static void activity_note_bytes(Activity *act, const Expr *e)
{
    const Expr *pointer = e->op == OP_CAST ? e->args[0] : e;
    IntSet      objects = {0};

    if (bytes_cast(e))
        alias_of_pointer(act->alias, pointer, &objects);
    else if (e->op == OP_OPAQUE && bytes_union_text(e->u.opaque))
        activity_opaque_objects(act, e->u.opaque, &objects);
    else if (bytes_other_member(e) && !ir_is_register(e))
        alias_of_place(act->alias, e, &objects);
    else if ((op_info[e->op].flags & OPF_PLACE) && e->op != OP_VAR && type_is_integer(e->type))
        alias_of_place(act->alias, e, &objects);
    for (int i = 0; i < objects.count; i++) {
        Node *node = act->objects[objects.items[i]];

        node->cast |= e->op == OP_CAST || e->op == OP_OPAQUE || bytes_other_member(e);
        node->seen |= e->op != OP_CAST;
    }
}

static void activity_note_access(void *data, const Expr *e)
{
    Activity *act = data;

    activity_note_bytes(act, e);
    if ((op_info[e->op].flags & OPF_PLACE) && e->op != OP_VAR && type_is_real(e->type) && !activity_is_cut(e)) {
        Nodes nodes = {0};

        VEC_PUSH(act->work, &act->accesses, e);
        activity_place_nodes(act, e, &nodes);
        for (int i = 0; i < nodes.count; i++)
            act->nodes.items[nodes.items[i]]->accessed = true;
    }
}

/* Whether an object may hold reals that a derivative flows through. */
static bool activity_may_hold_reals(const Object *object)
{
    if (object->var == NULL)
        return object->kind != OBJECT_FUNC;
    if (object->var->inactive)
        return false;
    return type_holds_real(object->var->type, object->kind != OBJECT_VAR);
}

static void activity_note_group(Activity *act, const Expr *arg)
{
    Nodes *group = ARENA_NEW(act->work, Nodes);
    IntSet reached = {0};

    alias_reach(act->alias, arg, &reached);
    for (int i = 0; i < reached.count; i++)
        if (activity_may_hold_reals(alias_object(act->alias, reached.items[i])))
            VEC_PUSH(act->work, group, act->objects[reached.items[i]]->id);
    if (group->count)
        VEC_PUSH(act->work, &act->groups, group);
}

bool activity_call_sees(const Activity *act, const Stmt *s, int i)
{
    const Var     *param = s->u.call.callee->params.items[i];
    const Effects *effects = alias_effects(act->alias, s->u.call.callee);

    if (param->inactive)
        return false;
    return (type_is_pointer(param->type) ? bytes_may_lead(param->type) : type_holds_real(param->type, true)) ||
           effects->hides[i] || (effects->returns[i] && act->integers_turn);
}

/* What the caller of a pair may see has shadows there, so it has them here. */
static void activity_note_result(Activity *act, const Stmt *s)
{
    const Expr *result = s->u.result;

    if (act->request->exact && act->request->of_return && result && !type_is_real(result->type))
        activity_note_group(act, result);
}

void activity_note_params(Activity *act)
{
    for (int i = 0; act->request->exact && i < act->request->wrt.count; i++) {
        Var *param = act->request->wrt.items[i];

        for (int k = 0; k < act->request->func->params.count; k++) {
            Expr value = {.op = OP_VAR, .type = param->type, .loc = param->loc};

            value.u.var = act->func->params.items[k];
            if (act->request->func->params.items[k] == param && type_holds_pointer(param->type))
                activity_note_group(act, &value);
        }
    }
}

bool activity_ends_in_integers(const Type *pointer)
{
    return type_is_integer(bytes_end(pointer));
}

bool activity_follows(const Activity *act, const Type *pointer)
{
    return act->integers_turn || !type_is_pointer(pointer) || !activity_ends_in_integers(pointer);
}

/* An untyped pointer becomes one to something else than integers. */
static void activity_note_retyped(Activity *act, const Expr *e)
{
    const Type *from = e->args[0]->type, *to = e->type;

    act->untyped_turn |= type_is_pointer(from) && type_is_pointer(to) && bytes_end(from)->canon->kind == TYPE_VOID &&
                         bytes_end(to)->canon->kind != TYPE_VOID && !activity_ends_in_integers(to);
}

static void activity_note_turn(void *data, const Expr *e)
{
    Activity *act = data;

    if (e->op == OP_CAST)
        activity_note_retyped(act, e);
    if ((e->op == OP_OPAQUE && !e->u.opaque->plain) ||
        (e->op == OP_CAST && type_is_pointer(e->args[0]->type) && activity_ends_in_integers(e->args[0]->type) &&
         (!type_is_pointer(e->type) || !activity_ends_in_integers(e->type))))
        act->integers_turn = true;
}

/* A pointer to integers becomes an untyped one in a variable: what that turns into is for the others to tell. */
static bool activity_note_untyped(Activity *act, const Stmt *s)
{
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    const Expr *value = place ? s->u.assign.value : s->kind == STMT_DECL ? s->u.decl.init : NULL;

    if (!value || (place && !ir_is_register(place)) || value->op != OP_CAST || !type_is_pointer(value->type) ||
        !type_is_pointer(value->args[0]->type) ||
        type_elem(value->type)->canon->kind != TYPE_VOID || !activity_ends_in_integers(value->args[0]->type))
        return false;
    act->integers_untyped = true;
    ir_visit_expr(value->args[0], activity_note_turn, act);
    return true;
}

static bool activity_is_untyped(const Expr *e)
{
    return e && type_is_pointer(e->type) && bytes_end(ir_uncast(e)->type)->canon->kind == TYPE_VOID;
}

/* Untyped pointers go where nobody sees what they become: into memory, to a function that is not to free them or keep them for
 * that, from one, to the caller. */
static void activity_note_leaving(Activity *act, const Stmt *s)
{
    const Func *callee = s->kind == STMT_CALL ? s->u.call.callee : NULL;
    bool        frees = callee && !callee->body && rule_effect(callee->name) == EFFECT_FREE;

    if (s->kind == STMT_ASSIGN)
        act->untyped_turn |= activity_is_untyped(s->u.assign.value) && !ir_is_register(s->u.assign.place);
    if (s->kind == STMT_RETURN)
        act->untyped_turn |= activity_is_untyped(s->u.result);
    if (callee == NULL || frees || runtime_use(callee) != RUNTIME_NONE)
        return;
    act->untyped_turn |= callee->body && type_is_pointer(callee->result) && bytes_end(callee->result)->canon->kind == TYPE_VOID;
    for (int i = 0; i < s->u.call.count; i++)
        act->untyped_turn |= activity_is_untyped(s->u.call.args[i]);
}

/* Whether it is what the runtime's outlines put on a tape. */
static bool activity_is_push(const Stmt *s)
{
    return s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_FIELD && runtime_is_tape(s->u.assign.place->args[0]->type);
}

/* What a library function, or the runtime, gets as void * is not turned by that. */
static void activity_note_turning(Activity *act, const Stmt *s)
{
    if (s->kind == STMT_OPAQUE)
        act->integers_turn = true;
    activity_note_leaving(act, s);
    if (activity_note_untyped(act, s))
        return;
    if (activity_is_push(s)) {
        ir_visit_expr(ir_uncast(s->u.assign.value), activity_note_turn, act);
        return;
    }
    if (s->kind != STMT_CALL || ((!s->u.call.callee->is_library || s->u.call.callee->body) &&
                                 runtime_use(s->u.call.callee) == RUNTIME_NONE)) {
        ir_visit_stmt_exprs(s, activity_note_turn, act);
        return;
    }
    for (int i = 0; i < s->u.call.count; i++)
        ir_visit_expr(ir_uncast(s->u.call.args[i]), activity_note_turn, act);
}

/* What a function returns may be the pointer to integers that it got, as one of another type. */
static void activity_note_returned(Activity *act, const Func *callee)
{
    const Effects *effects = alias_effects(act->alias, callee);

    if (!type_is_pointer(callee->result) || activity_ends_in_integers(callee->result))
        return;
    for (int i = 0; i < callee->params.count; i++) {
        const Type *given = callee->params.items[i]->type;

        act->integers_turn |= effects->returns[i] && type_is_pointer(given) && activity_ends_in_integers(given);
    }
}

/* A function gets pointers. */
static void activity_note_given(Activity *act, const Stmt *s)
{
    for (int i = 0; i < s->u.call.count; i++) {
        IntSet reached = {0};

        if (i < s->u.call.callee->params.count && alias_effects(act->alias, s->u.call.callee)->hides[i] &&
            runtime_use(s->u.call.callee) == RUNTIME_NONE)
            act->integers_turn = true;
        alias_reach(act->alias, s->u.call.args[i], &reached);
        for (int k = 0; k < reached.count; k++)
            act->objects[reached.items[k]]->seen = true;
    }
}

void activity_note_stmt(void *data, Stmt *s)
{
    const Func *callee = s->kind == STMT_CALL ? s->u.call.callee : NULL;

    ir_visit_stmt_exprs(s, activity_note_access, data);
    activity_note_turning(data, s);
    if (callee && callee->body) {
        activity_note_given(data, s);
        activity_note_returned(data, callee);
    }
    if (s->kind == STMT_RETURN)
        activity_note_result(data, s);
    for (int i = 0; callee && callee->body && !callee->no_derivative && i < callee->params.count; i++)
        if (activity_call_sees(data, s, i))
            activity_note_group(data, s->u.call.args[i]);
}
