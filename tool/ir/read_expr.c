#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "read_parts.h"

/* ---- Names ---- */

Item *read_item_ref(Reader *r)
{
    read_expect(r, "#");
    long long number = read_integer(r);
    if (number < 0 || number > r->tokens.list.count)
        read_fail_before(r, "there is no item #%lld", number);
    while (r->items.count <= number)
        VEC_PUSH(r->p->arena, &r->items, ARENA_NEW(r->p->arena, Item));
    return r->items.items[number];
}

Func *read_func_ref(Reader *r)
{
    read_expect(r, "@");
    const char *name = read_name(r);
    Func       *func = strmap_get(r->funcs, name);
    if (!func)
        read_fail_before(r, "there is no function '%s'", name);
    return func;
}

Var *read_var_ref(Reader *r)
{
    bool        global = read_accept(r, "::");
    const char *name = read_name(r);
    StrMap     *known = global ? r->globals : r->vars;
    Var        *var = known ? strmap_get(known, name) : NULL;
    if (!var)
        read_fail_before(r, "there is no variable '%s'", name);
    return var;
}

Record *read_record_ref(Reader *r)
{
    read_expect(r, "%");
    const char *name = read_name(r);
    Record     *record = strmap_get(r->records, name);
    if (!record) {
        record = ARENA_NEW(r->p->arena, Record);
        strmap_put(r->records, name, record);
    }
    return record;
}

/* ---- Types ---- */

static const Type *find_plain_type(Reader *r, const char *name)
{
    static const char *const ints[] = {"char", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "llong", "ullong"};
    static const char *const reals[] = {"f32", "f64", "f80"};
    for (int i = 0; i < 11; i++) {
        if (strcmp(name, ints[i]) == 0)
            return type_int(r->p, (IntKind)i);
    }
    for (int i = 0; i < 3; i++) {
        if (strcmp(name, reals[i]) == 0)
            return type_real(r->p, (RealKind)i);
    }
    if (strcmp(name, "void") == 0)
        return type_void(r->p);
    return strcmp(name, "bool") == 0 ? type_bool(r->p) : NULL;
}

static Item *read_optional_item(Reader *r)
{
    return read_is(r, "#") ? read_item_ref(r) : NULL;
}

/* After "[": a number, "?" and an expression, or nothing. */
static const Type *read_array(Reader *r)
{
    long long   count = -1;
    const Expr *length = NULL;
    if (read_accept(r, "?"))
        length = read_value(r);
    else if (!read_is(r, "]"))
        count = read_integer(r);
    read_expect(r, "]");
    return type_array(r->p, read_type(r), count, length);
}

static const Type *read_function(Reader *r)
{
    VEC(const Type *) params = {0};
    bool variadic = false;
    read_expect(r, "(");
    while (!read_is(r, ")")) {
        if (params.count || variadic)
            read_expect(r, ",");
        if (read_accept(r, "..."))
            variadic = true;
        else
            VEC_PUSH(r->p->arena, &params, read_type(r));
    }
    read_expect(r, ")");
    read_expect(r, "->");
    return type_function(r->p, read_type(r), params.items, params.count, variadic);
}

static const Type *read_enum(Reader *r)
{
    read_expect(r, "(");
    const char *spelling = read_string(r);
    read_expect(r, ",");
    const char *name = read_name(r);
    const Type *behind = find_plain_type(r, name);
    if (!behind || behind->kind != TYPE_INT)
        read_fail_before(r, "'%s' is no integer type", name);
    Item *item = read_optional_item(r);
    read_expect(r, ")");
    return type_enum(r->p, spelling, behind->u.integer, item);
}

static const Type *read_opaque_type(Reader *r)
{
    read_expect(r, "(");
    const char *spelling = read_string(r);
    bool        integers = read_accept(r, ",");
    if (integers)
        read_expect(r, "integers");
    Item *item = read_optional_item(r);
    read_expect(r, ")");
    return type_opaque(r->p, spelling, item, integers);
}

