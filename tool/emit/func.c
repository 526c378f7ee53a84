#include "emit/emit.h"

#include <string.h>

#include "print.h"

Printer printer_new(Arena *arena, Text *out)
{
    return (Printer){.arena = arena, .out = out, .line = {.arena = arena}};
}

void print_text(Printer *p, const char *text)
{
    text_puts(&p->line.text, text);
}

void print_line(Printer *p)
{
    line_flush(&p->line, p->out, p->indent);
}

/* None at the beginning of a block or of all, and never two. */
void print_blank_line(Printer *p)
{
    const char *text = text_cstr(p->out);
    size_t      length = p->out->length;
    bool        begins = length < 2 || text[length - 2] == '{' || text[length - 2] == '\n';
    if (!begins)
        text_putc(p->out, '\n');
}

static bool is_word_of_cpp(const char *name)
{
    static const char *const words[] = {
        "and", "and_eq", "bitand", "bitor", "catch", "char16_t", "char32_t", "char8_t", "class", "co_await",
        "co_return", "co_yield", "compl", "concept", "const_cast", "consteval", "constinit", "decltype", "delete",
        "dynamic_cast", "explicit", "export", "friend", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "operator", "or",
        "or_eq", "private", "protected", "public", "reinterpret_cast", "requires", "static_cast", "template", "this",
        "throw", "try", "typeid", "typename", "using", "virtual", "wchar_t", "xor", "xor_eq", "alignas", "alignof",
        "bool", "constexpr", "false", "nullptr", "static_assert", "thread_local", "true"
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], name) == 0)
            return true;
    }
    return false;
}

/* A parameter's name in a header says nothing to compilers: it gives way to C++. */
const char *print_name(Printer *p, const Var *var)
{
    if (var->kind == VAR_GLOBAL)
        print_use(p, var->item);
    const char *name = p->names ? names_of(p->names, var) : var->name;
    return p->for_header && is_word_of_cpp(name) ? arena_printf(p->arena, "%s_", name) : name;
}

/* A header has what other headers give it, and no text of the main file. */
void print_use(Printer *p, Item *item)
{
    if (p->needs && item && (!p->for_header || item->kind == ITEM_INCLUDE))
        needs_item(p->needs, item);
}

/* ---- Comments ---- */

static void put_comment_text(Printer *p, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        text_putc(&p->line.text, text[i]);
        if (i + 1 < length && text[i] == '*' && text[i + 1] == '/')
            text_putc(&p->line.text, ' ');  /* it would end the comment */
    }
}

/* One line of a comment in as many rows as it takes; the last is not ended. */
static void put_comment_row(Printer *p, const char *text, size_t length)
{
    size_t room = (size_t)(LINE_WIDTH - p->indent * INDENT_WIDTH) - sizeof "/*  */" + 1;
    while (length > room) {
        size_t cut = room;
        while (cut > 0 && text[cut] != ' ')
            cut--;
        if (cut == 0)
            cut = strcspn(text, " \n");
        if (cut >= length)
            break;
        put_comment_text(p, text, cut);
        print_line(p);
        print_text(p, " * ");
        text += cut + 1;
        length -= cut + 1;
    }
    put_comment_text(p, text, length);
}

void print_comment(Printer *p, const char *text)
{
    print_text(p, "/* ");
    for (size_t length; length = strcspn(text, "\n"), text[length]; text += length + 1) {
        put_comment_row(p, text, length);
        print_line(p);
        print_text(p, text[length + 1] && text[length + 1] != '\n' ? " * " : " *");
    }
    put_comment_row(p, text, strlen(text));
    print_text(p, " */");
    line_flush(&p->line, p->out, p->indent);
}

/* ---- Functions ---- */

/* A signature is what it is: compilers are told which of its parameters are not read. */
static void print_unread(Printer *p, const Func *func)
{
    bool any = false;
    for (int i = 0; i < func->params.count; i++) {
        const Var *param = func->params.items[i];
        if (names_reads(p->names, param) > 0)
            continue;
        text_printf(&p->line.text, "(void)%s;", print_name(p, param));
        print_line(p);
        any = true;
    }
    if (any && func->body->stmts.count > 0)
        print_blank_line(p);
}

void print_func(Printer *p, const Func *func)
{
    if (func->comment)
        print_comment(p, func->comment);
    p->func = func;
    print_signature(p, func);
    print_line(p);
    text_puts(p->out, "{\n");
    p->indent++;
    print_unread(p, func);
    print_func_body(p, func->body);
    p->indent--;
    text_puts(p->out, "}\n");
    p->func = NULL;
}

void emit_func(Text *out, const Program *program, const Func *func)
{
    (void)program;
    Arena  *arena = arena_new();
    Printer p = printer_new(arena, out);
    p.names = names_assign(arena, func, NULL);
    print_func(&p, func);
    arena_free(arena);
}

void emit_expr(Text *out, const Expr *e)
{
    Arena  *arena = arena_new();
    Printer p = printer_new(arena, out);
    print_value(&p, e, e->type);
    text_write(out, text_cstr(&p.line.text), p.line.text.length);
    text_free(&p.line.text);
    arena_free(arena);
}

void emit_prototype(Text *out, const Program *program, const Func *func)
{
    (void)program;
    Arena  *arena = arena_new();
    Printer p = printer_new(arena, out);
    p.names = names_assign(arena, func, NULL);
    print_signature(&p, func);
    text_write(out, text_cstr(&p.line.text), p.line.text.length);
    text_free(&p.line.text);
    arena_free(arena);
}
