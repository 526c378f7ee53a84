#include <string.h>

#include "decls.h"
#include "items.h"
#include "macros.h"

/* An #include of the main file, or a -include option. */
typedef struct Include {
    const char *text;
    const char *path;         /* of the file that it found */
    unsigned    from, to, line;
    bool        quoted, forced;
    int         order;
    Loc         loc;
    Item       *item;
    VEC(CXCursor) decls;      /* what it declared, outside system headers */
} Include;

struct Includes {
    VEC(Include *) directives;    /* in order */
    Map *by_file;                 /* SourceFile -> the Include through which it came first */
    int  forced;                  /* -include options so far */
};

enum { ORDER_OF_FORCED = -50000 };   /* before all of the main file, behind -D */

/* ---- reading ---- */

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    Front   *front = data;
    CXFile file;
    (void)parent;
    if (!cursor_is(cursor, CXCursor_InclusionDirective) || !front_in_main_file(front, cursor))
        return CXChildVisit_Continue;
    Include *include = ARENA_NEW(front->arena, Include);
    CXSourceRange extent = clang_getCursorExtent(cursor);
    if (!front_extent(front, extent, &file, &include->from, &include->to))
        return CXChildVisit_Continue;
    include->loc = front_loc(front, cursor);
    include->line = include->loc.line;
    include->order = (int)include->from;
    const char *source = front_file(front, file)->text;
    include->text = arena_strndup(front->arena, source + include->from, include->to - include->from);
    include->quoted = strchr(include->text, '"') != NULL;
    CXFile found = clang_getIncludedFile(cursor);
    include->path = found ? front_file(front, found)->path : NULL;
    VEC_PUSH(front->arena, &front->includes->directives, include);
    return CXChildVisit_Continue;
}

static Include *at_line(const Includes *includes, unsigned line)
{
    int low = 0, high = includes->directives.count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (includes->directives.items[middle]->line < line)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < includes->directives.count && includes->directives.items[low]->line == line;
    return found ? includes->directives.items[low] : NULL;
}

/* A path as it is written in the main file's folder, where it is below that. */
static const char *below_main_folder(const Front *front, const char *path)
{
    const char *slash = strrchr(front->program->main_file, '/');
    size_t      folder = slash ? (size_t)(slash - front->program->main_file) + 1 : 0;
    if (folder == 0 && strncmp(path, "./", 2) == 0)
        return path + 2;
    return strncmp(path, front->program->main_file, folder) == 0 ? path + folder : path;
}

/* A quoted name that was found in the main file's own folder. */
static bool is_beside(const Front *front, const Include *include)
{
    if (!include->quoted || !include->path)
        return false;
    const char *name = strchr(include->text, '"') + 1;
    size_t      length = strcspn(name, "\"");
    const char *path = below_main_folder(front, include->path);
    return path[0] != '/' && strlen(path) == length && memcmp(path, name, length) == 0;
}

/* The path of a -include, which is relative to where adgen runs, as an #include in the main file would write it. */
static const char *seen_from_main_file(const Front *front, const char *path)
{
    const char *main_file = front->program->main_file;
    const char *below = below_main_folder(front, path);
    if (below != path || path[0] == '/' || main_file[0] == '/')
        return below;
    const char *climb = strncmp(path, "./", 2) == 0 ? path + 2 : path;
    for (const char *slash = strchr(main_file, '/'); slash; slash = strchr(slash + 1, '/'))
        if (slash > main_file && slash[-1] != '.' && slash[-1] != '/')
            climb = arena_printf(front->arena, "../%s", climb);
    return climb;
}

static Include *forced_include(Front *front, SourceFile *file)
{
    Include *include = map_get(front->includes->by_file, file);
    if (include)
        return include;
    include = ARENA_NEW(front->arena, Include);
    include->text = arena_printf(front->arena, "#include \"%s\"", seen_from_main_file(front, file->path));
    include->path = file->path;
    include->quoted = true;
    include->forced = true;
    include->order = ORDER_OF_FORCED + front->includes->forced++;
    include->loc = (Loc){ front->program->main_file, 0, 0 };
    return include;
}

/* stack[0] is where the file was included, the last of the stack is in the main file (or nowhere, for -include). */
static void place_file(CXFile handle, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    Front      *front = data;
    SourceFile *file = front_file(front, handle);
    if (depth == 0 || map_get(front->includes->by_file, file))
        return;
    CXFile   outer;
    unsigned line;
    clang_getFileLocation(stack[depth - 1], &outer, &line, NULL, NULL);
    Include *include;
    if (outer && clang_File_isEqual(outer, front->main_file))
        include = at_line(front->includes, line);
    else
        include = forced_include(front, depth == 1 ? file : front_file(front, front_position(stack[depth - 2]).file));
    if (include)
        map_put(front->includes->by_file, file, include);
}

static void place_decls(Front *front)
{
    for (int i = 0; i < decls_count(front); i++) {
        const Decl *decl = decls_at(front, i);
        for (int k = 0; k < decl->all.count; k++) {
            CXCursor cursor = decl->all.items[k];
            if (decls_in_system_header(cursor))
                continue;
            SourceFile *file = front_file(front, front_position(clang_getCursorLocation(cursor)).file);
            Include    *include = file ? map_get(front->includes->by_file, file) : NULL;
            if (include)
                VEC_PUSH(front->arena, &include->decls, cursor);
        }
    }
}

Includes *includes_read(Front *front)
{
    Includes *includes = ARENA_NEW(front->arena, Includes);
    includes->by_file = map_new(front->arena);
    front->includes = includes;
    clang_visitChildren(clang_getTranslationUnitCursor(front->unit), visit, front);
    clang_getInclusions(front->unit, place_file, front);
    place_decls(front);
    return includes;
}

/* ---- items ---- */

/* Macros of the main file (or of -D) that its headers ask for, such as _GNU_SOURCE, and other headers on which its
 * declarations rely without including them. */
static void add_uses(Front *front, Include *include)
{
    Uses      uses = uses_new(front, include->item, false);
    MacroUses macros = macros_used_by_headers(front);
    for (int i = 0; i < macros.count; i++)
        if (map_get(front->includes->by_file, front_file(front, macros.items[i]->file)) == include)
            uses_add(&uses, macro_item(front, macros.items[i]->definition));
    if (include->to > 0)
        uses_macros(&uses, include->from, include->to);
    for (int i = 0; i < include->decls.count; i++)
        uses_below(&uses, include->decls.items[i]);
    for (int i = 0; i < uses.list.count; i++)
        if (uses.list.items[i]->order < include->order)
            VEC_PUSH(front->arena, &include->item->uses, uses.list.items[i]);
}

Item *include_item(Front *front, SourceFile *file)
{
    Include *include = file ? map_get(front->includes->by_file, file) : NULL;
    if (!include)
        return NULL;
    if (include->item)
        return include->item;
    const char *slash = include->path ? strrchr(include->path, '/') : NULL;
    include->item = item_new(front, ITEM_INCLUDE, slash ? slash + 1 : include->path, include->order, include->loc);
    include->item->text = include->text;
    include->item->path = include->path;
    include->item->local = include->forced || is_beside(front, include);
    add_uses(front, include);
    return include->item;
}
