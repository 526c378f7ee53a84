#ifndef ADGEN_TESTS_POINT_H
#define ADGEN_TESTS_POINT_H

/* What the parts of a case's test program share about the point that is being checked. */

#include "oracle.h"
#include "registry.h"

/* What the primal's memory holds, and what it returned. */
typedef struct Snapshot {
    long double   *reals;
    unsigned char *bytes;
    long          *targets;
    bool           returned;
    long double    result;
} Snapshot;

extern Registry       point_primal, point_shadow;
extern bool           point_is_exact;     /* results and memory must be the primal's bit for bit */
extern int            point_complaints;
extern const T_Point *point_now;              /* in hand */
extern int            point_index;

/* Zeroed memory, for `count` elements and one more. */
void *point_room(int count, size_t size);

bool point_same_bits(long double a, long double b);
bool point_within(long double a, long double b, long double bound);

/* Report what is wrong; "after the call x, real 2 of it (from 0),". */
void        point_complain(const char *what, long double got, const char *judge, long double want);
const char *point_leaf_name(const Leaf *leaf, const char *prefix);

Snapshot point_snapshot(const Registry *r);
void     point_snapshot_free(Snapshot *s);

/* What is in memory now must be what a plain call left there. */
void point_compare_memory(const Snapshot *plain);

/* The arguments, and their shadows, as at the beginning of a draw; the derivative that the case asks for. */
void point_build(int draw);
void point_build_shadows(int draw);
void point_call_derivative(double seed);

/* The primal's leaf that a shadow's leaf belongs to. */
const Leaf *point_partner(int shadow_index);

/* Numbers for the shadows; into all of them, or into those alone that go in and come out. */
void point_invent_seeds(double *seeds);
void point_set_shadows(const double *seeds, bool only_in_out);

#endif
