#ifndef ADGEN_RULES_BLAS_H
#define ADGEN_RULES_BLAS_H

#include <stdbool.h>

#include "base/arena.h"

/* The derivatives of CBLAS's and LAPACKE's routines: C text, in blas.def, which says how it is to be read. */

/* Whether the name is that of a routine of single or double precision: "cblas_dgemm", "LAPACKE_spotrf" (it need not be one
 * that blas.def knows); and in `precision` its letter, 's' or 'd'. */
bool blas_is_routine(const char *name, char *precision);

/* The text for one precision, in which integers have the C type `integer`. */
const char *blas_text(Arena *arena, char precision, const char *integer);

/* "dgemm" */
const char *blas_bare(const char *routine);

/* Whether the name is one that the functions of that text have in generated code: "adgen_dclear_vector". */
bool blas_is_helper(const char *name);

/* The same of one that asks whether all of its memory is zero: "adgen_dis_zero_matrix". */
bool blas_is_zero_test(const char *name);

/* What the names of a routine's functions in that text begin with: "adgen_dgemm__" for "cblas_dgemm". */
const char *blas_prefix(Arena *arena, const char *routine);

#endif
