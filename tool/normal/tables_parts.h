#ifndef ADGEN_NORMAL_TABLES_PARTS_H
#define ADGEN_NORMAL_TABLES_PARTS_H

#include "parts.h"

/* What tables.c, tables_find.c and tables_prove.c share: tables of rows, and what is known of a function's pointers. */

/* A statement that gives a row of a table its memory. */
typedef struct RowStore {
    Stmt       *call;
    int         at;            /* the statement's number */
    const Stmt *loop;          /* that counts through the rows; NULL: it is one row */
    long long   row;           /* which one, or the first that the loop comes to */
} RowStore;

typedef struct Table {
    Var  *var;
    bool  is_array;            /* T *table[16]; else T **table, a block of its own */
    bool  other;               /* it is used in a way that is not known */
    int   alloc;               /* the number of the statement that gives the table its memory */
    VEC(RowStore) stores;
    VEC(int) row_frees;        /* the statements that free a row, and those that free the table */
    VEC(int) frees;
    int         declare_at;    /* where the block that takes its place is declared, and where it gets its memory */
    int         alloc_at;
    const Expr *length;        /* of a row, in elements */
    const Expr *rows;          /* how many there are */
    Var        *block;         /* what takes its place; NULL: nothing does */
} Table;

/* What is known of a variable. */
typedef struct Held {
    Var  *var;
    int   declared;            /* the number of its declaration; 0: there is none */
    int   writes, written;     /* how many statements give it a value, and the number of the last */
    int   first, last;         /* numbers of the first and last statement that mention it */
    bool  other;               /* its value goes where it is not followed any more: it may be freed there, or kept */
    bool  seen;
    VEC(struct Held *) copies; /* those that are given its value, or of a table a row */
    Table *table;
} Held;

typedef struct Tables {
    Program *p;
    Arena   *arena;            /* of this pass */
    Func    *func;
    Map     *held;             /* Var -> Held */
    VEC(Table *) list;
    VEC(Stmt *) stmts;         /* by number, from 1: the statement, the list it stands in, the statement around it, and */
    VEC(const Block *) lists;  /* the number of the last statement inside it */
    VEC(int) parents;
    VEC(int) ends;
} Tables;

Held *tables_held(Tables *t, Var *var);

/* The table that a place is the row of, or NULL. */
Table *tables_row(Tables *t, const Expr *place);

/* Find the tables of the function, and what is done with them. */
void tables_find(Tables *t);

/* Whether the rows of the table may be parts of one block; says where that is made and how long it is. */
bool tables_prove(Tables *t, Table *table);

/* Whether the call is one of malloc, or of calloc. */
bool tables_is_malloc(const Stmt *call);
bool tables_is_calloc(const Stmt *call);

/* How many elements of the type such a call gets memory for, as a long; NULL: that is not said. */
const Expr *tables_elements(Program *p, const Stmt *call, const Type *elem);

#endif
