#include <string.h>

#include "counted.h"
#include "ir/walk.h"

/* Loops.  A for statement that counts becomes a FOR; everything else is a LOOP, which any loop can be. */

/* ---- the parts of a for ---- */

static bool start_of(Front *front, const Node *node, CXFile *file, unsigned *from)
{
    unsigned to;
    return front_extent(front, clang_getCursorExtent(node->cursor), file, from, &to);
}

/* The two semicolons of a for's header; false where a macro hides them. */
static bool find_semicolons(Front *front, const Node *node, unsigned at[2])
{
    CXFile   file, body_file;
    unsigned from, body;
    if (!start_of(front, node, &file, &from) || !start_of(front, node->kids[node->count - 1], &body_file, &body))
        return false;
    FrontTokens tokens = front_tokens_between(front, file, from, body);
    int         depth = 0, found = 0;
    for (int i = 0; i < tokens.count && found < 2; i++) {
        const char *text = tokens.items[i].text;
        depth += strcmp(text, "(") == 0 || strcmp(text, "{") == 0;
        depth -= strcmp(text, ")") == 0 || strcmp(text, "}") == 0;
        if (depth == 1 && strcmp(text, ";") == 0)
            at[found++] = tokens.items[i].offset;
    }
    return found == 2;
}

static void place_part(Parts *parts, Node *kid, int which)
{
    if (which == 0)
        parts->init = kid;
    else if (which == 1)
        parts->cond = kid;
    else
        parts->step = kid;
}

static bool is_test(const Node *kid)
{
    return kid->kind != NODE_DECLS && (kid->effects == 0 || kid->kind == NODE_BINARY || kid->kind == NODE_LOGIC);
}

/* Where a macro hides the semicolons: a declaration comes first, and what compares is the condition.  False where that
 * does not tell: i-- may be a condition or a step. */
static bool guess_parts(const Node *node, Parts *parts)
{
    int tests = 0, next = 0;
    for (int i = 0; i + 1 < node->count; i++)
        tests += is_test(node->kids[i]);
    if (tests != 1)
        return node->count == 1;
    for (int i = 0; i + 1 < node->count; i++) {
        Node *kid = node->kids[i];
        int   which = is_test(kid) ? 1 : next == 0 ? 0 : 2;
        if (which < next)
            return false;
        place_part(parts, kid, which);
        next = which + 1;
    }
    return true;
}

/* libclang leaves out what is missing. */
bool loop_parts(Front *front, const Node *node, Parts *parts)
{
    unsigned at[2];
    *parts = (Parts){.body = node->kids[node->count - 1]};
    if (node->count == 4) {
        for (int i = 0; i < 3; i++)
            place_part(parts, node->kids[i], i);
        return true;
    }
    if (!find_semicolons(front, node, at))
        return guess_parts(node, parts);
    for (int i = 0; i + 1 < node->count; i++) {
        CXFile   file;
        unsigned from = 0;
        start_of(front, node->kids[i], &file, &from);
        place_part(parts, node->kids[i], from < at[0] ? 0 : from < at[1] ? 1 : 2);
    }
    return true;
}

/* ---- for ---- */

static const Expr *lower_bound(Lower *l, const Counted *c, Loc loc)
{
    const Expr *to = c->to ? lower_full(l, c->to) : ir_int(l->program, loc, type_int(l->program, INT_INT), 0);
    if (c->less == 0)
        return to;
    return ir_binary(l->program, loc, c->less > 0 ? OP_SUB : OP_ADD, to,
                     ir_int(l->program, loc, to->type, c->less > 0 ? c->less : -c->less));
}

static void lower_before(Lower *l, const Counted *c)
{
    for (int i = 0; i < c->before.items.count; i++) {
        Node *item = c->before.items.items[i];
        if (item->kind != NODE_VAR) {
            lower_full_effect(l, item);
            continue;
        }
        Var *var = lower_var(l, item->symbol);
        if (item->init >= 0)
            init_declare(l, var, item->kids[item->init], front_loc(l->front, item->cursor));
        else
            lower_push(l, ir_decl(l->program, front_loc(l->front, item->cursor), var, NULL));
    }
}

/* The constant that the statements just before have given the variable, or NULL. */
static const Expr *constant_before(const Block *block, const Var *var)
{
    for (int i = block->stmts.count - 1; i >= 0; i--) {
        const Stmt *s = block->stmts.items[i];
        bool        decl = s->kind == STMT_DECL && s->u.decl.var == var;
        bool        assign = s->kind == STMT_ASSIGN && s->u.assign.place->op == OP_VAR && s->u.assign.place->u.var == var;
        bool        result = s->kind == STMT_CALL && s->u.call.place && ir_root_var(s->u.call.place) == var;
        const Expr *value = decl ? s->u.decl.init : assign ? s->u.assign.value : NULL;
        if (decl || assign || result)
            return value && value->op == OP_INT ? value : NULL;
        if (s->kind != STMT_DECL && s->kind != STMT_ASSIGN && s->kind != STMT_CALL)
            return NULL;
    }
    return NULL;
}

/* The variable's value before the loop, in a variable of its own: the loop changes it. */
static const Expr *lower_first(Lower *l, Var *var, Loc loc)
{
    const Expr *constant = constant_before(l->block, var);
    if (constant)
        return constant;
    const char *name = arena_printf(l->front->arena, "%s_first", var->name);
    Var        *first = front_temp(l->front, l->func, name, type_unqualified(l->program, var->type), loc);
    lower_push(l, ir_decl(l->program, loc, first, ir_var(l->program, loc, var)));
    return ir_var(l->program, loc, first);
}

