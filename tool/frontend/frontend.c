#include "frontend/frontend.h"

#include "clang.h"
#include "decls.h"
#include "items.h"
#include "link.h"
#include "outside.h"
#include "requests.h"

/*
 * frontend_read - from C files to IR.
 *
 * Parse; index what they declare, define as macros and include; read the requests; lower the bodies of the functions
 * that they reach.  Each step goes on after an error to find the next, and nothing is handed on after one.
 */
Program *frontend_read(Arena *arena, const FrontendInput *input, FileList *files, Diag *diag)
{
    int      before = diag_errors(diag);
    Link    *link = link_new(arena, diag);
    Program *program = program_new(arena, input->files[0].path);
    for (int i = 0; i < input->scalar_count; i++)
        strmap_put(link->scalars, input->scalars[i], link);
    if (fronts_open(link, program, input, files)) {
        link_index(link);
        if (diag_errors(diag) == before || link_is_one_file(link)) {
            requests_read(link, input);
            decls_lower_all(link);
            outside_read(link);
            items_sort(link);
        }
    }
    fronts_close(link);
    return diag_errors(diag) == before ? program : NULL;
}
