#include <string.h>

#include "integers.h"

/* ADGEN_SIZE(expr): an integer expression over the function's parameters.  The annotation is a string by the time that
 * libclang shows it. */

static const Expr *size_named(const Integers *in, const char *name)
{
    const Func *func = in->data;
    for (int i = 0; i < func->params.count; i++)
        if (func->params.items[i]->name == name)
            return ir_var(in->front->program, in->loc, func->params.items[i]);
    return NULL;
}

static const Expr *read_size(Front *front, Func *func, const Annotation *annotation)
{
    Integers in = {
        .front = front, .loc = annotation->loc, .id = "adgen-size", .what = "ADGEN_SIZE", .named = size_named, .data = func,
        .example = "an expression over the parameters is expected, such as n or 2 * n",
        .unknown = arena_printf(front->arena, "no parameter of '%s'", func->name),
    };
    return integers_read(&in, annotation->spec);
}

/* double x[n] and double x[3] say it as well. */
static const Expr *size_of_brackets(Front *front, CXCursor parameter)
{
    Program    *p = front->program;
    const Type *type = front_type(front, clang_getCursorType(parameter), parameter);
    if (type->kind != TYPE_ARRAY)
        return NULL;
    if (type->u.array.count >= 0)
        return ir_int(p, front_loc(front, parameter), type_int(p, INT_INT), type->u.array.count);
    return type->u.array.length;
}

const Expr *front_param_size(Front *front, Func *func, CXCursor parameter)
{
    Annotations all = front_annotations(front, parameter);
    for (int i = 0; i < all.count; i++)
        if (strcmp(all.items[i].word, "size") == 0)
            return read_size(front, func, &all.items[i]);
    return size_of_brackets(front, parameter);
}
