#ifndef ADGEN_EXCHANGE_PLANES_PARTS_H
#define ADGEN_EXCHANGE_PLANES_PARTS_H

#include "exchange/planes.h"
#include "ir/helpers.h"
#include "parts.h"

/* What finding interleaved arrays (planes.c), asking what of them is surely touched (planes_cover.c), and copying them
 * (planes_write.c) share. */

enum { PLANES_MOST_TOUCHES = 80, PLANES_MOST = 8 };

/* When a place is touched. */
typedef enum Spot {
    SPOT_OUTER,                   /* in each iteration of the outer loop */
    SPOT_INNER,                   /* where the inner loop runs: in each of its iterations, or once behind it */
    SPOT_SOME                     /* in some iterations of the outer loop */
} Spot;

typedef struct PlanesTouch {
    const Expr *place;
    bool        writes, is_sure;  /* is_sure: whenever control comes to that spot */
    Spot        spot;
    bool        in_loop;          /* the inner one */
} PlanesTouch;

/* base[stride * group + part] */
typedef struct PlanesUse {
    const PlanesTouch *touch;
    Poly               group;
    long long          part;
} PlanesUse;

/* An array of groups, of which coordinates are to be copied apart. */
typedef struct Interleaved {
    Var      *base, *planes;
    long long stride;
    VEC(PlanesUse) uses;
    Poly      low, high;          /* the groups of the nest: [low, high) */
    long long parts[PLANES_MOST]; /* the coordinates, in the order of their copies, and which of them are written */
    bool      written[PLANES_MOST];
    int       part_count;
    bool      is_outer;           /* copied where the outer loop runs; else: where the inner one does at all */
} Interleaved;

typedef struct Planes {
    Exchange   *x;
    Stmt       *outer, *inner;
    Stmt       *top;              /* what the nest stands in, in the function's own list */
    int         first, last;      /* the nest's statements */
    const Type *type;             /* of indices */
    VEC(PlanesTouch)   touches;
    VEC(Interleaved *) arrays;
    Poly        most;             /* the outer counter's value where the inner loop has most iterations; or not exact */
    bool        ok;
} Planes;

/* One less the other, where that is a number. */
static inline bool planes_distance(const Poly *a, const Poly *b, long long *distance)
{
    Poly less = poly_sum(a, b, -1);

    return less.exact && poly_is_number(&less, distance);
}

/* ---- planes_cover.c ---- */

/* Find out at which of the outer loop's iterations the inner loop has most: if it does not run then, it never does. */
void planes_find_most(Planes *n);
/* Whether all that would be copied is surely touched where it is copied.  Sets is_outer. */
bool planes_cover(Planes *n, Interleaved *array);
/* What says that the outer loop runs, or that the inner one does at all; NULL: it surely does.  False: it surely does not. */
bool planes_guard(const Planes *n, bool is_outer, const Expr **guard);

/* ---- planes_write.c ---- */

/* Put copies before the nest and behind it, and let the nest use them. */
void planes_write(Planes *n, Block *out);
/* double *x_planes = adgen_allocate(3L * n, sizeof(double)); */
void planes_allocate(Planes *n, Func *allocator, Block *out);
void planes_free(Planes *n, Block *out);

#endif
