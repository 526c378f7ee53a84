#include "lent.h"

#include "calls.h"
#include "keep.h"
#include "registered.h"
#include "remarks.h"
#include "shadow.h"
#include "store.h"

/* What one argument leads to. */
typedef struct Lent {
    Var        *copy;       /* as it was before the call; NULL: it stays */
    bool        blank;      /* nothing was there: the copy is memory alone, made in the backward pass */
    const Expr *base;       /* where it begins, if the argument points into it; NULL: there */
    const Expr *offset;     /* of the argument, from there */
    const Expr *count;      /* of elements */
    const Type *elem;
} Lent;

typedef struct LentArgs {
    Lent *args;
    bool  any;
} LentArgs;

/* ---- sizes ---- */

typedef struct Terms {
    Derive     *d;
    const Stmt *s;
} Terms;

/* A size of the callee's, in terms of the call's arguments. */
static const Expr *lent_term(void *data, const Expr *e)
{
    const Terms *terms = data;
    const Func  *func = terms->s->u.call.callee;

    for (int i = 0; e->op == OP_VAR && i < func->params.count; i++)
        if (func->params.items[i] == e->u.var)
            return ir_cast(terms->d->p, terms->s->loc, e->type, terms->s->u.call.args[i], true);
    return e;
}

static const Expr *lent_long(Derive *d, const Expr *e)
{
    return ir_cast(d->p, e->loc, type_int(d->p, INT_LONG), e, true);
}

/* The array that a place of an element lies in, the outermost of a matrix, and the element's number in it; NULL: none. */
static const Expr *lent_array(Derive *d, const Expr *element, const Expr **offset)
{
    Program    *p = d->p;
    const Type *number = type_int(p, INT_LONG);
    const Expr *at = ir_int(p, element->loc, number, 0);
    long long   size = 1;

    while (element->op == OP_INDEX && element->args[0]->type->canon->kind == TYPE_ARRAY) {
        const Type *array = element->args[0]->type->canon;

        if (array->u.array.count < 0 && size > 1)
            return NULL;
        at = ir_binary(p, element->loc, OP_ADD, at,
                       ir_binary(p, element->loc, OP_MUL, lent_long(d, element->args[1]), ir_int(p, element->loc, number, size)));
        size *= array->u.array.count;
        element = element->args[0];
    }
    *offset = at;
    return element;
}

/* All of an array, where it can be told how much that is. */
static bool lent_whole(Derive *d, const Expr *array, const Expr *offset, const Type *elem, Lent *lent)
{
    const Type *type = array->type->canon;
    long long   count = 1;

    if (array->op == OP_VAR && type_is_vla(array->type) && type_same(type_elem(array->type), elem)) {
        lent->count = lent_long(d, array->type->u.array.length);
        lent->base = ir_decay(d->p, array->loc, array);
        lent->offset = offset;
        return true;
    }
    for (; type->kind == TYPE_ARRAY && !type_same(type, elem); type = type->u.array.elem->canon) {
        if (type->u.array.count < 0)
            return false;
        count *= type->u.array.count;
    }
    if (!type_same(type, elem) || (array->op != OP_VAR && array->op != OP_FIELD))
        return false;
    lent->count = ir_int(d->p, array->loc, type_int(d->p, INT_LONG), count);
    lent->base = array->type->canon->kind == TYPE_ARRAY ? ir_decay(d->p, array->loc, array) : ir_addr(d->p, array->loc, array);
    lent->base = ir_cast(d->p, array->loc, type_pointer(d->p, elem), lent->base, false);
    lent->offset = offset;
    return true;
}

/* What the pointer leads to, as far as it shows: &x, an array, a place in one (of which the function may read all), a
 * parameter of a known size. */
