#include <ctype.h>
#include <string.h>

#include "decls.h"
#include "integers.h"
#include "lower.h"
#include "macros.h"

/*
 * #pragma adgen checkpoint(n), checkpoint(auto, bytes): before a loop.
 *
 * libclang shows no pragmas, so they are looked for in the text of a file, when its first body is lowered.
 */

/* A line for adgen. */
typedef struct Pragma {
    Loc         loc;
    const char *text;        /* what stands behind "adgen" */
    unsigned    next;        /* where the code after it begins */
} Pragma;

typedef struct PragmaFile {
    const SourceFile *file;
    VEC(Pragma)       list;
} PragmaFile;

struct Pragmas {
    VEC(PragmaFile *) files;
};

/* ---- the text ---- */

/* Behind the comment, string or character that begins here; `at` where none does. */
static const char *skip_quoted(const char *at, const char *end)
{
    const char *close;
    if (end - at > 1 && at[0] == '/' && at[1] == '*') {
        close = strstr(at + 2, "*/");
        return close && close < end ? close + 2 : end;
    }
    if (end - at > 1 && at[0] == '/' && at[1] == '/') {
        close = memchr(at, '\n', (size_t)(end - at));
        return close ? close : end;
    }
    if (*at != '"' && *at != '\'')
        return at;
    for (close = at + 1; close < end && *close != *at && *close != '\n'; close++)
        close += *close == '\\' && close + 1 < end;
    return close < end ? close + 1 : end;
}

/* The end of the directive that begins here: lines that end in a backslash go on. */
static const char *end_of_line(const char *at, const char *end)
{
    while (at < end && *at != '\n')
        at += *at == '\\' && end - at > 1 ? 2 : 1;
    return at;
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && isspace((unsigned char)*at))
        at++;
    return at;
}

static const char *skip_word(const char *at, const char *end, const char *word)
{
    size_t length = strlen(word);
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    if ((size_t)(end - at) < length || strncmp(at, word, length) != 0 || isalnum((unsigned char)at[length]) || at[length] == '_')
        return NULL;
    return at + length;
}

/* The code behind a directive: behind comments and further directives. */
static const char *next_code(const char *at, const char *end)
{
    for (;;) {
        const char *from = at = skip_space(at, end);
        if (at < end && *at == '#')
            at = end_of_line(at, end);
        else if (at < end && *at == '/')
            at = skip_quoted(at, end);
        if (at == from)
            return at;
    }
}

static bool is_skipped(Front *front, CXFile file, unsigned offset)
{
    CXSourceRangeList *list = clang_getSkippedRanges(front->unit, file);
    bool               found = false;
    for (unsigned i = 0; list && i < list->count; i++) {
        unsigned from, to;
        clang_getSpellingLocation(clang_getRangeStart(list->ranges[i]), NULL, NULL, NULL, &from);
        clang_getSpellingLocation(clang_getRangeEnd(list->ranges[i]), NULL, NULL, NULL, &to);
        found = found || (offset >= from && offset < to);
    }
    if (list)
        clang_disposeSourceRangeList(list);
    return found;
}

/* The words of a directive, without comments, in one line. */
static const char *words_of(Front *front, const char *text, const char *end)
{
    char *words = arena_strndup(front->arena, text, (size_t)(end - text)), *to = words;
    while (text < end) {
        const char *next = *text == '/' ? skip_quoted(text, end) : text;
        *to++ = next != text || *text == '\\' || isspace((unsigned char)*text) ? ' ' : *text;
        text = next != text ? next : text + 1;
    }
    *to = '\0';
    return words;
}

/* The directive at this place, if it is for us. */
static void note_directive(Front *front, CXFile file, PragmaFile *in, const char *at, const char *end)
{
    const char *start = in->file->text, *line = end_of_line(at, end), *text = skip_word(at + 1, line, "pragma");
    if (text)
        text = skip_word(text, line, "adgen");
    if (!text || is_skipped(front, file, (unsigned)(at - start)))
        return;
    Pragma pragma = {front_loc_at(front, clang_getLocationForOffset(front->unit, file, (unsigned)(at - start))),
                     words_of(front, text, line), (unsigned)(next_code(line, end) - start)};
    VEC_PUSH(front->arena, &in->list, pragma);
}

static void read_file(Front *front, CXFile file, PragmaFile *in)
{
    const char *at = in->file->text, *end = at + in->file->length;
    bool        begins = true;       /* a line */
    if (!strstr(at, "adgen"))
        return;
    while (at < end) {
        const char *next = skip_quoted(at, end);
        if (next == at && begins && *at == '#') {
            note_directive(front, file, in, at, end);
            next = end_of_line(at, end);
        }
        begins = next == at ? *at == '\n' || (begins && isspace((unsigned char)*at)) : begins && *at == '/';
        at = next == at ? at + 1 : next;
    }
}

