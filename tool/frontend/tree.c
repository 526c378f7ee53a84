#include "tree.h"

#include <string.h>

#include "body.h"
#include "lower.h"

typedef struct Builder {
    Front *front;
    Body  *body;
    VEC(CXCursor) stack;    /* children that wait for their turn */
} Builder;

static Node *build(Builder *b, CXCursor cursor, Node *parent);

/* ---- types ---- */

CXType canonical_type(CXType type)
{
    return clang_getCanonicalType(type);
}

bool type_is_array(CXType type)
{
    switch (canonical_type(type).kind) {
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray: return true;
    default:                   return false;
    }
}

bool type_is_pointing(CXType type)
{
    return canonical_type(type).kind == CXType_Pointer || type_is_array(type);
}

bool type_is_record(CXType type)
{
    return canonical_type(type).kind == CXType_Record;
}

bool type_is_variable(CXType type)
{
    for (type = canonical_type(type);; type = canonical_type(type)) {
        if (type.kind == CXType_VariableArray)
            return true;
        if (type.kind == CXType_Pointer)
            type = clang_getPointeeType(type);
        else if (type.kind == CXType_ConstantArray)
            type = clang_getArrayElementType(type);
        else
            return false;
    }
}

/* A builtin type, such as what va_list stands for, is declared in no file. */
static bool is_builtin(CXCursor decl)
{
    CXFile file;
    clang_getExpansionLocation(clang_getCursorLocation(decl), &file, NULL, NULL, NULL);
    return !file;
}

bool tree_is_plain(CXType type)
{
    switch (type.kind) {
    case CXType_Void: case CXType_Bool: case CXType_Char_U: case CXType_UChar: case CXType_UShort: case CXType_UInt:
    case CXType_ULong: case CXType_ULongLong: case CXType_Char_S: case CXType_SChar: case CXType_Short:
    case CXType_Int: case CXType_Long: case CXType_LongLong: case CXType_Float: case CXType_Double:
    case CXType_LongDouble: case CXType_Enum: case CXType_FunctionProto: case CXType_FunctionNoProto:
        return true;
    case CXType_Record: {
        CXCursor decl = clang_getTypeDeclaration(type);
        return !cursor_is(decl, CXCursor_UnionDecl) && !is_builtin(decl);
    }
    default:
        return false;
    }
}

/* Whether the IR may have no more than a spelling for the type. */
static bool is_suspect(CXType type)
{
    type = canonical_type(type);
    while (type_is_pointing(type) && !clang_isVolatileQualifiedType(type))
        type = type.kind == CXType_Pointer ? clang_getPointeeType(type) : clang_getArrayElementType(type);
    return clang_isVolatileQualifiedType(type) || !tree_is_plain(type);
}

/* ---- symbols ---- */

static SymbolKind symbol_kind(CXCursor decl)
{
    switch (clang_getCursorKind(decl)) {
    case CXCursor_ParmDecl:         return SYMBOL_PARAM;
    case CXCursor_FunctionDecl:     return SYMBOL_FUNC;
    case CXCursor_EnumConstantDecl: return SYMBOL_ENUM;
    default:                        break;
    }
    return clang_Cursor_hasVarDeclGlobalStorage(decl) == 1 ? SYMBOL_GLOBAL : SYMBOL_LOCAL;
}

/* libclang has the qualifiers of an array's elements at the array. */
static bool is_constant(CXType type)
{
    type = canonical_type(type);
    while (type_is_array(type) && !clang_isConstQualifiedType(type))
        type = clang_getArrayElementType(type);
    return clang_isConstQualifiedType(type);
}

