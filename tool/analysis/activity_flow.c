#include "activity_parts.h"

#include <string.h>

#include "rules/rule.h"

Node *activity_new_node(Activity *act)
{
    Node *node = arena_words(act->arena, sizeof *node);

    node->id = act->nodes.count;
    VEC_PUSH(act->work, &act->nodes, node);
    VEC_PUSH(act->work, &act->flows, ((Flow){{0}, {0}}));
    return node;
}

Node *activity_register(Activity *act, const Var *var)
{
    Node *node = vartable_get(&act->registers, var);

    if (node == NULL) {
        node = activity_new_node(act);
        vartable_put(&act->registers, var, node);
    }
    return node;
}

/* Whether ADGEN_INACTIVE stands on the way to the place. */
bool activity_is_cut(const Expr *place)
{
    for (;;) {
        if (place->op == OP_VAR)
            return place->u.var->inactive;
        if (place->op == OP_FIELD && place->u.field->inactive)
            return true;
        if (place->count == 0)
            return false;
        place = place->args[0];
    }
}

/* The nodes that a place of reals lies in. */
void activity_place_nodes(Activity *act, const Expr *place, Nodes *out)
{
    IntSet objects = {0};

    if (activity_is_cut(place))
        return;
    if (ir_is_register(place)) {
        VEC_PUSH(act->work, out, activity_register(act, place->u.var)->id);
        return;
    }
    alias_of_place(act->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        VEC_PUSH(act->work, out, act->objects[objects.items[i]]->id);
}

/* Whether an object of the type may hold reals; of a type that the IR does not know, that is not excluded. */
bool activity_carries(const Type *type)
{
    const Type *canon = type->canon;

    if (canon->kind == TYPE_OPAQUE)
        return !canon->integers;
    if (canon->kind == TYPE_ARRAY)
        return activity_carries(canon->u.array.elem);
    return type_holds_real(type, false);
}

void activity_nodes_of(Activity *act, const IntSet *objects, Nodes *out)
{
    for (int i = 0; i < objects->count; i++)
        if (alias_object(act->alias, objects->items[i])->kind != OBJECT_FUNC)
            VEC_PUSH(act->work, out, act->objects[objects->items[i]]->id);
}

/* Every node that holds reals and that code with these pointers may touch. */
void activity_reachable(Activity *act, const IntSet *from, Nodes *out)
{
    IntSet all = {0};

    intset_add_all(act->work, &all, from);
    alias_close(act->alias, &all);
    activity_nodes_of(act, &all, out);
}

/* The nodes whose reals the value of an expression depends on differentiably. */
void activity_sources(Activity *act, const Expr *e, Nodes *out)
{
    if (!activity_carries(e->type))
        return;
    if (op_info[e->op].flags & OPF_PLACE) {
        activity_place_nodes(act, e, out);
        return;
    }
    if (e->op == OP_CALL) {
        const Rule *rule = rule_find(e->u.callee->name);

        if (rule && rule_is_zero(rule))
            return;
    }
    if (e->op == OP_OPAQUE) {
        for (int i = 0; i < e->u.opaque->vars.count; i++) {
            Var *var = e->u.opaque->vars.items[i];

            IntSet own = {0};

            if (var->inactive)
                continue;
            if (var->is_register && type_is_real(var->type))
                VEC_PUSH(act->work, out, activity_register(act, var)->id);
            else
                intset_add(act->work, &own, alias_of_var(act->alias, var));
            activity_reachable(act, &own, out);
        }
        if (bytes_union_text(e->u.opaque))
            VEC_PUSH(act->work, out, act->hub.items[0]);
        return;
    }
    for (int i = e->op == OP_SELECT ? 1 : 0; i < e->count; i++)
        activity_sources(act, e->args[i], out);
}

void activity_edge(Activity *act, int from, int to)
{
    VEC_PUSH(act->work, &act->flows.items[from].to, to);
    VEC_PUSH(act->work, &act->flows.items[to].from, from);
    act->nodes.items[to]->fed = true;
}

void activity_join(Activity *act, const Nodes *from, const Nodes *to)
{
    for (int i = 0; i < from->count; i++)
        for (int j = 0; j < to->count; j++)
            activity_edge(act, from->items[i], to->items[j]);
}

/* With a record that holds text, what was printed there is copied. */
static void activity_assign(Activity *act, const Expr *place, const Expr *value)
{
    bool  text = place->type->canon->kind == TYPE_RECORD && bytes_of_text(place->type);
    Nodes from = {0}, to = {0};

    if (activity_carries(place->type))
        activity_sources(act, value, &from);
    else if (text && (op_info[value->op].flags & OPF_PLACE))
        activity_place_nodes(act, value, &from);
    else
        return;
    activity_place_nodes(act, place, &to);
    activity_join(act, &from, &to);
}

/* A call of code that may copy bytes. */
static void activity_join_bytes(Activity *act, const Nodes *from, const Nodes *to)
{
    activity_join(act, from, to);
    for (int j = 0; from->count && j < to->count; j++)
        act->nodes.items[to->items[j]]->copied = true;
}

/* The nodes that the call reaches by its i-th argument. */
static void activity_argument(Activity *act, const Stmt *s, int i, Nodes *out)
{
    const Effects *effects = alias_effects(act->alias, s->u.call.callee);
    bool           hidden = effects->unknown || i >= s->u.call.callee->params.count || effects->hides[i];
    IntSet         reached = {0}, kept = {0};

    alias_reach(act->alias, s->u.call.args[i], &reached);
    alias_close(act->alias, &reached);
    for (int k = 0; k < reached.count; k++)
        if (bytes_may_hold_reals(alias_object(act->alias, reached.items[k]), hidden))
            intset_add(act->work, &kept, reached.items[k]);
    activity_nodes_of(act, &kept, out);
}

/* The same by a global variable; counters and flags hold none. */
static void activity_by_global(Activity *act, int global, Nodes *out)
{
    IntSet reached = {0}, kept = {0};

    intset_add(act->work, &reached, global);
    alias_close(act->alias, &reached);
    for (int i = 0; i < reached.count; i++) {
        const Object *object = alias_object(act->alias, reached.items[i]);
        bool          counts = object->kind == OBJECT_VAR && type_is_plain(object->var->type) && !bytes_of_text(object->var->type);

        if (!counts)
            intset_add(act->work, &kept, reached.items[i]);
    }
    activity_nodes_of(act, &kept, out);
}

static void activity_note_maker(Activity *act, const Nodes *args, const IntSet *reached)
{
    Made *maker = ARENA_NEW(act->work, Made);

    maker->args = *args;
    for (int i = 0; i < reached->count; i++)
        if (alias_object(act->alias, reached->items[i])->kind == OBJECT_ALLOC)
            VEC_PUSH(act->work, &maker->made, act->objects[reached->items[i]]->id);
    VEC_PUSH(act->work, &act->makers, maker);
}

/* A call of a function whose body is visible: all that goes in may flow into all that it may write. */
static void activity_visible_call(Activity *act, const Stmt *s)
{
    const Effects *effects = alias_effects(act->alias, s->u.call.callee);
    Nodes          in = {0}, out = {0};

    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        if (!type_is_pointer(arg->type))
            activity_sources(act, arg, &in);
        if (effects->scans || !bytes_is_stream(arg))
            activity_argument(act, s, i, &in);
        if (effects->unknown || (i < s->u.call.callee->params.count && effects->writes[i]))
            activity_argument(act, s, i, &out);
    }
    if (s->u.call.place) {                           /* memory that the function has made */
        IntSet made = {0};

        alias_reach(act->alias, s->u.call.place, &made);
        activity_reachable(act, &made, &out);
        if (effects->fresh)
            activity_note_maker(act, &in, &made);
    }
    for (int i = 0; effects->uses_globals && i < alias_count(act->alias); i++) {
        const Object *object = alias_object(act->alias, i);

        if (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL && object->var->is_written) {
            activity_by_global(act, i, &in);
            if (effects->globals || effects->unknown)
                activity_by_global(act, i, &out);
        }
    }
    if (s->u.call.place && activity_carries(s->u.call.place->type))
        activity_place_nodes(act, s->u.call.place, &out);
    activity_join(act, &in, &out);
    if (effects->puns) {
        activity_join(act, &in, &act->hub);
        activity_join(act, &act->hub, &out);
    }
}

