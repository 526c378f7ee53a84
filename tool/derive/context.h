#ifndef ADGEN_DERIVE_CONTEXT_H
#define ADGEN_DERIVE_CONTEXT_H

/* What the files of this room share about one derivation. */

#include "analysis/activity.h"
#include "analysis/alias.h"
#include "analysis/apart.h"
#include "analysis/layout.h"
#include "base/intern.h"
#include "derive/derive.h"
#include "ir/build.h"
#include "ir/ir.h"
#include "ir/walk.h"

typedef struct Plan      Plan;
typedef struct Version   Version;
typedef struct Registers Registers;
typedef struct Pair      Pair;
typedef struct Prompt    Prompt;
typedef struct Row       Row;
typedef struct Wishes    Wishes;
typedef struct Ahead     Ahead;
typedef struct Swaps     Swaps;
typedef struct Finite    Finite;
typedef struct Every     Every;
typedef struct Interval  Interval;
typedef struct Remark    Remark;

/* Two pointer parameters, by their numbers, of which one may overwrite what the other leads to. */
typedef struct Overlap {
    int a, b;
} Overlap;

typedef VEC(Overlap) Overlaps;

/* What one derivation costs the derivative's user for want of knowing that pointers do not overlap. */
typedef struct Costs {
    Overlaps        pairs;         /* but for these, values would not be kept that are */
    Overlaps        more;          /* but for these, they might be kept otherwise: a row of an array at once */
    const Interval *intervals;     /* of the parameters; NULL: not looked for */
} Costs;

/* A loop of many steps that change planes, or keep much more than what they change. */
typedef struct LongRun {
    int    number;                 /* of the loop, in the prepared function, from 0 on */
    double kept;                   /* for each step, where no states are kept and all sizes are alike */
    bool   each;                   /* keep a state before each step, rather than before blocks of steps */
} LongRun;

typedef VEC(LongRun) LongRuns;

/* Registers that each iteration of a loop has for itself, in the function's order. */
typedef struct Housed {
    VEC(Var *) list;
} Housed;

