#include "frontend/frontend.h"

#include "clang.h"
#include "decls.h"
#include "items.h"
#include "macros.h"
#include "requests.h"

/*
 * frontend_read - from a C file to IR.
 *
 * Parse; index what the file declares, defines as macros and includes; read the requests; lower the bodies of the
 * functions that they reach.  Each step goes on after an error to find the next, and nothing is handed on after one.
 */
Program *frontend_read(Arena *arena, const FrontendInput *input, FileList *files, Diag *diag)
{
    int    before = diag_errors(diag);
    Front *front = front_open(arena, input, files, diag);
    if (!front)
        return NULL;
    macros_read(front);
    decls_read(front);
    items_read(front);
    annotations_check(front);
    requests_read(front);
    decls_lower_all(front);
    items_sort(front);
    Program *program = front->program;
    front_close(front);
    return diag_errors(diag) == before ? program : NULL;
}
