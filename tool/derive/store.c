#include "store.h"

#include "frees.h"
#include "ir/helpers.h"
#include "ir/runtime.h"
#include "pairs.h"
#include "shadow.h"

/* What generated code calls to get memory: these report a failure with the size asked for. */
static const char ALLOCATE_ZEROS_TEXT[] =
    "static void *adgen_allocate_zeros(long count, size_t size)\n"
    "{\n"
    "    void *block = calloc(count > 0 ? (size_t)count : 1, size ? size : 1);\n"
    "\n"
    "    if (!block) {\n"
    "        fprintf(stderr, \"adgen: out of memory: %ld elements of %lu bytes\\n\", count,\n"
    "                (unsigned long)size);\n"
    "        abort();\n"
    "    }\n"
    "    return block;\n"
    "}";

static const char RESIZE_TEXT[] =
    "/* Beside grown = realloc(…, bytes): the same for its shadow. */\n"
    "static void *adgen_resize(const void *grown, void *shadow, size_t bytes)\n"
    "{\n"
    "    void *block = NULL;\n"
    "\n"
    "    if (grown)\n"
    "        block = realloc(shadow, bytes ? bytes : 1);\n"
    "    else if (!bytes)\n"
    "        free(shadow);\n"
    "    if (grown && !block) {\n"
    "        fprintf(stderr, \"adgen: out of memory: %lu bytes\\n\", (unsigned long)bytes);\n"
    "        abort();\n"
    "    }\n"
    "    return block;\n"
    "}";

/* Numbers of elements are of type double, so that no product overflows; where one is negative, nothing is touched. */
static const char APART_TEXT[] =
    "/* Whether so many elements from a on and from b on do not overlap. */\n"
    "static int adgen_apart(const void *a, double a_count, const void *b, double b_count, size_t size)\n"
    "{\n"
    "    uintptr_t first = (uintptr_t)a, second = (uintptr_t)b;\n"
    "\n"
    "    return first < second ? (double)(second - first) >= a_count * (double)size\n"
    "                          : (double)(first - second) >= b_count * (double)size;\n"
    "}";

static const char STRIDE_TEXT[] =
    "/* How many steps apart states of so many bytes are kept: none where all of them take 4 MiB at\n"
    " * most, else about the root of their number. */\n"
    "static long adgen_stride(long steps, long bytes)\n"
    "{\n"
    "    long stride = 1;\n"
    "\n"
    "    while (bytes > 0 && steps > (4L << 20) / bytes && stride < steps / stride)\n"
    "        stride++;\n"
    "    return stride;\n"
    "}";

/* The program has a function of the name of one that generated code brings along. */
static Func *store_is_taken(Derive *d, const char *name, const Type *result, const Type *const *params, int count)
{
    Program *p = d->p;
    Func    *func = ir_new_func(p, name, result, d->fn->loc);
    Loc      loc = ir_find_func(p, name)->loc;

    diag_error(d->diag, loc, "adgen-name", "the derivative of '%s' brings along a function that is called '%s', too",
               d->request->func->name, name);
    diag_note(d->diag, loc, "rename this one: names that begin with adgen_ are adgen's");
    for (int i = 0; i < count; i++)
        VEC_PUSH(p->arena, &func->params, ir_new_var(p, func, VAR_PARAM, "", params[i], d->fn->loc));
    return func;
}

/* A function that generated code brings along. */
static Func *store_helper(Derive *d, const char *name, const char *text, const Type *result, const Type *const *params, int count,
                          bool *is_new)
{
    Func *func = helper_function(d->p, name, text, result, params, count, d->fn->loc, is_new);

    return func ? func : store_is_taken(d, name, result, params, count);
}

/* One that gets memory, and ends the program where there is none. */
static Func *store_memory_helper(Derive *d, const char *name, const char *text, const Type *const *params, int count)
{
    Func *func = helper_memory(d->p, name, text, params, count, d->fn->loc);

    return func ? func : store_is_taken(d, name, type_pointer(d->p, type_void(d->p)), params, count);
}