static const Type *read_named_type(Reader *r)
{
    const char *name = read_name(r);
    Item       *item = read_optional_item(r);
    read_expect(r, "=");
    const Type *type = read_type(r);
    read_expect(r, ">");
    return type_named(r->p, type, name, item);
}

static const Type *read_bare_type(Reader *r)
{
    if (read_accept(r, "*"))
        return type_pointer(r->p, read_type(r));
    if (read_accept(r, "["))
        return read_array(r);
    if (read_accept(r, "<"))
        return read_named_type(r);
    if (read_is(r, "%"))
        return type_record(r->p, read_record_ref(r));
    if (read_accept(r, "fn"))
        return read_function(r);
    if (read_accept(r, "enum"))
        return read_enum(r);
    if (read_accept(r, "opaque"))
        return read_opaque_type(r);
    const char *name = read_name(r);
    const Type *type = find_plain_type(r, name);
    if (!type)
        read_fail_before(r, "there is no type '%s'", name);
    return type;
}

const Type *read_type(Reader *r)
{
    unsigned quals = 0;
    for (;;) {
        if (read_accept(r, "const"))
            quals |= TYPE_CONST;
        else if (read_accept(r, "volatile"))
            quals |= TYPE_VOLATILE;
        else if (read_accept(r, "restrict"))
            quals |= TYPE_RESTRICT;
        else
            return type_qualified(r->p, read_bare_type(r), quals);
    }
}

/* ---- Constants ---- */

static const Type *read_type_suffix(Reader *r, const Type *usual)
{
    return read_accept(r, ":") ? read_type(r) : usual;
}

static const char *read_spelling(Reader *r)
{
    return read_peek(r)->kind == TOKEN_STRING ? intern(r->p->names, read_string(r)) : NULL;
}

static const Expr *make_real(Reader *r, long double value)
{
    const Type *type = read_type_suffix(r, type_real(r->p, REAL_DOUBLE));
    if (!type_is_real(type))
        read_fail(r, "a real constant of another type");
    Loc         loc = r->loc;
    const char *text = read_spelling(r);
    return ir_spelled_real(r->p, loc, type, value, text, read_optional_item(r));
}

static const Expr *read_number(Reader *r)
{
    const char *digits = read_next(r)->text;
    if (strpbrk(digits, ".e"))
        return make_real(r, strtold(digits, NULL));
    const Type *type = read_type_suffix(r, type_int(r->p, INT_INT));
    if (!type_is_integer(type))
        read_fail(r, "an integer constant of another type");
    Loc         loc = r->loc;
    const char *text = read_spelling(r);
    return ir_spelled_int(r->p, loc, type, strtoll(digits, NULL, 10), text, read_optional_item(r));
}

/* real(inf), real(-nan): the lexer takes the minus and the name apart. */
static const Expr *read_special_real(Reader *r)
{
    read_expect(r, "(");
    bool        minus = read_accept(r, "-");
    const char *name = read_name(r);
    read_expect(r, ")");
    long double value = strtold(name, NULL);
    return make_real(r, minus ? -value : value);
}

/* ---- Operators ---- */

typedef VEC(const Expr *) ExprList;

static void read_list(Reader *r, ExprList *list, const char *end)
{
    while (!read_is(r, end)) {
        if (list->count)
            read_expect(r, ",");
        VEC_PUSH(r->p->arena, list, read_value(r));
    }
    read_expect(r, end);
}

static const Expr *read_call(Reader *r)
{
    Func *func = read_func_ref(r);
    if (!read_accept(r, "("))
        return ir_func(r->p, r->loc, func);
    ExprList args = {0};
    read_list(r, &args, ")");
    read_require(r, check_call(func, args.items, args.count));
    return ir_call(r->p, r->loc, func, args.items, args.count);
}

