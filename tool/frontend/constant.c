#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "items.h"
#include "lower.h"

/* ---- the text of a literal ---- */

/* The characters at the place where the token was really written, in a macro's body or argument if need be; NULL for
 * what no file holds. */
const char *constant_spelling(Front *front, CXCursor cursor, size_t *room)
{
    CXFile   file;
    unsigned offset;
    clang_getSpellingLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &offset);
    const SourceFile *source = front_file(front, file);
    if (!source || offset >= source->length)
        return NULL;
    *room = source->length - offset;
    return source->text + offset;
}

static size_t number_length(const char *text, size_t room)
{
    size_t n = 0;
    while (n < room && (isalnum((unsigned char)text[n]) || text[n] == '.'
                        || ((text[n] == '+' || text[n] == '-') && n > 0 && strchr("eEpP", text[n - 1]))))
        n++;
    return n;
}

static size_t quoted_length(const char *text, size_t room)
{
    size_t n = 0;
    while (n < room && text[n] != '\'' && text[n] != '"')
        n++;
    char quote = n < room ? text[n] : '\0';
    for (n++; n < room && text[n] != quote && text[n] != '\n'; n++)
        n += text[n] == '\\';
    return n < room && text[n] == quote ? n + 1 : 0;
}

/* How the user wrote the literal: the name of a macro that stands for it, or its own characters.  NULL: unknown. */
static const char *literal_text(Lower *l, Node *node, Item **item)
{
    size_t      room = 0, length;
    const char *name = front_macro_literal(l->front, node->cursor, item);
    if (name)
        return name;
    const char *text = constant_spelling(l->front, node->cursor, &room);
    if (!text)
        return NULL;
    bool number = node->kind == NODE_INT || node->kind == NODE_REAL;
    if (number && text[0] != '.' && !isdigit((unsigned char)text[0]))
        return NULL;
    length = number ? number_length(text, room) : quoted_length(text, room);
    return length > 0 ? intern_n(l->program->names, text, length) : NULL;
}

/* ---- numbers ---- */

/* libclang evaluates literals and constant sizes reliably; other expressions it may crash on. */
bool constant_evaluate(CXCursor cursor, long long *value)
{
    CXEvalResult result = clang_Cursor_Evaluate(cursor);
    bool         known = result && clang_EvalResult_getKind(result) == CXEval_Int;
    if (known)
        *value = clang_EvalResult_isUnsignedInt(result) ? (long long)clang_EvalResult_getAsUnsigned(result)
                                                        : clang_EvalResult_getAsLongLong(result);
    if (result)
        clang_EvalResult_dispose(result);
    return known;
}

int constant_choice(Front *front, CXCursor cursor, const CXCursor *kids, int count)
{
    static const char name[] = "__builtin_choose_expr";
    bool        may = cursor_is(cursor, CXCursor_UnexposedExpr) && count == 3;
    const char *text = may ? front_text(front, clang_getCursorExtent(cursor)) : NULL;
    long long   value;
    if (!text || strncmp(text, name, strlen(name)) != 0 || !constant_evaluate(kids[0], &value))
        return -1;
    return value ? 1 : 2;
}

const Expr *constant_int(Lower *l, Node *node, long long value, const char *text, Item *item)
{
    return ir_spelled_int(l->program, node_loc(l->front, node), lower_type(l, node), value, text, item);
}

static const Expr *named_real(Lower *l, Node *node, long double value, const char *text, Item *item)
{
    return ir_spelled_real(l->program, node_loc(l->front, node), lower_type(l, node), value, text, item);
}

/* The number as its type holds it. */
static long double read_real(const Type *type, const char *digits)
{
    switch (type->u.real) {
    case REAL_FLOAT:  return strtof(digits, NULL);
    case REAL_DOUBLE: return strtod(digits, NULL);
    default:          return strtold(digits, NULL);
    }
}

bool constant_has_digits(Lower *l, Node *node)
{
    size_t      room = 0;
    const char *digits = constant_spelling(l->front, node->cursor, &room);
    return digits && (isdigit((unsigned char)digits[0]) || digits[0] == '.');
}