static Symbol *new_symbol(Builder *b, CXCursor decl)
{
    Symbol *s = ARENA_NEW(b->front->trees, Symbol);
    s->kind = symbol_kind(decl);
    s->decl = decl;
    s->type = clang_getCursorType(decl);
    s->name = front_spelling(b->front, decl);
    bool array = s->kind != SYMBOL_PARAM && type_is_array(s->type);   /* a parameter is a pointer, however it is spelled */
    s->is_const = (array || !type_is_array(s->type)) && is_constant(s->type);
    s->is_restrict = clang_isRestrictQualifiedType(canonical_type(s->type));
    s->is_scalar = !array && !type_is_record(s->type);
    s->suspect = s->kind != SYMBOL_FUNC && s->kind != SYMBOL_ENUM && is_suspect(s->type);
    body_number(b->body, s);
    return s;
}

static Symbol *find_symbol(Builder *b, CXCursor decl)
{
    if (!clang_isDeclaration(clang_getCursorKind(decl)))
        return NULL;
    decl = clang_getCanonicalCursor(decl);
    Symbol *s = cursor_map_get(b->body->symbols, decl);
    if (!s) {
        s = new_symbol(b, decl);
        cursor_map_put(b->body->symbols, decl, s);
        VEC_PUSH(b->front->trees, &b->body->list, s);
    }
    return s;
}

/* ---- kinds ---- */

static bool same_start(CXCursor a, CXCursor b)
{
    return clang_equalLocations(clang_getRangeStart(clang_getCursorExtent(a)),
                                clang_getRangeStart(clang_getCursorExtent(b)));
}

/* What libclang calls an UnexposedExpr, by its children: an implicit conversion has one that starts where it starts. */
static NodeKind unexposed_kind(CXCursor cursor, const CXCursor *kids, int count)
{
    CXType type = clang_getCursorType(cursor);
    bool   names_member = false;
    for (int i = 0; i < count; i++)
        names_member = names_member || cursor_is(kids[i], CXCursor_MemberRef);
    if (type.kind == CXType_Void && count >= 2)
        return NODE_DESIGNATED;
    if (names_member)
        return NODE_OFFSETOF;
    if (count != 1 || !clang_isExpression(clang_getCursorKind(kids[0])))
        return NODE_OTHER_EXPR;
    CXType inner = clang_getCursorType(kids[0]);
    if (clang_equalTypes(canonical_type(type), canonical_type(inner)) || same_start(cursor, kids[0]))
        return NODE_CONVERT;
    return NODE_OTHER_EXPR;
}

static NodeKind binary_kind(CXCursor cursor)
{
    switch (clang_getCursorBinaryOperatorKind(cursor)) {
    case CXBinaryOperator_Assign: return NODE_ASSIGN;
    case CXBinaryOperator_Comma:  return NODE_COMMA;
    case CXBinaryOperator_LAnd:
    case CXBinaryOperator_LOr:    return NODE_LOGIC;
    case CXBinaryOperator_Mul: case CXBinaryOperator_Div: case CXBinaryOperator_Rem: case CXBinaryOperator_Add:
    case CXBinaryOperator_Sub: case CXBinaryOperator_Shl: case CXBinaryOperator_Shr: case CXBinaryOperator_LT:
    case CXBinaryOperator_GT: case CXBinaryOperator_LE: case CXBinaryOperator_GE: case CXBinaryOperator_EQ:
    case CXBinaryOperator_NE: case CXBinaryOperator_And: case CXBinaryOperator_Xor: case CXBinaryOperator_Or:
        return NODE_BINARY;
    default:
        return NODE_OTHER_EXPR;
    }
}

static NodeKind unary_kind(CXCursor cursor)
{
    switch (clang_getCursorUnaryOperatorKind(cursor)) {
    case CXUnaryOperator_PostInc: case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc: case CXUnaryOperator_PreDec:
        return NODE_STEP;
    case CXUnaryOperator_AddrOf: case CXUnaryOperator_Deref: case CXUnaryOperator_Plus: case CXUnaryOperator_Minus:
    case CXUnaryOperator_Not: case CXUnaryOperator_LNot:
        return NODE_UNARY;
    default:
        return NODE_OTHER_EXPR;
    }
}

