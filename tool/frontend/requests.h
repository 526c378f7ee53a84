#ifndef ADGEN_FRONTEND_REQUESTS_H
#define ADGEN_FRONTEND_REQUESTS_H

#include "front.h"

/* ---- spec.c: the text of a request ---- */

typedef struct Names {
    VEC(const char *) list;
} Names;

/* x, y, wrt(z), of(y, return), as(name) */
typedef struct Spec {
    Names       wrt, of;
    const char *as;          /* NULL: not said */
    const char *error;       /* what is wrong with the text, or NULL */
} Spec;

Spec spec_read(Front *front, const char *text);

/* The name that is nearest to what was written, or NULL where none is near. */
const char *spec_nearest(const char *written, const char *const *names, int count);

/* ---- requests.c ---- */

/* Read every annotation of the files and every request of the command line into program->requests. */
void requests_read(Link *link, const FrontendInput *input);

/* ---- annotations.c ---- */

/* Refuse every annotation that is unknown or stands where it means nothing. */
void annotations_check(Front *front);

#endif
