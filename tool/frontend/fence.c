#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lower.h"

/*
 * fence_expression - what in an expression the IR cannot express.
 *
 * A subexpression with a value of a type that the IR has becomes text by itself; where that is not so, what stands
 * around it does; at last the whole statement.
 */

const Reason *reason_new(Front *front, Node *at, const char *id, const char *advice, const char *format, ...)
{
    Reason *reason = ARENA_NEW(front->arena, Reason);
    char    message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    *reason = (Reason){.id = id, .message = arena_strdup(front->arena, message), .advice = advice, .at = at};
    return reason;
}

/* ---- types ---- */

static CXType without_pointers(CXType type)
{
    type = canonical_type(type);
    while (type_is_pointing(type) && !clang_isVolatileQualifiedType(type))
        type = type.kind == CXType_Pointer ? clang_getPointeeType(type) : clang_getArrayElementType(type);
    return type;
}

static const Reason *other_type(Lower *l, CXType type, Node *at)
{
    const char *name = front_string(l->front, clang_getTypeSpelling(type));
    return reason_new(l->front, at, "adgen-type", NULL, "adgen has no derivative of the type '%s'", name);
}

static const Reason *record_type(Lower *l, CXType type, Node *at)
{
    const char *name = front_spelling(l->front, clang_getTypeDeclaration(type));
    if (strstr(name, "va_list"))
        return reason_new(l->front, at, "adgen-varargs", "pass the values in an array",
                          "adgen cannot follow variable arguments");
    return NULL;
}

const Reason *fence_type(Lower *l, CXType type, Node *at)
{
    type = without_pointers(type);
    if (type.kind == CXType_Record)
        return record_type(l, type, at);
    if (tree_is_plain(type) || clang_isVolatileQualifiedType(type))
        return NULL;
    switch (type.kind) {
    case CXType_Complex:
        return reason_new(l->front, at, "adgen-complex", "compute with the real and imaginary parts",
                          "adgen does not differentiate complex numbers");
    case CXType_Vector:
    case CXType_ExtVector:
        return reason_new(l->front, at, "adgen-vector", "use an array and a loop",
                          "adgen does not differentiate the compiler's vector types");
    case CXType_Atomic:
        return reason_new(l->front, at, "adgen-atomic", NULL, "adgen does not differentiate atomic objects");
    default:
        return other_type(l, type, at);
    }
}

/* ---- nodes ---- */

static const Reason *volatile_place(Lower *l, Node *node)
{
    CXType type = canonical_type(node->type);
    while (type_is_array(type))
        type = clang_getArrayElementType(type);
    if (!clang_isVolatileQualifiedType(type))
        return NULL;
    return reason_new(l->front, node, "adgen-volatile", NULL,
                      "adgen does not follow what a volatile object holds from one access to the next");
}

typedef struct OnlyReal {
    enum CXTypeKind kind;   /* CXType_Invalid until one is met */
    bool            others;
} OnlyReal;

static void find_reals(OnlyReal *only, CXType type);

static enum CXVisitorResult visit_field(CXCursor field, CXClientData data)
{
    find_reals(data, clang_getCursorType(field));
    return CXVisit_Continue;
}

static void find_reals(OnlyReal *only, CXType type)
{
    type = canonical_type(type);
    if (type.kind == CXType_ConstantArray) {
        find_reals(only, clang_getArrayElementType(type));
    } else if (type.kind == CXType_Record) {
        clang_Type_visitFields(type, visit_field, only);
    } else {
        bool real = type.kind == CXType_Float || type.kind == CXType_Double || type.kind == CXType_LongDouble;
        only->others = only->others || !real || (only->kind != CXType_Invalid && only->kind != type.kind);
        only->kind = type.kind;
    }
}

/* Members of one real type may overlap: whatever is read is what was written there. */
static bool is_one_real(CXCursor declaration)
{
    OnlyReal only = {CXType_Invalid, false};
    find_reals(&only, clang_getCursorType(declaration));
    return !only.others;
}

static const Reason *union_member(Lower *l, Node *node)
{
    CXCursor field = clang_getCursorReferenced(node->cursor), parent = clang_getCursorSemanticParent(field);
    if (!cursor_is(parent, CXCursor_UnionDecl) || is_one_real(parent))
        return NULL;
    const Type *type = front_type(l->front, clang_getCursorType(parent), parent)->canon;
    if (type->kind == TYPE_RECORD && type_is_plain_member(type->u.record, front_type(l->front, clang_getCursorType(field), field)))
        return NULL;
    return reason_new(l->front, node, "adgen-union", "use a struct, or separate variables",
                      "'%s' is a member of a union, and adgen cannot tell which member it holds", node->name);
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++) {
        if (strcmp(name, *names) == 0)
            return true;
    }
    return false;
}

