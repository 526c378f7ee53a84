#include "sweep/trade.h"

#include <string.h>

#include "parts.h"
#include "simplify/simplify.h"

/*
 * Behind a loop that copies kept[e] = block[e + d], to the end of the list that the loop stands in, what is written to `block`
 * is written to `kept` instead, and read from there, and `kept`, which nothing else writes, is read from `block`.  It is right,
 * because
 *
 * - nothing that is in `block` behind the loop is read any more: all that is read there has been written since, now to `kept`,
 *   which has room for it;
 * - all that is read in `kept` has been copied by the loop: nothing reads it before; it is an element of `block` that the
 *   loop has read, so there is one, and now nothing writes that until the end of the list;
 * - behind the list nothing reads either of them before it is written; nothing leaves the list before;
 * - no other pointer leads to either block, and these two are not moved; they are freed behind all that is read and written
 *   there: where both are freed in the list, each where the other one was.
 *
 * Where the loop itself writes the block, each element by itself, that goes to `kept`, too: what it reads has to be old, that
 * is, read no later than the iteration that writes it.
 *
 * Then other copies that are kept of what is in `block` need not be made: nothing writes it to the end of the list, so that what
 * has been copied is still there, by whatever index.
 */

/* ---- what is done with a variable's block ---- */

typedef struct Tally {
    const Var *var;
    int        mentions, writes;
} Tally;

static void tally_node(void *data, const Expr *e)
{
    Tally *t = data;
    t->mentions += is_element(e, t->var);
}

static void tally_expr(void *data, const Expr *e, bool is_target)
{
    Tally *t = data;
    t->writes += is_target && is_element(e, t->var);
    ir_visit_expr(e, tally_node, t);
}

static void tally_stmt(void *data, Stmt *stmt)
{
    ir_stmt_exprs(stmt, tally_expr, data);
}

/* Whether one statement alone writes it, and nothing mentions it but from statement `index` of the list on. */
static bool is_kept_here(const Sweep *s, const Block *body, int index, const Var *var)
{
    Tally all = {.var = var}, here = {.var = var};
    ir_visit_stmts(s->func->body, tally_stmt, &all);
    for (int i = index; i < body->stmts.count; i++)
        ir_visit_stmt(body->stmts.items[i], tally_stmt, &here);
    return all.writes == 1 && all.mentions == here.mentions;
}

static void find_odd_loop(void *data, Stmt *stmt)
{
    bool *odd = data;
    *odd |= stmt->checkpoint || (stmt->kind == STMT_FOR && stmt->u.loop_for.pragma) || stmt->kind == STMT_OPAQUE;
}

/* Whether none of them is used behind the statement that frees it, when the two have traded. */
static bool may_free(Trade *trade, int block_freed, int kept_freed, int block_used, int kept_used)
{
    bool both = block_freed >= 0 && kept_freed >= 0;
    trade->frees = both && (!trade->stays || block_freed < kept_freed);
    if (trade->frees)
        return true;
    return (block_freed < 0 || kept_used < block_freed) && (trade->stays || kept_freed < 0 || block_used < kept_freed);
}

/* Whether the statements from `index` on only index both, but for freeing them, and come to the list's end. */
static bool are_only_indexed(const Block *body, int index, const Var *block, const Var *kept, Trade *trade)
{
    int  block_freed = -1, kept_freed = -1, block_used = -1, kept_used = -1;
    bool odd = false;
    for (int i = index; i < body->stmts.count && !odd; i++) {
        Stmt *stmt = body->stmts.items[i];
        if (own_freed(stmt) == block || own_freed(stmt) == kept) {
            int *freed = own_freed(stmt) == block ? &block_freed : &kept_freed;
            odd = *freed >= 0;
            *freed = i;
            continue;
        }
        Uses one = uses_of(block, stmt), other = uses_of(kept, stmt);
        bool returns = stmt->kind == STMT_RETURN && i == body->stmts.count - 1;
        ir_visit_stmt(stmt, find_odd_loop, &odd);
        odd = odd || one.odd || other.odd || (stmt_jumps(stmt) && !returns);
        block_used = one.mentions ? i : block_used;
        kept_used = other.mentions ? i : kept_used;
    }
    return !odd && may_free(trade, block_freed, kept_freed, block_used, kept_used);
}

