#include "parts.h"

/*
 * exits_to_tails - let BREAK and RETURN stand at tails only, and get rid of CONTINUE.
 *
 * What follows a statement that may jump is put where it is reached only if there was no jump: `if (c) break; rest`
 * becomes `if (c) break; else { rest }`.  Where that would copy the rest, because both branches may fall through, a
 * flag tells whether there was a jump, and the rest goes under `if (!flag)`.  A RETURN inside a loop sets the result
 * and the flag `returned`, breaks, and so does every loop on the way out.  In the end there is at most one RETURN, as
 * the last statement.  Blocks are dissolved: variables are identities, so scopes are needed for nothing.
 *
 * Requires: verified IR, the function's own.   Keeps: its meaning; statements that no one reaches may go.
 */

/* How control may leave a statement or list. */
enum { FALLS = 1, BREAKS = 2, CONTINUES = 4, RETURNS = 8, KNOWN = 16 };

/* What a jump comes to where it stands: skip the rest of the body (of the loop or function), or leave the loop. */
typedef enum Exit { EXIT_SKIP = 1, EXIT_LEAVE = 2 } Exit;

typedef struct Exits {
    Program *p;
    Func    *func;
    Map     *ways;      /* Block to what it may do, with KNOWN */
    Var     *result;    /* what is returned, or NULL */
    Var     *returned;  /* set where a RETURN leaves a loop, or NULL */
    bool     flagged;   /* some RETURN is behind a flag: compilers may not see that the result is always set */
} Exits;

/* Where a list stands. */
typedef struct Context {
    bool in_loop;
    Var *flag;          /* jumps set it to an Exit, since something follows; NULL: the list is a tail */
} Context;

/* Statements still to come: those of a list from `next` on, then those of the lists around it. */
typedef struct Rest {
    const Block       *block;
    int                next;
    const struct Rest *after;
} Rest;

/* ---- Ways out ---- */

static unsigned ways_of_block(Exits *x, const Block *block);

static unsigned ways_of_loop(Exits *x, const Block *body, bool ends)
{
    unsigned ways = ways_of_block(x, body);
    return (ways & RETURNS) | (ends || ways & BREAKS ? FALLS : 0);
}

static unsigned ways_of(Exits *x, const Stmt *s)
{
    switch (s->kind) {
    case STMT_BREAK:    return BREAKS;
    case STMT_CONTINUE: return CONTINUES;
    case STMT_RETURN:   return RETURNS;
    case STMT_IF:       return ways_of_block(x, s->u.branch.then) | ways_of_block(x, s->u.branch.other);
    case STMT_BLOCK:    return ways_of_block(x, s->u.block);
    case STMT_FOR:      return ways_of_loop(x, s->u.loop_for.body, true);
    case STMT_LOOP:     return ways_of_loop(x, s->u.loop.body, s->u.loop.cond != NULL);
    default:            return FALLS;
    }
}

/* Remembered, since nested lists ask again and again. */
static unsigned ways_of_block(Exits *x, const Block *block)
{
    unsigned known = (unsigned)(size_t)map_get(x->ways, block);
    if (known)
        return known & ~(unsigned)KNOWN;
    unsigned ways = FALLS;
    for (int i = 0; i < block->stmts.count && ways & FALLS; i++)
        ways = (ways & ~(unsigned)FALLS) | ways_of(x, block->stmts.items[i]);
    map_put(x->ways, block, (void *)(size_t)(ways | KNOWN));
    return ways;
}

/* ---- Lists ---- */

static void lower(Exits *x, Context c, Rest rest, Block *out);

static Rest rest_of_block(const Block *block)
{
    return (Rest){block, 0, NULL};
}

/* The next statement, or NULL; lists that are done are left. */
static Stmt *peek(Rest *rest)
{
    while (rest->next == rest->block->stmts.count && rest->after)
        *rest = *rest->after;
    return rest->next < rest->block->stmts.count ? rest->block->stmts.items[rest->next] : NULL;
}

static Block *lower_block(Exits *x, Context c, const Block *block)
{
    Block *out = ir_block(x->p);
    lower(x, c, rest_of_block(block), out);
    return out;
}

/* The block, then the rest. */
static Block *lower_joined(Exits *x, Context c, const Block *block, const Rest *rest)
{
    Block *out = ir_block(x->p);
    lower(x, c, (Rest){block, 0, rest}, out);
    return out;
}

