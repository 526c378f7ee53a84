#ifndef ADGEN_FRONTEND_REQUESTS_H
#define ADGEN_FRONTEND_REQUESTS_H

#include "front.h"
#include "link.h"

/* ---- spec.c: the text of a request ---- */

typedef struct Names {
    VEC(const char *) list;
} Names;

/* x, y, wrt(z), of(y, return), as(name) */
typedef struct Spec {
    Names       wrt, of;
    const char *as;          /* NULL: not said */
    int         width;       /* 0: not said */
    const char *error;       /* what is wrong with the text, or NULL */
} Spec;

Spec spec_read(Front *front, const char *text);

/* The name that is nearest to what was written, or NULL where none is near. */
const char *spec_nearest(const char *written, const char *const *names, int count);

/* ---- requests.c ---- */

/* Read every annotation of the files and every request of the command line into program->requests. */
void requests_read(Link *link, const FrontendInput *input);

/* The file and declaration that a function's name means: where it has a body, else where it is declared; or nothing. */
Declared requests_find_function(Link *link, const char *name);
/* There is no such function. */
void requests_refuse_function(Link *link, Loc loc, const char *name);

/* ---- registered.c ---- */

/* Read ADGEN_DERIVATIVE_OF(g, vjp) before a function. */
void registered_read(Front *front, CXCursor function, const Annotation *annotation);

/* ---- annotations.c ---- */

/* Refuse every annotation that is unknown or stands where it means nothing. */
void annotations_check(Front *front);

#endif
