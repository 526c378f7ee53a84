#include "decls.h"

/*
 * Which variables the file writes.
 *
 * A reference only reads where all that is done with the place is to take its value: a conversion of a place to its
 * value, a pointer into it that becomes a pointer to const.  Everything else counts as a write.
 *
 * One walk over all function bodies outside system headers, the first time somebody asks.
 */

typedef struct Walk {
    Front *front;
    bool   reads;      /* the places below are only read */
} Walk;

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data);

static void walk_below(Front *front, CXCursor cursor, bool reads)
{
    Walk below = { front, reads };
    clang_visitChildren(cursor, visit, &below);
}

static bool points_to_const(CXType type)
{
    type = clang_getCanonicalType(type);
    if (type.kind != CXType_Pointer)
        return false;
    CXType elem = clang_getPointeeType(type);
    while (clang_getArrayElementType(elem).kind != CXType_Invalid)
        elem = clang_getArrayElementType(elem);
    return clang_isConstQualifiedType(elem);
}

static bool is_array(CXType type)
{
    return clang_getArrayElementType(clang_getCanonicalType(type)).kind != CXType_Invalid;
}

/* An implicit conversion: an array that becomes a pointer stays a place, everything else is a value. */
static bool conversion_reads(Front *front, CXCursor cursor, bool reads)
{
    Cursors children = front_children(front, cursor);
    CXType  type = clang_getCursorType(cursor);
    if (points_to_const(type) || children.count != 1)
        return true;
    CXType from = clang_getCursorType(children.items[0]);
    if (is_array(from))
        return reads;
    switch (clang_getCursorKind(children.items[0])) {
    case CXCursor_DeclRefExpr:
    case CXCursor_MemberRefExpr:
    case CXCursor_ArraySubscriptExpr: return true;
    default:                          return clang_getCanonicalType(type).kind == CXType_Pointer ? reads : true;
    }
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    const Walk *walk = data;
    Front      *front = walk->front;
    (void)parent;
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr:
        if (!walk->reads)
            cursor_map_put(front->written, clang_getCanonicalCursor(clang_getCursorReferenced(cursor)), front);
        break;
    case CXCursor_UnexposedExpr:
        walk_below(front, cursor, conversion_reads(front, cursor, walk->reads));
        break;
    case CXCursor_ParenExpr:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_MemberRefExpr:
        walk_below(front, cursor, walk->reads);
        break;
    case CXCursor_UnaryOperator:
        switch (clang_getCursorUnaryOperatorKind(cursor)) {
        case CXUnaryOperator_AddrOf:
        case CXUnaryOperator_Deref: walk_below(front, cursor, walk->reads); break;
        default:                    walk_below(front, cursor, false); break;
        }
        break;
    case CXCursor_BinaryOperator: {
        enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(cursor);
        bool moves = op == CXBinaryOperator_Add || op == CXBinaryOperator_Sub;
        walk_below(front, cursor, moves && walk->reads);
        break;
    }
    case CXCursor_UnaryExpr:          /* sizeof: nothing is evaluated */
        walk_below(front, cursor, true);
        break;
    default:
        walk_below(front, cursor, false);
        break;
    }
    return CXChildVisit_Continue;
}

static void walk_all(Front *front)
{
    front->written = cursor_map_new(front->arena);
    for (int i = 0; i < decls_count(front); i++) {
        CXCursor definition = decls_at(front, i)->definition;
        if (clang_Cursor_isNull(definition) || decls_in_system_header(definition))
            continue;
        if (cursor_is(definition, CXCursor_FunctionDecl) || cursor_is(definition, CXCursor_VarDecl))
            walk_below(front, definition, false);
    }
}

bool written_never(Front *front, CXCursor variable)
{
    if (!front->written)
        walk_all(front);
    return !cursor_map_get(front->written, clang_getCanonicalCursor(variable));
}