/* ---- what they say ---- */

static bool is_loop(const char *at, const char *end)
{
    return skip_word(at, end, "for") || skip_word(at, end, "while") || skip_word(at, end, "do");
}

static void check_pragma(Front *front, const PragmaFile *in, const Pragma *pragma)
{
    const char *end = pragma->text + strlen(pragma->text), *text = in->file->text;
    if (!skip_word(pragma->text, end, "checkpoint")) {
        const char *word = skip_space(pragma->text, end);
        diag_error(front->diag, pragma->loc, "adgen-pragma", "adgen knows no pragma '%s'", word);
        diag_note(front->diag, pragma->loc, "what it knows is '#pragma adgen checkpoint(n)', before a loop");
    } else if (!is_loop(text + pragma->next, text + in->file->length)) {
        diag_error(front->diag, pragma->loc, "adgen-pragma", "no loop follows this pragma");
        diag_note(front->diag, pragma->loc, "it belongs right before a for, while or do, behind labels");
    }
}

static const PragmaFile *pragmas_of(Front *front, CXFile file)
{
    const SourceFile *source = front_file(front, file);
    PragmaFile       *made;
    if (!front->pragmas)
        front->pragmas = ARENA_NEW(front->arena, Pragmas);
    for (int i = 0; i < front->pragmas->files.count; i++)
        if (front->pragmas->files.items[i]->file == source)
            return front->pragmas->files.items[i];
    made = ARENA_NEW(front->arena, PragmaFile);
    made->file = source;
    VEC_PUSH(front->arena, &front->pragmas->files, made);
    read_file(front, file, made);
    for (int i = 0; i < made->list.count; i++)
        check_pragma(front, made, &made->list.items[i]);
    return made;
}

void pragmas_check(Front *front, CXCursor body)
{
    CXFile   file;
    unsigned from, to;
    if (front_extent(front, clang_getCursorExtent(body), &file, &from, &to))
        pragmas_of(front, file);
}

/* ---- names ---- */

/* Whose declaration in the list, before the one that the node is in, has the name: the last. */
static Symbol *declared_in(const Node *list, const Node *before, const char *name)
{
    Symbol *found = NULL;
    for (int i = 0; i < list->count && list->kids[i] != before; i++) {
        const Node *kid = list->kids[i];
        for (int k = 0; kid->kind == NODE_DECLS && k < kid->count; k++)
            if (kid->kids[k]->kind == NODE_VAR && kid->kids[k]->symbol && strcmp(kid->kids[k]->symbol->name, name) == 0)
                found = kid->kids[k]->symbol;
    }
    return found;
}

enum { MOST_MACROS = 16 };

typedef struct Scope {
    Lower *l;
    Node  *loop;
    int    depth;     /* of macros */
} Scope;

static const Expr *of_symbol(Lower *l, Symbol *symbol, Loc loc)
{
    return ir_var(l->program, loc, lower_var(l, symbol));
}

/* The text that the macro of the name stands for where the pragma is; NULL: none. */
static const char *macro_text(Front *front, const Scope *scope, const char *name)
{
    CXFile      file;
    unsigned    from, to;
    const char *option = macros_option(front, name), *text = "";
    bool        main = front_extent(front, clang_getCursorExtent(scope->loop->cursor), &file, &from, &to) &&
                clang_File_isEqual(file, front->main_file);
    CXCursor    definition = main ? history_at(front, name, (int)from) : macros_definition(front, name);
    if (clang_Cursor_isNull(definition))
        return NULL;
    FrontTokens body = macros_body(front, definition);
    if (body.count == 0 && option)
        return strchr(strchr(option, ' ') + 1, ' ');
    if (clang_Cursor_isMacroFunctionLike(definition))
        return NULL;
    for (int i = 0; i < body.count; i++)
        text = arena_printf(front->arena, "%s %s", text, body.items[i].text);
    return text;
}

/* The name as a macro, whose text is read in its place. */
static const Expr *of_macro(const Integers *in, const char *name)
{
    Scope      *scope = in->data;
    const char *text = scope->depth < MOST_MACROS ? macro_text(in->front, scope, name) : NULL;
    const Expr *value;
    if (!text)
        return NULL;
    scope->depth++;
    value = integers_read(in, text);
    scope->depth--;
    return value;
}

