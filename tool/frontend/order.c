#include <string.h>

#include "decls.h"
#include "lower.h"

/*
 * order_check - what in one expression C leaves open.
 *
 * C11 6.5p2: where a side effect is unsequenced relative to another one on the same object, or to a read of it, the
 * behaviour is undefined; where both are in function calls, either may come first.  Two accesses are in order if one
 * is in an operand of the other, or if the operator where they part is one that puts its operands in order.
 * Plain accesses through different pointers are taken to be apart (otherwise the program has no meaning); calls are
 * not: there both orders have one.
 */

enum { MANY = 1 << 21 };      /* pairs that are still compared */

typedef struct Search {
    Body *body;
    VEC(Touch) touches;
    VEC(int)   writers;
} Search;

static void collect(Search *s, Node *node)
{
    Touch touch;
    if (node_is_unevaluated(node))
        return;
    if (body_touch(s->body, node, &touch)) {
        bool writes = node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND || node->kind == NODE_STEP
                      || touch.output || touch.ends || !body_empty(&touch.writes);
        if (writes)
            VEC_PUSH(s->body->front->arena, &s->writers, s->touches.count);
        VEC_PUSH(s->body->front->arena, &s->touches, touch);
    }
    for (int i = 0; i < node->count; i++)
        collect(s, node->kids[i]);
}

/* ---- sequence ---- */

/* Statements, too, are done one after the other. */
static bool orders_operands(const Node *parent)
{
    return parent->kind == NODE_COMMA || parent->kind == NODE_LOGIC || parent->kind == NODE_CHOICE
        || !node_is_expr(parent);
}

/* Whether the node is done, side effects and all, before the value of `outer`, in which it stands, is known. */
static bool is_done_inside(const Node *node, const Node *outer)
{
    for (const Node *p = node->parent; p && p != outer; node = p, p = p->parent) {
        bool first = node == p->kids[0];
        if (p->kind == NODE_CALL || p->kind == NODE_STMT_EXPR)
            return true;
        if (first && (p->kind == NODE_COMMA || p->kind == NODE_LOGIC || p->kind == NODE_CHOICE))
            return true;
    }
    return false;
}

static bool is_call(const Touch *t)
{
    return !t->place;
}

static bool writes_itself(const Touch *t)
{
    return t->node->kind == NODE_ASSIGN || t->node->kind == NODE_COMPOUND || t->node->kind == NODE_STEP;
}

static bool is_sequenced(const Touch *a, const Touch *b)
{
    if (a->node->first > b->node->first) {
        const Touch *t = a;
        a = b;
        b = t;
    }
    if (node_is_within(b->node, a->node))
        return is_call(a) || is_call(b) || !writes_itself(b) || is_done_inside(b->node, a->node);
    const Node *x = a->node, *y = b->node;
    while (x->depth > y->depth)
        x = x->parent;
    while (y->depth > x->depth)
        y = y->parent;
    while (x->parent != y->parent) {
        x = x->parent;
        y = y->parent;
    }
    return orders_operands(x->parent);
}

/* ---- the same object ---- */

static bool same_text(const Node *a, const Node *b)
{
    if (a->kind != b->kind || a->op != b->op || a->count != b->count || a->symbol != b->symbol)
        return false;
    if (a->kind == NODE_INT || a->kind == NODE_CHAR) {
        CXEvalResult x = clang_Cursor_Evaluate(a->cursor), y = clang_Cursor_Evaluate(b->cursor);
        bool         same = x && y && clang_EvalResult_getAsLongLong(x) == clang_EvalResult_getAsLongLong(y);
        clang_EvalResult_dispose(x);
        clang_EvalResult_dispose(y);
        return same;
    }
    if (a->kind == NODE_MEMBER && strcmp(a->name, b->name) != 0)
        return false;
    for (int i = 0; i < a->count; i++) {
        if (!same_text(a->kids[i], b->kids[i]))
            return false;
    }
    return a->kind <= NODE_OTHER_EXPR && a->kind != NODE_CALL && a->kind != NODE_OTHER_EXPR;
}

/* ---- different elements and members ---- */

static bool constant_index(const Node *index, long long *value)
{
    const Node *offset = node_index_offset(index);
    while (offset->kind == NODE_CONVERT)
        offset = offset->kids[0];
    return offset->kind == NODE_INT && constant_evaluate(offset->cursor, value);
}

