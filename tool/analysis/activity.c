#include "activity_parts.h"
#include "rules/rule.h"

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
        VEC_PUSH(act->work, &act->queue, node);
    }
}

static void activity_spread(Activity *act, unsigned char mark)
{
    for (int i = 0; i < act->queue.count; i++) {
        const Flow  *flow = &act->flows.items[act->queue.items[i]];
        const Nodes *next = mark == NODE_VARIED ? &flow->to : &flow->from;

        for (int j = 0; j < next->count; j++)
            activity_mark(act, next->items[j], mark);
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
            intset_add(act->work, &own, i);
    }
    if (act->request->exact)
        alias_close(act->alias, &own);
    activity_nodes_of(act, &own, &nodes);
    for (int i = 0; i < nodes.count; i++)
        if (act->nodes.items[nodes.items[i]]->fed)
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
    act->object_count = alias_count(act->alias);
    act->objects = ARENA_ARRAY(act->arena, Node *, act->object_count);
    for (int i = 0; i < act->object_count; i++)
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
            VEC_PUSH(act->work, &punned, act->objects[i]->id);
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

/* Only the marks are asked for from now on. */
static void activity_end_work(Activity *act)
{
    arena_free(act->work);
    act->work = NULL;
    act->nodes.items = NULL;
    act->flows.items = NULL;
    act->accesses.items = NULL;
    act->makers.items = NULL;
    act->groups.items = NULL;
    act->queue.items = NULL;
}

Activity *activity_analyze(Arena *arena, Alias *alias, const Func *func, const Request *request)
{
    Activity *act = ARENA_NEW(arena, Activity);

    act->arena = arena;
    act->work = arena_new();
    act->alias = alias;
    act->func = func;
    act->request = request;
    act->registers.arena = arena;
    activity_make_nodes(act);
    act->integers_turn = activity_turns_outside(request);
    VEC_PUSH(arena, &act->hub, activity_new_node(act)->id);
    ir_visit_stmts(func->body, activity_visit, act);
    ir_visit_stmts(func->body, activity_note_stmt, act);
    act->integers_turn |= act->integers_untyped && act->untyped_turn;
    activity_note_params(act);
    activity_join_punned(act);
    act->marks = ARENA_ARRAY(arena, unsigned char, act->nodes.count + 1);
    activity_mark_never(act);
    activity_seed_varied(act);
    if (request->exact)
        activity_trust_caller(act);
    activity_seed_useful(act);
    activity_force(act);
    activity_end_work(act);
    return act;
}

bool activity_object(const Activity *act, int object)
{
    return object >= 0 && object < act->object_count && activity_node(act, act->objects[object]->id);
}

bool activity_any_object(const Activity *act, const IntSet *objects)
{
    for (int i = 0; i < objects->count; i++)
        if (activity_object(act, objects->items[i]))
            return true;
    return false;
}

bool activity_var(const Activity *act, const Var *var)
{
    const Node *node;

    if (var->inactive)
        return false;
    if (!var->is_register || var->kind == VAR_GLOBAL)
        return activity_object(act, alias_of_var(act->alias, var));
    node = vartable_get(&act->registers, var);
    return node && activity_node(act, node->id);
}

static bool activity_reaches(const Activity *act, int object, IntSet *seen);

static bool activity_any(const Activity *act, const Expr *place, unsigned char marks)
{
    IntSet objects = {0};

    if (activity_is_cut(place) || !activity_carries(place->type))
        return false;
    if (ir_is_register(place)) {
        const Node *node = vartable_get(&act->registers, place->u.var);

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
    const Node *node = act->objects[object];

    return (act->marks[node->id] & NODE_VARIED) && node->fed;
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
