#include "body.h"

#include <string.h>

#include "link.h"

struct Bodies {
    CursorMap *map;          /* definition -> Body */
    CursorMap *globals;      /* declaration -> its Symbol that got the number */
    int        global_bits;
    VEC(Symbol *) list;      /* the globals, by their number */
};

enum { LAST_BIT = 63, ROUNDS = 16 };

static uint64_t bit(int number)
{
    return (uint64_t)1 << (number < LAST_BIT ? number : LAST_BIT);
}

/* ---- reach ---- */

void body_join(Reach *to, const Reach *more)
{
    to->params |= more->params;
    to->locals |= more->locals;
    to->globals |= more->globals;
    to->anywhere = to->anywhere || more->anywhere;
}

bool body_empty(const Reach *reach)
{
    return !reach->params && !reach->locals && !reach->globals && !reach->anywhere;
}

bool body_same_reach(const Reach *a, const Reach *b)
{
    return a->params == b->params && a->locals == b->locals && a->globals == b->globals && a->anywhere == b->anywhere;
}

/* Parameters that restrict, or the annotation, keeps apart from all others. */
static uint64_t separate_params(const Body *body)
{
    uint64_t apart = 0;
    for (int i = 0; i < body->list.count && i < body->params; i++) {
        const Symbol *s = body->list.items[i];
        if ((body->noalias || s->is_restrict) && s->param < LAST_BIT)
            apart |= bit(s->param);
    }
    return apart;
}

static bool params_meet(const Body *body, uint64_t a, uint64_t b)
{
    if (!a || !b)
        return false;
    uint64_t apart = separate_params(body);
    return (a & b) || ((a & ~apart) && (b & ~apart));
}

static bool anywhere_meets(const Body *body, const Reach *any, const Reach *other)
{
    return any->anywhere
        && (other->anywhere || other->globals || (other->params & ~separate_params(body))
            || (other->locals & body->escaped));
}

static bool globals_meet(const Body *body, const Reach *a, const Reach *b)
{
    return (a->globals & b->globals) || (a->globals && (b->params & ~separate_params(body)));
}

bool body_meet(const Body *body, const Reach *a, unsigned a_types, const Reach *b, unsigned b_types)
{
    if (!(a_types & b_types))
        return false;
    return (a->locals & b->locals) || params_meet(body, a->params, b->params) || globals_meet(body, a, b)
        || globals_meet(body, b, a) || anywhere_meets(body, a, b) || anywhere_meets(body, b, a);
}

unsigned body_types(CXType type)
{
    enum { SHORT = 1, INT = 2, LONG = 4, LLONG = 8, FLOAT = 16, DOUBLE = 32, LDOUBLE = 64, POINTER = 128, BOOL = 256 };
    while (type_is_array(type))
        type = clang_getArrayElementType(canonical_type(type));
    type = canonical_type(type);
    if (type.kind == CXType_Enum)
        type = canonical_type(clang_getEnumDeclIntegerType(clang_getTypeDeclaration(type)));
    switch (type.kind) {
    case CXType_Bool:       return BOOL;
    case CXType_Short:
    case CXType_UShort:     return SHORT;
    case CXType_Int:
    case CXType_UInt:       return INT;
    case CXType_Long:
    case CXType_ULong:      return LONG;
    case CXType_LongLong:
    case CXType_ULongLong:  return LLONG;
    case CXType_Float:      return FLOAT;
    case CXType_Double:     return DOUBLE;
    case CXType_LongDouble: return LDOUBLE;
    case CXType_Pointer:    return POINTER;
    default:                return ~0u;
    }
}

/* ---- symbols ---- */

static Bodies *bodies_of(Front *front)
{
    if (!front->link->facts) {
        front->link->facts = ARENA_NEW(front->arena, Bodies);
        front->link->facts->map = cursor_map_new(front->arena);
        front->link->facts->globals = cursor_map_new(front->arena);
    }
    return front->link->facts;
}

static int global_bit(Front *front, Symbol *symbol)
{
    Bodies *bodies = bodies_of(front);
    Front   *owner;
    CXCursor key = clang_getCanonicalCursor(link_owner(front, symbol->decl, &owner));
    Symbol  *known = cursor_map_get(bodies->globals, key);
    if (known)
        return known->bit;
    cursor_map_put(bodies->globals, key, symbol);
    VEC_PUSH(front->arena, &bodies->list, symbol);
    return bodies->global_bits++;
}

static void give_local_bit(Body *body, Symbol *symbol)
{
    if (symbol->bit < 0)
        symbol->bit = body->local_bits++;
}

