#ifndef ADGEN_IR_IR_H
#define ADGEN_IR_IR_H

/*
 * The intermediate representation: C in a normal form.
 *
 * - Structured: loops stay loops, ifs stay ifs.
 * - Expressions are pure: evaluating one changes nothing.  Side effects are statements, in C's order of evaluation.
 * - Every conversion is an explicit CAST; every operator's operands have the types that C gives them
 *   (after the usual arithmetic conversions), so `type` of an ADD equals that of both arguments.
 * - Every call of a function that is not in the library of pure functions is a CALL statement.
 * - A variable is an object with an identity; two variables may share a name (inner scopes).
 */

#include <stdbool.h>

#include "base/diag.h"
#include "base/vec.h"
#include "ir/type.h"

typedef struct Block   Block;
typedef struct Checkpoint Checkpoint;
typedef struct Func    Func;
typedef struct Opaque  Opaque;
typedef struct Request Request;
typedef struct Stmt    Stmt;
typedef struct Var     Var;
typedef struct Intern  Intern;
typedef struct StrMap  StrMap;

typedef enum OpKind {
#define OP(name, text, arity, flags) OP_##name,
#include "ir/ops.def"
#undef OP
    OP_COUNT
} OpKind;

enum {
    OPF_PLACE = 1, OPF_LEAF = 2, OPF_LINEAR = 4, OPF_COMMUTES = 8, OPF_COMPARE = 16, OPF_INTEGER = 32
};

typedef struct OpInfo {
    const char *text;
    int         arity;
    unsigned    flags;
} OpInfo;

extern const OpInfo op_info[OP_COUNT];

/* What a comparison (LT to NE) of two numbers says. */
bool op_compares(OpKind op, long double a, long double b);

/* What passes look for in expressions that mostly have none of it. */
enum {
    PART_OPAQUE = 1,              /* text carried over */
    PART_ADDRESS = 2,             /* ADDR or DECAY */
    PART_POINTER_CAST = 4,        /* a CAST to a pointer or array, whose type may have lengths */
    PART_VOLATILE = 8,            /* a volatile place */
    PART_COSTLY = 16,             /* a call, or a division of reals */
    PART_LOOSE = 32               /* a pointer that is more than the variable which an INDEX or DEREF follows */
};

/* Constants, and how the user spelled them. */
typedef struct IntConstant {
    long long   value;            /* of an unsigned type: its bits */
    const char *text;             /* 0x10, 'a', COUNT; NULL: print the value */
    Item       *item;             /* what declares that spelling (an enum, a header's macro), or NULL */
} IntConstant;

typedef struct RealConstant {
    long double value;
    const char *text;             /* 1e-12, M_PI; NULL: print the value */
    Item       *item;
} RealConstant;

/* An expression: a value, and where the user wrote it.  Never changed after it is built, so passes share subtrees and
 * nobody copies or frees.  There are millions of them: what only some have is behind a pointer, mostly right behind. */
struct Expr {
    OpKind        op : 8;
    bool          implicit;       /* CAST: a conversion that the language makes by itself */
    bool          settled;        /* simplifying it again would not change it: noted where it has been tried */
    unsigned char parts;          /* PART_ bits: what is found in it, itself included; walks for that pass by the others */
    int           count;          /* of arguments */
    const Type   *type;           /* never NULL */
    Loc           loc;            /* survives every pass */
    union {
        const IntConstant  *integer;    /* INT */
        const RealConstant *real;       /* REAL */
        const char   *string;     /* STRING, with its quotes */
        const Type   *of;         /* SIZEOF */
        Var          *var;        /* VAR */
        const Field  *field;      /* FIELD */
        Func         *callee;     /* CALL, FUNC */
        Opaque       *opaque;     /* OPAQUE */
    } u;
    const Expr   *args[];         /* a copy of the struct has none: ir_with_args, ir_with_type */
};

typedef enum VarKind {
    VAR_PARAM,
    VAR_LOCAL,       /* the user's */
    VAR_TEMP,        /* ours: its name is a proposal */
    VAR_GLOBAL       /* file scope, or a static local */
} VarKind;

/* What a parameter of a function of several directions at once (vector mode) holds: nothing of them; a number for each of
 * them where its type has one number; or, standing for a single number or record, a pointer to that of the first one. */
typedef enum Lanes { LANES_NONE, LANES_DEEP, LANES_FLAT } Lanes;

/* Numbers between which values lie. */
typedef struct DrawRange {
    double from, to;
} DrawRange;

