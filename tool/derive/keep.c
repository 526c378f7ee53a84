#include "keep.h"

#include "pairs.h"
#include "shadow.h"
#include "store.h"

/* Not the function of that name that the source may call: nobody follows what this one copies. */
static Func *keep_func(Derive *d)
{
    Program    *p = d->p;
    const Type *number = type_int(p, INT_LONG), *block = type_pointer(p, type_void(p));
    const Type *source = type_pointer(p, type_qualified(p, type_void(p), TYPE_CONST));
    const Type *params[] = {source, number, number, number, type_int(p, INT_ULONG)};
    Func       *func;

    if (d->pairs->keep)
        return d->pairs->keep;
    func = ARENA_NEW(p->arena, Func);
    *func = *ir_library_func(p, "adgen_keep", "adgen/runtime.h", block, params, 5);
    func->keeps = true;
    d->pairs->keep = func;
    return func;
}

static Stmt *keep_call(Derive *d, Var *copy, const Expr *pointer, const Type *elem, const Extent *extent)
{
    Program    *p = d->p;
    Loc         loc = pointer->loc;
    const Type *number = type_int(p, INT_LONG), *bytes = type_int(p, INT_ULONG);
    const Type *source = type_pointer(p, type_qualified(p, type_void(p), TYPE_CONST));
    const Expr *args[] = {ir_cast(p, loc, source, pointer, true), ir_cast(p, loc, number, extent->runs, true),
                          ir_cast(p, loc, number, extent->length, true), ir_cast(p, loc, number, extent->stride, true),
                          ir_sizeof(p, loc, bytes, elem)};

    return ir_call_stmt(p, loc, ir_var(p, loc, copy), keep_func(d), args, 5);
}

Var *keep_copy(Derive *d, Block *out, const Expr *pointer, const Type *elem, const Extent *extent, const char *name)
{
    Var  *copy = shadow_temp(d, name, type_pointer(d->p, elem), pointer->loc);
    Stmt *s = keep_call(d, copy, pointer, elem, extent);

    copy->is_shadow = true;                          /* nothing but the adjoint reads it */
    d->copies++;
    map_put(d->shadow_stmts, s, s);
    ir_push(d->p, out, s);
    return copy;
}

void keep_free(Derive *d, Block *out, const Var *copy, Loc loc)
{
    const Type *block = type_pointer(d->p, type_void(d->p));
    bool        plain = !type_is_const(type_elem(copy->type));
    const Expr *pointer = ir_cast(d->p, loc, block, ir_var(d->p, loc, (Var *)copy), plain);

    ir_push(d->p, out, store_free_call(d, pointer, loc));
}

const Var *keep_root(const Expr *arg)
{
    while (arg->op == OP_PTRADD || arg->op == OP_DECAY || arg->op == OP_ADDR || arg->op == OP_INDEX || arg->op == OP_CAST)
        arg = arg->args[0];
    return arg->op == OP_VAR ? arg->u.var : NULL;
}
