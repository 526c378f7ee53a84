#include "analysis/activity.h"

#include "analysis/bytes.h"
#include "base/intern.h"
#include "ir/walk.h"
#include "rules/rule.h"

enum { NODE_VARIED = 1, NODE_USEFUL = 2, NODE_NEVER = 4, NODE_FORCED = 8 };

/* A register or a memory object, and where its reals flow. */
typedef struct Node {
    int  id;
    bool cast;              /* its bytes may be seen by a pointer that is the result of a cast */
    bool seen;              /* an integer access, or a function, may reach it */
    bool copied;            /* reals, or bytes of them, may be put there by memcpy and its like */
    bool bytes;             /* a side of a memcpy between reals and what is none */
    bool accessed;          /* as a real */
    VEC(int) to;
    VEC(int) from;
} Node;

typedef VEC(int) Nodes;

/* A call that may return memory of its own: that has a shadow if the call carries derivatives at all. */
typedef struct Made {
    Nodes args;
    Nodes made;
} Made;

struct Activity {
    Arena         *arena;
    Alias         *alias;
    const Func    *func;
    const Request *request;
    VEC(Node *)    nodes;
    unsigned char *marks;       /* by node */
    Map           *registers;   /* Var -> Node */
    Node         **objects;     /* by object */
    VEC(const Expr *) accesses; /* places of reals: what they may reach together */
    VEC(Made *)    makers;
    VEC(Nodes *)   groups;      /* what one argument of a call may reach */
    VEC(int)       queue;
    Nodes          hub;         /* the node in which bytes meet */
    bool           integers_turn;   /* pointers to integers may become pointers to something else */
};


static Node *activity_new_node(Activity *act)
{
    Node *node = ARENA_NEW(act->arena, Node);

    node->id = act->nodes.count;
    VEC_PUSH(act->arena, &act->nodes, node);
    return node;
}

static Node *activity_register(Activity *act, const Var *var)
{
    Node *node = map_get(act->registers, var);

    if (node == NULL) {
        node = activity_new_node(act);
        map_put(act->registers, var, node);
    }
    return node;
}

/* Whether ADGEN_INACTIVE stands on the way to the place. */
static bool activity_is_cut(const Expr *place)
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
static void activity_place_nodes(Activity *act, const Expr *place, Nodes *out)
{
    IntSet objects = {0};

    if (activity_is_cut(place))
        return;
    if (ir_is_register(place)) {
        VEC_PUSH(act->arena, out, activity_register(act, place->u.var)->id);
        return;
    }
    alias_of_place(act->alias, place, &objects);
    for (int i = 0; i < objects.count; i++)
        VEC_PUSH(act->arena, out, act->objects[objects.items[i]]->id);
}

/* Whether an object of the type may hold reals; of a type that the IR does not know, that is not excluded. */
static bool activity_carries(const Type *type)
{
    const Type *canon = type->canon;

    if (canon->kind == TYPE_OPAQUE)
        return !canon->integers;
    if (canon->kind == TYPE_ARRAY)
        return activity_carries(canon->u.array.elem);
    return type_holds_real(type, false);
}

static void activity_nodes_of(Activity *act, const IntSet *objects, Nodes *out)
{
    for (int i = 0; i < objects->count; i++)
        if (alias_object(act->alias, objects->items[i])->kind != OBJECT_FUNC)
            VEC_PUSH(act->arena, out, act->objects[objects->items[i]]->id);
}

/* Every node that holds reals and that code with these pointers may touch. */
static void activity_reachable(Activity *act, const IntSet *from, Nodes *out)
{
    IntSet all = {0};

    intset_add_all(act->arena, &all, from);
    alias_close(act->alias, &all);
    activity_nodes_of(act, &all, out);
}

/* The nodes whose reals the value of an expression depends on differentiably. */
static void activity_sources(Activity *act, const Expr *e, Nodes *out)
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
                VEC_PUSH(act->arena, out, activity_register(act, var)->id);
            else
                intset_add(act->arena, &own, alias_of_var(act->alias, var));
            activity_reachable(act, &own, out);
        }
        if (bytes_union_text(e->u.opaque))
            VEC_PUSH(act->arena, out, act->hub.items[0]);
        return;
    }
    for (int i = e->op == OP_SELECT ? 1 : 0; i < e->count; i++)
        activity_sources(act, e->args[i], out);
}