Func *store_apart(Derive *d)
{
    Program    *p = d->p;
    const Type *block = type_pointer(p, type_qualified(p, type_void(p), TYPE_CONST)), *number = type_real(p, REAL_DOUBLE);
    const Type *params[5] = {block, number, block, number, type_int(p, INT_ULONG)};
    bool        is_new;
    Func       *func = store_helper(d, "adgen_apart", APART_TEXT, type_int(p, INT_INT), params, 5, &is_new);

    if (is_new) {
        VEC_PUSH(p->arena, &func->item->uses, ir_system_include(p, "stddef.h"));
        VEC_PUSH(p->arena, &func->item->uses, ir_system_include(p, "stdint.h"));
    }
    return func;
}

Func *store_stride(Derive *d)
{
    const Type *type = type_int(d->p, INT_LONG), *params[2] = {type, type};
    bool        is_new;

    return store_helper(d, "adgen_stride", STRIDE_TEXT, type, params, 2, &is_new);
}

Func *store_allocator(Derive *d)
{
    Func *func = helper_allocator(d->p, d->fn->loc);

    if (!func) {
        const Type *params[2] = {type_int(d->p, INT_LONG), type_int(d->p, INT_ULONG)};
        func = store_is_taken(d, "adgen_allocate", type_pointer(d->p, type_void(d->p)), params, 2);
    }
    return func;
}

Func *store_zeros_allocator(Derive *d)
{
    const Type *params[2] = {type_int(d->p, INT_LONG), type_int(d->p, INT_ULONG)};

    return store_memory_helper(d, "adgen_allocate_zeros", ALLOCATE_ZEROS_TEXT, params, 2);
}

Func *store_resizer(Derive *d)
{
    const Type *params[3] = {type_pointer(d->p, type_qualified(d->p, type_void(d->p), TYPE_CONST)),
                             type_pointer(d->p, type_void(d->p)), type_int(d->p, INT_ULONG)};

    return store_memory_helper(d, "adgen_resize", RESIZE_TEXT, params, 3);
}

void store_allocate(Derive *d, Block *out, Var *pointer, const Expr *count)
{
    Program    *p = d->p;
    Loc         loc = pointer->loc;
    const Expr *args[2] = {count, ir_sizeof(p, loc, type_int(p, INT_ULONG), type_elem(pointer->type))};

    ir_push(p, out, ir_call_stmt(p, loc, ir_var(p, loc, pointer), store_allocator(d), args, 2));
}

/* A function of the runtime that is given the tape, and what follows it. */
static Stmt *store_tape_call(Derive *d, Loc loc, const Expr *place, const char *name, const Type *result, const Expr *const *args,
                             int count)
{
    enum { MOST = 3 };
    const Type *params[MOST];
    const Expr *all[MOST];

    all[0] = store_tape(d, loc);
    for (int i = 0; i < count; i++)
        all[i + 1] = args[i];
    for (int i = 0; i <= count; i++)
        params[i] = all[i]->type;
    return ir_call_stmt(d->p, loc, place, ir_library_func(d->p, name, "adgen/runtime.h", result, params, count + 1), all, count + 1);
}

Stmt *store_block(Derive *d, const Expr *pointer, const Expr *count)
{
    Program    *p = d->p;
    Loc         loc = pointer->loc;
    const Expr *args[2] = {count, ir_sizeof(p, loc, type_int(p, INT_ULONG), type_elem(pointer->type))};

    return store_tape_call(d, loc, pointer, "adgen_tape_allocate", type_pointer(p, type_void(p)), args, 2);
}

Stmt *store_release(Derive *d, const Expr *pointer, Loc loc)
{
    const Expr *block = ir_cast(d->p, loc, type_pointer(d->p, type_void(d->p)), pointer, true);

    return store_tape_call(d, loc, NULL, "adgen_tape_release", type_void(d->p), &block, 1);
}

