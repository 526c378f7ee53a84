#include <string.h>

#include "decls.h"
#include "ir/runtime.h"
#include "items.h"
#include "link.h"

/*
 * Types of C as types of the IR.
 *
 * The lengths of arrays are expressions below the cursor that spells the type, innermost array first; libclang has no
 * other way to them.  They are taken from the end, as the type is read from outside in.
 */

typedef struct Spelled {
    Front   *front;
    CXCursor where;
    Cursors  lengths;      /* those not yet used; count: -1 until they are looked for */
} Spelled;

static const Type *read_type(Spelled *at, CXType type);

/* ---- lengths ---- */

/* Whether a type is written there; other expressions have the type of what is below them. */
static bool spells_type(CXCursor where)
{
    return !clang_isExpression(clang_getCursorKind(where)) || cursor_is(where, CXCursor_CStyleCastExpr)
        || cursor_is(where, CXCursor_CompoundLiteralExpr) || cursor_is(where, CXCursor_UnaryExpr);
}

/* The expressions below a declaration, cast or sizeof that are not its initialiser or operand. */
static Cursors find_lengths(const Spelled *at)
{
    if (!spells_type(at->where))
        return (Cursors){0};
    Cursors  all = front_children(at->front, at->where);
    Cursors  lengths = { ARENA_ARRAY(at->front->arena, CXCursor, all.count + 1), 0 };
    CXCursor initialiser = clang_Cursor_getVarDeclInitializer(at->where);
    bool     operand = cursor_is(at->where, CXCursor_CStyleCastExpr) ||
                   cursor_is(at->where, CXCursor_CompoundLiteralExpr);
    for (int i = 0; i < all.count - (operand ? 1 : 0); i++)
        if (clang_isExpression(clang_getCursorKind(all.items[i])) && !clang_equalCursors(all.items[i], initialiser))
            lengths.items[lengths.count++] = all.items[i];
    return lengths;
}

static CXCursor take_length(Spelled *at)
{
    if (at->lengths.count < 0)
        at->lengths = find_lengths(at);
    return at->lengths.count > 0 ? at->lengths.items[--at->lengths.count] : clang_getNullCursor();
}

static const Type *read_array(Spelled *at, CXType type)
{
    Program  *program = at->front->program;
    long long count = -1;
    CXCursor  length = clang_getNullCursor();
    if (type.kind != CXType_IncompleteArray)
        length = take_length(at);
    const Type *elem = read_type(at, clang_getArrayElementType(type));
    if (type.kind == CXType_ConstantArray)
        count = clang_getArraySize(type);
    bool        lower = type.kind == CXType_VariableArray && !clang_Cursor_isNull(length);
    const Expr *variable = lower ? front_lower_length(at->front, length) : NULL;
    return type_array(program, elem, count, variable);
}

/* ---- records and enumerations ---- */

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* libclang gives a record without a tag the name of its typedef, or "(unnamed at …)": only the type's spelling tells. */
static const char *tag_of(Front *front, CXCursor declaration)
{
    const char *spelling = front_string(front, clang_getTypeSpelling(clang_getCursorType(declaration)));
    const char *keyword = cursor_is(declaration, CXCursor_UnionDecl)  ? "union "
                          : cursor_is(declaration, CXCursor_EnumDecl) ? "enum "
                                                                      : "struct ";
    if (strchr(spelling, '('))
        return local_tag(front, declaration);
    if (!starts_with(spelling, keyword))
        return NULL;
    return front_spelling(front, declaration);
}

static CXCursor definition_of(CXCursor declaration)
{
    CXCursor definition = clang_getCursorDefinition(declaration);
    return clang_Cursor_isNull(definition) || clang_isInvalid(clang_getCursorKind(definition)) ? declaration
                                                                                               : definition;
}

typedef struct FieldWalk {
    Front  *front;
    Record *record;
} FieldWalk;

static Record *record_of_field(const Field *field)
{
    const Type *type = field->type;
    while (type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY)
        type = type_elem(type);
    return type->kind == TYPE_RECORD ? type->u.record : NULL;
}

/* struct { struct { double x, y; } at[4]; }: what is inside has no other name than this one's. */
static void note_member(const Field *field)
{
    Record *inner = record_of_field(field);
    if (inner && !inner->tag && !inner->name && !inner->member && *field->name)
        inner->member = field;
}

