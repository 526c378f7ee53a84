#include "decl.h"

#include <string.h>

/* A tag's or typedef's meaning. */
typedef struct Name {
    const char  *text;
    bool         is_tag;
    const CType *type;
} Name;

typedef struct Reader {
    Arena       *arena;
    const Token *at;
    CUnit       *unit;
    VEC(Name)    names;
} Reader;

/* What stands before the declarators: a type and what else was said. */
typedef struct Specifiers {
    const CType *type;
    bool         is_typedef;
    bool         is_const;
    bool         inactive;
    VEC(CAnnotation) annotations;
} Specifiers;

typedef struct Declarator {
    const char  *name;
    const CType *type;
    const Token *params;       /* of a function: after its '(' */
} Declarator;

static const CType *read_declarator(Reader *r, const CType *base, Declarator *out);
static void         read_specifiers(Reader *r, Specifiers *spec);

static void complain(Reader *r, const char *what)
{
    if (!r->unit->error)
        r->unit->error = arena_printf(r->arena, "%s near '%.*s'", what, 40, r->at->start);
    while (r->at->kind != TOKEN_END)
        r->at++;
}

static bool accept(Reader *r, const char *text)
{
    if (!token_is(r->at, text))
        return false;
    r->at++;
    return true;
}

static char *word_text(Reader *r)
{
    char *text = token_text(r->arena, r->at, r->at + 1);
    r->at++;
    return text;
}

static CType *new_type(Reader *r, CKind kind, const char *name)
{
    CType *type = ARENA_NEW(r->arena, CType);
    type->kind = kind;
    type->name = name;
    return type;
}

static const CType *pointer_to(Reader *r, const CType *of)
{
    CType *type = new_type(r, C_POINTER, NULL);
    type->of = of;
    return type;
}

/* A const array is an array of const elements. */
static const CType *with_const(Reader *r, const CType *type)
{
    CType *copy = ARENA_NEW(r->arena, CType);
    *copy = *type;
    if (type->kind == C_ARRAY)
        copy->of = with_const(r, type->of);
    copy->is_const = true;
    return copy;
}

static const CType *find_name(const Reader *r, const char *text, bool is_tag)
{
    for (int i = r->names.count - 1; i >= 0; i--)
        if (r->names.items[i].is_tag == is_tag && strcmp(r->names.items[i].text, text) == 0)
            return r->names.items[i].type;
    return NULL;
}

static void add_name(Reader *r, const char *text, bool is_tag, const CType *type)
{
    Name name = { text, is_tag, type };
    VEC_PUSH(r->arena, &r->names, name);
}

static bool is_one_of(const Token *token, const char *const *words)
{
    for (; *words; words++)
        if (token_is(token, *words))
            return true;
    return false;
}

/* ---- specifiers ---- */

static void read_annotation(Reader *r, Specifiers *spec)
{
    CAnnotation annotation = { word_text(r) + strlen("ADGEN_"), "" };
    if (token_is(r->at, "(")) {
        const Token *end = token_skip_brackets(r->at);
        annotation.spec = token_text(r->arena, r->at + 1, end - 1);
        r->at = end;
    }
    if (strcmp(annotation.word, "INACTIVE") == 0)
        spec->inactive = true;
    VEC_PUSH(r->arena, &spec->annotations, annotation);
}

static void read_field(Reader *r, CRecord *record, const Specifiers *spec)
{
    Declarator declarator = { 0 };
    CField field = { .inactive = spec->inactive };
    field.type = read_declarator(r, spec->type, &declarator);
    field.name = declarator.name;
    if (accept(r, ":")) {
        field.bitfield = true;
        r->at++;
    }
    VEC_PUSH(r->arena, &record->fields, field);
}

static void read_members(Reader *r, CRecord *record)
{
    while (!accept(r, "}")) {
        Specifiers spec = { 0 };
        if (r->at->kind == TOKEN_END)
            return;
        read_specifiers(r, &spec);
        do
            read_field(r, record, &spec);
        while (accept(r, ","));
        if (!accept(r, ";"))
            complain(r, "a struct member that the test runner cannot read");
    }
}

static const CType *read_record(Reader *r, const char *word)
{
    const char *tag = r->at->kind == TOKEN_WORD ? word_text(r) : NULL;
    char *name = tag ? arena_printf(r->arena, "%s %s", word, tag) : NULL;
    const CType *known = tag ? find_name(r, name, true) : NULL;
    if (!known) {
        CType *type = new_type(r, C_RECORD, name);
        type->record = ARENA_NEW(r->arena, CRecord);
        type->record->is_union = strcmp(word, "union") == 0;
        known = type;
        if (tag)
            add_name(r, name, true, type);
    }
    if (accept(r, "{"))
        read_members(r, known->record);
    return known;
}