static const Expr *make_operator(Reader *r, OpKind op, const Expr *const *args)
{
    Program *p = r->p;
    read_require(r, check_args(op, args));
    switch (op) {
    case OP_DEREF:   return ir_deref(p, r->loc, args[0]);
    case OP_ADDR:    return ir_addr(p, r->loc, args[0]);
    case OP_DECAY:   return ir_decay(p, r->loc, args[0]);
    case OP_PTRADD:  return ir_ptradd(p, r->loc, args[0], args[1]);
    case OP_PTRDIFF: return ir_ptrdiff(p, r->loc, args[0], args[1]);
    case OP_SELECT:  return ir_select(p, r->loc, args[0], args[1], args[2]);
    default:         break;
    }
    return op_info[op].arity == 1 ? ir_unary(p, r->loc, op, args[0]) : ir_binary(p, r->loc, op, args[0], args[1]);
}

static bool find_operator(const char *name, OpKind *op)
{
    for (int i = OP_DEREF; i < OP_CALL; i++) {
        if (i != OP_INDEX && i != OP_FIELD && i != OP_CAST && strcmp(op_info[i].text, name) == 0) {
            *op = (OpKind)i;
            return true;
        }
    }
    return false;
}

static const Expr *read_cast(Reader *r, bool implicit)
{
    read_expect(r, "(");
    const Type *to = read_type(r);
    read_expect(r, ",");
    const Expr *value = read_value(r);
    read_expect(r, ")");
    read_require(r, check_cast(to, value));
    return ir_cast(r->p, r->loc, to, value, implicit);
}

static const Expr *read_init(Reader *r)
{
    read_expect(r, "(");
    const Type *type = read_type(r);
    ExprList    args = {0};
    if (read_accept(r, ","))
        read_list(r, &args, ")");
    else
        read_expect(r, ")");
    return ir_init(r->p, r->loc, type, args.items, args.count);
}

static const Expr *read_sizeof(Reader *r)
{
    read_expect(r, "(");
    const Type *of = read_type(r);
    read_expect(r, ")");
    const Type *type = read_type_suffix(r, type_int(r->p, INT_ULONG));
    if (!type_is_integer(type) || type_is_vla(of))
        read_fail(r, "a size that is none");
    return ir_sizeof(r->p, r->loc, type, of);
}

static const Expr *read_string_constant(Reader *r)
{
    read_expect(r, "(");
    const char *literal = read_string(r);
    read_expect(r, ")");
    return ir_string(r->p, r->loc, literal);
}

static const Expr *read_opaque_value(Reader *r)
{
    read_expect(r, "(");
    const Type *type = read_type(r);
    read_expect(r, ",");
    Opaque *opaque = read_opaque(r);
    read_expect(r, ")");
    return ir_opaque(r->p, r->loc, type, opaque);
}

/* A name with a bracket: an operator with its arguments. */
static const Expr *read_operation(Reader *r)
{
    const char *name = read_name(r);
    if (strcmp(name, "cast") == 0 || strcmp(name, "conv") == 0)
        return read_cast(r, name[2] == 'n');
    if (strcmp(name, "real") == 0)
        return read_special_real(r);
    if (strcmp(name, "init") == 0)
        return read_init(r);
    if (strcmp(name, "sizeof") == 0)
        return read_sizeof(r);
    if (strcmp(name, "string") == 0)
        return read_string_constant(r);
    if (strcmp(name, "opaque") == 0)
        return read_opaque_value(r);
    OpKind op;
    if (!find_operator(name, &op))
        read_fail_before(r, "there is no operator '%s'", name);
    ExprList args = {0};
    read_expect(r, "(");
    read_list(r, &args, ")");
    if (args.count != op_info[op].arity)
        read_fail(r, "'%s' takes %d arguments", name, op_info[op].arity);
    return make_operator(r, op, args.items);
}

static const Expr *read_primary(Reader *r)
{
    if (read_peek(r)->kind == TOKEN_NUMBER)
        return read_number(r);
    if (read_is(r, "@"))
        return read_call(r);
    if (read_peek(r)->kind == TOKEN_NAME && strcmp(read_ahead(r)->text, "(") == 0)
        return read_operation(r);
    return ir_var(r->p, r->loc, read_var_ref(r));
}