static void activity_edge(Activity *act, int from, int to)
{
    VEC_PUSH(act->arena, &act->nodes.items[from]->to, to);
    VEC_PUSH(act->arena, &act->nodes.items[to]->from, from);
}

static void activity_flow(Activity *act, const Expr *place, const Expr *value)
{
    Nodes from = {0}, to = {0};

    activity_sources(act, value, &from);
    activity_place_nodes(act, place, &to);
    for (int i = 0; i < from.count; i++)
        for (int j = 0; j < to.count; j++)
            activity_edge(act, from.items[i], to.items[j]);
}

static void activity_join(Activity *act, const Nodes *from, const Nodes *to)
{
    for (int i = 0; i < from->count; i++)
        for (int j = 0; j < to->count; j++)
            activity_edge(act, from->items[i], to->items[j]);
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
            intset_add(act->arena, &kept, reached.items[k]);
    activity_nodes_of(act, &kept, out);
}

static void activity_note_maker(Activity *act, const Nodes *args, const IntSet *reached)
{
    Made *maker = ARENA_NEW(act->arena, Made);

    maker->args = *args;
    for (int i = 0; i < reached->count; i++)
        if (alias_object(act->alias, reached->items[i])->kind == OBJECT_ALLOC)
            VEC_PUSH(act->arena, &maker->made, act->objects[reached->items[i]]->id);
    VEC_PUSH(act->arena, &act->makers, maker);
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
            IntSet global = {0};

            intset_add(act->arena, &global, i);
            activity_reachable(act, &global, &in);
            if (effects->globals || effects->unknown)
                activity_reachable(act, &global, &out);
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
            VEC_PUSH(act->arena, &in, act->objects[string.items[i]]->id);
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

    if (callee->body && !callee->no_derivative) {
        activity_visible_call(act, s);
        return;
    }
    if (!callee->no_derivative && s->u.call.count > 0 && (effect == EFFECT_PARSE || effect == EFFECT_READ)) {
        activity_parse(act, s);
        return;
    }
    if (bytes_writes_text(act->alias, s))
        return;
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
            VEC_PUSH(act->arena, &in, activity_register(act, var)->id);
        else if (object >= 0)
            intset_add(act->arena, &pointers, object);
    }
    activity_reachable(act, &pointers, &in);
    for (int i = 0; i < opaque->writes.count; i++) {
        Var *var = opaque->writes.items[i];
        int  object = alias_of_var(act->alias, var);

        if (var->is_register && type_is_real(var->type))
            VEC_PUSH(act->arena, &out, activity_register(act, var)->id);
        else if (object >= 0)
            VEC_PUSH(act->arena, &out, act->objects[object]->id);
    }
    for (int i = 0; i < opaque->reaches.count; i++) {
        int object = alias_of_var(act->alias, opaque->reaches.items[i]);

        if (object >= 0)
            intset_add_all(act->arena, &reached, &alias_object(act->alias, object)->contents);
    }
    activity_reachable(act, &reached, &out);
    activity_join_bytes(act, &in, &out);
}

static void activity_visit(void *data, Stmt *s)
{
    Activity *act = data;

    if (s->kind == STMT_ASSIGN && activity_carries(s->u.assign.place->type)) {
        activity_flow(act, s->u.assign.place, s->u.assign.value);
    } else if (s->kind == STMT_DECL && s->u.decl.init && activity_carries(s->u.decl.var->type)) {
        Expr place = {.op = OP_VAR, .type = s->u.decl.var->type, .loc = s->loc};

        place.u.var = s->u.decl.var;
        activity_flow(act, &place, s->u.decl.init);
    } else if (s->kind == STMT_CALL) {
        activity_call(act, s);
    } else if (s->kind == STMT_OPAQUE) {
        activity_opaque(act, s->u.opaque);
    }
}

