#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "decls.h"

/*
 * ADGEN_SIZE(expr): an integer expression over the function's parameters, their members and enumeration constants,
 * with + - * / % and brackets.  The annotation is a string by the time that libclang shows it, so it is read here.
 */

typedef struct Reader {
    Front      *front;
    Func       *func;
    Loc         loc;
    const char *at;
    bool        failed;
} Reader;

static const Expr *read_sum(Reader *r);

static const Expr *fail(Reader *r, const char *what)
{
    if (!r->failed)
        diag_error(r->front->diag, r->loc, "adgen-size", "ADGEN_SIZE: %s", what);
    r->failed = true;
    return ir_int(r->front->program, r->loc, type_int(r->front->program, INT_INT), 0);
}

static void skip_blanks(Reader *r)
{
    while (isspace((unsigned char)*r->at))
        r->at++;
}

static bool accept(Reader *r, const char *token)
{
    skip_blanks(r);
    if (strncmp(r->at, token, strlen(token)) != 0)
        return false;
    r->at += strlen(token);
    return true;
}

static const char *read_name(Reader *r)
{
    skip_blanks(r);
    size_t length = 0;
    while (isalnum((unsigned char)r->at[length]) || r->at[length] == '_')
        length++;
    const char *name = intern_n(r->front->program->names, r->at, length);
    r->at += length;
    return name;
}

static const Expr *read_number(Reader *r)
{
    Program  *p = r->front->program;
    char     *end;
    long long value = strtoll(r->at, &end, 0);
    bool      is_long = value > 0x7fffffff;
    while (*end && strchr("uUlL", *end)) {
        is_long = true;
        end++;
    }
    r->at = end;
    return ir_int(p, r->loc, type_int(p, is_long ? INT_LLONG : INT_INT), value);
}

static const Expr *read_constant(Reader *r, const char *name)
{
    Program *p = r->front->program;
    Decl    *decl = decls_named(r->front, name);
    if (!decl || !cursor_is(decl->all.items[0], CXCursor_EnumConstantDecl))
        return fail(r, arena_printf(r->front->arena, "'%s' is no parameter of '%s'", name, r->func->name));
    return ir_int(p, r->loc, type_int(p, INT_INT), clang_getEnumConstantDeclValue(decl->all.items[0]));
}

static const Expr *read_operand(Reader *r)
{
    const char *name = read_name(r);
    if (!name[0])
        return fail(r, "an expression over the parameters is expected, such as n or 2 * n");
    for (int i = 0; i < r->func->params.count; i++)
        if (r->func->params.items[i]->name == name)
            return ir_var(r->front->program, r->loc, r->func->params.items[i]);
    return read_constant(r, name);
}

static const Expr *read_member(Reader *r, const Expr *record)
{
    const char *name = read_name(r);
    if (record->type->kind == TYPE_RECORD) {
        const Record *of = record->type->u.record;
        for (int i = 0; i < of->fields.count; i++)
            if (of->fields.items[i]->name == name)
                return ir_field(r->front->program, r->loc, record, of->fields.items[i]);
    }
    return fail(r, arena_printf(r->front->arena, "'%s' is no member", name));
}

static const Expr *read_postfix(Reader *r)
{
    const Expr *e = read_operand(r);
    for (;;) {
        if (accept(r, "->")) {
            if (!type_is_pointer(e->type))
                return fail(r, "-> follows what is no pointer");
            e = read_member(r, ir_deref(r->front->program, r->loc, e));
        } else if (accept(r, ".")) {
            e = read_member(r, e);
        } else {
            return e;
        }
    }
}

static const Expr *read_primary(Reader *r)
{
    if (accept(r, "(")) {
        const Expr *e = read_sum(r);
        return accept(r, ")") ? e : fail(r, "')' is missing");
    }
    skip_blanks(r);
    const Expr *e = isdigit((unsigned char)*r->at) ? read_number(r) : read_postfix(r);
    return type_is_integer(e->type) ? e : fail(r, "the size is no integer");
}

static const Expr *binary(Reader *r, OpKind op, const Expr *a, const Expr *b)
{
    Program    *p = r->front->program;
    const Type *type = type_usual(p, a->type, b->type);
    return ir_binary(p, r->loc, op, ir_cast(p, r->loc, type, a, true), ir_cast(p, r->loc, type, b, true));
}

static const Expr *read_product(Reader *r)
{
    const Expr *e = read_primary(r);
    for (;;) {
        if (accept(r, "*"))
            e = binary(r, OP_MUL, e, read_primary(r));
        else if (accept(r, "/"))
            e = binary(r, OP_DIV, e, read_primary(r));
        else if (accept(r, "%"))
            e = binary(r, OP_REM, e, read_primary(r));
        else
            return e;
    }
}

static const Expr *read_sum(Reader *r)
{
    const Expr *e = read_product(r);
    for (;;) {
        if (accept(r, "+"))
            e = binary(r, OP_ADD, e, read_product(r));
        else if (accept(r, "-"))
            e = binary(r, OP_SUB, e, read_product(r));
        else
            return e;
    }
}

static const Expr *read_size(Front *front, Func *func, const Annotation *annotation)
{
    Reader      r = { .front = front, .func = func, .loc = annotation->loc, .at = annotation->spec };
    const Expr *size = read_sum(&r);
    skip_blanks(&r);
    if (*r.at)
        fail(&r, arena_printf(front->arena, "'%s' is not understood", r.at));
    return r.failed ? NULL : size;
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