/* a[1] and a[2], s.x and s.y, p->x and p->y. */
static bool are_different_parts(const Node *a, const Node *b)
{
    long long x, y;
    if (a->kind != b->kind || a->count == 0 || b->count == 0)
        return false;
    if (a->kind == NODE_INDEX)
        return constant_index(a, &x) && constant_index(b, &y) && x != y
            && same_text(node_index_base(a), node_index_base(b));
    if (a->kind != NODE_MEMBER || !same_text(a->kids[0], b->kids[0]))
        return false;
    CXCursor record = clang_getCursorSemanticParent(clang_getCursorReferenced(a->cursor));
    return strcmp(a->name, b->name) != 0 && cursor_is(record, CXCursor_StructDecl)
        && clang_equalCursors(record, clang_getCursorSemanticParent(clang_getCursorReferenced(b->cursor)));
}

/* The object of which the place is an element or member; NULL: a pointer leads to it. */
static const Node *whole_of(const Node *place)
{
    if (place->kind == NODE_MEMBER)
        return node_is_arrow(place) ? NULL : place->kids[0];
    const Node *base = place->kind == NODE_INDEX ? node_index_base(place) : NULL;
    bool        array = base && base->kind == NODE_CONVERT && type_is_array(base->kids[0]->type) && !node_is_decayed(base);
    return array ? base->kids[0] : NULL;
}

/* Parts of different parts are apart as well. */
static bool are_disjoint(const Node *a, const Node *b)
{
    for (const Node *x = a; x; x = whole_of(x)) {
        for (const Node *y = b; y; y = whole_of(y)) {
            if (are_different_parts(x, y))
                return true;
        }
    }
    return false;
}

/* Whether the function follows the pointer where the name stands, and nothing but the object there is touched. */
static bool follows_once(const Node *name)
{
    const Node *value = name->parent;
    const Node *place = value && value->kind == NODE_CONVERT ? value->parent : NULL;
    long long   zero;
    bool        follows = place && ((place->kind == NODE_UNARY && place->op == CXUnaryOperator_Deref)
                                    || (place->kind == NODE_MEMBER && node_is_arrow(place))
                                    || (place->kind == NODE_INDEX && node_index_base(place) == value
                                        && constant_index(place, &zero) && zero == 0));
    while (follows && place->parent && place->parent->kind == NODE_MEMBER)
        place = place->parent;
    const Node *user = follows ? place->parent : NULL;
    bool address = user && user->kind == NODE_UNARY && user->op == CXUnaryOperator_AddrOf;
    return follows && !address && !type_is_array(place->type);
}

static bool follows_each(const Node *node, const Symbol *param)
{
    if (node->kind == NODE_REF && node->symbol == param)
        return follows_once(node);
    for (int i = 0; i < node->count; i++) {
        if (!follows_each(node->kids[i], param))
            return false;
    }
    return true;
}

/* The object that argument i points to, where the function touches only that through it; else NULL. */
static Node *argument_object(Body *callee, Node *call, int i)
{
    Node *argument = call->kids[i + 1];
    while (argument->kind == NODE_CONVERT)
        argument = argument->kids[0];
    bool address = argument->kind == NODE_UNARY && argument->op == CXUnaryOperator_AddrOf;
    if (!address || i >= callee->params || !follows_each(callee->root, callee->list.items[i]))
        return NULL;
    CXType wanted = clang_getPointeeType(canonical_type(callee->list.items[i]->type));
    bool   same = clang_equalTypes(clang_getUnqualifiedType(canonical_type(wanted)),
                                   clang_getUnqualifiedType(canonical_type(argument->kids[0]->type)));
    return same ? argument->kids[0] : NULL;
}

enum { MOST_ARGUMENTS = 16 };

/* The objects that an access touches, as far as its caller knows: a place, or what arguments point to. */
typedef struct Objects {
    Node *places[MOST_ARGUMENTS];      /* NULL: all that the argument reaches */
    Node *arguments[MOST_ARGUMENTS];
    int   count;
} Objects;

/* False: it may touch more. */
static bool read_objects(const Search *s, const Touch *t, Objects *objects)
{
    objects->count = 0;
    if (!is_call(t)) {
        objects->places[0] = t->place;
        objects->arguments[0] = NULL;
        objects->count = 1;
        return true;
    }
    Node *call = t->node;
    Body *callee = call->kind == NODE_CALL && call->symbol ? body_of(s->body->front, call->symbol->decl) : NULL;
    if (!callee || callee->params > MOST_ARGUMENTS || call->count - 1 != callee->params)
        return false;
    const Summary *sum = &callee->summary;
    if (sum->output || sum->reads.anywhere || sum->writes.anywhere || sum->reads.globals || sum->writes.globals)
        return false;
    for (int i = 0; i < callee->params; i++) {
        if (((sum->reads.params | sum->writes.params) >> i & 1) == 0)
            continue;
        objects->arguments[objects->count] = call->kids[i + 1];
        objects->places[objects->count++] = argument_object(callee, call, i);
    }
    return true;
}