/* Whether the block that the variable leads to is its own, and of a known size. */
static bool is_alone(const Sweep *s, const State *at, int own)
{
    const Own *mine = &s->owns.items[own];
    if (at->holds[own].block == UNKNOWN || mine->is_murky || !mine->size.exact || mine->var->is_shadow ||
        type_is_matrix(mine->var->type->canon) || type_elem(mine->var->type)->quals & TYPE_CONST)
        return false;
    for (int i = 0; i < s->owns.count; i++)
        if (i != own && s->owns.items[i].group == mine->group)
            return false;
    return true;
}

/* ---- the loop ---- */

/* A mention of an element of the block in the loop. */
typedef struct Touch {
    int  at;                  /* in which of its statements */
    bool writes;
    Poly offset;
} Touch;

typedef struct Touches {
    Sweep     *s;
    const Var *var, *counter;
    int        at;
    VEC(Touch) list;
} Touches;

static void touch_node(void *data, const Expr *e)
{
    Touches *t = data;
    if (is_element(e, t->var))
        VEC_PUSH(t->s->arena, &t->list, ((Touch){t->at, false, offset_from(t->s, e, t->counter)}));
}

static void touch_expr(void *data, const Expr *e, bool is_target)
{
    Touches *t = data;
    if (!is_target || !is_element(e, t->var)) {
        ir_visit_expr(e, touch_node, t);
        return;
    }
    VEC_PUSH(t->s->arena, &t->list, ((Touch){t->at, true, offset_from(t->s, e, t->counter)}));
    ir_visit_expr(e->args[1], touch_node, t);
}

/* Element i + read is read in iteration i, and written in iteration i + read - write: later, or later in the same one. */
static bool is_old(const Touch *read, const Touch *write, bool up)
{
    Poly      distance = poly_sum(&read->offset, &write->offset, -1);
    long long ahead;
    if (!read->offset.exact || !write->offset.exact || !poly_is_number(&distance, &ahead))
        return false;
    return ahead == 0 ? read->at <= write->at : (ahead > 0) == up;
}

/* Whether all that the loop reads of the block is what was there before it. */
static bool reads_old(Sweep *s, Stmt *loop, const Var *var)
{
    Touches t = {.s = s, .var = var, .counter = loop->u.loop_for.var};
    bool    old = true;
    if (!uses_of(var, loop).writes)
        return true;
    if (!ir_only_assigns(loop) || !loop->u.loop_for.declares || !ir_meets_bound(loop) || loop->u.loop_for.relation == REL_NE)
        return false;
    for (t.at = 0; t.at < loop->u.loop_for.body->stmts.count; t.at++)
        ir_stmt_exprs(loop->u.loop_for.body->stmts.items[t.at], touch_expr, &t);
    for (int i = 0; i < t.list.count; i++)
        for (int k = 0; k < t.list.count; k++)
            if (!t.list.items[i].writes && t.list.items[k].writes)
                old = old && is_old(&t.list.items[i], &t.list.items[k], loop->u.loop_for.step > 0);
    return old;
}

/* Whether what is in the block behind the loop, but for what the loop has written, may be read. */
static bool is_read_behind(Sweep *s, Stmt *loop, int own, const State *behind)
{
    Set read = behind->holds[own].some, written = surely_written(s, loop, own);
    for (int i = 0; i < written.count; i++)
        set_remove(s, &read, &written.pieces[i], &s->owns.items[own]);
    return !set_is_empty(&read);
}

/* ---- finding ---- */

typedef struct Copies {
    Sweep       *s;
    const Block *body;
    int          index;
    Stmt        *loop;
    const State *at, *behind, *end;
    Map         *values;      /* Var -> the value that it is declared with, and keeps, in the loop */
} Copies;

/* Whether all that is read in `kept` has been copied by the loop, and the two are blocks of which all is known. */
static bool are_copied(const Copies *c, int block, int kept)
{
    Sweep     *s = c->s;
    const Var *from = s->owns.items[block].var, *to = s->owns.items[kept].var;
    return block != kept && to->kind == VAR_TEMP && is_alone(s, c->at, block) && is_alone(s, c->at, kept) &&
           type_same(type_unqualified(s->p, type_elem(from->type)), type_unqualified(s->p, type_elem(to->type))) &&
           set_is_empty(&s->now->holds[kept].some) && set_is_empty(&c->end->holds[kept].some) &&
           is_kept_here(s, c->body, c->index, to);
}

static bool stays(const Copies *c, int block)
{
    bool written = false;
    for (int i = c->index; i < c->body->stmts.count; i++)
        written |= uses_of(c->s->owns.items[block].var, c->body->stmts.items[i]).writes;
    return !written;
}

typedef struct Rooms {
    const Sweep *s;
    int          own;
    Stmt        *found;
    int          count;
} Rooms;

