#include "parts.h"

/*
 * ends_count - loops in which a pointer runs up to an end, as loops that count.
 *
 *     for (; p < end; p++)                                          for (long i = 0; i < end - p; i++)
 *         s += *p * *p;                             ->                  s += *(p + i) * *(p + i);
 *
 * Also `while (p != end)`, with the step anywhere in the body's own list.  Only where nothing leaves the loop early, the end
 * stays where it is, and one step of one element is all that the pointer does.  With != the end is ahead, or the pointer
 * would leave what it points into.  Behind the loop the pointer is as far on: said where anybody asks.
 *
 * Requires: verified IR, the function's own; registers are marked.   Keeps: its meaning.
 */

typedef struct Ends {
    Program *p;
    Func    *func;
    bool     any;
} Ends;

/* A loop that a pointer runs through. */
typedef struct Run {
    Var        *var;
    const Expr *end;
    bool        meets;         /* != */
} Run;

static bool is_var(const Expr *e, const Var *var)
{
    return e && e->op == OP_VAR && e->u.var == var;
}

/* p = p + 1 */
static bool is_step(const Stmt *s, const Var *var)
{
    const Expr *value = s->kind == STMT_ASSIGN && is_var(s->u.assign.place, var) ? s->u.assign.value : NULL;
    long long   number;
    return value && value->op == OP_PTRADD && is_var(value->args[0], var) && ir_integer(value->args[1], &number) && number == 1;
}

static bool has_step(const Block *block, const Var *var)
{
    for (int i = 0; i < block->stmts.count; i++)
        if (is_step(block->stmts.items[i], var))
            return true;
    return false;
}

static bool is_walker(const Expr *e)
{
    const Var *var = e->op == OP_VAR ? e->u.var : NULL;
    return var && var->is_register && var->kind != VAR_GLOBAL && !var->pinned && !(var->type->quals & TYPE_VOLATILE)
        && type_is_pointer(var->type) && type_elem(var->type)->canon->kind != TYPE_VOID && !type_is_function_pointer(var->type);
}

static void note_jump(void *data, Stmt *s)
{
    bool *jumps = data;
    *jumps |= s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN || s->kind == STMT_OPAQUE;
}

/* Which pointer runs where, if that is all that the loop's condition says. */
static bool find_run(const Stmt *s, Run *run)
{
    const Expr *cond = s->kind == STMT_LOOP && !s->u.loop.at_end && s->u.loop.head->stmts.count == 0 ? s->u.loop.cond : NULL;
    bool        jumps = false;
    if (!cond || (cond->op != OP_LT && cond->op != OP_GT && cond->op != OP_NE))
        return false;
    ir_visit_stmts(s->u.loop.body, note_jump, &jumps);
    ir_visit_stmts(s->u.loop.step, note_jump, &jumps);
    for (int i = 0; i < 2 && !jumps; i++) {
        const Expr *p = cond->args[i], *end = cond->args[1 - i];
        if (cond->op == (i ? OP_LT : OP_GT) || !is_walker(p) || !type_is_pointer(end->type) || ir_is_null(end))
            continue;
        Assigned body = normal_assigned(s->u.loop.body, p->u.var), step = normal_assigned(s->u.loop.step, p->u.var);
        *run = (Run){p->u.var, end, cond->op == OP_NE};
        if (body.times + step.times == 1 && !body.otherwise && !step.otherwise
            && has_step(body.times ? s->u.loop.body : s->u.loop.step, run->var) && normal_is_fixed(s->u.loop.body, end)
            && normal_is_fixed(s->u.loop.step, end) && type_same(p->type, end->type))
            return true;
    }
    return false;
}

typedef struct Renamed {
    Program    *p;
    const Var  *var;
    const Expr *index;
} Renamed;

static const Expr *rename_node(void *data, const Expr *e)
{
    const Renamed *r = data;
    return is_var(e, r->var) ? ir_ptradd(r->p, e->loc, e, r->index) : e;
}

static void rename_stmt(void *data, Stmt *s)
{
    const Renamed *r = data;
    ir_map_stmt_exprs(r->p, s, rename_node, data);
}

