#include "ir/runtime.h"

#include <string.h>

#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"

/* The members that stand for all that lies on a tape. */
enum { MEMBER_NUMBER, MEMBER_COUNT, MEMBER_POINTER, MEMBER_FUNCTION };

static void add_field(Program *p, Record *record, const char *name, const Type *type)
{
    Field *field = ARENA_NEW(p->arena, Field);

    field->name = name;
    field->type = type;
    field->record = record;
    field->index = record->fields.count;
    VEC_PUSH(p->arena, &record->fields, field);
}

static const Type *function_pointer(Program *p)
{
    return type_pointer(p, type_function(p, type_void(p), NULL, 0, false));
}

const Type *runtime_tape(Program *p)
{
    Record *record;

    if (p->tape)
        return p->tape;
    record = ARENA_NEW(p->arena, Record);
    record->complete = true;
    record->tag = intern(p->names, "AdgenTape");
    record->item = ir_system_include(p, "adgen/runtime.h");
    add_field(p, record, "number", type_real(p, REAL_LONG_DOUBLE));
    add_field(p, record, "count", type_int(p, INT_LLONG));
    add_field(p, record, "pointer", type_pointer(p, type_void(p)));
    add_field(p, record, "function", function_pointer(p));
    p->tape = type_named(p, type_record(p, record), "AdgenTape", record->item);
    return p->tape;
}

const Type *runtime_checkpoint(Program *p)
{
    Record *record;

    if (p->checkpoint)
        return p->checkpoint;
    record = ARENA_NEW(p->arena, Record);
    record->tag = intern(p->names, "AdgenCheckpoint");
    record->item = ir_system_include(p, "adgen/checkpoint.h");
    p->checkpoint = type_named(p, type_record(p, record), "AdgenCheckpoint", record->item);
    return p->checkpoint;
}

bool runtime_is_tape(const Type *type)
{
    type = type->canon;
    return type->kind == TYPE_RECORD && type->u.record->tag && strcmp(type->u.record->tag, "AdgenTape") == 0 &&
           type->u.record->item && type->u.record->item->kind == ITEM_INCLUDE;
}

const Expr *runtime_tape_init(Program *p, Loc loc)
{
    Opaque *init = ARENA_NEW(p->arena, Opaque);

    VEC_PUSH(p->arena, &init->texts, "ADGEN_TAPE_INIT");
    VEC_PUSH(p->arena, &init->uses, ir_system_include(p, "adgen/runtime.h"));
    init->plain = true;
    return ir_opaque(p, loc, runtime_tape(p), init);
}

RuntimeUse runtime_use(const Func *func)
{
    if (strncmp(func->name, "adgen_", 6) != 0 || func->params.count == 0)
        return RUNTIME_NONE;
    if (strncmp(func->name, "adgen_push_", 11) == 0)
        return RUNTIME_PUSH;
    if (strncmp(func->name, "adgen_pop_", 10) == 0)
        return RUNTIME_POP;
    if (strcmp(func->name, "adgen_tape_free") == 0)
        return RUNTIME_FREE;
    if (strcmp(func->name, "adgen_keep") == 0)
        return RUNTIME_KEEP;
    if (strcmp(func->name, "adgen_tape_allocate") == 0)
        return RUNTIME_ALLOCATE;
    if (strcmp(func->name, "adgen_tape_release") == 0)
        return RUNTIME_RELEASE;
    return strcmp(func->name, "adgen_tape_free_later") == 0 ? RUNTIME_LATER : RUNTIME_NONE;
}

/* The member that values of the type are stored in. */
static const Expr *member_of(Program *p, const Expr *tape, const Type *value)
{
    const Record *record = runtime_tape(p)->canon->u.record;
    int           index = type_is_real(value)               ? MEMBER_NUMBER
                          : type_is_function_pointer(value) ? MEMBER_FUNCTION
                          : type_is_pointer(value)          ? MEMBER_POINTER
                                                            : MEMBER_COUNT;

    return ir_field(p, tape->loc, ir_deref(p, tape->loc, tape), record->fields.items[index]);
}

static const Expr *param(Program *p, const Func *func, int i, const Type *type)
{
    return ir_cast(p, func->loc, type, ir_var(p, func->loc, func->params.items[i]), true);
}

