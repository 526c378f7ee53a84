#include "link.h"

#include <string.h>

#include "items.h"
#include "macros.h"
#include "requests.h"
#include "written.h"

/* A function or variable with external linkage. */
typedef struct External {
    DeclaredList all;               /* in the order of the files */
    Declared     owner;
    bool         is_defined;        /* more than tentatively (double k;), and not just inline */
} External;

Link *link_new(Arena *arena, Diag *diag)
{
    Link *link = ARENA_NEW(arena, Link);
    link->arena = arena;
    link->diag = diag;
    link->externals = strmap_new(arena);
    link->types = strmap_new(arena);
    link->includes = strmap_new(arena);
    link->seen = strmap_new(arena);
    link->scalars = strmap_new(arena);
    return link;
}

bool link_is_one_file(const Link *link)
{
    return link->fronts.count < 2;
}

/* ---- externals ---- */

static bool is_external(CXCursor declaration)
{
    bool object = cursor_is(declaration, CXCursor_FunctionDecl) || cursor_is(declaration, CXCursor_VarDecl);
    return object && clang_getCursorLinkage(declaration) == CXLinkage_External;
}

/* The definition that a linker would see.  An inline one is none (C11 6.7.4p7). */
static bool defines(const Decl *decl)
{
    return !clang_Cursor_isNull(decl->definition) && !clang_Cursor_isFunctionInlined(decl->definition);
}

static bool defines_tentatively(const Decl *decl)
{
    for (int i = 0; i < decl->all.count; i++)
        if (cursor_is(decl->all.items[i], CXCursor_VarDecl) &&
            clang_Cursor_getStorageClass(decl->all.items[i]) != CX_SC_Extern)
            return true;
    return false;
}

static void refuse_second(Link *link, const Declared *first, const Declared *second)
{
    diag_error(link->diag, front_loc(second->front, second->decl->definition), "adgen-redefinition",
               "'%s' is defined a second time: the files could not be linked", second->decl->name);
    diag_note(link->diag, front_loc(first->front, first->decl->definition), "the first definition is here");
}

static void add_external(Link *link, Front *front, Decl *decl)
{
    Declared  declared = { front, decl };
    External *external = strmap_get(link->externals, decl->name);
    if (!external) {
        external = ARENA_NEW(link->arena, External);
        external->owner = declared;
        strmap_put(link->externals, decl->name, external);
    }
    VEC_PUSH(link->arena, &external->all.list, declared);
    if (defines(decl) && external->is_defined) {
        refuse_second(link, &external->owner, &declared);
    } else if (defines(decl)) {
        external->owner = declared;
        external->is_defined = true;
    } else if (!external->is_defined && defines_tentatively(decl) && !defines_tentatively(external->owner.decl)) {
        external->owner = declared;
    }
}

static const External *find_external(Front *front, CXCursor declaration)
{
    if (!is_external(declaration))
        return NULL;
    return strmap_get(front->link->externals, front_spelling(front, declaration));
}

/* ---- declarations that disagree ---- */

/* int f(); says nothing of the parameters. */
static bool says_nothing(CXType type)
{
    return clang_getCanonicalType(type).kind == CXType_FunctionNoProto;
}

static bool fits(Link *link, CXCursor declared, CXCursor definition)
{
    CXType a = clang_getCursorType(declared), b = clang_getCursorType(definition);
    if (says_nothing(a) && !says_nothing(b))
        return clang_getNumArgTypes(b) == 0 &&
               link_same_type(link, clang_getResultType(a), clang_getResultType(b));
    return link_same_type(link, a, b);
}

static void check_declarations(Link *link, const Declared *declared, const Declared *owner)
{
    CXCursor right = defines(owner->decl) ? owner->decl->definition : owner->decl->all.items[0];
    for (int i = 0; i < declared->decl->all.count; i++) {
        CXCursor here = declared->decl->all.items[i];
        if (decls_in_system_header(here) || fits(link, here, right))
            continue;
        diag_error(link->diag, front_loc(declared->front, here), "adgen-prototype",
                   "'%s' is declared otherwise than %s", declared->decl->name,
                   defines(owner->decl) ? "it is defined" : "in another file");
        diag_note(link->diag, front_loc(owner->front, right), "%s is here; declare it in a header that both include",
                  defines(owner->decl) ? "the definition" : "the other declaration");
        return;
    }
}

