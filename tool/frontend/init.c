#include <string.h>

#include "ir/walk.h"
#include "ir/runtime.h"
#include "lower.h"

/*
 * Initialisers: { … } in C's order, with designators and left-out braces (C11 6.7.9), become a tree of slots.  Where
 * all values are constants the tree becomes an INIT; otherwise the variable is declared (zeroed, where the list leaves
 * something out) and its elements are assigned in the list's order.
 */

typedef struct Slot {
    const Type  *type;
    const Field *field;      /* which member of the slot around it, or NULL */
    int          index;      /* which element or member */
    struct Slot *outer;
    struct Slot **parts;     /* of an array or record: those that the list names; NULL: zero */
    int          room;
    Node        *value;      /* of a leaf */
} Slot;

typedef struct Level {
    Slot *slot;
    int   next;
} Level;

typedef struct List {
    Lower *l;
    VEC(Level)  path;        /* where the next value goes: element `next` of the last level */
    VEC(Slot *) leaves;      /* in the list's order */
} List;

/* ---- slots ---- */

static bool is_aggregate(const Type *type)
{
    return type->kind == TYPE_ARRAY || type->kind == TYPE_RECORD;
}

static int part_count(const Slot *slot)
{
    if (slot->type->kind == TYPE_RECORD)
        return slot->type->u.record->fields.count;
    return (int)slot->type->u.array.count;
}

static void make_room(List *list, Slot *slot, int count)
{
    int room = slot->room ? slot->room : 8;
    if (count <= slot->room)
        return;
    while (room < count)
        room *= 2;
    Slot **parts = ARENA_ARRAY(list->l->front->arena, Slot *, room);
    if (slot->room)
        memcpy(parts, slot->parts, sizeof *parts * (size_t)slot->room);
    slot->parts = parts;
    slot->room = room;
}

/* A new, empty part in place of the old one: what is initialised twice keeps the last value. */
static Slot *new_part(List *list, Slot *slot, int index)
{
    make_room(list, slot, index + 1);
    Slot *part = ARENA_NEW(list->l->front->arena, Slot);
    bool  record = slot->type->kind == TYPE_RECORD;
    part->field = record ? slot->type->u.record->fields.items[index] : NULL;
    part->type = record ? part->field->type : slot->type->u.array.elem;
    part->index = index;
    part->outer = slot;
    slot->parts[index] = part;
    return part;
}

/* The part to go on inside.  One with a value (a record) keeps it, and what follows is assigned over it. */
static Slot *part_at(List *list, Slot *slot, int index)
{
    Slot *old = index < slot->room ? slot->parts[index] : NULL;
    return old ? old : new_part(list, slot, index);
}

static bool is_live(const Slot *slot)
{
    for (; slot->outer; slot = slot->outer) {
        if (slot->outer->parts[slot->index] != slot)
            return false;
    }
    return true;
}

/* ---- the list ---- */

static void fill(List *list, Slot *slot, Node *node);

static void push_level(List *list, Slot *slot, int next)
{
    Level level = {slot, next};
    VEC_PUSH(list->l->front->arena, &list->path, level);
}

static void set_leaf(List *list, Slot *part, Node *value)
{
    part->value = value;
    VEC_PUSH(list->l->front->arena, &list->leaves, part);
}

static bool is_string_for(const Type *type, const Node *value)
{
    return type->kind == TYPE_ARRAY && type->u.array.elem->kind == TYPE_INT && value->kind == NODE_STRING;
}

/* The string of char s[] = {"…"}, or the node itself. */
static Node *unbraced_string(const Type *type, Node *node)
{
    bool one = node->kind == NODE_LIST && node->count == 1;
    return one && is_string_for(type, node->kids[0]) ? node->kids[0] : node;
}

/* What a braced initialiser of something that is no array or record holds; and a braced string. */
static Node *unbraced(const Type *type, Node *node)
{
    node = unbraced_string(type, node);
    while (!is_aggregate(type) && node->kind == NODE_LIST && node->count == 1)
        node = node->kids[0];
    return node;
}

