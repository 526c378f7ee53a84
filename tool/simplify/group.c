#include "group.h"
#include "ir/build.h"
#include "ir/walk.h"
#include "simplify/simplify.h"

/* The terms of a sum, in order: what is added, what is subtracted. */
typedef struct Terms {
    Arena            *arena;
    VEC(const Expr *) added, taken;
} Terms;

/* The terms of place + a - b + …; false: it is no such sum. */
static bool read_terms(Terms *terms, const Expr *value, const Expr *place)
{
    if (ir_same(value, place))
        return true;
    if ((value->op != OP_ADD && value->op != OP_SUB) || !read_terms(terms, value->args[0], place))
        return false;
    if (value->op == OP_ADD)
        VEC_PUSH(terms->arena, &terms->added, value->args[1]);
    else
        VEC_PUSH(terms->arena, &terms->taken, value->args[1]);
    return true;
}

static const Expr *chain(Program *p, const Expr *sum, OpKind op, const Expr *const *terms, int count)
{
    for (int i = 0; i < count; i++)
        sum = sum ? ir_binary(p, terms[i]->loc, op, sum, terms[i]) : terms[i];
    return sum;
}

static const Expr *grouped(Program *p, const Terms *terms, const Expr *place, Loc loc)
{
    bool        takes = terms->added.count == 0;
    const Expr *more = chain(p, NULL, OP_ADD, terms->added.items, terms->added.count);
    more = chain(p, more, takes ? OP_ADD : OP_SUB, terms->taken.items, terms->taken.count);
    return ir_binary(p, loc, takes ? OP_SUB : OP_ADD, place, more);
}

typedef struct Group {
    Program *p;
    Arena   *arena;
} Group;

static void group_stmt(void *data, Stmt *s)
{
    Group      *group = data;
    const Expr *place = s->kind == STMT_ASSIGN ? s->u.assign.place : NULL;
    const Var  *root = place && type_is_real(place->type) ? ir_base_var(place) : NULL;
    Terms       terms = {.arena = group->arena};
    if (root && root->is_shadow && read_terms(&terms, s->u.assign.value, place) && terms.added.count + terms.taken.count > 1)
        s->u.assign.value = grouped(group->p, &terms, place, s->loc);
}

void simplify_group(Program *p, Func *func)
{
    Group group = {p, arena_new()};
    group_meet(p, func);
    ir_visit_stmts(func->body, group_stmt, &group);
    arena_free(group.arena);
}
