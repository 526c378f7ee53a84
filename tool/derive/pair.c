#include "pair.h"

#include "base/text.h"
#include "declare.h"
#include "normal/normal.h"
#include "shadow.h"
#include "store.h"

bool pair_object_stays(const Derive *d, const Object *object)
{
    if (alias_is_foreign(object))
        return map_get(d->stays, object->var) != NULL;
    if (object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL)
        return !object->var->is_written;
    return object->kind != OBJECT_UNKNOWN && !intset_has(&d->left, object->id);
}

/* ---- which variables a pass mentions ---- */

typedef struct Mentions {
    Map *vars;         /* Var -> itself */
} Mentions;

static void pair_mention(Mentions *m, Var *var)
{
    map_put(m->vars, var, var);
}

static void pair_mention_node(void *data, const Expr *e)
{
    Mentions *m = data;

    if (e->op == OP_VAR) {
        pair_mention(m, e->u.var);
    } else if (e->op == OP_OPAQUE) {
        for (int i = 0; i < e->u.opaque->vars.count; i++)
            pair_mention(m, e->u.opaque->vars.items[i]);
    }
}

static void pair_mention_stmt(void *data, Stmt *s)
{
    Mentions *m = data;

    ir_visit_stmt_exprs(s, pair_mention_node, m);
    if (s->kind == STMT_FOR)
        pair_mention(m, s->u.loop_for.var);
    else if (s->kind == STMT_DECL)
        pair_mention(m, s->u.decl.var);
    else if (s->kind == STMT_OPAQUE)
        for (int i = 0; i < s->u.opaque->vars.count; i++)
            pair_mention(m, s->u.opaque->vars.items[i]);
}

static Mentions pair_mentions(Derive *d, const Block *block)
{
    Mentions m = {map_new(d->arena)};

    ir_visit_stmts(block, pair_mention_stmt, &m);
    return m;
}

/* ---- arrays and records that outlive the forward half ---- */

typedef struct Home {
    Var *pointer;      /* what replaces the variable: to an array's first element, to a record or scalar */
    Var *stand_in;     /* array: *stand_in in expressions, until the index or decay around it is met */
    bool at_decl;      /* its memory is allocated where it is declared: only there its length is known */
} Home;

typedef struct Homes {
    Derive *d;
    Map    *of_var;    /* Var -> Home */
    Map    *stand_ins; /* Var -> Home */
} Homes;

/* The home of the array that an expression stands for, or NULL. */
static const Home *pair_array_home(const Homes *homes, const Expr *e)
{
    if (e->op != OP_DEREF || e->args[0]->op != OP_VAR)
        return NULL;
    return map_get(homes->stand_ins, e->args[0]->u.var);
}

static const Expr *pair_map_node(void *data, const Expr *e)
{
    Homes      *homes = data;
    Program    *p = homes->d->p;
    const Home *home;

    switch (e->op) {
    case OP_VAR:
        home = map_get(homes->of_var, e->u.var);
        if (home == NULL && e->type != e->u.var->type)
            return ir_var(p, e->loc, e->u.var);          /* pair_map_lengths has been there */
        return home ? ir_deref(p, e->loc, ir_var(p, e->loc, home->stand_in ? home->stand_in : home->pointer)) : e;
    case OP_INDEX:
        home = pair_array_home(homes, e->args[0]);
        return home ? ir_index(p, e->loc, ir_var(p, e->loc, home->pointer), e->args[1]) : e;
    case OP_DECAY:
        home = pair_array_home(homes, e->args[0]);
        return home ? ir_var(p, e->loc, home->pointer) : e;
    case OP_ADDR:
        home = pair_array_home(homes, e->args[0]);
        return home ? ir_cast(p, e->loc, e->type, ir_var(p, e->loc, home->pointer), false) : e;
    default:
        return e;
    }
}

/* The type, with lengths of arrays that are kept in what has a home. */
static const Type *pair_map_type(Homes *homes, const Type *type)
{
    Program    *p = homes->d->p;
    const Type *elem;
    const Expr *length;

    if (type->kind == TYPE_POINTER) {
        elem = pair_map_type(homes, type->u.pointer.elem);
        return elem == type->u.pointer.elem ? type : type_qualified(p, type_pointer(p, elem), type->quals);
    }
    if (type->kind != TYPE_ARRAY)
        return type;
    elem = pair_map_type(homes, type->u.array.elem);
    length = type->u.array.length ? ir_map_expr(p, type->u.array.length, pair_map_node, homes) : NULL;
    return elem == type->u.array.elem && length == type->u.array.length
               ? type
               : type_array(p, elem, type->u.array.count, length);
}

static void pair_map_lengths(Homes *homes, const Func *func)
{
    for (int i = 0; i < func->vars.count; i++)
        func->vars.items[i]->type = pair_map_type(homes, func->vars.items[i]->type);
}

