#include "print.h"

#include <ctype.h>
#include <string.h>

/*
 * Declarations, inside out: a declarator grows around the name while the type is taken apart from the outside, until a
 * type is left that has a name of its own.
 */

static bool is_of_main_file(const Item *item)
{
    return item && item->kind != ITEM_INCLUDE;
}

/* In a header names of the main file are not known: the type behind is printed, except where it has no other name. */
static bool prints_name(const Printer *p, const Type *type)
{
    if (!type->name)
        return false;
    if (!p->for_header || !is_of_main_file(type->item))
        return true;
    return type->kind == TYPE_RECORD && !type->u.record->tag;
}

static const char *quals_text(unsigned quals)
{
    static const char *const texts[] = {
        "", "const", "volatile", "const volatile", "restrict", "const restrict", "volatile restrict",
        "const volatile restrict"
    };
    return texts[quals & 7];
}

static const char *int_name(IntKind kind)
{
    static const char *const names[] = {
        [INT_CHAR] = "char",          [INT_SCHAR] = "signed char", [INT_UCHAR] = "unsigned char",
        [INT_SHORT] = "short",        [INT_USHORT] = "unsigned short", [INT_INT] = "int",
        [INT_UINT] = "unsigned int",  [INT_LONG] = "long",         [INT_ULONG] = "unsigned long",
        [INT_LLONG] = "long long",    [INT_ULLONG] = "unsigned long long"
    };
    return names[kind];
}

static const char *real_name(RealKind kind)
{
    return kind == REAL_FLOAT ? "float" : kind == REAL_DOUBLE ? "double" : "long double";
}

static void use_record(Printer *p, const Record *record)
{
    if (!p->for_header || !is_of_main_file(record->item)) {
        print_use(p, record->item);
        return;
    }
    for (int i = 0; i < p->forwards.count; i++) {
        if (p->forwards.items[i] == record)
            return;
    }
    VEC_PUSH(p->arena, &p->forwards, record);
}

const char *untagged_name(const Record *record)
{
    return record->name ? record->name : record->item ? record->item->name : NULL;
}

static const char *record_name(Printer *p, const Record *record);

/* __typeof__(((struct outer *)0)->member[0]) */
static const char *member_name(Printer *p, const Field *member)
{
    Text        text = {0};
    const char *name;
    text_printf(&text, "__typeof__(((%s *)0)->%s", record_name(p, member->record), member->name);
    for (const Type *type = member->type; type->kind == TYPE_ARRAY || type->kind == TYPE_POINTER; type = type_elem(type))
        text_puts(&text, "[0]");
    text_putc(&text, ')');
    name = arena_printf(p->arena, "%s", text_cstr(&text));
    text_free(&text);
    return name;
}

/* __typeof__(table[0]): the type of what the variable is, has or points to */
static const char *variable_name(Printer *p, const Item *item)
{
    const char *name = item->name;
    for (int i = 0; i < item->levels; i++)
        name = arena_printf(p->arena, "%s[0]", name);
    return arena_printf(p->arena, "__typeof__(%s)", name);
}

static const char *record_name(Printer *p, const Record *record)
{
    use_record(p, record);
    if (record->member)
        return member_name(p, record->member);
    if (!record->tag) {
        ENSURE(untagged_name(record));
        bool is_of_variable = !record->name && record->item->kind == ITEM_VAR;
        return is_of_variable ? variable_name(p, record->item) : untagged_name(record);
    }
    return arena_printf(p->arena, "%s %s", record->is_union ? "union" : "struct", record->tag);
}

static const char *bool_name(Printer *p)
{
    if (!p->for_header)
        return "_Bool";
    if (p->needs)
        needs_header(p->needs, "stdbool.h");
    return "bool";
}

/* An enum of the main file cannot be declared in advance: its integer type is compatible with it. */
static const char *enum_name(Printer *p, const Type *type)
{
    if (p->for_header && is_of_main_file(type->canon->item))
        return int_name(type->u.integer);
    print_use(p, type->canon->item);
    return type->enum_spelling;
}

static const char *base_name(Printer *p, const Type *type)
{
    if (prints_name(p, type)) {
        if (type->kind == TYPE_RECORD)
            use_record(p, type->u.record);
        print_use(p, type->item);
        return type->name;
    }
    switch (type->kind) {
    case TYPE_VOID:   return "void";
    case TYPE_BOOL:   return bool_name(p);
    case TYPE_INT:    return int_name(type->u.integer);
    case TYPE_ENUM:   return enum_name(p, type);
    case TYPE_REAL:   return real_name(type->u.real);
    case TYPE_RECORD: return record_name(p, type->u.record);
    case TYPE_OPAQUE: print_use(p, type->item); return type->u.spelling;
    default:          BUG("a type without a name");
    }
}

static char *declaration_text(Printer *p, const Type *type, const char *name, unsigned dropped);

/* ---- Declarators ---- */

