#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dump_parts.h"
#include "ir/dump.h"

/*
 * Names, types and expressions as text.
 *
 *   x  i.3  ::table  @exp  %point  #2      variables (by id where a name alone would not do), globals, functions,
 *                                          records, items
 *   f64  *const f64  [10] f64  [?n] f64    types; [?n] is variable-length, <real #2 = f64> a typedef name
 *   a[i].x  add(x, 1.0)  cast(f64, i)      expressions; conv is an implicit cast, @f(x) a call
 *   2:i64"COUNT"#1  e:T                    constants with type, spelling, item; a type that is not the usual one
 */

void dump_begin(Dump *d, Text *out)
{
    *d = (Dump){.out = out, .arena = arena_new()};
    d->items = map_new(d->arena);
    d->funcs = map_new(d->arena);
    d->vars = map_new(d->arena);
    d->records = map_new(d->arena);
    d->record_names = strmap_new(d->arena);
}

void dump_end(Dump *d)
{
    arena_free(d->arena);
}

static void put_escaped(Text *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            text_printf(out, "\\%c", c);
        else if (c == '\n')
            text_puts(out, "\\n");
        else if (c == '\t')
            text_puts(out, "\\t");
        else if (c < ' ')
            text_printf(out, "\\%03o", c);
        else
            text_putc(out, (char)c);
    }
}

void dump_string(Text *out, const char *text)
{
    text_putc(out, '"');
    put_escaped(out, text);
    text_putc(out, '"');
}

void dump_loc(Text *out, Loc loc)
{
    if (loc.line == 0)
        return;
    text_puts(out, " ; ");
    put_escaped(out, loc_file(loc) ? loc_file(loc) : "");
    text_printf(out, ":%u:%u", loc.line, loc.column);
}

/* ---- Names ---- */

void dump_item_ref(Dump *d, const Item *item)
{
    const char *number = map_get(d->items, item);
    text_putc(d->out, '#');
    if (number)
        text_puts(d->out, number);
    else
        dump_string(d->out, item->name ? item->name : "");
}

void dump_func_ref(Dump *d, const Func *func)
{
    const char *name = map_get(d->funcs, func);
    text_printf(d->out, "@%s", name ? name : func->name);
}

void dump_var_ref(Dump *d, const Var *var)
{
    const char *name = map_get(d->vars, var);
    text_printf(d->out, "%s%s", var->kind == VAR_GLOBAL ? "::" : "", name ? name : var->name);
}

static const char *record_name(Dump *d, const Record *record)
{
    const char *name = map_get(d->records, record);
    if (name)
        return name;
    const char *base = record->tag ? record->tag : "anonymous";
    int        *given = strmap_get(d->record_names, base);
    if (!given) {
        given = ARENA_NEW(d->arena, int);
        strmap_put(d->record_names, base, given);
    }
    name = ++*given == 1 ? base : arena_printf(d->arena, "%s.%d", base, *given);
    map_put(d->records, record, (void *)name);
    VEC_PUSH(d->arena, &d->mentioned, record);
    return name;
}

void dump_record_ref(Dump *d, const Record *record)
{
    text_printf(d->out, "%%%s", record_name(d, record));
}

/* ---- Types ---- */

static const char *int_name(IntKind kind)
{
    static const char *const names[] = {
        [INT_CHAR] = "char", [INT_SCHAR] = "i8",  [INT_UCHAR] = "u8",  [INT_SHORT] = "i16",   [INT_USHORT] = "u16",
        [INT_INT] = "i32",   [INT_UINT] = "u32",  [INT_LONG] = "i64",  [INT_ULONG] = "u64",   [INT_LLONG] = "llong",
        [INT_ULLONG] = "ullong"
    };
    return names[kind];
}

static const char *real_name(RealKind kind)
{
    return kind == REAL_FLOAT ? "f32" : kind == REAL_DOUBLE ? "f64" : "f80";
}

