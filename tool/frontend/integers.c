#include "integers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "decls.h"

typedef struct Reader {
    const Integers *in;
    Program        *p;
    const char     *at;
    bool            failed;
} Reader;

static const Expr *read_sum(Reader *r);

static const Expr *fail(Reader *r, const char *what)
{
    if (!r->failed)
        diag_error(r->in->front->diag, r->in->loc, r->in->id, "%s: %s", r->in->what, what);
    r->failed = true;
    return ir_int(r->p, r->in->loc, type_int(r->p, INT_INT), 0);
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
    const char *name = intern_n(r->p->names, r->at, length);
    r->at += length;
    return name;
}

static const Expr *read_number(Reader *r)
{
    char     *end;
    long long value = strtoll(r->at, &end, 0);
    bool      is_long = value > 0x7fffffff;
    while (*end && strchr("uUlL", *end)) {
        is_long = true;
        end++;
    }
    r->at = end;
    return ir_int(r->p, r->in->loc, type_int(r->p, is_long ? INT_LLONG : INT_INT), value);
}

static const Expr *read_operand(Reader *r)
{
    const char *name = read_name(r);
    if (!name[0])
        return fail(r, r->in->example);
    const Expr *named = r->in->named(r->in, name);
    if (named)
        return named;
    Decl *decl = decls_named(r->in->front, name);
    if (!decl || !cursor_is(decl->all.items[0], CXCursor_EnumConstantDecl))
        return fail(r, arena_printf(r->in->front->arena, "'%s' is %s", name, r->in->unknown));
    return ir_int(r->p, r->in->loc, type_int(r->p, INT_INT), clang_getEnumConstantDeclValue(decl->all.items[0]));
}

static const Expr *read_member(Reader *r, const Expr *record)
{
    const char *name = read_name(r);
    if (record->type->kind == TYPE_RECORD) {
        const Record *of = record->type->u.record;
        for (int i = 0; i < of->fields.count; i++)
            if (of->fields.items[i]->name == name)
                return ir_field(r->p, r->in->loc, record, of->fields.items[i]);
    }
    return fail(r, arena_printf(r->in->front->arena, "'%s' is no member", name));
}

static const Expr *read_postfix(Reader *r)
{
    const Expr *e = read_operand(r);
    for (;;) {
        if (accept(r, "->")) {
            if (!type_is_pointer(e->type))
                return fail(r, "-> follows what is no pointer");
            e = read_member(r, ir_deref(r->p, r->in->loc, e));
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
    return type_is_integer(e->type) ? e : fail(r, "this is no integer");
}

static const Expr *binary(Reader *r, OpKind op, const Expr *a, const Expr *b)
{
    const Type *type = type_usual(r->p, a->type, b->type);
    return ir_binary(r->p, r->in->loc, op, ir_cast(r->p, r->in->loc, type, a, true), ir_cast(r->p, r->in->loc, type, b, true));
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

const Expr *integers_read(const Integers *in, const char *text)
{
    Reader      r = {.in = in, .p = in->front->program, .at = text};
    const Expr *value = read_sum(&r);
    skip_blanks(&r);
    if (*r.at)
        fail(&r, arena_printf(in->front->arena, "'%s' is not understood", r.at));
    return r.failed ? NULL : value;
}
