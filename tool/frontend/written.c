#include "written.h"

/*
 * Which variables the file writes, and who mentions them.
 *
 * A reference only reads where all that is done with the place is to take its value: a conversion of a place to its
 * value, a pointer into it that becomes a pointer to const (and no cast of the file makes that one to write through again).
 * Everything else counts as a write.
 *
 * One walk over all function bodies outside system headers, the first time somebody asks.
 */

typedef struct Walk {
    Front *front;
    Decl  *by;         /* the definition in hand */
    bool   reads;      /* the places below are only read */
} Walk;

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data);

static void walk_below(const Walk *walk, CXCursor cursor, bool reads)
{
    Walk below = { walk->front, walk->by, reads };
    clang_visitChildren(cursor, visit, &below);
}

static void note_function(Front *front, Decl *by, Decl *function)
{
    if (!function)
        return;
    VEC_PUSH(front->arena, &by->refers, function);
    VEC_PUSH(front->arena, &function->referred, by);
}

static void note(const Walk *walk, CXCursor reference, bool writes, bool counts)
{
    Front     *front = walk->front;
    CXCursor   variable = clang_getCanonicalCursor(clang_getCursorReferenced(reference));
    Mentions  *mentions = cursor_map_get(front->written, variable);
    if (cursor_is(variable, CXCursor_FunctionDecl)) {
        note_function(front, walk->by, decls_find(front, variable));
        return;
    }
    if (!mentions) {
        mentions = ARENA_NEW(front->arena, Mentions);
        cursor_map_put(front->written, variable, mentions);
    }
    mentions->written = mentions->written || writes;
    VEC_PUSH(front->arena, &mentions->list, ((Mention){ walk->by, writes, counts }));
}

/* A statement `calls++;` or `last = value;`: nothing else uses what it makes of the variable. */
static bool walk_count(const Walk *walk, CXCursor cursor, CXCursor parent)
{
    Cursors children = front_children(walk->front, cursor);
    if (!cursor_is(parent, CXCursor_CompoundStmt) || children.count == 0 ||
        !cursor_is(children.items[0], CXCursor_DeclRefExpr))
        return false;
    note(walk, children.items[0], true, true);
    if (children.count > 1) {
        Walk value = { walk->front, walk->by, false };
        if (visit(children.items[1], cursor, &value) == CXChildVisit_Recurse)
            walk_below(&value, children.items[1], false);
    }
    return true;
}

static bool is_step(CXCursor cursor)
{
    switch (clang_getCursorUnaryOperatorKind(cursor)) {
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec: return true;
    default:                      return false;
    }
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
    if (children.count != 1 || (points_to_const(type) && !front->drops_const))
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
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr:
        note(walk, cursor, !walk->reads, false);
        break;
    case CXCursor_UnexposedExpr:
        walk_below(walk, cursor, conversion_reads(front, cursor, walk->reads));
        break;
    case CXCursor_ParenExpr:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_MemberRefExpr:
        walk_below(walk, cursor, walk->reads);
        break;
    case CXCursor_UnaryOperator:
        if (is_step(cursor) && walk_count(walk, cursor, parent))
            break;
        switch (clang_getCursorUnaryOperatorKind(cursor)) {
        case CXUnaryOperator_AddrOf:
        case CXUnaryOperator_Deref: walk_below(walk, cursor, walk->reads); break;
        default:                    walk_below(walk, cursor, false); break;
        }
        break;
    case CXCursor_BinaryOperator: {
        enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(cursor);
        if (op == CXBinaryOperator_Assign && walk_count(walk, cursor, parent))
            break;
        bool moves = op == CXBinaryOperator_Add || op == CXBinaryOperator_Sub;
        walk_below(walk, cursor, moves && walk->reads);
        break;
    }
    case CXCursor_CompoundAssignOperator:
        if (!walk_count(walk, cursor, parent))
            walk_below(walk, cursor, false);
        break;
    case CXCursor_UnaryExpr:          /* sizeof: nothing is evaluated */
        walk_below(walk, cursor, true);
        break;
    default:
        walk_below(walk, cursor, false);
        break;
    }
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult find_drop(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Front *front = data;
    (void)parent;
    if (cursor_is(cursor, CXCursor_CStyleCastExpr)) {
        Cursors children = front_children(front, cursor);
        CXType  to = clang_getCanonicalType(clang_getCursorType(cursor));
        bool    writes = to.kind == CXType_Pointer && !points_to_const(to);
        for (int i = 0; writes && i < children.count; i++)
            if (points_to_const(clang_getCursorType(children.items[i])))
                front->drops_const = true;
    }
    return CXChildVisit_Recurse;
}

static void find_drops(Front *front)
{
    for (int i = 0; i < decls_count(front); i++) {
        CXCursor definition = decls_at(front, i)->definition;
        if (!clang_Cursor_isNull(definition) && !decls_in_system_header(definition))
            clang_visitChildren(definition, find_drop, front);
    }
}

static void walk_all(Front *front)
{
    front->written = cursor_map_new(front->arena);
    find_drops(front);
    for (int i = 0; i < decls_count(front); i++) {
        Decl    *decl = decls_at(front, i);
        CXCursor definition = decl->definition;
        if (clang_Cursor_isNull(definition) || decls_in_system_header(definition))
            continue;
        Walk walk = { front, decl, false };
        if (cursor_is(definition, CXCursor_FunctionDecl) || cursor_is(definition, CXCursor_VarDecl))
            walk_below(&walk, definition, false);
    }
}

const Mentions *written_mentions(Front *front, CXCursor variable)
{
    if (!front->written)
        walk_all(front);
    return cursor_map_get(front->written, clang_getCanonicalCursor(variable));
}

bool written_never(Front *front, CXCursor variable)
{
    const Mentions *mentions = written_mentions(front, variable);
    return !mentions || !mentions->written;
}
