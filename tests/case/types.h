#ifndef ADGEN_TESTS_CASE_TYPES_H
#define ADGEN_TESTS_CASE_TYPES_H

#include <stdbool.h>

#include "base/text.h"
#include "base/vec.h"

/* The types of a case file, as far as a test must know them: where the reals are, and how to declare a variable. */
typedef enum CKind {
    C_VOID,
    C_INTEGER,      /* with enums and bool */
    C_REAL,
    C_RECORD,
    C_POINTER,
    C_ARRAY,
    C_FUNCTION
} CKind;

typedef struct CType   CType;
typedef struct CRecord CRecord;

struct CType {
    CKind        kind;
    bool         is_const;     /* this level */
    const char  *name;         /* of what is neither pointer, array nor function: "double", "struct S"; NULL: unnamed */
    const CType *of;           /* POINTER, ARRAY: what; FUNCTION: its result */
    const char  *length;       /* ARRAY: the text between the brackets */
    const char  *params;       /* FUNCTION: the text between the brackets */
    CRecord     *record;
};

typedef struct CField {
    const char  *name;         /* NULL: an unnamed struct whose members are the outer one's */
    const CType *type;
    bool         inactive;     /* ADGEN_INACTIVE */
    bool         bitfield;
} CField;

struct CRecord {
    bool is_union;
    VEC(CField) fields;
};

/* Whether there are reals that derivatives may reach, in it or behind its pointers. */
bool ctype_holds_real(const CType *type);

/* Append a declarator for the name without qualifiers: "double (*name)[3]". */
void ctype_declare(Text *out, const CType *type, const char *name);

/* What an array's elements are, at every level: of double[2][3] it is double. */
const CType *ctype_cell(const CType *type);

#endif