static const Expr *real_literal(Lower *l, Node *node)
{
    Item       *item = NULL;
    size_t      room = 0;
    const char *text = literal_text(l, node, &item);
    const char *digits = constant_spelling(l->front, node->cursor, &room);
    const Type *type = lower_type(l, node);
    if (constant_has_digits(l, node))
        return named_real(l, node, read_real(type, arena_strndup(l->front->arena, digits, number_length(digits, room))),
                          text, item);
    CXEvalResult result = clang_Cursor_Evaluate(node->cursor);
    double       value = result ? clang_EvalResult_getAsDouble(result) : NAN;
    clang_EvalResult_dispose(result);
    return named_real(l, node, value, text, item);
}

static const Expr *integer_literal(Lower *l, Node *node)
{
    long long   value = 0;
    Item       *item = NULL;
    const char *text = literal_text(l, node, &item);
    if (!constant_evaluate(node->cursor, &value))
        BUG("an integer literal has no value");
    return constant_int(l, node, value, text, item);
}

/* One literal as it stands; several in a row, or out of a macro, as clang joins them. */
static const Expr *string_literal(Lower *l, Node *node)
{
    CXFile      file;
    unsigned    from, to;
    const char *text = front_token_text(l->front, node->cursor);
    const char *joined = front_spelling(l->front, node->cursor);
    bool        extent = front_extent(l->front, clang_getCursorExtent(node->cursor), &file, &from, &to);
    bool        single = text && text[0] == '"' && extent && to - from == strlen(text);
    return ir_string(l->program, node_loc(l->front, node), single ? text : joined);
}

/* By its name; by its number where it cannot keep its name outside of its function. */
static const Expr *enumerator(Lower *l, Node *node)
{
    CXCursor  decl = node->symbol->decl, owner = clang_getCursorSemanticParent(decl);
    long long value = clang_getEnumConstantDeclValue(decl);
    if (front_is_local(owner) && local_enum_clashes(l->front, owner))
        return constant_int(l, node, value, NULL, NULL);
    return constant_int(l, node, value, node->symbol->name, front_item(l->front, decl));
}

const Expr *constant_literal(Lower *l, Node *node)
{
    switch (node->kind) {
    case NODE_REAL:   return real_literal(l, node);
    case NODE_STRING: return string_literal(l, node);
    case NODE_REF:
        return enumerator(l, node);
    default:          return integer_literal(l, node);
    }
}

/* ---- constants that go by a name ---- */

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const Expr *null_pointer(Lower *l, Node *node)
{
    Item *item = NULL;
    Loc   loc = node_loc(l->front, node);
    if (node->kids[0]->kind != NODE_INT || !type_is_pointing(node->type)
        || !front_macro_named(l->front, node->cursor, "NULL", &item))
        return NULL;
    const Expr *zero = ir_spelled_int(l->program, loc, type_int(l->program, INT_INT), 0, "NULL", item);
    return ir_cast(l->program, loc, type_pointer(l->program, type_void(l->program)), zero, true);
}

static const Expr *special_real(Lower *l, Node *call)
{
    static const struct { const char *builtin, *macros[4]; } reals[] = {
        {"__builtin_inf", {"INFINITY", NULL}},
        {"__builtin_huge_val", {"HUGE_VAL", "HUGE_VALF", "HUGE_VALL", NULL}},
        {"__builtin_nan", {"NAN", NULL}},
    };
    if (!call->symbol)
        return NULL;
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        size_t length = strlen(reals[i].builtin);
        if (!starts_with(call->symbol->name, reals[i].builtin) || strlen(call->symbol->name) > length + 1)
            continue;
        long double value = i == 2 ? (long double)NAN : (long double)INFINITY;
        Item       *item = NULL;
        for (const char *const *name = reals[i].macros; *name; name++) {
            if (front_macro_named(l->front, call->cursor, *name, &item))
                return named_real(l, call, value, *name, item);
        }
        const char *text = arena_printf(l->front->arena, "%s(%s)", call->symbol->name, i == 2 ? "\"\"" : "");
        return named_real(l, call, value, text, NULL);
    }
    return NULL;
}

const Expr *constant_named(Lower *l, Node *node)
{
    return node->kind == NODE_CALL ? special_real(l, node) : null_pointer(l, node);
}

/* ---- questions ---- */

