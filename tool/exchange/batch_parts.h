#ifndef ADGEN_EXCHANGE_BATCH_PARTS_H
#define ADGEN_EXCHANGE_BATCH_PARTS_H

#include "jam_parts.h"

/* What finding the stages of an iteration (batch.c) and writing them as loops (batch_write.c) share. */

enum { BATCH_SIZE = 16, BATCH_MOST_STAGES = 8, BATCH_MOST_HANDED = 8 };

typedef enum StageKind {
    STAGE_LOOPS,                  /* has loops, and no slow call outside of them */
    STAGE_CALLS                   /* has slow calls, and neither loops nor conditions */
} StageKind;

/* Statements side by side that become a loop of their own. */
typedef struct Stage {
    StageKind kind;
    int       first, count;       /* in the body's list */
} Stage;

/* A real that a stage leaves for later ones, which may leave another value for those behind them. */
typedef struct Handed {
    Var     *var;
    int      stage;               /* declares it */
    unsigned needed, assigned;    /* bits of stages: its declaration aside */
    Var     *at;                  /* the array of its values */
} Handed;

/* A declaration that moves to a later stage. */
typedef struct Late {
    const Stmt *decl;
    int         stage;
} Late;

typedef struct Batch {
    Jam         jam;
    Stage       stages[BATCH_MOST_STAGES];
    int         stage_count;
    VEC(Handed) handed;
    VEC(Late)   late;
    VEC(Named)  names;            /* integers and pointers that several stages need: each finds them again */
} Batch;

static inline Stmt *batch_stmt(const Batch *b, const Stage *stage, int index)
{
    return jam_stmt(&b->jam, stage->first + index);
}

/* Whether a statement of the stage mentions the variable: its declaration aside. */
bool batch_mentions(const Batch *b, const Stage *stage, const Var *var);

/* ---- batch_write.c ---- */

void batch_write(Batch *b, Block *out);

#endif