/* copy = malloc(size); memcpy(copy, first, size); return copy; */
static void outline_keep(Program *p, Func *func)
{
    const Type *block = type_pointer(p, type_void(p)), *size = type_int(p, INT_ULONG);
    const Type *source = type_pointer(p, type_qualified(p, type_void(p), TYPE_CONST)), *params[3] = {block, source, size};
    const Expr *copy = ir_var(p, func->loc, ir_new_var(p, func, VAR_TEMP, "copy", block, func->loc));
    const Expr *bytes = param(p, func, 4, size), *args[3] = {copy, param(p, func, 0, source), bytes};

    ir_push(p, func->body, ir_call_stmt(p, func->loc, copy, ir_library_func(p, "malloc", "stdlib.h", block, &size, 1), &bytes, 1));
    ir_push(p, func->body, ir_call_stmt(p, func->loc, NULL, ir_library_func(p, "memcpy", "string.h", block, params, 3), args, 3));
    ir_push(p, func->body, ir_return(p, func->loc, copy));
}

/* return malloc(count * size); */
static void outline_allocate(Program *p, Func *func)
{
    const Type *block = type_pointer(p, type_void(p)), *size = type_int(p, INT_ULONG);
    const Expr *copy = ir_var(p, func->loc, ir_new_var(p, func, VAR_TEMP, "block", block, func->loc));
    const Expr *bytes = ir_binary(p, func->loc, OP_MUL, param(p, func, 1, size), param(p, func, 2, size));

    ir_push(p, func->body, ir_call_stmt(p, func->loc, copy, ir_library_func(p, "malloc", "stdlib.h", block, &size, 1), &bytes, 1));
    ir_push(p, func->body, ir_return(p, func->loc, copy));
}

/* free(block); */
static void outline_free(Program *p, Func *func)
{
    const Type *block = type_pointer(p, type_void(p));
    const Expr *arg = ir_var(p, func->loc, func->params.items[1]);

    ir_push(p, func->body, ir_call_stmt(p, func->loc, NULL, ir_library_func(p, "free", "stdlib.h", type_void(p), &block, 1), &arg, 1));
}

static void outline(Program *p, Func *func, RuntimeUse use)
{
    const Expr *tape = ir_var(p, func->loc, func->params.items[0]), *place;
    const Expr *zero = ir_int(p, func->loc, type_int(p, INT_LLONG), 0);

    func->body = ir_block(p);
    func->is_outline = true;
    func->is_library = false;
    func->keeps = false;
    if (use == RUNTIME_KEEP) {
        outline_keep(p, func);
        return;
    }
    if (use == RUNTIME_ALLOCATE) {
        outline_allocate(p, func);
        return;
    }
    if (use == RUNTIME_PUSH) {
        Var *value = func->params.items[1];

        place = member_of(p, tape, value->type);
        ir_push(p, func->body, ir_assign(p, func->loc, place, ir_cast(p, func->loc, place->type, ir_var(p, func->loc, value), true)));
        return;
    }
    ir_push(p, func->body, ir_assign(p, func->loc, member_of(p, tape, zero->type), zero));
    if (use == RUNTIME_LATER || use == RUNTIME_RELEASE)
        outline_free(p, func);
    if (use == RUNTIME_POP)
        ir_push(p, func->body, ir_return(p, func->loc, ir_cast(p, func->loc, func->result, member_of(p, tape, func->result), true)));
}

/* adgen_resize (grown, shadow, bytes), in generated code, is realloc (shadow, bytes), but that it ends the program where there is
 * no memory, and leaves alone the shadow of what could not grow. */
static void outline_resize(void *data, Stmt *s)
{
    Program    *p = data;
    const Type *block = type_pointer(p, type_void(p)), *params[2] = {block, type_int(p, INT_ULONG)};

    if (s->kind != STMT_CALL || s->u.call.callee->body || s->u.call.count != 3 || strcmp(s->u.call.callee->name, "adgen_resize") != 0)
        return;
    s->u.call.callee = ir_library_func(p, "realloc", "stdlib.h", block, params, 2);
    s->u.call.args++;
    s->u.call.count = 2;
}

void runtime_outline(Program *p)
{
    int count = p->funcs.count;

    for (int i = 0; i < count; i++) {
        Func   *func = p->funcs.items[i];
        RuntimeUse use = func->body ? RUNTIME_NONE : runtime_use(func);

        if (use != RUNTIME_NONE)
            outline(p, func, use);
        else if (func->is_derivative && func->body)
            ir_visit_stmts(func->body, outline_resize, p);
    }
}