static Field *new_field(Front *front, Record *record, CXCursor cursor)
{
    Field *field = ARENA_NEW(front->arena, Field);
    field->name = clang_Cursor_isAnonymous(cursor) ? "" : front_spelling(front, cursor);
    if (strchr(field->name, '('))
        field->name = "";
    field->record = record;
    field->index = record->fields.count;
    field->inactive = front_annotated(front, cursor, "inactive");
    field->bitfield = clang_Cursor_isBitField(cursor) != 0;
    cursor_map_put(front->fields, clang_getCanonicalCursor(cursor), field);
    VEC_PUSH(front->arena, &record->fields, field);
    field->type = front_type(front, clang_getCursorType(cursor), cursor);
    note_member(field);
    return field;
}

static enum CXVisitorResult add_field(CXCursor cursor, CXClientData data)
{
    FieldWalk *walk = data;
    new_field(walk->front, walk->record, cursor);
    return CXVisit_Continue;
}

/* ---- records that another file's stand for ---- */

typedef struct FieldList {
    Arena *arena;
    VEC(CXCursor) list;
} FieldList;

static enum CXVisitorResult list_field(CXCursor cursor, CXClientData data)
{
    FieldList *fields = data;
    VEC_PUSH(fields->arena, &fields->list, cursor);
    return CXVisit_Continue;
}

static FieldList fields_of(Front *front, CXCursor definition)
{
    FieldList fields = { .arena = front->arena };
    clang_Type_visitFields(clang_getCursorType(definition), list_field, &fields);
    return fields;
}

static CXCursor record_below(CXType type)
{
    type = clang_getCanonicalType(type);
    for (;;) {
        CXType elem = type.kind == CXType_Pointer ? clang_getPointeeType(type) : clang_getArrayElementType(type);
        if (elem.kind == CXType_Invalid)
            return clang_getTypeDeclaration(type);
        type = clang_getCanonicalType(elem);
    }
}

/* A record without any name, inside one that another file's stands for, is that of the same member there. */
static Record *adopt_member(Front *front, CXCursor canonical)
{
    CXCursor parent = clang_getCursorLexicalParent(canonical);
    if (!cursor_is(parent, CXCursor_StructDecl) && !cursor_is(parent, CXCursor_UnionDecl))
        return NULL;
    const Record *outer = front_record(front, parent);
    Record       *known = cursor_map_get(front->records, canonical);
    if (known || !cursor_map_get(front->adopted, clang_getCanonicalCursor(parent)))
        return known;
    FieldList fields = fields_of(front, parent);
    for (int i = 0; i < fields.list.count && i < outer->fields.count; i++) {
        CXCursor below = record_below(clang_getCursorType(fields.list.items[i]));
        if (clang_equalCursors(clang_getCanonicalCursor(below), canonical))
            return record_of_field(outer->fields.items[i]);
    }
    return NULL;
}

/* The record of another file that is this one; NULL where it is this file's own. */
static Record *adopt(Front *front, CXCursor canonical, CXCursor definition)
{
    Front   *owner;
    CXCursor theirs = link_type_owner(front, definition, &owner);
    if (owner != front)
        return front_record(owner, theirs);
    return front_is_unnamed(front, definition) && !link_is_one_file(front->link) ? adopt_member(front, canonical) : NULL;
}

/* ---- all records ---- */

Record *front_record(Front *front, CXCursor declaration)
{
    CXCursor canonical = clang_getCanonicalCursor(declaration);
    Record  *record = cursor_map_get(front->records, canonical);
    if (record)
        return record;
    CXCursor definition = definition_of(declaration);
    record = adopt(front, canonical, definition);
    if (record) {
        cursor_map_put(front->records, canonical, record);
        cursor_map_put(front->adopted, canonical, record);
        return record;
    }
    const char *tag = tag_of(front, definition);
    if (tag && strcmp(tag, "AdgenTape") == 0 && front_in_runtime(front, definition)) {
        record = runtime_tape(front->program)->canon->u.record;
        cursor_map_put(front->records, canonical, record);
        return record;
    }
    record = ARENA_NEW(front->arena, Record);
    cursor_map_put(front->records, canonical, record);
    record->is_union = cursor_is(declaration, CXCursor_UnionDecl);
    record->tag = tag;
    if (!record->tag && !front_is_unnamed(front, definition))
        record->name = front_string(front, clang_getTypeSpelling(clang_getCursorType(definition)));
    record->complete = clang_isCursorDefinition(definition) != 0;
    record->item = front_item(front, definition);
    FieldWalk walk = { front, record };
    if (record->complete)
        clang_Type_visitFields(clang_getCursorType(definition), add_field, &walk);
    return record;
}

/* The member of another file's record that this one stands for. */
static Field *adopted_field(Front *front, CXCursor canonical, const Record *record)
{
    FieldList fields = fields_of(front, definition_of(clang_getCursorSemanticParent(canonical)));
    for (int i = 0; i < fields.list.count && i < record->fields.count; i++)
        if (clang_equalCursors(clang_getCanonicalCursor(fields.list.items[i]), canonical))
            return record->fields.items[i];
    return NULL;
}

