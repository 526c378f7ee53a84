#include "counted.h"

/*
 * switch, as a chain of if and else.
 *
 * Each group of labels, with the statements up to the next label, becomes a branch; where a group runs on into the next,
 * a flag says so.  A break that is not the last of its group leaves do { … } while (0) around it all.  What is beyond
 * that is opened (machine.c): labels inside other statements, declarations and gotos that reach from one group into
 * another.
 */

typedef struct Range {
    Node *low, *high;          /* the same, but in case 1 ... 3 */
} Range;

typedef struct Group {
    VEC(Range)  values;
    VEC(Node *) statements;
    bool        is_default;
    bool        falls;         /* into the next group */
} Group;

typedef struct Switch {
    Lower      *l;
    Node       *node;
    VEC(Group)  groups;
    const Expr *selector;
    bool        breaks;        /* somewhere inside a group */
    bool        falls;
} Switch;

/* ---- what it is made of ---- */

static bool holds(const Node *node, NodeKind kind)
{
    if (node->kind == kind)
        return true;
    if (kind == NODE_CASE && node->kind == NODE_SWITCH)
        return false;
    for (int i = 0; i < node->count; i++) {
        if (holds(node->kids[i], kind))
            return true;
    }
    return false;
}

/* The labels before a statement; what they stand before. */
static Node *read_labels(Switch *s, Node *node)
{
    Group group = {0};
    while (node->kind == NODE_CASE) {
        bool is_default = cursor_is(node->cursor, CXCursor_DefaultStmt);
        if (node->count > (is_default ? 1 : 3))
            return NULL;
        Range range = {node->kids[0], node->kids[node->count == 3 ? 1 : 0]};
        group.is_default |= is_default;
        if (!is_default)
            VEC_PUSH(s->l->front->arena, &group.values, range);
        node = node->kids[node->count - 1];
    }
    VEC_PUSH(s->l->front->arena, &s->groups, group);
    return node;
}

/* The last statement, also of a block. */
static Node *last_of(Node *node)
{
    while (node->kind == NODE_BLOCK && node->count > 0)
        node = node->kids[node->count - 1];
    return node;
}

/* How the group ends, and what else is in it; false: it cannot be a branch. */
static bool read_group(Switch *s, Group *group)
{
    Node *last = group->statements.items[group->statements.count - 1];
    Node *end = last_of(last);
    group->falls = end->kind != NODE_BREAK && end->kind != NODE_RETURN && end->kind != NODE_CONTINUE && end->kind != NODE_GOTO;
    if (jumps_cross(s->l, group->statements.items[0]->first, last->last))
        return false;
    for (int i = 0; i < group->statements.count; i++) {
        Node *statement = group->statements.items[i];
        for (int k = 0; statement->kind == NODE_DECLS && k < statement->count; k++) {
            const Symbol *symbol = statement->kids[k]->symbol;
            if (symbol && symbol->last_mention > last->last)
                return false;
        }
        if (holds(statement, NODE_CASE))
            return false;
        bool only = statement == end && end->kind == NODE_BREAK;
        if (!only && loop_breaks(statement)) {
            bool own = end->kind == NODE_BREAK && node_is_within(end, statement);
            if (own)
                end->kind = NODE_EMPTY;
            s->breaks |= !own || loop_breaks(statement);
            if (own)
                end->kind = NODE_BREAK;
        }
    }
    return true;
}

static bool read_switch(Switch *s)
{
    Node *body = s->node->kids[s->node->count - 1];
    bool  block = body->kind == NODE_BLOCK;
    Node *const *kids = block ? body->kids : &body;
    int   count = block ? body->count : 1;
    if (s->node->count != 2 || count == 0 || kids[0]->kind != NODE_CASE)
        return false;
    for (int i = 0; i < count; i++) {
        Node *statement = kids[i];
        if (statement->kind == NODE_CASE)
            statement = read_labels(s, statement);
        if (!statement)
            return false;
        VEC_PUSH(s->l->front->arena, &s->groups.items[s->groups.count - 1].statements, statement);
    }
    for (int i = 0; i < s->groups.count; i++) {
        if (!read_group(s, &s->groups.items[i]))
            return false;
        if (i + 1 == s->groups.count)
            s->groups.items[i].falls = false;
        s->falls |= s->groups.items[i].falls;
    }
    return true;
}

/* ---- lowering ---- */

static bool is_written_inside(Switch *s, const Var *var)
{
    Body *body = s->l->body;
    for (int i = 0; i < body->list.count; i++) {
        if (body->list.items[i]->var == var)
            return !body_is_register(body->list.items[i])
                || body_written(body->list.items[i], s->node->kids[1]->first, s->node->kids[1]->last);
    }
    return true;
}

static void lower_selector(Switch *s, Loc loc)
{
    Lower      *l = s->l;
    const Expr *value = lower_full(l, s->node->kids[0]), *bare = value;
    const Type *type = type_promoted(l->program, value->type->canon);
    while (bare->op == OP_CAST && type_is_integer(bare->args[0]->type))
        bare = bare->args[0];
    value = lower_convert(l, value, type, loc);
    if (bare->op != OP_VAR || bare->u.var->kind == VAR_GLOBAL || is_written_inside(s, bare->u.var)) {
        const char *name = bare->op == OP_FIELD ? bare->u.field->name : "choice";
        value = ir_var(l->program, loc, lower_temp(l, name, type, loc, value));
    }
    s->selector = value;
}

