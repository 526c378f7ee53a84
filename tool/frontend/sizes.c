#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lower.h"

/*
 * sizeof and its like.
 *
 * libclang tells the value, and of an expression the type; of sizeof(type) it has nothing but the text.  A type of few
 * words is read from that, so that generated code says sizeof(double) where the source does; otherwise the value
 * stands there.
 */

enum { MOST_DIMENSIONS = 8 };

/* ---- words ---- */

typedef struct Words {
    const char *at, *end;
    char        word[64];     /* the token in hand; "" at the end */
} Words;

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void next_word(Words *w)
{
    while (w->at < w->end && isspace((unsigned char)*w->at))
        w->at++;
    const char *start = w->at;
    while (w->at < w->end && is_name(*w->at))
        w->at++;
    if (w->at == start && w->at < w->end)
        w->at++;
    size_t n = (size_t)(w->at - start);
    n = n < sizeof w->word ? n : sizeof w->word - 1;
    memcpy(w->word, start, n);
    w->word[n] = '\0';
}

static bool is_word(const Words *w, const char *word)
{
    return strcmp(w->word, word) == 0;
}

static bool take(Words *w, const char *word)
{
    if (!is_word(w, word))
        return false;
    next_word(w);
    return true;
}

/* ---- the arguments of macros ---- */

/* Whether the token was written in the body of this macro, not of one that it uses in turn. */
static bool is_written_in(CXCursor definition, CXSourceLocation token)
{
    CXFile        file, token_file;
    unsigned      from, to, at;
    CXSourceRange extent = clang_getCursorExtent(definition);
    clang_getExpansionLocation(clang_getRangeStart(extent), &file, NULL, NULL, &from);
    clang_getExpansionLocation(clang_getRangeEnd(extent), NULL, NULL, NULL, &to);
    clang_getSpellingLocation(token, &token_file, NULL, NULL, &at);
    return file && token_file && clang_File_isEqual(file, token_file) && at >= from && at < to;
}

static int parameter_number(Front *front, CXCursor definition, const char *name)
{
    FrontTokens tokens = front_tokens(front, clang_getCursorExtent(definition));
    int         number = 0;
    for (int i = 2; i < tokens.count && strcmp(tokens.items[i].text, ")") != 0; i++) {
        if (strcmp(tokens.items[i].text, name) == 0)
            return number;
        number += strcmp(tokens.items[i].text, ",") == 0;
    }
    return -1;
}

/* Go on with the macro's argument if the word in hand is the name of its parameter. */
static bool enter_argument(Lower *l, Node *node, Words *w)
{
    CXSourceLocation at = clang_getCursorLocation(node->cursor);
    const MacroUse  *use = front_macro_at(l->front, at);
    if (!use || !use->function_like || clang_Cursor_isNull(use->definition) || !is_written_in(use->definition, at))
        return false;
    int         wanted = parameter_number(l->front, use->definition, w->word), number = 0, depth = 0;
    const char *text = front_file(l->front, use->file)->text;
    const char *end = text + use->to - 1;
    const char *p = text + use->from + strlen(use->name);
    while (p < end && *p != '(')
        p++;
    for (p++; p < end && number < wanted; p++) {
        depth += (*p == '(') - (*p == ')');
        number += depth == 0 && *p == ',';
    }
    if (wanted < 0 || number != wanted)
        return false;
    *w = (Words){.at = p, .end = end};
    next_word(w);
    return true;
}

/* ---- types in words ---- */

/* How often each word of a builtin type's name stands there. */
typedef struct Specifiers {
    int is_void, is_bool, is_char, is_short, is_int, is_long, is_float, is_double, is_signed, is_unsigned;
} Specifiers;