static bool takes_whole(const Type *type, const Node *value)
{
    bool record = type->kind == TYPE_RECORD && type_is_record(value->type);
    return !is_aggregate(type) || is_string_for(type, value) || record;
}

/* Put a value where the path stands; without braces it goes to the first scalar inside. */
static void put(List *list, Node *value)
{
    Level *last = &list->path.items[list->path.count - 1];
    Slot  *slot = last->slot;
    int    index = last->next++;
    if (slot->type->kind == TYPE_RECORD && slot->type->u.record->is_union)
        last->next = part_count(slot);          /* it holds one member */
    if (slot->type->kind == TYPE_RECORD && field_is_padding(slot->type->u.record->fields.items[index])) {
        put(list, value);
        return;
    }
    const Type *type = slot->type->kind == TYPE_RECORD ? slot->type->u.record->fields.items[index]->type
                                                       : slot->type->u.array.elem;
    value = unbraced(type, value);
    if (value->kind == NODE_LIST && is_aggregate(type)) {
        fill(list, new_part(list, slot, index), value);
    } else if (takes_whole(type, value)) {
        set_leaf(list, new_part(list, slot, index), value);
    } else {
        push_level(list, part_at(list, slot, index), 0);
        put(list, value);
    }
}

/* Go down to the member of that name, through members without one; false: it is not here. */
static bool go_to_member(List *list, Slot *slot, const char *name)
{
    const Record *record = slot->type->u.record;
    for (int i = 0; i < record->fields.count; i++) {
        const Field *field = record->fields.items[i];
        if (field->name && strcmp(field->name, name) == 0) {
            push_level(list, slot, i);
            return true;
        }
        bool unnamed = (!field->name || !*field->name) && field->type->kind == TYPE_RECORD;
        int  depth = list->path.count;
        if (!unnamed)
            continue;
        push_level(list, slot, i + 1);
        if (go_to_member(list, part_at(list, slot, i), name))
            return true;
        list->path.count = depth;
    }
    return false;
}

/* Whether designator i and the next are the ends of one range: [0 ... 2]. */
static bool is_range(Lower *l, const Node *node, int i)
{
    CXFile   file, other;
    unsigned from, to, next, end;
    if (i + 2 >= node->count || !node_is_expr(node->kids[i]) || !node_is_expr(node->kids[i + 1])
        || !front_extent(l->front, clang_getCursorExtent(node->kids[i]->cursor), &file, &from, &to)
        || !front_extent(l->front, clang_getCursorExtent(node->kids[i + 1]->cursor), &other, &next, &end)
        || !clang_File_isEqual(file, other))
        return false;
    const SourceFile *source = front_file(l->front, file);
    const char       *dots = source && to < next ? strstr(source->text + to, "...") : NULL;
    return dots && dots < source->text + next;
}

static int designator_value(Lower *l, Node *designator)
{
    long long index;
    if (!constant_integer(lower_value(l, designator), &index) && !constant_evaluate(designator->cursor, &index))
        BUG("a designator has no value");
    return (int)index;
}

/* How many more elements than one the designators stand for. */
static int range_more(Lower *l, const Node *node)
{
    for (int i = 0; node->kind == NODE_DESIGNATED && i + 2 < node->count; i++) {
        if (is_range(l, node, i))
            return designator_value(l, node->kids[i + 1]) - designator_value(l, node->kids[i]);
    }
    return 0;
}

/* Of a range, the element that is `further` from its first. */
static void designate(List *list, Slot *slot, int base, const Node *node, int further)
{
    list->path.count = base;
    for (int i = 0; i + 1 < node->count; i++) {
        Node *designator = node->kids[i];
        if (designator->kind == NODE_FIELD_NAME && !*designator->name)
            continue;  /* a member without a name, on the way */
        if (list->path.count > base) {
            Level *last = &list->path.items[list->path.count - 1];
            slot = part_at(list, last->slot, last->next++);
        }
        if (designator->kind == NODE_FIELD_NAME) {
            if (!go_to_member(list, slot, designator->name))
                BUG("no member '%s'", designator->name);
        } else {
            bool range = is_range(list->l, node, i);
            push_level(list, slot, designator_value(list->l, designator) + (range ? further : 0));
            i += range;
        }
    }
}