void body_number(Body *body, Symbol *symbol)
{
    symbol->bit = -1;
    if (symbol->kind == SYMBOL_GLOBAL) {
        symbol->bit = global_bit(body->front, symbol);
        symbol->reach.anywhere = true;
    } else if (symbol->kind == SYMBOL_PARAM) {
        symbol->param = body->params++;
        symbol->reach.params = bit(symbol->param);
    }
    if ((symbol->kind == SYMBOL_PARAM || symbol->kind == SYMBOL_LOCAL) && !symbol->is_scalar)
        give_local_bit(body, symbol);
}

bool body_is_register(const Symbol *symbol)
{
    return symbol->kind != SYMBOL_GLOBAL && symbol->bit < 0;
}

static bool is_array(const Node *node)
{
    return type_is_array(node->type) && !node_is_decayed(node);
}

Symbol *body_symbol(const Node *place)
{
    for (;;) {
        switch (place->kind) {
        case NODE_REF:
            return place->symbol;
        case NODE_MEMBER:
            if (node_is_arrow(place))
                return NULL;
            place = place->kids[0];
            break;
        case NODE_INDEX:
            place = node_index_base(place);
            break;
        case NODE_UNARY:
            place = place->kids[0];
            break;
        case NODE_CONVERT:
            if (!is_array(place->kids[0]))
                return NULL;
            place = place->kids[0];
            break;
        default:
            return NULL;
        }
    }
}

/* ---- where places are and pointers lead ---- */

/* Memory that the node itself makes: an allocation, a compound literal. */
static Reach own_memory(Body *body, Node *node)
{
    if (!node->op)
        node->op = 1 + body->local_bits++;
    return (Reach){.locals = bit(node->op - 1)};
}

static Reach symbol_place(const Symbol *symbol)
{
    if (!symbol)
        return (Reach){.anywhere = true};
    if (symbol->bit < 0)
        return (Reach){0};
    return symbol->kind == SYMBOL_GLOBAL ? (Reach){.globals = bit(symbol->bit)} : (Reach){.locals = bit(symbol->bit)};
}

Reach body_place(Body *body, Node *place)
{
    switch (place->kind) {
    case NODE_REF:     return symbol_place(place->symbol);
    case NODE_MEMBER:
        return node_is_arrow(place) ? body_value(body, place->kids[0]) : body_place(body, place->kids[0]);
    case NODE_INDEX:   return body_value(body, node_index_base(place));
    case NODE_UNARY:   return body_value(body, place->kids[0]);
    case NODE_LITERAL: return own_memory(body, place);
    case NODE_CONVERT: return body_place(body, place->kids[0]);
    case NODE_STRING:
    case NODE_CALL:    return (Reach){0};   /* a constant; a record that only this expression sees */
    default:           return (Reach){.anywhere = true};
    }
}

static Reach loaded(Body *body, Node *place)
{
    const Symbol *symbol = body_symbol(place);
    if (symbol) {
        Reach reach = symbol->reach;
        reach.anywhere = reach.anywhere || symbol->addressed;
        return reach;
    }
    Reach from = body_place(body, place);
    bool  unknown = from.anywhere || from.locals || from.globals || body->stores_pointers;
    return (Reach){.params = from.params, .anywhere = unknown};
}

static Reach joined(Body *body, Node *const *values, int count)
{
    Reach all = {0};
    for (int i = 0; i < count; i++) {
        Reach one = body_value(body, values[i]);
        body_join(&all, &one);
    }
    return all;
}

static Reach converted(Body *body, Node *value)
{
    Node *kid = value->kids[0];
    if (is_array(kid))
        return body_place(body, kid);
    if (node_is_place(kid))
        return loaded(body, kid);
    bool number = kid->kind != NODE_INT && !type_is_pointing(kid->type) && type_is_pointing(value->type);
    return number ? (Reach){.anywhere = true} : body_value(body, kid);
}

Reach body_value(Body *body, Node *value)
{
    if (!type_is_pointing(value->type) && !type_is_record(value->type) && value->kind != NODE_LIST
        && value->kind != NODE_DESIGNATED)
        return (Reach){0};
    if (node_is_place(value) && value->kind != NODE_STRING)
        return is_array(value) ? body_place(body, value) : loaded(body, value);
    switch (value->kind) {
    case NODE_INT:
    case NODE_STRING:     return (Reach){0};
    case NODE_REF:        return (Reach){0};     /* a function */
    case NODE_CONVERT:
    case NODE_CAST:       return converted(body, value);
    case NODE_UNARY:      return body_place(body, value->kids[0]);
    case NODE_BINARY:     return joined(body, value->kids, value->count);
    case NODE_STEP:
    case NODE_COMPOUND:   return loaded(body, value->kids[0]);
    case NODE_ASSIGN:
    case NODE_COMMA:      return body_value(body, value->kids[1]);
    case NODE_CHOICE:     return joined(body, value->kids + 1, 2);
    case NODE_LIST:       return joined(body, value->kids, value->count);
    case NODE_DESIGNATED: return body_value(body, value->kids[value->count - 1]);
    case NODE_CALL:
        if (value->symbol && effects_allocates(body->front, value->symbol))
            return own_memory(body, value);
        return (Reach){.anywhere = true, .params = joined(body, value->kids + 1, value->count - 1).params};
    default:
        return (Reach){.anywhere = true};
    }
}