/* After ".": a member's name, or "#" and its number. */
static const Expr *read_member(Reader *r, const Expr *record)
{
    if (record->type->kind != TYPE_RECORD)
        read_fail(r, "a member of what is no record");
    const Record *type = record->type->u.record;
    if (read_accept(r, "#")) {
        long long index = read_integer(r);
        if (index < 0 || index >= type->fields.count)
            read_fail_before(r, "there is no member number %lld", index);
        return ir_field(r->p, r->loc, record, type->fields.items[index]);
    }
    const char *name = read_name(r);
    for (int i = 0; i < type->fields.count; i++) {
        const Field *field = type->fields.items[i];
        if (field->name && strcmp(field->name, name) == 0)
            return ir_field(r->p, r->loc, record, field);
    }
    read_fail_before(r, "there is no member '%s'", name);
}

static const Expr *read_index(Reader *r, const Expr *base)
{
    const Expr *index = read_value(r);
    read_expect(r, "]");
    read_require(r, check_args(OP_INDEX, (const Expr *[]){base, index}));
    return ir_index(r->p, r->loc, base, index);
}

/* The node with a type that is not the usual one. */
static const Expr *retyped(Reader *r, const Expr *e, const Type *type)
{
    return ir_with_type(r->p, e, type);
}

const Expr *read_value(Reader *r)
{
    const Expr *e = read_primary(r);
    for (;;) {
        if (read_accept(r, "["))
            e = read_index(r, e);
        else if (read_accept(r, "."))
            e = read_member(r, e);
        else if (read_accept(r, ":"))
            e = retyped(r, e, read_type(r));
        else
            return e;
    }
}

/* ---- Opaque text ---- */

/* After "|": one of the things that are known about the text. */
static void read_opaque_fact(Reader *r, Opaque *opaque)
{
    Arena      *arena = r->p->arena;
    const char *word = read_name(r);
    if (strcmp(word, "writes") == 0) {
        while (!read_is(r, "|") && !read_is(r, "}"))
            VEC_PUSH(arena, &opaque->writes, read_var_ref(r));
    } else if (strcmp(word, "reaches") == 0) {
        while (!read_is(r, "|") && !read_is(r, "}"))
            VEC_PUSH(arena, &opaque->reaches, read_var_ref(r));
    } else if (strcmp(word, "behind") == 0) {
        while (!read_is(r, "|") && !read_is(r, "}"))
            VEC_PUSH(arena, &opaque->behind, read_var_ref(r));
    } else if (strcmp(word, "uses") == 0) {
        while (read_is(r, "#"))
            VEC_PUSH(arena, &opaque->uses, read_item_ref(r));
    } else if (strcmp(word, "plain") == 0) {
        opaque->plain = true;
    } else if (strcmp(word, "effects") == 0) {
        opaque->effects = true;
    } else if (strcmp(word, "jumps") == 0) {
        opaque->jumps = true;
    } else if (strcmp(word, "id") == 0) {
        opaque->id = read_string(r);
    } else if (strcmp(word, "message") == 0) {
        opaque->message = read_string(r);
    } else if (strcmp(word, "advice") == 0) {
        opaque->advice = read_string(r);
    } else {
        read_fail(r, "'%s' says nothing about opaque text", word);
    }
}

Opaque *read_opaque(Reader *r)
{
    Opaque *opaque = ARENA_NEW(r->p->arena, Opaque);
    read_expect(r, "{");
    VEC_PUSH(r->p->arena, &opaque->texts, read_string(r));
    while (!read_is(r, "|") && !read_is(r, "}")) {
        VEC_PUSH(r->p->arena, &opaque->vars, read_var_ref(r));
        VEC_PUSH(r->p->arena, &opaque->texts, read_string(r));
    }
    while (read_accept(r, "|"))
        read_opaque_fact(r, opaque);
    read_expect(r, "}");
    return opaque;
}
