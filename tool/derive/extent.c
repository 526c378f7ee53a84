#include "extent.h"

#include <string.h>

#include "base/sorted.h"
#include "copies.h"
#include "registers.h"
#include "steady.h"

enum { MOST_POINTERS = 16 };

/* The number of the next statement from `pos` on that gives the variable a value; the end where there is none. */
static int extent_next(Derive *d, const Var *var, int pos)
{
    const int *numbers = NULL;
    int        count = layout_count(d->layout), assignments = layout_assignments(d->layout, var, &numbers);
    bool       is_listed = var->is_register && var->kind != VAR_GLOBAL;

    for (int i = is_listed ? sorted_find(numbers, assignments, pos) : 0; is_listed && i < assignments; i++)
        if (registers_written(layout_stmt(d->layout, numbers[i])) == var)
            return numbers[i];
    while (!is_listed && pos < count && registers_written(layout_stmt(d->layout, pos)) != var)
        pos++;
    return is_listed ? count : pos;
}

/* Pointers that are given one another, and what they may be given besides. */
typedef struct Extent {
    Derive    *d;
    const Var *vars[MOST_POINTERS];
    int        count;
    bool       found;        /* a block, of `size` elements */
    Poly       size;
} Extent;

static bool extent_is_constant(Derive *d, const Poly *poly)
{
    return poly->exact && !poly_changes(d->layout, poly, 0, layout_count(d->layout) - 1);
}

/* A further number of elements that the pointers may lead to: it has to be the same. */
static bool extent_meet(Extent *x, const Poly *size)
{
    if (!extent_is_constant(x->d, size))
        return false;
    if (!x->found) {
        x->found = true;
        x->size = *size;
        return true;
    }
    return poly_same(size, &x->size);
}

static bool extent_of_call(Extent *x, const Stmt *s, const Type *elem)
{
    const char *name = s->u.call.callee->name;
    const Expr *count = NULL;
    Program    *p = x->d->p;
    Poly        size;

    if (s->u.call.callee->body)
        return false;
    if (strcmp(name, "malloc") == 0)
        count = copies_whole(x->d, steady_expr(x->d, s->u.call.args[0]), elem);
    else if (strcmp(name, "calloc") == 0 || strcmp(name, "adgen_allocate") == 0 || strcmp(name, "adgen_allocate_zeros") == 0)
        count = copies_whole(x->d, ir_binary(p, s->loc, OP_MUL,
                                             ir_cast(p, s->loc, type_int(p, INT_ULONG), s->u.call.args[0], true),
                                             ir_cast(p, s->loc, type_int(p, INT_ULONG), s->u.call.args[1], true)), elem);
    if (count == NULL)
        return false;
    size = steady_poly(x->d, count);
    return extent_meet(x, &size);
}

static bool extent_add(Extent *x, const Var *var)
{
    for (int i = 0; i < x->count; i++)
        if (x->vars[i] == var)
            return true;
    if (x->count == MOST_POINTERS || !var->is_register || var->kind == VAR_GLOBAL)
        return false;
    x->vars[x->count++] = var;
    return true;
}

/* The address of the first element of an array, of however many dimensions: all that lies behind it there. */
static bool extent_of_address(Extent *x, const Expr *place)
{
    Poly size = poly_number(x->d->arena, 1);

    while (place->op == OP_INDEX && place->args[0]->type->canon->kind == TYPE_ARRAY && place->args[1]->op == OP_INT &&
           place->args[1]->u.integer->value == 0) {
        const Type *array = place->args[0]->type->canon;
        Poly        count = array->u.array.length ? steady_poly(x->d, array->u.array.length)
                                                  : poly_number(x->d->arena, array->u.array.count);

        if (array->u.array.length == NULL && array->u.array.count < 1)
            return false;
        size = poly_product(&size, &count);
        place = place->args[0];
    }
    return place->type->canon->kind == TYPE_ARRAY && extent_meet(x, &size);
}

static bool extent_of_value(Extent *x, const Expr *value)
{
    if (value->op == OP_ADDR)
        return extent_of_address(x, value->args[0]);
    value = ir_uncast(value);
    if (value->op == OP_INT)
        return value->u.integer->value == 0;              /* null: no one reads there */
    return value->op == OP_VAR && type_is_pointer(value->type) && extent_add(x, value->u.var);
}

/* All that the variable is given. */
static bool extent_of_var(Extent *x, const Var *var, const Type *elem)
{
    if (!type_is_pointer(var->type) || !type_same(type_unqualified(x->d->p, type_elem(var->type)), elem))
        if (!type_is_pointer(var->type) || type_elem(var->type)->canon->kind != TYPE_VOID)
            return false;
    if (var->kind == VAR_PARAM) {
        Poly size;

        if (var->size == NULL)
            return false;
        size = steady_poly(x->d, var->size);
        if (!extent_meet(x, &size))
            return false;
    }
    for (int pos = extent_next(x->d, var, 0); pos < layout_count(x->d->layout); pos = extent_next(x->d, var, pos + 1)) {
        Stmt *s = layout_stmt(x->d->layout, pos);

        if (s->kind == STMT_CALL ? !extent_of_call(x, s, elem)
                                 : !extent_of_value(x, s->kind == STMT_DECL ? s->u.decl.init : s->u.assign.value))
            return false;
    }
    return true;
}