static bool take_specifier(Words *w, Specifiers *s)
{
    const struct { const char *word; int *count; } all[] = {
        {"void", &s->is_void}, {"_Bool", &s->is_bool}, {"bool", &s->is_bool}, {"char", &s->is_char},
        {"short", &s->is_short}, {"int", &s->is_int}, {"long", &s->is_long}, {"float", &s->is_float},
        {"double", &s->is_double}, {"signed", &s->is_signed}, {"unsigned", &s->is_unsigned},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (take(w, all[i].word)) {
            ++*all[i].count;
            return true;
        }
    }
    return take(w, "const");
}

static const Type *builtin_type(Program *p, const Specifiers *s)
{
    bool u = s->is_unsigned > 0;
    if (s->is_void)
        return type_void(p);
    if (s->is_bool)
        return type_bool(p);
    if (s->is_float)
        return type_real(p, REAL_FLOAT);
    if (s->is_double)
        return type_real(p, s->is_long ? REAL_LONG_DOUBLE : REAL_DOUBLE);
    if (s->is_char)
        return type_int(p, u ? INT_UCHAR : s->is_signed ? INT_SCHAR : INT_CHAR);
    if (s->is_short)
        return type_int(p, u ? INT_USHORT : INT_SHORT);
    if (s->is_long)
        return type_int(p, s->is_long > 1 ? (u ? INT_ULLONG : INT_LLONG) : (u ? INT_ULONG : INT_LONG));
    return s->is_int || u || s->is_signed ? type_int(p, u ? INT_UINT : INT_INT) : NULL;
}

static Node *type_name(const Node *node)
{
    for (int i = 0; i < node->count; i++) {
        if (node->kids[i]->kind == NODE_TYPE_NAME)
            return node->kids[i];
    }
    return NULL;
}

static bool ends_with(const char *text, const char *word)
{
    size_t n = strlen(text), k = strlen(word);
    return n >= k && k > 0 && strcmp(text + n - k, word) == 0;
}

/* The name of a type; a macro's parameter may stand for it if the size says that it is all that stands there. */
static const Type *named_type(Lower *l, Words *w, Node *node, Node *name)
{
    long long size = -1;
    if (is_word(w, "struct") || is_word(w, "union") || is_word(w, "enum"))
        next_word(w);
    bool same = ends_with(front_spelling(l->front, name->cursor), w->word);
    next_word(w);
    bool alone = is_word(w, ")") && constant_evaluate(node->cursor, &size) && size == clang_Type_getSizeOf(name->type);
    return same || alone ? front_type(l->front, name->type, name->cursor) : NULL;
}

static const Type *specified_type(Lower *l, Words *w, Node *node)
{
    Specifiers  s = {0};
    Node       *name = type_name(node);
    const Type *type = NULL;
    while (take_specifier(w, &s))
        continue;
    type = name ? named_type(l, w, node, name) : builtin_type(l->program, &s);
    while (take(w, "const"))
        continue;
    return type;
}

/* [3][n]: a length that is no number is the last expression that libclang has there. */
static const Type *with_dimensions(Lower *l, Words *w, Node *node, const Type *type)
{
    long long   counts[MOST_DIMENSIONS];
    const Expr *lengths[MOST_DIMENSIONS];
    int         n = 0, variable = 0;
    while (take(w, "[") && n < MOST_DIMENSIONS) {
        bool number = isdigit((unsigned char)w->word[0]);
        counts[n] = number ? strtoll(w->word, NULL, 0) : -1;
        variable += !number;
        lengths[n] = number ? NULL : lower_value(l, node->kids[node->count - 1]);
        next_word(w);
        if (number && !is_word(w, "]"))
            return NULL;                    /* 2 * 3 */
        while (w->word[0] && !is_word(w, "]"))
            next_word(w);
        if ((!number && (!lengths[n] || variable > 1)) || !take(w, "]"))
            return NULL;
        n++;
    }
    while (n-- > 0)
        type = type_array(l->program, type, counts[n], lengths[n]);
    return type;
}

