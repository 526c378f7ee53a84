#include "statics.h"

#include "analysis/regions.h"
#include "ir/walk.h"

enum { MOST_ELEMENTS = 8192 };  /* 64 KiB of doubles, as much again for the adjoint */

/* How many numbers it holds; more than MOST_ELEMENTS where that is not known. */
static long long statics_elements(const Type *type)
{
    const Type *canon = type->canon;
    long long   count = 0;

    if (canon->kind == TYPE_ARRAY) {
        count = canon->u.array.count;
        return count < 0 || count > MOST_ELEMENTS ? MOST_ELEMENTS + 1 : count * statics_elements(canon->u.array.elem);
    }
    if (canon->kind != TYPE_RECORD)
        return type_is_pointer(type) ? MOST_ELEMENTS + 1 : 1;
    for (int i = 0; i < canon->u.record->fields.count; i++)
        count += statics_elements(canon->u.record->fields.items[i]->type);
    return count;
}

/* `static struct { … } s;`: the type has no other name than the variable's declaration. */
static bool statics_has_type(const Var *var)
{
    const Type *type = var->type;

    while (type->canon->kind == TYPE_ARRAY)
        type = type_elem(type);
    return type->canon->kind != TYPE_RECORD || type->canon->u.record->item == NULL ||
           type->canon->u.record->item != var->item;
}

static bool statics_may_move(const Derive *d, const Object *object)
{
    const Var *var = object->var;

    return object->kind == OBJECT_VAR && var->kind == VAR_GLOBAL && var->is_static && var->is_written &&
           !var->inactive && !var->is_thread && !var->is_shadow && !(var->type->quals & TYPE_VOLATILE) &&
           statics_elements(var->type) <= MOST_ELEMENTS && statics_has_type(var) &&
           regions_filled_first(d->layout, d->alias, d->fn, object->id);
}

typedef struct Moved {
    Program *p;
    Map     *locals;       /* static Var -> the local that stands for it */
} Moved;

static const Expr *statics_map(void *data, const Expr *e)
{
    const Moved *moved = data;
    Var         *local = e->op == OP_VAR ? map_get(moved->locals, e->u.var) : NULL;

    return local ? ir_var(moved->p, e->loc, local) : e;
}

static void statics_declare(Derive *d, Moved *moved, Var *var, Block *body)
{
    Var *local = ir_new_var(d->p, d->fn, VAR_LOCAL, var->name, type_unqualified(d->p, var->type), var->loc);

    map_put(moved->locals, var, local);
    ir_push(d->p, body, ir_decl(d->p, var->loc, local, NULL));
}

bool statics_localize(Derive *d)
{
    Block *body = ir_block(d->p);
    Moved  moved = {d->p, map_new(d->arena)};

    for (int i = 0; i < alias_count(d->alias); i++)
        if (statics_may_move(d, alias_object(d->alias, i)))
            statics_declare(d, &moved, alias_object(d->alias, i)->var, body);
    if (body->stmts.count == 0)
        return false;
    ir_map_block_exprs(d->p, d->fn->body, statics_map, &moved);
    ir_append(d->p, body, d->fn->body);
    d->fn->body = body;
    ir_mark_registers(d->fn);
    return true;
}