static void lower_counted(Lower *l, Node *node, const Parts *p, const Counted *c)
{
    Loc  loc = front_loc(l->front, node->cursor);
    Var *var = lower_var(l, c->var);
    lower_before(l, c);
    const Expr *from = c->from ? lower_full(l, c->from) : lower_first(l, var, loc);
    from = lower_convert(l, from, type_unqualified(l->program, var->type), loc);
    const Expr *to = lower_bound(l, c, loc);
    Block      *outer = lower_enter(l), *home = l->home;
    l->home = l->block;
    Block *body = lower_block(l, p->body);
    ir_append(l->program, l->block, body);
    for (int i = 0; i < c->after.items.count; i++)
        lower_full_effect(l, c->after.items.items[i]);
    l->home = home;
    body = lower_leave(l, outer);
    lower_push(l, ir_for(l->program, loc, var, c->declares, from, c->relation, to, c->step, body));
}

Block *lower_condition(Lower *l, Node *cond, const Expr **value)
{
    long long constant_value = 0;
    Block    *outer = lower_enter(l), *home = l->home;
    l->home = l->block;
    *value = cond ? lower_full(l, cond) : NULL;
    if (*value && l->block->stmts.count == 0 && constant_integer(*value, &constant_value) && constant_value != 0)
        *value = NULL;
    l->home = home;
    return lower_leave(l, outer);
}

static void lower_general(Lower *l, Node *node, const Parts *p)
{
    Loc         loc = front_loc(l->front, node->cursor);
    const Expr *cond;
    if (p->init && p->init->kind == NODE_DECLS)
        lower_declaration(l, p->init);
    else if (p->init)
        lower_full_effect(l, p->init);
    Block *head = lower_condition(l, p->cond, &cond);
    Block *body = lower_block(l, p->body);
    Block *step = p->step ? lower_block(l, p->step) : NULL;
    lower_push(l, ir_loop(l->program, loc, head, cond, body, step, false));
}

void lower_for(Lower *l, Node *node)
{
    Parts   parts;
    Counted counted;
    if (!loop_parts(l->front, node, &parts)) {
        const Reason *reason = reason_new(l->front, node, "adgen-construct", "write the loop's header without a macro",
                                          "a macro hides the parts of this for");
        lower_push(l, opaque_statements(l, node, node, reason));
        return;
    }
    bool is_count = counted_for(l, &parts, &counted);
    bool scope = parts.init && parts.init->kind == NODE_DECLS && (!is_count || counted.before.items.count > 0);
    Block *outer = l->block, *home = l->home;
    if (scope) {
        lower_enter(l);
        l->home = l->block;
    }
    if (is_count)
        lower_counted(l, node, &parts, &counted);
    else
        lower_general(l, node, &parts);
    if (scope) {
        Block *inner = lower_leave(l, outer);
        l->home = home;
        lower_push(l, ir_block_stmt(l->program, front_loc(l->front, node->cursor), inner));
    }
}

/* ---- while, do ---- */

/* while (n-- > 0), where nobody asks for n afterwards: a loop that counts a variable of its own down. */
static bool lower_countdown(Lower *l, Node *node)
{
    Counted c;
    if (!counted_down(l, node, &c))
        return false;
    Loc         loc = front_loc(l->front, node->cursor);
    Var        *old = lower_var(l, c.var);
    const char *name = arena_printf(l->front->arena, "%s_left", old->name);
    const Expr *from = ir_var(l->program, loc, old);
    const Expr *to = lower_bound(l, &c, loc);
    c.var->var = front_temp(l->front, l->func, name, type_unqualified(l->program, old->type), loc);
    Block *inside = lower_block(l, node->kids[1]);
    lower_push(l, ir_for(l->program, loc, c.var->var, true, from, REL_DOWNTO, to, -1, inside));
    c.var->var = old;
    return true;
}

void lower_while(Lower *l, Node *node)
{
    const Expr *cond;
    Parts       parts;
    Counted     counted;
    if (lower_countdown(l, node))
        return;
    if (counted_while(l, node, &parts, &counted)) {
        parts.body->count--;
        lower_counted(l, node, &parts, &counted);
        parts.body->count++;
        return;
    }
    Loc    loc = front_loc(l->front, node->cursor);
    Block *head = lower_condition(l, node->kids[0], &cond);
    Block *body = lower_block(l, node->kids[1]);
    lower_push(l, ir_loop(l->program, loc, head, cond, body, NULL, false));
}

/* do { … } while (0) is a block, unless something jumps to its end. */
void lower_do(Lower *l, Node *node)
{
    const Expr *cond;
    long long   value;
    Node       *body = node->kids[0];
    Loc         loc = front_loc(l->front, node->cursor);
    if (!loop_breaks(body) && !loop_continues(body) && !(body->flags & NODE_JUMPS) && counted_constant(l, node->kids[1], &value) &&
        value == 0) {
        lower_statement(l, body);
        return;
    }
    Block *inside = lower_block(l, body);
    Block *head = lower_condition(l, node->kids[1], &cond);
    lower_push(l, ir_loop(l->program, loc, head, cond, inside, NULL, true));
}
