#include <string.h>

#include "lower.h"

/*
 * Loops.  A for statement becomes a FOR where it counts: an integer variable that only its own step changes, a bound
 * that means the same in every iteration.  Everything else is a LOOP, which any loop can be.
 */

/* ---- the parts of a for ---- */

typedef struct Parts {
    Node *init, *cond, *step, *body;   /* the body is always there */
} Parts;

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

/* Where a macro hides the semicolons: what declares comes first, what does nothing is the condition. */
static bool guess_parts(const Node *node, Parts *parts)
{
    int next = 0;
    for (int i = 0; i + 1 < node->count; i++) {
        Node *kid = node->kids[i];
        bool  cond = kid->kind != NODE_DECLS && kid->effects == 0;
        int   which = kid->kind == NODE_DECLS ? 0 : cond ? 1 : next == 0 && i + 2 < node->count ? 0 : 2;
        if (which < next)
            return false;
        place_part(parts, kid, which);
        next = which + 1;
    }
    return true;
}

/* libclang leaves out what is missing. */
static bool find_parts(Front *front, const Node *node, Parts *parts)
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

/* ---- counted loops ---- */

typedef struct NodeList {
    VEC(Node *) items;
} NodeList;

typedef struct Counted {
    Symbol   *var;
    Node     *from;           /* its first value */
    Relation  relation;
    Node     *to;             /* NULL: 0 */
    long long step;
    bool      declares;
    NodeList  before, after;  /* what else the header initialises and steps */
} Counted;

/* a, b, c as a list. */
static void split_comma(Lower *l, Node *node, NodeList *list)
{
    if (node->kind == NODE_COMMA) {
        split_comma(l, node->kids[0], list);
        split_comma(l, node->kids[1], list);
    } else {
        VEC_PUSH(l->front->arena, &list->items, node);
    }
}

/* The variable that the node is, or whose value it is. */
static Symbol *counter_in(Node *node)
{
    while (node->kind == NODE_CONVERT)
        node = node->kids[0];
    Symbol *s = node->kind == NODE_REF ? node->symbol : NULL;
    bool    local = s && (s->kind == SYMBOL_PARAM || s->kind == SYMBOL_LOCAL);
    return local && body_is_register(s) ? s : NULL;
}

static bool is_integer(CXType type)
{
    enum CXTypeKind kind = canonical_type(type).kind;
    return (kind >= CXType_Char_U && kind <= CXType_ULongLong) || (kind >= CXType_Char_S && kind <= CXType_LongLong);
}

static bool mentions(const Node *node, const Symbol *symbol)
{
    if (node->kind == NODE_REF && node->symbol == symbol)
        return true;
    for (int i = 0; i < node->count; i++) {
        if (mentions(node->kids[i], symbol))
            return true;
    }
    return false;
}

/* The value of a constant expression. */
static bool constant(Lower *l, Node *node, long long *value)
{
    if (node->effects > 0 || node->flags & NODE_SUSPECT)
        return false;
    Block      *outer = lower_enter(l);
    const Expr *e = lower_value(l, node);
    lower_leave(l, outer);
    return constant_integer(e, value);
}

/* i++, i -= 2, i = i + 3: the variable, and what is added. */
static Symbol *read_step(Lower *l, Node *node, long long *step)
{
    if (node->kind == NODE_STEP) {
        *step = node->op == CXUnaryOperator_PostInc || node->op == CXUnaryOperator_PreInc ? 1 : -1;
        return counter_in(node->kids[0]);
    }
    if (node->kind == NODE_COMPOUND) {
        bool up = node->op == CXBinaryOperator_AddAssign, down = node->op == CXBinaryOperator_SubAssign;
        if ((!up && !down) || !constant(l, node->kids[1], step))
            return NULL;
        *step = up ? *step : -*step;
        return counter_in(node->kids[0]);
    }
    if (node->kind != NODE_ASSIGN)
        return NULL;
    Symbol *var = counter_in(node->kids[0]);
    Node   *sum = node->kids[1];
    while (sum->kind == NODE_CONVERT)
        sum = sum->kids[0];
    bool up = sum->kind == NODE_BINARY && sum->op == CXBinaryOperator_Add;
    bool down = sum->kind == NODE_BINARY && sum->op == CXBinaryOperator_Sub;
    if (!var || (!up && !down))
        return NULL;
    if (counter_in(sum->kids[0]) == var && constant(l, sum->kids[1], step)) {
        *step = up ? *step : -*step;
        return var;
    }
    return up && counter_in(sum->kids[1]) == var && constant(l, sum->kids[0], step) ? var : NULL;
}