/* A list without jumps, of which something may follow. */
static Block *lower_closed(Exits *x, const Block *block)
{
    return lower_block(x, (Context){0}, block);
}

/* ---- Flags ---- */

static Var *new_flag(Exits *x, const char *name, Loc loc)
{
    return ir_new_var(x->p, x->func, VAR_TEMP, name, type_int(x->p, INT_INT), loc);
}

static const Expr *constant(Exits *x, Loc loc, const Var *flag, int value)
{
    return ir_int(x->p, loc, flag->type, value);
}

static Stmt *set_flag(Exits *x, Var *flag, int value, Loc loc)
{
    return ir_assign(x->p, loc, ir_var(x->p, loc, flag), constant(x, loc, flag, value));
}

static const Expr *not_set(Exits *x, Var *flag, Loc loc)
{
    return ir_unary(x->p, loc, OP_NOT, ir_var(x->p, loc, flag));
}

/* ---- Jumps ---- */

static void put_exit(Exits *x, Context c, Exit exit, Loc loc, Block *out)
{
    if (c.flag)
        ir_push(x->p, out, set_flag(x, c.flag, exit, loc));
    else if (exit == EXIT_LEAVE)
        ir_push(x->p, out, ir_jump(x->p, loc, STMT_BREAK));
}

static void put_return(Exits *x, Context c, const Stmt *s, Block *out)
{
    if (s->u.result) {
        if (!x->result)
            x->result = ir_new_var(x->p, x->func, VAR_TEMP, "result", type_unqualified(x->p, x->func->result), s->loc);
        ir_push(x->p, out, ir_assign(x->p, s->loc, ir_var(x->p, s->loc, x->result), s->u.result));
    }
    if (c.in_loop) {
        if (!x->returned)
            x->returned = new_flag(x, "returned", s->loc);
        ir_push(x->p, out, set_flag(x, x->returned, 1, s->loc));
    }
    x->flagged = x->flagged || c.in_loop || c.flag;
    put_exit(x, c, c.in_loop ? EXIT_LEAVE : EXIT_SKIP, s->loc, out);
}

/* ---- Branches ---- */

/* `if (a) { if (b) jump; }` is `if (a && b) jump;` */
static Stmt *merge_conditions(Exits *x, Stmt *s)
{
    while (s->u.branch.other->stmts.count == 0 && s->u.branch.then->stmts.count == 1) {
        const Stmt *inner = s->u.branch.then->stmts.items[0];
        bool        jumps = inner->kind == STMT_IF && inner->u.branch.other->stmts.count == 0
                  && !(ways_of_block(x, inner->u.branch.then) & FALLS);
        if (!jumps)
            break;
        const Expr *both = ir_binary(x->p, s->loc, OP_LAND, s->u.branch.cond, inner->u.branch.cond);
        s = ir_if(x->p, s->loc, both, inner->u.branch.then, NULL);
    }
    return s;
}

/* A rest so short that it may stand in both branches: a jump. */
static bool may_be_copied(const Stmt *next)
{
    if (next->kind == STMT_RETURN)
        return !next->u.result || op_info[next->u.result->op].flags & OPF_LEAF;
    return next->kind == STMT_BREAK || next->kind == STMT_CONTINUE;
}

/* Both branches may fall through to the rest, and some way through them jumps: let them set a flag. */
static void lower_with_flag(Exits *x, Context c, const Stmt *s, Rest rest, Block *out)
{
    Program *p = x->p;
    unsigned ways = ways_of(x, s);
    bool     leaves = ways & BREAKS || (ways & RETURNS && c.in_loop);
    bool     skips = ways & CONTINUES || (ways & RETURNS && !c.in_loop);
    Context  inner = c;
    if (!c.flag) {
        inner.flag = new_flag(x, !leaves ? "skip" : !skips ? "leave" : "jump", s->loc);
        ir_push(p, out, ir_decl(p, s->loc, inner.flag, constant(x, s->loc, inner.flag, 0)));
    }
    ir_push(p, out, ir_if(p, s->loc, s->u.branch.cond, lower_block(x, inner, s->u.branch.then),
                          lower_block(x, inner, s->u.branch.other)));
    Block *later = ir_block(p), *gone = ir_block(p);
    lower(x, c, rest, later);
    if (!c.flag && leaves) {
        Block *leave = ir_block(p);
        put_exit(x, c, EXIT_LEAVE, s->loc, leave);
        const Expr *is_leave = ir_binary(p, s->loc, OP_EQ, ir_var(p, s->loc, inner.flag),
                                         constant(x, s->loc, inner.flag, EXIT_LEAVE));
        if (skips)
            ir_push(p, gone, ir_if(p, s->loc, is_leave, leave, NULL));
        else
            gone = leave;
    }
    if (later->stmts.count || gone->stmts.count)
        ir_push(p, out, ir_if(p, s->loc, not_set(x, inner.flag, s->loc), later, gone));
}