/* ---- what nodes do ---- */

static bool is_array_load(const Node *convert)
{
    return convert->kind == NODE_CONVERT && is_array(convert->kids[0]);
}

/* Whether the place is read where it stands, by its parent. */
static bool is_read(const Node *place)
{
    const Node *p = place->parent;
    if (is_array(place))
        return false;
    if (!p)
        return true;
    switch (p->kind) {
    case NODE_ASSIGN: return place != p->kids[0];
    case NODE_STEP:   return false;
    case NODE_UNARY:  return p->op != CXUnaryOperator_AddrOf;
    case NODE_SIZEOF: return false;
    case NODE_MEMBER: return node_is_arrow(p);
    default:          return true;
    }
}

static void touch_place(Body *body, Node *place, Touch *touch, bool reads, bool writes)
{
    Reach    where = body_place(body, place);
    unsigned types = body_types(place->type);
    touch->place = place;
    touch->symbol = body_symbol(place);
    if (reads && !(touch->symbol && touch->symbol->is_const)) {
        touch->reads = where;
        touch->read_types = types;
    }
    if (writes) {
        touch->writes = where;
        touch->write_types = types;
    }
}

bool body_touch(Body *body, Node *node, Touch *touch)
{
    *touch = (Touch){.node = node};
    switch (node->kind) {
    case NODE_ASSIGN:
        touch_place(body, node->kids[0], touch, false, true);
        return true;
    case NODE_COMPOUND:
    case NODE_STEP:
        touch_place(body, node->kids[0], touch, true, true);
        return true;
    case NODE_CALL:
        if (node->symbol && effects_is_pure(body->front, node->symbol))
            return false;
        effects_of_call(body, node, touch);
        return true;
    case NODE_OTHER_EXPR:
    case NODE_ASM:
        touch->reads.anywhere = touch->writes.anywhere = node->effects > 0 || node->kind == NODE_ASM;
        touch->read_types = touch->write_types = ~0u;
        touch->output = touch->writes.anywhere;
        return touch->output;
    default:
        if (!node_is_expr(node) || !node_is_place(node) || node->kind == NODE_STRING || !is_read(node))
            return false;
        touch_place(body, node, touch, true, false);
        return true;
    }
}