/* The selector compared with a label's value. */
static const Expr *compared(Switch *s, OpKind op, Node *label, Loc loc)
{
    const Expr *value = lower_convert(s->l, lower_value(s->l, label), s->selector->type, loc);
    return ir_binary(s->l->program, loc, op, s->selector, value);
}

/* Whether the selector is one of the group's values. */
static const Expr *matches(Switch *s, const Group *group, Loc loc)
{
    Program    *p = s->l->program;
    const Expr *any = NULL;
    for (int i = 0; i < group->values.count; i++) {
        const Range *range = &group->values.items[i];
        const Expr  *fits = range->low == range->high
                              ? compared(s, OP_EQ, range->low, loc)
                              : ir_binary(p, loc, OP_LAND, compared(s, OP_GE, range->low, loc),
                                          compared(s, OP_LE, range->high, loc));
        any = any ? ir_binary(p, loc, OP_LOR, any, fits) : fits;
    }
    return any;
}

static const Expr *either(Switch *s, const Expr *a, const Expr *b, Loc loc)
{
    return a && b ? ir_binary(s->l->program, loc, OP_LOR, a, b) : a ? a : b;
}

/* Where `default` goes: none of the other groups' values. */
static const Expr *matches_none(Switch *s, Loc loc)
{
    const Expr *any = NULL;
    for (int i = 0; i < s->groups.count; i++) {
        if (!s->groups.items[i].is_default)
            any = either(s, any, matches(s, &s->groups.items[i], loc), loc);
    }
    return any ? ir_unary(s->l->program, loc, OP_NOT, any) : ir_int(s->l->program, loc, type_int(s->l->program, INT_INT), 1);
}

static Block *lower_group(Switch *s, const Group *group, Var *falls, Loc loc)
{
    Lower *l = s->l;
    Block *outer = lower_enter(l), *home = l->home;
    Node  *end = last_of(group->statements.items[group->statements.count - 1]);
    bool   strips = end->kind == NODE_BREAK;
    Node   list = {.kind = NODE_BLOCK, .flags = s->node->flags, .first = group->statements.items[0]->first,
                   .last = group->statements.items[group->statements.count - 1]->last,
                   .kids = group->statements.items, .count = group->statements.count, .parent = s->node->kids[1],
                   .cursor = s->node->cursor};
    l->home = l->block;
    if (strips)
        end->kind = NODE_EMPTY;
    jumps_lower(l, &list);
    if (strips)
        end->kind = NODE_BREAK;
    if (falls)
        lower_push(l, ir_assign(l->program, loc, ir_var(l->program, loc, falls), ir_int(l->program, loc, falls->type, 1)));
    l->home = home;
    return lower_leave(l, outer);
}

/* if … else if … else, default last. */
static void lower_chain(Switch *s, Loc loc)
{
    Program *p = s->l->program;
    Block   *first = s->l->block;
    Group   *otherwise = NULL;
    for (int i = 0; i < s->groups.count; i++) {
        Group *group = &s->groups.items[i];
        if (group->is_default) {
            otherwise = group;
            continue;
        }
        const Expr *cond = matches(s, group, loc);
        Block      *then = lower_group(s, group, NULL, loc);
        Stmt       *branch = ir_if(p, loc, cond, then, NULL);
        lower_push(s->l, branch);
        s->l->block = branch->u.branch.other;
    }
    if (otherwise)
        ir_append(p, s->l->block, lower_group(s, otherwise, NULL, loc));
    s->l->block = first;
}

/* One if after the other: what runs on into the next sets a flag. */
static void lower_sequence(Switch *s, Loc loc)
{
    Lower   *l = s->l;
    Program *p = l->program;
    Var     *before = NULL;
    for (int i = 0; i < s->groups.count; i++) {
        Group      *group = &s->groups.items[i];
        const Type *type = type_int(p, INT_INT);
        Var        *falls = group->falls ? lower_temp(l, "falls", type, loc, ir_int(p, loc, type, 0)) : NULL;
        const Expr *cond = group->is_default ? matches_none(s, loc) : matches(s, group, loc);
        if (before)
            cond = either(s, ir_binary(p, loc, OP_NE, ir_var(p, loc, before), ir_int(p, loc, type, 0)), cond, loc);
        lower_push(l, ir_if(p, loc, cond, lower_group(s, group, falls, loc), NULL));
        before = falls;
    }
}

bool lower_switch_matters(const Lower *l, Node *node)
{
    return lower_matters(l, node) || fence_leaves(node) || jumps_leave(l, node);
}

/* With breaks inside: do { … } while (0). */
bool lower_switch(Lower *l, Node *node)
{
    Switch   s = {.l = l, .node = node};
    Loc      loc = front_loc(l->front, node->cursor);
    Block   *outer = l->block;
    Way      breaks = l->breaks;
    Program *p = l->program;
    if (!read_switch(&s) || !lower_switch_matters(l, node) || lower_check(l, node->kids[0]))
        return false;
    lower_selector(&s, loc);
    if (s.breaks) {
        ring_open(l);
        l->breaks = ring_way(l, false, "stops");
        lower_enter(l);
    }
    if (s.falls)
        lower_sequence(&s, loc);
    else
        lower_chain(&s, loc);
    l->breaks = breaks;
    if (s.breaks) {
        Block *body = lower_leave(l, outer);
        lower_push(l, ir_loop(p, loc, ir_block(p), ir_int(p, loc, type_int(p, INT_INT), 0), body, NULL, true));
        ring_close(l, loc);
    }
    return true;
}