static bool read_relation(int op, bool flipped, Relation *relation)
{
    switch (op) {
    case CXBinaryOperator_LT: *relation = flipped ? REL_GT : REL_LT; return true;
    case CXBinaryOperator_LE: *relation = flipped ? REL_GE : REL_LE; return true;
    case CXBinaryOperator_GT: *relation = flipped ? REL_LT : REL_GT; return true;
    case CXBinaryOperator_GE: *relation = flipped ? REL_LE : REL_GE; return true;
    case CXBinaryOperator_NE: *relation = REL_NE; return true;
    default:                  return false;
    }
}

/* i < n, n > i */
static bool read_condition(Node *cond, const Symbol *var, Counted *c)
{
    if (cond->kind != NODE_BINARY)
        return false;
    bool flipped = counter_in(cond->kids[0]) != var;
    if (counter_in(cond->kids[flipped ? 1 : 0]) != var)
        return false;
    c->to = cond->kids[flipped ? 0 : 1];
    return read_relation(cond->op, flipped, &c->relation) && is_integer(c->to->type);
}

static Node *unconverted(Node *node)
{
    while (node->kind == NODE_CONVERT)
        node = node->kids[0];
    return node;
}

static bool is_unsigned(CXType type)
{
    enum CXTypeKind kind = canonical_type(type).kind;
    return kind >= CXType_UChar && kind <= CXType_ULongLong;
}

/* i-- > n; of an unsigned i also i-- != 0, and i--. */
static Symbol *read_countdown(Lower *l, Node *cond, Counted *c)
{
    long long zero = 1;
    c->relation = REL_DOWNTO;
    c->step = -1;
    cond = unconverted(cond);
    if (cond->kind == NODE_STEP && cond->op == CXUnaryOperator_PostDec && is_unsigned(cond->type))
        return counter_in(cond->kids[0]);
    if (cond->kind != NODE_BINARY)
        return NULL;
    bool  flipped = unconverted(cond->kids[0])->kind != NODE_STEP;
    Node *step = unconverted(cond->kids[flipped ? 1 : 0]);
    if (step->kind != NODE_STEP || step->op != CXUnaryOperator_PostDec)
        return NULL;
    c->to = cond->kids[flipped ? 0 : 1];
    bool greater = cond->op == (flipped ? CXBinaryOperator_LT : CXBinaryOperator_GT);
    bool until_zero = cond->op == CXBinaryOperator_NE && is_unsigned(step->type) && constant(l, c->to, &zero) && zero == 0;
    if ((!greater && !until_zero) || !is_integer(c->to->type))
        return NULL;
    return counter_in(step->kids[0]);
}

/* Whether the value of an expression is the same at every time between two nodes. */
static bool is_invariant(Lower *l, Node *node, int first, int last)
{
    Touch touch;
    if (node->kind == NODE_SIZEOF)
        return true;
    if (node->kind == NODE_REF && node->symbol && body_is_register(node->symbol)
        && body_written(node->symbol, first, last))
        return false;
    if (body_touch(l->body, node, &touch) && !body_empty(&touch.reads)
        && body_overwritten(l->body, &touch, first, last))
        return false;
    for (int i = 0; i < node->count; i++) {
        if (!is_invariant(l, node->kids[i], first, last))
            return false;
    }
    return true;
}

static bool reads_memory(Lower *l, Node *node)
{
    Touch touch;
    if (body_touch(l->body, node, &touch) && !body_empty(&touch.reads))
        return true;
    for (int i = 0; i < node->count; i++) {
        if (reads_memory(l, node->kids[i]))
            return true;
    }
    return false;
}

/* Whether a continue goes on with this loop's step. */
static bool continues(const Node *node)
{
    if (node->kind == NODE_CONTINUE)
        return true;
    if (node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO)
        return false;
    for (int i = 0; i < node->count; i++) {
        if (continues(node->kids[i]))
            return true;
    }
    return false;
}

