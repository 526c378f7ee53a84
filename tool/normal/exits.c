#include "parts.h"

/*
 * exits_to_tails - let BREAK and RETURN stand at tails only, and get rid of CONTINUE.
 *
 * A statement list in which something may jump away is rebuilt so that what follows the jump is reached only where it is
 * not taken: `if (c) break; rest` becomes `if (c) break; else { rest }`.  Where the IF may also fall through, nesting
 * would copy the rest: a flag says whether a jump is due, and the rest goes under `if (!flag)`.
 *
 * A RETURN inside a loop sets the result, breaks, and sets the flag `returned`, which is looked at behind every loop on
 * the way out.  In the end there is one RETURN, as the last statement.
 */

typedef struct Exits {
    Program *p;
    Func    *func;
    Var     *result;       /* what is returned; NULL: nothing, or not needed yet */
    Var     *returned;     /* set where a return has left a loop */
    int      keep_continues; /* lists around that something follows: a CONTINUE is not yet the end of the body */
    int      marks;        /* lists around whose jumps become flags: a return out of no loop stands as a BREAK there */
} Exits;

/* What may happen at the end of a list of statements. */
typedef enum Ending { END_FALLS = 1, END_BREAKS = 2, END_CONTINUES = 4, END_RETURNS = 8 } Ending;

static unsigned exits_ending(const Block *b);

static unsigned exits_ending_of_loop(const Block *body)
{
    return END_FALLS | (exits_ending(body) & END_RETURNS);
}

static unsigned exits_ending_of(const Stmt *s)
{
    switch (s->kind) {
    case STMT_BREAK:
        return END_BREAKS;
    case STMT_CONTINUE:
        return END_CONTINUES;
    case STMT_RETURN:
        return END_RETURNS;
    case STMT_IF:
        return exits_ending(s->u.branch.then) | exits_ending(s->u.branch.other);
    case STMT_BLOCK:
        return exits_ending(s->u.block);
    case STMT_FOR:
        return exits_ending_of_loop(s->u.loop_for.body);
    case STMT_LOOP:
        return exits_ending_of_loop(s->u.loop.body);
    default:
        return END_FALLS;
    }
}

static unsigned exits_ending(const Block *b)
{
    unsigned ending = END_FALLS;

    for (int i = 0; i < b->stmts.count && (ending & END_FALLS); i++)
        ending = (ending & ~(unsigned)END_FALLS) | exits_ending_of(b->stmts.items[i]);
    return ending;
}

static Var *exits_flag(Exits *x, const char *name, Loc loc)
{
    return ir_new_var(x->p, x->func, VAR_TEMP, name, type_int(x->p, INT_INT), loc);
}

static Stmt *exits_set(Exits *x, Var *flag, long long value, Loc loc)
{
    return ir_assign(x->p, loc, ir_var(x->p, loc, flag), ir_int(x->p, loc, flag->type, value));
}

static const Expr *exits_test(Exits *x, Var *flag, bool set, Loc loc)
{
    return ir_binary(x->p, loc, set ? OP_NE : OP_EQ, ir_var(x->p, loc, flag), ir_int(x->p, loc, flag->type, 0));
}

/* ---- returns ---- */

static void exits_return(Exits *x, Block *out, Stmt *s, bool in_loop)
{
    if (s->u.result) {
        if (x->result == NULL)
            x->result = ir_new_var(x->p, x->func, VAR_TEMP, "result", type_unqualified(x->p, x->func->result), s->loc);
        ir_push(x->p, out, ir_assign(x->p, s->loc, ir_var(x->p, s->loc, x->result), s->u.result));
    }
    if (!in_loop) {
        if (x->marks)
            ir_push(x->p, out, ir_jump(x->p, s->loc, STMT_BREAK));
        return;
    }
    if (x->returned == NULL)
        x->returned = exits_flag(x, "returned", s->loc);
    ir_push(x->p, out, exits_set(x, x->returned, 1, s->loc));
    ir_push(x->p, out, ir_jump(x->p, s->loc, STMT_BREAK));
}

/* ---- lists ---- */

static void exits_list(Exits *x, Block *out, Stmt *const *stmts, int count, bool in_loop);

static void exits_block(Exits *x, Block *block, bool in_loop)
{
    Block *out = ir_block(x->p);

    exits_list(x, out, block->stmts.items, block->stmts.count, in_loop);
    *block = *out;
}