static bool is_inverse_exact(const Expr *cond)
{
    return type_is_integer(cond->args[0]->type) || cond->op == OP_EQ || cond->op == OP_NE;  /* a NaN is not less */
}

/* The condition that holds where this one does not. */
static const Expr *inverse(Exits *x, const Expr *cond)
{
    static const OpKind inverses[] = {
        [OP_LT] = OP_GE, [OP_LE] = OP_GT, [OP_GT] = OP_LE, [OP_GE] = OP_LT, [OP_EQ] = OP_NE, [OP_NE] = OP_EQ
    };
    if (cond->op == OP_NOT)
        return cond->args[0];
    if (cond->op >= OP_LT && cond->op <= OP_NE && is_inverse_exact(cond))
        return ir_binary(x->p, cond->loc, inverses[cond->op], cond->args[0], cond->args[1]);
    return ir_unary(x->p, cond->loc, OP_NOT, cond);
}

/* An IF without an empty first branch, and none at all where it does nothing. */
static void put_if(Exits *x, const Stmt *s, Block *then, Block *other, Block *out)
{
    if (then->stmts.count)
        ir_push(x->p, out, ir_if(x->p, s->loc, s->u.branch.cond, then, other));
    else if (other->stmts.count)
        ir_push(x->p, out, ir_if(x->p, s->loc, inverse(x, s->u.branch.cond), other, NULL));
}

/* An IF that may jump, with all that follows it. */
static void lower_if(Exits *x, Context c, Stmt *s, Rest rest, Block *out)
{
    s = merge_conditions(x, s);
    unsigned    then = ways_of_block(x, s->u.branch.then), other = ways_of_block(x, s->u.branch.other);
    const Stmt *next = peek(&rest);
    bool        joins = !next || may_be_copied(next) || !(then & FALLS) || !(other & FALLS);
    if (!joins) {
        lower_with_flag(x, c, s, rest, out);
        return;
    }
    Block *first = then & FALLS ? lower_joined(x, c, s->u.branch.then, &rest) : lower_block(x, c, s->u.branch.then);
    Block *second = other & FALLS ? lower_joined(x, c, s->u.branch.other, &rest) : lower_block(x, c, s->u.branch.other);
    put_if(x, s, first, second, out);
}

/* ---- Loops ---- */

static void lower_inside_loop(Exits *x, Stmt *s)
{
    Context body = {.in_loop = true};
    if (s->kind == STMT_FOR) {
        s->u.loop_for.body = lower_block(x, body, s->u.loop_for.body);
        return;
    }
    s->u.loop.body = lower_block(x, body, s->u.loop.body);
    s->u.loop.head = lower_closed(x, s->u.loop.head);
    s->u.loop.step = lower_closed(x, s->u.loop.step);
}

/* Take the jumps away that stand at the block's tails. */
static void strip_jumps(Block *block)
{
    Stmt *last = block->stmts.count ? block->stmts.items[block->stmts.count - 1] : NULL;
    if (!last)
        return;
    if (last->kind == STMT_BREAK || last->kind == STMT_CONTINUE)
        block->stmts.count--;
    if (last->kind == STMT_IF) {
        strip_jumps(last->u.branch.then);
        strip_jumps(last->u.branch.other);
    }
}

/* The loop, whose body's jumps stand at tails; do { … } while (0) is its body. */
static void put_loop(Exits *x, Stmt *s, Block *out)
{
    bool once = s->kind == STMT_LOOP && s->u.loop.at_end && s->u.loop.head->stmts.count == 0 && s->u.loop.cond
             && s->u.loop.cond->op == OP_INT && s->u.loop.cond->u.integer->value == 0;
    if (!once) {
        ir_push(x->p, out, s);
        return;
    }
    strip_jumps(s->u.loop.body);
    ir_append(x->p, out, s->u.loop.body);
}