static bool breaks(const Node *node)
{
    if (node->kind == NODE_BREAK)
        return true;
    if (node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_SWITCH)
        return false;
    for (int i = 0; i < node->count; i++) {
        if (breaks(node->kids[i]))
            return true;
    }
    return false;
}

/* Find the variable among what the header initialises; the rest comes before the loop, so it must not matter to it
 * whether the variable has its value yet. */
static bool read_init(Lower *l, Node *init, Counted *c)
{
    NodeList list = {0};
    if (init->kind == NODE_DECLS) {
        for (int i = 0; i < init->count; i++)
            VEC_PUSH(l->front->arena, &list.items, init->kids[i]);
    } else {
        split_comma(l, init, &list);
    }
    for (int i = 0; i < list.items.count; i++) {
        Node *item = list.items.items[i];
        bool  own = item->kind == NODE_VAR ? item->symbol == c->var && item->init >= 0
                                           : item->kind == NODE_ASSIGN && counter_in(item->kids[0]) == c->var;
        if (own && !c->from) {
            c->from = item->kind == NODE_VAR ? item->kids[item->init] : item->kids[1];
            c->declares = item->kind == NODE_VAR;
        } else if (mentions(item, c->var) || (item->kind != NODE_VAR && item->kind != NODE_ASSIGN)) {
            return false;
        } else {
            VEC_PUSH(l->front->arena, &c->before.items, item);
        }
    }
    bool alone = c->before.items.count == 0;
    return c->from && (alone || (c->from->effects == 0 && !reads_memory(l, c->from) && is_invariant(l, c->from, init->first, init->last)));
}

/* Split the step; what is not the variable's goes to the end of the body. */
static bool read_steps(Lower *l, Node *step, Node *body, Counted *c)
{
    NodeList list = {0};
    split_comma(l, step, &list);
    for (int i = 0; i < list.items.count; i++) {
        long long amount = 0;
        Node     *item = list.items.items[i];
        Symbol   *var = read_step(l, item, &amount);
        if (var && var == c->var && c->step == 0) {
            c->step = amount;
            if (amount == 0)
                return false;
        } else if ((c->var && mentions(item, c->var)) || item->effects == 0) {
            return false;
        } else {
            VEC_PUSH(l->front->arena, &c->after.items, item);
        }
    }
    return c->step != 0 && (c->after.items.count == 0 || !continues(body));
}

/* The variable that the condition tests: the one that the step changes. */
static Symbol *candidate(Lower *l, Node *cond, Node *step)
{
    NodeList list = {0};
    if (cond->kind != NODE_BINARY)
        return NULL;
    split_comma(l, step, &list);
    for (int i = 0; i < list.items.count; i++) {
        long long amount = 0;
        Symbol   *var = read_step(l, list.items.items[i], &amount);
        if (var && (counter_in(cond->kids[0]) == var || counter_in(cond->kids[1]) == var))
            return var;
    }
    return NULL;
}

/* Whether the bound means the same in every iteration. */
static bool is_bound(Lower *l, const Counted *c, int first, int last)
{
    return !c->to || (c->to->effects == 0 && !mentions(c->to, c->var) && is_invariant(l, c->to, first, last));
}

static const Expr *lower_bound(Lower *l, const Counted *c, Loc loc)
{
    return c->to ? lower_full(l, c->to) : ir_int(l->program, loc, type_int(l->program, INT_INT), 0);
}

static bool is_counted(Lower *l, const Parts *p, Counted *c)
{
    if (!p->init || !p->cond || lower_check(l, p->cond) || lower_check(l, p->init) || (p->step && lower_check(l, p->step)))
        return false;
    if (p->step) {
        c->var = candidate(l, p->cond, p->step);
        if (!c->var || !read_condition(p->cond, c->var, c) || !read_steps(l, p->step, p->body, c))
            return false;
    } else {
        c->var = read_countdown(l, p->cond, c);
        if (!c->var)
            return false;
    }
    int first = p->step ? p->step->first : p->body->first;
    return is_integer(c->var->type) && read_init(l, p->init, c) && !body_written(c->var, p->body->first, p->body->last)
        && is_bound(l, c, first, p->body->last);
}

/* ---- pragmas ---- */

