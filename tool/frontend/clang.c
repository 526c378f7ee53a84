#include "clang.h"

#include <string.h>
#include <sys/stat.h>

#include "link.h"
#include "macros.h"

typedef struct Args {
    VEC(const char *) list;
} Args;

/* ---- options ---- */

static bool is_directory(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool has_option(const FrontendFile *input, const char *prefix)
{
    for (int i = 0; i < input->arg_count; i++)
        if (strncmp(input->args[i], prefix, strlen(prefix)) == 0)
            return true;
    return false;
}

/* Warnings are for the user's own compiler to give; -w comes last so that nothing turns them into errors here.
 * Never -fopenmp: with it the bodies of parallel loops are missing from libclang's tree. */
static Args make_args(Arena *arena, const FrontendFile *input)
{
    Args args = { 0 };
    VEC_PUSH(arena, &args.list, "-xc");
    if (!has_option(input, "-std=") && !has_option(input, "-ansi"))
        VEC_PUSH(arena, &args.list, "-std=c11");
#ifdef ADGEN_CLANG_RESOURCE_DIR
    if (!has_option(input, "-resource-dir") && is_directory(ADGEN_CLANG_RESOURCE_DIR)) {
        VEC_PUSH(arena, &args.list, "-resource-dir");
        VEC_PUSH(arena, &args.list, ADGEN_CLANG_RESOURCE_DIR);
    }
#endif
    VEC_PUSH(arena, &args.list, "-D__ADGEN__=1");
    for (int i = 0; i < input->arg_count; i++)
        if (strncmp(input->args[i], "-fopenmp", 8) != 0)
            VEC_PUSH(arena, &args.list, input->args[i]);
    VEC_PUSH(arena, &args.list, "-w");
    return args;
}

/* ---- clang's diagnostics as ours ---- */

static bool misses_compiler_header(const char *message)
{
    static const char *const headers[] = { "stddef.h", "stdarg.h", "stdbool.h", "stdint.h", "float.h", "limits.h",
                                           "stdalign.h", "stdnoreturn.h", "iso646.h", "stdatomic.h", "tgmath.h" };
    if (!strstr(message, "file not found"))
        return false;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (message[0] == '\'' && strncmp(message + 1, headers[i], strlen(headers[i])) == 0)
            return true;
    return false;
}

static void advise(Front *front, Loc loc, const char *message)
{
    if (misses_compiler_header(message))
        diag_note(front->diag, loc, "this header belongs to clang: install libclang-common-19-dev (the package of your "
                                    "libclang's version), or pass -resource-dir");
    if (strncmp(message, "use of undeclared identifier 'M_", 32) == 0)
        diag_note(front->diag, loc, "<math.h> declares it only for '-std=gnu11', or with '#define _GNU_SOURCE' before "
                                    "the first #include");
}

static Loc diagnostic_loc(Front *front, CXDiagnostic diagnostic)
{
    return front_loc_at(front, clang_getDiagnosticLocation(diagnostic));
}

static void report_notes(Front *front, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        Loc          loc = diagnostic_loc(front, note);
        if (loc.line > 0)
            diag_note(front->diag, loc, "%s", front_string(front, clang_getDiagnosticSpelling(note)));
        clang_disposeDiagnostic(note);
    }
}

static bool is_error(CXDiagnostic diagnostic)
{
    enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(diagnostic);
    return severity == CXDiagnostic_Error || severity == CXDiagnostic_Fatal;
}

/* Returns whether the unit compiles. */
static bool report_diagnostics(Front *front)
{
    bool good = true;
    for (unsigned i = 0; i < clang_getNumDiagnostics(front->unit); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(front->unit, i);
        if (is_error(diagnostic)) {
            Loc         loc = diagnostic_loc(front, diagnostic);
            const char *message = front_string(front, clang_getDiagnosticSpelling(diagnostic));
            diag_error(front->diag, loc, NULL, "%s", message);
            report_notes(front, diagnostic);
            advise(front, loc, message);
            good = false;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return good;
}

/* ---- the files that were read ---- */

typedef struct Listing {
    Front    *front;
    FileList *files;
    StrMap   *seen;
} Listing;

static void list_file(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    Listing    *listing = data;
    const SourceFile *found = front_file(listing->front, file);
    (void)stack;
    (void)depth;
    if (strmap_get(listing->seen, found->id))
        return;
    strmap_put(listing->seen, found->id, listing);
    VEC_PUSH(listing->front->arena, &listing->files->paths, found->path);
}

static void list_files(Link *link, FileList *files)
{
    StrMap *seen = strmap_new(link->arena);
    for (int i = 0; i < link->fronts.count; i++) {
        Listing listing = { link->fronts.items[i], files, seen };
        if (listing.front->main_file)
            list_file(listing.front->main_file, NULL, 0, &listing);
    }
    for (int i = 0; i < link->fronts.count; i++) {
        Listing listing = { link->fronts.items[i], files, seen };
        if (listing.front->main_file)
            clang_getInclusions(listing.front->unit, list_file, &listing);
    }
}

/* ---- the session ---- */

static Front *new_front(Link *link, Program *program, const FrontendFile *input)
{
    Arena *arena = link->arena;
    Front *front = ARENA_NEW(arena, Front);
    front->program = program;
    front->arena = arena;
    front->trees = arena_new();
    front->diag = link->diag;
    front->link = link;
    front->number = link->fronts.count;
    front->input = input;
    front->path = intern(program->names, input->path);
    front->files = files_new(arena);
    front->vars = cursor_map_new(arena);
    front->funcs = cursor_map_new(arena);
    front->records = cursor_map_new(arena);
    front->adopted = cursor_map_new(arena);
    front->fields = cursor_map_new(arena);
    return front;
}

static bool parse(Front *front)
{
    Args args = make_args(front->arena, front->input);
    const char          *text = front->input->text;
    struct CXUnsavedFile held = { front->input->path, text, text ? strlen(text) : 0 };
    enum CXErrorCode error = clang_parseTranslationUnit2(
        front->index, front->input->path, args.list.items, args.list.count, &held, text ? 1 : 0,
        CXTranslationUnit_DetailedPreprocessingRecord, &front->unit);
    if (error == CXError_Success)
        return report_diagnostics(front);
    front->unit = NULL;
    diag_error(front->diag, loc_at(front->input->path, 0, 0), "adgen-parse",
               error == CXError_Crashed ? "libclang crashed while it parsed this file"
                                        : "libclang could not parse this file");
    return false;
}

static bool open_front(Front *front)
{
    front->index = clang_createIndex(0, 0);
    bool good = parse(front);
    if (front->unit)
        front->main_file = clang_getFile(front->unit, front->input->path);
    if (good && !front->main_file)
        diag_error(front->diag, loc_at(front->path, 0, 0), "adgen-parse", "libclang read no such file");
    return good && front->main_file;
}

bool fronts_open(Link *link, Program *program, const FrontendInput *input, FileList *files)
{
    bool good = true;
    for (int i = 0; i < input->file_count; i++) {
        Front *front = new_front(link, program, &input->files[i]);
        VEC_PUSH(link->arena, &link->fronts, front);
        VEC_PUSH(link->arena, &program->files, front->path);
        good = open_front(front) && good;
    }
    list_files(link, files);
    return good;
}

void fronts_close(Link *link)
{
    for (int i = 0; i < link->fronts.count; i++) {
        Front *front = link->fronts.items[i];
        if (front->unit)
            clang_disposeTranslationUnit(front->unit);
        clang_disposeIndex(front->index);
        arena_free(front->trees);
    }
}
