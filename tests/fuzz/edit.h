#ifndef ADGEN_TESTS_FUZZ_EDIT_H
#define ADGEN_TESTS_FUZZ_EDIT_H

#include "tree.h"

/* From what takes most away to what takes least. */
typedef enum EditKind {
    EDIT_DROP,           /* a statement, with all that is in it */
    EDIT_UNWRAP,         /* a loop or branch replaced by its body */
    EDIT_PARAM,          /* a parameter that nothing uses, with its arguments */
    EDIT_OPERAND,        /* an expression replaced by one of its operands */
    EDIT_CONSTANT,       /* an expression replaced by a number */
    EDIT_KINDS
} EditKind;

typedef struct Edit {
    EditKind kind;
    int      number;
    int      span;       /* EDIT_DROP: so many statements of a block, at most */
} Edit;

/* Do the edit of that number, counted through the program; false: there are not so many.  A program is made smaller by making
 * it again from its seed, and doing all edits again. */
bool edit_program(Program *program, Edit edit);

#endif