static bool extent_of_pointer(Derive *d, const Expr *pointer, Poly *count)
{
    Extent      x = {.d = d};
    const Type *elem = type_unqualified(d->p, type_elem(pointer->type));

    if (!extent_of_value(&x, pointer))
        return false;
    for (int i = 0; i < x.count; i++)
        if (!extent_of_var(&x, x.vars[i], elem))
            return false;
    *count = x.size;
    return x.found;
}

bool extent_of(Derive *d, const Expr *place, Poly *count)
{
    const Type *type;

    if (place->op == OP_DEREF)
        return place->args[0]->op == OP_PTRADD && extent_of_pointer(d, place->args[0]->args[0], count);
    if (place->op != OP_INDEX)
        return false;
    type = place->args[0]->type->canon;
    if (type->kind != TYPE_ARRAY)
        return extent_of_pointer(d, place->args[0], count);
    *count = type->u.array.length ? steady_poly(d, type->u.array.length) : poly_number(d->arena, type->u.array.count);
    return type->u.array.length ? extent_is_constant(d, count) : type->u.array.count >= 0;
}

/* ---- whether it is there ---- */

enum { MOST_STEPS = 8 };

/* Variables that are followed, to where they come from. */
typedef struct There {
    Derive    *d;
    const Var *vars[MOST_STEPS];
    int        count;
} There;

static bool extent_var_is_there(There *t, const Var *var, const Stmt *at);

/* Whether what the statement gives a pointer leads somewhere. */
static bool extent_gives(There *t, const Stmt *s)
{
    const Expr *value = s->kind == STMT_DECL ? s->u.decl.init : s->kind == STMT_ASSIGN ? s->u.assign.value : NULL;

    if (s->kind == STMT_CALL)
        return true;
    if (value == NULL)
        return false;
    value = ir_uncast(value);
    return value->op == OP_ADDR || (value->op == OP_VAR && extent_var_is_there(t, value->u.var, s));
}

/* Whether the first statement is run before the other one is reached, whatever the conditions. */
static bool extent_comes_before(const There *t, const Stmt *first, const Stmt *at)
{
    int    index;
    Block *list = layout_list(t->d->layout, t->d->fn, first, &index);

    for (index++; index < list->stmts.count; index++)
        if (list->stmts.items[index] == at || layout_inside(t->d->layout, at, list->stmts.items[index]))
            return true;
    return false;
}

/* Whether the statement may run after `first` and before `at` is reached next. */
static bool extent_comes_between(const There *t, const Stmt *first, const Stmt *s, const Stmt *at)
{
    const Layout *layout = t->d->layout;
    int           pos = layout_info(layout, s)->pos;

    if (pos > layout_info(layout, first)->pos && pos < layout_info(layout, at)->pos)
        return true;
    for (const Stmt *loop = layout_info(layout, at)->loop; loop; loop = layout_info(layout, loop)->loop)
        if (layout_inside(layout, s, loop) && !layout_inside(layout, first, loop))
            return true;
    return false;
}

/* The last statement that gives the variable a value wherever `at` is reached. */
static const Stmt *extent_last(const There *t, const Var *var, const Stmt *at)
{
    const Stmt *last = NULL;
    int         end = layout_info(t->d->layout, at)->pos;

    for (int pos = extent_next(t->d, var, 0); pos < end; pos = extent_next(t->d, var, pos + 1))
        if (extent_comes_before(t, layout_stmt(t->d->layout, pos), at))
            last = layout_stmt(t->d->layout, pos);
    return last;
}

static bool extent_var_is_there(There *t, const Var *var, const Stmt *at)
{
    const Stmt *last;

    for (int i = 0; i < t->count; i++)
        if (t->vars[i] == var)
            return true;
    if (t->count == MOST_STEPS)
        return false;
    t->vars[t->count++] = var;
    last = extent_last(t, var, at);
    if (last ? !extent_gives(t, last) : var->kind != VAR_PARAM)
        return false;
    for (int pos = extent_next(t->d, var, 0); pos < layout_count(t->d->layout); pos = extent_next(t->d, var, pos + 1)) {
        const Stmt *s = layout_stmt(t->d->layout, pos);

        if (s != last && extent_comes_between(t, last ? last : layout_stmt(t->d->layout, 0), s, at) &&
            !extent_gives(t, s))
            return false;
    }
    return true;
}

bool extent_is_there(Derive *d, const Expr *place, const Stmt *at)
{
    There       t = {.d = d};
    const Expr *pointer = ir_uncast(place->op == OP_DEREF ? place->args[0]->args[0] : place->args[0]);

    return pointer->op != OP_VAR || !type_is_pointer(pointer->type) || extent_var_is_there(&t, pointer->u.var, at);
}
