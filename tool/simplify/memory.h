#ifndef ADGEN_SIMPLIFY_MEMORY_H
#define ADGEN_SIMPLIFY_MEMORY_H

#include "facts.h"

/* What memory a place may be. */
typedef enum MemoryKind {
    MEMORY_OF_VAR,     /* a register, or an array or record that nothing else reaches: id is the variable's */
    MEMORY_OF_BLOCK,   /* a block that nothing but its own pointers reaches: id is the block's (blocks.h) */
    MEMORY_SHARED      /* anything of its class and side */
} MemoryKind;

typedef struct Memory {
    MemoryKind  kind;
    int         id;
    MemoryClass class;
    Side        side;
} Memory;

Memory memory_of(const Facts *f, const Expr *place);
bool   memory_overlaps(const Memory *a, const Memory *b);

/* Of a place or pointer: whose memory it is. */
Side memory_side(const Expr *e);

/* Whether the nodes from .. to - 1 may write it. */
bool memory_written(const Facts *f, const Memory *m, int from, int to);

/* List what a node writes (facts_build). */
void memory_note_writes(Facts *f, int pos);

#endif
