#include "print.h"

#include <ctype.h>
#include <string.h>

/* Text of the user's that is carried over: names in its holes, rows indented like the code around. */

static char *opaque_text(Printer *p, const Opaque *opaque)
{
    Text text = {0};
    for (int i = 0; i < opaque->texts.count; i++) {
        text_puts(&text, opaque->texts.items[i]);
        if (i < opaque->vars.count)
            text_puts(&text, print_name(p, opaque->vars.items[i]));
    }
    for (int i = 0; i < opaque->uses.count; i++)
        print_use(p, opaque->uses.items[i]);
    char *copy = arena_strdup(p->arena, text_cstr(&text));
    text_free(&text);
    return copy;
}

/* ---- Expressions ---- */

static const char *skip_word(const char *text)
{
    while (isalnum((unsigned char)*text) || *text == '_')
        text++;
    return text;
}

static const char *skip_brackets(const char *text)
{
    int depth = 0;
    while (*text) {
        depth += (*text == '(' || *text == '[') - (*text == ')' || *text == ']');
        text++;
        if (depth == 0)
            break;
    }
    return text;
}

/* A word with brackets and members behind it, which needs no parentheses anywhere. */
static bool is_postfix(const char *text)
{
    const char *rest = skip_word(text);
    if (rest == text)
        return false;
    while (*rest) {
        if (*rest == '(' || *rest == '[')
            rest = skip_brackets(rest);
        else if (rest[0] == '.' && skip_word(rest + 1) > rest + 1)
            rest = skip_word(rest + 1);
        else if (strncmp(rest, "->", 2) == 0)
            rest = skip_word(rest + 2);
        else
            return false;
    }
    return true;
}

void print_opaque_expr(Printer *p, const Opaque *opaque)
{
    const char *text = opaque_text(p, opaque);
    bool        parens = *text != '{' && !is_postfix(text);  /* an initialiser's braces stand alone */
    print_text(p, parens ? "(" : "");
    print_text(p, text);
    print_text(p, parens ? ")" : "");
}

/* ---- Statements ---- */

/* The blanks that all rows but the first begin with. */
static size_t common_indent(const char *text)
{
    size_t least = (size_t)-1;
    for (const char *row = strchr(text, '\n'); row; row = strchr(row, '\n')) {
        size_t blanks = strspn(++row, " \t");
        if (row[blanks] != '\n' && row[blanks] != '\0' && blanks < least)
            least = blanks;
    }
    return least;
}

/* Variables that the text sets for nobody. */
static void print_unused(Printer *p, const Opaque *opaque)
{
    for (int i = 0; p->names && i < opaque->vars.count; i++) {
        const Var *var = opaque->vars.items[i];
        bool       seen = var->kind == VAR_GLOBAL || var->kind == VAR_PARAM;
        for (int k = 0; k < i; k++)
            seen |= opaque->vars.items[k] == var;
        if (seen || !names_set_by_text(p->names, var, opaque))
            continue;
        text_printf(&p->line.text, "(void)%s;", print_name(p, var));
        print_line(p);
    }
}

/* The text has the semicolon that it needs. */
void print_opaque_stmt(Printer *p, const Opaque *opaque)
{
    const char *text = opaque_text(p, opaque), *row = text;
    size_t      cut = common_indent(text);
    for (const char *end; (end = strchr(row, '\n')); row = end + 1) {
        size_t blanks = row == text ? 0 : strspn(row, " \t");
        row += blanks < cut ? blanks : cut;
        if (row < end)
            text_write(&p->line.text, row, (size_t)(end - row));
        print_line(p);
    }
    size_t blanks = row == text ? 0 : strspn(row, " \t");
    print_text(p, row + (blanks < cut ? blanks : cut));
    print_line(p);
    print_unused(p, opaque);
}