struct Var {
    VarKind     kind;
    int         id;          /* unique within its function, dense from 0; globals: within the program */
    const Type *type;
    const char *name;        /* the user's, or a proposal; emission makes names unique within their scopes */
    bool        inactive;    /* ADGEN_INACTIVE */
    bool        is_register; /* nothing takes its address */
    bool        is_static;   /* a static local or a global with internal linkage */
    bool        is_thread;   /* GLOBAL: each thread has its own */
    bool        is_written;  /* GLOBAL: some function of the program may write it */
    bool        is_state;    /* GLOBAL: static in its file, and written: generated code would have a copy */
    bool        is_shared;   /* GLOBAL: static, and set by functions of its file that generated code does not call */
    bool        is_known;    /* GLOBAL: static, and code mentions it that generated code is no copy of */
    bool        pinned;      /* opaque text names it: its name must not change */
    bool        is_shadow;   /* ours: an adjoint, or what an adjoint's memory is reached through: never primal memory,
                                and a zero that is stored there is structural */
    bool        was_shadow;  /* ours: an adjoint of the gradient that this function is derived from */
    bool        is_kept;     /* ours: leads to memory in which values are kept, where nothing else lies */
    Lanes       lanes;       /* PARAM of a derivative */
    Loc         loc;
    const Expr *size;        /* ADGEN_SIZE: elements behind a pointer parameter, or NULL */
    const DrawRange *range;      /* ADGEN_RANGE: what a parameter's values are drawn from to check it, or NULL */
    const Expr *init;        /* GLOBAL: its initialiser where it is known, or NULL */
    Item       *item;        /* GLOBAL: its declaration */
    const Expr *latest;      /* the last that ir_var has made of it: what reads it again at the same place shares that */
};

/* A list of statements. */
struct Block {
    VEC(Stmt *) stmts;
};

typedef enum StmtKind {
    STMT_DECL,      /* declare var in this block, with an initial value or NULL */
    STMT_ASSIGN,    /* place = value; a record too; place and value have the same canonical type */
    STMT_CALL,      /* place = callee(args), or callee(args) where place is NULL; a void * may go into any pointer */
    STMT_IF,        /* if (cond) then else */
    STMT_FOR,       /* counted loop */
    STMT_LOOP,      /* any other loop */
    STMT_BLOCK,     /* a scope */
    STMT_BREAK,     /* leave the innermost FOR or LOOP */
    STMT_CONTINUE,  /* go on with its step */
    STMT_RETURN,    /* return value, or NULL */
    STMT_OPAQUE,    /* source text that the IR cannot express */
    STMT_COMMENT    /* a comment of generated code */
} StmtKind;

typedef enum Relation { REL_LT, REL_LE, REL_GT, REL_GE, REL_NE, REL_DOWNTO } Relation;

/* How many states of a loop the backward pass may keep: #pragma adgen checkpoint(count), checkpoint(auto, count). */
struct Checkpoint {
    const Expr *count;       /* an integer, evaluated before the loop; NULL: no pragma says (derive alone) */
    bool        bytes;       /* of memory, not states */
    Loc         loc;
    bool        each;        /* without a count: a state before each step, rather than before blocks of steps */
};

/* Copied by ir_copy_stmt and overwritten by ir_become alone: those that declare or assign have no memory behind what they
 * need. */
struct Stmt {
    StmtKind kind;
    int      number;                  /* that the last list of a function's statements gave it: where to look first */
    Loc      loc;
    const Checkpoint *checkpoint;     /* FOR, LOOP; or NULL */
    union {
        struct {
            Var        *var;
            const Expr *init;         /* scalar: a value; array or record: an INIT of constants, or a record value; or NULL */
        } decl;
        struct {
            const Expr *place;
            const Expr *value;
        } assign;
        struct {
            const Expr        *place;
            Func              *callee;
            const Expr *const *args;
            int                count;
        } call;
        struct {
            const Expr *cond;
            Block      *then;
            Block      *other;        /* never NULL; empty where there is no else */
        } branch;
        /* for (var = from; var REL to; var += step) body
         * REL_DOWNTO: for (var = from; var-- > to;) body, with step -1: the body sees from - 1 down to `to`.
         * var is an integer that only this statement changes, `to` and `step` (non-zero constant) mean the same in
         * every iteration: what they read is not written in the loop.  The body may BREAK and CONTINUE. */
        struct {
            Var        *var;
            bool        declares;     /* for (int i = …): var lives only in this loop */
            const Expr *from;
            Relation    relation;
            const Expr *to;
            long long   step;
            Block      *body;
            const char *pragma;       /* a line that stands before it in generated code, or NULL */
        } loop_for;
        /* at_end false: for (;;) { head; if (!cond) break; body; step }        while, for
         * at_end true:  for (;;) { body; head; if (!cond) break; }             do
         * CONTINUE in body goes to step (at_end: to head).  cond NULL: for ever. */
        struct {
            Block      *head;         /* what evaluating the condition does first; mostly empty */
            const Expr *cond;
            Block      *body;
            Block      *step;
            bool        at_end;
        } loop;
        Block       *block;
        const Expr  *result;          /* RETURN */
        Opaque      *opaque;
        const char  *comment;
    } u;
};

