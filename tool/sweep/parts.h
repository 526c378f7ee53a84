#ifndef ADGEN_SWEEP_PARTS_H
#define ADGEN_SWEEP_PARTS_H

#include "analysis/poly.h"
#include "base/intern.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "sweep/sweep.h"

/* What the files of this room share. */

enum { MOST_PIECES = 10 };

/* The elements [low, high) of a block; none where high is not greater. */
typedef struct Piece {
    Poly low, high;
} Piece;

/* Elements of a block. */
typedef struct Set {
    bool  all;
    int   count;
    Piece pieces[MOST_PIECES];
} Set;

/* An array of the function's own, or a pointer that only ever leads to blocks that it has allocated. */
typedef struct Own {
    Var  *var;
    int   group;              /* those that are given one another's pointers */
    Poly  size;               /* elements of each of the group's blocks; not exact: unknown */
    bool  has_size;
    bool  is_murky;           /* pointers of the group are used that may lead to any of its blocks */
} Own;

/* Where a pointer leads to at a moment, and what is known of the elements there. */
typedef struct Hold {
    int  block;               /* the same number: the same block; another one: another; UNKNOWN: any of its group */
    Set  some;                /* these elements may be other than zero / may be read before they are written */
    Set  surely;              /* these have surely been cleared / will surely be written, counted from some point on */
} Hold;

enum { UNKNOWN = -1 };

typedef struct State {
    Hold *holds;              /* by the number of the pointer or array */
} State;

/* Elements to be set to zero. */
typedef struct Clearing {
    int   own;
    Piece piece;
} Clearing;

/* What becomes of a statement. */
typedef struct Fate {
    const Expr *value;        /* an assignment gets this one; or NULL */
    bool        goes;         /* it is not needed */
    bool        stays;        /* its place gets what it has */
    bool        swaps;        /* the pointers that it copies between change places */
    VEC(Clearing) clears;     /* of an IF: what its second branch begins with */
    Block      *instead;      /* what stands in its place; or NULL */
} Fate;

/* A loop that first copies a block to where it is kept, and then fills another one that takes its place. */
typedef struct InPlace {
    Stmt       *loop, *copy;
    Stmt       *row;          /* the declaration of the pointer that is copied to */
    Var        *rows;         /* the pointer to the first row */
    Stmt       *room;         /* their allocation */
    int         from, to;     /* the pointers that change places: to what is copied, to what is filled */
    Stmt       *update;       /* the loop that gives each element of what is copied its next value; NULL: `to` is filled */
} InPlace;

/* A block that an iteration fills anew, and copies to where it is kept: statements of the loop's body by their numbers. */
typedef struct Filled {
    Block *body;
    int    own;               /* what is filled */
    int    first, row, copy;  /* the first one that mentions it; the declaration of the row; the copy to that */
} Filled;

/* A loop that keeps elements of a block: kept[i] = block[i + apart], or kept[i + offset] = block[index], of its counter i. */
typedef struct Trade {
    const Block *body;        /* the list that the loop stands in */
    Stmt        *loop, *copy;
    int          block, kept;
    bool         stays;       /* nothing writes the block from there to the list's end; else the two trade places */
    bool         frees;       /* each is freed where the other one was */
    bool         shifts;      /* by a number */
    long long    apart;
    Poly         offset, index;
    Stmt        *room;        /* the allocation of `kept`, which has to be of so many elements more; or NULL */
    long long    more;
} Trade;

typedef struct Sweep {
    Program    *p;
    Arena      *arena;
    Func       *func;
    VEC(Own)    owns;
    Map        *own_of;       /* Var -> number + 1 in owns */
    Map        *steady;       /* Var -> Steady: integers that keep their value */
    VEC(Poly)   facts;        /* what is not negative where the walk is */
    int         blocks;       /* numbers given out */
    int         quiet;        /* > 0: the walk only tries */
    State      *now;          /* NULL: control does not come here */
    Map        *before;       /* Stmt -> State: before it, as the walk forward has found it */
    Map        *ends;         /* FOR whose pointers move -> State: at the end of an iteration */
    Map        *after;        /* the same -> State: what may be read behind it */
    Map        *fates;        /* Stmt -> Fate */
    VEC(InPlace) in_place;
    VEC(Filled) filled;
    Map        *melded;       /* Stmt -> Block that stands in its place; NULL: no loops are melded */
    bool        trades;       /* blocks that trade places are looked for */
    VEC(Trade)  traded;
    bool        matrices;     /* they are followed, too: their elements are counted through all rows */
    bool        sinks;        /* a branch may clear for itself what is short there */
    Map        *zeros;        /* Expr, Var -> itself: adjoints that were found to be zero where they are read */
    Map        *lost;         /* Var -> itself: what values had that have become others */
    bool        revalued;     /* some statement has got another value */
    bool        idle;         /* what was reckoned for a store that went may be of no use any more */
    int         gone;         /* clears that are not needed */
} Sweep;

