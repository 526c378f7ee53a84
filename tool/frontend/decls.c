#include "decls.h"

#include <stdlib.h>
#include <string.h>

#include "items.h"
#include "link.h"
#include "written.h"

struct Decls {
    CursorMap *by_cursor;      /* canonical cursor -> Decl */
    StrMap    *by_name;        /* ordinary names -> Decl */
    Map       *by_func;        /* Func -> Decl */
    VEC(Decl *) list;
    VEC(CXCursor) cursors;     /* each declaration */
    int        lowered;        /* bodies of the queue */
    int        initialised;    /* globals */
};

/* ---- the file level ---- */

static Decl *new_decl(Front *front, CXCursor canonical)
{
    Decls *decls = front->decls;
    Decl  *decl = ARENA_NEW(front->arena, Decl);
    decl->name = front_spelling(front, canonical);
    decl->definition = clang_getNullCursor();
    decl->order = decls->list.count;
    VEC_PUSH(front->arena, &decls->list, decl);
    cursor_map_put(decls->by_cursor, canonical, decl);
    bool is_tag = cursor_is(canonical, CXCursor_StructDecl) || cursor_is(canonical, CXCursor_UnionDecl) ||
                  cursor_is(canonical, CXCursor_EnumDecl);
    if (!is_tag && decl->name[0] && !strmap_get(decls->by_name, decl->name))
        strmap_put(decls->by_name, decl->name, decl);
    return decl;
}

