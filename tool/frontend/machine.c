#include "jumps.h"

/*
 * Jumps of any kind, as a machine.
 *
 * The statements between two labels are a state; a variable says which is next:
 *
 *     for (;;) { if (next == 1) { … } else if (next == 2) { … } … }
 *
 * A goto sets the variable and goes on with the loop.  Ifs, loops, blocks and switches that are jumped into are opened:
 * their conditions become jumps, what they declare is declared before the loop.
 */

/* A label, or a case of a switch that is opened. */
typedef struct Place {
    const Node *node;
    int         state;
} Place;

typedef struct Machine {
    Lower *l;
    Block *outer;              /* what the loop stands in */
    VEC(Place)   places;
    VEC(Block *) states;       /* the first is number 1 */
    int          ring;
    const Node  *root;         /* a single statement, which is opened in any case; or NULL */
} Machine;

/* ---- whether it can be ---- */

static bool holds_case(const Node *node)
{
    if (node->kind == NODE_CASE)
        return true;
    for (int i = 0; node->flags & NODE_JUMPS && node->kind != NODE_SWITCH && i < node->count; i++) {
        if (holds_case(node->kids[i]))
            return true;
    }
    return false;
}

/* Whether the node is jumped into. */
static bool is_entered(const Machine *m, const Node *node, bool in_switch)
{
    if (node == m->root || (in_switch && holds_case(node)))
        return true;
    for (int i = 0; node->flags & NODE_JUMPS && i < m->l->labels.count; i++) {
        const Label *label = &m->l->labels.items[i];
        if (label_waits(m->l, label) && label->node && node_is_within(label->node, node) && !jumps_span(label, node))
            return true;
    }
    return false;
}

static int new_state(Machine *m)
{
    VEC_PUSH(m->l->front->arena, &m->states, ir_block(m->l->program));
    return m->states.count;
}

static void add_place(Machine *m, const Node *node)
{
    Place place = {node, new_state(m)};
    VEC_PUSH(m->l->front->arena, &m->places, place);
}

static bool survey(Machine *m, Node *node, bool in_switch);

static bool survey_kids(Machine *m, Node *node, int first, bool in_switch)
{
    for (int i = first; i < node->count; i++) {
        if (!survey(m, node->kids[i], in_switch))
            return false;
    }
    return true;
}

static bool survey_for(Machine *m, Node *node, bool in_switch)
{
    Parts parts;
    return loop_parts(m->l->front, node, &parts)
        && (!parts.init || parts.init->kind != NODE_DECLS || hoist_can(m->l, parts.init)) && survey(m, parts.body, in_switch);
}

/* Find the states; false: something cannot be opened. */
static bool survey(Machine *m, Node *node, bool in_switch)
{
    if (node->kind == NODE_LABEL || node->kind == NODE_CASE) {
        add_place(m, node);
        return survey(m, node->kids[node->count - 1], in_switch);
    }
    if (node->kind == NODE_DECLS)
        return hoist_can(m->l, node);
    if (!is_entered(m, node, in_switch))
        return true;
    node->flags |= NODE_OPENED;
    switch (node->kind) {
    case NODE_BLOCK:  return survey_kids(m, node, 0, in_switch);
    case NODE_IF:
    case NODE_WHILE:  return survey_kids(m, node, 1, in_switch);
    case NODE_DO:     return survey(m, node->kids[0], in_switch);
    case NODE_FOR:    return survey_for(m, node, in_switch);
    case NODE_SWITCH: return node->count == 2 && survey(m, node->kids[1], true);
    default:          return false;
    }
}

/* ---- states ---- */

static Way way_to(const Machine *m, int state)
{
    return (Way){.ring = m->ring, .on = true, .state = state, .name = "gone"};
}

static void go(Machine *m, int state, Loc loc)
{
    ring_jump(m->l, way_to(m, state), loc);
}

/* What follows belongs to the state, which the statements before it run on into. */
static void begin(Machine *m, int state, Loc loc)
{
    Lower   *l = m->l;
    Program *p = l->program;
    Var     *next = l->rings.items[m->ring]->state;
    int      count = l->block->stmts.count;
    StmtKind last = count > 0 ? l->block->stmts.items[count - 1]->kind : STMT_COMMENT;
    if (last != STMT_CONTINUE && last != STMT_BREAK && last != STMT_RETURN)
        lower_push(l, ir_assign(p, loc, ir_var(p, loc, next), ir_int(p, loc, next->type, state)));
    l->block = m->states.items[state - 1];
}