/* ---- owns.c: what is followed ---- */

void owns_find(Sweep *s);
/* The number of the place's array or block, x[…] of a tracked x, x[…][…] of a matrix; -1: it is none. */
int  own_of_place(const Sweep *s, const Expr *place);
/* Of such a place in a matrix: the row that it is an element of; NULL: it is in none. */
const Expr *own_inside(const Expr *place);
int  own_of_var(const Sweep *s, const Var *var);
/* Whether it is an array of arrays. */
bool type_is_matrix(const Type *type);
/* The allocation that the statement is, of what is followed; zeros: it is cleared. */
bool own_is_allocated(const Stmt *stmt, bool *zeros);
/* The variable whose block the statement frees by name; NULL: it does not. */
const Var *own_freed(const Stmt *stmt);
/* The pointer that gets another one, or an array without a value. */
int  own_assigned(const Sweep *s, const Stmt *stmt, const Expr **value);

/* The polynomial of an expression in what keeps its value, and counters of loops around; false: there is none. */
bool steady_poly_of(Sweep *s, const Expr *e, Poly *poly);

/* rows + …, where nothing but what is kept lies. */
bool is_kept_row(const Expr *pointer);
/* kept[…], rows[…]: where values are kept, and nothing else lies. */
bool place_is_kept(Sweep *s, const Expr *place);

/* Whether the variable gets a value where it is declared, and no other one. */
bool is_written_once(Sweep *s, const Var *var);

/* The counter runs within [low, high); false: they are no such polynomials. */
bool loop_bounds(Sweep *s, const Stmt *loop, Poly *low, Poly *high, Poly *counter);

/* ---- facts.c ---- */

/* Whether b - a is surely not negative. */
bool fact_at_most(const Sweep *s, const Poly *a, const Poly *b);
bool fact_not_negative(const Sweep *s, const Poly *a);
int  facts_mark(const Sweep *s);
void facts_reset(Sweep *s, int mark);
/* The condition holds, or does not. */
void facts_condition(Sweep *s, const Expr *cond, bool holds);
/* An iteration of the loop runs. */
void facts_loop(Sweep *s, const Stmt *loop);

/* ---- sets.c ---- */

/* The one element at the indices of a place; false: it cannot be said which. */
bool piece_of_place(Sweep *s, const Expr *place, Piece *piece);
bool piece_inside(const Sweep *s, const Piece *inner, const Piece *outer);

/* Sets that may be too large: */
void set_add(Sweep *s, Set *set, const Piece *piece, const Own *own);
void set_add_all(Sweep *s, Set *set, const Set *more, const Own *own);
void set_remove(Sweep *s, Set *set, const Piece *piece, const Own *own);
bool set_is_empty(const Set *set);
bool set_touches(const Sweep *s, const Set *set, const Piece *piece);
bool set_same(const Set *a, const Set *b);

/* Sets that may be too small: */
void sure_add(Sweep *s, Set *set, const Piece *piece);
void sure_remove(Sweep *s, Set *set, const Piece *piece);
void sure_meet(Sweep *s, Set *set, const Set *other);

/* Those of all iterations of a loop; of those before or behind the one at hand, in the order of their indices. */
typedef enum Which { WHICH_ALL, WHICH_LOWER, WHICH_HIGHER } Which;
Set set_of_loop(Sweep *s, const Set *set, const Stmt *loop, Which which, const Own *own);
Set sure_of_loop(Sweep *s, const Set *set, const Stmt *loop);
/* Without what changes with the counter: all, instead. */
void set_forget(Set *set, const Var *counter);

/* ---- states.c ---- */

