#ifndef ADGEN_FRONTEND_COUNTED_H
#define ADGEN_FRONTEND_COUNTED_H

#include "lower.h"

/*
 * counted.c - which loops count.
 *
 * Their variable is an integer of the function that only their own step changes, and whose address nobody takes;
 * their bound means the same in every iteration.
 */

typedef struct Parts {
    Node *init, *cond, *step, *body;   /* the body is always there */
} Parts;

typedef struct NodeList {
    VEC(Node *) items;
} NodeList;

typedef struct Counted {
    Symbol   *var;
    Node     *from;           /* its first value; NULL: what it holds before the loop */
    Relation  relation;
    Node     *to;             /* NULL: 0 */
    long long less;           /* to be taken from it: 1 in i + 1 < n */
    long long step;
    bool      declares;
    NodeList  before, after;  /* what else the header initialises and steps */
} Counted;

/* What the for would be as a FOR; false: it is none. */
bool counted_for(Lower *l, const Parts *parts, Counted *counted);
/* The same for while (n-- > 0), where nobody asks for n afterwards. */
bool counted_down(Lower *l, Node *loop, Counted *counted);
/* The same for while (i < n) { ... i++; }: its last statement is the step. */
bool counted_while(Lower *l, Node *loop, Parts *parts, Counted *counted);

bool loop_parts(Front *front, const Node *node, Parts *parts);   /* of a for; false: a macro hides them */
/* Whether a continue, a break in the body is for this loop. */
bool loop_continues(const Node *body);
bool loop_breaks(const Node *body);

/* The value of a constant expression. */
bool counted_constant(Lower *l, Node *node, long long *value);

#endif