static NodeKind statement_kind(enum CXCursorKind kind)
{
    switch (kind) {
    case CXCursor_CompoundStmt: return NODE_BLOCK;
    case CXCursor_DeclStmt:     return NODE_DECLS;
    case CXCursor_IfStmt:       return NODE_IF;
    case CXCursor_ForStmt:      return NODE_FOR;
    case CXCursor_WhileStmt:    return NODE_WHILE;
    case CXCursor_DoStmt:       return NODE_DO;
    case CXCursor_SwitchStmt:   return NODE_SWITCH;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:  return NODE_CASE;
    case CXCursor_LabelStmt:    return NODE_LABEL;
    case CXCursor_GotoStmt:
    case CXCursor_IndirectGotoStmt: return NODE_GOTO;
    case CXCursor_BreakStmt:    return NODE_BREAK;
    case CXCursor_ContinueStmt: return NODE_CONTINUE;
    case CXCursor_ReturnStmt:   return NODE_RETURN;
    case CXCursor_NullStmt:     return NODE_EMPTY;
    case CXCursor_GCCAsmStmt:
    case CXCursor_MSAsmStmt:    return NODE_ASM;
    case CXCursor_UnexposedStmt: return NODE_ATTRIBUTED;
    default:                    return NODE_OTHER_STMT;
    }
}

static NodeKind expression_kind(CXCursor cursor, const CXCursor *kids, int count)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_IntegerLiteral:         return NODE_INT;
    case CXCursor_CharacterLiteral:       return NODE_CHAR;
    case CXCursor_FloatingLiteral:        return NODE_REAL;
    case CXCursor_StringLiteral:          return NODE_STRING;
    case CXCursor_DeclRefExpr:            return NODE_REF;
    case CXCursor_MemberRefExpr:          return NODE_MEMBER;
    case CXCursor_ArraySubscriptExpr:     return NODE_INDEX;
    case CXCursor_CallExpr:               return NODE_CALL;
    case CXCursor_UnaryOperator:          return unary_kind(cursor);
    case CXCursor_BinaryOperator:         return binary_kind(cursor);
    case CXCursor_CompoundAssignOperator: return NODE_COMPOUND;
    case CXCursor_ConditionalOperator:    return NODE_CHOICE;
    case CXCursor_CStyleCastExpr:         return NODE_CAST;
    case CXCursor_UnaryExpr:              return NODE_SIZEOF;
    case CXCursor_CompoundLiteralExpr:    return NODE_LITERAL;
    case CXCursor_InitListExpr:           return NODE_LIST;
    case CXCursor_StmtExpr:               return NODE_STMT_EXPR;
    case CXCursor_UnexposedExpr:          return unexposed_kind(cursor, kids, count);
    default:                              return NODE_OTHER_EXPR;
    }
}

static NodeKind kind_of(CXCursor cursor, const CXCursor *kids, int count)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (clang_isExpression(kind))
        return expression_kind(cursor, kids, count);
    if (clang_isStatement(kind))
        return statement_kind(kind);
    switch (kind) {
    case CXCursor_VarDecl:   return NODE_VAR;
    case CXCursor_MemberRef: return NODE_FIELD_NAME;
    case CXCursor_TypeRef:   return NODE_TYPE_NAME;
    default:                 return NODE_OTHER_DECL;
    }
}

/* ---- building ---- */

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Builder *b = data;
    (void)parent;
    if (!clang_isAttribute(clang_getCursorKind(cursor)))
        VEC_PUSH(b->front->trees, &b->stack, cursor);
    return CXChildVisit_Continue;
}

/* Brackets and __extension__ add nothing but themselves. */
static bool is_transparent(CXCursor cursor)
{
    return cursor_is(cursor, CXCursor_ParenExpr)
        || (cursor_is(cursor, CXCursor_UnaryOperator)
            && clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Extension);
}

