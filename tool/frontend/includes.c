#include <string.h>

#include "base/text.h"
#include "decls.h"
#include "items.h"
#include "link.h"
#include "macros.h"

/* An #include of the main file, or a -include option. */
typedef struct Include {
    const char *text;
    const char *path;         /* of the file that it found */
    const char *id;           /* of the same */
    unsigned    from, to, line;
    bool        quoted, forced;
    int         order;
    Loc         loc;
    Item       *item;
    VEC(CXCursor) decls;      /* what it declared, outside system headers */
    VEC(CXCursor) names;      /* what it declared, where there are several files */
    bool        system;       /* it is a system's */
} Include;

struct Includes {
    VEC(Include *) directives;    /* in order */
    Map *by_file;                 /* SourceFile -> the Include through which it came first */
    int  forced;                  /* -include options so far */
    Include *math;                /* <math.h>, where the main file has <tgmath.h> only; else NULL */
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
    include->id = found ? front_file(front, found)->id : NULL;
    include->system = found && clang_Location_isInSystemHeader(clang_getLocationForOffset(front->unit, found, 0));
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
    const char *slash = strrchr(front->path, '/');
    size_t      folder = slash ? (size_t)(slash - front->path) + 1 : 0;
    if (folder == 0 && strncmp(path, "./", 2) == 0)
        return path + 2;
    return strncmp(path, front->path, folder) == 0 ? path + folder : path;
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
    const char *main_file = front->path;
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
    include->id = file->id;
    include->quoted = true;
    include->forced = true;
    include->order = ORDER_OF_FORCED + front->includes->forced++;
    include->loc = loc_at(front->path, 0, 0);
    return include;
}

/* What <tgmath.h> includes of <math.h>: functions that generated code calls by their own names, so that it wants <math.h>
 * alone, where sin(x) of a float is the sine of a double. */
static Include *math_alone(Front *front, Include *generic, const SourceFile *file, CXSourceLocation *stack, unsigned depth)
{
    if (!generic->path || !generic->system || strcmp(text_base_name(generic->path), "tgmath.h") != 0)
        return generic;
    bool math = strcmp(text_base_name(file->path), "math.h") == 0;
    for (unsigned i = 0; i + 1 < depth && !math; i++)
        math = strcmp(text_base_name(front_file(front, front_position(stack[i]).file)->path), "math.h") == 0;
    if (!math)
        return generic;
    if (!front->includes->math) {
        front->includes->math = ARENA_NEW(front->arena, Include);
        *front->includes->math = (Include){.text = "#include <math.h>", .path = file->path, .id = file->id,
                                           .order = generic->order, .loc = generic->loc, .system = true};
    }
    return front->includes->math;
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
        map_put(front->includes->by_file, file, math_alone(front, include, file, stack, depth));
}