static void go_if(Machine *m, const Expr *cond, bool holds, int state, Loc loc)
{
    Program *p = m->l->program;
    Block   *outer = lower_enter(m->l);
    go(m, state, loc);
    Block *jump = lower_leave(m->l, outer);
    lower_push(m->l, ir_if(p, loc, cond, holds ? jump : ir_block(p), holds ? NULL : jump));
}

static int state_of(const Machine *m, const Node *node)
{
    for (int i = 0; i < m->places.count; i++) {
        if (m->places.items[i].node == node)
            return m->places.items[i].state;
    }
    return 0;
}

static void declare(Machine *m, Node *decls)
{
    Block *block = m->l->block;
    m->l->block = m->outer;
    for (int i = 0; i < decls->count; i++)
        hoist_declare(m->l, decls->kids[i]);
    m->l->block = block;
    lower_declaration(m->l, decls);
}

/* ---- statements that are opened ---- */

static void emit(Machine *m, Node *node);

static void emit_if(Machine *m, Node *node, Loc loc)
{
    int other = new_state(m), end = node->count > 2 ? new_state(m) : other;
    go_if(m, lower_full(m->l, node->kids[0]), false, other, loc);
    emit(m, node->kids[1]);
    if (node->count > 2) {
        go(m, end, loc);
        begin(m, other, loc);
        emit(m, node->kids[2]);
    }
    begin(m, end, loc);
}

static void emit_body(Machine *m, Node *body, int on, int behind)
{
    Way breaks = m->l->breaks, continues = m->l->continues;
    m->l->breaks = way_to(m, behind);
    m->l->continues = on > 0 ? way_to(m, on) : continues;
    emit(m, body);
    m->l->breaks = breaks;
    m->l->continues = continues;
}

static void emit_for(Machine *m, Node *node, Loc loc)
{
    Lower *l = m->l;
    Parts  parts;
    int    top = new_state(m), on = new_state(m), behind = new_state(m);
    loop_parts(l->front, node, &parts);
    if (parts.init && parts.init->kind == NODE_DECLS)
        declare(m, parts.init);
    else if (parts.init)
        lower_full_effect(l, parts.init);
    begin(m, top, loc);
    if (parts.cond)
        go_if(m, lower_full(l, parts.cond), false, behind, loc);
    emit_body(m, parts.body, on, behind);
    begin(m, on, loc);
    if (parts.step)
        lower_full_effect(l, parts.step);
    go(m, top, loc);
    begin(m, behind, loc);
}

static void emit_while(Machine *m, Node *node, Loc loc)
{
    int top = new_state(m), behind = new_state(m);
    begin(m, top, loc);
    go_if(m, lower_full(m->l, node->kids[0]), false, behind, loc);
    emit_body(m, node->kids[1], top, behind);
    go(m, top, loc);
    begin(m, behind, loc);
}

static void emit_do(Machine *m, Node *node, Loc loc)
{
    int top = new_state(m), on = new_state(m), behind = new_state(m);
    begin(m, top, loc);
    emit_body(m, node->kids[0], on, behind);
    begin(m, on, loc);
    go_if(m, lower_full(m->l, node->kids[1]), true, top, loc);
    begin(m, behind, loc);
}

static const Expr *compared(Machine *m, OpKind op, const Expr *selector, Node *value, Loc loc)
{
    return ir_binary(m->l->program, loc, op, selector, lower_convert(m->l, lower_value(m->l, value), selector->type, loc));
}

/* Go to the cases of the switch that stand in the node; returns the state of `default`, or what it was. */
static int emit_cases(Machine *m, Node *node, const Expr *selector, int otherwise, Loc loc)
{
    if (node->kind == NODE_SWITCH)
        return otherwise;
    if (node->kind == NODE_CASE && cursor_is(node->cursor, CXCursor_DefaultStmt)) {
        otherwise = state_of(m, node);
    } else if (node->kind == NODE_CASE) {
        bool        range = node->count == 3;
        const Expr *fits = compared(m, range ? OP_GE : OP_EQ, selector, node->kids[0], loc);
        if (range)
            fits = ir_binary(m->l->program, loc, OP_LAND, fits, compared(m, OP_LE, selector, node->kids[1], loc));
        go_if(m, fits, true, state_of(m, node), loc);
    }
    for (int i = 0; node->flags & NODE_JUMPS && i < node->count; i++)
        otherwise = emit_cases(m, node->kids[i], selector, otherwise, loc);
    return otherwise;
}