static bool arguments_fit(Lower *l, const Node *call)
{
    CXType type = canonical_type(call->symbol->type);
    int    wanted = clang_getNumArgTypes(type), given = call->count - 1;
    (void)l;
    return type.kind == CXType_FunctionProto
        && (given == wanted || (given > wanted && clang_isFunctionTypeVariadic(type)));
}

/* A call through a pointer to a function with a prototype. */
static bool fits_pointer(const Node *call)
{
    CXType type = canonical_type(node_bare(call->kids[0])->type);
    if (type.kind == CXType_Pointer)
        type = canonical_type(clang_getPointeeType(type));
    return type.kind == CXType_FunctionProto && !clang_isFunctionTypeVariadic(type)
        && call->count - 1 == clang_getNumArgTypes(type);
}

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const Reason *atomic(Lower *l, Node *at)
{
    return reason_new(l->front, at, "adgen-atomic", NULL, "adgen does not differentiate atomic objects");
}

/* a ?: b */
static bool is_short_choice(Front *front, const Node *node)
{
    Cursors kids = front_children(front, node->cursor);
    return kids.count == 4 && clang_equalCursors(kids.items[0], kids.items[1]);
}

static const Reason *unknown_expression(Lower *l, Node *node)
{
    switch (clang_getCursorKind(node->cursor)) {
    case CXCursor_ImaginaryLiteral:
        return reason_new(l->front, node, "adgen-complex", NULL, "adgen does not differentiate complex numbers");
    case CXCursor_GenericSelectionExpr:
        return reason_new(l->front, node, "adgen-generic", "write the selected expression itself",
                          "adgen cannot see what _Generic selects");
    case CXCursor_AddrLabelExpr:
        return reason_new(l->front, node, "adgen-goto", NULL, "adgen cannot follow the address of a label");
    case CXCursor_UnaryOperator:
        return reason_new(l->front, node, "adgen-complex", NULL, "adgen does not differentiate complex numbers");
    default: {
        const char *text = front_text(l->front, clang_getCursorExtent(node->cursor));
        if (text && (starts_with(text, "va_arg") || starts_with(text, "__builtin_va_arg")))
            return reason_new(l->front, node, "adgen-varargs", "pass the values in an array",
                              "adgen cannot follow variable arguments");
        if (text && starts_with(text, "__atomic"))
            return atomic(l, node);
        if (is_short_choice(l->front, node))
            return reason_new(l->front, node, "adgen-construct", "give it a name, and write a ? a : b",
                              "adgen does not know '?:' without its middle operand where the first has side effects");
        return reason_new(l->front, node, "adgen-construct", NULL, "adgen does not know the C construct '%s'",
                          front_kind_name(l->front, node->cursor));
    }
    }
}

/* A jump out of a function, or back into it, leaves no statement before and after it as it seems: it is refused where
 * it stands, whatever data it touches. */
static const Reason *long_jump(Lower *l, Node *node)
{
    const char   *name = node->symbol->name;
    const Reason *reason = reason_new(l->front, node, "adgen-setjmp", NULL, "adgen cannot follow '%s'", name);
    diag_error(l->front->diag, front_loc(l->front, node->cursor), reason->id, "%s", reason->message);
    return reason;
}

static const Reason *bad_call(Lower *l, Node *node)
{
    static const char *const jumps[] = {"setjmp", "_setjmp", "longjmp", "sigsetjmp", "__sigsetjmp", "siglongjmp", NULL};
    Node *callee = node_bare(node->kids[0]);
    if (callee->kind == NODE_OTHER_EXPR)
        return unknown_expression(l, callee);
    if (!node->symbol && fits_pointer(node))
        return NULL;
    if (!node->symbol)
        return reason_new(l->front, node, "adgen-function-pointer", "call the function by its name",
                          "adgen cannot follow a call through a pointer");
    if (starts_with(node->symbol->name, "__sync_") || starts_with(node->symbol->name, "__atomic_"))
        return atomic(l, node);
    if (is_one_of(effects_name(node->symbol), jumps))
        return long_jump(l, node);
    bool known = effects_is_pure(l->front, node->symbol) || starts_with(node->symbol->name, "__builtin_");
    if (!known && !arguments_fit(l, node))
        return reason_new(l->front, node, "adgen-prototype", "declare it with its parameters' types",
                          "'%s' is called without a prototype", node->symbol->name);
    return NULL;
}

static bool leaves(const Node *node, bool in_loop, bool in_switch)
{
    bool leaving = node->kind == NODE_RETURN || (node->kind == NODE_CONTINUE && !in_loop)
                || (node->kind == NODE_BREAK && !in_loop && !in_switch);
    bool loop = in_loop || node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO;
    for (int i = 0; i < node->count && !leaving; i++)
        leaving = leaves(node->kids[i], loop, in_switch || node->kind == NODE_SWITCH);
    return leaving;
}

bool fence_leaves(const Node *node)
{
    return leaves(node, false, false);
}