static bool lent_known(Derive *d, const Expr *pointer, Lent *lent)
{
    const Expr *e = ir_uncast(pointer), *array, *offset = NULL, *size;
    const Type *elem = type_elem(pointer->type);

    if (!type_same(e->type, pointer->type))
        return false;
    if (e->op == OP_VAR) {
        size = e->u.var->size;
        if (e->u.var->kind != VAR_PARAM || size == NULL || layout_assigns(d->layout, e->u.var, 0, layout_count(d->layout) - 1) ||
            layout_changes(d->layout, size, 0, layout_count(d->layout) - 1))
            return false;
        lent->count = lent_long(d, size);
        return true;
    }
    if (e->op == OP_PTRADD && e->args[0]->op == OP_DECAY) {
        array = lent_array(d, ir_index(d->p, e->loc, e->args[0], e->args[1]), &offset);
    } else if (e->op == OP_DECAY) {
        array = lent_array(d, ir_index(d->p, e->loc, e, ir_int(d->p, e->loc, type_int(d->p, INT_LONG), 0)), &offset);
    } else if (e->op == OP_ADDR) {
        array = lent_array(d, e->args[0], &offset);
    } else {
        return false;
    }
    return array && lent_whole(d, array, offset, elem, lent);
}

static bool lent_size(Derive *d, const Stmt *s, int i, Lent *lent)
{
    Terms      terms = {d, s};
    const Var *param = s->u.call.callee->params.items[i];

    if (!type_is_pointer(param->type))
        lent->count = ir_int(d->p, s->loc, type_int(d->p, INT_LONG), 1);
    else if (param->size)
        lent->count = lent_long(d, ir_map_expr(d->p, param->size, lent_term, &terms));
    else
        return lent_known(d, s->u.call.args[i], lent);
    return true;
}

/* ---- which memory ---- */

static bool lent_is_memory(const Type *type)
{
    return !type_is_arithmetic(type) && !type_is_function_pointer(type);
}

static void lent_objects(Derive *d, const Stmt *s, int i, IntSet *out)
{
    if (type_is_pointer(s->u.call.args[i]->type))
        alias_of_pointer(d->alias, s->u.call.args[i], out);
}

static bool lent_is_restrict(const Stmt *s, int i)
{
    return (s->u.call.callee->params.items[i]->type->quals & TYPE_RESTRICT) != 0;
}

/* Another argument that may lead to some of the same memory, where the call writes; or -1. */
static int lent_shared(Derive *d, const Stmt *s, int i)
{
    const Effects *effects = alias_effects(d->alias, s->u.call.callee);
    IntSet         own = {0};

    lent_objects(d, s, i, &own);
    for (int k = 0; k < s->u.call.count; k++) {
        IntSet other = {0};

        if (k == i || (!effects->writes[i] && !effects->writes[k]) || lent_is_restrict(s, i) || lent_is_restrict(s, k))
            continue;
        lent_objects(d, s, k, &other);
        if (alias_sets_overlap(d->alias, &own, &other))
            return k;
    }
    return -1;
}

/* ---- the forward pass ---- */

/* Whether the pointer is surely none to nothing. */
static bool lent_is_there(const Expr *pointer)
{
    pointer = ir_uncast(pointer);
    while (pointer->op == OP_PTRADD)
        pointer = pointer->args[0];
    return pointer->op == OP_DECAY || pointer->op == OP_ADDR;
}

static const char *lent_name(Derive *d, const Expr *arg, const Var *param)
{
    const Var *root = keep_root(arg);

    return arena_printf(d->arena, "%s_kept", root ? root->name : param->name);
}

static bool lent_keep_arg(Derive *d, Block *out, const Stmt *s, int i, Lent *lent)
{
    Program    *p = d->p;
    const Var  *param = s->u.call.callee->params.items[i];
    const Expr *arg = s->u.call.args[i];
    bool        pointer = type_is_pointer(param->type);
    Extent      extent = {ir_int(p, s->loc, type_int(p, INT_LONG), 1), NULL, NULL};

    lent->elem = pointer ? type_unqualified(p, type_elem(param->type)) : type_unqualified(p, param->type);
    if (type_holds_pointer(lent->elem) || type_is_vla(lent->elem) || lent->elem->canon->kind == TYPE_VOID)
        return !registered_refuse(d, s,
                           arena_printf(d->arena, "what '%s' leads to may change before the derivative is calculated", param->name),
                           "say restrict where the pointer comes from, if nothing else leads there, or hand it a copy that "
                           "stays as it is");
    if (!lent_size(d, s, i, lent))
        return !registered_refuse(d, s,
                           arena_printf(d->arena, "it needs a copy of what '%s' points to, and its size is not known", param->name),
                           arena_printf(d->arena, "declare the size in the parameter list of '%s': %s[n], or ADGEN_SIZE(n)",
                                        s->u.call.callee->name, param->name));
    if (lent_is_there(arg) && calls_arg_is_fresh(d, s, i, false)) {
        lent->blank = true;
        lent->copy = shadow_temp(d, arena_printf(d->arena, "%s_again", param->name), type_pointer(p, lent->elem), s->loc);
        lent->copy->is_shadow = true;
        return true;
    }
    remarks_copy(d, s, i);
    extent.length = extent.stride = lent->count;
    lent->copy = keep_copy(d, out, lent->base ? lent->base : pointer ? arg : ir_addr(p, s->loc, arg), lent->elem, &extent,
                           lent_name(d, arg, param));
    return true;
}