/* Set the flag in place of every jump at a tail of the block: what follows the block decides by it. */
static void exits_mark(Exits *x, Block *block, Var *flag)
{
    Block *out = ir_block(x->p);

    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        switch (s->kind) {
        case STMT_BREAK:
            ir_push(x->p, out, exits_set(x, flag, 1, s->loc));
            break;
        case STMT_IF:
            exits_mark(x, s->u.branch.then, flag);
            exits_mark(x, s->u.branch.other, flag);
            ir_push(x->p, out, s);
            break;
        default:
            ir_push(x->p, out, s);
        }
    }
    *block = *out;
}

/* CONTINUEs at the tails of a list that something follows: the rest is skipped, but the loop goes on. */
static void exits_skip_continues(Exits *x, Block *block, Var *flag)
{
    Stmt *last = block->stmts.count ? block->stmts.items[block->stmts.count - 1] : NULL;

    if (last && last->kind == STMT_CONTINUE)
        block->stmts.items[block->stmts.count - 1] = exits_set(x, flag, 1, last->loc);
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt *s = block->stmts.items[i];

        if (s->kind == STMT_IF) {
            exits_skip_continues(x, s->u.branch.then, flag);
            exits_skip_continues(x, s->u.branch.other, flag);
        }
    }
}

/* A branch of such an IF, its jumps turned into settings of the flags. */
static void exits_flag_branch(Exits *x, Block *branch, Var *leave, Var *skip, bool in_loop)
{
    x->keep_continues++;
    x->marks++;
    exits_block(x, branch, in_loop);
    x->marks--;
    x->keep_continues--;
    if (skip)
        exits_skip_continues(x, branch, skip);
    if (leave)
        exits_mark(x, branch, leave);
}

/* An IF some of whose ways jump and some of whose fall through, with statements behind it. */
static void exits_with_flag(Exits *x, Block *out, Stmt *s, Stmt *const *rest, int count, bool in_loop)
{
    Program *p = x->p;
    unsigned ending = exits_ending_of(s);
    Var     *leave = ending & (END_BREAKS | END_RETURNS) ? exits_flag(x, "leave", s->loc) : NULL;
    Var     *skip = ending & END_CONTINUES ? exits_flag(x, "skip", s->loc) : NULL;
    Block   *later = ir_block(p);

    if (leave)
        ir_push(p, out, ir_decl(p, s->loc, leave, ir_int(p, s->loc, leave->type, 0)));
    if (skip)
        ir_push(p, out, ir_decl(p, s->loc, skip, ir_int(p, s->loc, skip->type, 0)));
    exits_flag_branch(x, s->u.branch.then, leave, skip, in_loop);
    exits_flag_branch(x, s->u.branch.other, leave, skip, in_loop);
    ir_push(p, out, s);
    exits_list(x, later, rest, count, in_loop);
    if (skip) {
        Block *kept = ir_block(p), *again = ir_block(p);

        if (x->keep_continues)
            ir_push(p, again, ir_jump(p, s->loc, STMT_CONTINUE));
        ir_push(p, kept, ir_if(p, s->loc, exits_test(x, skip, true, s->loc), again, later));
        if (again->stmts.count == 0)
            kept->stmts.items[0] = ir_if(p, s->loc, exits_test(x, skip, false, s->loc), later, NULL);
        later = kept;
    }
    if (leave && (in_loop || x->marks)) {
        Block *gone = ir_block(p);

        ir_push(p, gone, ir_jump(p, s->loc, STMT_BREAK));
        ir_push(p, out, ir_if(p, s->loc, exits_test(x, leave, true, s->loc), gone, later));
    } else if (leave) {
        ir_push(p, out, ir_if(p, s->loc, exits_test(x, leave, false, s->loc), later, NULL));
    } else {
        ir_append(p, out, later);
    }
}

/* s is an IF that may jump; what follows it goes into the branch that falls through. */
static void exits_if(Exits *x, Block *out, Stmt *s, Stmt *const *rest, int count, bool in_loop)
{
    unsigned then = exits_ending(s->u.branch.then), other = exits_ending(s->u.branch.other);
    Program *p = x->p;

    bool     mixed = ((then & END_FALLS) && (other & END_FALLS)) || ((then & END_FALLS) && then != END_FALLS) ||
                 ((other & END_FALLS) && other != END_FALLS);

    if (count > 0 && mixed) {
        exits_with_flag(x, out, s, rest, count, in_loop);
        return;
    }
    if (then & END_FALLS)
        for (int i = 0; i < count; i++)
            ir_push(p, s->u.branch.then, rest[i]);
    else if (other & END_FALLS)
        for (int i = 0; i < count; i++)
            ir_push(p, s->u.branch.other, rest[i]);
    exits_block(x, s->u.branch.then, in_loop);
    exits_block(x, s->u.branch.other, in_loop);
    ir_push(p, out, s);
}