static void put_quals(Dump *d, unsigned quals)
{
    if (quals & TYPE_CONST)
        text_puts(d->out, "const ");
    if (quals & TYPE_VOLATILE)
        text_puts(d->out, "volatile ");
    if (quals & TYPE_RESTRICT)
        text_puts(d->out, "restrict ");
}

static void put_item_of(Dump *d, const Item *item)
{
    if (item) {
        text_putc(d->out, ' ');
        dump_item_ref(d, item);
    }
}

static void put_array(Dump *d, const Type *type)
{
    if (type->u.array.count >= 0) {
        text_printf(d->out, "[%lld] ", type->u.array.count);
    } else if (type->u.array.length) {
        text_puts(d->out, "[?");
        dump_value(d, type->u.array.length);
        text_puts(d->out, "] ");
    } else {
        text_puts(d->out, "[] ");
    }
    dump_type(d, type->u.array.elem);
}

static void put_function(Dump *d, const Type *type)
{
    text_puts(d->out, "fn(");
    for (int i = 0; i < type->u.function.count; i++) {
        text_puts(d->out, i ? ", " : "");
        dump_type(d, type->u.function.params[i]);
    }
    if (type->u.function.variadic)
        text_puts(d->out, type->u.function.count ? ", ..." : "...");
    text_puts(d->out, ") -> ");
    dump_type(d, type->u.function.result);
}

/* enum("enum color", u32 #3), opaque("double _Complex" #3), opaque("__int128", integers): the item is that of the spelling,
 * not of a name for it. */
static void put_spelled(Dump *d, const Type *type)
{
    text_puts(d->out, type->kind == TYPE_ENUM ? "enum(" : "opaque(");
    dump_string(d->out, type->kind == TYPE_ENUM ? type->enum_spelling : type->u.spelling);
    if (type->kind == TYPE_ENUM)
        text_printf(d->out, ", %s", int_name(type->u.integer));
    if (type->integers)
        text_puts(d->out, ", integers");
    put_item_of(d, type->canon->item);
    text_putc(d->out, ')');
}

static void put_bare_type(Dump *d, const Type *type)
{
    switch (type->kind) {
    case TYPE_VOID:     text_puts(d->out, "void"); break;
    case TYPE_BOOL:     text_puts(d->out, "bool"); break;
    case TYPE_INT:      text_puts(d->out, int_name(type->u.integer)); break;
    case TYPE_REAL:     text_puts(d->out, real_name(type->u.real)); break;
    case TYPE_ENUM:
    case TYPE_OPAQUE:   put_spelled(d, type); break;
    case TYPE_RECORD:   dump_record_ref(d, type->u.record); break;
    case TYPE_ARRAY:    put_array(d, type); break;
    case TYPE_FUNCTION: put_function(d, type); break;
    case TYPE_POINTER:
        text_putc(d->out, '*');
        dump_type(d, type->u.pointer.elem);
        break;
    }
}

void dump_type(Dump *d, const Type *type)
{
    put_quals(d, type->quals);
    if (!type->name) {
        put_bare_type(d, type);
        return;
    }
    text_printf(d->out, "<%s", type->name);
    put_item_of(d, type->item);
    text_puts(d->out, " = ");
    put_bare_type(d, type);
    text_putc(d->out, '>');
}

/* ---- Expressions ---- */

/* The fewest digits that read back to the value. */
static void put_real(Text *out, long double value)
{
    if (isnan(value) || isinf(value)) {
        text_printf(out, "real(%s%s)", signbit(value) ? "-" : "", isnan(value) ? "nan" : "inf");
        return;
    }
    static const int digits[] = {6, 9, 15, 16, 17, 18, 21};
    char             text[64];
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
        snprintf(text, sizeof text, "%.*Lg", digits[i], value);
        if (strtold(text, NULL) == value)
            break;
    }
    text_puts(out, text);
    if (!strpbrk(text, ".e"))
        text_puts(out, ".0");
}

