#include "shape.h"

#include "ir/walk.h"

enum { MOST_STEPS = 3 };

const Stmt *shape_only(const Block *block)
{
    return block->stmts.count == 1 ? block->stmts.items[0] : NULL;
}

const Block *shape_core(const Block *block)
{
    const Stmt *only = shape_only(block);
    while (only && only->kind == STMT_BLOCK) {
        block = only->u.block;
        only = shape_only(block);
    }
    return block;
}

bool shape_declares(const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        StmtKind kind = block->stmts.items[i]->kind;
        if (kind == STMT_DECL || kind == STMT_OPAQUE)
            return true;
    }
    return false;
}

bool shape_always_jumps(const Block *block)
{
    if (block->stmts.count == 0)
        return false;
    const Stmt *last = block->stmts.items[block->stmts.count - 1];
    switch (last->kind) {
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN: return true;
    case STMT_BLOCK:  return shape_always_jumps(last->u.block);
    case STMT_IF:     return shape_always_jumps(last->u.branch.then) && shape_always_jumps(last->u.branch.other);
    default:          return false;
    }
}

/* ---- If ---- */

bool shape_returns(const Stmt *s)
{
    const Block *then = s->kind == STMT_IF ? s->u.branch.then : NULL;
    return then && then->stmts.count > 0 && then->stmts.items[then->stmts.count - 1]->kind == STMT_RETURN &&
           s->u.branch.other->stmts.count == 0;
}

static bool is_jump(const Stmt *s)
{
    return s && (s->kind == STMT_BREAK || s->kind == STMT_CONTINUE || s->kind == STMT_RETURN);
}

IfForm shape_of_if(const Stmt *s)
{
    const Block *then = shape_core(s->u.branch.then), *other = shape_core(s->u.branch.other);
    if (other->stmts.count == 0)
        return IF_PLAIN;
    if (then->stmts.count == 0)
        return IF_NEGATED;
    if (shape_always_jumps(then))
        return IF_OTHER_AFTER;
    return is_jump(shape_only(other)) ? IF_THEN_AFTER : IF_PLAIN;
}

const Block *shape_after_if(const Stmt *s)
{
    switch (shape_of_if(s)) {
    case IF_OTHER_AFTER: return shape_core(s->u.branch.other);
    case IF_THEN_AFTER:  return shape_core(s->u.branch.then);
    default:             return NULL;
    }
}

/* ---- Loops ---- */

/* A CONTINUE that goes on with this loop, not with one inside. */
static bool has_continue(const Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        const Stmt *s = block->stmts.items[i];
        bool        has = false;
        if (s->kind == STMT_IF)
            has = has_continue(s->u.branch.then) || has_continue(s->u.branch.other);
        else if (s->kind == STMT_BLOCK)
            has = has_continue(s->u.block);
        else
            has = s->kind == STMT_CONTINUE || (s->kind == STMT_OPAQUE && s->u.opaque->jumps);
        if (has)
            return true;
    }
    return false;
}

static bool is_simple(const Stmt *s)
{
    return s->kind == STMT_ASSIGN || s->kind == STMT_CALL;
}

/* What the head declares is not known in the header. */
bool shape_step_is_inline(const Stmt *s)
{
    const Block *step = s->u.loop.step;
    if (step->stmts.count > MOST_STEPS || (step->stmts.count > 0 && shape_declares(s->u.loop.head)))
        return false;
    for (int i = 0; i < step->stmts.count; i++) {
        if (!is_simple(step->stmts.items[i]))
            return false;
    }
    return true;
}

static LoopForm form_at_end(const Stmt *s)
{
    const Block *head = s->u.loop.head;
    if (head->stmts.count == 0)
        return s->u.loop.cond ? LOOP_DO : LOOP_WHILE;
    if (has_continue(s->u.loop.body))
        return LOOP_AGAIN;
    return s->u.loop.cond && !shape_declares(head) ? LOOP_DO : LOOP_TEST_LAST;
}

LoopForm shape_of_loop(const Stmt *s)
{
    if (s->u.loop.at_end)
        return form_at_end(s);
    bool is_inline = shape_step_is_inline(s);
    if (!is_inline && has_continue(s->u.loop.body))
        return LOOP_AGAIN;
    if (s->u.loop.head->stmts.count > 0)
        return LOOP_TEST;
    return is_inline && (s->u.loop.step->stmts.count > 0 || !s->u.loop.cond) ? LOOP_FOR : LOOP_WHILE;
}

/* Whether a for may begin with the statement. */
static bool can_begin(const Stmt *s)
{
    if (s->kind == STMT_DECL)
        return s->u.decl.init && type_is_scalar(s->u.decl.var->type);
    return s->kind == STMT_ASSIGN;
}

const Stmt *shape_loop_of_scope(const Block *block)
{
    if (block->stmts.count != 2 || !can_begin(block->stmts.items[0]))
        return NULL;
    const Stmt *loop = block->stmts.items[1];
    bool        steps = loop->kind == STMT_LOOP && !loop->u.loop.at_end && loop->u.loop.step->stmts.count > 0;
    return steps && shape_of_loop(loop) == LOOP_FOR ? loop : NULL;
}
