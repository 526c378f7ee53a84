#ifndef ADGEN_ANALYSIS_WHOLE_H
#define ADGEN_ANALYSIS_WHOLE_H

#include "analysis/alias.h"
#include "base/intern.h"

/* What runs when the functions that are asked for run. */
typedef struct Whole {
    const Program *p;
    Arena         *arena;
    Alias         *alias;        /* of all pointers in it: whole_solve */
    VEC(Func *)    funcs;
    Map           *reached;      /* Func -> itself: in funcs */
    Map           *asked;        /* Func -> itself: a derivative of it is asked for */
    Map           *elsewhere;    /* Func -> itself: may run as the user has compiled it, beside generated code */
    Map           *results;      /* Func -> Object: what it returns */
    const Func    *at;           /* the function that is looked at */
    bool           indirect;     /* some call goes through a pointer */
} Whole;

/* Find the functions. */
Whole *whole_new(Arena *arena, const Program *p);

/* Find what every pointer may point to. */
void whole_solve(Whole *w);

#endif