/* Put a value where the path stands, or behind the parts that are full. */
static void put_next(List *list, int base, Node *value)
{
    while (list->path.count > base + 1
           && list->path.items[list->path.count - 1].next >= part_count(list->path.items[list->path.count - 1].slot))
        list->path.count--;
    if (list->path.items[list->path.count - 1].next < part_count(list->path.items[list->path.count - 1].slot))
        put(list, value);
}

/* The values of a braced list, for an array or record. */
static void fill(List *list, Slot *slot, Node *node)
{
    int base = list->path.count;
    push_level(list, slot, 0);
    for (int i = 0; i < node->count; i++) {
        Node *item = node->kids[i];
        bool  designated = item->kind == NODE_DESIGNATED;
        for (int more = range_more(list->l, item), k = 0; k <= more; k++) {
            if (designated)
                designate(list, slot, base, item, k);
            put_next(list, base, designated ? item->kids[item->count - 1] : item);
        }
    }
    list->path.count = base;
}

/* Whether a range takes a value with side effects, which happen once. */
static bool repeats_effects(Lower *l, const Node *node)
{
    if (node->effects == 0)
        return false;
    if (range_more(l, node) > 0)
        return true;
    for (int i = 0; i < node->count; i++) {
        if (repeats_effects(l, node->kids[i]))
            return true;
    }
    return false;
}

static Slot *read_list(List *list, const Type *type, Node *node)
{
    Slot *root = ARENA_NEW(list->l->front->arena, Slot);
    root->type = type;
    fill(list, root, node);
    return root;
}

/* ---- constants ---- */

static bool is_constant_operator(const Node *node)
{
    switch (node->kind) {
    case NODE_UNARY:  return node->op != CXUnaryOperator_AddrOf && node->op != CXUnaryOperator_Deref
                          && node->op != CXUnaryOperator_LNot;
    case NODE_BINARY: return node->op <= CXBinaryOperator_Shr
                          || (node->op >= CXBinaryOperator_And && node->op <= CXBinaryOperator_Or);
    case NODE_CONVERT:
    case NODE_CAST:   return true;
    default:          return false;
    }
}

/* Whether it is the address of a variable that lives as long as the program. */
static bool is_static_address(Node *node)
{
    bool address = (node->kind == NODE_UNARY && node->op == CXUnaryOperator_AddrOf)
                || (node->kind == NODE_CONVERT && type_is_array(node->kids[0]->type));
    if (!address || node->effects > 0)
        return false;
    const Symbol *symbol = body_symbol(node->kids[0]);
    return node->kids[0]->kind == NODE_REF && symbol && symbol->kind == SYMBOL_GLOBAL;
}

static bool is_constant(Node *node, bool global)
{
    switch (node->kind) {
    case NODE_INT: case NODE_CHAR: case NODE_REAL: case NODE_STRING: case NODE_SIZEOF: case NODE_OFFSETOF:
        return !node->reason;
    case NODE_REF:
        return node->symbol && (node->symbol->kind == SYMBOL_ENUM || node->symbol->kind == SYMBOL_FUNC);
    default:
        break;
    }
    if (global && is_static_address(node))
        return true;
    if (node->reason || !is_constant_operator(node))
        return false;
    for (int i = 0; i < node->count; i++) {
        if (!is_constant(node->kids[i], global))
            return false;
    }
    return true;
}

/* Whether it lies in a member of a union that is not the first: only a designator initialises that. */
static bool is_in_later_member(const Slot *slot)
{
    for (; slot->outer; slot = slot->outer) {
        if (slot->outer->type->kind == TYPE_RECORD && slot->outer->type->u.record->is_union && slot->index > 0)
            return true;
    }
    return false;
}

