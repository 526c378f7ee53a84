#include "ir/helpers.h"

#include "ir/build.h"

/* Reports a failure with the size asked for. */
static const char ALLOCATE_TEXT[] =
    "static void *adgen_allocate(long count, size_t size)\n"
    "{\n"
    "    size_t bytes = count > 0 ? (size_t)count * size : size;\n"
    "    void *block = count <= 0 || bytes / size == (size_t)count ? malloc(bytes) : NULL;\n"
    "\n"
    "    if (!block) {\n"
    "        fprintf(stderr, \"adgen: out of memory: %ld elements of %lu bytes\\n\", count,\n"
    "                (unsigned long)size);\n"
    "        abort();\n"
    "    }\n"
    "    return block;\n"
    "}";

/* Whether a function that is there is ours: generated code that is read again has brought it along. */
static bool helper_is_ours(const Func *func, const Type *result, const Type *const *params, int count)
{
    bool same = func->params.count == count && !func->variadic && type_same(func->result, result);

    for (int i = 0; same && i < count; i++)
        same = type_same(func->params.items[i]->type, params[i]);
    return same;
}

Func *helper_function(Program *p, const char *name, const char *text, const Type *result, const Type *const *params, int count,
                      Loc loc, bool *is_new)
{
    Func *func = ir_find_func(p, name);
    Item *item;

    *is_new = false;
    if (func && !helper_is_ours(func, result, params, count))
        return NULL;
    *is_new = func == NULL || func->item == NULL;
    if (!*is_new)
        return func;
    if (func == NULL) {
        func = ir_new_func(p, name, result, loc);
        for (int i = 0; i < count; i++)
            VEC_PUSH(p->arena, &func->params, ir_new_var(p, func, VAR_PARAM, "", params[i], loc));
    }
    item = ARENA_NEW(p->arena, Item);
    item->kind = ITEM_FUNC;
    item->name = func->name;
    item->text = text;
    item->is_static = true;
    item->order = 1 << 30;
    VEC_PUSH(p->arena, &p->items, item);
    func->item = item;
    func->is_static = true;
    return func;
}

Func *helper_memory(Program *p, const char *name, const char *text, const Type *const *params, int count, Loc loc)
{
    bool  is_new;
    Func *func = helper_function(p, name, text, type_pointer(p, type_void(p)), params, count, loc, &is_new);

    if (func && is_new) {
        VEC_PUSH(p->arena, &func->item->uses, ir_system_include(p, "stdio.h"));
        VEC_PUSH(p->arena, &func->item->uses, ir_system_include(p, "stdlib.h"));
    }
    return func;
}

Func *helper_allocator(Program *p, Loc loc)
{
    const Type *params[2] = {type_int(p, INT_LONG), type_int(p, INT_ULONG)};

    return helper_memory(p, "adgen_allocate", ALLOCATE_TEXT, params, 2, loc);
}

Stmt *helper_free(Program *p, const Expr *pointer, Loc loc)
{
    const Type *params[1] = {type_pointer(p, type_void(p))};
    const Expr *args[1] = {ir_cast(p, loc, params[0], pointer, true)};
    Func       *func = ir_library_func(p, "free", "stdlib.h", type_void(p), params, 1);

    return ir_call_stmt(p, loc, NULL, func, args, 1);
}
