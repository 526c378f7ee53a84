#ifndef ADGEN_EXCHANGE_PARTS_H
#define ADGEN_EXCHANGE_PARTS_H

#include "analysis/apart.h"
#include "analysis/poly.h"
#include "base/intern.h"
#include "exchange/exchange.h"
#include "ir/build.h"
#include "ir/walk.h"

/* What reading a nest (nest.c), asking whether it may be turned (legal.c) and whether that pays (strides.c), and writing
 * it (write.c) share. */

enum { MOST_LOOPS = 4, MOST_PLACES = 40 };

typedef struct Exchange {
    Program      *p;
    Arena        *arena;
    Func         *func;
    Alias        *alias;
    const Layout *layout;
    Apart        *apart;
    Map          *integers;       /* Var -> Expr: what integers are declared as that nothing assigns later on */
} Exchange;

/* A variable of an iteration, and what it stands for. */
typedef struct Named {
    const Var  *var;
    const Expr *value;
    const Stmt *decl;
} Named;

/* A register that the nest adds to: it begins with a value before the nest, and is stored behind it. */
typedef struct Total {
    const Var  *var;
    const Stmt *decl, *store;
    const Expr *init, *place;
} Total;

typedef VEC(const Expr *) Places;

/* place = place + …, in the nest; every name replaced by what it stands for. */
typedef struct Sum {
    const Stmt *stmt;
    const Expr *place;            /* of a total: where it is stored */
    const Expr *value;            /* mentions the place */
    bool        is_total;
    Places      terms;            /* what is added */
} Sum;

/* A loop around a perfect nest, whose innermost body only adds. */
typedef struct Nest {
    Stmt         *outer;                 /* is to become the innermost one */
    Stmt         *loops[MOST_LOOPS];     /* those in it, outermost first */
    int           count;
    VEC(Named)    named;
    VEC(Total)    totals;
    VEC(Sum)      sums;
    VEC(const Stmt *) sides;             /* writes of the outer loop's own, before the nest and behind it */
    VEC(const Stmt *) put_back;          /* those that clear what then gets its old value back: they are left out */
} Nest;

/* What is to stand in the place of loops. */
typedef struct Found {
    Exchange *x;
    Map      *instead;            /* Stmt -> Block */
    bool      any;
} Found;

static inline const Stmt *nest_innermost(const Nest *nest)
{
    return nest->loops[nest->count - 1];
}

/* ---- exchange.c ---- */

/* Look at the function: x->arena is the caller's to free. */
void exchange_look(Exchange *x, Program *p, Func *func);
/* Put the blocks in the places of their loops; returns whether there are any. */
bool exchange_replace(const Found *found);
/* Where `look`, on a flag, says that it is worth it: have `find`, on a Found, look for what to put in the place of loops. */
bool exchange_loops(Program *p, Func *func, void (*look)(void *flag, Stmt *s), void (*find)(void *found, Stmt *s));

/* ---- nest.c ---- */

/* Read the loop around nest->loops; false where it is not of this form. */
bool nest_read(Exchange *x, Nest *nest);
/* Whether the loop's body is one loop, and names for it. */
bool nest_is_perfect(const Stmt *loop);
/* Whether the loop has a counter of its own, and nothing stands before it. */
bool loop_is_plain(const Stmt *s);
const Total *nest_total(const Nest *nest, const Var *var);
/* The expression with names replaced by what they stand for. */
const Expr *nest_expand(Exchange *x, const Nest *nest, const Expr *e);
/* place + a - b …: adds what is added to `terms`; false: it is no such sum. */
bool sum_terms(Exchange *x, const Expr *value, const Expr *place, Places *terms);
/* nest_expand, but for names of reals. */
const Expr *nest_places(Exchange *x, const Nest *nest, const Expr *e);

/* ---- strides.c ---- */

typedef enum Stride { STRIDE_NONE, STRIDE_UNIT, STRIDE_OTHER } Stride;

/* How the place moves when the loop's counter does. */
Stride stride_of(Exchange *x, const Expr *place, const Stmt *loop);
/* The loop's number of iterations, where it runs. */
Poly count_of(Exchange *x, const Stmt *loop);
/* Whether different values of the counter surely make it different places. */
bool stride_tells_apart(Exchange *x, const Expr *place, const Stmt *loop);
/* Whether the exchanged nest is the better one. */
bool exchange_pays(Exchange *x, const Nest *nest);

/* ---- runs.c ---- */

/* Whether the header may be turned round: the bounds are easily said, and no further away than they are now. */
bool can_go_up(Exchange *x, const Stmt *loop, Poly *low, Poly *high);
/* The polynomial where the loop's counter makes it least, or greatest; not exact where that is not known. */
Poly poly_at_end(Exchange *x, const Stmt *loop, const Poly *poly, bool greatest);
/* Whether the loop surely runs where it is reached: the numbers say so, or loops around it. */
bool runs_surely(Exchange *x, const Stmt *loop);
/* from < to: the loop has iterations. */
const Expr *runs_condition(Exchange *x, const Stmt *loop);

/* ---- legal.c ---- */

/* The places that e reads: registers aside. */
void places_read(Exchange *x, const Expr *e, Places *places);
/* Those that are read to find a place: indices and pointers, not the rows and records on the way. */
void places_find(Exchange *x, const Expr *place, Places *places);
/* Whether the two are surely different memory, all through the outer loop. */
bool places_apart(Exchange *x, const Nest *nest, const Expr *a, const Expr *b);
bool exchange_is_legal(Exchange *x, const Nest *nest);

/* ---- aside.c ---- */

/* Add up by itself what short loops that count down add to sums of the loops around them. */
void sums_aside(Exchange *x);

/* ---- independent.c ---- */

/* Whether the loop runs another number of times in each iteration of the one around it, and not a few times at most. */
bool is_ragged(Exchange *x, const Stmt *loop);

/* ---- write.c ---- */

void exchange_write(Exchange *x, const Nest *nest, Block *out);
/* A variable for what a place holds, or is to get: x_adj_sum. */
Var *local_for(Exchange *x, const Expr *place, const char *word, const Type *type);
/* A variable for what a place holds: x_j for x[j], else x_value. */
Var *local_of(Exchange *x, const Expr *place);
/* The expression with zero for a loop's counter. */
const Expr *expr_at_zero(Exchange *x, const Expr *e, const Stmt *loop);

#endif