static void find_room(void *data, Stmt *stmt)
{
    Rooms *r = data;
    bool   zeros;
    if (own_is_allocated(stmt, &zeros) && stmt->u.call.place && stmt->u.call.place->op == OP_VAR &&
        own_of_var(r->s, stmt->u.call.place->u.var) == r->own) {
        r->found = stmt;
        r->count++;
    }
}

/* Whether `kept` has, or may be given, as many elements as the block. */
static bool has_room(const Copies *c, Trade *trade)
{
    enum { MOST_MORE = 8 };
    Sweep     *s = c->s;
    const Own *from = &s->owns.items[trade->block], *to = &s->owns.items[trade->kept];
    Rooms      rooms = {.s = s, .own = trade->kept};
    Poly       more = poly_sum(&from->size, &to->size, -1);
    if (fact_at_most(s, &from->size, &to->size))
        return true;
    if (!poly_is_number(&more, &trade->more) || trade->more > MOST_MORE)
        return false;
    ir_visit_stmts(s->func->body, find_room, &rooms);
    trade->room = rooms.found;
    return rooms.count == 1 && strcmp(rooms.found->u.call.callee->name, "adgen_allocate") == 0;
}

/* Whether what is written to the block may go to `kept`. */
static bool may_move(const Copies *c, Trade *trade)
{
    Sweep *s = c->s;
    return has_room(c, trade) && set_is_empty(&c->end->holds[trade->block].some) &&
           reads_old(s, c->loop, s->owns.items[trade->block].var) && !is_read_behind(s, c->loop, trade->block, c->behind);
}

/* Where in the block the loop finds what it keeps; false: that cannot be said of each element that is kept. */
static bool find_index(Sweep *s, const Expr *place, const Expr *value, Trade *trade)
{
    Poly kept;
    if (own_inside(place) || own_inside(value) || !steady_poly_of(s, place->args[1], &kept) ||
        !steady_poly_of(s, value->args[1], &trade->index))
        return false;
    Poly distance = poly_sum(&trade->index, &kept, -1);
    trade->shifts = poly_is_number(&distance, &trade->apart);
    trade->offset = offset_from(s, place, trade->loop->u.loop_for.var);
    return trade->shifts || (trade->offset.exact && ir_holds(trade->loop->u.loop_for.body, trade->copy));
}

typedef struct Reads {
    Sweep       *s;
    const Trade *trade;
    bool         known;
} Reads;

static void find_read(void *data, const Expr *e)
{
    Reads *r = data;
    if (is_element(e, r->s->owns.items[r->trade->kept].var))
        r->known = r->known && trade_index(r->s, r->trade, e->args[1]);
}

/* Whether all that is kept can be found where it was. */
static bool are_found(const Copies *c, const Trade *trade)
{
    Reads r = {c->s, trade, true};
    ir_visit_block_exprs(c->body, find_read, &r);
    return r.known;
}

/* kept[…] = block[…], or a variable that is declared so */
static void find_copy(void *data, Stmt *stmt)
{
    Copies *c = data;
    if (stmt->kind == STMT_DECL && stmt->u.decl.init && is_written_once(c->s, stmt->u.decl.var))
        map_put(c->values, stmt->u.decl.var, (void *)stmt->u.decl.init);
    if (stmt->kind != STMT_ASSIGN)
        return;
    const Expr *place = stmt->u.assign.place, *value = stmt->u.assign.value;
    if (value->op == OP_VAR && map_get(c->values, value->u.var))
        value = map_get(c->values, value->u.var);
    Trade trade = {.body = c->body, .loop = c->loop, .copy = stmt};
    trade.block = own_of_place(c->s, value);
    trade.kept = own_of_place(c->s, place);
    if (trade.block < 0 || trade.kept < 0 || !are_copied(c, trade.block, trade.kept) ||
        !find_index(c->s, place, value, &trade) || !are_found(c, &trade))
        return;
    trade.stays = stays(c, trade.block);
    if (are_only_indexed(c->body, c->index, c->s->owns.items[trade.block].var, c->s->owns.items[trade.kept].var, &trade) &&
        (trade.stays || may_move(c, &trade)))
        VEC_PUSH(c->s->arena, &c->s->traded, trade);
}

void trade_note(Sweep *s, const Block *body, int index, const State *behind, const State *end)
{
    Stmt  *loop = body->stmts.items[index];
    Copies c = {s, body, index, loop, map_get(s->before, loop), behind, end, map_new(s->arena)};
    if (c.at && !stmt_jumps(loop) && !stmt_moves(s, loop))
        ir_visit_stmt(loop, find_copy, &c);
}