static const CType *read_enum(Reader *r)
{
    const char *tag = r->at->kind == TOKEN_WORD ? word_text(r) : NULL;
    if (token_is(r->at, "{"))
        r->at = token_skip_brackets(r->at);
    return new_type(r, C_INTEGER, tag ? arena_printf(r->arena, "enum %s", tag) : "int");
}

/* The type that arithmetic words such as "unsigned long" make together.  The test program has its own name for long
 * double, since that one is not retyped by a macro. */
static const CType *arithmetic_type(Reader *r, const char *words)
{
    if (strstr(words, "float"))
        return new_type(r, C_REAL, "float");
    if (strstr(words, "double"))
        return new_type(r, C_REAL, strstr(words, "long") ? "t_long_double" : "double");
    if (strstr(words, "void"))
        return new_type(r, C_VOID, "void");
    return new_type(r, C_INTEGER, words);
}

static bool skip_ignored(Reader *r)
{
    static const char *const ignored[] = { "static", "inline", "extern", "register", "auto", "volatile", "restrict",
                                           "_Noreturn", "_Thread_local", "__extension__", NULL };
    static const char *const bracketed[] = { "__attribute__", "_Alignas", NULL };
    if (is_one_of(r->at, ignored)) {
        r->at++;
        return true;
    }
    if (is_one_of(r->at, bracketed)) {
        r->at = token_skip_brackets(r->at + 1);
        return true;
    }
    return false;
}

static bool read_one_specifier(Reader *r, Specifiers *spec, const char **words)
{
    static const char *const arithmetic[] = { "void", "char", "short", "int", "long", "signed", "unsigned", "float",
                                              "double", "_Bool", "bool", "_Complex", NULL };
    if (skip_ignored(r))
        return true;
    if (accept(r, "const"))
        return spec->is_const = true;
    if (accept(r, "typedef"))
        return spec->is_typedef = true;
    if (r->at->length > 6 && strncmp(r->at->start, "ADGEN_", 6) == 0) {
        read_annotation(r, spec);
        return true;
    }
    if (is_one_of(r->at, arithmetic)) {
        *words = *words ? arena_printf(r->arena, "%s %s", *words, word_text(r)) : word_text(r);
        return true;
    }
    if (token_is(r->at, "struct") || token_is(r->at, "union")) {
        spec->type = read_record(r, word_text(r));
        return true;
    }
    if (accept(r, "enum")) {
        spec->type = read_enum(r);
        return true;
    }
    return false;
}

/* A name stands for a type only where there is none yet: `real real;` is C. */
static void read_specifiers(Reader *r, Specifiers *spec)
{
    const char *words = NULL;
    for (;;) {
        if (read_one_specifier(r, spec, &words))
            continue;
        if (spec->type || words || r->at->kind != TOKEN_WORD)
            break;
        char *name = word_text(r);
        const CType *known = find_name(r, name, false);
        spec->type = known ? known : new_type(r, C_INTEGER, name);
    }
    if (words)
        spec->type = arithmetic_type(r, words);
    if (!spec->type)
        spec->type = new_type(r, C_INTEGER, "int");
    if (spec->is_const)
        spec->type = with_const(r, spec->type);
}

/* ---- declarators ---- */

static const char *array_length(Reader *r, const Token *open, const Token *end)
{
    const Token *from = open + 1;
    while (token_is(from, "static") || token_is(from, "const") || token_is(from, "restrict"))
        from++;
    return token_text(r->arena, from, end - 1);
}

/* The arrays and functions that follow a name, the innermost last. */
static const CType *read_suffix(Reader *r, const CType *base, Declarator *out)
{
    const Token *open = r->at;
    if (!token_is(open, "[") && !token_is(open, "("))
        return base;
    r->at = token_skip_brackets(open);
    const Token *end = r->at;
    CType *type = new_type(r, token_is(open, "[") ? C_ARRAY : C_FUNCTION, NULL);
    if (type->kind == C_ARRAY) {
        type->length = array_length(r, open, end);
    } else {
        type->params = token_text(r->arena, open + 1, end - 1);
        if (!out->params)
            out->params = open + 1;
    }
    type->of = read_suffix(r, base, out);
    return type;
}

static const CType *read_pointers(Reader *r, const CType *base)
{
    for (;;) {
        if (accept(r, "*"))
            base = pointer_to(r, base);
        else if (accept(r, "const"))
            base = with_const(r, base);
        else if (!skip_ignored(r))
            return base;
    }
}