static const Reason *bad_statement_expression(Lower *l, Node *node)
{
    if (!(node->flags & NODE_JUMPS) && !fence_leaves(node))
        return NULL;
    return reason_new(l->front, node, "adgen-statement-expression", NULL,
                      "adgen cannot follow a jump out of a statement expression");
}

static const Reason *bad_string(Lower *l, Node *node)
{
    return reason_new(l->front, node, "adgen-construct", NULL, "adgen does not know strings of wide characters");
}

/* The size of a variable-length array is computed; where the text of its type is too much, that is said here. */
static const Reason *bad_size(Lower *l, Node *node)
{
    long long value;
    if (constant_evaluate(node->cursor, &value))
        return NULL;
    Block      *outer = lower_enter(l);
    const Expr *size = size_value(l, node);
    lower_leave(l, outer);
    if (size)
        return NULL;
    return reason_new(l->front, node, "adgen-sizeof", "name the type with typedef, or take the size of a variable",
                      "adgen cannot read the type in this sizeof");
}

static const Reason *bad_offset(Lower *l, Node *node)
{
    long long value;
    if (constant_evaluate(node->cursor, &value))
        return NULL;
    return reason_new(l->front, node, "adgen-construct", NULL, "adgen does not know an offset that is not constant");
}

/* A token that ## makes stands in no file, and libclang gives no more than a double. */
static const Reason *bad_real(Lower *l, Node *node)
{
    if (canonical_type(node->type).kind != CXType_LongDouble || constant_has_digits(l, node))
        return NULL;
    return reason_new(l->front, node, "adgen-construct", "write the number without ##",
                      "adgen cannot read all digits of this long double");
}

static const Reason *bad_node(Lower *l, Node *node)
{
    const Reason *reason = NULL;
    switch (node->kind) {
    case NODE_OTHER_EXPR: return unknown_expression(l, node);
    case NODE_CALL:       reason = bad_call(l, node); break;
    case NODE_MEMBER:     reason = union_member(l, node); break;
    case NODE_STMT_EXPR:  reason = bad_statement_expression(l, node); break;
    case NODE_STRING:     reason = bad_string(l, node); break;
    case NODE_REAL:       reason = bad_real(l, node); break;
    case NODE_SIZEOF:     return bad_size(l, node);
    case NODE_UNARY:
        if (node->op == CXUnaryOperator_AddrOf && node->kids[0]->kind == NODE_STRING)
            return reason_new(l->front, node, "adgen-construct", NULL, "adgen does not know the address of a string");
        break;
    case NODE_OFFSETOF:   return bad_offset(l, node);
    case NODE_REF:
        if (!node->symbol)
            return unknown_expression(l, node);
        break;
    default:
        break;
    }
    if (!reason && node_is_place(node))
        reason = volatile_place(l, node);
    if (!reason && node->kind != NODE_DESIGNATED && !(node->kind == NODE_REF && node->symbol->kind == SYMBOL_FUNC))
        reason = fence_type(l, node->type, node);
    return reason;
}

/* Whether the node can be a piece of text by itself: a value of a type that the IR has. */
static bool can_be_text(Lower *l, Node *node)
{
    bool value = !node_is_place(node) && node->kind != NODE_LIST && node->kind != NODE_DESIGNATED
              && node->kind != NODE_STMT_EXPR;
    return value && node->type.kind != CXType_Void && opaque_is_exact(l->front, node)
        && !fence_type(l, node->type, node);
}

const Reason *fence_expression(Lower *l, Node *node)
{
    if (!(node->flags & NODE_SUSPECT))
        return NULL;
    const Reason *reason = node_is_expr(node) ? bad_node(l, node) : NULL;
    for (int i = 0; !reason && i < node->count && node->kind != NODE_SIZEOF; i++)
        reason = fence_expression(l, node->kids[i]);
    if (!reason || !node_is_expr(node) || !can_be_text(l, node))
        return reason;
    node->reason = reason;
    return NULL;
}

/* ---- statements ---- */

const Reason *fence_statement(Lower *l, Node *node)
{
    switch (node->kind) {
    case NODE_SWITCH:
        return reason_new(l->front, node, "adgen-switch", "write it as a chain of if and else",
                          "adgen cannot follow this switch: its labels are not all before statements of its own, or a variable "
                          "reaches from one case into another");
    case NODE_GOTO:
    case NODE_LABEL:
        return reason_new(l->front, node, "adgen-goto", "a loop or an early return can be differentiated",
                          "'%s' jumps with goto, which adgen cannot reverse", l->func->name);
    case NODE_ASM:
        return reason_new(l->front, node, "adgen-asm", NULL, "adgen does not know what assembly code computes");
    case NODE_ATTRIBUTED:
    case NODE_OTHER_STMT:
    case NODE_CASE:
        return reason_new(l->front, node, "adgen-construct", NULL, "adgen does not know the C construct '%s'",
                          front_kind_name(l->front, node->cursor));
    default:
        return NULL;
    }
}