/* A loop that may return, with all that follows it. */
static void lower_returning_loop(Exits *x, Context c, Stmt *s, Rest rest, Block *out)
{
    Program *p = x->p;
    bool     falls = ways_of(x, s) & FALLS;
    Exit     exit = c.in_loop ? EXIT_LEAVE : EXIT_SKIP;
    lower_inside_loop(x, s);
    put_loop(x, s, out);
    if (!falls) {
        put_exit(x, c, exit, s->loc, out);
        return;
    }
    Block *later = ir_block(p), *gone = ir_block(p);
    lower(x, c, rest, later);
    put_exit(x, c, exit, s->loc, gone);
    if (later->stmts.count)
        ir_push(p, out, ir_if(p, s->loc, not_set(x, x->returned, s->loc), later, gone));
    else if (gone->stmts.count)
        ir_push(p, out, ir_if(p, s->loc, ir_var(p, s->loc, x->returned), gone, NULL));
}

/* ---- The walk ---- */

/* A statement that always falls through. */
static void lower_plain(Exits *x, Stmt *s, Block *out)
{
    switch (s->kind) {
    case STMT_IF:
        s->u.branch.then = lower_closed(x, s->u.branch.then);
        s->u.branch.other = lower_closed(x, s->u.branch.other);
        break;
    case STMT_FOR:
    case STMT_LOOP:
        lower_inside_loop(x, s);
        put_loop(x, s, out);
        return;
    default:
        break;
    }
    ir_push(x->p, out, s);
}

/* Put what the rest of the list comes to into `out`; all of it stands at a tail, or else there is a flag. */
static void lower(Exits *x, Context c, Rest rest, Block *out)
{
    for (Stmt *s; (s = peek(&rest));) {
        rest.next++;
        unsigned ways = ways_of(x, s);
        if (s->kind == STMT_BLOCK) {
            lower(x, c, (Rest){s->u.block, 0, &rest}, out);
            return;
        }
        if (ways == FALLS) {
            lower_plain(x, s, out);
            continue;
        }
        switch (s->kind) {
        case STMT_BREAK:    put_exit(x, c, EXIT_LEAVE, s->loc, out); break;
        case STMT_CONTINUE: put_exit(x, c, EXIT_SKIP, s->loc, out); break;
        case STMT_RETURN:   put_return(x, c, s, out); break;
        case STMT_IF:       lower_if(x, c, s, rest, out); break;
        default:            lower_returning_loop(x, c, s, rest, out); break;
        }
        return;
    }
}

/* ---- The function ---- */

/* The body without its last RETURN where that is the only one and nothing follows it; NULL where it is not so. */
static Stmt *take_only_return(Exits *x, Block *body)
{
    for (;;) {
        int   last = body->stmts.count - 1;
        Stmt *s = last >= 0 ? body->stmts.items[last] : NULL;
        for (int i = 0; i < last; i++) {
            if (ways_of(x, body->stmts.items[i]) != FALLS)
                return NULL;
        }
        if (s && s->kind == STMT_BLOCK) {
            body = s->u.block;
            continue;
        }
        if (!s || s->kind != STMT_RETURN)
            return NULL;
        body->stmts.count--;
        return s;
    }
}

static void declare_flags(Exits *x, Block *whole)
{
    Program *p = x->p;
    if (x->result) {
        const Type *type = x->result->type;
        bool        zero = x->flagged && (type_is_scalar(type) || type->kind == TYPE_RECORD);  /* compilers see it set */
        const Expr *init = zero ? ir_zero(p, x->result->loc, type) : NULL;
        ir_push(p, whole, ir_decl(p, x->result->loc, x->result, init));
    }
    if (x->returned)
        ir_push(p, whole, ir_decl(p, x->returned->loc, x->returned, constant(x, x->returned->loc, x->returned, 0)));
}

void exits_to_tails(Program *p, Func *func)
{
    Arena *arena = arena_new();
    Exits  x = {.p = p, .func = func, .ways = map_new(arena)};
    Stmt  *only_return = take_only_return(&x, func->body);
    Block *body = lower_block(&x, (Context){0}, func->body);
    Block *whole = ir_block(p);
    declare_flags(&x, whole);
    ir_append(p, whole, body);
    if (only_return)
        ir_push(p, whole, only_return);
    else if (x.result)
        ir_push(p, whole, ir_return(p, x.result->loc, ir_var(p, x.result->loc, x.result)));
    func->body = whole;
    arena_free(arena);
}