void store_make(Derive *d, Frame *frame, Block *out, const Versions *versions)
{
    Program *p = d->p;

    for (int i = 0; versions && i < versions->list.count; i++) {
        const Version *v = versions->list.items[i];
        const Type    *elem = type_elem(v->store->type);
        Loc            loc = v->loops[0]->loc;
        const Expr    *args[2];

        if (v->way == WAY_BLOCK) {
            ir_push(p, out, store_block(d, ir_var(p, loc, v->store), plan_forward(d, frame, plan_elements(d, v))));
            continue;
        }
        VEC_PUSH(d->arena, &d->arrays, v);
        args[0] = plan_forward(d, frame, plan_elements(d, v));
        args[1] = ir_sizeof(p, loc, type_int(p, INT_ULONG), elem);
        ir_push(p, out, ir_call_stmt(p, loc, ir_var(p, loc, v->store), store_allocator(d), args, 2));
    }
}

const Expr *store_tape(Derive *d, Loc loc)
{
    if (d->tape == NULL) {
        d->tape = shadow_temp(d, "tape", runtime_tape(d->p), d->fn->loc);
        d->tape->is_register = false;
    }
    if (d->tape->kind == VAR_PARAM)
        return ir_var(d->p, loc, d->tape);
    return ir_addr(d->p, loc, ir_var(d->p, loc, d->tape));
}

Stmt *store_free_call(Derive *d, const Expr *pointer, Loc loc)
{
    return helper_free(d->p, pointer, loc);
}

void store_free_later(Derive *d, const Expr *pointer, Loc loc, Block *out)
{
    Program    *p = d->p;
    const Expr *tape = store_tape(d, loc);
    const Type *params[2] = {tape->type, type_pointer(p, type_void(p))};
    const Expr *args[2] = {tape, ir_cast(p, loc, params[1], pointer, true)};
    Func       *func = ir_library_func(p, "adgen_tape_free_later", "adgen/runtime.h", type_void(p), params, 2);

    ir_push(p, out, ir_call_stmt(p, loc, NULL, func, args, 2));
}

/* The block that the tape gave last goes back first. */
static void store_give_back(Derive *d, Block *out, const Versions *versions)
{
    for (int i = versions ? versions->list.count - 1 : -1; i >= 0; i--) {
        const Version *v = versions->list.items[i];
        Loc            loc = v->var->loc;

        if (v->way == WAY_BLOCK)
            ir_push(d->p, out, store_release(d, ir_var(d->p, loc, v->back), loc));
    }
}

void store_free(Derive *d, Block *out, Block *late, const Versions *versions)
{
    store_give_back(d, out, versions);
    for (int i = 0; versions && i < versions->list.count; i++) {
        const Version *v = versions->list.items[i];
        bool           for_frees;

        if (v->way == WAY_BLOCK)
            continue;
        for_frees = type_is_pointer(v->var->type) || frees_has_end(d, NULL, v->loops[0]->u.loop_for.body);

        ir_push(d->p, for_frees ? late : out, store_free_call(d, ir_var(d->p, v->loops[0]->loc, v->store), v->loops[0]->loc));
    }
}

void store_keep(Derive *d, Frame *frame, Block *out, const Versions *versions)
{
    Program *p = d->p;

    for (int i = 0; versions && i < versions->list.count; i++) {
        const Version *v = versions->list.items[i];
        Loc            loc = v->var->loc;
        const Expr    *value = plan_forward(d, frame, ir_var(p, loc, v->var));
        bool           is_element = v->way == WAY_ARRAY || v->way == WAY_BLOCK;
        const Expr    *place = is_element ? plan_forward(d, frame, plan_element(d, v, false))
                                                   : ir_var(p, loc, v->way == WAY_TAPE ? v->copy : v->store);

        ir_push(p, out, ir_assign(p, loc, place, value));
    }
}

/* ---- the tape's values ---- */

/* The word for a type in the names of the tape's functions, and the type that they take. */
static const char *store_word(Derive *d, const Type *type, const Type **as)
{
    type = type->canon;
    *as = type;
    if (type_is_function_pointer(type)) {
        *as = type_pointer(d->p, type_function(d->p, type_void(d->p), NULL, 0, false));
        return "function";
    }
    if (type->kind == TYPE_POINTER) {
        *as = type_pointer(d->p, type_void(d->p));
        return "pointer";
    }
    if (type->kind != TYPE_REAL) {
        *as = type_int(d->p, INT_LLONG);
        return "int";
    }
    return type->u.real == REAL_FLOAT ? "float" : type->u.real == REAL_DOUBLE ? "double" : "longdouble";
}