/* Whether the type is as large as libclang says: a macro may have more to say behind its parameter, as sizeof(T[n]). */
static bool has_size(Node *node, const Type *type)
{
    long long   known, size;
    const Node *name = type_name(node);
    if (!constant_evaluate(node->cursor, &known) || !constant_size(type, name ? clang_Type_getSizeOf(name->type) : -1, &size))
        return true;
    return size == known;
}

/* The type between the brackets of a sizeof; NULL: there is none, or it takes more words than these. */
static const Type *written_type(Lower *l, Node *node)
{
    size_t room = 0;
    Words  w = {.at = constant_spelling(l->front, node->cursor, &room)};
    if (!w.at)
        return NULL;
    w.end = w.at + room;
    next_word(&w);
    if (!take(&w, "sizeof") || !take(&w, "("))
        return NULL;
    bool        argument = enter_argument(l, node, &w);
    const Type *type = specified_type(l, &w, node);
    while (type && (is_word(&w, "*") || is_word(&w, "const"))) {
        if (is_word(&w, "*"))
            type = type_pointer(l->program, type);
        next_word(&w);
    }
    if (type && is_word(&w, "["))
        type = with_dimensions(l, &w, node, type);
    bool ends = is_word(&w, ")") || (argument && (is_word(&w, ",") || is_word(&w, "")));
    return type && ends && has_size(node, type) ? type : NULL;
}

/* ---- sizes ---- */

/* Elements times their size, down to what has a constant size; NULL: a length is not known. */
static const Expr *size_of(Lower *l, Node *node, const Type *type)
{
    Program    *p = l->program;
    Loc         loc = node_loc(l->front, node);
    const Type *size = lower_type(l, node);
    if (!type_is_vla(type))
        return ir_sizeof(p, loc, size, type);
    const Expr *elem = size_of(l, node, type->u.array.elem);
    const Expr *count = type->u.array.count >= 0 ? ir_int(p, loc, size, type->u.array.count) : type->u.array.length;
    return elem && count ? ir_binary(p, loc, OP_MUL, lower_convert(l, count, size, loc), elem) : NULL;
}

static bool is_sizeof(Lower *l, Node *node)
{
    size_t      room = 0;
    const char *text = constant_spelling(l->front, node->cursor, &room);
    return text && room > 6 && strncmp(text, "sizeof", 6) == 0 && !is_name(text[6]);
}

static Node *operand(const Node *node)
{
    return node->count == 1 && node->kids[0]->kind != NODE_TYPE_NAME ? node->kids[0] : NULL;
}

/* struct { … } table[3]: a type that only the declaration of a variable has, so nothing else can name it. */
static bool is_nameless(const Type *type)
{
    while (type->kind == TYPE_ARRAY)
        type = type->u.array.elem;
    return type->kind == TYPE_RECORD && !type->u.record->tag && type->u.record->item && type->u.record->item->kind == ITEM_VAR;
}

const Expr *size_value(Lower *l, Node *node)
{
    long long value;
    bool      known = constant_evaluate(node->cursor, &value);
    if (!is_sizeof(l, node))
        return known ? constant_int(l, node, value, NULL, NULL) : NULL;
    const Type *type = written_type(l, node);
    Node       *of = operand(node);
    bool        object = of && node_is_place(of) && of->kind != NODE_STRING;
    if (!type && object && (!known || type_is_array(of->type)))
        type = lower_place(l, of)->type;   /* a parameter that is written as an array is a pointer */
    else if (!type && of && known && clang_Type_getSizeOf(of->type) == value)
        type = front_type(l->front, of->type, of->cursor);
    if (type && known && is_nameless(type))
        return constant_int(l, node, value, NULL, NULL);
    if (type && type->kind != TYPE_FUNCTION && known != type_is_vla(type))
        return size_of(l, node, type);
    return known ? constant_int(l, node, value, NULL, NULL) : NULL;
}

const Expr *size_offset(Lower *l, Node *node)
{
    long long value = 0;
    if (!constant_evaluate(node->cursor, &value))
        BUG("an offset has no value");
    return constant_int(l, node, value, NULL, NULL);
}
