#ifndef ADGEN_IR_RUNTIME_H
#define ADGEN_IR_RUNTIME_H

#include "ir/ir.h"

/* adgen's own runtime, as generated code uses it: what it is to analyses that meet such code. */

/* AdgenTape.  As far as anybody sees it is a struct that holds a number, a count, a pointer and a pointer to a function: what is
 * pushed is stored there, what is popped is read there. */
const Type *runtime_tape(Program *p);
bool        runtime_is_tape(const Type *type);

/* ADGEN_TAPE_INIT */
const Expr *runtime_tape_init(Program *p, Loc loc);

/* AdgenCheckpoint, of which nobody sees more than pointers. */
const Type *runtime_checkpoint(Program *p);

/* What a function of the runtime does. */
typedef enum RuntimeUse {
    RUNTIME_NONE,      /* none of these */
    RUNTIME_PUSH,      /* (tape, value) */
    RUNTIME_POP,       /* value (tape) */
    RUNTIME_FREE,      /* (tape) */
    RUNTIME_LATER,     /* (tape, block): frees the block, with the tape */
    RUNTIME_ALLOCATE,  /* block (tape, count, size) */
    RUNTIME_RELEASE,   /* (tape, block) */
    RUNTIME_KEEP       /* copy (first, runs, length, stride, size) */
} RuntimeUse;

RuntimeUse runtime_use(const Func *func);

/* Give these functions, as far as the program calls them, bodies that say what they do to memory. */
void runtime_outline(Program *p);

#endif