/* The lines before a loop that are for us. */
static const char *pragma_before(Lower *l, const Node *node)
{
    static const char word[] = "#pragma adgen";
    CXFile            file;
    unsigned          at;
    if (!start_of(l->front, node, &file, &at))
        return NULL;
    const char *text = front_file(l->front, file)->text;
    while (at > 0 && text[at - 1] != '\n')
        at--;
    unsigned end = at, start = at;
    while (start > 0) {
        unsigned line = start - 1;
        while (line > 0 && text[line - 1] != '\n')
            line--;
        unsigned first = line + (unsigned)strspn(text + line, " \t");
        if (strncmp(text + first, word, sizeof word - 1) != 0)
            break;
        start = first == line ? line : first;
        if (line == 0 || start != line)
            break;
        start = line;
    }
    return start < end ? arena_strndup(l->front->arena, text + start, end - start) : NULL;
}

/* ---- for ---- */

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

static void lower_counted(Lower *l, Node *node, const Parts *p, const Counted *c)
{
    Loc  loc = front_loc(l->front, node->cursor);
    Var *var = lower_var(l, c->var);
    lower_before(l, c);
    const Expr *from = lower_full(l, c->from);
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
    Stmt *loop = ir_for(l->program, loc, var, c->declares, from, c->relation, to, c->step, body);
    loop->u.loop_for.pragma = pragma_before(l, node);
    lower_push(l, loop);
}

/* The condition of a loop, with what it does first in a block of its own. */
static Block *lower_head(Lower *l, Node *cond, const Expr **value)
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
    Block *head = lower_head(l, p->cond, &cond);
    Block *body = lower_block(l, p->body);
    Block *step = p->step ? lower_block(l, p->step) : NULL;
    lower_push(l, ir_loop(l->program, loc, head, cond, body, step, false));
}

void lower_for(Lower *l, Node *node)
{
    Parts   parts;
    Counted counted = {0};
    if (!find_parts(l->front, node, &parts)) {
        const Reason *reason = reason_new(l->front, node, "adgen-construct", "write the loop without a macro for its header",
                                          "a macro hides the parts of this for");
        lower_push(l, opaque_statements(l, node, node, reason));
        return;
    }
    bool is_count = is_counted(l, &parts, &counted);
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

static bool is_in_loop(const Node *node, const Symbol *symbol)
{
    for (const Node *p = node->parent; p; p = p->parent) {
        bool loop = p->kind == NODE_FOR || p->kind == NODE_WHILE || p->kind == NODE_DO;
        if (loop && symbol->declared < p->first)
            return true;
    }
    return false;
}

/* while (n-- > 0), where nobody asks for n afterwards: a loop that counts a variable of its own down. */
static bool lower_countdown(Lower *l, Node *node)
{
    Counted c = {0};
    Node   *cond = node->kids[0], *body = node->kids[1];
    if (l->labels.count > 0 || l->computed_goto || lower_check(l, cond))
        return false;
    c.var = read_countdown(l, cond, &c);
    if (!c.var || !is_integer(c.var->type) || c.var->last_mention > node->last || is_in_loop(node, c.var)
        || body_written(c.var, body->first, body->last) || !is_bound(l, &c, body->first, body->last))
        return false;
    Loc         loc = front_loc(l->front, node->cursor);
    Var        *old = lower_var(l, c.var);
    const char *name = arena_printf(l->front->arena, "%s_left", old->name);
    const Expr *from = ir_var(l->program, loc, old);
    const Expr *to = lower_bound(l, &c, loc);
    c.var->var = front_temp(l->front, l->func, name, type_unqualified(l->program, old->type), loc);
    Block *inside = lower_block(l, body);
    lower_push(l, ir_for(l->program, loc, c.var->var, true, from, REL_DOWNTO, to, -1, inside));
    c.var->var = old;
    return true;
}

void lower_while(Lower *l, Node *node)
{
    const Expr *cond;
    if (lower_countdown(l, node))
        return;
    Loc    loc = front_loc(l->front, node->cursor);
    Block *head = lower_head(l, node->kids[0], &cond);
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
    if (!breaks(body) && !continues(body) && constant(l, node->kids[1], &value) && value == 0) {
        lower_statement(l, body);
        return;
    }
    Block *inside = lower_block(l, body);
    Block *head = lower_head(l, node->kids[1], &cond);
    lower_push(l, ir_loop(l->program, loc, head, cond, inside, NULL, true));
}