static void check_front(Link *link, Front *front)
{
    for (int i = 0; i < decls_count(front); i++) {
        Declared        declared = { front, decls_at(front, i) };
        const External *external = find_external(front, declared.decl->all.items[0]);
        if (external && external->owner.front != front && !decls_in_system_header(declared.decl->all.items[0]))
            check_declarations(link, &declared, &external->owner);
    }
}

static void note_externals(Link *link)
{
    if (link_is_one_file(link))
        return;
    for (int i = 0; i < link->fronts.count; i++) {
        Front *front = link->fronts.items[i];
        link_add_types(link, front);
        for (int k = 0; k < decls_count(front); k++)
            if (is_external(decls_at(front, k)->all.items[0]))
                add_external(link, front, decls_at(front, k));
    }
    for (int i = 0; i < link->fronts.count; i++)
        check_front(link, link->fronts.items[i]);
}

void link_index(Link *link)
{
    for (int i = 0; i < link->fronts.count; i++) {
        macros_read(link->fronts.items[i]);
        decls_read(link->fronts.items[i]);
    }
    note_externals(link);
    for (int i = 0; i < link->fronts.count; i++) {
        items_read(link->fronts.items[i]);
        annotations_check(link->fronts.items[i]);
    }
}

/* ---- asking ---- */

CXCursor link_owner(Front *front, CXCursor declaration, Front **owner)
{
    *owner = front;
    const External *external = find_external(front, declaration);
    const Decl     *own = external ? decls_find(front, declaration) : NULL;
    if (!external || external->owner.front == front || (own && !clang_Cursor_isNull(own->definition)))
        return declaration;
    *owner = external->owner.front;
    return clang_getCanonicalCursor(external->owner.decl->all.items[0]);
}

DeclaredList link_declarations(Front *front, CXCursor declaration)
{
    const External *external = find_external(front, declaration);
    if (external)
        return external->all;
    DeclaredList own = { 0 };
    Declared     declared = { front, decls_find(front, declaration) };
    if (declared.decl)
        VEC_PUSH(front->arena, &own.list, declared);
    return own;
}

bool link_has_body(Front *front, CXCursor function)
{
    Front      *owner;
    CXCursor    found = link_owner(front, function, &owner);
    const Decl *decl = decls_find(owner, found);
    return decl && !clang_Cursor_isNull(decl->definition);
}

bool link_written_never(Front *front, CXCursor variable)
{
    const External *external = find_external(front, variable);
    if (!external)
        return written_never(front, variable);
    for (int i = 0; i < external->all.list.count; i++) {
        const Declared *declared = &external->all.list.items[i];
        if (!written_never(declared->front, declared->decl->all.items[0]))
            return false;
    }
    return true;
}

/* ---- macros ---- */

/* What -D defines has no tokens; what the compiler predefines neither, and is the same everywhere. */
static bool same_option(Front *front, Front *other, const char *name)
{
    const char *mine = macros_option(front, name), *theirs = macros_option(other, name);
    return mine && theirs ? strcmp(mine, theirs) == 0 : mine == theirs;
}

static bool same_macro(Front *front, CXCursor mine, Front *other, CXCursor theirs)
{
    FrontTokens a = macros_body(front, mine), b = macros_body(other, theirs);
    if (a.count != b.count)
        return false;
    for (int i = 0; i < a.count; i++)
        if (a.items[i].text != b.items[i].text)
            return false;
    return clang_Cursor_isMacroFunctionLike(mine) == clang_Cursor_isMacroFunctionLike(theirs) &&
           (a.count > 0 || same_option(front, other, front_spelling(front, mine)));
}

bool link_macro_differs(Front *front, const char *name)
{
    CXCursor mine = macros_definition(front, name);
    for (int i = 0; i < front->link->fronts.count; i++) {
        Front   *other = front->link->fronts.items[i];
        CXCursor theirs = macros_definition(other, name);
        if (other == front || (clang_Cursor_isNull(theirs) && !decls_named(other, name)))
            continue;
        if (clang_Cursor_isNull(theirs) || !same_macro(front, mine, other, theirs))
            return true;
    }
    return false;
}
