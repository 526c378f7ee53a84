#include "reverse_parts.h"

#include "ir/runtime.h"
#include "plan.h"
#include "shadow.h"

static void reverse_zero_register(Derive *d, Var *var, Block *out)
{
    Var *shadow = map_get(d->shadows, var);

    if (shadow && shadow->kind != VAR_PARAM && var != d->result && var->is_register && type_is_real(var->type))
        ir_push(d->p, out, ir_assign(d->p, var->loc, ir_var(d->p, var->loc, shadow),
                                     ir_real(d->p, var->loc, shadow->type, 0.0L)));
}

/* Adjoints of registers that each iteration of the loop (NULL: the function) has for itself. */
static void reverse_zero_registers(Derive *d, const Stmt *home, Block *out)
{
    const Housed *housed = home ? map_get(d->housed, home) : NULL;
    int           count = home ? 0 : d->fn->vars.count;

    for (int i = 0; housed && i < housed->list.count; i++)
        reverse_zero_register(d, housed->list.items[i], out);
    for (int i = 0; i < count; i++)
        if (map_get(d->homes, d->fn->vars.items[i]) == NULL)
            reverse_zero_register(d, d->fn->vars.items[i], out);
}

/* The number of bytes of a variable-length array. */
static const Expr *reverse_bytes(Derive *d, const Type *type, Loc loc)
{
    Program    *p = d->p;
    const Type *size = type_int(p, INT_ULONG);
    const Expr *length;

    if (!type_is_vla(type))
        return ir_sizeof(p, loc, size, type);
    length = type->u.array.length ? type->u.array.length : ir_int(p, loc, size, type->u.array.count);
    return ir_binary(p, loc, OP_MUL, ir_cast(p, loc, size, length, !type_is_vla(type)),
                     reverse_bytes(d, type->u.array.elem, loc));
}

/* for (i = 0; i < length; i++) array[i] = 0.0, for a row of reals.  (Of memset, gcc takes lengths for negative ones that are
 * none, and warns.) */
static void reverse_clear_row(Derive *d, Block *out, const Expr *array)
{
    Program    *p = d->p;
    Loc         loc = array->loc;
    const Expr *length = array->type->u.array.length;
    Var        *counter = shadow_temp(d, "i", type_unqualified(p, length->type), loc);
    Block      *body = ir_block(p);
    const Expr *place = ir_index(p, loc, array, ir_var(p, loc, counter));

    ir_push(p, body, ir_assign(p, loc, place, ir_zero(p, loc, place->type)));
    ir_push(p, out, ir_for(p, loc, counter, true, ir_int(p, loc, counter->type, 0), REL_LT, length, 1, body));
}

/* memset(array, 0, its size) */
static void reverse_clear_memory(Derive *d, Block *out, const Expr *array)
{
    Program    *p = d->p;
    Loc         loc = array->loc;
    const Type *params[3] = {type_pointer(p, type_void(p)), type_int(p, INT_INT), type_int(p, INT_ULONG)};
    const Expr *args[3] = {ir_cast(p, loc, params[0], ir_decay(p, loc, array), true), ir_int(p, loc, params[1], 0),
                           reverse_bytes(d, array->type, loc)};

    ir_push(p, out, ir_call_stmt(p, loc, NULL, ir_library_func(p, "memset", "string.h", params[0], params, 3), args, 3));
}

static void reverse_clear(Derive *d, Block *out, const Expr *array)
{
    if (type_is_real(type_elem(array->type)) && array->type->u.array.length)
        reverse_clear_row(d, out, array);
    else
        reverse_clear_memory(d, out, array);
}

/* The type with the sizes that it had when the statement ran forward. */
static const Type *reverse_sized(Derive *d, const Stmt *s, const Type *type)
{
    if (!type_is_vla(type))
        return type;
    return type_array(d->p, reverse_sized(d, s, type->u.array.elem), type->u.array.count,
                      type->u.array.length ? plan_expr(d, s, type->u.array.length) : NULL);
}

/* Shadows of the arrays and records that a list of statements declares. */
void reverse_zero_memory(Derive *d, const Block *block, Block *out)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt       *s = block->stmts.items[i];
        Var        *var = s->kind == STMT_DECL ? s->u.decl.var : NULL;
        Var        *shadow = var ? map_get(d->shadows, var) : NULL;
        const Expr *place;

        if (shadow == NULL || (var->is_register && type_is_real(var->type)) || !type_holds_real(var->type, false))
            continue;
        place = ir_var(d->p, var->loc, shadow);
        if (map_get(d->exposed, var)) {
            if (!runtime_is_tape(var->type))
                shadow_zero(d, out, place);
        } else if (type_is_vla(shadow->type)) {
            shadow->type = reverse_sized(d, s, shadow->type);
            place = ir_var(d->p, var->loc, shadow);
            ir_push(d->p, out, ir_decl(d->p, var->loc, shadow, NULL));
            reverse_clear(d, out, place);
        } else if (type_holds_union(shadow->type)) {
            ir_push(d->p, out, ir_decl(d->p, var->loc, shadow, NULL));
            shadow_zero(d, out, place);
        } else if (type_is_scalar(shadow->type)) {
            ir_push(d->p, out, ir_assign(d->p, var->loc, place, ir_zero(d->p, var->loc, shadow->type)));
        } else {
            ir_push(d->p, out, ir_decl(d->p, var->loc, shadow, ir_init(d->p, var->loc, shadow->type, NULL, 0)));
        }
    }
}

/* Adjoints of the registers whose home is the loop (NULL: the function) and of what its body declares, at zero. */
void reverse_zero_home(Derive *d, const Stmt *home, const Block *body, Block *out)
{
    reverse_zero_registers(d, home, out);
    reverse_zero_memory(d, body, out);
}
