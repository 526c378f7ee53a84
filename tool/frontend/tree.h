#ifndef ADGEN_FRONTEND_TREE_H
#define ADGEN_FRONTEND_TREE_H

/*
 * tree.c - the nodes of a function body: libclang's cursors, read once, sorted into the kinds that C has.
 *
 * libclang shows implicit conversions, designators, va_arg and more as one kind; brackets and __extension__ as nodes
 * of their own.  Here each construct is one kind of node, and what adds nothing is gone.
 */

#include <stdint.h>

#include "front.h"

typedef struct Body   Body;
typedef struct Node   Node;
typedef struct Reason Reason;
typedef struct Symbol Symbol;

typedef enum NodeKind {
    /* expressions */
    NODE_INT, NODE_CHAR, NODE_REAL, NODE_STRING,
    NODE_REF,           /* a name: symbol */
    NODE_MEMBER,        /* kid.name, or kid->name where kid is a pointer */
    NODE_INDEX,
    NODE_CALL,          /* callee, arguments; symbol: the function, NULL through a pointer */
    NODE_UNARY,         /* op: CXUnaryOperatorKind */
    NODE_STEP,          /* ++ and --, before and after; op as UNARY */
    NODE_BINARY,        /* op: CXBinaryOperatorKind; no assignment, logic or comma */
    NODE_LOGIC,         /* && and || */
    NODE_ASSIGN,
    NODE_COMPOUND,      /* += and the like */
    NODE_COMMA,
    NODE_CHOICE,        /* c ? a : b */
    NODE_CONVERT,       /* the language's own conversion; also the reading of a place */
    NODE_CAST,
    NODE_SIZEOF,        /* sizeof, _Alignof */
    NODE_OFFSETOF,
    NODE_LITERAL,       /* (type){ ... } */
    NODE_LIST,          /* { ... } */
    NODE_DESIGNATED,    /* .name[3] = value: designators, then the value */
    NODE_STMT_EXPR,     /* ({ ... }) */
    NODE_OTHER_EXPR,    /* what the IR has nothing for */
    /* parts of expressions */
    NODE_FIELD_NAME, NODE_TYPE_NAME,
    /* declarations */
    NODE_VAR,           /* kids: lengths of variable-length arrays, typeof; kids[init] is the initialiser */
    NODE_OTHER_DECL,
    /* statements */
    NODE_BLOCK, NODE_DECLS, NODE_IF, NODE_FOR, NODE_WHILE, NODE_DO, NODE_SWITCH, NODE_CASE, NODE_LABEL, NODE_GOTO,
    NODE_BREAK, NODE_CONTINUE, NODE_RETURN, NODE_EMPTY, NODE_ATTRIBUTED, NODE_ASM, NODE_OTHER_STMT
} NodeKind;

enum {
    NODE_SUSPECT = 1,   /* it or something below it may be beyond the IR: fence.c looks */
    NODE_JUMPS = 2,     /* it is or holds a goto, a label or a switch */
    NODE_RETURNS = 4,   /* it is or holds a return */
    NODE_OPENED = 8,    /* machine.c: it is taken apart */
    NODE_NAMES_TYPE = 16    /* the operand of a typeof: only its type matters */
};

struct Node {
    NodeKind      kind;
    int           op;          /* see the kinds; CALL, LITERAL: 1 + the bit in Reach of the memory that it makes */
    unsigned      flags;
    int           effects;     /* expressions with side effects here and below */
    int           first, last; /* numbers of this node and of the last one below it, in source order */
    int           depth;
    int           init;        /* VAR: which kid is the initialiser, or -1 */
    int           count;
    Node        **kids;
    Node         *parent;
    Symbol       *symbol;      /* REF, CALL, VAR */
    const char   *name;        /* LABEL, GOTO: the label; MEMBER, FIELD_NAME: the member */
    const Reason *reason;      /* fence.c: it is carried over as text, and why */
    CXCursor      cursor;
    CXType        type;        /* of an expression or variable */
    Loc           loc;         /* ask node_loc */
};

typedef enum SymbolKind { SYMBOL_PARAM, SYMBOL_LOCAL, SYMBOL_GLOBAL, SYMBOL_FUNC, SYMBOL_ENUM } SymbolKind;

/* Where a pointer may lead, or an access may go: bits for parameters (what they point to, however far), for locals of
 * the function whose address is taken and memory that it allocates, and for globals. */
typedef struct Reach {
    uint64_t params, locals, globals;
    bool     anywhere;
} Reach;

/* A name that a body mentions. */
struct Symbol {
    SymbolKind  kind;
    CXCursor    decl;
    CXType      type;
    const char *name;
    int         param;         /* PARAM: its number */
    int         bit;           /* in Reach, of the object itself; -1: only its name reaches it */
    bool        is_const;      /* the object cannot change */
    bool        is_restrict;
    bool        is_scalar;
    bool        suspect;       /* of a type that the IR may not express */
    bool        hoisted;       /* hoist.c: declared further out */
    bool        addressed;     /* its address is taken: more than its name reaches it */
    int         declared;      /* number of its declaration; 0: elsewhere */
    int         last_mention;  /* number of the last node that names it */
    VEC(int)    writes;        /* numbers of the nodes that assign to it by name, ascending */
    Reach       reach;         /* where the pointers in it may lead */
    Var        *var;           /* once the lowering has met it */
};

/* Read a body.  The second form adds an expression that stands elsewhere (the length in a type) to a body's names. */
Body *tree_read(Front *front, CXCursor function, CXCursor root);
Node *tree_add(Body *body, CXCursor expression);

/* Where the node stands.  Constant time on average: libclang walks down to a node's first token each time. */
Loc node_loc(Front *front, Node *node);

bool  node_is_expr(const Node *node);
bool  node_is_place(const Node *node);        /* designates an object (whether or not it is read here) */
bool  node_is_arrow(const Node *member);
bool  node_is_within(const Node *node, const Node *outer);
bool  node_is_unevaluated(const Node *node);  /* what stands in it is not done: a sizeof, the operand of a typeof */
/* The same without conversions and casts around it. */
/* Whether an expression to which libclang gives an array type is a pointer: a parameter `double a[n][m]` keeps the type
 * that it was declared with, and so does what is computed from it, such as a + 1. */
bool  node_is_decayed(const Node *node);
Node *node_bare(Node *node);
/* The pointer or array, and the index, of an INDEX (either may stand first in C). */
Node *node_index_base(const Node *index);
Node *node_index_offset(const Node *index);

CXType canonical_type(CXType type);
bool   type_is_array(CXType type);            /* as libclang has it, canonical or not */
bool   type_is_pointing(CXType type);         /* a pointer or array */
bool   type_is_record(CXType type);
bool   type_is_variable(CXType type);         /* a variable-length array, or a pointer to one: its lengths are evaluated */
/* Whether the IR has a canonical type that is no pointer or array: no complex, vector, union ... */
bool   tree_is_plain(CXType type);

#endif
