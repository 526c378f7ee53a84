#ifndef ADGEN_ANALYSIS_ACTIVITY_PARTS_H
#define ADGEN_ANALYSIS_ACTIVITY_PARTS_H

/* What the files of the activity analysis share: activity_flow.c says where reals flow, activity_notes.c what else the
 * statements show, activity.c what is active. */

#include "analysis/activity.h"
#include "analysis/bytes.h"
#include "base/intern.h"
#include "ir/table.h"
#include "ir/walk.h"

enum { NODE_VARIED = 1, NODE_USEFUL = 2, NODE_NEVER = 4, NODE_FORCED = 8 };

/* A register or a memory object. */
typedef struct Node {
    int  id;
    bool cast;              /* its bytes may be seen by a pointer that is the result of a cast */
    bool seen;              /* an integer access, or a function, may reach it */
    bool copied;            /* reals, or bytes of them, may be put there by memcpy and its like */
    bool bytes;             /* a side of a memcpy between reals and what is none */
    bool accessed;          /* as a real */
    bool fed;               /* reals flow into it */
} Node;

typedef VEC(int) Nodes;

/* Where the reals of a node flow, and where they come from. */
typedef struct Flow {
    Nodes to;
    Nodes from;
} Flow;

/* A call that may return memory of its own: that has a shadow if the call carries derivatives at all. */
typedef struct Made {
    Nodes args;
    Nodes made;
} Made;

struct Activity {
    Arena         *arena;       /* of what is asked for later */
    Alias         *alias;
    const Func    *func;
    const Request *request;
    unsigned char *marks;       /* by node */
    VarTable       registers;   /* Var -> Node */
    Node         **objects;     /* by object */
    int            object_count;
    Nodes          hub;         /* the node in which bytes meet */
    bool           integers_turn;   /* pointers to integers may become pointers to something else */
    bool           integers_untyped;   /* variables: void * */
    bool           untyped_turn;    /* void * may become pointers to something else than integers */

    Arena         *work;        /* of what follows, which goes when all marks are made */
    VEC(Node *)    nodes;
    VEC(Flow)      flows;       /* by node */
    VEC(const Expr *) accesses; /* places of reals: what they may reach together */
    VEC(Made *)    makers;
    VEC(Nodes *)   groups;      /* what one argument of a call may reach */
    VEC(int)       queue;
};

/* ---- activity_flow.c ---- */

Node *activity_new_node(Activity *act);
Node *activity_register(Activity *act, const Var *var);

/* Whether ADGEN_INACTIVE stands on the way to the place; whether objects of the type may hold reals. */
bool activity_is_cut(const Expr *place);
bool activity_carries(const Type *type);

/* The nodes that a place of reals lies in; of objects; of all that can be reached from them. */
void activity_place_nodes(Activity *act, const Expr *place, Nodes *out);
void activity_nodes_of(Activity *act, const IntSet *objects, Nodes *out);
void activity_reachable(Activity *act, const IntSet *from, Nodes *out);

/* The nodes whose reals the value of an expression depends on differentiably. */
void activity_sources(Activity *act, const Expr *e, Nodes *out);

void activity_edge(Activity *act, int from, int to);
void activity_join(Activity *act, const Nodes *from, const Nodes *to);

/* What flows by one statement.  (data: the Activity) */
void activity_visit(void *data, Stmt *s);

/* ---- activity_notes.c ---- */

/* What else a statement shows: accesses, bytes, groups that one argument reaches.  (data: the Activity) */
void activity_note_stmt(void *data, Stmt *s);
void activity_note_params(Activity *act);
bool activity_ends_in_integers(const Type *pointer);

#endif
