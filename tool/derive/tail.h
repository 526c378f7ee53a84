#ifndef ADGEN_DERIVE_TAIL_H
#define ADGEN_DERIVE_TAIL_H

#include "context.h"

typedef struct Facts Facts;
typedef struct Split Split;

/*
 * What stands behind a list's fused loops runs backward before these, so that the adjoints that they start from are known.
 * Where part of it reads what the loops compute, as in
 *
 *     total_adj += result_adj * weight;  weight_adj += result_adj * total;
 *
 * and the loops need nothing of that part, it runs after them.
 */
typedef enum Part {
    PART_WHOLE,       /* both */
    PART_EARLY,       /* before the fused loops */
    PART_LATE,        /* after them */
    PART_NONE         /* it has no adjoint statements */
} Part;

/* The loops and branches of a list that run forward and at once backward. */
typedef struct Group {
    Block        *list;
    Stmt         *first;           /* of them */
    int           tail;            /* index in the list of what stands behind the last loop */
    VEC(Facts *)  members;
    Split        *split;           /* NULL: all of the tail runs before them */
} Group;

/* Which statement of the tail, and which adjoint statement of one, is in which part.  NULL: it cannot run backward in two parts.
 * Where that is so only because what the early part reads is found behind the loops, this is asked to be moved (advance.h). */
Split *tail_split(Derive *d, const Group *group);
/* Once it is known that the tail runs so: keep the adjoints that the late part needs as they are before. */
void   tail_settle(Derive *d, Split *split);

/* Whether the tail of the list has two parts. */
bool tail_is_split(const Derive *d, const Block *list);
/* In which of them the statement of the list's tail, or in a branch there, runs backward; or one of its adjoint statements. */
Part tail_part(const Derive *d, const Block *list, const Stmt *s);

/* Push copies of a statement's adjoint statements, those that are in the part: of the whole, all. */
void tail_copy(Derive *d, const Block *list, Part part, const Block *local, Block *out);

#endif