const Field *front_field(Front *front, CXCursor declaration)
{
    CXCursor canonical = clang_getCanonicalCursor(declaration);
    Field   *field = cursor_map_get(front->fields, canonical);
    if (!field) {
        const Record *record = front_record(front, clang_getCursorSemanticParent(declaration));
        field = cursor_map_get(front->fields, canonical);
        if (!field && (field = adopted_field(front, canonical, record)))
            cursor_map_put(front->fields, canonical, field);
    }
    ENSURE(field);
    return field;
}

/* A record without a tag goes by its typedef's name, even where the program reaches it in another way. */
static const Type *read_record(Spelled *at, CXCursor declaration)
{
    Front      *front = at->front;
    Record     *record = front_record(front, declaration);
    const Type *type = type_record(front->program, record);
    CXCursor    definition = definition_of(declaration);
    const char *name = front_string(front, clang_getTypeSpelling(clang_getCursorType(definition)));
    if (record->tag || strchr(name, '('))
        return type;
    return type_named(front->program, type, name, record->item);
}

static bool integer_kind(enum CXTypeKind kind, IntKind *made)
{
    switch (kind) {
    case CXType_Char_U:
    case CXType_Char_S:    *made = INT_CHAR; return true;
    case CXType_SChar:     *made = INT_SCHAR; return true;
    case CXType_UChar:     *made = INT_UCHAR; return true;
    case CXType_Short:     *made = INT_SHORT; return true;
    case CXType_UShort:    *made = INT_USHORT; return true;
    case CXType_Int:       *made = INT_INT; return true;
    case CXType_UInt:      *made = INT_UINT; return true;
    case CXType_Long:      *made = INT_LONG; return true;
    case CXType_ULong:     *made = INT_ULONG; return true;
    case CXType_LongLong:  *made = INT_LLONG; return true;
    case CXType_ULongLong: *made = INT_ULLONG; return true;
    default:               return false;
    }
}

/* An enumeration without a tag is the integer type behind it, to which it is compatible (C11 6.7.2.2). */
static const Type *read_enum(Spelled *at, CXCursor declaration)
{
    Front   *front = at->front;
    CXCursor definition = link_type_owner(front, definition_of(declaration), &front);
    IntKind  behind = INT_UINT;
    integer_kind(clang_getCanonicalType(clang_getEnumDeclIntegerType(definition)).kind, &behind);
    const char *tag = tag_of(front, definition);
    if (!tag)
        return type_int(front->program, behind);
    return type_enum(front->program, arena_printf(front->arena, "enum %s", tag), behind, front_item(front, definition));
}

/* ---- the rest ---- */

/* Whether a length in it, at any level, is not constant: such a typedef cannot leave its function. */
static bool is_variable(CXType type)
{
    type = clang_getCanonicalType(type);
    for (;;) {
        CXType elem = type.kind == CXType_Pointer ? clang_getPointeeType(type) : clang_getArrayElementType(type);
        if (type.kind == CXType_VariableArray || elem.kind == CXType_Invalid)
            return type.kind == CXType_VariableArray;
        type = elem;
    }
}

/* va_list and its relatives are whatever the compiler makes of them. */
static const Type *read_typedef(Spelled *at, CXType type)
{
    Front      *front = at->front;
    CXCursor    declaration = clang_getTypeDeclaration(type);
    const char *name = front_spelling(front, declaration);
    if (strcmp(name, "__builtin_va_list") == 0)
        return type_opaque(front->program, name, NULL, false);
    CXType underlying = clang_getTypedefDeclUnderlyingType(declaration);
    if (is_variable(underlying))
        return front_type(front, underlying, declaration);
    Item *item = front_item(front, declaration);
    return type_named(front->program, front_type(front, underlying, declaration), name, item);
}

static const Type *read_function(Spelled *at, CXType type)
{
    Front       *front = at->front;
    int          count = clang_getNumArgTypes(type);
    const Type **params = ARENA_ARRAY(front->arena, const Type *, count > 0 ? count : 1);
    const Type  *result = front_type(front, clang_getResultType(type), clang_getNullCursor());
    for (int i = 0; i < count; i++)
        params[i] = front_param_type(front, clang_getArgType(type, (unsigned)i), clang_getNullCursor());
    bool variadic = clang_isFunctionTypeVariadic(type) != 0;
    return type_function(front->program, result, params, count > 0 ? count : 0, variadic);
}