/* Whether an INIT can say it all. */
static bool all_constant(const List *list, bool global)
{
    for (int i = 0; i < list->leaves.count; i++) {
        const Slot *leaf = list->leaves.items[i];
        if (leaf->room > 0 || !is_constant(leaf->value, global) || (!global && is_in_later_member(leaf)))
            return false;
    }
    return true;
}

static const Expr *leaf_value(Lower *l, const Slot *slot, Loc loc)
{
    const Expr *value = lower_value(l, slot->value);
    return lower_convert(l, value, type_unqualified(l->program, slot->type), loc);
}

/* The INIT of a slot; leaves that are not constant are zero. */
static const Expr *constant_tree(Lower *l, const Slot *slot, bool global, Loc loc)
{
    if (slot->value)
        return is_constant(slot->value, global) ? leaf_value(l, slot, loc) : lower_zero(l, slot->type, loc);
    int count = slot->room;
    if (!global && slot->type->kind == TYPE_RECORD && slot->type->u.record->is_union && count > 1)
        count = 1;  /* the others are assigned */
    while (count > 0 && !slot->parts[count - 1])
        count--;
    const Expr **args = ARENA_ARRAY(l->front->arena, const Expr *, count);
    const Expr  *missing = NULL;
    for (int i = 0; i < count; i++) {
        bool record = slot->type->kind == TYPE_RECORD;
        if (slot->parts[i])
            args[i] = constant_tree(l, slot->parts[i], global, loc);
        else if (record)
            args[i] = lower_zero(l, slot->type->u.record->fields.items[i]->type, loc);
        else
            args[i] = missing ? missing : (missing = lower_zero(l, slot->type->u.array.elem, loc));
    }
    return ir_init(l->program, loc, slot->type, args, count);
}

/* ---- assignments ---- */

static const Expr *slot_place(Lower *l, const Slot *slot, const Expr *root, Loc loc)
{
    if (!slot->outer)
        return root;
    const Expr *outer = slot_place(l, slot->outer, root, loc);
    if (slot->field)
        return ir_field(l->program, loc, outer, slot->field);
    return ir_index(l->program, loc, outer, ir_int(l->program, loc, type_int(l->program, INT_INT), slot->index));
}

static void assign_leaves(List *list, const Expr *root)
{
    Lower *l = list->l;
    for (int i = 0; i < list->leaves.count; i++) {
        Slot *slot = list->leaves.items[i];
        int   mark = pending_mark(l);
        if (!is_live(slot)) {
            lower_effect(l, slot->value);
        } else if (slot->value->kind != NODE_STRING || slot->type->kind != TYPE_ARRAY) {
            Loc loc = node_loc(l->front, slot->value);
            lower_into(l, slot_place(l, slot, root, loc), slot->value, loc);
        }
        pending_settle(l, mark, NULL);
    }
}

static bool is_complete(const Slot *slot)
{
    if (slot->value)
        return true;
    if (slot->type->kind == TYPE_RECORD && slot->type->u.record->is_union)
        return slot->room > 0 && slot->parts[0] && is_complete(slot->parts[0]);
    for (int i = 0; i < part_count(slot); i++) {
        bool padding = slot->type->kind == TYPE_RECORD && field_is_padding(slot->type->u.record->fields.items[i]);
        if (!padding && (i >= slot->room || !slot->parts[i] || !is_complete(slot->parts[i])))
            return false;
    }
    return true;
}

static bool holds_string(const List *list)
{
    for (int i = 0; i < list->leaves.count; i++) {
        if (list->leaves.items[i]->type->kind == TYPE_ARRAY)
            return true;
    }
    return false;
}