/* What brackets and the like stand for: the cursor inside, whose children replace those on the stack. */
static CXCursor look_through(Builder *b, CXCursor cursor, int from)
{
    for (;;) {
        int  count = b->stack.count - from;
        bool bare = is_transparent(cursor) && count == 1;
        int  child = bare ? 0 : constant_choice(b->front, cursor, b->stack.items + from, count);
        if (child < 0)
            return cursor;
        cursor = b->stack.items[from + child];
        b->stack.count = from;
        clang_visitChildren(cursor, collect, b);
    }
}

/* Which children say something: types are known from the cursors' types, except where only their names are left. */
static bool is_kept(const Node *node, CXCursor kid)
{
    enum CXCursorKind kind = clang_getCursorKind(kid);
    if (node->kind == NODE_SIZEOF)
        return kind == CXCursor_TypeRef || clang_isExpression(kind);
    if (clang_isExpression(kind) || clang_isStatement(kind))
        return true;
    if (node->kind == NODE_DESIGNATED || node->kind == NODE_OFFSETOF)
        return kind == CXCursor_MemberRef;
    if (node->kind == NODE_GOTO)
        return false;
    return node->kind == NODE_DECLS;
}

static void add_kids(Builder *b, Node *node, int from)
{
    node->kids = ARENA_ARRAY(b->front->trees, Node *, b->stack.count - from);
    for (int i = from; i < b->stack.count; i++) {
        CXCursor cursor = b->stack.items[i];
        if (is_kept(node, cursor))
            node->kids[node->count++] = build(b, cursor, node);
    }
    if (node->kind == NODE_CAST && node->count > 1) {  /* lengths in the type stand before the operand */
        Node *operand = node->kids[node->count - 1];
        node->kids[node->count - 1] = node->kids[0];
        node->kids[0] = operand;
    }
}

static const char *label_name(Front *front, const Node *node)
{
    if (node->kind == NODE_LABEL)
        return front_spelling(front, node->cursor);
    Cursors kids = front_children(front, node->cursor);
    bool    named = kids.count == 1 && cursor_is(kids.items[0], CXCursor_LabelRef);
    return named ? front_spelling(front, kids.items[0]) : NULL;
}

static void name_symbol(Builder *b, Node *node)
{
    CXCursor decl = clang_getCursorReferenced(node->cursor);
    node->symbol = find_symbol(b, decl);
    if (!node->symbol)
        node->flags |= NODE_SUSPECT;
    else if (!b->body->ready)
        node->symbol->last_mention = node->first;
}

/* Compilers' own functions, and the likes of setjmp. */
static bool is_odd_callee(const Symbol *function)
{
    return function->name[0] == '_' || strstr(function->name, "jmp");
}

static bool lacks_prototype(const Symbol *function)
{
    return canonical_type(function->type).kind == CXType_FunctionNoProto
        && clang_Cursor_isNull(clang_getCursorDefinition(function->decl));
}

/* The function in f(), (*f)() and (&f)(). */
static Node *named_function(Node *callee)
{
    callee = node_bare(callee);
    while (callee->kind == NODE_UNARY
           && (callee->op == CXUnaryOperator_Deref || callee->op == CXUnaryOperator_AddrOf))
        callee = node_bare(callee->kids[0]);
    return callee;
}

/* Whether argument i of the call is parameter i of the function that it stands in, for each i. */
static bool hands_on_parameters(const Node *call)
{
    for (int i = 1; i < call->count; i++) {
        const Node *argument = node_bare(call->kids[i]);
        if (argument->kind != NODE_REF || !argument->symbol || argument->symbol->kind != SYMBOL_PARAM
            || argument->symbol->param != i - 1)
            return false;
    }
    return true;
}

/* clang's <tgmath.h> makes of sin(x) a call of __tg_sin, overloaded, which does no more than to call sinf, sin or sinl. */
static Symbol *behind_generic(Builder *b, Symbol *function)
{
    if (strncmp(function->name, "__tg_", 5) != 0 || !clang_Location_isInSystemHeader(clang_getCursorLocation(function->decl)))
        return function;
    Body *body = body_of(b->front, function->decl);
    Node *node = body ? body->root : NULL;
    while (node && node->count == 1 && (node->kind == NODE_BLOCK || node->kind == NODE_RETURN || node->kind == NODE_CONVERT))
        node = node->kids[0];
    bool forwards = node && node->kind == NODE_CALL && node->symbol && hands_on_parameters(node);
    return forwards ? find_symbol(b, node->symbol->decl) : function;
}