/* strcpy: what was printed to the one text is in the other, too. */
static void activity_text(Activity *act, const Stmt *s)
{
    IntSet pointers = {0};
    Nodes  in = {0}, out = {0};

    for (int i = 0; i < s->u.call.count; i++) {
        if (!type_is_pointer(s->u.call.args[i]->type))
            continue;
        pointers.count = 0;
        alias_of_pointer(act->alias, s->u.call.args[i], &pointers);
        activity_nodes_of(act, &pointers, i == 0 ? &out : &in);
    }
    activity_join(act, &in, &out);
}

/* strtod: of a text that active data were written to. */
static void activity_parse(Activity *act, const Stmt *s)
{
    IntSet string = {0};
    Nodes  in = {0}, out = {0};

    if (!s->u.call.place || !type_is_real(s->u.call.place->type) || !type_is_pointer(s->u.call.args[0]->type))
        return;
    alias_of_pointer(act->alias, s->u.call.args[0], &string);
    for (int i = 0; i < string.count; i++)
        if (bytes_is_text(alias_object(act->alias, string.items[i])))
            VEC_PUSH(act->work, &in, act->objects[string.items[i]]->id);
    activity_place_nodes(act, s->u.call.place, &out);
    activity_join(act, &in, &out);
}

/* What is written to a stream may be read from it again. */
static void activity_output(Activity *act, const Stmt *s)
{
    Nodes  in = {0}, out = {0};
    IntSet streams = {0}, data = {0};

    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = s->u.call.args[i];

        if (bytes_is_stream(arg))
            alias_of_pointer(act->alias, arg, &streams);
        else if (type_is_pointer(arg->type))
            alias_of_pointer(act->alias, arg, &data);
        else
            activity_sources(act, arg, &in);
    }
    if (streams.count == 0)
        return;
    activity_nodes_of(act, &data, &in);
    activity_nodes_of(act, &streams, &out);
    activity_join(act, &in, &out);
}