const Type *init_assignable(Program *p, const Type *type)
{
    if (type->kind != TYPE_ARRAY)
        return type->quals & TYPE_CONST ? type_unqualified(p, type) : type;
    const Type *elem = init_assignable(p, type->u.array.elem);
    return elem == type->u.array.elem ? type : type_array(p, elem, type->u.array.count, type->u.array.length);
}

static void declare_list(Lower *l, Var *var, Node *node, Loc loc)
{
    List  list = {.l = l};
    Slot *root = read_list(&list, var->type, node);
    if (all_constant(&list, false)) {
        lower_push(l, ir_decl(l->program, loc, var, constant_tree(l, root, false, loc)));
        return;
    }
    var->type = init_assignable(l->program, var->type);
    const Expr *init = NULL;
    if (holds_string(&list))
        init = constant_tree(l, root, false, loc);
    else if (!is_complete(root))
        init = ir_init(l->program, loc, var->type, NULL, 0);
    lower_push(l, ir_decl(l->program, loc, var, init));
    assign_leaves(&list, ir_var(l->program, loc, var));
}

/* ---- declarations ---- */

/* Whether the slot is a const member, or in a union of several types. */
static bool is_fixed(const Slot *slot)
{
    if (slot->field && slot->type->quals & TYPE_CONST)
        return true;
    for (; slot->outer; slot = slot->outer) {
        const Type *outer = slot->outer->type;
        if (outer->kind == TYPE_RECORD && outer->u.record->is_union && !type_only_real(outer)
            && !type_is_plain_member(outer->u.record, slot->type))
            return true;
    }
    return false;
}

/* {made (x), [0].v = 1}: a part of what has a value already as a whole. */
static bool is_in_value(const Slot *slot)
{
    for (slot = slot->outer; slot; slot = slot->outer) {
        if (slot->value)
            return true;
    }
    return false;
}

/* Why a list cannot be taken apart into assignments. */
static const Reason *list_reason(Lower *l, Var *var, Node *node)
{
    List list = {.l = l};
    bool fixed = false;
    read_list(&list, var->type, node);
    for (int i = 0; i < list.leaves.count; i++) {
        const Slot *leaf = list.leaves.items[i];
        if (is_in_value(leaf))
            return reason_new(l->front, node, "adgen-initialiser", "assign the member after the declaration",
                              "compilers do not agree on what is left of a record's value where one of its members is "
                              "initialised again");
        fixed = fixed || is_fixed(leaf) || (leaf->type->kind == TYPE_ARRAY && is_in_later_member(leaf));
    }
    if (repeats_effects(l, node))
        return reason_new(l->front, node, "adgen-initialiser", "assign the elements in a loop",
                          "adgen cannot follow a value with side effects into a range of elements");
    if (!fixed || all_constant(&list, false))
        return NULL;
    return reason_new(l->front, node, "adgen-initialiser", "assign the members one by one",
                      "adgen cannot follow values into const members or a union");
}

static void declare_value(Lower *l, Var *var, Node *node, Loc loc)
{
    Program    *p = l->program;
    const Expr *place = ir_var(p, loc, var);
    int         mark = pending_mark(l);
    if (lower_fills(l, node, place)) {
        var->type = init_assignable(p, var->type);
        lower_push(l, ir_decl(p, loc, var, NULL));
        lower_into(l, ir_var(p, loc, var), node, loc);
    } else {
        const Expr *value = lower_value(l, node);
        value = lower_convert(l, value, type_unqualified(p, var->type), value->loc);
        bool itself = ir_mentions(value, var);   /* void *p = &p; */
        if (itself)
            var->type = init_assignable(p, var->type);
        lower_push(l, ir_decl(p, loc, var, itself ? NULL : value));
        if (itself)
            lower_push(l, ir_assign(p, loc, ir_var(p, loc, var), value));
    }
    pending_settle(l, mark, NULL);
}

static void declare_text(Lower *l, Var *var, Node *node, Loc loc, const Reason *reason)
{
    bool list = node->kind == NODE_LIST || var->type->kind == TYPE_ARRAY;
    var->type = init_assignable(l->program, var->type);
    lower_push(l, ir_decl(l->program, loc, var, NULL));
    lower_push(l, list ? opaque_initialise(l, var, node, reason) : opaque_assign(l, var, node, reason));
}