static void activity_opaque_objects(Activity *act, const Opaque *opaque, IntSet *out)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        Var *var = opaque->vars.items[i];

        if (!var->is_register)
            intset_add(act->arena, out, alias_of_var(act->alias, var));
        else if (type_is_real(var->type) && !var->inactive)
            activity_edge(act, activity_register(act, var)->id, act->hub.items[0]);
        if (type_is_pointer(var->type))
            intset_add_all(act->arena, out, &alias_object(act->alias, alias_of_var(act->alias, var))->contents);
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

        VEC_PUSH(act->arena, &act->accesses, e);
        activity_place_nodes(act, e, &nodes);
        for (int i = 0; i < nodes.count; i++)
            act->nodes.items[nodes.items[i]]->accessed = true;
    }
}

static void activity_note_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, activity_note_access, data);
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
    Nodes *group = ARENA_NEW(act->arena, Nodes);
    IntSet reached = {0};

    alias_reach(act->alias, arg, &reached);
    for (int i = 0; i < reached.count; i++)
        if (activity_may_hold_reals(alias_object(act->alias, reached.items[i])))
            VEC_PUSH(act->arena, group, act->objects[reached.items[i]]->id);
    if (group->count)
        VEC_PUSH(act->arena, &act->groups, group);
}

bool activity_call_sees(const Activity *act, const Stmt *s, int i)
{
    const Var  *param = s->u.call.callee->params.items[i];
    const Type *end = bytes_end(param->type)->canon;

    if (param->inactive)
        return false;
    const Effects *effects = alias_effects(act->alias, s->u.call.callee);

    return type_holds_real(param->type, true) || effects->hides[i] || (effects->returns[i] && act->integers_turn) ||
           (type_is_pointer(param->type) &&
            (end->kind == TYPE_VOID || end->kind == TYPE_OPAQUE || end->kind == TYPE_RECORD));
}

/* What the caller of a pair may see has shadows there, so it has them here. */
static void activity_note_result(Activity *act, const Stmt *s)
{
    const Expr *result = s->u.result;

    if (act->request->exact && act->request->of_return && result && !type_is_real(result->type))
        activity_note_group(act, result);
}

static void activity_note_params(Activity *act)
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

static bool activity_ends_in_integers(const Type *pointer)
{
    return type_is_integer(bytes_end(pointer));
}

bool activity_follows(const Activity *act, const Type *pointer)
{
    return act->integers_turn || !type_is_pointer(pointer) || !activity_ends_in_integers(pointer);
}

static void activity_note_turn(void *data, const Expr *e)
{
    Activity *act = data;

    if (e->op == OP_OPAQUE ||
        (e->op == OP_CAST && type_is_pointer(e->args[0]->type) && activity_ends_in_integers(e->args[0]->type) &&
         (!type_is_pointer(e->type) || !activity_ends_in_integers(e->type))))
        act->integers_turn = true;
}

static void activity_note_turns(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    ir_visit_expr(e, activity_note_turn, data);
}

/* What a library function gets as void * is not turned by that. */
static void activity_note_turning(Activity *act, const Stmt *s)
{
    if (s->kind == STMT_OPAQUE)
        act->integers_turn = true;
    if (s->kind != STMT_CALL || !s->u.call.callee->is_library || s->u.call.callee->body) {
        ir_stmt_exprs(s, activity_note_turns, act);
        return;
    }
    for (int i = 0; i < s->u.call.count; i++)
        ir_visit_expr(ir_uncast(s->u.call.args[i]), activity_note_turn, act);
}

/* A function gets pointers. */
static void activity_note_given(Activity *act, const Stmt *s)
{
    for (int i = 0; i < s->u.call.count; i++) {
        IntSet reached = {0};

        if (i < s->u.call.callee->params.count && alias_effects(act->alias, s->u.call.callee)->hides[i])
            act->integers_turn = true;
        alias_reach(act->alias, s->u.call.args[i], &reached);
        for (int k = 0; k < reached.count; k++)
            act->objects[reached.items[k]]->seen = true;
    }
}

static void activity_note_stmt(void *data, Stmt *s)
{
    const Func *callee = s->kind == STMT_CALL ? s->u.call.callee : NULL;

    ir_stmt_exprs(s, activity_note_expr, data);
    activity_note_turning(data, s);
    if (callee && callee->body)
        activity_note_given(data, s);
    if (s->kind == STMT_RETURN)
        activity_note_result(data, s);
    for (int i = 0; callee && callee->body && !callee->no_derivative && i < callee->params.count; i++)
        if (activity_call_sees(data, s, i))
            activity_note_group(data, s->u.call.args[i]);
}

