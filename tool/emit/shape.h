#ifndef ADGEN_EMIT_SHAPE_H
#define ADGEN_EMIT_SHAPE_H

#include <stdbool.h>

#include "ir/ir.h"

/* Which of C's forms a statement is printed in.  Names depend on it too: they must know what shares a scope. */

/* The block, without braces around the whole of it. */
const Block *shape_core(const Block *block);
/* The only statement of the block, or NULL. */
const Stmt *shape_only(const Block *block);
/* Whether the block itself may declare something; the braces of a scope that does not say nothing. */
bool shape_declares(const Block *block);
/* Whether the end of the block is never reached. */
bool shape_always_jumps(const Block *block);

/* Whether it is an if, without else, that ends some calls of the function. */
bool shape_returns(const Stmt *s);

typedef enum IfForm {
    IF_PLAIN,         /* if (c) then, if (c) then else other */
    IF_NEGATED,       /* if (!c) other: then is empty */
    IF_OTHER_AFTER,   /* if (c) then; other...: then ends in a jump */
    IF_THEN_AFTER     /* if (!c) other; then...: other is nothing but a jump */
} IfForm;
IfForm shape_of_if(const Stmt *s);
/* The block that follows an IF_OTHER_AFTER or IF_THEN_AFTER in the same scope, or NULL. */
const Block *shape_after_if(const Stmt *s);

typedef enum LoopForm {
    LOOP_WHILE,       /* while (c) { body step } */
    LOOP_FOR,         /* for (; c; step) body */
    LOOP_DO,          /* do { body head } while (c) */
    LOOP_TEST,        /* for (;; [step]) { head; if (!c) break; body; [step] } */
    LOOP_TEST_LAST,   /* for (;;) { body; head; if (!c) break; } */
    LOOP_AGAIN        /* for (int again = 0;; again = 1) { if (again) { what a CONTINUE comes to } ... } */
} LoopForm;
LoopForm shape_of_loop(const Stmt *s);
/* Whether the loop's step stands in the header of a for. */
bool shape_step_is_inline(const Stmt *s);
/* A scope that holds nothing but an assignment or declaration and its loop: for (x = a; c; step).  NULL: it is none. */
const Stmt *shape_loop_of_scope(const Block *block);

#endif
