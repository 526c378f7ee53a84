#include "counted.h"

/* ---- jumps ---- */

/* Whether a continue goes on with this loop's step. */
bool loop_continues(const Node *node)
{
    if (node->kind == NODE_CONTINUE)
        return true;
    if (node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO)
        return false;
    for (int i = 0; i < node->count; i++) {
        if (loop_continues(node->kids[i]))
            return true;
    }
    return false;
}

bool loop_breaks(const Node *node)
{
    if (node->kind == NODE_BREAK)
        return true;
    if (node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_SWITCH)
        return false;
    for (int i = 0; i < node->count; i++) {
        if (loop_breaks(node->kids[i]))
            return true;
    }
    return false;
}

/* ---- what loops are made of ---- */

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
bool counted_constant(Lower *l, Node *node, long long *value)
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
        if ((!up && !down) || !counted_constant(l, node->kids[1], step))
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
    if (counter_in(sum->kids[0]) == var && counted_constant(l, sum->kids[1], step)) {
        *step = up ? *step : -*step;
        return var;
    }
    return up && counter_in(sum->kids[1]) == var && counted_constant(l, sum->kids[0], step) ? var : NULL;
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

/* Whether counting on past the greatest value is defined: then i != n may go all the way round. */
static bool may_wrap(CXType type)
{
    enum CXTypeKind kind = canonical_type(type).kind;
    return kind != CXType_Int && kind != CXType_Long && kind != CXType_LongLong;
}

/* i, or i + c, c + i and i - c of a signed i, which does not wrap: the variable, and c. */
static Symbol *read_sum(Lower *l, Node *node, long long *constant)
{
    Symbol *var = counter_in(node);
    *constant = 0;
    node = unconverted(node);
    bool up = node->kind == NODE_BINARY && node->op == CXBinaryOperator_Add;
    bool down = node->kind == NODE_BINARY && node->op == CXBinaryOperator_Sub;
    if (var || (!up && !down) || is_unsigned(node->type))
        return var;
    bool first = !up || counter_in(node->kids[0]);
    var = counter_in(node->kids[first ? 0 : 1]);
    if (!var || !counted_constant(l, node->kids[first ? 1 : 0], constant) || *constant < -1000000 || *constant > 1000000)
        return NULL;
    *constant = up ? *constant : -*constant;
    return var;
}

/* i < n, n > i, i + 1 < n */
static bool read_condition(Lower *l, Node *cond, const Symbol *var, Counted *c)
{
    if (cond->kind != NODE_BINARY)
        return false;
    bool flipped = read_sum(l, cond->kids[0], &c->less) != var;
    if (read_sum(l, cond->kids[flipped ? 1 : 0], &c->less) != var)
        return false;
    c->to = cond->kids[flipped ? 0 : 1];
    if (c->less != 0 && is_unsigned(c->to->type))
        return false;
    if (cond->op == CXBinaryOperator_NE && may_wrap(var->type))
        return false;
    return read_relation(cond->op, flipped, &c->relation) && is_integer(c->to->type);
}

/* Whether a count down to zero starts above it: a signed number below would go down until it overflows, unless the loop is left
 * before. */
static bool starts_above_zero(CXType type, const Node *body)
{
    return is_unsigned(type) || (!may_wrap(type) && !loop_breaks(body) && !(body->flags & NODE_RETURNS));
}

/* i-- > n; also i-- != 0, and i--, where i is not negative. */
static Symbol *read_countdown(Lower *l, Node *cond, const Node *body, Counted *c)
{
    long long zero = 1;
    c->relation = REL_DOWNTO;
    c->step = -1;
    cond = unconverted(cond);
    if (cond->kind == NODE_STEP && cond->op == CXUnaryOperator_PostDec && starts_above_zero(cond->type, body))
        return counter_in(cond->kids[0]);
    if (cond->kind != NODE_BINARY)
        return NULL;
    bool  flipped = unconverted(cond->kids[0])->kind != NODE_STEP;
    Node *step = unconverted(cond->kids[flipped ? 1 : 0]);
    if (step->kind != NODE_STEP || step->op != CXUnaryOperator_PostDec)
        return NULL;
    c->to = cond->kids[flipped ? 0 : 1];
    bool greater = cond->op == (flipped ? CXBinaryOperator_LT : CXBinaryOperator_GT);
    bool until_zero = cond->op == CXBinaryOperator_NE && starts_above_zero(step->type, body)
                   && counted_constant(l, c->to, &zero) && zero == 0;
    if ((!greater && !until_zero) || !is_integer(c->to->type))
        return NULL;
    return counter_in(step->kids[0]);
}