static const Expr *of_global(const Integers *in, const char *name)
{
    Decl *decl = decls_named(in->front, name);
    if (!decl || !cursor_is(decl->all.items[0], CXCursor_VarDecl))
        return NULL;
    return ir_var(in->front->program, in->loc, front_var(in->front, decl->all.items[0]));
}

static const Expr *pragma_named(const Integers *in, const char *name)
{
    const Scope *scope = in->data;
    for (const Node *node = scope->loop; node->parent; node = node->parent) {
        Symbol *symbol = declared_in(node->parent, node, name);
        if (symbol)
            return of_symbol(scope->l, symbol, in->loc);
    }
    for (int i = 0; i < scope->l->body->params; i++)
        if (strcmp(scope->l->body->list.items[i]->name, name) == 0)
            return of_symbol(scope->l, scope->l->body->list.items[i], in->loc);
    const Expr *macro = of_macro(in, name);
    return macro ? macro : of_global(in, name);
}

/* ---- loops ---- */

static const Pragma *pragma_of(Lower *l, const Node *loop)
{
    CXFile   file;
    unsigned from, to;
    if (!front_extent(l->front, clang_getCursorExtent(loop->cursor), &file, &from, &to))
        return NULL;
    const PragmaFile *in = pragmas_of(l->front, file);
    const Pragma     *found = NULL;
    for (int i = 0; i < in->list.count; i++) {
        if (in->list.items[i].next != from)
            continue;
        if (found)
            diag_error(l->front->diag, in->list.items[i].loc, "adgen-pragma", "the loop has another such pragma");
        found = &in->list.items[i];
    }
    return found;
}

/* What stands between the brackets; NULL after an error. */
static const char *pragma_argument(Front *front, const Pragma *pragma)
{
    const char *end = pragma->text + strlen(pragma->text), *open = skip_word(pragma->text, end, "checkpoint");
    open = open ? skip_space(open, end) : NULL;
    while (end > pragma->text && isspace((unsigned char)end[-1]))
        end--;
    if (open && open < end && *open == '(' && end[-1] == ')')
        return arena_strndup(front->arena, open + 1, (size_t)(end - open) - 2);
    if (open)
        diag_error(front->diag, pragma->loc, "adgen-pragma", "this pragma is 'checkpoint(n)' or 'checkpoint(auto, bytes)'");
    return NULL;
}

/* The number as the loop finds it: what the expression reads may change in the loop. */
static const Expr *pragma_count(Lower *l, const Expr *count, const Pragma *pragma)
{
    const Type *type = type_int(l->program, INT_LONG);
    long long   value;
    count = ir_cast(l->program, pragma->loc, type, count, true);
    if (constant_integer(count, &value)) {
        if (value < 1)
            diag_error(l->front->diag, pragma->loc, "adgen-pragma", "there must be room for at least one checkpoint");
        return ir_int(l->program, pragma->loc, type, value);
    }
    return ir_var(l->program, pragma->loc, lower_temp(l, "snapshots", type, pragma->loc, count));
}

const Checkpoint *pragmas_checkpoint(Lower *l, Node *loop)
{
    const Pragma *pragma = pragma_of(l, loop);
    const char   *argument = pragma ? pragma_argument(l->front, pragma) : NULL;
    if (!argument)
        return NULL;
    Scope       scope = {l, loop, 0};
    const char *end = argument + strlen(argument), *bytes = skip_word(skip_space(argument, end), end, "auto");
    bool        automatic = bytes && *skip_space(bytes, end) == ',';
    Integers    in = {
        .front = l->front, .loc = pragma->loc, .id = "adgen-pragma", .what = "checkpoint", .named = pragma_named, .data = &scope,
        .example = automatic ? "a number of bytes is expected" : "an integer is expected, such as 10 or n / 4",
        .unknown = "no integer that is known here",
    };
    const Expr *count = integers_read(&in, automatic ? skip_space(bytes, end) + 1 : argument);
    if (!count)
        return NULL;
    Checkpoint *checkpoint = ARENA_NEW(l->program->arena, Checkpoint);
    *checkpoint = (Checkpoint){pragma_count(l, count, pragma), automatic, pragma->loc, false};
    return checkpoint;
}

void pragmas_attach(Lower *l, const Checkpoint *checkpoint)
{
    Block *block = l->block;
    while (block->stmts.count) {
        Stmt *last = block->stmts.items[block->stmts.count - 1];
        if (last->kind == STMT_FOR || last->kind == STMT_LOOP)
            last->checkpoint = checkpoint;
        if (last->kind != STMT_BLOCK)
            return;
        block = last->u.block;
    }
}