bool body_written(const Symbol *symbol, int first, int last)
{
    int low = 0, high = symbol->writes.count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (symbol->writes.items[middle] < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low < symbol->writes.count && symbol->writes.items[low] <= last;
}

static int first_writer(const Body *body, int first)
{
    int low = 0, high = body->writers.count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (body->writers.items[middle]->first < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool body_overwritten(Body *body, const Touch *read, int first, int last)
{
    for (int i = first_writer(body, first); i < body->writers.count; i++) {
        Node *node = body->writers.items[i];
        if (node->first > last)
            break;
        Touch write;
        if (body_touch(body, node, &write)
            && body_meet(body, &read->reads, read->read_types, &write.writes, write.write_types))
            return true;
    }
    return false;
}

/* ---- reading a body ---- */

static void note_address(Body *body, const Node *place)
{
    Symbol *symbol = body_symbol(place);
    if (!symbol || symbol->kind == SYMBOL_FUNC || symbol->kind == SYMBOL_ENUM)
        return;
    symbol->addressed = true;
    if (symbol->kind != SYMBOL_GLOBAL)
        give_local_bit(body, symbol);
}

static void note_flow(Body *body, Symbol *to, Node *value)
{
    if (!type_is_pointing(value->type) && !type_is_record(value->type) && value->kind != NODE_LIST)
        return;
    Flow flow = {to, value};
    VEC_PUSH(body->front->arena, &body->flows, flow);
}

static void note_write(Body *body, Node *node)
{
    Symbol *symbol = body_symbol(node->kids[0]);
    if (symbol)
        VEC_PUSH(body->front->arena, &symbol->writes, node->first);
    VEC_PUSH(body->front->arena, &body->writers, node);
    if (node->kind == NODE_ASSIGN)
        note_flow(body, symbol && symbol->kind != SYMBOL_GLOBAL ? symbol : NULL, node->kids[1]);
}

/* An array that is only indexed, here or as &a[i] or a[i] again, does not become a pointer that travels. */
static bool is_only_indexed(const Node *convert)
{
    const Node *p = convert->parent;
    return p && (p->kind == NODE_INDEX || (p->kind == NODE_UNARY && p->op == CXUnaryOperator_Deref));
}

static void note(Body *body, Node *node)
{
    if (node_is_unevaluated(node))
        return;
    switch (node->kind) {
    case NODE_ASSIGN:
    case NODE_COMPOUND:
    case NODE_STEP:
        note_write(body, node);
        break;
    case NODE_UNARY:
        if (node->op == CXUnaryOperator_AddrOf)
            note_address(body, node->kids[0]);
        break;
    case NODE_CONVERT:
        if (is_array_load(node) && !is_only_indexed(node))
            note_address(body, node->kids[0]);
        break;
    case NODE_VAR:
        if (node->init >= 0 && node->symbol->kind == SYMBOL_LOCAL)
            note_flow(body, node->symbol, node->kids[node->init]);
        break;
    case NODE_CALL:
        if (!node->symbol || !effects_is_pure(body->front, node->symbol))
            VEC_PUSH(body->front->arena, &body->writers, node);
        break;
    case NODE_OTHER_EXPR:
    case NODE_ASM:
        VEC_PUSH(body->front->arena, &body->writers, node);
        break;
    default:
        break;
    }
    for (int i = 0; i < node->count; i++)
        note(body, node->kids[i]);
}

static bool spread(Body *body)
{
    bool changed = false;
    for (int i = 0; i < body->flows.count; i++) {
        Flow flow = body->flows.items[i];
        if (!flow.to) {
            body->stores_pointers = true;
            continue;
        }
        Reach before = flow.to->reach;
        Reach value = body_value(body, flow.value);
        body_join(&flow.to->reach, &value);
        changed = changed || !body_same_reach(&before, &flow.to->reach);
    }
    return changed;
}

static void give_up(Body *body)
{
    for (int i = 0; i < body->flows.count; i++) {
        if (body->flows.items[i].to)
            body->flows.items[i].to->reach.anywhere = true;
    }
}

/* What is kept in memory takes the locals that it leads to out of the function's sight. */
static void keep(Body *body, Node *value)
{
    Reach reach = body_value(body, value);
    body->escaped |= reach.locals;
    body->summary.keeps |= reach.params;
}

/* Pointers that are stored, or that a call keeps (perhaps of the function itself: until nothing is added). */
static void find_escapes(Body *body)
{
    uint64_t before;
    for (int i = 0; i < body->flows.count; i++) {
        if (!body->flows.items[i].to)
            keep(body, body->flows.items[i].value);
    }
    do {
        before = body->summary.keeps;
        for (int i = 0; i < body->writers.count; i++) {
            Node    *node = body->writers.items[i];
            uint64_t keeps = node->kind == NODE_CALL ? effects_keeps(body, node) : 0;
            for (int k = 1; k < node->count && keeps; k++) {
                if (keeps & bit(k - 1))
                    keep(body, node->kids[k]);
            }
        }
    } while (before != body->summary.keeps);
    if (body->local_bits > LAST_BIT)
        body->escaped |= bit(LAST_BIT);
}

static void understand(Body *body)
{
    note(body, body->root);
    int rounds = 0;
    while (spread(body)) {
        if (++rounds == ROUNDS) {
            give_up(body);
            break;
        }
    }
    find_escapes(body);
    body->ready = true;
}

Body *body_of(Front *front, CXCursor function)
{
    CXCursor definition = clang_getCursorDefinition(link_owner(front, function, &front));
    if (clang_Cursor_isNull(definition))
        return NULL;
    Bodies *bodies = bodies_of(front);
    Body   *body = cursor_map_get(bodies->map, definition);
    if (body)
        return body;
    Cursors kids = front_children(front, definition);
    for (int i = 0; i < kids.count; i++) {
        if (!cursor_is(kids.items[i], CXCursor_CompoundStmt))
            continue;
        body = tree_read(front, definition, kids.items[i]);
        cursor_map_put(bodies->map, definition, body);
        body->noalias = front_annotated(front, definition, "noalias");
        understand(body);
    }
    return body;
}

void body_each_global(Front *front, uint64_t globals, void (*visit)(void *data, Symbol *global), void *data)
{
    Bodies *bodies = bodies_of(front);
    for (int i = 0; globals && i < bodies->list.count; i++) {
        if (globals & bit(i))
            visit(data, bodies->list.items[i]);
    }
}

bool body_writes_global(Front *front, CXCursor function, bool (*wanted)(Front *front, CXCursor global))
{
    Body *body = body_of(front, function);
    if (!body)
        return false;
    const Summary *sum = effects_summary(body);
    Bodies        *bodies = bodies_of(front);
    for (int i = 0; i < bodies->list.count; i++) {
        if ((sum->writes.globals & bit(i)) && wanted(front, bodies->list.items[i]->decl))
            return true;
    }
    return false;
}