/* ---- the pass ---- */

typedef struct Look {
    int  statements;
    bool found;
} Look;

/* kept[…] = block[…], or a variable */
static void look_at(void *data, Stmt *stmt)
{
    Look       *look = data;
    const Expr *place = stmt->kind == STMT_ASSIGN ? stmt->u.assign.place : NULL;
    look->statements++;
    look->found |= place && place->op == OP_INDEX && place->args[0]->op == OP_VAR && place->args[0]->u.var->kind == VAR_TEMP &&
                   !place->args[0]->u.var->is_shadow &&
                   (stmt->u.assign.value->op == OP_INDEX || stmt->u.assign.value->op == OP_VAR);
}

/* Whether the trade is of other blocks than those before it: of the same ones, the next look has to say. */
static bool is_first(const Sweep *s, int index)
{
    const Trade *trade = &s->traded.items[index];
    for (int i = s->traded.count - 1; i > index; i--) {
        const Trade *other = &s->traded.items[i];
        bool         both_stay = trade->stays && other->stays && !trade->frees && !other->frees && trade->block == other->block;
        if ((trade->block == other->block && !both_stay) || trade->kept == other->kept || trade->block == other->kept ||
            trade->kept == other->block)
            return false;
    }
    return true;
}

/* What the comment above the function says of the blocks that were there to keep values. */
typedef struct Said {
    const char *name;         /* of the block whose values they are */
    int         spared, enlarged;
} Said;

typedef struct SaidList {
    VEC(Said) list;
} SaidList;

static Said *said_of(Program *p, SaidList *said, const char *name)
{
    for (int i = 0; i < said->list.count; i++)
        if (strcmp(said->list.items[i].name, name) == 0)
            return &said->list.items[i];
    VEC_PUSH(p->arena, &said->list, ((Said){name, 0, 0}));
    return &said->list.items[said->list.count - 1];
}

static void note_said(const Sweep *s, SaidList *list, const Trade *trade)
{
    const Var *block = s->owns.items[trade->block].var, *kept = s->owns.items[trade->kept].var;
    if (!type_is_pointer(kept->type) || (!trade->stays && !trade->room))
        return;
    Said *said = said_of(s->p, list, block->name);
    said->spared += trade->stays;
    said->enlarged += !trade->stays;
}

static void say(Program *p, Func *func, const SaidList *list)
{
    for (int i = 0; i < list->list.count; i++) {
        const Said *said = &list->list.items[i];
        const char *text = func->comment ? func->comment : "";
        if (said->enlarged == 1)
            text = arena_printf(p->arena, "%s\nFills one of them with %s, of as many elements.", text, said->name);
        if (said->enlarged > 1)
            text = arena_printf(p->arena, "%s\nFills %d of them with %s, of as many elements.", text, said->enlarged, said->name);
        if (said->spared == 1)
            text = arena_printf(p->arena, "%s\nReads %s where it stays, in one array less.", text, said->name);
        if (said->spared > 1)
            text = arena_printf(p->arena, "%s\nReads %s where it stays, in %d arrays less.", text, said->name, said->spared);
        func->comment = text;
    }
}

static bool trade_once(Program *p, Func *func, int statements, SaidList *said)
{
    Sweep s;
    bool  found = false;
    ir_mark_registers(func);
    if (sweep_begin(&s, p, func, statements)) {
        zeros_find(&s);
        s.fates = map_new(s.arena);          /* no zero is put anywhere: what stands there is read */
        s.trades = true;
        reads_find(&s);
        found = s.traded.count > 0;
        for (int i = s.traded.count - 1; i >= 0; i--) {
            const Trade *trade = &s.traded.items[i];
            if (!is_first(&s, i))
                continue;
            note_said(&s, said, trade);
            trade_write(&s, trade);
        }
        if (found && blocks_drop(&s))
            ir_drop_unused(p, s.arena, func);
    }
    arena_free(s.arena);
    return found;
}

bool trade_func(Program *p, Func *func)
{
    enum { MOST_ROUNDS = 16 };
    Look     look = {0, false};
    SaidList said = {0};
    bool     changed = false;
    ir_visit_stmts(func->body, look_at, &look);
    if (!look.found || func->retypes)
        return false;
    for (int round = 0; round < MOST_ROUNDS && trade_once(p, func, look.statements, &said); round++)
        changed = true;
    say(p, func, &said);
    if (changed)
        simplify_func(p, func);
    return changed;
}