/* One derivation: the prepared copy of the user's function, which grows into its derivative. */
typedef struct Derive {
    Program       *p;
    Arena         *arena;
    Arena         *facts;         /* of alias, activity, layout, apart, registers and plan: it goes when the next ones come */
    Diag          *diag;
    const Request *request;
    const Request *second;        /* a gradient's tangents are derived for this request; or NULL */
    Func          *fn;
    Alias         *alias;
    Activity      *activity;
    Layout        *layout;
    Apart         *apart;
    Registers     *registers;
    Finite        *finite;        /* NULL: not looked for yet */
    Every         *every;         /* likewise (every.c) */
    Map           *shadows;       /* Var -> the Var that holds its adjoint (register), or is its shadow (memory, pointer) */
    Map           *beside;        /* a parameter -> the one that brings its adjoint or tangent */
    Map           *locals;        /* Stmt -> Block: its adjoint statements, in terms of values at the statement */
    Map           *results;       /* Stmt -> Var: stands for the value that the statement has just assigned */
    int            known_stmts, known_vars;    /* how many there were when the facts were made of a function that is one line
                                   * (request_is_line); else -1 */
    Map           *shadow_stmts;  /* statements that we put in for shadow pointers and blocks -> themselves */
    Map           *nulls;         /* parameters without adjoint that active data are read through, too -> themselves:
                                   * their shadows are null */
    Map           *restores;      /* statements among them that change the caller's shadow pointers -> Block: puts the old one back */
    Map           *counters;      /* FOR or LOOP -> Var: the number of iterations, where that must be counted */
    Map           *leavers;       /* IF whose then branch breaks -> Leave */
    Map           *frames;        /* FOR or LOOP -> Frame: its iterations run forward and backward at a time */
    Map           *states;        /* loops that are run by a schedule -> State (checkpoint.c); NULL: not looked for yet */
    Map           *commuting;     /* loops whose iterations may run backward in any order -> themselves */
    Map           *decls;         /* Var -> its DECL */
    Map           *homes;         /* Var -> the loop each of whose iterations has it for itself; absent: the function */
    Map           *housed;        /* such a loop -> Housed: those registers */
    Swaps         *swaps;         /* shadow pointers that loops hand round (swaps.c) */
    Map           *own;           /* loop -> Map: Object -> whether it serves each iteration alone, once asked (frames.c) */
    Map           *steady;        /* Var -> who writes it (steady.c); NULL: not looked for yet */
    Map           *decided;       /* registers that hold what was decided -> themselves: never computed again (decide.c) */
    Map           *computed;      /* registers that loops compute -> themselves (told.c); NULL: not looked for yet */
    Map           *rows;          /* ASSIGN that begins a copy of part of an array, Var that leads to it -> Row (rows.c) */
    Map           *row_blocks;    /* CALL that allocates a block for such a copy -> Row */
    Map           *rows_read;     /* Stmt -> which reads in its adjoint statements are reads of copies (rows.c) */
    VEC(const Wishes *) wishes;   /* of loops that could run again (rerun.c), but for what is overwritten */
    Map           *steps;         /* FORs that run once: what is in them, which is what a step does behind copies of what it reads, can
                                   * be a frame of its own -> themselves (rows.c) */
    Map           *granted;       /* loops whose wishes have been granted -> themselves */
    VEC(const Version *) arrays;  /* that the derivative allocates to keep values in */
    VEC(const Row *) blocks;      /* copies that have a block of their own */
    VEC(Var *)     tables;        /* pointers to blocks of what is computed before loops for iterations in them (invariants.h) */
    bool           tangents;      /* forward mode: shadows are tangents, computed beside the values */
    bool           calls_halves;  /* functions whose halves share the tape */
    bool           puts_back;     /* the backward pass changes shadow pointers in memory back to what they were */
    bool           shadowed;      /* follow_insert has been here */
    int            copies;        /* calls whose arguments' memory is copied (keep.h) */
    bool           allocates;     /* adjoints beside what the function allocates */
    Map           *exposed;       /* arrays and records whose shadows' addresses the forward pass takes -> their shadows */
    Map           *lefts;         /* a Leave's flag -> its copy that the backward pass clears */
    Var           *result;        /* holds the value to return, or NULL */
    Var           *result_seed;   /* its adjoint */
    Var           *result_shadow; /* of a pair that returns a pointer: where its shadow goes, or NULL */
    Var           *tape;          /* NULL until something is pushed */
    Plan          *plan;
    Pairs         *pairs;         /* of all derivations of the program */
    const Pair    *pair;          /* NULL, or whose two halves this derivation makes */
    Map           *stays;         /* of a pair: parameters, and their shadows, what they lead to is not overwritten -> themselves */
    IntSet         left;          /* of a pair: objects that its caller may reach, and change, after the call */
    Map           *pairs_of;      /* active CALL -> Pair */
    Map           *prompts;       /* active CALL -> Prompt: runs forward and at once backward (prompt.c) */
    Map           *unprompt;      /* active CALLs that cannot -> themselves */
    int            unprompted;    /* how many */
    VEC(const Ahead *) advances;  /* what is to move, so that adjoints are known earlier (advance.h) */
    int            advanced;      /* how often that has been done */
    Map           *tails;         /* lists whose tails run backward in two parts -> Split (tail.h) */
    Map           *outs;          /* active CALL that returns a pointer -> where its forward half puts the shadow; that Var -> itself */
    Map           *mirrors;       /* active CALL -> the same of the shadows of its arguments, for the analysis of pointers */
    Map           *forwards;      /* active CALL -> the CALL of the pair's forward half */
    Map           *kept;          /* active CALL -> what is copied for its adjoint (parts.c, lent.c) */
    Map           *steep;         /* forward mode: registers whose tangents may be infinite -> themselves (tangent.c) */
    const Overlaps *promised;       /* pointers that are taken not to overlap; or NULL */
    Costs          costs;
    Map           *numbers;       /* FOR -> LongRun: its number among the loops of the function as it was prepared */
    int            number_count;
    LongRuns       long_runs;     /* loops that are run by a schedule though no pragma says so (long_runs.h) */
    LongRuns       found_runs;    /* those that should be */
    double         price;         /* how much the derivative keeps (overlap.h) */
    VEC(Remark *)  remarks;       /* that are still to be made (remarks.h) */
    Map           *lates;         /* CALL that copies something behind another one -> Late; Late.name -> itself */
} Derive;

/* An IF inside a loop whose then branch leaves the loop: `flag` is `code` after the loop if it was left here. */
typedef struct Leave {
    Var      *flag;
    long long code;
} Leave;


/* What a call's adjoint mentions that is assigned behind the call. */
typedef struct Late {
    const Stmt *call;
    Var        *name;        /* stands for it there */
} Late;

#endif