static void emit_switch(Machine *m, Node *node, Loc loc)
{
    Lower      *l = m->l;
    const Expr *value = lower_full(l, node->kids[0]);
    const Type *type = type_promoted(l->program, value->type->canon);
    Var        *choice = lower_temp(l, "choice", type, loc, lower_convert(l, value, type, loc));
    int         behind = new_state(m);
    int         otherwise = emit_cases(m, node->kids[1], ir_var(l->program, loc, choice), behind, loc);
    go(m, otherwise, loc);
    emit_body(m, node->kids[1], 0, behind);
    begin(m, behind, loc);
}

static void emit(Machine *m, Node *node)
{
    Loc loc = front_loc(m->l->front, node->cursor);
    if (state_of(m, node) > 0) {
        begin(m, state_of(m, node), loc);
        emit(m, node->kids[node->count - 1]);
        return;
    }
    if (node->kind == NODE_DECLS) {
        declare(m, node);
        return;
    }
    switch (node->flags & NODE_OPENED ? node->kind : NODE_EMPTY) {
    case NODE_BLOCK:
        for (int i = 0; i < node->count; i++)
            emit(m, node->kids[i]);
        break;
    case NODE_IF:     emit_if(m, node, loc); break;
    case NODE_WHILE:  emit_while(m, node, loc); break;
    case NODE_DO:     emit_do(m, node, loc); break;
    case NODE_FOR:    emit_for(m, node, loc); break;
    case NODE_SWITCH: emit_switch(m, node, loc); break;
    default:          lower_statement(m->l, node);
    }
}

/* ---- the loop ---- */

/* if (next == 1) … else if (next == 2) … else …. */
static Block *chain(Machine *m, Var *next, Loc loc)
{
    Program *p = m->l->program;
    Block   *rest = m->states.items[m->states.count - 1];
    for (int i = m->states.count - 2; i >= 0; i--) {
        const Expr *here = ir_binary(p, loc, OP_EQ, ir_var(p, loc, next), ir_int(p, loc, next->type, i + 1));
        Block      *block = ir_block(p);
        ir_push(p, block, ir_if(p, loc, here, m->states.items[i], rest));
        rest = block;
    }
    return rest;
}

static void aim(Machine *m)
{
    for (int i = 0; i < m->places.count; i++) {
        const Place *place = &m->places.items[i];
        Target       target = {place->node->name, way_to(m, place->state)};
        if (place->node->kind == NODE_LABEL)
            VEC_PUSH(m->l->front->arena, &m->l->targets, target);
    }
}

bool machine_lower(Lower *l, Node *list, int first, int last)
{
    Machine  m = {.l = l, .outer = l->block, .root = first == last ? jumps_unlabelled(list->kids[first]) : NULL};
    Program *p = l->program;
    Block   *home = l->home;
    Loc      loc = front_loc(l->front, list->kids[first]->cursor);
    int      targets = l->targets.count;
    new_state(&m);
    for (int i = first; i <= last; i++) {
        if (!survey(&m, list->kids[i], false))
            return false;
    }
    Var *next = lower_temp(l, "next", type_int(p, INT_INT), loc, ir_int(p, loc, type_int(p, INT_INT), 1));
    m.ring = l->rings.count;
    ring_open(l)->state = next;
    aim(&m);
    l->home = m.outer;
    l->block = m.states.items[0];
    for (int i = first; i <= last; i++)
        emit(&m, list->kids[i]);
    lower_push(l, ir_jump(p, loc, STMT_BREAK));
    l->block = m.outer;
    l->home = home;
    l->targets.count = targets;
    lower_push(l, ir_loop(p, loc, ir_block(p), NULL, chain(&m, next, loc), NULL, false));
    ring_close(l, loc);
    return true;
}