static void name_callee(Builder *b, Node *node)
{
    Node *callee = node->count > 0 ? named_function(node->kids[0]) : NULL;
    if (callee && callee->kind == NODE_REF && callee->symbol && callee->symbol->kind == SYMBOL_FUNC)
        node->symbol = behind_generic(b, callee->symbol);
    if (!node->symbol || is_odd_callee(node->symbol) || lacks_prototype(node->symbol))
        node->flags |= NODE_SUSPECT;
}

static bool is_char(CXType type)
{
    type = canonical_type(type);
    return type.kind == CXType_Char_S || type.kind == CXType_Char_U || type.kind == CXType_SChar
        || type.kind == CXType_UChar;
}

static void describe(Builder *b, Node *node)
{
    switch (node->kind) {
    case NODE_REF:
        name_symbol(b, node);
        break;
    case NODE_CALL:
        name_callee(b, node);
        node->effects += !node->symbol || !effects_is_pure(b->front, node->symbol);
        break;
    case NODE_UNARY:
    case NODE_STEP:
        node->op = (int)clang_getCursorUnaryOperatorKind(node->cursor);
        node->effects += node->kind == NODE_STEP;
        if (node->op == CXUnaryOperator_AddrOf && node->kids[0]->kind == NODE_STRING)
            node->flags |= NODE_SUSPECT;
        break;
    case NODE_BINARY:
    case NODE_LOGIC:
    case NODE_ASSIGN:
    case NODE_COMPOUND:
        node->op = (int)clang_getCursorBinaryOperatorKind(node->cursor);
        node->effects += node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND;
        break;
    case NODE_MEMBER:
    case NODE_FIELD_NAME:
        node->name = front_spelling(b->front, node->cursor);
        break;
    case NODE_CONVERT:
        node->effects += clang_isVolatileQualifiedType(canonical_type(node->kids[0]->type)) != 0;
        break;
    case NODE_STMT_EXPR:
        node->effects++;
        node->flags |= NODE_SUSPECT;
        break;
    case NODE_STRING:
        if (!is_char(clang_getArrayElementType(canonical_type(node->type))))
            node->flags |= NODE_SUSPECT;
        break;
    case NODE_SIZEOF:
    case NODE_OFFSETOF:
        node->effects = 0;  /* its operand is not evaluated */
        node->flags |= NODE_SUSPECT;
        break;
    case NODE_OTHER_EXPR:
        node->effects += cursor_is(node->cursor, CXCursor_UnexposedExpr);
        node->flags |= NODE_SUSPECT;
        break;
    case NODE_VAR:
        node->symbol = find_symbol(b, node->cursor);
        node->symbol->declared = node->first;
        break;
    case NODE_SWITCH:
    case NODE_CASE:
    case NODE_GOTO:
    case NODE_LABEL:
        node->name = node->kind == NODE_LABEL || node->kind == NODE_GOTO ? label_name(b->front, node) : NULL;
        node->flags |= NODE_JUMPS;
        break;
    case NODE_RETURN:
        node->flags |= NODE_RETURNS;
        break;
    default:
        break;
    }
}

/* Whether the fence should look at the node: its type, or the member of a union that it names. */
static bool looks_suspect(const Node *node)
{
    if (!node_is_expr(node) || node->kind == NODE_DESIGNATED)
        return false;
    if (node->symbol && node->kind == NODE_REF)
        return node->symbol->suspect;
    if (node->kind == NODE_MEMBER) {
        CXCursor field = clang_getCursorReferenced(node->cursor);
        if (cursor_is(clang_getCursorSemanticParent(field), CXCursor_UnionDecl))
            return true;
    }
    if (node->kind == NODE_REAL && canonical_type(node->type).kind == CXType_LongDouble)
        return true;                                    /* one made by ## */
    return node->type.kind != CXType_Void && is_suspect(node->type);
}