/* Source text with holes for variables: what the IR cannot express but may carry over as it stands, provided that
 * no active data are touched.  Otherwise the reason is the error that the user gets. */
struct Opaque {
    VEC(const char *) texts;          /* texts[0] vars[0] texts[1] vars[1] … texts[n]; one more text than vars */
    VEC(Var *)        vars;           /* variables in order of appearance, repeated where they are */
    VEC(Var *)        writes;         /* those that it may write */
    VEC(Var *)        reaches;        /* those whose pointed-to memory it may write (passed to a call, say) */
    VEC(Var *)        behind;         /* globals that functions which it calls may read; what they may write is in writes */
    VEC(Item *)       uses;           /* declarations that the text needs */
    bool              plain;          /* an initialiser of constants and strings alone: no other pointers come out of it */
    bool              effects;        /* does more than to compute a value (output, a jump out is never opaque) */
    bool              jumps;          /* holds a goto, label, switch break …: cannot stand in reversed code */
    const char       *id;             /* "adgen-switch": why the IR cannot express it */
    const char       *message;        /* "'step' jumps into a block with goto, which adgen cannot reverse" */
    const char       *advice;         /* the note: what to write instead; or NULL */
};

/* A declaration outside any function that generated code may need. */
typedef enum ItemKind {
    ITEM_INCLUDE,    /* "#include <math.h>" */
    ITEM_MACRO,      /* #define … of the main file */
    ITEM_TYPE,       /* struct, union, enum, typedef of the main file */
    ITEM_FUNC,       /* a function of the main file */
    ITEM_VAR         /* a variable of the main file */
} ItemKind;

/* A name that an item declares at the file level. */
typedef struct Declares {
    const char *name;        /* "struct S" for a tag */
    const char *macro;       /* a macro's definition; NULL for anything else */
} Declares;

struct Item {
    ItemKind    kind;
    const char *name;
    const char *text;        /* exactly as it stands in the source, without the final ';' where there is one; or NULL: */
    Var        *var;         /* VAR of generated code: what is declared */
    const char *prototype;   /* FUNC, VAR with external linkage: the declaration that stands for it; else NULL */
    const char *path;        /* INCLUDE: the file that was found */
    Item       *owner;       /* VAR, a static local: the function that it is in; else NULL */
    int         variables;   /* VAR: how many the text declares */
    int         levels;      /* VAR: arrays and pointers of its type, down to what holds values */
    int         unit;        /* which of Program.files it is of */
    VEC(Declares) names;     /* what it declares, where more than one file was read */
    bool        fixed;       /* its name cannot be changed: a header names it */
    bool        local;       /* INCLUDE: found beside the including file (not through -I) */
    bool        passes;      /* MACRO: undefined or defined anew further down, so it stands around what needs it alone */
    bool        bare;        /* no ';' is to be put behind the text: a macro gives it, or has none */
    bool        brings;      /* a macro makes static functions or variables along with something else */
    bool        is_static;   /* FUNC, VAR: internal linkage, so generated code needs its own copy */
    int         order;       /* position in the source */
    Loc         loc;
    VEC(Item *) uses;        /* what its text needs */
    VEC(Item *) includes;    /* INCLUDEs that stand in its text: static const double table[] = { #include "table.h" }; */
};

/* How the adjoint of a call of a library routine is calculated: each function of the list adds the share of one argument,
 * or turns that argument's adjoint into what it was before the call.  What a parameter stands for is in its name
 * (derive/parts.h). */
typedef struct CallPart {
    const char *of;            /* the argument; with "_runs" or "_length" behind it: how much the argument leads to */
    Func       *func;
} CallPart;

typedef struct CallParts {
    const Func   *shape;       /* the routine, with the names of its parameters that the others go by */
    VEC(CallPart) list;        /* in the order in which they are called */
} CallParts;

/* Two pointer parameters that lead to different memory, and so do their shadows. */
typedef struct Disjoint {
    const Var *a, *b;
} Disjoint;

/* A derivative for calls in which some pointers do not overlap, and what says of a call that it is such a one. */
typedef struct ApartVersion {
    Func       *func;
    const Expr *check;         /* of the parameters of the one that it stands in for */
} ApartVersion;