static void put_spelling(Dump *d, const char *text, const Item *item)
{
    if (text)
        dump_string(d->out, text);
    if (item)
        dump_item_ref(d, item);
}

static bool is_plain(const Type *type)
{
    return type->canon == type;
}

static void put_type_suffix(Dump *d, const Type *type)
{
    text_putc(d->out, ':');
    dump_type(d, type);
}

static void put_int(Dump *d, const Expr *e)
{
    text_printf(d->out, "%lld", e->u.integer->value);
    bool usual = is_plain(e->type) && e->type->kind == TYPE_INT && e->type->u.integer == INT_INT;
    if (!usual)
        put_type_suffix(d, e->type);
    put_spelling(d, e->u.integer->text, e->u.integer->item);
}

static void put_real_constant(Dump *d, const Expr *e)
{
    put_real(d->out, e->u.real->value);
    if (!is_plain(e->type) || e->type->u.real != REAL_DOUBLE)
        put_type_suffix(d, e->type);
    put_spelling(d, e->u.real->text, e->u.real->item);
}

static void put_args(Dump *d, const Expr *e)
{
    text_putc(d->out, '(');
    for (int i = 0; i < e->count; i++) {
        text_puts(d->out, i ? ", " : "");
        dump_value(d, e->args[i]);
    }
    text_putc(d->out, ')');
}

static void put_typed_args(Dump *d, const char *word, const Expr *e)
{
    text_printf(d->out, "%s(", word);
    dump_type(d, e->type);
    for (int i = 0; i < e->count; i++) {
        text_puts(d->out, ", ");
        dump_value(d, e->args[i]);
    }
    text_putc(d->out, ')');
}

static bool name_is_unique(const Field *field)
{
    if (!field->name || !*field->name)
        return false;
    for (int i = 0; i < field->record->fields.count; i++) {
        const Field *other = field->record->fields.items[i];
        if (other != field && other->name && strcmp(other->name, field->name) == 0)
            return false;
    }
    return true;
}

static void put_field(Dump *d, const Expr *e)
{
    dump_value(d, e->args[0]);
    if (name_is_unique(e->u.field))
        text_printf(d->out, ".%s", e->u.field->name);
    else
        text_printf(d->out, ".#%d", e->u.field->index);
}

/* Whether the type is that of the value of something of type `of`. */
static bool is_value_type(const Type *type, const Type *of)
{
    if (!of->quals)
        return type == of;
    bool same_elem = !type_is_pointer(of) || type_elem(type) == type_elem(of);
    return !type->quals && !type->name && type->canon == of->canon && same_elem;
}

static bool points_to(const Type *type, const Type *elem)
{
    return type_is_pointer(type) && !type->quals && !type->name && type_elem(type) == elem;
}

static bool is_plain_int(const Type *type, IntKind kind)
{
    return type->kind == TYPE_INT && is_plain(type) && type->u.integer == kind;
}

/* Whether the builders give the node this type: then the reader does too, and it is not printed. */
static bool type_is_implied(const Expr *e)
{
    if (op_info[e->op].flags & OPF_COMPARE)
        return is_plain_int(e->type, INT_INT);
    switch (e->op) {
    case OP_INT:
    case OP_REAL:
    case OP_VAR:
    case OP_CAST:
    case OP_INIT:
    case OP_OPAQUE:
    case OP_FUNC:    return true;  /* printed by itself, or always the same */
    case OP_SIZEOF:  return false;
    case OP_STRING:  return is_plain(e->type) && type_is_pointer(e->type) && is_plain_int(type_elem(e->type), INT_CHAR);
    case OP_FIELD:   return e->args[0]->type->quals ? e->type->canon == e->u.field->type->canon
                                                    : e->type == e->u.field->type;
    case OP_DEREF:
    case OP_INDEX:   return e->type == type_elem(e->args[0]->type);
    case OP_ADDR:    return points_to(e->type, e->args[0]->type);
    case OP_DECAY:   return points_to(e->type, type_elem(e->args[0]->type));
    case OP_PTRDIFF: return is_plain_int(e->type, INT_LONG);
    case OP_CALL:    return is_value_type(e->type, e->u.callee->result);
    case OP_SELECT:  return is_value_type(e->type, e->args[1]->type);
    default:         return is_value_type(e->type, e->args[0]->type);
    }
}

