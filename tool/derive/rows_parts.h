#ifndef ADGEN_DERIVE_ROWS_PARTS_H
#define ADGEN_DERIVE_ROWS_PARTS_H

#include "analysis/poly.h"
#include "rows.h"

/* What rows_find.c and rows_twins.c (which reads have a copy together), rows_ranges.c (what they run through) and rows.c
 * (the copies) share. */

enum { MOST_DIMS = 4, MOST_NEST = 8, LIKELY_SIZE = 64 };      /* sizes are taken for that where costs are compared */

/* An index of a place that the loops around a read run through: within [low, high). */
typedef struct Dim {
    const Expr *index;
    Var        *counter;          /* of one of the loops */
    Poly        low, high;
} Dim;

/* A read that the backward pass needs. */
typedef struct Read {
    Stmt       *at;
    const Expr *place;
    double      times;            /* how often it is done, where all sizes are alike: for comparisons */
    const Expr *flat;             /* its index in a copy of the whole array; NULL: it is written as the group's first one is */
} Read;

/* Reads of one array between two changes of it. */
typedef struct Group {
    Block *block;
    int    index;                 /* the copy stands before this statement of the block */
    Stmt  *first;                 /* that statement */
    int    dim_count;
    Dim    dims[MOST_DIMS];       /* of the first read; the ranges of all */
    bool   safe;                  /* all of the ranges lies within the array, whether or not anything is read */
    Stmt  *nest[MOST_NEST];       /* otherwise, these loops run where anything is read */
    int    nest_count;
    VEC(Read) reads;
} Group;

typedef VEC(Group *) Groups;

/* Find the reads that are needed and will have been overwritten, and have no copy yet. */
void rows_find_groups(Derive *d, Groups *groups);

/* The same for one read of an assignment's value: false where it cannot be copied. */
bool rows_find_read(Derive *d, const Wish *wish, Groups *groups);
/* The same for what a loop wishes for, all of it: false where that cannot be. */
bool rows_find_wished(Derive *d, const Wishes *wishes, Groups *groups);

/* Whether the statement surely leaves what is in the place, whatever its indices. */
bool rows_leaves(Derive *d, const Stmt *s, const Expr *place);

/* Whether the statement reads the place in a copy already. */
bool rows_is_kept(const Derive *d, const Stmt *s, const Expr *place);

/* The index that the place itself has, or NULL. */
const Expr *rows_index(const Expr *place);
/* What it lies in: a place, or the pointer that leads to it; NULL: a variable. */
const Expr *rows_inside(const Expr *place);

/* 1: surely not negative where its variables are positive, -1: surely not positive; 0: nobody knows. */
int rows_sign(const Poly *poly);
/* 1: not negative where the body of the innermost loop runs, -1: not positive; 0: nobody knows. */
int rows_order(Derive *d, const Stmt *innermost, const Poly *poly);

/* The least and, plus one, the greatest value of the index in the nest.  False where they are not known. */
bool rows_range(Derive *d, const Stmt *at, Stmt *const *nest, int count, const Expr *index, Poly *low, Poly *high);

/* Let groups of one array have one copy, where they read it by different notations (rows_twins.c). */
void rows_join_twins(Derive *d, Groups *groups);

/* ---- copies (rows.c) ---- */

/* How they are kept: in an array of them where their number is known. */
typedef enum Keeping { KEEP_NOT, KEEP_ROWS, KEEP_BLOCK, KEEP_LOCAL } Keeping;
Keeping rows_keeping(Derive *d, Group *group, bool wished, Poly *stride);

/* That all loops run where the copy's own do not say so; NULL: nothing else need be asked. */
const Expr *rows_condition(Derive *d, const Group *group);

Poly rows_length(Derive *d, const Dim *dim);
/* The index in the copy of one of the reads; NULL where it is too long. */
const Expr *rows_read_index(Derive *d, const Group *group, const Stmt *at, const Expr *place);
/* Make the copy; false where there is none that pays. */
bool rows_make(Derive *d, Group *group, bool wished);
/* Make copies that let loops run again: all are found in the function as it is before any is made (rows_grant.c). */
bool rows_grant(Derive *d);

#endif