static const CType *read_declarator(Reader *r, const CType *base, Declarator *out)
{
    base = read_pointers(r, base);
    const Token *inner = NULL;
    if (token_is(r->at, "(")) {
        inner = r->at + 1;
        r->at = token_skip_brackets(r->at);
    } else if (r->at->kind == TOKEN_WORD) {
        out->name = word_text(r);
    }
    out->type = read_suffix(r, base, out);
    if (inner) {
        const Token *after = r->at, *params = out->params;
        r->at = inner;
        out->params = NULL;
        read_declarator(r, out->type, out);
        out->params = out->params ? out->params : params;
        r->at = after;
    }
    return out->type;
}

/* ---- functions ---- */

static const CType *adjusted(Reader *r, const CType *type)
{
    if (type->kind == C_ARRAY)
        return pointer_to(r, type->of);
    return type->kind == C_FUNCTION ? pointer_to(r, type) : type;
}

static void read_params(Reader *r, CFunc *func, const Token *from)
{
    const Token *back = r->at;
    if (!from)
        return;                         /* declared through a typedef: the definition has them */
    r->at = from;
    if (token_is(from, "void") && token_is(from + 1, ")"))
        r->at++;
    while (!token_is(r->at, ")") && r->at->kind != TOKEN_END && !token_is(r->at, ".")) {
        Specifiers spec = { 0 };
        Declarator declarator = { 0 };
        read_specifiers(r, &spec);
        read_declarator(r, spec.type, &declarator);
        CParam param = { declarator.name, adjusted(r, declarator.type), spec.inactive };
        VEC_PUSH(r->arena, &func->params, param);
        accept(r, ",");
    }
    r->at = back;
}

/* A definition's parameters count, else those of the last prototype; the annotations of all of them add up. */
static void declare_function(Reader *r, const Specifiers *spec, const Declarator *declarator)
{
    CFunc *func = decl_find(r->unit, declarator->name);
    if (!func) {
        func = ARENA_NEW(r->arena, CFunc);
        func->name = declarator->name;
        VEC_PUSH(r->arena, &r->unit->funcs, func);
    }
    func->result = declarator->type->of;
    func->params.count = 0;
    read_params(r, func, declarator->params);
    for (int i = 0; i < spec->annotations.count; i++)
        VEC_PUSH(r->arena, &func->annotations, spec->annotations.items[i]);
}

static void skip_initialiser(Reader *r)
{
    while (r->at->kind != TOKEN_END && !token_is(r->at, ",") && !token_is(r->at, ";"))
        r->at = token_is(r->at, "{") || token_is(r->at, "(") || token_is(r->at, "[") ? token_skip_brackets(r->at)
                                                                                    : r->at + 1;
}

/* A typedef's own name is what a variable is declared with: an unnamed struct has no other. */
static void declare_typedef(Reader *r, const Declarator *declarator)
{
    CType *type = ARENA_NEW(r->arena, CType);
    *type = *declarator->type;
    if (type->kind == C_RECORD)
        type->name = declarator->name;
    add_name(r, declarator->name, false, type);
}

static void skip_past(Reader *r, const char *text)
{
    while (r->at->kind != TOKEN_END && !accept(r, text))
        r->at++;
}

static void read_external(Reader *r)
{
    Specifiers spec = { 0 };
    read_specifiers(r, &spec);
    while (!accept(r, ";")) {
        Declarator declarator = { 0 };
        read_declarator(r, spec.type, &declarator);
        if (!declarator.name) {
            complain(r, "a declaration that the test runner cannot read");
            return;
        }
        if (spec.is_typedef)
            declare_typedef(r, &declarator);
        else if (declarator.type->kind == C_FUNCTION)
            declare_function(r, &spec, &declarator);
        while (skip_ignored(r))
            continue;
        while (declarator.type->kind == C_FUNCTION && r->at->kind == TOKEN_WORD)
            skip_past(r, ";");          /* parameters that are declared the old way */
        if (token_is(r->at, "{")) {
            r->at = token_skip_brackets(r->at);
            return;
        }
        skip_initialiser(r);
        accept(r, ",");
        if (r->at->kind == TOKEN_END)
            return;
    }
}

CUnit *decl_read(Arena *arena, const char *text)
{
    Reader r = { .arena = arena, .at = lex(arena, text), .unit = ARENA_NEW(arena, CUnit) };
    while (r.at->kind != TOKEN_END) {
        if (token_is(r.at, "_Static_assert"))
            r.at = token_skip_brackets(r.at + 1);
        else
            read_external(&r);
    }
    return r.unit;
}

CFunc *decl_find(const CUnit *unit, const char *name)
{
    for (int i = 0; i < unit->funcs.count; i++)
        if (strcmp(unit->funcs.items[i]->name, name) == 0)
            return unit->funcs.items[i];
    return NULL;
}