static void put_node(Dump *d, const Expr *e)
{
    switch (e->op) {
    case OP_INT:    put_int(d, e); break;
    case OP_REAL:   put_real_constant(d, e); break;
    case OP_VAR:    dump_var_ref(d, e->u.var); break;
    case OP_FUNC:   dump_func_ref(d, e->u.callee); break;
    case OP_FIELD:  put_field(d, e); break;
    case OP_CAST:   put_typed_args(d, e->implicit ? "conv" : "cast", e); break;
    case OP_INIT:   put_typed_args(d, "init", e); break;
    case OP_STRING:
        text_puts(d->out, "string(");
        dump_string(d->out, e->u.string);
        text_putc(d->out, ')');
        break;
    case OP_SIZEOF:
        text_puts(d->out, "sizeof(");
        dump_type(d, e->u.of);
        text_putc(d->out, ')');
        break;
    case OP_INDEX:
        dump_value(d, e->args[0]);
        text_putc(d->out, '[');
        dump_value(d, e->args[1]);
        text_putc(d->out, ']');
        break;
    case OP_CALL:
        dump_func_ref(d, e->u.callee);
        put_args(d, e);
        break;
    case OP_OPAQUE:
        text_puts(d->out, "opaque(");
        dump_type(d, e->type);
        text_puts(d->out, ", ");
        dump_opaque(d, e->u.opaque);
        text_putc(d->out, ')');
        break;
    default:
        text_puts(d->out, op_info[e->op].text);
        put_args(d, e);
        break;
    }
}

void dump_value(Dump *d, const Expr *e)
{
    put_node(d, e);
    if (!type_is_implied(e))
        put_type_suffix(d, e->type);
}

static void put_var_list(Dump *d, const char *word, Var *const *vars, int count)
{
    if (count == 0)
        return;
    text_printf(d->out, " | %s", word);
    for (int i = 0; i < count; i++) {
        text_putc(d->out, ' ');
        dump_var_ref(d, vars[i]);
    }
}

static void put_marked_string(Dump *d, const char *word, const char *text)
{
    if (text) {
        text_printf(d->out, " | %s ", word);
        dump_string(d->out, text);
    }
}

void dump_opaque(Dump *d, const Opaque *opaque)
{
    text_putc(d->out, '{');
    for (int i = 0; i < opaque->texts.count; i++) {
        text_putc(d->out, ' ');
        dump_string(d->out, opaque->texts.items[i]);
        if (i < opaque->vars.count) {
            text_putc(d->out, ' ');
            dump_var_ref(d, opaque->vars.items[i]);
        }
    }
    put_var_list(d, "writes", opaque->writes.items, opaque->writes.count);
    put_var_list(d, "reaches", opaque->reaches.items, opaque->reaches.count);
    put_var_list(d, "behind", opaque->behind.items, opaque->behind.count);
    if (opaque->uses.count)
        text_puts(d->out, " | uses");
    for (int i = 0; i < opaque->uses.count; i++)
        put_item_of(d, opaque->uses.items[i]);
    text_puts(d->out, opaque->plain ? " | plain" : "");
    text_puts(d->out, opaque->effects ? " | effects" : "");
    text_puts(d->out, opaque->jumps ? " | jumps" : "");
    put_marked_string(d, "id", opaque->id);
    put_marked_string(d, "message", opaque->message);
    put_marked_string(d, "advice", opaque->advice);
    text_puts(d->out, " }");
}

void ir_dump_expr(Text *out, const Expr *e)
{
    Dump d;
    dump_begin(&d, out);
    dump_value(&d, e);
    dump_end(&d);
}
