#ifndef ADGEN_DERIVE_DENSE_PARTS_H
#define ADGEN_DERIVE_DENSE_PARTS_H

/* What the files about Jacobians and Hessians share. */

#include "context.h"

enum { MOST_SETS = 3 };

typedef enum DenseWay { BY_COLUMNS, BY_ROWS, BY_SECOND } DenseWay;

/* A parameter of the function. */
typedef struct DenseArg {
    Var        *param;
    bool        active, independent, dependent;
    bool        constant;         /* by value, or a pointer to const */
    const Expr *count;            /* elements behind a pointer; NULL: not known */
    Var        *shadows[MOST_SETS];
    Var        *saved;            /* what it led to before the first call; or NULL */
} DenseArg;

typedef struct Dense Dense;

/* What is done with a number of a shadow. */
typedef void DenseLeaf(Dense *b, Block *out, const Expr *place);

struct Dense {
    Derive         d;             /* first: what is called on each number gets no more than the derivation */
    Program       *p;
    const Request *request;
    DenseWay       way;
    Func          *inner;
    int            width;         /* columns or rows at once; 0: one */
    bool           once;          /* one call is enough */
    DenseArg      *args;
    int            count;
    int            sets;
    bool           of_result;
    Var           *seed;          /* result_dot, result_adj */
    Var           *out, *columns, *rows, *row, *column, *result;
    Var           *first;         /* column or row of the strip */
    Var           *last;          /* the one behind the strip */
    Var           *lane;          /* where the strip is more than one: stands for the direction in a leaf's place */
    Loc            loc;
    const Type    *number;        /* of indices */
    DenseLeaf     *leaf;          /* that is being called */
    long long      locals;        /* numbers in local arrays */
    bool           allocates;
};

/* What a Jacobian's rows are about. */
bool dense_of_result(const Request *request);
bool dense_is_dependent(const Request *request, const Var *param);

const Expr *dense_var(Dense *b, Var *var);
const Expr *dense_number(Dense *b, long long value);
void        dense_set(Dense *b, Block *out, const Expr *place, const Expr *value);
void        dense_increase(Dense *b, Block *out, Var *counter);
Var        *dense_temp(Dense *b, const char *name, const Type *type);

/* for (i = 0; i < count; i++) body: returns the body. */
Block *dense_loop(Dense *b, Block *out, const Expr *count, const Expr **index);

/* Whether the shadows of a set hold a number for each column or row of a strip. */
bool dense_is_wide(const Dense *b, int set);

/* Memory and variables for a parameter's shadows; for what the function changes, as it is before the first call. */
void dense_declare(Dense *b, Block *out, DenseArg *arg);
void dense_save(Dense *b, Block *out, DenseArg *arg);
void dense_restore(Dense *b, Block *out);
void dense_frees(Dense *b, Block *out);

/* The call of the derivative. */
void dense_call(Dense *b, Block *out);

/* Call `leaf` on each number of a shadow, in loops over arrays; it pushes what is done with that of each direction. */
void dense_each(Dense *b, Block *out, const DenseArg *arg, int set, DenseLeaf *leaf);

/* A loop over the strip's directions, all or those that there are, and the place and the column or row for one of them. */
Block *dense_lanes(Dense *b, Block *out, bool all, const Expr **place, const Expr **index);

#endif
