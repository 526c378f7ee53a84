#ifndef ADGEN_GATHER_PARTS_H
#define ADGEN_GATHER_PARTS_H

#include "analysis/apart.h"
#include "analysis/poly.h"
#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"

/* What reading a loop (loop.c) and writing the new ones (write.c) share. */

enum { MOST_SPREAD = 4 };

typedef struct Gather {
    Program      *p;
    Arena        *arena;
    Func         *func;
    Alias        *alias;
    const Layout *layout;
    Apart        *apart;
} Gather;

/* A counter that runs within [low, high). */
typedef struct Range {
    Var *counter;
    Poly low, high;
} Range;

/* base[j + column], or base[i + row][j + column]: i and j are the counters of a nest, or there is no i. */
typedef struct Index {
    const Expr *base;
    bool        by_rows;
    Poly        row;          /* by rows; else what i is multiplied with in the one index */
    Poly        column;       /* the last index less j */
} Index;

/* How far apart elements lie: rows and columns from `low` to `high`. */
typedef struct Box {
    long long low_row, high_row, low, high;
} Box;

/* place[i + row][j + offset] += ± value, the value in terms of the counters alone. */
typedef struct Share {
    long long   row, offset;  /* of a single loop: from the first share's */
    const Expr *value;
    bool        minus;
} Share;

/* All that is added to elements whose distances are known. */
typedef struct Stream {
    const Expr *place;        /* of the first share */
    Index       index;
    long long   row, offset;  /* of that share */
    Box         box;          /* of the shares */
    VEC(Share)  shares;
} Stream;

/* place[counter + c] = value, behind all that reads it. */
typedef struct Clear {
    const Expr *place;
    Index       index;
    Stmt       *stmt;
} Clear;

/* What an iteration of an innermost loop does, or of one around it that has nothing else in it but assignments. */
typedef struct Loop {
    Stmt        *stmt;        /* all of it */
    Stmt        *inner;       /* the innermost one, which may be the same */
    Range        rows;        /* of a nest: the outer counter; else there is none */
    Range        columns;
    VEC(Stream)  streams;
    VEC(Clear)   clears;
    VEC(const Expr *) reads;  /* places that values are made of */
    VEC(Stmt *)  kept;        /* sum += value, of registers; of a nest, also writes of other memory: they stay together */
} Loop;

/* An element, or an iteration: what stands for the counters. */
typedef struct Point {
    Poly row, column;
} Point;

static inline bool loop_is_nest(const Loop *loop)
{
    return loop->stmt != loop->inner;
}

/* ---- loop.c ---- */

/* Read a loop, or a nest of two; false where it is not of this form, or is better as it is. */
bool loop_read(Gather *g, Stmt *stmt, Loop *loop);

/* Whether the loop keeps the statement. */
bool loop_keeps(const Loop *loop, const Stmt *s);

/* The innermost loop that is all there is in the body of another one, but for assignments; NULL: there is none. */
Stmt *loop_within(const Stmt *outer);

/* ---- place.c ---- */

/* Read the place's index; false where it is no such place, or the loop may change what it is made of. */
bool index_read(Gather *g, const Loop *loop, const Expr *place, Index *index);
/* How far the place lies from another one; false: they are in different arrays, or that is not known. */
bool index_distance(const Index *index, const Index *from, long long *rows, long long *columns);
/* Of a nest: which row and column the place is in, counted from those of the iteration. */
void index_place(Gather *g, const Loop *loop, const Index *index, long long *row, long long *offset);

/* ---- at.c ---- */

/* The expression with others for the counters; indices in their simplest form. */
const Expr *loop_at(Gather *g, const Loop *loop, const Expr *e, const Point *at);

/* ---- terms.c: shares whose offsets do not matter, the terms of a sum ---- */

/* The terms of a value that is a sum: ± a ± b. */
void terms_split(Gather *g, const Expr *e, bool minus, Stream *terms);
/* What one iteration adds to one element: terms that all have a factor in common become one. */
void terms_join(Gather *g, Stream *terms);
/* What several add: those terms that have a factor in common become one. */
void terms_group(Gather *g, Stream *terms);
/* The terms as a sum, else in their order. */
const Expr *terms_sum(Gather *g, const Stream *terms);

/* ---- write.c ---- */

/* The loops that do the same. */
void loop_write(Gather *g, const Loop *loop, Block *out);
/* A loop through [low, high), with a counter named like that of a loop there was. */
Block *write_for(Gather *g, const Stmt *like, const Poly *low, const Poly *high, Var **counter, Block *out);
/* The element gets those shares that are in the box: NULL: there are none. */
Stmt *write_element(Gather *g, const Loop *loop, const Stream *s, const Point *element, const Box *box);
/* The elements of a row, those at its ends one by one. */
void write_stream(Gather *g, const Loop *loop, const Stream *s, const Poly *row, Block *out);
/* How many elements at the ends of a row do not get all shares, the most of all streams. */
long long write_spread(const Loop *loop);
/* The condition that the innermost loop runs at least so many times. */
const Expr *write_runs(Gather *g, const Loop *loop, long long times);
Poly gather_plus(Gather *g, const Poly *poly, long long number);

/* ---- rows.c ---- */

/* The streams of a nest, row by row. */
void write_rows(Gather *g, const Loop *loop, Block *out);

#endif
