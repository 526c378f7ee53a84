#ifndef ADGEN_ANALYSIS_EFFECTS_H
#define ADGEN_ANALYSIS_EFFECTS_H

#include "ir/ir.h"

/* What a call of a function may do to what its caller sees. */
typedef struct Effects {
    bool *writes;      /* by parameter: what can be reached through it may be written */
    bool *returns;     /* by parameter: a pointer in the result may lead to what can be reached through it */
    bool *keeps;       /* by parameter: such a pointer may be stored where the caller sees it, or in fresh memory */
    bool *frees;       /* by parameter: memory that it leads to may be freed */
    bool *resizes;     /* by parameter: such memory may be given to realloc, if it may hold reals */
    bool *hides;       /* by parameter: reals, or bytes of them, may lie in such memory, though its type has none */
    bool  globals;     /* global variables may be written */
    bool  uses_globals; /* … or read, those that some function writes */
    bool  fresh;       /* memory that it has allocated may be returned or stored */
    bool  stores;      /* pointers may be stored where the caller sees them */
    bool  functions;   /* addresses of functions may be returned, or stored where the caller sees them */
    bool  acts;        /* a second call would be noticed, or give other results: output, random numbers, unknown code */
    bool  puns;        /* bytes of reals become integers, or integers such bytes, by memcpy, a cast or a union */
    bool  forges;      /* pointers that may lead to reals are made from integers */
    bool  scans;       /* something may be read from a stream */
    bool  ends;        /* the program may end there: exit, assert, or what is not known to return */
    bool  unknown;     /* anything may happen: it calls what adgen does not know */
} Effects;

/*
 * effects_of - the effects of a function whose body is visible, those of all that it calls included.
 *
 * Found by iteration from "none" up, over all functions that it may call, so recursion needs no care.
 * Requires: verified IR.   Keeps: the IR unchanged.   Kept with the program: asking again costs nothing.
 */
const Effects *effects_of(const Program *p, const Func *func);

/* Whether a call of a function whose body is not visible may not return.  (That the runtime's end the program where there is no
 * memory does not count.) */
bool effects_end_outside(const Func *callee);

#endif