State *state_new(Sweep *s);
State *state_copy(Sweep *s, const State *state);
State *state_join(Sweep *s, const State *a, const State *b);
bool   state_same(const Sweep *s, const State *a, const State *b);
/* The state with nothing in the sets: for what one iteration does. */
State *state_blank(Sweep *s, const State *state);
/* What is known of nothing: pointers that the statement assigns may lead anywhere. */
void   state_havoc(Sweep *s, State *state, const Stmt *stmt);
void   state_unknown(State *state, int own);
void   state_forget(Sweep *s, State *state, const Var *counter);
/* Whether something in the statement assigns a pointer that is followed, or begins the life of an array. */
bool   stmt_moves(Sweep *s, const Stmt *stmt);
bool   stmt_jumps(const Stmt *stmt);
bool   stmt_mentions(Stmt *stmt, const Var *var);
/* x[…] = x[…] + e: what is added; else NULL. */
const Expr *stmt_added(Sweep *s, const Stmt *stmt);
bool   expr_is_zero(const Expr *e);

/* How far the index of a place is from the loop's counter; not exact: it does not move along with that. */
Poly   offset_from(Sweep *s, const Expr *place, const Var *counter);

/* ---- loops.c: a FOR that leaves the pointers alone ---- */

typedef void BlockWalk(Sweep *s, const Block *block);

/* Through its body, of which the counter is known to be within its bounds. */
void   loop_body(Sweep *s, const Stmt *loop, BlockWalk *walk);
/* What one iteration does, whatever other ones do; each has been walked through, with what those do that the walk comes
 * through before it.  s->now is what it was. */
State *loop_iterations(Sweep *s, const Stmt *loop, Which walked, BlockWalk *walk);

/* ---- zeros.c, reads.c ---- */

/* Find sums into elements that are zero.  Fills s->before. */
void zeros_find(Sweep *s);
/* Find clears that nothing reads, and copies that pointers can save. */
void reads_find(Sweep *s);

/* Whether some element of the piece, or any (NULL), may be read behind the statement at hand. */
bool is_read(const Sweep *s, const State *at, int own, const Piece *piece);
/* What the statement, of which the walk backward stands at the begin, has surely written at its end. */
Set  surely_written(Sweep *s, Stmt *stmt, int own);

/* ---- blocks.c ---- */

/* Drop those that are not used any more; returns whether there are any. */
bool blocks_drop(Sweep *s);

/* ---- inplace.c ---- */

/* A loop copies a whole block, as `at` says, and what is in s->now is read behind it. */
void in_place_note(Sweep *s, Stmt *copy, const State *at);
/* What becomes of such a loop, and of what is in it. */
void in_place_write(Sweep *s, const InPlace *in);

/* ---- rows.c ---- */

/* What a statement, with all that is inside it, does with a pointer. */
typedef struct Uses {
    const Var *var;
    bool       mentions, writes, odd;      /* odd: other than by an index */
} Uses;

Uses uses_of(const Var *var, Stmt *stmt);

/* Whether a copy to or from the variable's block is about to become a swap of pointers. */
bool is_swapped(Sweep *s, const Block *body, const Var *var);

/* The loop leaves all pointers alone; `begin`: what one iteration reads before it writes that, `exit`: what is read behind. */
void rows_note(Sweep *s, Stmt *loop, const State *begin, const State *exit);
/* Let the row be filled in place of the block. */
void rows_write(Sweep *s, const Filled *filled);

/* x[…] of a pointer whose block no other pointer leads to, and which may be given another one: its number; or -1. */
int whole_block(const Sweep *s, const State *at, const Expr *place);
/* Whether the loop's one statement goes through a whole block by an index that is the counter. */
bool goes_through(Sweep *s, const Stmt *loop, const Expr *place, const Own *own);

/* ---- meld.c ---- */

/* Statement `index` of the block is a loop; s->now is what is read behind it. */
void meld_note(Sweep *s, const Block *block, int index);

/* ---- trade.c ---- */

/* Statement `index` of the list is a loop, before which s->now may be read; `behind`: what may be read behind it, `end`:
 * behind the list. */
void trade_note(Sweep *s, const Block *body, int index, const State *behind, const State *end);

/* ---- trade_write.c ---- */

/* Where in the block the element lies that is kept at the index; NULL: it cannot be said. */
const Expr *trade_index(Sweep *s, const Trade *trade, const Expr *index);
void        trade_write(Sweep *s, const Trade *trade);
/* x[…] of the variable. */
bool        is_element(const Expr *e, const Var *var);

/* ---- sweep.c ---- */

/* Look at the function: s->arena is the caller's to free.  False: there is nothing to follow, or too much. */
bool  sweep_begin(Sweep *s, Program *p, Func *func, int statements);
Fate *fate_of(Sweep *s, const Stmt *stmt);

#endif
