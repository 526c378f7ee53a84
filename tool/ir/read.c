#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "ir/dump.h"
#include "read_parts.h"

/*
 * A dump read back.  All that has a name is read first, then what may mention it: initialisers, bodies, requests.
 * The first error ends the reading.
 */

/* ---- Tokens ---- */

static _Noreturn void fail_here(Reader *r, const char *message)
{
    diag_error(r->diag, read_peek(r)->at, "adgen-dump", "%s", message);
    longjmp(r->give_up, 1);
}

void read_fail(Reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(r->p->arena, format, args);
    va_end(args);
    fail_here(r, message);
}

void read_fail_before(Reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(r->p->arena, format, args);
    va_end(args);
    r->at--;
    fail_here(r, message);
}

void read_require(Reader *r, const char *wrong)
{
    if (wrong)
        read_fail(r, "%s", wrong);
}

static const Token *token_at(const Reader *r, int at)
{
    int last = r->tokens.list.count - 1;
    return &r->tokens.list.items[at < last ? at : last];
}

const Token *read_peek(const Reader *r)
{
    return token_at(r, r->at);
}

const Token *read_ahead(const Reader *r)
{
    return token_at(r, r->at + 1);
}

const Token *read_next(Reader *r)
{
    return token_at(r, r->at++);
}

bool read_is(const Reader *r, const char *text)
{
    const Token *token = read_peek(r);
    return (token->kind == TOKEN_NAME || token->kind == TOKEN_MARK) && strcmp(token->text, text) == 0;
}

bool read_accept(Reader *r, const char *text)
{
    if (!read_is(r, text))
        return false;
    r->at++;
    return true;
}

bool read_accept_word(Reader *r, const char *text)
{
    return !read_peek(r)->starts_line && read_accept(r, text);
}

void read_expect(Reader *r, const char *text)
{
    if (!read_accept(r, text))
        read_fail(r, "'%s' instead of '%s'", read_peek(r)->text, text);
}

static const char *read_kind(Reader *r, TokenKind kind, const char *what)
{
    if (read_peek(r)->kind != kind)
        read_fail(r, "'%s' instead of a %s", read_peek(r)->text, what);
    return read_next(r)->text;
}

const char *read_name(Reader *r)
{
    return read_kind(r, TOKEN_NAME, "name");
}

const char *read_string(Reader *r)
{
    return read_kind(r, TOKEN_STRING, "string");
}

long long read_integer(Reader *r)
{
    return strtoll(read_kind(r, TOKEN_NUMBER, "number"), NULL, 10);
}

Loc read_loc(Reader *r)
{
    return read_peek(r)->kind == TOKEN_LOC ? read_next(r)->place : (Loc){0};
}

Loc read_line_loc(const Reader *r)
{
    for (int i = r->at; i < r->tokens.list.count; i++) {
        const Token *token = &r->tokens.list.items[i];
        if (token->kind == TOKEN_LOC)
            return token->place;
        if (token->kind == TOKEN_END || (i > r->at && token->starts_line))
            break;
    }
    return (Loc){0};
}

/* Which of the words stands here. */
static int read_choice(Reader *r, const char *const *words, int count, const char *what)
{
    const char *word = read_name(r);
    for (int i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0)
            return i;
    }
    read_fail_before(r, "'%s' is no %s", word, what);
}

/* ---- First pass: what has a name ---- */

/* What is left for the second pass: where the token stands that it begins with. */
typedef struct Later {
    int     at;
    Var    *global;
    Func   *func;
    StrMap *vars;
    int     next_id;
} Later;

typedef struct LaterList {
    VEC(Later) list;
} LaterList;

static void read_item(Reader *r)
{
    static const char *const kinds[] = {"include", "macro", "type", "func", "var"};
    Item *item = read_item_ref(r);
    if (item->text)
        read_fail(r, "an item is defined twice");
    item->kind = (ItemKind)read_choice(r, kinds, 5, "kind of item");
    item->name = intern(r->p->names, read_string(r));
    read_expect(r, "order");
    item->order = (int)read_integer(r);
    item->local = read_accept_word(r, "local");
    item->is_static = read_accept_word(r, "static");
    read_expect(r, "text");
    item->text = read_string(r);
    item->prototype = read_accept_word(r, "prototype") ? read_string(r) : NULL;
    item->path = read_accept_word(r, "path") ? read_string(r) : NULL;
    if (read_accept_word(r, "uses")) {
        while (read_is(r, "#"))
            VEC_PUSH(r->p->arena, &item->uses, read_item_ref(r));
    }
    item->loc = read_loc(r);
    VEC_PUSH(r->p->arena, &r->p->items, item);
}