static Reach object_reach(const Search *s, const Objects *objects, int i)
{
    return objects->arguments[i] ? body_value(s->body, objects->arguments[i]) : body_place(s->body, objects->places[i]);
}

/* Whether the two touch different elements or members, though of one object. */
static bool are_apart(const Search *s, const Touch *a, const Touch *b)
{
    Objects x, y;
    if (!read_objects(s, a, &x) || !read_objects(s, b, &y))
        return false;
    for (int i = 0; i < x.count; i++) {
        for (int k = 0; k < y.count; k++) {
            Reach to = object_reach(s, &x, i), from = object_reach(s, &y, k);
            bool  parts = x.places[i] && y.places[k] && are_disjoint(x.places[i], y.places[k]);
            if (!parts && body_meet(s->body, &to, ~0u, &from, ~0u))
                return false;
        }
    }
    return true;
}

static bool is_conflict(const Search *s, const Touch *w, const Touch *t)
{
    if (is_call(w) || is_call(t)) {
        bool meet = (w->output && (t->output || t->ends)) || (w->ends && t->output)
                 || body_meet(s->body, &w->writes, w->write_types, &t->writes, t->write_types)
                 || body_meet(s->body, &w->writes, w->write_types, &t->reads, t->read_types)
                 || body_meet(s->body, &w->reads, w->read_types, &t->writes, t->write_types);
        return meet && !is_sequenced(w, t) && !are_apart(s, w, t);
    }
    if (w->symbol && body_is_register(w->symbol))
        return w->symbol == t->symbol && !is_sequenced(w, t);
    return same_text(w->place, t->place) && !is_sequenced(w, t);
}

/* ---- the message ---- */

static const char *quote(Front *front, Node *node)
{
    enum { ROOM = 48 };
    char *text = front_text(front, clang_getCursorExtent(node->cursor));
    if (!text)
        return "an expression";
    text[strcspn(text, "\n")] = '\0';
    return strlen(text) > ROOM ? arena_printf(front->arena, "'%.*s...'", ROOM, text)
                               : arena_printf(front->arena, "'%s'", text);
}

/* The function of the user's, of which only the declaration is seen, that the node calls; or NULL. */
static const char *unseen_callee(Body *body, const Node *node)
{
    bool unseen = node->kind == NODE_CALL && node->symbol && !body_of(body->front, node->symbol->decl)
               && !decls_in_system_header(node->symbol->decl);
    return unseen ? node->symbol->name : NULL;
}

/* Where one of the two is beyond the IR anyway, that is the better reason. */
static const Reason *describe(Body *body, const Touch *a, const Touch *b)
{
    if (a->node->reason || b->node->reason)
        return a->node->reason ? a->node->reason : b->node->reason;
    if (a->node->first > b->node->first) {
        const Touch *t = a;
        a = b;
        b = t;
    }
    const char *advice = "write them as two statements, in the order that is meant";
    const char *unseen = unseen_callee(body, a->node) ? unseen_callee(body, a->node) : unseen_callee(body, b->node);
    if (unseen)
        advice = arena_printf(body->front->arena, "%s; or, if '%s' only computes from its arguments, give its derivative by "
                              "ADGEN_DERIVATIVE_OF or by a rule file (--rules)", advice, unseen);
    return reason_new(body->front, a->node, "adgen-order", advice,
                      "C leaves open which of %s and %s comes first, and the result may depend on it",
                      quote(body->front, a->node), quote(body->front, b->node));
}

/* An expression with one side effect that is the whole of it has nothing to be out of order with. */
static bool is_simple(const Node *full)
{
    while (full->kind == NODE_CAST || full->kind == NODE_CONVERT)
        full = full->kids[0];
    if (full->effects == 0)
        return true;
    return full->effects == 1 && (full->kind == NODE_ASSIGN || full->kind == NODE_COMPOUND || full->kind == NODE_STEP
                                  || (full->kind == NODE_CALL && full->symbol));
}

const Reason *order_check(Body *body, Node *full)
{
    if (is_simple(full))
        return NULL;
    Search s = {.body = body};
    collect(&s, full);
    if (s.writers.count > 0 && s.touches.count > MANY / s.writers.count)
        return reason_new(body->front, full, "adgen-order", "make several statements of it",
                          "this expression has too many side effects for adgen to see that their order is the same");
    for (int i = 0; i < s.writers.count; i++) {
        const Touch *w = &s.touches.items[s.writers.items[i]];
        for (int k = 0; k < s.touches.count; k++) {
            const Touch *t = &s.touches.items[k];
            if (t != w && t->node != w->node && is_conflict(&s, w, t))
                return describe(body, w, t);
        }
    }
    return NULL;
}
