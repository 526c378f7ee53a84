#ifndef ADGEN_TESTS_CASE_DECL_H
#define ADGEN_TESTS_CASE_DECL_H

#include "types.h"
#include "lex.h"

/* An annotation such as ADGEN_GRAD(x): the word without ADGEN_, and what stands between the brackets. */
typedef struct CAnnotation {
    const char *word;
    const char *spec;
} CAnnotation;

typedef struct CParam {
    const char  *name;
    const CType *type;         /* after C's adjustment: an array is a pointer */
    bool         inactive;
} CParam;

typedef struct CFunc {
    const char  *name;
    const CType *result;
    VEC(CParam)      params;
    VEC(CAnnotation) annotations;
} CFunc;

typedef struct CUnit {
    VEC(CFunc *) funcs;
    const char  *error;        /* what could not be read; NULL: all is well */
} CUnit;

/*
 * decl_read - the functions and types that a preprocessed file declares.
 *
 * The text is that of the case after the preprocessor, with system headers left out and annotations still in it.
 * Function bodies and initialisers are skipped.  Names that nothing declares (size_t, int32_t) stand for integers.
 */
CUnit *decl_read(Arena *arena, const char *text);

CFunc *decl_find(const CUnit *unit, const char *name);

#endif
