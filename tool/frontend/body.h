#ifndef ADGEN_FRONTEND_BODY_H
#define ADGEN_FRONTEND_BODY_H

/*
 * What function bodies do to variables and memory: as much as the lowering must know to keep C's order of evaluation,
 * to tell counted loops from others, and to copy what a length reads.  (The analysis of derivatives has its own.)
 */

#include "tree.h"

/* What a call of a function may do that its caller can see.  `params` of a Reach: what its arguments point to. */
typedef struct Summary {
    Reach    reads, writes;
    unsigned read_types, write_types;   /* see body_types */
    uint64_t keeps;                     /* parameters whose pointers may be kept in memory */
    bool     output;                    /* input, output or hidden state: such calls stay in order */
    bool     ends;                      /* the program may end here: that stays in order with output */
} Summary;

/* What one operator or call reads and writes itself (not what its operands do). */
typedef struct Touch {
    Node    *node;
    Node    *place;                     /* the place read or written; NULL: a call */
    Symbol  *symbol;                    /* the variable, where the place names it; else NULL */
    Reach    reads, writes;
    unsigned read_types, write_types;
    bool     output;
    bool     ends;
} Touch;

typedef struct Flow {
    Symbol *to;                         /* NULL: memory */
    Node   *value;
} Flow;

/* A function's body, read once. */
struct Body {
    Front     *front;
    Node      *root;
    CursorMap *symbols;
    VEC(Symbol *) list;
    VEC(Node *)   writers;              /* what may write something, in source order */
    VEC(Flow)     flows;                /* pointers that are assigned */
    int        nodes;
    int        params;
    int        local_bits;
    uint64_t   escaped;                 /* locals whose addresses may be kept in memory */
    bool       stores_pointers;         /* pointers are stored through pointers */
    bool       noalias;                 /* ADGEN_NOALIAS: parameters do not overlap */
    bool       ready;                   /* its facts are complete */
    Summary    summary;
    enum { BODY_UNKNOWN, BODY_BEGUN, BODY_DONE } state;   /* of the summary */
};

/* The body of a function's definition, read and understood the first time; NULL: not visible. */
Body *body_of(Front *front, CXCursor function);

/* Whether the function, or what it calls, writes such a global by its name. */
bool body_writes_global(Front *front, CXCursor function, bool (*wanted)(Front *front, CXCursor global));

/* Call `visit` for each global that the mask of a Reach may stand for. */
void body_each_global(Front *front, uint64_t globals, void (*visit)(void *data, Symbol *global), void *data);

/* Give a new symbol of the body its bit. */
void body_number(Body *body, Symbol *symbol);

/* A mask of the scalar types that an object of the type may hold; all of them for characters, records, unknown types.
 * Objects whose masks have nothing in common do not overlap (C11 6.5p7). */
unsigned body_types(CXType type);

/* The variable that the place is (part of), or NULL where a pointer is followed. */
Symbol *body_symbol(const Node *place);
/* Whether nothing but the name reaches the variable: a scalar local whose address is not taken. */
bool body_is_register(const Symbol *symbol);

Reach body_place(Body *body, Node *place);       /* where the place may be; empty: a register */
Reach body_value(Body *body, Node *value);       /* where the pointer, or those in the record, may lead */

/* What an expression node does itself: reads (a place that is read here), writes or calls.  False: nothing. */
bool body_touch(Body *body, Node *node, Touch *touch);

/* Whether two accesses may meet in the same memory. */
bool body_meet(const Body *body, const Reach *a, unsigned a_types, const Reach *b, unsigned b_types);
bool body_empty(const Reach *reach);
bool body_same_reach(const Reach *a, const Reach *b);
void body_join(Reach *to, const Reach *more);

/* Whether the variable is assigned by name between (and at) two nodes. */
bool body_written(const Symbol *symbol, int first, int last);
/* Whether memory that an access reads may be written between two nodes. */
bool body_overwritten(Body *body, const Touch *read, int first, int last);

/* ---- effects.c: what calls do ---- */

/* A function of the library that only computes a value from its arguments: <math.h> and its like. */
bool effects_is_pure(Front *front, const Symbol *function);
/* The name of a library function without __builtin_. */
const char *effects_name(const Symbol *function);
/* What a call of the function does. */
const Summary *effects_summary(Body *callee);
/* What the call does, in terms of the body that it stands in. */
void effects_of_call(Body *body, Node *call, Touch *touch);
/* Parameters of the callee whose pointers may be kept: bit i for argument i. */
uint64_t effects_keeps(Body *body, Node *call);
bool effects_allocates(Front *front, const Symbol *function);

#endif
