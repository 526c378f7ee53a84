#include <string.h>

#include "base/text.h"
#include "items.h"
#include "macros.h"

/* Text made of pieces of the main file. */
typedef struct Pieces {
    Front      *front;
    const char *source;
    Text        text;
} Pieces;

static Pieces pieces_new(Front *front)
{
    return (Pieces){ .front = front, .source = front_file(front, front->main_file)->text };
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void add_piece(Pieces *to, unsigned from, unsigned end)
{
    if (from < end)
        text_write(&to->text, to->source + from, end - from);
}

/* The piece without the blanks at its end. */
static void add_trimmed(Pieces *to, unsigned from, unsigned end)
{
    while (end > from && is_blank(to->source[end - 1]))
        end--;
    add_piece(to, from, end);
}

static unsigned skip_blanks(const Pieces *of, unsigned at, unsigned end)
{
    while (at < end && is_blank(of->source[at]))
        at++;
    return at;
}

/* Take out the lines that are for adgen: other compilers warn of them. */
static void drop_pragmas(char *text)
{
    char *to = text, *next;
    for (char *line = text; *line; line = next) {
        next = line + strcspn(line, "\n");
        next += *next == '\n';
        if (strncmp(line + strspn(line, " \t"), "#pragma adgen ", 14) == 0)
            continue;
        memmove(to, line, (size_t)(next - line));
        to += next - line;
    }
    *to = '\0';
}

static const char *finish(Pieces *pieces)
{
    char *kept = arena_strdup(pieces->front->arena, text_cstr(&pieces->text));
    text_free(&pieces->text);
    drop_pragmas(kept);
    return kept;
}

/* ---- attributes behind a declarator ---- */

static bool is_attribute(const char *word)
{
    static const char *const words[] = { "__attribute__", "__attribute", "__asm__", "__asm", "asm" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* The token behind the brackets that open at token i. */
static int behind_brackets(FrontTokens tokens, int i)
{
    int depth = 0;
    for (; i < tokens.count; i++) {
        depth += strcmp(tokens.items[i].text, "(") == 0 ? 1 : strcmp(tokens.items[i].text, ")") == 0 ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    return i;
}

static unsigned token_end(const FrontToken *token)
{
    return token->offset + (unsigned)strlen(token->text);
}

/* Few attributes are longer than this, and a file's declarations must not all be read to its end. */
enum { LONGEST_ATTRIBUTES = 2000 };

unsigned item_end(Front *front, CXFile file, unsigned to, unsigned limit)
{
    if (limit > to + LONGEST_ATTRIBUTES)
        limit = to + LONGEST_ATTRIBUTES;
    FrontTokens tokens = front_tokens_between(front, file, to, limit);
    for (int i = 0; i < tokens.count;) {
        const MacroUse *use = front_macro_use(front, file, tokens.items[i].offset);
        if (use) {
            to = use->to;
            while (i < tokens.count && tokens.items[i].offset < to)
                i++;
        } else if (is_attribute(tokens.items[i].text) && i + 1 < tokens.count) {
            i = behind_brackets(tokens, i + 1);
            to = token_end(&tokens.items[i - 1]);
        } else {
            break;
        }
    }
    return to;
}

/* ---- annotations ---- */

static bool asks_for_derivatives(const MacroUse *use)
{
    static const char *const names[] = { "ADGEN_GRAD", "ADGEN_VJP", "ADGEN_JVP", "ADGEN_HVP", "ADGEN_JACOBIAN",
                                         "ADGEN_HESSIAN" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(use->name, names[i]) == 0)
            return true;
    return false;
}

static void add_without_annotations(Pieces *to, unsigned from, unsigned end)
{
    MacroUses uses = macros_in_range(to->front, from, end);
    for (int i = 0; i < uses.count; i++) {
        if (!asks_for_derivatives(uses.items[i]) || uses.items[i]->from < from)
            continue;
        add_piece(to, from, uses.items[i]->from);
        from = skip_blanks(to, uses.items[i]->to, end);
    }
    add_piece(to, from, end);
}

const char *item_text(Front *front, unsigned from, unsigned to, unsigned limit)
{
    Pieces pieces = pieces_new(front);
    add_without_annotations(&pieces, from, limit < to ? limit : to);
    if (limit < to)
        add_piece(&pieces, limit, to);
    return finish(&pieces);
}

/* ---- prototypes ---- */

static const char *pretty(Front *front, CXCursor cursor, enum CXPrintingPolicyProperty terse)
{
    CXPrintingPolicy policy = clang_getCursorPrintingPolicy(cursor);
    clang_PrintingPolicy_setProperty(policy, terse, 1);
    const char *text = front_string(front, clang_getCursorPrettyPrinted(cursor, policy));
    clang_PrintingPolicy_dispose(policy);
    return text;
}

static bool is_word(const FrontToken *token, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(token->text, *words) == 0)
            return true;
    return false;
}

/* The use of an annotation macro that starts at the token, or NULL. */
static const MacroUse *annotation_at(Front *front, const FrontToken *token)
{
    const MacroUse *use = front_macro_use(front, front->main_file, token->offset);
    return use && strncmp(use->name, "ADGEN_", 6) == 0 ? use : NULL;
}

/* Add [from, to) without annotations and without the given words. */
static void add_without(Pieces *to, unsigned from, unsigned end, const char *const *words)
{
    FrontTokens tokens = front_tokens_between(to->front, to->front->main_file, from, end);
    for (int i = 0; i < tokens.count; i++) {
        const FrontToken *token = &tokens.items[i];
        const MacroUse   *annotation = annotation_at(to->front, token);
        if (token->offset < from || (!annotation && !is_word(token, words)))
            continue;
        add_piece(to, from, token->offset);
        from = skip_blanks(to, annotation ? annotation->to : token->offset + (unsigned)strlen(token->text), end);
    }
    add_trimmed(to, from, end);
}

/* double f(a) double a; {…} */
static bool is_old_style(Front *front, unsigned from, unsigned to)
{
    FrontTokens tokens = front_tokens_between(front, front->main_file, from, to);
    return tokens.count > 0 && strcmp(tokens.items[tokens.count - 1].text, ";") == 0;
}

/* All that can be said of such a function is its result: double f() */
static const char *old_prototype(Front *front, CXCursor function)
{
    const char *terse = pretty(front, function, CXPrintingPolicy_TerseOutput);
    return arena_printf(front->arena, "%.*s()", (int)strcspn(terse, "("), terse);
}

/* Where the body begins; `to` where there is none; 0 where a macro hides it. */
static unsigned body_offset(Front *front, CXCursor function, unsigned from, unsigned to)
{
    Cursors children = front_children(front, function);
    for (int i = 0; i < children.count; i++) {
        CXFile   file;
        unsigned begin, end;
        if (!cursor_is(children.items[i], CXCursor_CompoundStmt))
            continue;
        bool found = front_extent(front, clang_getCursorExtent(children.items[i]), &file, &begin, &end);
        return found && begin > from ? begin : 0;
    }
    return to;
}

const char *item_func_prototype(Front *front, CXCursor function, unsigned from, unsigned to)
{
    static const char *const words[] = { "inline", "__inline", "__inline__", "extern", NULL };
    unsigned body = body_offset(front, function, from, to);
    if (body == 0)
        return pretty(front, function, CXPrintingPolicy_TerseOutput);
    if (body < to && is_old_style(front, from, body))
        return old_prototype(front, function);
    Pieces pieces = pieces_new(front);
    add_without(&pieces, from, body, words);
    return finish(&pieces);
}

/* How deep the token takes us: +1 for an opening bracket of any kind. */
static int nesting(const char *text)
{
    if (text[0] == '\0' || text[1] != '\0')
        return 0;
    if (strchr("([{", text[0]))
        return 1;
    return strchr(")]}", text[0]) ? -1 : 0;
}

/* Copy a declaration's declarators without their initialisers: int a[2] = {1, 2}, b = 3 -> int a[2], b.  Of the variable
 * with the name, `count` (if it is not negative) is filled in where the brackets are empty. */
static void add_without_initialisers(Pieces *to, FrontTokens tokens, unsigned from, unsigned end, const char *name, long long count)
{
    int  depth = 0;
    bool skipping = false;
    for (int i = 0; i < tokens.count; i++) {
        const FrontToken *token = &tokens.items[i];
        depth += nesting(token->text);
        if (depth == 0 && strcmp(token->text, "=") == 0 && !skipping) {
            add_trimmed(to, from, token->offset);
            skipping = true;
        } else if (depth == 0 && strcmp(token->text, ",") == 0 && skipping) {
            from = token->offset;
            skipping = false;
        } else if (!skipping && count >= 0 && strcmp(token->text, "]") == 0 && i > 1 &&
                   strcmp(tokens.items[i - 1].text, "[") == 0 && strcmp(tokens.items[i - 2].text, name) == 0) {
            add_piece(to, from, token->offset);
            text_printf(&to->text, "%lld", count);
            from = token->offset;
        }
    }
    if (!skipping)
        add_trimmed(to, from, end);
}

const char *item_var_prototype(Front *front, CXCursor variable, unsigned from, unsigned to)
{
    FrontTokens tokens = front_tokens_between(front, front->main_file, from, to);
    const MacroUse *use = front_macro_use(front, front->main_file, from);
    if (use && use->to >= to)
        return arena_printf(front->arena, "extern %s", pretty(front, variable, CXPrintingPolicy_SuppressInitializers));
    while (tokens.count > 0) {
        const MacroUse *annotation = annotation_at(front, &tokens.items[0]);
        bool            is_extern = strcmp(tokens.items[0].text, "extern") == 0;
        if (!annotation && !is_extern && tokens.items[0].offset >= from)
            break;
        if (annotation)
            from = annotation->to;
        tokens.items++;
        tokens.count--;
    }
    Pieces pieces = pieces_new(front);
    text_puts(&pieces.text, "extern ");
    CXType type = clang_getCanonicalType(clang_getCursorType(variable));
    if (tokens.count > 0)
        add_without_initialisers(&pieces, tokens, tokens.items[0].offset, to, front_spelling(front, variable), clang_getArraySize(type));
    return finish(&pieces);
}

/* ---- other names ---- */

static bool is_member(FrontTokens tokens, int i)
{
    return i > 0 && (strcmp(tokens.items[i - 1].text, ".") == 0 || strcmp(tokens.items[i - 1].text, "->") == 0);
}

const char *item_text_renamed(Front *front, const SourceFile *file, FrontTokens tokens, unsigned to, StrMap *names)
{
    Pieces   pieces = { .front = front, .source = file->text };
    unsigned from = tokens.count > 0 ? tokens.items[0].offset : to;
    for (int i = 0; i < tokens.count; i++) {
        const FrontToken *token = &tokens.items[i];
        const char       *other = is_member(tokens, i) ? NULL : strmap_get(names, token->text);
        if (!other || token->kind != CXToken_Identifier)
            continue;
        add_piece(&pieces, from, token->offset);
        text_puts(&pieces.text, other);
        from = token->offset + (unsigned)strlen(token->text);
    }
    add_trimmed(&pieces, from, to);
    return finish(&pieces);
}
