#ifndef ADGEN_TESTS_FUZZ_GEN_H
#define ADGEN_TESTS_FUZZ_GEN_H

#include "random.h"
#include "tree.h"

typedef enum Feature {
#define STATEMENT(name, weight, title) FEATURE_##name,
#define DETAIL(name, weight, title)    FEATURE_##name,
#include "features.def"
#undef STATEMENT
#undef DETAIL
    FEATURES
} Feature;

extern const char *const feature_names[FEATURES], *const feature_titles[FEATURES];

/* What is taken, how often: the table's weights; a feature is switched off by zero. */
extern int feature_weights[FEATURES];

/* The program of this seed: the same on every machine.  The arena is the caller's. */
Program *generate_program(Arena *arena, uint64_t seed);

/* Programs with floats are kept in batches of their own, so that others are held to finer bounds. */
enum { BATCH = 20 };
bool seed_has_float(uint64_t seed);

/* ---- what the generator's files share ---- */

typedef struct Scope {
    VEC(Var *) vars;
} Scope;

typedef struct Gen {
    Arena   *arena;
    Program *program;
    Random   random;
    Func    *func;            /* in hand */
    Block   *block;           /* where statements go */
    Scope    scope;           /* what is visible and has values */
    int      depth;           /* of blocks */
    int      loops;           /* around this place, since the function's beginning */
    int      trips;           /* how often this place is reached, at most */
    int      budget;          /* statements that may still be made */
    int      names;           /* given out in this function */
    bool     in_switch;       /* break would not leave a loop */
    int      calls_deep;      /* functions begun inside one another */
    VEC(Func *) helpers;      /* that can be called again */
    VEC(Record *) records;
} Gen;

enum { MOST_TRIPS = 120, SIDE = 2, WIDE_SIDE = 400 };

extern const Range narrow, wide;      /* of ordinary variables; of those that sums are made in */

bool chance(Gen *g, int percent);
int  between(Gen *g, int low, int high);
bool takes(Gen *g, Feature feature);      /* a detail, by its weight; counted */
void count_feature(Gen *g, Feature feature);

/* ---- names, variables, statements (gen.c) ---- */

const char *fresh_name(Gen *g, const char *stem);
Var  *new_var(Gen *g, const char *stem, const Type *type, Range range);
void  see(Gen *g, Var *var);              /* from here on it is visible */
void  add(Gen *g, Stmt *stmt);
Var  *declare(Gen *g, const char *stem, const Type *type, Range range, Expr *value);     /* and see it */
Block *enter(Gen *g, Block *block, int *mark);
void  leave(Gen *g, Block *outer, int mark);
void  add_here(Gen *g, int count);        /* random statements */
void  add_some(Gen *g, Block *block, int count);      /* in a block of their own */
const Type *real_type(Gen *g);            /* double; sometimes another */

/* What a helper function needs to be made in the middle of another. */
typedef struct Outside {
    Func  *func;
    Block *block;
    Scope  scope;
    int    depth, loops, trips, budget, names;
    bool   in_switch;
} Outside;

Func *begin_func(Gen *g, const char *name, const Type *result, Outside *outside);
void  end_func(Gen *g, const Outside *outside);
/* The same of one that the function at hand calls, where there may be another one. */
bool  may_call_another(const Gen *g);
Func *begin_called(Gen *g, const char *name, const Type *result, Outside *outside);
void  end_called(Gen *g, const Outside *outside);
/* Whether a loop of so many iterations may be put here. */
bool  has_room_for(const Gen *g, int trips);
Var  *add_param(Gen *g, const char *stem, const Type *type, Range range);

/* ---- building (gen.c) ---- */

Expr *num(Gen *g, double value);
Expr *integer(Gen *g, int value);
Expr *of(Gen *g, Var *var);
Expr *bin(Gen *g, Expr *a, const char *text, Expr *b);
Expr *at(Gen *g, Var *var, Expr *index);
Expr *call(Gen *g, const Type *type, const char *name, Expr *a, Expr *b);
Expr *call_func(Gen *g, Func *func);
void  set(Gen *g, Expr *place, const char *text, Expr *value);

/* ---- values (values.c) ---- */

Expr *real_value(Gen *g, int depth);                    /* of reals in scope */
Expr *value_within(Gen *g, int depth, Range range);
Expr *fit(Gen *g, Expr *value, Range range);
Expr *positive(Gen *g, Expr *value);                    /* at least 0.2 */
Expr *real_leaf(Gen *g);
Expr *real_place(Gen *g, bool wide_one);                /* that may be assigned to; NULL: there is none */
Expr *index_within(Gen *g, int length);
Expr *condition(Gen *g);
Expr *active_condition(Gen *g);
Expr *element(Gen *g, Expr *base, Expr *index);         /* base[index], in one of its ways */
Expr *bounded_leaf(Gen *g);                             /* in [-1, 1] */
Expr *constant(Gen *g);
Expr *constant_below_one(Gen *g);

/* A visible array (or pointer) of narrow or wide reals with at least so many elements; NULL: none.  `writable`: that may be changed. */
Var *find_array(Gen *g, int length, bool writable);
Var *find_struct(Gen *g, bool writable);
Var *find_size(Gen *g, int least, int most);            /* an integer whose value is known */

/* ---- flow.c ---- */

/* for (i = 0; i < bound; i++) around the body that is generated next; close_loop ends it. */
typedef struct Loop {
    Var   *counter;
    Stmt  *stmt;
    Block *outer;
    int    mark, trips;
    bool   in_switch;
} Loop;

Loop open_loop(Gen *g, Expr *low, const char *test, Expr *high, bool down, Range range);
Loop open_simple_loop(Gen *g, int length);               /* 0 .. length - 1, the bound written in some way */
void close_loop(Gen *g, const Loop *loop);

/* An array with values in all its elements. */
Var *filled_array(Gen *g, const char *stem, int length, Range range);
Var *filled_matrix(Gen *g, int rows, int columns);
Expr *bound_of(Gen *g, int length);                      /* the number, or a parameter that has this value */

void set_in(Gen *g, Block *block, Var *v);

#define STATEMENT(name, weight, title) bool add_##name(Gen *g);
#define DETAIL(name, weight, title)
#include "features.def"
#undef STATEMENT
#undef DETAIL

/* ---- finish.c ---- */

void finish_program(Program *program);                  /* nothing in it is left unused */

/* ---- program.c ---- */

const char *value_text(Gen *g, const Type *type);        /* of an argument, for the check line */
Record *some_record(Gen *g);
Expr *record_list(Gen *g, const Record *record);         /* { … } (data.c) */
void free_owned_after(Gen *g, Expr *value);               /* return it, and before that free what the function has allocated */

#endif