static const Expr *pair_length(Derive *d, const Var *var)
{
    return ir_cast(d->p, var->loc, type_int(d->p, INT_LONG), var->type->canon->u.array.length, true);
}

/* Whether it is declared outside loops: in one it would be another one each time. */
static bool pair_declares_once(const Block *block, const Var *var)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];
        Block      *inner[3];
        int         count = s->kind == STMT_IF || s->kind == STMT_BLOCK ? ir_stmt_blocks(s, inner) : 0;

        if (s->kind == STMT_DECL && s->u.decl.var == var)
            return s->u.decl.init == NULL;
        for (int k = 0; k < count; k++)
            if (inner[k] && pair_declares_once(inner[k], var))
                return true;
    }
    return false;
}

static bool pair_may_have_home(const Block *forward, const Var *var)
{
    return !type_is_vla(var->type) || (!type_is_vla(type_elem(var->type)) && pair_declares_once(forward, var));
}

static void pair_make_home(Homes *homes, Var *var, Block *start, Block *end)
{
    Derive     *d = homes->d;
    Program    *p = d->p;
    Home       *home = ARENA_NEW(d->arena, Home);
    const Type *type = type_unqualified(p, var->type), *elem = type;
    long long   count = 1;

    if (type->canon->kind == TYPE_ARRAY) {
        elem = type_elem(type);
        count = type->canon->u.array.count;
        home->stand_in = shadow_temp(d, var->name, type_pointer(p, type), var->loc);
        map_put(homes->stand_ins, home->stand_in, home);
    }
    home->pointer = shadow_temp(d, var->name, type_pointer(p, elem), var->loc);
    home->pointer->is_shadow = var->is_shadow;
    map_put(homes->of_var, var, home);
    home->at_decl = type_is_vla(type);
    if (!home->at_decl)
        store_allocate(d, start, home->pointer, ir_int(p, var->loc, type_int(p, INT_LONG), count));
    if (var->kind == VAR_PARAM)
        ir_push(p, start, ir_assign(p, var->loc, ir_deref(p, var->loc, ir_var(p, var->loc, home->pointer)),
                                    ir_var(p, var->loc, var)));
    ir_push(p, end, store_free_call(d, ir_var(p, var->loc, home->pointer), var->loc));
}

/* Declarations of what has a home become assignments, those of variable-length arrays allocations. */
static bool pair_drop_decl(void *data, Block *out, Stmt *s)
{
    const Homes *homes = data;
    Derive      *d = homes->d;
    const Home  *home = s->kind == STMT_DECL ? map_get(homes->of_var, s->u.decl.var) : NULL;

    if (home && home->at_decl)
        store_allocate(d, out, home->pointer, pair_length(d, s->u.decl.var));
    else if (home && s->u.decl.init && s->u.decl.init->op != OP_INIT)
        ir_push(d->p, out, ir_assign(d->p, s->loc, ir_var(d->p, s->loc, s->u.decl.var), s->u.decl.init));
    else if (home && s->u.decl.init)
        declare_fill(d->p, d->fn, out, ir_var(d->p, s->loc, s->u.decl.var), s->u.decl.init);
    return home != NULL;
}

/* Whether some pointer may hold the variable's address. */
static bool pair_is_held(const Derive *d, const Var *var)
{
    int object = alias_of_var(d->alias, var);

    for (int i = 0; object >= 0 && i < alias_count(d->alias); i++)
        if (intset_has(&alias_object(d->alias, i)->contents, object))
            return true;
    return false;
}

static void pair_homes(Derive *d, Block *forward, Block *back)
{
    Mentions m = pair_mentions(d, forward), n = pair_mentions(d, back);
    Homes    homes = {d, map_new(d->arena), map_new(d->arena)};
    Block   *start = ir_block(d->p), *end = ir_block(d->p);
    int      count = d->fn->vars.count;

    for (int i = 0; i < count; i++) {
        Var *var = d->fn->vars.items[i];
        bool outlives = map_get(n.vars, var) || pair_is_held(d, var);

        if (var->is_register || !map_get(m.vars, var) || !outlives || var == d->tape)
            continue;
        if (!pair_may_have_home(forward, var)) {
            diag_error(d->diag, var->loc, "adgen-vla",
                       "'%s', which calls itself, has a variable-length array '%s' that its derivative needs",
                       d->request->func->name, var->name);
            diag_note(d->diag, var->loc, "allocate it with malloc, or give it a constant size");
            return;
        }
        pair_make_home(&homes, var, start, end);
    }
    pair_map_lengths(&homes, d->fn);
    ir_replace_stmts(d->p, forward, pair_drop_decl, &homes);
    ir_replace_stmts(d->p, back, pair_drop_decl, &homes);
    ir_map_block_exprs(d->p, forward, pair_map_node, &homes);
    ir_map_block_exprs(d->p, back, pair_map_node, &homes);
    ir_append(d->p, start, forward);
    *forward = *start;
    ir_append(d->p, back, end);
}

