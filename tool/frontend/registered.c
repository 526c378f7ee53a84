#include <string.h>

#include "decls.h"
#include "requests.h"

/* Derivatives that the user gives: ADGEN_DERIVATIVE_OF(g, vjp) double g_vjp(…). */

/* "g, vjp": false where it is something else. */
static bool split(Front *front, const char *spec, const char **name, const char **mode)
{
    size_t      length = strspn(spec, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    const char *rest = spec + length + strspn(spec + length, " \t\n");
    if (length == 0 || *rest != ',')
        return false;
    *name = intern_n(front->program->names, spec, length);
    rest++;
    *mode = rest + strspn(rest, " \t\n");
    return strcmp(*mode, "vjp") == 0 || strcmp(*mode, "jvp") == 0;
}

static void refuse_second(Front *front, const Annotation *annotation, const Func *func, const char *mode, Loc first)
{
    diag_error(front->diag, annotation->loc, "adgen-derivative-of", "'%s' has a %s already", func->name, mode);
    diag_note(front->diag, first, "the first one is here");
}

void registered_read(Front *front, CXCursor function, const Annotation *annotation)
{
    const char *name, *mode;
    if (!split(front, annotation->spec, &name, &mode)) {
        diag_error(front->diag, annotation->loc, "adgen-spec",
                   "ADGEN_DERIVATIVE_OF(%s) is not understood: write ADGEN_DERIVATIVE_OF(g, vjp) or (g, jvp)", annotation->spec);
        return;
    }
    Decl    *near = decls_named(front, name);
    bool     here = near && cursor_is(near->all.items[0], CXCursor_FunctionDecl) && !clang_Cursor_isNull(near->definition);
    Declared found = here ? (Declared){ front, near } : requests_find_function(front->link, name);
    if (!found.decl) {
        requests_refuse_function(front->link, annotation->loc, name);
        return;
    }
    bool   reverse = strcmp(mode, "vjp") == 0;
    Func  *func = front_func(found.front, found.decl->all.items[0]), *given = front_func(front, function);
    Func **slot = reverse ? &func->vjp : &func->jvp;
    Loc   *loc = reverse ? &func->vjp_loc : &func->jvp_loc;
    if (*slot && *slot != given)
        refuse_second(front, annotation, func, mode, *loc);
    *slot = given;
    *loc = annotation->loc;
}