static void add(Front *front, CXCursor cursor)
{
    CXCursor canonical = clang_getCanonicalCursor(cursor);
    Decl    *decl = cursor_map_get(front->decls->by_cursor, canonical);
    if (!decl)
        decl = new_decl(front, canonical);
    VEC_PUSH(front->arena, &decl->all, cursor);
    VEC_PUSH(front->arena, &front->decls->cursors, cursor);
    if (clang_isCursorDefinition(cursor))
        decl->definition = cursor;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Front *front = data;
    (void)parent;
    if (!clang_isDeclaration(clang_getCursorKind(cursor)))
        return CXChildVisit_Continue;
    add(front, cursor);
    return cursor_is(cursor, CXCursor_EnumDecl) ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

Decls *decls_read(Front *front)
{
    Decls *decls = ARENA_NEW(front->arena, Decls);
    decls->by_cursor = cursor_map_new(front->arena);
    decls->by_name = strmap_new(front->arena);
    decls->by_func = map_new(front->arena);
    front->decls = decls;
    clang_visitChildren(clang_getTranslationUnitCursor(front->unit), visit, front);
    return decls;
}

Decl *decls_find(const Front *front, CXCursor declaration)
{
    return cursor_map_get(front->decls->by_cursor, clang_getCanonicalCursor(declaration));
}

int decls_count(const Front *front)
{
    return front->decls->list.count;
}

Decl *decls_at(const Front *front, int i)
{
    return front->decls->list.items[i];
}

int decls_cursor_count(const Front *front)
{
    return front->decls->cursors.count;
}

CXCursor decls_cursor(const Front *front, int i)
{
    return front->decls->cursors.items[i];
}

Decl *decls_named(const Front *front, const char *name)
{
    return strmap_get(front->decls->by_name, name);
}

bool decls_in_system_header(CXCursor declaration)
{
    return clang_Location_isInSystemHeader(clang_getCursorLocation(declaration)) != 0;
}

/* ---- variables ---- */

static bool is_static(CXCursor declaration)
{
    return clang_Cursor_getStorageClass(declaration) == CX_SC_Static ||
           clang_getCursorLinkage(declaration) == CXLinkage_Internal;
}

static bool is_global(CXCursor declaration)
{
    enum CX_StorageClass class = clang_Cursor_getStorageClass(declaration);
    return class == CX_SC_Static || class == CX_SC_Extern || !front_is_local(declaration);
}

/* The declaration that says most: the definition, else the last with a complete type. */
static CXCursor best_declaration(Front *front, CXCursor declaration)
{
    Decl *decl = decls_find(front, declaration);
    if (!decl)
        return declaration;
    if (!clang_Cursor_isNull(decl->definition))
        return decl->definition;
    CXCursor best = decl->all.items[0];
    for (int i = 1; i < decl->all.count; i++)
        if (clang_getCursorType(decl->all.items[i]).kind != CXType_IncompleteArray)
            best = decl->all.items[i];
    return best;
}

static bool any_annotated(Front *front, CXCursor declaration, const char *word)
{
    DeclaredList declared = link_declarations(front, declaration);
    if (declared.list.count == 0)
        return front_annotated(front, declaration, word);
    for (int i = 0; i < declared.list.count; i++)
        for (int k = 0; k < declared.list.items[i].decl->all.count; k++)
            if (front_annotated(front, declared.list.items[i].decl->all.items[k], word))
                return true;
    return false;
}

static Var *new_global(Front *front, CXCursor declaration)
{
    CXCursor best = best_declaration(front, declaration);
    bool     local = front_is_local(best);
    Var     *var = ir_new_global(front->program, local ? local_name(front, best) : front_spelling(front, best),
                                 front_type(front, clang_getCursorType(best), best), front_loc(front, best));
    cursor_map_put(front->vars, clang_getCanonicalCursor(declaration), var);
    var->is_static = is_static(best);
    var->inactive = any_annotated(front, declaration, "inactive");
    var->is_written = !type_is_const(var->type) && !link_written_never(front, declaration);
    /* A static local is known only to its function, and so is a copy in the derivative. */
    var->is_state = var->is_static && var->is_written && !local;
    var->is_shared = var->is_state && state_is_shared(front, declaration);
    var->is_known = var->is_static && !local && state_is_known(front, declaration);
    var->is_thread = clang_getCursorTLSKind(best) != CXTLS_None;
    var->item = front_item(front, declaration);
    CXCursor initialiser = clang_Cursor_getVarDeclInitializer(best);
    bool     known = type_is_const(var->type) || (var->is_static && !var->is_written);
    if (known && !clang_Cursor_isNull(initialiser)) {
        VEC_PUSH(front->arena, &front->globals, var);
        VEC_PUSH(front->arena, &front->initialisers, initialiser);
    }
    return var;
}

static Var *new_local(Front *front, CXCursor declaration)
{
    ENSURE(front->func);
    bool        param = cursor_is(declaration, CXCursor_ParmDecl);
    CXType      spelled = clang_getCursorType(declaration);
    const Type *type = param ? front_param_type(front, spelled, declaration) : front_type(front, spelled, declaration);
    Var        *var = ir_new_var(front->program, front->func, param ? VAR_PARAM : VAR_LOCAL,
                                 front_spelling(front, declaration), type, front_loc(front, declaration));
    cursor_map_put(front->vars, clang_getCanonicalCursor(declaration), var);
    var->inactive = front_annotated(front, declaration, "inactive");
    return var;
}

Var *front_var(Front *front, CXCursor declaration)
{
    Var *var = cursor_map_get(front->vars, clang_getCanonicalCursor(declaration));
    if (var)
        return var;
    Front   *owner;
    CXCursor theirs = link_owner(front, declaration, &owner);
    if (owner != front) {
        var = front_var(owner, theirs);
        cursor_map_put(front->vars, clang_getCanonicalCursor(declaration), var);
        return var;
    }
    return !cursor_is(declaration, CXCursor_ParmDecl) && is_global(declaration) ? new_global(front, declaration)
                                                                                : new_local(front, declaration);
}

Var *front_temp(Front *front, Func *func, const char *name, const Type *type, Loc loc)
{
    return ir_new_var(front->program, func, VAR_TEMP, name, type, loc);
}

/* ---- functions ---- */

/* Parameters are known by their definition; what other declarations say of them counts too.  (Another file that has the
 * body itself, of an inline function, has parameters of its own.) */
static void join_param(const Front *owner, Var *var, const Declared *declared, int i)
{
    Front *front = declared->front, *theirs = front;
    if (front != owner)
        link_owner(front, declared->decl->all.items[0], &theirs);
    if (theirs != owner)
        return;
    for (int k = 0; k < declared->decl->all.count; k++) {
        CXCursor other = clang_Cursor_getArgument(declared->decl->all.items[k], (unsigned)i);
        if (clang_Cursor_isNull(other))
            continue;
        if (front_annotated(front, other, "inactive"))
            var->inactive = true;
        if (!cursor_map_get(front->vars, other))
            cursor_map_put(front->vars, other, var);
    }
}

/* A function is often met first in the middle of another's body: that one waits. */
static void add_params(Front *front, Func *func, CXCursor declaration)
{
    DeclaredList declared = link_declarations(front, declaration);
    Func  *outer = front->func;
    Lower *lower = front->lower;
    front->func = func;
    front->lower = NULL;
    int count = clang_Cursor_getNumArguments(declaration);
    for (int i = 0; i < count; i++) {
        Var *var = front_var(front, clang_Cursor_getArgument(declaration, (unsigned)i));
        VEC_PUSH(front->arena, &func->params, var);
        for (int k = 0; k < declared.list.count; k++)
            join_param(front, var, &declared.list.items[k], i);
    }
    for (int i = 0; i < count; i++) {
        CXCursor parameter = clang_Cursor_getArgument(declaration, (unsigned)i);
        func->params.items[i]->size = front_param_size(front, func, parameter);
        func->params.items[i]->range = front_param_range(front, parameter);
    }
    front->func = outer;
    front->lower = lower;
}

static CXCursor body_of(Front *front, CXCursor definition)
{
    Cursors children = front_children(front, definition);
    for (int i = children.count - 1; i >= 0; i--)
        if (cursor_is(children.items[i], CXCursor_CompoundStmt))
            return children.items[i];
    return clang_getNullCursor();
}

/* What a system header declares belongs to the library, unless it is an inline function that is there to be read. */
static bool is_library(CXCursor best)
{
    CXSourceLocation location = clang_getCursorLocation(best);
    if (!front_position(location).file)
        return true;
    return clang_Location_isInSystemHeader(location) && !(clang_isCursorDefinition(best) && is_static(best));
}

/* What generated code brings along to get memory, as good as malloc, and to compare addresses. */
static bool is_helper(const Func *func)
{
    static const char *const names[] = { "adgen_allocate", "adgen_allocate_zeros", "adgen_resize", "adgen_apart" };
    for (size_t i = 0; func->is_derivative && i < sizeof names / sizeof *names; i++)
        if (strcmp(func->name, names[i]) == 0)
            return true;
    return false;
}

static void queue_body(Front *front, Func *func, CXCursor definition)
{
    CXCursor body = body_of(front, definition);
    if (clang_Cursor_isNull(body))
        return;
    VEC_PUSH(front->arena, &front->queue, func);
    VEC_PUSH(front->arena, &front->bodies, body);
}

static Func *new_func(Front *front, CXCursor declaration)
{
    CXCursor    best = best_declaration(front, declaration);
    CXType      type = clang_getCursorType(best);
    const Type *result = front_type(front, clang_getResultType(type), best);
    Func       *func = ir_new_func(front->program, front_spelling(front, best), result, front_loc(front, best));
    Decl       *decl = decls_find(front, declaration);
    cursor_map_put(front->funcs, clang_getCanonicalCursor(declaration), func);
    map_put(front->decls->by_func, func, decl);
    func->variadic = clang_isFunctionTypeVariadic(type) != 0;
    func->is_static = is_static(best);
    func->is_known = func->is_static && state_is_known(front, best);
    func->is_derivative = front_in_generated(front, best);
    func->is_library = is_library(best) || front_in_runtime(front, best) || is_helper(func);
    func->no_derivative = any_annotated(front, declaration, "no-derivative");
    func->noalias = any_annotated(front, declaration, "noalias");
    func->item = front_item(front, declaration);
    add_params(front, func, best);
    if (clang_isCursorDefinition(best) && !func->is_library)
        queue_body(front, func, best);
    return func;
}

Func *front_func(Front *front, CXCursor declaration)
{
    Func *func = cursor_map_get(front->funcs, clang_getCanonicalCursor(declaration));
    if (func)
        return func;
    Front   *owner;
    CXCursor theirs = link_owner(front, declaration, &owner);
    if (owner == front)
        return new_func(front, declaration);
    func = front_func(owner, theirs);
    cursor_map_put(front->funcs, clang_getCanonicalCursor(declaration), func);
    return func;
}

/* ---- the queue ---- */

static void lower_next_body(Front *front, int i)
{
    Func *func = front->queue.items[i];
    front->func = func;
    func->body = front_lower_body(front, func, front->bodies.items[i]);
    front->func = NULL;
}

/* Lower what is queued now or comes to be; whether there was anything. */
static bool lower_queue(Front *front)
{
    Decls *decls = front->decls;
    bool   any = false;
    while (decls->lowered < front->queue.count || decls->initialised < front->globals.count) {
        any = true;
        if (decls->lowered < front->queue.count) {
            lower_next_body(front, decls->lowered++);
            continue;
        }
        Var *var = front->globals.items[decls->initialised];
        var->init = front_lower_global_init(front, front->initialisers.items[decls->initialised++], var->type);
    }
    return any;
}

typedef struct Placed {
    Func *func;
    int   file, order;
} Placed;

static int by_order(const void *a, const void *b)
{
    const Placed *left = a, *right = b;
    if (left->file != right->file)
        return left->file < right->file ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

/* Builtins, which no file declares, come first, in the order of their first use. */
static Placed place_of(const Link *link, Func *func, int order)
{
    for (int i = 0; i < link->fronts.count; i++) {
        const Decl *decl = map_get(link->fronts.items[i]->decls->by_func, func);
        if (decl)
            return (Placed){ func, i, decl->order };
    }
    return (Placed){ func, -1, order };
}

/* The table of names that ir_find_func keeps must see every function before they change places. */
static void sort_funcs(Link *link)
{
    Program *program = link->fronts.items[0]->program;
    int      count = program->funcs.count;
    Placed  *placed = ARENA_ARRAY(link->arena, Placed, count + 1);
    ir_find_func(program, "");
    for (int i = 0; i < count; i++)
        placed[i] = place_of(link, program->funcs.items[i], i);
    qsort(placed, (size_t)count, sizeof *placed, by_order);
    for (int i = 0; i < count; i++)
        program->funcs.items[i] = placed[i].func;
}

void decls_lower_all(Link *link)
{
    bool any = true;
    while (any) {
        any = false;
        for (int i = 0; i < link->fronts.count; i++)
            any = lower_queue(link->fronts.items[i]) || any;
    }
    sort_funcs(link);
}