/* ---- registers that outlive it ---- */

static bool pair_is_set(const Block *block, const Var *var)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];
        const Expr *place = ir_target(s);

        if (place && place->op == OP_VAR && place->u.var == var)
            return true;
    }
    return false;
}

typedef struct Assigned {
    const Var *var;
    bool       found;
} Assigned;

static void pair_find_assigned(void *data, Stmt *s)
{
    Assigned   *a = data;
    const Expr *place = ir_target(s);

    a->found |= (place && place->op == OP_VAR && place->u.var == a->var) ||
                (s->kind == STMT_FOR && s->u.loop_for.var == a->var);
    for (int i = 0; s->kind == STMT_OPAQUE && i < s->u.opaque->writes.count; i++)
        a->found |= s->u.opaque->writes.items[i] == a->var;
}

static bool pair_is_assigned(const Block *block, const Var *var)
{
    Assigned a = {var, false};

    ir_visit_stmts(block, pair_find_assigned, &a);
    return a.found;
}

/* Push what the backward half mentions, and pop it there. */
static void pair_keep(Derive *d, const Map *given, Block *forward, Block *back)
{
    Mentions m = pair_mentions(d, forward), n = pair_mentions(d, back);
    Program *p = d->p;
    Block   *zeros = ir_block(p), *pops = ir_block(p);
    VEC(Var *) kept = {0};

    for (int i = 0; i < d->fn->vars.count; i++) {
        Var *var = d->fn->vars.items[i];

        if (!var->is_register || (var->kind != VAR_PARAM && !map_get(m.vars, var)) || !map_get(n.vars, var) || var == d->tape)
            continue;
        if (var->kind == VAR_PARAM && !pair_is_assigned(forward, var) && map_get(given, var))
            continue;
        if (var->kind != VAR_PARAM && !pair_is_set(forward, var))
            ir_push(p, zeros, ir_assign(p, var->loc, ir_var(p, var->loc, var), ir_zero(p, var->loc, var->type)));
        VEC_PUSH(d->arena, &kept, var);
    }
    ir_append(p, zeros, forward);
    *forward = *zeros;
    for (int i = 0; i < kept.count; i++)
        store_push_var(d, forward, kept.items[i]);
    for (int i = kept.count - 1; i >= 0; i--)
        store_pop_var(d, pops, kept.items[i]);
    ir_append(p, pops, back);
    *back = *pops;
}

/* ---- the two functions ---- */

/* The parameters of the derivation's function, and the adjoints that it got, by what stands for them in the backward
 * half: they have the same names in the same order. */
static Map *pair_backward_map(Derive *d, const Pair *pair, const Block *forward)
{
    Map *map = map_new(d->arena);

    int  last = pair->backward->params.count - 1;

    map_put(map, d->tape, (void *)ir_var(d->p, d->tape->loc, pair->backward->params.items[last]));
    for (int k = 0; k < last; k++) {
        Var *to = pair->backward->params.items[k];

        for (int i = 0; i < d->fn->vars.count; i++) {
            Var *from = d->fn->vars.items[i];

            if (from->kind == VAR_PARAM && from != d->tape && from->name == to->name && from->is_shadow == to->is_shadow &&
                !(from->is_register && !from->is_shadow && pair_is_assigned(forward, from)))
                map_put(map, from, (void *)ir_var(d->p, to->loc, to));
        }
    }
    return map;
}

static void pair_comments(const Derive *d, Pair *pair)
{
    const Func *f = pair->func;

    pair->forward->comment = arena_printf(d->p->arena,
                                          "Forward pass of %s (%s:%u): runs it, and keeps on the tape what %s needs.", f->name,
                                          text_base_name(loc_file(f->loc) ? loc_file(f->loc) : d->p->main_file), f->loc.line,
                                          pair->backward->name);
    pair->backward->comment = arena_printf(d->p->arena, "Backward pass of the call of %s that was run last and not yet backward.",
                                           pair->forward->name);
}

void pair_finish(Derive *d, Pair *pair, Block *forward, Block *back, const Expr *result)
{
    Program *p = d->p;
    Func    *shell = pair->forward;
    Map     *map;

    pair_homes(d, forward, back);
    map = pair_backward_map(d, pair, forward);
    pair_keep(d, map, forward, back);
    pair->backward->body = normal_copy_body(p, pair->backward, back, map);
    ir_push(p, forward, ir_return(p, d->fn->loc, result));
    d->fn->body = forward;
    d->fn->name = shell->name;
    d->fn->is_static = true;
    d->fn->is_generated = true;
    d->fn->no_derivative = false;
    d->fn->item = NULL;
    d->fn->width = shell->width;
    *shell = *d->fn;
    pair->backward->retypes = d->fn->retypes;
    declare_vars(p, pair->forward, d->diag);
    declare_vars(p, pair->backward, d->diag);
    pair_comments(d, pair);
}
