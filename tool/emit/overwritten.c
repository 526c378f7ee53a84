#include "overwritten.h"

#include "ir/walk.h"

enum { MOST_COPIES = 64 };       /* in a list: more are not looked at, and taken for such a loop */

/* What an iteration has done so far. */
typedef struct Iteration {
    const Expr *read[MOST_COPIES];         /* what registers hold that were read from memory */
    const Var  *into[MOST_COPIES];
    const Expr *copied[MOST_COPIES];       /* what has been stored elsewhere as it was */
    int         reads, copies, overwritten;
    bool        full;
} Iteration;

static bool is_element(const Expr *e)
{
    return (op_info[e->op].flags & OPF_PLACE) && e->op != OP_VAR;
}

/* The element whose value this is: the place itself, or what the register was read from. */
static const Expr *element_of(const Iteration *at, const Expr *value)
{
    if (is_element(value))
        return value;
    for (int i = at->reads - 1; value->op == OP_VAR && i >= 0; i--)
        if (at->into[i] == value->u.var)
            return at->read[i];
    return NULL;
}

static void note_set(Iteration *at, const Var *var, const Expr *value)
{
    const Expr *element = element_of(at, value);
    at->full |= element && at->reads == MOST_COPIES;
    if (!element || at->full)
        return;
    at->read[at->reads] = element;
    at->into[at->reads++] = var;
}

static void note_store(Iteration *at, const Expr *place, const Expr *value)
{
    const Expr *element = element_of(at, value);
    for (int i = 0; i < at->copies; i++)
        if (ir_same(at->copied[i], place)) {
            at->overwritten++;
            at->copied[i] = at->copied[--at->copies];
            break;
        }
    at->full |= element && at->copies == MOST_COPIES;
    if (element && !at->full)
        at->copied[at->copies++] = element;
}

static void note_list(Iteration *at, const Block *list)
{
    for (int i = 0; i < list->stmts.count; i++) {
        Stmt  *s = list->stmts.items[i];
        Block *blocks[3];
        if (s->kind == STMT_DECL && s->u.decl.init)
            note_set(at, s->u.decl.var, s->u.decl.init);
        else if (s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR)
            note_set(at, s->u.assign.place->u.var, s->u.assign.value);
        else if (s->kind == STMT_ASSIGN)
            note_store(at, s->u.assign.place, s->u.assign.value);
        for (int k = ir_stmt_blocks(s, blocks) - 1; k >= 0 && s->kind != STMT_FOR && s->kind != STMT_LOOP; k--)
            note_list(at, blocks[k]);
    }
}

bool overwritten_twice(const Block *body)
{
    Iteration at = {.reads = 0};
    note_list(&at, body);
    return at.full || at.overwritten > 1;
}