/* Whether the value of an expression is the same at every time between two nodes. */
static bool is_invariant(Lower *l, Node *node, int first, int last)
{
    Touch touch;
    if (node_is_unevaluated(node))
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
    if (!c->from || c->before.items.count == 0)
        return c->from != NULL;
    return c->from->effects == 0 && !reads_memory(l, c->from) && is_invariant(l, c->from, init->first, init->last);
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
    return c->step != 0 && (c->after.items.count == 0 || !loop_continues(body));
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
        if (var && (read_sum(l, cond->kids[0], &amount) == var || read_sum(l, cond->kids[1], &amount) == var))
            return var;
    }
    return NULL;
}

/* Whether the bound means the same in every iteration. */
static bool is_bound(Lower *l, const Counted *c, int first, int last)
{
    return !c->to || (c->to->effects == 0 && !mentions(c->to, c->var) && is_invariant(l, c->to, first, last));
}

bool counted_for(Lower *l, const Parts *p, Counted *c)
{
    *c = (Counted){0};
    if (!p->cond || lower_check(l, p->cond) || (p->init && lower_check(l, p->init)))
        return false;
    if ((!p->init && !p->step) || (p->step && lower_check(l, p->step)))
        return false;
    if (p->step) {
        c->var = candidate(l, p->cond, p->step);
        if (!c->var || !read_condition(l, p->cond, c->var, c) || !read_steps(l, p->step, p->body, c))
            return false;
    } else {
        c->var = read_countdown(l, p->cond, p->body, c);
        if (!c->var)
            return false;
    }
    int first = p->step ? p->step->first : p->body->first;
    return is_integer(c->var->type) && (!p->init || read_init(l, p->init, c)) && !body_written(c->var, p->body->first, p->body->last)
        && is_bound(l, c, first, p->body->last);
}

/* ---- while ---- */

static bool is_in_loop(const Node *node, const Symbol *symbol)
{
    for (const Node *p = node->parent; p; p = p->parent) {
        bool loop = p->kind == NODE_FOR || p->kind == NODE_WHILE || p->kind == NODE_DO;
        if (loop && symbol->declared < p->first)
            return true;
    }
    return false;
}

bool counted_down(Lower *l, Node *node, Counted *c)
{
    Node *cond = node->kids[0], *body = node->kids[1];
    *c = (Counted){0};
    if (l->labels.count > 0 || l->computed_goto || lower_check(l, cond))
        return false;
    c->var = read_countdown(l, cond, body, c);
    return c->var && is_integer(c->var->type) && c->var->last_mention <= node->last && !is_in_loop(node, c->var)
        && !body_written(c->var, body->first, body->last) && is_bound(l, c, body->first, body->last);
}

bool counted_while(Lower *l, Node *node, Parts *p, Counted *c)
{
    *p = (Parts){.cond = node->kids[0], .body = node->kids[1]};
    *c = (Counted){0};
    if (l->labels.count > 0 || l->computed_goto || p->body->kind != NODE_BLOCK || p->body->count == 0)
        return false;
    p->step = p->body->kids[p->body->count - 1];
    if (!node_is_expr(p->step) || lower_check(l, p->cond) || lower_check(l, p->step) || loop_continues(p->body))
        return false;
    c->var = candidate(l, p->cond, p->step);
    return c->var && is_integer(c->var->type) && read_condition(l, p->cond, c->var, c) && read_steps(l, p->step, p->body, c)
        && !body_written(c->var, p->body->first, p->step->first - 1) && is_bound(l, c, p->body->first, p->body->last);
}