static Stmt *store_push_value(Derive *d, const Expr *value, Loc loc)
{
    Program    *p = d->p;
    const Type *as;
    const char *word = store_word(d, value->type, &as);
    const Expr *tape = store_tape(d, loc);
    const Type *params[2] = {tape->type, as};
    const Expr *args[2] = {tape, ir_cast(p, loc, as, value, true)};

    return ir_call_stmt(p, loc, NULL,
                        ir_library_func(p, arena_printf(d->arena, "adgen_push_%s", word), "adgen/runtime.h",
                                        type_void(p), params, 2),
                        args, 2);
}

static Stmt *store_push_one(Derive *d, Frame *frame, const Version *v)
{
    Loc loc = v->var->loc;

    return store_push_value(d, v->copy ? ir_var(d->p, loc, v->copy) : plan_forward(d, frame, ir_var(d->p, loc, v->var)), loc);
}

void store_push_var(Derive *d, Block *out, Var *var)
{
    ir_push(d->p, out, store_push_value(d, ir_var(d->p, var->loc, var), var->loc));
}

/* Pop into `place` what was pushed as a value of the type. */
static void store_pop_value(Derive *d, Block *out, const Expr *place, const Type *type)
{
    Program    *p = d->p;
    Loc         loc = place->loc;
    const Type *as;
    const char *word = store_word(d, type, &as);
    const Expr *args[1] = {store_tape(d, loc)};
    const Type *params[1] = {args[0]->type};
    Func       *pop = ir_library_func(p, arena_printf(d->arena, "adgen_pop_%s", word), "adgen/runtime.h", as, params, 1);

    if (type_same(as, type) || (type_is_pointer(as) && !type_is_function_pointer(as))) {
        ir_push(p, out, ir_call_stmt(p, loc, place, pop, args, 1));
    } else {
        Var *raw = shadow_temp(d, "popped", as, loc);

        ir_push(p, out, ir_call_stmt(p, loc, ir_var(p, loc, raw), pop, args, 1));
        ir_push(p, out, ir_assign(p, loc, place, ir_cast(p, loc, place->type, ir_var(p, loc, raw), true)));
    }
}

void store_pop_var(Derive *d, Block *out, Var *var)
{
    store_pop_value(d, out, ir_var(d->p, var->loc, var), var->type);
}

void store_pop(Derive *d, Block *out, const Versions *versions)
{
    for (int i = versions ? versions->list.count - 1 : -1; i >= 0; i--) {
        const Version *v = versions->list.items[i];

        store_pop_value(d, out, ir_var(d->p, v->var->loc, v->store), v->var->type);
    }
}

static bool store_has_jump(const Block *block)
{
    const Stmt *last = block->stmts.count ? block->stmts.items[block->stmts.count - 1] : NULL;

    if (last == NULL)
        return false;
    return last->kind == STMT_BREAK ||
           (last->kind == STMT_IF && (store_has_jump(last->u.branch.then) || store_has_jump(last->u.branch.other)));
}

void store_push(Derive *d, Frame *frame, Block *block, const Versions *versions)
{
    Stmt *last = block->stmts.count ? block->stmts.items[block->stmts.count - 1] : NULL;
    bool  jump = last && last->kind == STMT_BREAK;

    if (versions == NULL)
        return;
    if (last && last->kind == STMT_IF && store_has_jump(block)) {
        store_push(d, frame, last->u.branch.then, versions);
        store_push(d, frame, last->u.branch.other, versions);
        return;
    }
    if (jump)
        block->stmts.count--;
    for (int i = 0; i < versions->list.count; i++)
        ir_push(d->p, block, store_push_one(d, frame, versions->list.items[i]));
    if (jump)
        ir_push(d->p, block, last);
}