static void inherit(Node *node, const Node *kid)
{
    if (kid->flags & NODE_NAMES_TYPE)
        return;
    node->flags |= kid->flags;
    node->effects += kid->effects;
}

/* The expressions in the type of a cast or declaration, which are not evaluated unless they are lengths. */
static void mark_type_names(Node *node)
{
    bool cast = node->kind == NODE_CAST, var = node->kind == NODE_VAR;
    for (int i = 0; (cast || var) && !type_is_variable(node->type) && i < node->count; i++) {
        if (i != (cast ? 0 : node->init))
            node->kids[i]->flags |= NODE_NAMES_TYPE;
    }
}

/* a ?: b, of which libclang has a three times: a ? a : b where a may be evaluated twice, else the two. */
static void fill_choice(Node *node)
{
    if (node->kind != NODE_OTHER_EXPR || node->count != 4
        || !clang_equalCursors(node->kids[0]->cursor, node->kids[1]->cursor))
        return;
    bool repeats = node->kids[0]->effects == 0;
    node->kind = repeats ? NODE_CHOICE : NODE_OTHER_EXPR;
    node->kids[repeats ? 2 : 1] = node->kids[3];
    node->count = repeats ? 3 : 2;
}

static Node *build(Builder *b, CXCursor cursor, Node *parent)
{
    int from = b->stack.count;
    clang_visitChildren(cursor, collect, b);
    cursor = look_through(b, cursor, from);
    Node *node = ARENA_NEW(b->front->trees, Node);
    node->cursor = cursor;
    node->parent = parent;
    node->depth = parent ? parent->depth + 1 : 0;
    node->first = ++b->body->nodes;
    node->init = -1;
    node->kind = kind_of(cursor, b->stack.items + from, b->stack.count - from);
    if (node_is_expr(node) || node->kind == NODE_VAR || node->kind == NODE_TYPE_NAME)
        node->type = clang_getCursorType(cursor);
    if (node->kind != NODE_OTHER_DECL)
        add_kids(b, node, from);
    b->stack.count = from;
    if (node->kind == NODE_VAR && !clang_Cursor_isNull(clang_Cursor_getVarDeclInitializer(cursor)))
        node->init = node->count - 1;  /* it comes last */
    mark_type_names(node);
    fill_choice(node);
    for (int i = 0; i < node->count; i++)
        inherit(node, node->kids[i]);
    describe(b, node);
    if (looks_suspect(node))
        node->flags |= NODE_SUSPECT;
    node->last = b->body->nodes;
    return node;
}

Body *tree_read(Front *front, CXCursor function, CXCursor root)
{
    Body *body = ARENA_NEW(front->trees, Body);
    body->front = front;
    body->symbols = cursor_map_new(front->trees);
    Builder b = {.front = front, .body = body};
    int     count = clang_Cursor_getNumArguments(function);
    for (int i = 0; i < count; i++)
        find_symbol(&b, clang_Cursor_getArgument(function, (unsigned)i));
    if (!clang_Cursor_isNull(root))
        body->root = build(&b, root, NULL);
    return body;
}

Node *tree_add(Body *body, CXCursor expression)
{
    Builder b = {.front = body->front, .body = body};
    return build(&b, expression, NULL);
}

bool node_is_decayed(const Node *node)
{
    while (node->kind == NODE_CONVERT)
        node = node->kids[0];
    switch (node->kind) {
    case NODE_REF:      return node->symbol && node->symbol->kind == SYMBOL_PARAM;
    case NODE_BINARY:
    case NODE_STEP:
    case NODE_ASSIGN:
    case NODE_COMPOUND:
    case NODE_CHOICE:
    case NODE_COMMA:    return true;
    default:            return false;
    }
}