/* frexp, modf: what they store has no derivative. */
static void activity_storing(Activity *act, const Stmt *s)
{
    Nodes in = {0}, out = {0};

    for (int i = 0; s->u.call.place && i < s->u.call.count; i++)
        if (!type_is_pointer(s->u.call.args[i]->type))
            activity_sources(act, s->u.call.args[i], &in);
    if (s->u.call.place)
        activity_place_nodes(act, s->u.call.place, &out);
    activity_join(act, &in, &out);
}

/* A call of unknown code: all that goes in may flow into all that it may write. */
static void activity_call(Activity *act, const Stmt *s)
{
    const Func *callee = s->u.call.callee;
    Effect      effect = callee->body ? EFFECT_UNKNOWN : rule_effect(callee->name);
    Nodes       in = {0}, out = {0};
    IntSet      pointers = {0};

    if (callee->keeps)
        return;
    if (callee->body && !callee->no_derivative) {
        activity_visible_call(act, s);
        return;
    }
    if (!callee->body && callee->is_library && !callee->no_derivative && rule_storing(callee->name)) {
        activity_storing(act, s);
        return;
    }
    if (!callee->no_derivative && s->u.call.count > 0 && (effect == EFFECT_PARSE || effect == EFFECT_READ)) {
        activity_parse(act, s);
        return;
    }
    if (effect == EFFECT_OUTPUT && !callee->no_derivative) {
        activity_output(act, s);
        return;
    }
    if (bytes_writes_text(act->alias, s)) {
        activity_text(act, s);
        return;
    }
    if (callee->no_derivative || (effect != EFFECT_UNKNOWN && effect != EFFECT_COPY && effect != EFFECT_FILL &&
                                  effect != EFFECT_RESIZE))
        return;
    for (int i = 0; i < s->u.call.count; i++) {
        if (type_is_pointer(s->u.call.args[i]->type))
            alias_of_pointer(act->alias, s->u.call.args[i], &pointers);
        else
            activity_sources(act, s->u.call.args[i], &in);
    }
    if (effect == EFFECT_RESIZE && s->u.call.place)
        alias_of_pointer(act->alias, s->u.call.place, &pointers);
    activity_reachable(act, &pointers, &in);
    activity_reachable(act, &pointers, &out);
    if (s->u.call.place && activity_carries(s->u.call.place->type))
        activity_place_nodes(act, s->u.call.place, &out);
    if (effect != EFFECT_COPY)
        activity_join_bytes(act, &in, &out);
    else
        activity_join(act, &in, &out);
    for (int i = 0; effect == EFFECT_COPY && bytes_copy(act->alias, s) && i < pointers.count; i++)
        act->objects[pointers.items[i]]->bytes = true;
}

static void activity_opaque(Activity *act, const Opaque *opaque)
{
    Nodes  in = {0}, out = {0};
    IntSet pointers = {0}, reached = {0};

    for (int i = 0; i < opaque->vars.count; i++) {
        Var *var = opaque->vars.items[i];
        int  object = alias_of_var(act->alias, var);

        if (var->inactive)
            continue;
        if (var->is_register && type_is_real(var->type))
            VEC_PUSH(act->work, &in, activity_register(act, var)->id);
        else if (object >= 0)
            intset_add(act->work, &pointers, object);
    }
    for (int i = 0; i < opaque->behind.count; i++)
        if (alias_of_var(act->alias, opaque->behind.items[i]) >= 0 && !opaque->behind.items[i]->inactive)
            intset_add(act->work, &pointers, alias_of_var(act->alias, opaque->behind.items[i]));
    activity_reachable(act, &pointers, &in);
    for (int i = 0; i < opaque->writes.count; i++) {
        Var *var = opaque->writes.items[i];
        int  object = alias_of_var(act->alias, var);

        if (var->is_register && type_is_real(var->type))
            VEC_PUSH(act->work, &out, activity_register(act, var)->id);
        else if (object >= 0)
            VEC_PUSH(act->work, &out, act->objects[object]->id);
    }
    for (int i = 0; i < opaque->reaches.count; i++) {
        int object = alias_of_var(act->alias, opaque->reaches.items[i]);

        if (object >= 0)
            intset_add_all(act->work, &reached, &alias_object(act->alias, object)->contents);
    }
    activity_reachable(act, &reached, &out);
    activity_join_bytes(act, &in, &out);
}

void activity_visit(void *data, Stmt *s)
{
    Activity *act = data;

    if (s->kind == STMT_ASSIGN) {
        activity_assign(act, s->u.assign.place, s->u.assign.value);
    } else if (s->kind == STMT_DECL && s->u.decl.init) {
        Expr place = {.op = OP_VAR, .type = s->u.decl.var->type, .loc = s->loc};

        place.u.var = s->u.decl.var;
        activity_assign(act, &place, s->u.decl.init);
    } else if (s->kind == STMT_CALL) {
        activity_call(act, s);
    } else if (s->kind == STMT_OPAQUE) {
        activity_opaque(act, s->u.opaque);
    }
}