static bool is_made_of_integers(CXType type)
{
    type = clang_getCanonicalType(type);
    if (type.kind == CXType_Atomic)
        return is_made_of_integers(clang_Type_getValueType(type));
    if (type.kind == CXType_Vector || type.kind == CXType_ExtVector)
        return is_made_of_integers(clang_getElementType(type));
    return (type.kind >= CXType_Bool && type.kind <= CXType_Int128) || type.kind == CXType_Enum;
}

/* The spelling without qualifiers; a name in it is declared by what the type's declaration says. */
static const Type *read_opaque(Spelled *at, CXType type)
{
    Front   *front = at->front;
    CXType   bare = clang_getUnqualifiedType(type);
    CXCursor declaration = clang_getTypeDeclaration(bare);
    bool     declared = !clang_isInvalid(clang_getCursorKind(declaration));
    return type_opaque(front->program, front_string(front, clang_getTypeSpelling(bare)),
                       declared ? front_item(front, declaration) : NULL, is_made_of_integers(type));
}

/* typeof, attributed and bracketed types: what they stand for. */
static const Type *read_sugar(Spelled *at, CXType type)
{
    CXType canonical = clang_getCanonicalType(type);
    return canonical.kind == type.kind ? read_opaque(at, type) : read_type(at, canonical);
}

static const Type *read_unqualified(Spelled *at, CXType type)
{
    Program *program = at->front->program;
    IntKind  integer;
    if (integer_kind(type.kind, &integer))
        return type_int(program, integer);
    switch (type.kind) {
    case CXType_Void:            return type_void(program);
    case CXType_Bool:            return type_bool(program);
    case CXType_Float:           return type_real(program, REAL_FLOAT);
    case CXType_Double:          return type_real(program, REAL_DOUBLE);
    case CXType_LongDouble:      return type_real(program, REAL_LONG_DOUBLE);
    case CXType_Pointer:         return type_pointer(program, read_type(at, clang_getPointeeType(type)));
    case CXType_ConstantArray:
    case CXType_VariableArray:
    case CXType_IncompleteArray: return read_array(at, type);
    case CXType_Record:          return read_record(at, clang_getTypeDeclaration(type));
    case CXType_Enum:            return read_enum(at, clang_getTypeDeclaration(type));
    case CXType_Typedef:         return read_typedef(at, type);
    case CXType_Elaborated:      return read_type(at, clang_Type_getNamedType(type));
    case CXType_FunctionProto:
    case CXType_FunctionNoProto: return read_function(at, type);
    case CXType_Auto:
    case CXType_Attributed:
    case CXType_Unexposed:       return read_sugar(at, type);
    default:                     return read_opaque(at, type);
    }
}

static const Type *read_type(Spelled *at, CXType type)
{
    unsigned quals = (clang_isConstQualifiedType(type) ? TYPE_CONST : 0) |
                     (clang_isVolatileQualifiedType(type) ? TYPE_VOLATILE : 0) |
                     (clang_isRestrictQualifiedType(type) ? TYPE_RESTRICT : 0);
    return type_qualified(at->front->program, read_unqualified(at, type), quals);
}

const Type *front_type(Front *front, CXType type, CXCursor where)
{
    Spelled at = { .front = front, .where = where, .lengths = { NULL, -1 } };
    if (clang_Cursor_isNull(where))
        at.lengths.count = 0;
    return read_type(&at, type);
}

/* Qualifiers inside the brackets of an array parameter (double x[restrict n]) are those of the pointer; libclang does
 * not give them. */
static unsigned bracket_quals(Front *front, CXCursor where)
{
    unsigned    quals = 0;
    FrontTokens tokens = front_tokens(front, clang_getCursorExtent(where));
    int         i = 0;
    while (i < tokens.count && strcmp(tokens.items[i].text, "[") != 0)
        i++;
    for (; i < tokens.count && strcmp(tokens.items[i].text, "]") != 0; i++) {
        const char *word = tokens.items[i].text;
        if (strcmp(word, "restrict") == 0 || strcmp(word, "__restrict") == 0 || strcmp(word, "__restrict__") == 0)
            quals |= TYPE_RESTRICT;
        if (strcmp(word, "const") == 0)
            quals |= TYPE_CONST;
    }
    return quals;
}

const Type *front_param_type(Front *front, CXType type, CXCursor where)
{
    const Type *made = front_type(front, type, where);
    if (made->kind == TYPE_ARRAY) {
        unsigned quals = clang_Cursor_isNull(where) ? 0 : bracket_quals(front, where);
        return type_qualified(front->program, type_pointer(front->program, type_elem(made)), quals);
    }
    return made->kind == TYPE_FUNCTION ? type_pointer(front->program, made) : made;
}