bool activity_points_to_const(const Type *pointer)
{
    return type_is_const(type_elem(pointer));
}

bool activity_param(const Request *request, const Var *param)
{
    const Type *type = param->type->canon;
    const Type *spelled = param->type;

    if (param->inactive || (!request->exact && !type_holds_real(param->type, true)))
        return false;
    if (request->all)
        return true;
    for (int i = 0; i < request->wrt.count; i++)
        if (request->wrt.items[i] == param)
            return true;
    return !request->exact && type->kind == TYPE_POINTER && !activity_points_to_const(spelled);
}

static void activity_mark(Activity *act, int node, unsigned char mark)
{
    if ((act->marks[node] & (mark | NODE_NEVER)) == 0) {
        act->marks[node] |= mark;
        VEC_PUSH(act->arena, &act->queue, node);
    }
}

static void activity_spread(Activity *act, unsigned char mark)
{
    for (int i = 0; i < act->queue.count; i++) {
        Node *node = act->nodes.items[act->queue.items[i]];
        int   count = mark == NODE_VARIED ? node->to.count : node->from.count;
        int  *next = mark == NODE_VARIED ? node->to.items : node->from.items;

        for (int j = 0; j < count; j++)
            activity_mark(act, next[j], mark);
    }
    act->queue.count = 0;
}

static void activity_mark_objects(Activity *act, const Var *param, unsigned char mark, bool self)
{
    for (int i = 0; i < alias_count(act->alias); i++) {
        const Object *object = alias_object(act->alias, i);

        if (object->var == param && (self || object->kind != OBJECT_VAR))
            activity_mark(act, act->objects[i]->id, mark);
    }
}

static bool activity_is_output(const Var *param)
{
    const Type *type = param->type->canon;

    return type->kind == TYPE_POINTER &&
           (!activity_points_to_const(param->type) || !activity_carries(type->u.pointer.elem));
}

bool activity_global(const Var *var)
{
    return var->kind == VAR_GLOBAL && !var->is_static && !var->is_thread && !var->inactive && var->is_written &&
           type_holds_real(var->type, false) && !type_holds_pointer(var->type);
}

/* What flows into a global leaves through it; in a function that others call it may come in that way, too. */
static void activity_seed_globals(Activity *act, unsigned char mark)
{
    for (int i = 0; i < alias_count(act->alias); i++) {
        const Object *object = alias_object(act->alias, i);
        int           node = act->objects[i]->id;

        if (object->kind != OBJECT_VAR || !activity_global(object->var) || object->var->is_shadow)
            continue;
        if (act->request->exact || (mark == NODE_USEFUL && (act->marks[node] & NODE_VARIED)))
            activity_mark(act, node, mark);
    }
}

static void activity_seed_varied(Activity *act)
{
    for (int i = 0; i < act->request->func->params.count; i++) {
        Var *param = act->func->params.items[i];

        if (!activity_param(act->request, act->request->func->params.items[i]))
            continue;
        if (type_is_real(param->type) && param->is_register)
            activity_mark(act, activity_register(act, param)->id, NODE_VARIED);
        else
            activity_mark_objects(act, param, NODE_VARIED, true);
    }
    for (int i = 0; i < alias_count(act->alias); i++)
        if (alias_object(act->alias, i)->kind == OBJECT_UNKNOWN)
            activity_mark(act, act->objects[i]->id, NODE_VARIED);
    activity_seed_globals(act, NODE_VARIED);
    activity_spread(act, NODE_VARIED);
}

/* What the caller of a half knows to carry nothing. */
static void activity_trust_caller(Activity *act)
{
    for (int i = 0; i < alias_count(act->alias); i++) {
        const Object *object = alias_object(act->alias, i);
        int           at = 0;

        while (at < act->request->func->params.count && act->func->params.items[at] != object->var)
            at++;
        if (alias_is_foreign(object) && at < act->request->func->params.count &&
            !activity_param(act->request, act->request->func->params.items[at]))
            act->marks[act->objects[i]->id] = NODE_NEVER;
    }
}