static void place_decls(Front *front)
{
    for (int i = 0; i < decls_count(front); i++) {
        const Decl *decl = decls_at(front, i);
        for (int k = 0; k < decl->all.count; k++) {
            CXCursor cursor = decl->all.items[k];
            bool system = decls_in_system_header(cursor);
            if (system && link_is_one_file(front->link))
                continue;
            SourceFile *file = front_file(front, front_position(clang_getCursorLocation(cursor)).file);
            Include    *include = file ? map_get(front->includes->by_file, file) : NULL;
            if (include && !system)
                VEC_PUSH(front->arena, &include->decls, cursor);
            if (include)
                VEC_PUSH(front->arena, &include->names, cursor);
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

/* A header that is included again where a macro means something else: one #include of it cannot stand for both. */
static void check_macro(Front *front, const Include *include, StrMap *seen, const MacroUse *use)
{
    const MacroUse *first = strmap_get(seen, use->name);
    if (!first)
        strmap_put(seen, use->name, (MacroUse *)use);
    if (!first || clang_equalCursors(first->definition, use->definition) ||
        strcmp(macros_text(front, first->definition), macros_text(front, use->definition)) == 0)
        return;
    diag_error(front->diag, front_loc(front, use->definition), "adgen-macro",
               "macro '%s' has two definitions, and generated code would need both", use->name);
    diag_note(front->diag, front_loc(front, first->definition), "'%s' is included with this one and again with the other",
              text_base_name(include->path));
    strmap_put(seen, use->name, (MacroUse *)use);
}

/* Macros of the main file (or of -D) that its headers ask for, such as _GNU_SOURCE, and other headers on which its
 * declarations rely without including them. */
static void add_uses(Front *front, Include *include)
{
    Uses      uses = uses_new(front, include->item, false);
    MacroUses macros = macros_used_by_headers(front);
    StrMap   *seen = strmap_new(front->arena);
    for (int i = 0; i < macros.count; i++) {
        if (map_get(front->includes->by_file, front_file(front, macros.items[i]->file)) != include)
            continue;
        check_macro(front, include, seen, macros.items[i]);
        uses_macro(&uses, macros.items[i]);
    }
    if (include->to > 0)
        uses_macros(&uses, include->from, include->to, true);
    for (int i = 0; i < include->decls.count; i++)
        uses_below(&uses, include->decls.items[i]);
    for (int i = 0; i < uses.list.count; i++) {
        Item *used = uses.list.items[i];
        if (used->kind == ITEM_FUNC || used->kind == ITEM_VAR)
            used->fixed = true;
        if (used->order < include->order)
            VEC_PUSH(front->arena, &include->item->uses, used);
    }
}

/* Where there are several files, what the header and those that it includes declare. */
static void add_names(Front *front, Include *include)
{
    if (link_is_one_file(front->link))
        return;
    for (int i = 0; i < include->names.count; i++)
        item_declares_cursor(front, include->item, include->names.items[i]);
    MacroList macros = macros_of_headers(front);
    for (int i = 0; i < macros.count; i++) {
        SourceFile *file = front_file(front, front_position(clang_getCursorLocation(macros.items[i])).file);
        const char *name = front_spelling(front, macros.items[i]);
        bool        last = clang_equalCursors(macros_definition(front, name), macros.items[i]);
        if (last && map_get(front->includes->by_file, file) == include)
            item_declares(front, include->item, name, macros_text(front, macros.items[i]));
    }
}

/* ---- a header that several files include ---- */

static bool is_among(const Item *macro, const Item *include)
{
    for (int i = 0; i < include->uses.count; i++) {
        const Item *other = include->uses.items[i];
        if (other->kind == ITEM_MACRO && strcmp(other->text, macro->text) == 0)
            return true;
    }
    return false;
}

static const Item *macro_of_one(const Item *a, const Item *b)
{
    for (int i = 0; i < a->uses.count; i++)
        if (a->uses.items[i]->kind == ITEM_MACRO && !is_among(a->uses.items[i], b))
            return a->uses.items[i];
    return NULL;
}

/* Items are made as they are met; the #include of the earlier file is the one that is shown. */
static void move_to(Front *front, Item *item, const Item *earlier)
{
    item->text = earlier->text;
    item->local = earlier->local;
    item->order = earlier->order;
    item->loc = earlier->loc;
    item->unit = earlier->unit;
    VEC_PUSH(front->arena, &front->made, item);
}

/* One #include of it stands for both.  What a macro of one file makes of it must then be what the other sees; headers
 * of the system may show one file more than the other. */
static Item *shared_item(Front *front, Include *include, Item *first)
{
    Item       *mine = include->item;
    const Item *differs = macro_of_one(mine, first);
    if (!differs)
        differs = macro_of_one(first, mine);
    if (differs && !include->system) {
        diag_error(front->diag, first->unit > mine->unit ? first->loc : mine->loc, "adgen-clash",
                   "'%s' is included by several files, and not with the same macros: '%s' changes it", mine->name,
                   differs->name);
        diag_note(front->diag, differs->loc, "'%s' is defined here; define it in all of the files, or run adgen on one "
                  "file at a time", differs->name);
    }
    mine->path = first->path;
    if (first->unit > mine->unit)
        move_to(front, first, mine);
    for (int i = 0; i < mine->uses.count; i++)
        VEC_PUSH(front->arena, &first->uses, mine->uses.items[i]);
    for (int i = 0; i < mine->names.count; i++)
        VEC_PUSH(front->arena, &first->names, mine->names.items[i]);
    return first;
}

/* The item of the header if a file before this one includes it as well. */
static Item *item_of_others(Front *front, const Include *include)
{
    if (link_is_one_file(front->link) || !include->id)
        return NULL;
    Item *first = strmap_get(front->link->includes, include->id);
    if (!first)
        strmap_put(front->link->includes, include->id, include->item);
    return first;
}

void includes_within(Front *front, unsigned from, unsigned to, Item *item)
{
    const Includes *includes = front->includes;
    for (int i = 0; i < includes->directives.count; i++) {
        const Include *include = includes->directives.items[i];
        if (include->from < from || include->from >= to)
            continue;
        Item *within = ARENA_NEW(front->arena, Item);
        *within = (Item){ .kind = ITEM_INCLUDE, .text = include->text, .path = include->path, .loc = include->loc,
                          .local = is_beside(front, include), .order = include->order };
        VEC_PUSH(front->arena, &item->includes, within);
    }
}

Item *include_item(Front *front, SourceFile *file)
{
    Include *include = file ? map_get(front->includes->by_file, file) : NULL;
    if (!include)
        return NULL;
    if (include->item)
        return include->item;
    const char *name = include->path ? text_base_name(include->path) : NULL;
    include->item = item_new(front, ITEM_INCLUDE, name, include->order, include->loc);
    include->item->text = include->text;
    include->item->path = include->path;
    include->item->local = include->forced || is_beside(front, include);
    Item *first = item_of_others(front, include);
    add_uses(front, include);
    add_names(front, include);
    if (first)
        include->item = shared_item(front, include, first);
    return include->item;
}