static bool lent_keep_stmt(void *data, Block *out, Stmt *s)
{
    Derive   *d = data;
    LentArgs *lent;

    if (s->kind != STMT_CALL || !func_is_given(s->u.call.callee) || !calls_is_active(d, s))
        return false;
    lent = ARENA_NEW(d->arena, LentArgs);
    lent->args = ARENA_ARRAY(d->arena, Lent, s->u.call.count + 1);
    map_put(d->kept, s, lent);
    for (int i = 0; i < s->u.call.count; i++)
        if (lent_shared(d, s, i) >= 0) {
            registered_refuse(d, s, arena_printf(d->arena, "'%s' and '%s' may overlap, of which it writes one",
                                           s->u.call.callee->params.items[i]->name,
                                           s->u.call.callee->params.items[lent_shared(d, s, i)]->name),
                        "say restrict in its parameter list, or where the pointers come from; or hand it memory of its own");
            break;
        } else if (lent_is_memory(s->u.call.args[i]->type) && !calls_arg_stays(d, s, i, false)) {
            lent->any = true;
            if (!lent_keep_arg(d, out, s, i, &lent->args[i]))
                break;
        }
    ir_push(d->p, out, s);
    return true;
}

void lent_keep(Derive *d)
{
    ir_replace_stmts(d->p, d->fn->body, lent_keep_stmt, d);
}

bool lent_is_nothing(Derive *d, const Stmt *s)
{
    const Effects  *effects = alias_effects(d->alias, s->u.call.callee);
    const LentArgs *lent = map_get(d->kept, s);

    for (int i = 0; i < s->u.call.count; i++)
        if (effects->writes[i])
            return false;
    return lent == NULL || !lent->any;
}

/* ---- the backward pass ---- */

static const Lent *lent_of(const Derive *d, const Stmt *s, int i)
{
    const LentArgs *lent = map_get(d->kept, s);
    static const Lent none;

    return lent ? &lent->args[i] : &none;
}

/* The argument's own place behind the beginning. */
static const Expr *lent_moved(Derive *d, const Lent *lent, const Expr *begin)
{
    return lent->offset ? ir_ptradd(d->p, begin->loc, begin, lent->offset) : begin;
}

const Expr *lent_argument(Derive *d, const Stmt *s, int i)
{
    const Lent *lent = lent_of(d, s, i);
    const Expr *arg = s->u.call.args[i];

    if (lent->copy == NULL)
        return arg;
    if (!type_is_pointer(arg->type))
        return ir_deref(d->p, s->loc, ir_var(d->p, s->loc, lent->copy));
    return ir_cast(d->p, s->loc, type_unqualified(d->p, arg->type), lent_moved(d, lent, ir_var(d->p, s->loc, lent->copy)), true);
}

void lent_open(Derive *d, const Stmt *s, Block *out)
{
    for (int i = 0; i < s->u.call.count; i++)
        if (lent_of(d, s, i)->blank)
            store_allocate(d, out, lent_of(d, s, i)->copy, lent_of(d, s, i)->count);
}

void lent_close(Derive *d, const Stmt *s, Block *out)
{
    for (int i = 0; i < s->u.call.count; i++)
        if (lent_of(d, s, i)->copy)
            keep_free(d, out, lent_of(d, s, i)->copy, s->loc);
}