static void activity_seed_return(void *data, Stmt *s)
{
    Activity *act = data;
    Nodes     from = {0};

    if (s->kind != STMT_RETURN || s->u.result == NULL)
        return;
    if (type_is_pointer(s->u.result->type)) {
        IntSet reached = {0};

        alias_reach(act->alias, s->u.result, &reached);
        activity_reachable(act, &reached, &from);
    }
    activity_sources(act, s->u.result, &from);
    for (int i = 0; i < from.count; i++)
        activity_mark(act, from.items[i], NODE_USEFUL);
}

/*
 * What leaves through a parameter: what it leads to, as far as something flows there; and, for a caller that has shadows
 * of it all, what the function has hung there.
 */
static void activity_seed_param(Activity *act, const Var *param)
{
    bool   output = param->type->canon->kind == TYPE_RECORD || activity_is_output(param);
    IntSet own = {0};
    Nodes  nodes = {0};

    if (output)
        activity_mark_objects(act, param, NODE_USEFUL, false);
    for (int i = 0; i < alias_count(act->alias); i++) {
        const Object *object = alias_object(act->alias, i);

        if (object->var == param && (object->kind == OBJECT_DEEP || (object->kind == OBJECT_TARGET && act->request->exact)))
            intset_add(act->arena, &own, i);
    }
    if (act->request->exact)
        alias_close(act->alias, &own);
    activity_nodes_of(act, &own, &nodes);
    for (int i = 0; i < nodes.count; i++)
        if (act->nodes.items[nodes.items[i]]->from.count)
            activity_mark(act, nodes.items[i], NODE_USEFUL);
}

/*
 * A parameter that seems to carry nothing out, for const stands before it, but leads to what the function writes.  Where
 * the dependents are "all that is written", it is one of them.
 */
static void activity_seed_const(Activity *act, const Var *param)
{
    if (param->inactive || !type_holds_real(param->type, true))
        return;
    for (int i = 0; i < alias_count(act->alias); i++)
        if (alias_object(act->alias, i)->var == param && alias_is_foreign(alias_object(act->alias, i)) &&
            activity_object_filled(act, i))
            activity_mark(act, act->objects[i]->id, NODE_USEFUL);
}

static void activity_seed_useful(Activity *act)
{
    activity_seed_globals(act, NODE_USEFUL);
    for (int i = 0; i < act->request->func->params.count; i++) {
        if (activity_param(act->request, act->request->func->params.items[i]))
            activity_seed_param(act, act->func->params.items[i]);
        else if (act->request->all_of && !act->request->of_return)
            activity_seed_const(act, act->func->params.items[i]);
    }
    if (act->func->result &&
        (type_holds_real(act->func->result, act->request->exact) || (act->request->exact && type_is_pointer(act->func->result))) &&
        (act->request->all_of || act->request->of_return))
        ir_visit_stmts(act->func->body, activity_seed_return, act);
    activity_spread(act, NODE_USEFUL);
}

static bool activity_node(const Activity *act, int node)
{
    unsigned char mark = act->marks[node];

    return (mark & NODE_FORCED) || (mark & (NODE_VARIED | NODE_USEFUL)) == (NODE_VARIED | NODE_USEFUL);
}

/* If some of the nodes are active, all are.  Returns whether that makes a difference. */
static bool activity_force_together(Activity *act, const Nodes *nodes)
{
    bool some = false, grown = false;

    for (int j = 0; j < nodes->count; j++)
        some |= activity_node(act, nodes->items[j]);
    for (int j = 0; some && j < nodes->count; j++) {
        if (!activity_node(act, nodes->items[j])) {
            act->marks[nodes->items[j]] |= NODE_FORCED;
            grown = true;
        }
    }
    return grown;
}

static bool activity_force_made(Activity *act, const Made *maker)
{
    bool active = false, grown = false;

    for (int i = 0; i < maker->args.count; i++)
        active |= activity_node(act, maker->args.items[i]);
    for (int i = 0; active && i < maker->made.count; i++) {
        unsigned char *mark = &act->marks[maker->made.items[i]];

        grown |= (*mark & (NODE_FORCED | NODE_NEVER)) == 0;
        *mark |= NODE_FORCED;
    }
    return grown;
}

