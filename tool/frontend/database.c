#define _XOPEN_SOURCE 700  /* realpath */

#include "frontend/database.h"

#include <clang-c/CXCompilationDatabase.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const char *copied(Arena *arena, CXString string)
{
    const char *text = clang_getCString(string);
    char       *copy = arena_strdup(arena, text ? text : "");
    clang_disposeString(string);
    return copy;
}

/* Whether the command is for the file whose real path is `real`. */
static bool compiles(Arena *arena, CXCompileCommand command, const char *real)
{
    const char *name = copied(arena, clang_CompileCommand_getFilename(command));
    if (strcmp(text_base_name(name), text_base_name(real)) != 0)
        return false;
    if (name[0] != '/')
        name = arena_printf(arena, "%s/%s", copied(arena, clang_CompileCommand_getDirectory(command)), name);
    char *resolved = realpath(name, NULL);
    bool  same = resolved && strcmp(resolved, real) == 0;
    free(resolved);
    return same;
}

static void copy_command(Arena *arena, CXCompileCommand command, CompileArgs *out)
{
    out->directory = copied(arena, clang_CompileCommand_getDirectory(command));
    for (unsigned i = 1; i < clang_CompileCommand_getNumArgs(command); i++)
        VEC_PUSH(arena, &out->args, copied(arena, clang_CompileCommand_getArg(command, i)));
}

/* libclang guesses the options of a file that it does not find from those of others: look through all the commands
 * instead, since a guess would give the derivative of another program. */
static bool find_command(Arena *arena, CXCompileCommands commands, const char *path, CompileArgs *out)
{
    char *real = realpath(path, NULL);
    bool  found = false;
    for (unsigned i = 0; real && !found && i < clang_CompileCommands_getSize(commands); i++) {
        CXCompileCommand command = clang_CompileCommands_getCommand(commands, i);
        found = compiles(arena, command, real);
        if (found)
            copy_command(arena, command, out);
    }
    free(real);
    return found;
}

bool frontend_compile_args(Arena *arena, const char *folder, const char *path, CompileArgs *out, Diag *diag)
{
    CXCompilationDatabase_Error error;
    CXCompilationDatabase       database = clang_CompilationDatabase_fromDirectory(folder, &error);
    Loc                         nowhere = loc_at(arena_printf(arena, "%s/compile_commands.json", folder), 0, 0);
    if (error != CXCompilationDatabase_NoError) {
        diag_error(diag, nowhere, "adgen-database", "this is no compilation database");
        return false;
    }
    CXCompileCommands commands = clang_CompilationDatabase_getAllCompileCommands(database);
    bool              found = find_command(arena, commands, path, out);
    clang_CompileCommands_dispose(commands);
    clang_CompilationDatabase_dispose(database);
    if (!found)
        diag_error(diag, nowhere, "adgen-database", "it has no entry for '%s'; give its options on the command line",
                   path);
    return found;
}