static void read_field(Reader *r, Record *record)
{
    Field *field = ARENA_NEW(r->p->arena, Field);
    if (read_peek(r)->kind == TOKEN_STRING)
        read_string(r);
    else
        field->name = intern(r->p->names, read_name(r));
    read_expect(r, ":");
    field->type = read_type(r);
    field->record = record;
    field->index = record->fields.count;
    field->inactive = read_accept_word(r, "inactive");
    field->bitfield = read_accept_word(r, "bitfield");
    VEC_PUSH(r->p->arena, &record->fields, field);
}

static void read_record(Reader *r)
{
    static const char *const kinds[] = {"struct", "union"};
    Record *record = read_record_ref(r);
    record->is_union = read_choice(r, kinds, 2, "kind of record") == 1;
    record->tag = read_accept_word(r, "tag") ? intern(r->p->names, read_string(r)) : NULL;
    record->complete = read_accept_word(r, "complete");
    record->item = read_accept_word(r, "item") ? read_item_ref(r) : NULL;
    read_expect(r, "{");
    while (!read_accept(r, "}"))
        read_field(r, record);
}

/* Go on to the token that begins the next line. */
static void skip_line(Reader *r)
{
    do
        r->at++;
    while (!read_peek(r)->starts_line);
}

static void read_global(Reader *r, LaterList *later)
{
    int next_id = 0;
    read_expect(r, "::");
    Var *var = read_var(r, NULL, VAR_GLOBAL, (Loc){0}, &next_id);
    if (read_accept(r, "=")) {
        VEC_PUSH(r->p->arena, &later->list, ((Later){.at = r->at, .global = var}));
        skip_line(r);
    }
}

static void read_params(Reader *r, Func *func, int *next_id)
{
    read_expect(r, "(");
    while (!read_is(r, ")")) {
        if (func->params.count || func->variadic)
            read_expect(r, ",");
        if (read_accept(r, "..."))
            func->variadic = true;
        else
            VEC_PUSH(r->p->arena, &func->params, read_var(r, func, VAR_PARAM, func->loc, next_id));
    }
    read_expect(r, ")");
}

static void read_flags(Reader *r, Func *func)
{
    func->is_static = read_accept_word(r, "static");
    func->is_known = read_accept_word(r, "known");
    func->is_library = read_accept_word(r, "library");
    func->no_derivative = read_accept_word(r, "no_derivative");
    func->noalias = read_accept_word(r, "noalias");
    func->is_generated = read_accept_word(r, "generated");
    func->item = read_accept_word(r, "item") ? read_item_ref(r) : NULL;
    func->comment = read_accept_word(r, "comment") ? read_string(r) : NULL;
}

/* Go on behind the brace that closes the one that has been read. */
static void skip_braces(Reader *r)
{
    for (int depth = 1; depth > 0; r->at++) {
        if (read_peek(r)->kind == TOKEN_END)
            read_fail(r, "a body without its closing brace");
        depth += read_is(r, "{") - read_is(r, "}");
    }
}

static Func *make_func(Reader *r)
{
    Loc loc = read_line_loc(r);
    read_expect(r, "@");
    const char *name = read_name(r);
    if (strmap_get(r->funcs, name))
        read_fail_before(r, "there are two functions '%s'", name);
    const char *plain = intern_n(r->p->names, name, strcspn(name, "."));
    Func       *func = ir_new_func(r->p, plain, type_void(r->p), loc);
    strmap_put(r->funcs, name, func);
    return func;
}