/* Where one access, or a function by one argument, may reach active and other memory, the other needs a shadow, too. */
static void activity_force(Activity *act)
{
    for (bool grown = true; grown;) {
        grown = false;
        for (int i = 0; i < act->accesses.count; i++) {
            Nodes nodes = {0};

            activity_place_nodes(act, act->accesses.items[i], &nodes);
            grown |= activity_force_together(act, &nodes);
        }
        for (int i = 0; i < act->groups.count; i++)
            grown |= activity_force_together(act, act->groups.items[i]);
        for (int i = 0; i < act->makers.count; i++)
            grown |= activity_force_made(act, act->makers.items[i]);
    }
}

/* Every register gets its node before the marks are made. */
static void activity_make_nodes(Activity *act)
{
    act->objects = ARENA_ARRAY(act->arena, Node *, alias_count(act->alias));
    for (int i = 0; i < alias_count(act->alias); i++)
        act->objects[i] = activity_new_node(act);
    for (int i = 0; i < act->func->vars.count; i++)
        if (act->func->vars.items[i]->is_register && type_is_real(act->func->vars.items[i]->type))
            activity_register(act, act->func->vars.items[i]);
}

/* Whether all that the object can hold is pointers to functions, and pointers to such. */
static bool activity_holds_functions(const Object *object)
{
    const Type *type = object->var ? object->var->type->canon : NULL;

    while (type && (type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER))
        type = type_elem(type)->canon;
    return type && type->kind == TYPE_FUNCTION;
}

/* ADGEN_INACTIVE, and what holds no data. */
static void activity_mark_never(Activity *act)
{
    for (int i = 0; i < alias_count(act->alias); i++) {
        const Object *object = alias_object(act->alias, i);

        if ((object->var && object->var->inactive) || activity_holds_functions(object))
            act->marks[act->objects[i]->id] |= NODE_NEVER;
    }
}

/* Whether pointers lie in the object, and its bytes are seen as something else. */
static bool activity_moves_pointers(const Activity *act, int object)
{
    const Object *o = alias_object(act->alias, object);
    const Node   *node = act->objects[object];

    return node->cast && node->seen && (o->var ? o->kind == OBJECT_VAR && type_holds_pointer(o->var->type) : o->contents.count > 0);
}

/* Whether the object holds reals, and its bytes are seen as something else. */
static bool activity_is_punned(const Activity *act, int object)
{
    const Node *node = act->objects[object];

    return node->cast && node->seen && bytes_may_hold_reals(alias_object(act->alias, object), false);
}

/*
 * Bytes have no derivative, but where they come from and go to is to be found active: then it is refused.  As no way of
 * a byte is followed, they all meet in one node.
 */
static void activity_join_punned(Activity *act)
{
    Nodes punned = {0};

    for (int i = 0; i < alias_count(act->alias); i++) {
        const Object *object = alias_object(act->alias, i);

        bool typed = object->var && bytes_may_hold_reals(object, false) && bytes_end(object->var->type)->canon->kind != TYPE_VOID;

        bool text = act->objects[i]->seen && !act->objects[i]->accessed && bytes_is_text(object);

        if (activity_is_punned(act, i) || (act->objects[i]->bytes && !typed) || text ||
            ((act->objects[i]->copied || act->objects[i]->accessed) && object->kind == OBJECT_VAR &&
             !bytes_may_hold_reals(object, false)))
            VEC_PUSH(act->arena, &punned, act->objects[i]->id);
    }
    activity_join(act, &punned, &act->hub);
    activity_join(act, &act->hub, &punned);
}

/* Whether the caller of a half has shadows of pointers to integers: then they are to be followed. */
static bool activity_turns_outside(const Request *request)
{
    if (!request->exact)
        return false;
    for (int i = 0; i < request->wrt.count; i++)
        if (type_is_pointer(request->wrt.items[i]->type) && activity_ends_in_integers(request->wrt.items[i]->type))
            return true;
    return request->of_return && type_is_pointer(request->func->result) && activity_ends_in_integers(request->func->result);
}