/* What a pointer points to: C++ has no arrays of variable length, and sees the elements. */
static const Type *below(const Printer *p, const Type *type)
{
    if (type->kind == TYPE_FUNCTION)
        return type->u.function.result;
    type = type_elem(type);
    while (p->for_cpp && type_is_vla(type))
        type = type_elem(type);
    return type;
}

static const char *pointer_declarator(Printer *p, const Type *type, const char *declarator, unsigned dropped)
{
    const char *quals = quals_text(type->quals & ~dropped);
    const char *blank = *quals && *declarator && *declarator != '[' ? " " : "";
    const Type *elem = below(p, type);
    bool        binds = !prints_name(p, elem) && (elem->kind == TYPE_ARRAY || elem->kind == TYPE_FUNCTION);
    return arena_printf(p->arena, binds ? "(*%s%s%s)" : "*%s%s%s", quals, blank, declarator);
}

static char *length_text(Printer *p, const Expr *length)
{
    Line outer = p->line;
    p->line = (Line){.arena = p->arena};
    print_expr(p, length);
    char *text = arena_strdup(p->arena, text_cstr(&p->line.text));
    text_free(&p->line.text);
    p->line = outer;
    return text;
}

static const char *array_declarator(Printer *p, const Type *type, const char *declarator)
{
    if (type->u.array.count >= 0)
        return arena_printf(p->arena, "%s[%lld]", declarator, type->u.array.count);
    const char *length = type->u.array.length ? length_text(p, type->u.array.length) : "";
    return arena_printf(p->arena, "%s[%s]", declarator, length);
}

static const char *function_declarator(Printer *p, const Type *type, const char *declarator)
{
    const char *params = type->u.function.count > 0 ? "" : "void";
    for (int i = 0; i < type->u.function.count; i++) {
        const char *param = declaration_text(p, type->u.function.params[i], "", 0);
        params = arena_printf(p->arena, "%s%s%s", params, i > 0 ? ", " : "", param);
    }
    return arena_printf(p->arena, "%s(%s%s)", declarator, params, type->u.function.variadic ? ", ..." : "");
}

/* The type that is left, and the declarator around the name. */
static const Type *take_apart(Printer *p, const Type *type, const char **declarator, unsigned *dropped)
{
    for (;; type = below(p, type)) {
        if (prints_name(p, type))
            return type;
        if (type->kind == TYPE_ARRAY) {
            *declarator = array_declarator(p, type, *declarator);
            continue;
        }
        if (type->kind == TYPE_POINTER)
            *declarator = pointer_declarator(p, type, *declarator, *dropped);
        else if (type->kind == TYPE_FUNCTION)
            *declarator = function_declarator(p, type, *declarator);
        else
            return type;
        *dropped = 0;
    }
}

static char *declaration_text(Printer *p, const Type *type, const char *name, unsigned dropped)
{
    const Type *left = take_apart(p, type, &name, &dropped);
    unsigned    quals = left->quals & ~dropped;
    const char *before = quals_text(quals & ~(unsigned)TYPE_RESTRICT);
    const char *after = quals & TYPE_RESTRICT ? " restrict" : "";
    return arena_printf(p->arena, "%s%s%s%s%s%s", before, *before ? " " : "", base_name(p, left), after,
                        *name && *name != '[' ? " " : "", name);
}

void print_declaration(Printer *p, const Type *type, const char *name, unsigned dropped)
{
    bool is_plain = type->kind == TYPE_REAL && !(type->quals & ~dropped);
    print_text(p, is_plain ? base_name(p, type) : declaration_text(p, type, name, dropped));
    if (!is_plain)
        return;
    print_text(p, *name && *name != '[' ? " " : "");
    print_text(p, name);
}

void print_type(Printer *p, const Type *type)
{
    print_declaration(p, type, "", 0);
}

/* ---- Signatures ---- */

static void print_params(Printer *p, const Func *func)
{
    unsigned dropped = p->for_header ? TYPE_RESTRICT : 0;  /* no word of C++ */
    print_text(p, "(");
    line_open(&p->line);
    for (int i = 0; i < func->params.count; i++) {
        const Var *param = func->params.items[i];
        if (i > 0) {
            print_text(p, ",");
            line_blank(&p->line, 0);
        }
        print_declaration(p, param->type, print_name(p, param), dropped);
    }
    if (func->params.count == 0)
        print_text(p, "void");
    else if (func->variadic)
        print_text(p, ", ...");
    line_close(&p->line);
    print_text(p, ")");
}

/* A result that is a pointer to an array or a function stands around name and parameters. */
void print_signature(Printer *p, const Func *func)
{
    static const char mark[] = "\1";
    if (func->is_static)
        print_text(p, "static ");
    char *around = declaration_text(p, func->result, mark, 0);
    char *middle = strchr(around, *mark);
    *middle = '\0';
    print_text(p, around);
    print_text(p, func->name);
    print_params(p, func);
    print_text(p, middle + 1);
}
