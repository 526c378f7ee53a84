#include "analysis/identities.h"

#include "alias_parts.h"
#include "ir/walk.h"
#include "whole.h"

typedef struct Identities {
    Whole *w;
    Diag  *diag;
    Map   *handed_out;  /* Object -> itself: its address is stored or returned where other code has it */
    bool   any;         /* the address of something static is taken */
} Identities;

static bool identities_is_static(const Object *object)
{
    if (object->kind == OBJECT_FUNC)
        return object->func && object->func->is_static && object->func->body;
    return object->kind == OBJECT_VAR && object->var->kind == VAR_GLOBAL && object->var->is_static;
}

/* ---- whether there is anything to look at ---- */

static void identities_find_node(void *data, const Expr *e)
{
    Identities *in = data;
    const Var  *root = e->op == OP_ADDR || e->op == OP_DECAY ? ir_root_var(e->args[0]) : NULL;

    in->any |= (e->op == OP_FUNC && e->u.callee->is_static) || (root && root->kind == VAR_GLOBAL && root->is_static);
}

static void identities_find(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, identities_find_node, data);
}

/* ---- comparisons ---- */

/* Whether pointers from outside may hold its address. */
static bool identities_is_known(const Identities *in, const Object *object)
{
    return (object->func ? object->func->is_known : object->var->is_known) || map_get(in->handed_out, object);
}

/* The static object among those that the pointer may lead to; or NULL.  Sets `outside` where there may be others that
 * the caller knows. */
static const Object *identities_of(Identities *in, const Expr *pointer, bool *outside)
{
    const Object *found = NULL;
    IntSet        objects = {0};

    alias_of_pointer(in->w->alias, pointer, &objects);
    *outside = false;
    for (int i = 0; i < objects.count; i++) {
        const Object *object = alias_object(in->w->alias, objects.items[i]);

        *outside |= object->kind == OBJECT_UNKNOWN;
        found = identities_is_static(object) && (!found || identities_is_known(in, object)) ? object : found;
    }
    return found;
}

static const char *identities_name(const Object *object)
{
    return object->func ? object->func->name : object->var->name;
}

static void identities_compare(void *data, const Expr *e)
{
    Identities   *in = data;
    const Object *ours[2];
    bool          outside[2];

    if ((e->op != OP_EQ && e->op != OP_NE) || !type_is_pointer(e->args[0]->type) || !type_is_pointer(e->args[1]->type))
        return;
    for (int i = 0; i < 2; i++)
        ours[i] = identities_of(in, e->args[i], &outside[i]);
    for (int i = 0; i < 2; i++) {
        if (!ours[i] || !outside[1 - i] || !identities_is_known(in, ours[i]))
            continue;
        diag_error(in->diag, e->loc, "adgen-static",
                   "'%s' is static in this file: generated code has a copy, whose address is not the one that pointers from outside hold",
                   identities_name(ours[i]));
        diag_note(in->diag, e->loc, "compare what the pointers lead to, or pass the address in, too");
        return;
    }
}

/* ---- what is left outside ---- */

static void identities_store(Identities *in, const Stmt *s)
{
    const Expr   *place = s->u.assign.place, *value = s->u.assign.value;
    const Object *ours;
    IntSet        objects = {0};
    bool          outside;

    if (!type_is_pointer(value->type) || ir_root_var(place))
        return;
    ours = identities_of(in, value, &outside);
    alias_of_place(in->w->alias, place, &objects);
    if (!ours || !intset_has(&objects, in->w->alias->unknown) || map_get(in->handed_out, ours))
        return;
    map_put(in->handed_out, ours, in);
    diag_warning(in->diag, s->loc, "adgen-static",
                 "'%s' is static in this file: what generated code stores here is the address of a copy", identities_name(ours));
}

static void identities_stmt(void *data, Stmt *s)
{
    ir_visit_stmt_exprs(s, identities_compare, data);
}

static void identities_leave(void *data, Stmt *s)
{
    if (s->kind == STMT_ASSIGN)
        identities_store(data, s);
}

static void identities_visit(Identities *in, void (*visit)(void *data, Stmt *s))
{
    for (int i = 0; i < in->w->funcs.count; i++)
        ir_visit_stmts(in->w->funcs.items[i]->body, visit, in);
}

void identities_check(const Program *p, Diag *diag)
{
    Arena     *arena = arena_new();
    Identities in = {.w = whole_new(arena, p), .diag = diag, .handed_out = map_new(arena)};

    identities_visit(&in, identities_find);
    if (in.any) {
        whole_solve(in.w);
        identities_visit(&in, identities_leave);
        identities_visit(&in, identities_stmt);
    }
    arena_free(arena);
}