Activity *activity_analyze(Arena *arena, Alias *alias, const Func *func, const Request *request)
{
    Activity *act = ARENA_NEW(arena, Activity);

    act->arena = arena;
    act->alias = alias;
    act->func = func;
    act->request = request;
    act->registers = map_new(arena);
    activity_make_nodes(act);
    act->integers_turn = activity_turns_outside(request);
    VEC_PUSH(arena, &act->hub, activity_new_node(act)->id);
    ir_visit_stmts(func->body, activity_visit, act);
    ir_visit_stmts(func->body, activity_note_stmt, act);
    activity_note_params(act);
    activity_join_punned(act);
    act->marks = ARENA_ARRAY(arena, unsigned char, act->nodes.count + 1);
    activity_mark_never(act);
    activity_seed_varied(act);
    if (request->exact)
        activity_trust_caller(act);
    activity_seed_useful(act);
    activity_force(act);
    return act;
}

bool activity_object(const Activity *act, int object)
{
    return object >= 0 && activity_node(act, act->objects[object]->id);
}

bool activity_var(const Activity *act, const Var *var)
{
    const Node *node;

    if (var->inactive)
        return false;
    if (!var->is_register || var->kind == VAR_GLOBAL)
        return activity_object(act, alias_of_var(act->alias, var));
    node = map_get(act->registers, var);
    return node && activity_node(act, node->id);
}

static bool activity_reaches(const Activity *act, int object, IntSet *seen);

static bool activity_any(const Activity *act, const Expr *place, unsigned char marks)
{
    IntSet objects = {0};

    if (activity_is_cut(place) || !activity_carries(place->type))
        return false;
    if (ir_is_register(place)) {
        const Node *node = map_get(act->registers, place->u.var);

        return node && (marks ? (act->marks[node->id] & marks) != 0 : activity_node(act, node->id));
    }
    alias_of_place(act->alias, place, &objects);
    for (int i = 0; i < objects.count; i++) {
        int node = act->objects[objects.items[i]]->id;

        if (marks ? (act->marks[node] & marks) != 0 : activity_node(act, node))
            return true;
    }
    return false;
}

bool activity_place(const Activity *act, const Expr *place)
{
    return activity_any(act, place, 0);
}

static bool activity_depends(const Activity *act, const Expr *e, unsigned char marks)
{
    if (!activity_carries(e->type))
        return false;
    if (op_info[e->op].flags & OPF_PLACE)
        return activity_any(act, e, marks);
    if (e->op == OP_CALL) {
        const Rule *rule = rule_find(e->u.callee->name);

        if (rule && rule_is_zero(rule))
            return false;
    }
    if (e->op == OP_OPAQUE) {
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            if (activity_var(act, e->u.opaque->vars.items[i]) ||
                activity_needs_shadow(act, e->u.opaque->vars.items[i]))
                return true;
        return bytes_union_text(e->u.opaque) && activity_node(act, act->hub.items[0]);
    }
    for (int i = e->op == OP_SELECT ? 1 : 0; i < e->count; i++)
        if (activity_depends(act, e->args[i], marks))
            return true;
    return false;
}

bool activity_expr(const Activity *act, const Expr *e)
{
    return activity_depends(act, e, 0);
}

bool activity_varied(const Activity *act, const Expr *e)
{
    return activity_depends(act, e, NODE_VARIED);
}

bool activity_object_punned(const Activity *act, int object)
{
    return (activity_object(act, object) && activity_is_punned(act, object)) ||
           (activity_moves_pointers(act, object) && activity_object_follows(act, object));
}

bool activity_object_filled(const Activity *act, int object)
{
    int node = act->objects[object]->id;

    return (act->marks[node] & NODE_VARIED) && act->nodes.items[node]->from.count;
}

bool activity_object_follows(const Activity *act, int object)
{
    IntSet seen = {0};

    return activity_object(act, object) || activity_reaches(act, object, &seen);
}

static bool activity_reaches(const Activity *act, int object, IntSet *seen)
{
    const Object *o = alias_object(act->alias, object);

    if (!intset_add(act->arena, seen, object))
        return false;
    for (int i = 0; i < o->contents.count; i++)
        if (activity_object(act, o->contents.items[i]) || activity_reaches(act, o->contents.items[i], seen))
            return true;
    return false;
}

bool activity_needs_shadow(const Activity *act, const Var *var)
{
    IntSet seen = {0};
    int    object = alias_of_var(act->alias, var);

    return object >= 0 && !var->inactive && activity_follows(act, var->type) && activity_reaches(act, object, &seen);
}