/* The statements without the step; the pointer is an element further behind it. */
static void without_step(Renamed *r, Block *out, const Block *list)
{
    for (int i = 0; i < list->stmts.count; i++) {
        Stmt *s = list->stmts.items[i];
        if (is_step(s, r->var)) {
            r->index = ir_plus(r->p, r->index, 1);
            continue;
        }
        ir_visit_stmt(s, rename_stmt, r);
        ir_push(r->p, out, s);
    }
}

typedef struct Asked {
    const Var  *var;
    const Stmt *loop;
    bool        behind, read;
} Asked;

static void note_asked(void *data, Stmt *s)
{
    Asked      *a = data;
    const Expr *target = ir_target(s);
    a->behind |= s == a->loop;
    if (!a->behind)
        return;
    if (s->kind == STMT_ASSIGN && is_var(target, a->var))
        a->read |= ir_mentions(s->u.assign.value, a->var);
    else if (s->kind == STMT_DECL)
        a->read |= (s->u.decl.init && ir_mentions(s->u.decl.init, a->var)) || type_is_vla(s->u.decl.var->type);
    else
        a->read |= ir_stmt_mentions(s, a->var);
}

static bool is_declared(const Block *block, int at, const Var *var)
{
    for (int i = 0; i < at; i++)
        if (block->stmts.items[i]->kind == STMT_DECL && block->stmts.items[i]->u.decl.var == var)
            return true;
    return false;
}

/* Whether anybody may ask where the pointer is behind the loop: a statement further down, or the next iteration of a loop
 * around that does not declare it. */
static bool is_asked(const Ends *e, const Block *block, int at, bool in_loop, const Var *var)
{
    Stmt  *s = block->stmts.items[at], kept = *s;
    Asked  asked = {var, s, false, in_loop && !is_declared(block, at, var)};
    s->kind = STMT_BLOCK;                                    /* what is left is what is outside */
    s->u.block = ir_block(e->p);
    ir_visit_stmts(e->func->body, note_asked, &asked);
    *s = kept;
    return asked.read;
}

/* The loop as one that counts, and where the pointer is behind it; false: as it was. */
static bool counted(Ends *e, const Block *block, int at, bool in_loop, Block *out)
{
    Program *p = e->p;
    Stmt    *s = block->stmts.items[at];
    Run      run;
    if (!find_run(s, &run))
        return false;
    bool asked = is_asked(e, block, at, in_loop, run.var);
    if (asked && !run.meets)
        return false;
    const Type *type = type_int(p, INT_LONG);
    Var        *counter = ir_new_var(p, e->func, VAR_TEMP, "i", type, s->loc);
    const Expr *pointer = ir_var(p, s->loc, run.var);
    Renamed     r = {p, run.var, ir_var(p, s->loc, counter)};
    Block      *body = ir_block_for(p, s->u.loop.body);
    counter->is_register = true;
    without_step(&r, body, s->u.loop.body);
    without_step(&r, body, s->u.loop.step);
    const Expr *to = ir_ptrdiff(p, s->loc, run.end, pointer);
    Stmt       *loop = ir_for(p, s->loc, counter, true, ir_int(p, s->loc, type, 0), REL_LT, to, 1, body);
    loop->checkpoint = s->checkpoint;
    ir_push(p, out, loop);
    if (asked)                                               /* not the end itself, which may have no adjoint */
        ir_push(p, out, ir_assign(p, s->loc, pointer, ir_ptradd(p, s->loc, pointer, to)));
    e->any = true;
    return true;
}

static void count_in(Ends *e, Block *block, bool in_loop)
{
    Block *out = ir_block_for(e->p, block);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Block *blocks[3];
        int    count = ir_stmt_blocks(s, blocks);
        for (int k = 0; k < count; k++)
            count_in(e, blocks[k], in_loop || s->kind == STMT_FOR || s->kind == STMT_LOOP);
        if (!counted(e, block, i, in_loop, out))
            ir_push(e->p, out, s);
    }
    *block = *out;
}

bool ends_count(Program *p, Func *func)
{
    Ends e = {p, func, false};
    if (ir_has_kind(func->body, STMT_LOOP))
        count_in(&e, func->body, false);
    return e.any;
}