void init_declare(Lower *l, Var *var, Node *node, Loc loc)
{
    if (runtime_is_tape(var->type)) {
        lower_push(l, ir_decl(l->program, loc, var, runtime_tape_init(l->program, loc)));
        return;
    }
    node = unbraced(var->type, node);
    bool          braces = node->kind == NODE_LIST;
    const Reason *reason = lower_check(l, node);
    if (!reason && braces && is_aggregate(var->type))
        reason = list_reason(l, var, node);
    if (reason)
        declare_text(l, var, node, loc, reason);
    else if (braces && is_aggregate(var->type))
        declare_list(l, var, node, loc);
    else if (braces && node->count == 0)
        lower_push(l, ir_decl(l->program, loc, var, lower_zero(l, var->type, loc)));
    else if (var->type->kind == TYPE_ARRAY)
        lower_push(l, ir_decl(l->program, loc, var, lower_value(l, node)));
    else
        declare_value(l, var, node, loc);
}

/* ---- compound literals ---- */

/* Everything, also what the list leaves out. */
static void assign_zeros(Lower *l, const Slot *slot, const Type *type, const Expr *place)
{
    if (slot && slot->value)
        return;
    if (!is_aggregate(type)) {
        lower_push(l, ir_assign(l->program, place->loc, place, lower_zero(l, type, place->loc)));
        return;
    }
    bool record = type->kind == TYPE_RECORD;
    int  count = record ? type->u.record->fields.count : (int)type->u.array.count;
    for (int i = 0; i < count; i++) {
        const Field *field = record ? type->u.record->fields.items[i] : NULL;
        const Expr  *index = ir_int(l->program, place->loc, type_int(l->program, INT_INT), i);
        const Slot  *part = slot && i < slot->room ? slot->parts[i] : NULL;
        if (field && field_is_padding(field))
            continue;
        assign_zeros(l, part, field ? field->type : type->u.array.elem,
                     field ? ir_field(l->program, place->loc, place, field)
                           : ir_index(l->program, place->loc, place, index));
    }
}

/* Inside a part of an expression that may not be reached, the object is declared outside and assigned there. */
const Expr *init_literal(Lower *l, Node *node)
{
    Loc         loc = node_loc(l->front, node);
    Node       *list_node = node->kids[node->count - 1];
    const Type *type = init_assignable(l->program, lower_type(l, node));
    Var        *var = front_temp(l->front, l->func, "literal", type, loc);
    const Expr *place = ir_var(l->program, loc, var);
    list_node = unbraced(type, list_node);
    if (l->block == l->home) {
        if (is_aggregate(type))
            declare_list(l, var, list_node, loc);
        else
            declare_value(l, var, list_node, loc);
        return place;
    }
    ir_push(l->program, l->home, ir_decl(l->program, loc, var, NULL));
    if (!is_aggregate(type)) {
        lower_into(l, place, list_node, loc);
        return place;
    }
    List  list = {.l = l};
    Slot *root = read_list(&list, type, list_node);
    assign_zeros(l, root, type, place);
    assign_leaves(&list, place);
    return place;
}

/* ---- globals ---- */

const Expr *init_constant(Lower *l, Node *node, const Type *type)
{
    Loc loc = node_loc(l->front, node);
    node = unbraced(type, node);
    if (node->kind == NODE_LIST && is_aggregate(type)) {
        List  list = {.l = l};
        Slot *root = read_list(&list, type, node);
        return all_constant(&list, true) ? constant_tree(l, root, true, loc) : NULL;
    }
    if (!is_constant(node, true))
        return NULL;
    const Expr *value = lower_value(l, node);
    return type->kind == TYPE_ARRAY ? value : lower_convert(l, value, type_unqualified(l->program, type), loc);
}