/* A loop that may return: behind it the flag is looked at. */
static void exits_loop(Exits *x, Block *out, Stmt *s, Stmt *const *rest, int count, bool in_loop)
{
    Program *p = x->p;
    Block   *body = s->kind == STMT_FOR ? s->u.loop_for.body : s->u.loop.body;
    Block   *later = ir_block(p), *leave = ir_block(p);
    bool     returns = (exits_ending(body) & END_RETURNS) != 0;
    int      marks = x->marks, continues = x->keep_continues;

    x->marks = x->keep_continues = 0;
    exits_block(x, body, true);
    x->marks = marks;
    x->keep_continues = continues;
    ir_push(p, out, s);
    if (!returns) {
        exits_list(x, out, rest, count, in_loop);
        return;
    }
    exits_list(x, later, rest, count, in_loop);
    if (in_loop || x->marks) {
        ir_push(p, leave, ir_jump(p, s->loc, STMT_BREAK));
        ir_push(p, out, ir_if(p, s->loc, exits_test(x, x->returned, true, s->loc), leave, later));
    } else if (later->stmts.count) {
        ir_push(p, out, ir_if(p, s->loc, exits_test(x, x->returned, false, s->loc), later, NULL));
    }
}

static void exits_list(Exits *x, Block *out, Stmt *const *stmts, int count, bool in_loop)
{
    for (int i = 0; i < count; i++) {
        Stmt *s = stmts[i];

        switch (s->kind) {
        case STMT_BREAK:
            ir_push(x->p, out, s);
            return;
        case STMT_CONTINUE:
            if (x->keep_continues)
                ir_push(x->p, out, s);
            return;
        case STMT_RETURN:
            exits_return(x, out, s, in_loop);
            return;
        case STMT_BLOCK: {
            /* a scope is needed for names only, and those are made unique later */
            Stmt **flat = ARENA_ARRAY(x->p->arena, Stmt *, s->u.block->stmts.count + count);
            int    n = 0;

            if (exits_ending_of(s) == END_FALLS) {
                exits_block(x, s->u.block, in_loop);
                ir_append(x->p, out, s->u.block);
                break;
            }
            for (int k = 0; k < s->u.block->stmts.count; k++)
                flat[n++] = s->u.block->stmts.items[k];
            for (int k = i + 1; k < count; k++)
                flat[n++] = stmts[k];
            exits_list(x, out, flat, n, in_loop);
            return;
        }
        case STMT_IF:
            if (exits_ending_of(s) != END_FALLS) {
                exits_if(x, out, s, stmts + i + 1, count - i - 1, in_loop);
                return;
            }
            exits_block(x, s->u.branch.then, in_loop);
            exits_block(x, s->u.branch.other, in_loop);
            ir_push(x->p, out, s);
            break;
        case STMT_FOR:
        case STMT_LOOP:
            exits_loop(x, out, s, stmts + i + 1, count - i - 1, in_loop);
            return;
        default:
            ir_push(x->p, out, s);
        }
    }
}

void exits_to_tails(Program *p, Func *func)
{
    Exits  x = {.p = p, .func = func};
    Block *body = ir_block(p), *whole = ir_block(p);
    int    count = func->body->stmts.count;
    Stmt  *last = count ? func->body->stmts.items[count - 1] : NULL;
    bool   simple = last && last->kind == STMT_RETURN;
    Loc    loc = func->loc;

    /* a last `return e` that is the only one keeps its expression */
    if (simple) {
        Block before = *func->body;

        before.stmts.count--;
        simple = !(exits_ending(&before) & END_RETURNS);
        if (simple) {
            exits_list(&x, body, before.stmts.items, before.stmts.count, false);
            ir_push(p, body, last);
            func->body = body;
            return;
        }
    }
    exits_list(&x, body, func->body->stmts.items, count, false);
    if (x.result)
        ir_push(p, whole, ir_decl(p, loc, x.result, NULL));
    if (x.returned)
        ir_push(p, whole, ir_decl(p, loc, x.returned, ir_int(p, loc, x.returned->type, 0)));
    ir_append(p, whole, body);
    if (x.result)
        ir_push(p, whole, ir_return(p, loc, ir_var(p, loc, x.result)));
    func->body = whole;
}