bool constant_is(const Expr *e)
{
    switch (e->op) {
    case OP_INT: case OP_REAL: case OP_STRING: case OP_SIZEOF: case OP_FUNC:
        return true;
    case OP_CAST: case OP_NEG: case OP_BITNOT: case OP_NOT: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV:
    case OP_REM: case OP_SHL: case OP_SHR: case OP_AND: case OP_OR: case OP_XOR:
        for (int i = 0; i < e->count; i++) {
            if (!constant_is(e->args[i]))
                return false;
        }
        return true;
    default:
        return false;
    }
}

/* a op b in the operands' type; false: undefined, or no operator of integers. */
static bool combine(OpKind op, const Type *type, long long a, long long b, long long *value)
{
    unsigned long long x = (unsigned long long)a, y = (unsigned long long)b;
    bool               u = type_is_unsigned(type);
    switch (op) {
    case OP_ADD: *value = (long long)(x + y); break;
    case OP_SUB: *value = (long long)(x - y); break;
    case OP_MUL: *value = (long long)(x * y); break;
    case OP_DIV: case OP_REM:
        if (b == 0)
            return false;
        if (!u && b == -1)                     /* LLONG_MIN / -1 */
            *value = op == OP_DIV ? (long long)(0 - x) : 0;
        else if (op == OP_DIV)
            *value = u ? (long long)(x / y) : a / b;
        else
            *value = u ? (long long)(x % y) : a % b;
        break;
    case OP_SHL: case OP_SHR:
        if (b < 0 || b >= type_bits(type))
            return false;
        *value = op == OP_SHL ? (long long)(x << b) : u ? (long long)(x >> b) : a >> b;
        break;
    case OP_AND: *value = a & b; break;
    case OP_OR:  *value = a | b; break;
    case OP_XOR: *value = a ^ b; break;
    case OP_EQ:  *value = a == b; break;
    case OP_NE:  *value = a != b; break;
    case OP_LT:  *value = u ? x < y : a < b; break;
    case OP_LE:  *value = u ? x <= y : a <= b; break;
    case OP_GT:  *value = u ? x > y : a > b; break;
    case OP_GE:  *value = u ? x >= y : a >= b; break;
    default:     return false;
    }
    return true;
}

bool constant_size(const Type *type, long long record, long long *size)
{
    type = type->canon;
    switch (type->kind) {
    case TYPE_BOOL: *size = 1; return true;
    case TYPE_INT:  *size = type_bits(type) / 8; return true;
    case TYPE_REAL: *size = type->u.real == REAL_FLOAT ? 4 : type->u.real == REAL_DOUBLE ? 8 : 16; return true;
    case TYPE_POINTER: *size = 8; return true;
    case TYPE_ARRAY:
        if (type->u.array.count < 0 || !constant_size(type->u.array.elem, record, size))
            return false;
        *size *= type->u.array.count;
        return true;
    default:
        *size = record;
        return type->kind == TYPE_RECORD && record >= 0;
    }
}

bool constant_integer(const Expr *e, long long *value)
{
    long long a, b;
    if (!type_is_integer(e->type))
        return false;
    if (e->op == OP_INT) {
        *value = e->u.integer->value;
        return true;
    }
    if (e->op == OP_SIZEOF)
        return constant_size(e->u.of, -1, value);
    if (e->count == 0 || !constant_integer(e->args[0], &a))
        return false;
    switch (e->op) {
    case OP_CAST:   *value = type_wrap(e->type, a); return true;
    case OP_NEG:    *value = type_wrap(e->type, (long long)(0ULL - (unsigned long long)a)); return true;
    case OP_BITNOT: *value = type_wrap(e->type, ~a); return true;
    case OP_NOT:    *value = a == 0; return true;
    case OP_SELECT: return constant_integer(e->args[a ? 1 : 2], value);
    case OP_LAND: case OP_LOR:
        if ((a != 0) == (e->op == OP_LOR)) {
            *value = a != 0;
            return true;
        }
        if (!constant_integer(e->args[1], &b))
            return false;
        *value = b != 0;
        return true;
    default:
        if (e->count != 2 || !constant_integer(e->args[1], &b) || !combine(e->op, e->args[0]->type, a, b, value))
            return false;
        *value = type_wrap(e->type, *value);
        return true;
    }
}
