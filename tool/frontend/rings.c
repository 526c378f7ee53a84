#include "lower.h"

/*
 * Ways out of loops.
 *
 * The loops of the IR around what is being lowered are rings: those of the user, and those that stand for gotos, a switch
 * with breaks, a machine.  break and continue of the IR reach the innermost ring only.  A jump to one further out sets a
 * flag and breaks; behind each loop on the way the flag is asked, and the jump goes on.
 */

Ring *ring_open(Lower *l)
{
    Ring *ring = ARENA_NEW(l->front->arena, Ring);
    *ring = (Ring){.before = l->block, .at = l->block->stmts.count};
    VEC_PUSH(l->front->arena, &l->rings, ring);
    return ring;
}

Way ring_way(const Lower *l, bool on, const char *name)
{
    return (Way){.ring = l->rings.count - 1, .on = on, .name = name};
}

static Var *known_flag(const Ring *ring, Way way)
{
    for (int i = 0; i < ring->exits.count; i++) {
        const Exit *exit = &ring->exits.items[i];
        if (exit->way.ring == way.ring && exit->way.on == way.on)
            return exit->flag;
    }
    return NULL;
}

/* The flag of a way out of several rings, known to all that it leaves. */
static Var *flag_of(Lower *l, Way way, Loc loc)
{
    Var *flag = known_flag(l->rings.items[way.ring + 1], way);
    if (!flag)
        flag = front_temp(l->front, l->func, way.name, type_int(l->program, INT_INT), loc);
    for (int i = way.ring + 1; i < l->rings.count; i++) {
        Exit exit = {way, flag};
        if (!known_flag(l->rings.items[i], way))
            VEC_PUSH(l->front->arena, &l->rings.items[i]->exits, exit);
    }
    return flag;
}

static void set(Lower *l, Var *var, int value, Loc loc)
{
    lower_push(l, ir_assign(l->program, loc, ir_var(l->program, loc, var), ir_int(l->program, loc, var->type, value)));
}

static void leave(Lower *l, Way way, Loc loc)
{
    bool on = way.on && way.ring == l->rings.count - 1;
    lower_push(l, ir_jump(l->program, loc, on ? STMT_CONTINUE : STMT_BREAK));
}

void ring_jump(Lower *l, Way way, Loc loc)
{
    if (way.state > 0)
        set(l, l->rings.items[way.ring]->state, way.state, loc);
    if (way.ring < l->rings.count - 1)
        set(l, flag_of(l, way, loc), 1, loc);
    leave(l, way, loc);
}

/* Put the flag's declaration before the loop: it is no longer needed once the jump has come where it goes. */
static void declare(Lower *l, const Ring *ring, Var *flag, Loc loc)
{
    Program *p = l->program;
    ir_push(p, ring->before, ir_decl(p, loc, flag, ir_int(p, loc, flag->type, 0)));
    Stmt **stmts = ring->before->stmts.items, *decl = stmts[ring->before->stmts.count - 1];
    for (int i = ring->before->stmts.count - 1; i > ring->at; i--)
        stmts[i] = stmts[i - 1];
    stmts[ring->at] = decl;
}

void ring_close(Lower *l, Loc loc)
{
    Program *p = l->program;
    Ring    *ring = l->rings.items[--l->rings.count];
    for (int i = 0; i < ring->exits.count; i++) {
        Exit   exit = ring->exits.items[i];
        Block *outer = lower_enter(l);
        leave(l, exit.way, loc);
        Block *then = lower_leave(l, outer);
        lower_push(l, ir_if(p, loc, ir_binary(p, loc, OP_NE, ir_var(p, loc, exit.flag), ir_int(p, loc, exit.flag->type, 0)),
                            then, NULL));
        if (exit.way.ring == l->rings.count - 1)
            declare(l, ring, exit.flag, loc);
    }
}