struct Func {
    const char *name;
    Item       *item;
    Loc         loc;
    const Type *result;
    VEC(Var *)  params;
    bool        variadic;
    Block      *body;          /* NULL: not visible */
    bool        is_static;
    bool        is_known;      /* static, and code mentions it that generated code is no copy of */
    bool        is_library;    /* declared in a system header */
    bool        is_indirect;   /* no function: a call's first argument is a pointer to the one that is called */
    bool        targets_known; /* INDIRECT: `targets` are all functions that it may stand for (analysis/targets.h) */
    VEC(Func *) targets;
    bool        calls_back;    /* may come to call itself through a pointer (analysis/targets.h) */
    bool        no_derivative; /* ADGEN_NO_DERIVATIVE */
    Func       *vjp, *jvp;     /* ADGEN_DERIVATIVE_OF: the functions that the user gives as its derivatives; or NULL */
    Loc         vjp_loc, jvp_loc;
    bool        keeps;         /* ours: it copies memory for an adjoint alone, and does nothing else */
    const CallParts *parts;        /* of a library routine whose adjoint is known; or NULL */
    bool        is_outline;    /* its body stands for one that is not visible: it says what is read, returned and written */
    bool        noalias;       /* ADGEN_NOALIAS */
    VEC(Disjoint) disjoint;    /* ours: who calls it has found that out */
    const ApartVersion *apart; /* a derivative's: to be called in place of it where it can be; or NULL */
    bool        retypes;       /* uses allocated memory with several types */
    bool        is_generated;  /* written by adgen: comment and section marks are kept */
    bool        is_derivative; /* read from a file that adgen has written */
    int         width;         /* a derivative's directions at once (vector mode); 0: one */
    const char *comment;       /* a generated function's contract, without the comment signs; or NULL */
    int         var_count;     /* ids given out so far */
    VEC(Var *)  vars;          /* by id: parameters first */
};

/* Whether the user gives a derivative of the function. */
static inline bool func_is_given(const Func *func)
{
    return func->vjp || func->jvp;
}

/* Whether adgen has written it: in this run, or in the one that made the file. */
static inline bool func_is_derived(const Func *func)
{
    return func->is_generated || func->is_derivative;
}

typedef enum Mode { MODE_GRAD, MODE_VJP, MODE_JVP, MODE_HVP, MODE_JACOBIAN, MODE_HESSIAN } Mode;

/* How a Jacobian is made: column by column in forward mode, row by row in reverse mode. */
typedef enum JacobianWay { JACOBIAN_ANY, JACOBIAN_FORWARD, JACOBIAN_REVERSE } JacobianWay;

/* What one annotation or option asks for. */
struct Request {
    Mode        mode;
    Func       *func;
    Loc         loc;            /* of the annotation; line 0: an option */
    const char *as;             /* the generated name, never NULL */
    bool        all;            /* no independents named: every real parameter is one */
    VEC(Var *)  wrt;            /* the independents, where named */
    bool        all_of;         /* no dependents named */
    VEC(Var *)  of;             /* dependents that are parameters */
    bool        of_return;      /* the return value is a dependent */
    JacobianWay way;
    int         width;          /* derivatives along so many directions at once; 0: along one */
    const char *inner;          /* of a Jacobian or Hessian: the name of the derivative that it calls, once there is one */
    bool        one_by_one;     /* of a Jacobian or Hessian: its columns or rows cannot be taken several at once */
    bool        rows;           /* of a Jacobian's derivative: each pass has a seed of 1 for one dependent, and zeros for the others */
    bool        checks_overlap; /* also derive a version for pointers that do not overlap, where that keeps less */
    const char *as_apart;       /* its name, once there is one */
    bool        finds_states;   /* keep states of long loops before which no pragma stands, too, where that is less */
    bool        exact;          /* the parameters named are the active ones, whatever their types */
};

struct Program {
    Arena  *arena;
    Intern *names;
    const char *main_file;      /* the first */
    VEC(const char *) files;    /* all that were given, in their order; empty: main_file alone */
    VEC(Item *)    items;       /* in source order */
    VEC(Var *)     globals;
    VEC(Func *)    funcs;       /* in source order; every one that is declared and used */
    VEC(Request *) requests;    /* in source order, then options */
    void   *types;              /* type.c's table */
    void   *func_index;         /* program.c's table of funcs by name */
    const Type *tape;           /* the runtime's (ir/runtime.h), once somebody asks */
    const Type *checkpoint;     /* likewise */
    bool    views_chars;        /* pointers to characters may lead to something else (analysis/recasts.h) */
    StrMap *made;               /* the names of functions that derivatives call; Func */
    void   *effects;            /* Map: Func -> what a call of it may do (analysis/effects.c) */
    const RealConstant *latest; /* the last that ir_real has made: mostly the next one is the same */
};

Program *program_new(Arena *arena, const char *main_file);

#endif
