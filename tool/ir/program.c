#include <stdio.h>
#include <string.h>

#include "base/intern.h"
#include "ir/build.h"

/* Program, functions, variables: the builders of what has a name. */

/* The first `count` functions of the program, by name. */
typedef struct FuncIndex {
    StrMap *by_name;
    int     count;
} FuncIndex;

Program *program_new(Arena *arena, const char *main_file)
{
    Program *p = ARENA_NEW(arena, Program);
    p->arena = arena;
    p->names = intern_new(arena);
    p->main_file = intern(p->names, main_file);
    FuncIndex *index = ARENA_NEW(arena, FuncIndex);
    index->by_name = strmap_new(arena);
    p->func_index = index;
    p->effects = map_new(arena);
    return p;
}

static Var *new_var(Program *p, VarKind kind, const char *name, const Type *type, Loc loc, int id)
{
    Var *var = ARENA_NEW(p->arena, Var);
    var->kind = kind;
    var->name = intern(p->names, name);
    var->type = type;
    var->loc = loc;
    var->id = id;
    return var;
}

Var *ir_new_var(Program *p, Func *func, VarKind kind, const char *name, const Type *type, Loc loc)
{
    ENSURE(kind != VAR_GLOBAL);
    Var *var = new_var(p, kind, name, type, loc, func->var_count++);
    var->is_register = true;
    VEC_PUSH(p->arena, &func->vars, var);
    return var;
}

Var *ir_new_global(Program *p, const char *name, const Type *type, Loc loc)
{
    Var *var = new_var(p, VAR_GLOBAL, name, type, loc, p->globals.count);
    VEC_PUSH(p->arena, &p->globals, var);
    return var;
}

Func *ir_new_func(Program *p, const char *name, const Type *result, Loc loc)
{
    Func *func = ARENA_NEW(p->arena, Func);
    func->name = intern(p->names, name);
    func->result = result;
    func->loc = loc;
    VEC_PUSH(p->arena, &p->funcs, func);
    return func;
}

/* Functions may have been pushed by hand since the last look: the index catches up first. */
Func *ir_find_func(const Program *p, const char *name)
{
    FuncIndex *index = p->func_index;
    for (; index->count < p->funcs.count; index->count++) {
        Func *func = p->funcs.items[index->count];
        if (!strmap_get(index->by_name, func->name))
            strmap_put(index->by_name, func->name, func);
    }
    return strmap_get(index->by_name, name);
}

Func *ir_library_func(Program *p, const char *name, const char *header, const Type *result,
                      const Type *const *params, int count)
{
    Func *func = ir_find_func(p, name);
    if (func)
        return func;
    func = ir_new_func(p, name, result, (Loc){0});
    func->is_library = true;
    func->item = ir_system_include(p, header);
    for (int i = 0; i < count; i++) {
        char name_of_param[16];
        snprintf(name_of_param, sizeof name_of_param, "a%d", i + 1);
        VEC_PUSH(p->arena, &func->params, ir_new_var(p, func, VAR_PARAM, name_of_param, params[i], (Loc){0}));
    }
    return func;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* Whether the text is `#include <header>`, however it is spaced. */
static bool includes(const char *text, const char *header)
{
    text = skip_blanks(text);
    if (*text != '#')
        return false;
    text = skip_blanks(text + 1);
    if (strncmp(text, "include", 7) != 0)
        return false;
    text = skip_blanks(text + 7);
    size_t length = strlen(header);
    return *text == '<' && strncmp(text + 1, header, length) == 0 && text[1 + length] == '>';
}

Item *ir_system_include(Program *p, const char *header)
{
    int made = 0;  /* items that were made here stand first */
    for (int i = 0; i < p->items.count; i++) {
        Item *item = p->items.items[i];
        if (item->kind == ITEM_INCLUDE && includes(item->text, header))
            return item;
        made += item->order < 0;
    }
    Item *item = ARENA_NEW(p->arena, Item);
    item->kind = ITEM_INCLUDE;
    item->name = intern(p->names, header);
    item->text = arena_printf(p->arena, "#include <%s>", header);
    item->order = -1;
    VEC_PUSH(p->arena, &p->items, item);
    for (int i = p->items.count - 1; i > made; i--)
        p->items.items[i] = p->items.items[i - 1];
    p->items.items[made] = item;
    return item;
}

Func *ir_indirect_func(Program *p, const Type *pointer, Loc loc)
{
    const Type *type = type_elem(pointer)->canon;
    ENSURE(type->kind == TYPE_FUNCTION);
    Func *func = ARENA_NEW(p->arena, Func);
    func->name = "(*)";
    func->loc = loc;
    func->result = type->u.function.result;
    func->is_indirect = true;
    VEC_PUSH(p->arena, &func->params, ir_new_var(p, func, VAR_PARAM, "function", type_unqualified(p, pointer), loc));
    for (int i = 0; i < type->u.function.count; i++)
        VEC_PUSH(p->arena, &func->params, ir_new_var(p, func, VAR_PARAM, "x", type->u.function.params[i], loc));
    return func;
}