static void read_func(Reader *r, LaterList *later)
{
    Func *func = make_func(r);
    Later body = {.func = func, .vars = strmap_new(r->p->arena)};
    r->vars = body.vars;
    r->loc = func->loc;
    read_params(r, func, &body.next_id);
    read_expect(r, "->");
    func->result = read_type(r);
    read_flags(r, func);
    bool declared = read_accept_word(r, "declared");
    bool braces = read_accept_word(r, "{");
    read_loc(r);
    if (braces && !declared)
        func->body = ir_block(r->p);
    body.at = braces ? r->at : 0;
    VEC_PUSH(r->p->arena, &later->list, body);
    if (braces)
        skip_braces(r);
}

static void read_names(Reader *r, LaterList *later)
{
    static const char *const words[] = {"item", "record", "global", "func", "request"};
    while (read_peek(r)->kind != TOKEN_END) {
        int at = r->at;
        switch (read_choice(r, words, 5, "part of a program")) {
        case 0: read_item(r); break;
        case 1: read_record(r); break;
        case 2: read_global(r, later); break;
        case 3: read_func(r, later); break;
        case 4:
            VEC_PUSH(r->p->arena, &later->list, ((Later){.at = at + 1}));
            skip_line(r);
            break;
        }
    }
}

/* ---- Second pass ---- */

static StrMap *find_vars(Reader *r, const LaterList *later, const Func *func)
{
    for (int i = 0; i < later->list.count; i++) {
        if (later->list.items[i].func == func)
            return later->list.items[i].vars;
    }
    read_fail(r, "a function that is not here");
}

typedef VEC(Var *) VarList;

static void read_var_list(Reader *r, VarList *list)
{
    read_expect(r, "(");
    do
        VEC_PUSH(r->p->arena, list, read_var_ref(r));
    while (read_accept(r, ","));
    read_expect(r, ")");
}

static void read_request(Reader *r, const LaterList *later)
{
    static const char *const modes[] = {"grad", "vjp", "jvp", "hvp", "jacobian", "hessian"};
    Request *request = ARENA_NEW(r->p->arena, Request);
    request->mode = (Mode)read_choice(r, modes, 6, "kind of request");
    request->func = read_func_ref(r);
    r->vars = find_vars(r, later, request->func);
    read_expect(r, "as");
    request->as = intern(r->p->names, read_string(r));
    request->all = read_accept_word(r, "all");
    request->all_of = read_accept_word(r, "all_of");
    request->of_return = read_accept_word(r, "of_return");
    VarList wrt = {0}, of = {0};
    if (read_accept_word(r, "wrt"))
        read_var_list(r, &wrt);
    if (read_accept_word(r, "of"))
        read_var_list(r, &of);
    for (int i = 0; i < wrt.count; i++)
        VEC_PUSH(r->p->arena, &request->wrt, wrt.items[i]);
    for (int i = 0; i < of.count; i++)
        VEC_PUSH(r->p->arena, &request->of, of.items[i]);
    request->loc = read_loc(r);
    VEC_PUSH(r->p->arena, &r->p->requests, request);
}

static void read_later(Reader *r, const LaterList *later)
{
    for (int i = 0; i < later->list.count; i++) {
        const Later *l = &later->list.items[i];
        r->at = l->at;
        r->loc = (Loc){0};
        r->vars = l->vars;
        if (l->global) {
            l->global->init = read_value(r);
            read_require(r, check_decl(l->global, l->global->init));
        } else if (!l->func) {
            read_request(r, later);
        } else if (l->at > 0) {
            read_body(r, l->func, l->next_id);
        }
    }
}

static void read_program(Reader *r)
{
    LaterList later = {0};
    read_expect(r, "program");
    r->p->main_file = intern(r->p->names, read_string(r));
    read_names(r, &later);
    for (int i = 0; i < r->items.count; i++) {
        if (!r->items.items[i]->text)
            read_fail(r, "item #%d is not defined", i);
    }
    read_later(r, &later);
}

Program *ir_read_program(Arena *arena, const char *text, const char *file, Diag *diag)
{
    Reader *r = ARENA_NEW(arena, Reader);
    r->diag = diag;
    r->p = program_new(arena, file);
    r->records = strmap_new(arena);
    r->globals = strmap_new(arena);
    r->funcs = strmap_new(arena);
    if (!lex_dump(arena, text, file, diag, &r->tokens))
        return NULL;
    if (setjmp(r->give_up))
        return NULL;
    read_program(r);
    return r->p;
}
