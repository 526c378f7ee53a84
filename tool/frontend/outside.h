#ifndef ADGEN_FRONTEND_OUTSIDE_H
#define ADGEN_FRONTEND_OUTSIDE_H

#include "link.h"

/*
 * outside_read - the derivatives of those library routines that the program calls (rules/blas.h), as functions of the program.
 *
 * Their text is a translation unit of its own.  What it calls by the routines' names are then the routines that the user's
 * headers declare, with enumerators where these have some; where they declare none, those of <cblas.h> and <lapacke.h>.
 * Sets Func.parts.  A routine that is declared with other parameters than the text's has none.
 *
 * Requires: all bodies are lowered.
 */
void outside_read(Link *link);

#endif
