#include <string.h>

#include "lower.h"

/* ---- helpers ---- */

void lower_push(Lower *l, Stmt *stmt)
{
    ir_push(l->program, l->block, stmt);
}

Block *lower_enter(Lower *l)
{
    Block *outer = l->block;
    l->block = ir_block(l->program);
    return outer;
}

Block *lower_leave(Lower *l, Block *outer)
{
    Block *inner = l->block;
    l->block = outer;
    return inner;
}

Var *lower_var(Lower *l, Symbol *symbol)
{
    if (!symbol->var) {
        symbol->var = front_var(l->front, symbol->decl);
        symbol->var->is_register = body_is_register(symbol);
    }
    return symbol->var;
}

Var *lower_temp(Lower *l, const char *name, const Type *type, Loc loc, const Expr *init)
{
    Var *temp = front_temp(l->front, l->func, name, type_unqualified(l->program, type), loc);
    lower_push(l, ir_decl(l->program, loc, temp, init));
    return temp;
}

/* The builtin type behind the names, without asking for its declaration. */
static const Type *plain_type(Lower *l, CXType type)
{
    static const struct { enum CXTypeKind kind; IntKind integer; } integers[] = {
        {CXType_Char_S, INT_CHAR}, {CXType_Char_U, INT_CHAR}, {CXType_SChar, INT_SCHAR}, {CXType_UChar, INT_UCHAR},
        {CXType_Short, INT_SHORT}, {CXType_UShort, INT_USHORT}, {CXType_Int, INT_INT}, {CXType_UInt, INT_UINT},
        {CXType_Long, INT_LONG}, {CXType_ULong, INT_ULONG}, {CXType_LongLong, INT_LLONG},
        {CXType_ULongLong, INT_ULLONG},
    };
    enum CXTypeKind kind = canonical_type(type).kind;
    switch (kind) {
    case CXType_Bool:       return type_bool(l->program);
    case CXType_Float:      return type_real(l->program, REAL_FLOAT);
    case CXType_Double:     return type_real(l->program, REAL_DOUBLE);
    case CXType_LongDouble: return type_real(l->program, REAL_LONG_DOUBLE);
    default:                break;
    }
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
        if (integers[i].kind == kind)
            return type_int(l->program, integers[i].integer);
    }
    return NULL;
}

static const Type *variable_type(Lower *l, Node *node);

static const Type *elem_or_null(const Type *type)
{
    return type ? type_elem(type) : NULL;
}

/* The type of a pointer or array with variable lengths: what was written where the object is declared that it is made
 * of.  NULL: not known. */
static const Type *variable_type_below(Lower *l, Node *node)
{
    const Type *type;
    switch (node->kind) {
    case NODE_REF:     return lower_var(l, node->symbol)->type;
    case NODE_INDEX:   return elem_or_null(variable_type(l, node_index_base(node)));
    case NODE_CHOICE:
        type = variable_type(l, node->kids[1]);
        return type ? type : variable_type(l, node->kids[2]);
    case NODE_COMMA:   return variable_type(l, node->kids[1]);
    case NODE_ASSIGN:
    case NODE_COMPOUND:
    case NODE_STEP:    return variable_type(l, node->kids[0]);
    case NODE_CONVERT:
        type = variable_type(l, node->kids[0]);
        return type && type->kind == TYPE_ARRAY && !type_is_array(node->type) ? type_pointer(l->program, type_elem(type)) : type;
    case NODE_BINARY:
        return variable_type(l, node->kids[type_is_pointing(node->kids[0]->type) ? 0 : 1]);
    case NODE_UNARY:
        type = variable_type(l, node->kids[0]);
        if (node->op == CXUnaryOperator_AddrOf)
            return type ? type_pointer(l->program, type) : NULL;
        return elem_or_null(type);
    default:           return NULL;
    }
}

static const Type *variable_type(Lower *l, Node *node)
{
    if (node->kind == NODE_CAST || node->kind == NODE_LITERAL)
        return type_is_variable(node->type) ? front_type(l->front, node->type, node->cursor) : NULL;
    return type_is_pointing(node->type) ? variable_type_below(l, node) : NULL;
}

const Type *lower_type(Lower *l, Node *expression)
{
    const Type *made = type_is_variable(expression->type) ? variable_type(l, expression) : NULL;
    if (made)
        return made;
    const Type *plain = plain_type(l, expression->type);
    const Type *type = plain ? plain : front_type(l->front, expression->type, expression->cursor);
    return type->kind == TYPE_ARRAY && node_is_decayed(expression) ? type_pointer(l->program, type_elem(type)) : type;
}

const Expr *lower_convert(Lower *l, const Expr *value, const Type *to, Loc loc)
{
    if (type_same(value->type, to) || !type_is_scalar(to) || !type_is_scalar(value->type))
        return value;
    return ir_cast(l->program, loc, to, value, true);
}

/* Zero, a null pointer, or {0}. */
const Expr *lower_zero(Lower *l, const Type *type, Loc loc)
{
    return ir_zero(l->program, loc, type);
}

/* A value that is only compared with zero, as the comparison. */
const Expr *lower_truth(Lower *l, const Expr *value)
{
    if (op_info[value->op].flags & OPF_COMPARE)
        return value;
    Program    *p = l->program;
    const Type *type = type_unqualified(p, value->type);
    return ir_binary(p, value->loc, OP_NE, value, lower_zero(l, type, value->loc));
}

/* ---- places ---- */

static const Expr *in_temp(Lower *l, Node *node, const char *name)
{
    Var *temp = lower_temp(l, name, lower_type(l, node), node_loc(l->front, node), NULL);
    lower_into(l, ir_var(l->program, temp->loc, temp), node, temp->loc);
    return ir_var(l->program, temp->loc, temp);
}

/* The members on the way to a field, through members without a name. */
static const Expr *reach_field(Lower *l, Loc loc, const Expr *record, const Field *wanted)
{
    const Record *r = record->type->u.record;
    if (wanted->record == r)
        return ir_field(l->program, loc, record, wanted);
    for (int i = 0; i < r->fields.count; i++) {
        const Field *field = r->fields.items[i];
        bool         unnamed = !field->name || !*field->name;
        if (!unnamed || field->type->kind != TYPE_RECORD)
            continue;
        const Expr *found = reach_field(l, loc, ir_field(l->program, loc, record, field), wanted);
        if (found)
            return found;
    }
    return NULL;
}

static const Expr *member_place(Lower *l, Node *node)
{
    Loc          loc = node_loc(l->front, node);
    Node        *base = node->kids[0];
    const Field *field = front_field(l->front, clang_getCursorReferenced(node->cursor));
    const Expr  *record = node_is_arrow(node) ? ir_deref(l->program, loc, lower_value(l, base)) : lower_place(l, base);
    const Expr  *place = reach_field(l, loc, record, field);
    ENSURE(place);
    return place;
}

static const Expr *index_place(Lower *l, Node *node)
{
    const Expr *base = lower_value(l, node_index_base(node));
    const Expr *index = lower_value(l, node_index_offset(node));
    return ir_index(l->program, node_loc(l->front, node), base, index);
}

/* The object that the node designates; a record that is only a value gets a temporary. */
const Expr *lower_place(Lower *l, Node *node)
{
    switch (node->kind) {
    case NODE_REF:     return ir_var(l->program, node_loc(l->front, node), lower_var(l, node->symbol));
    case NODE_MEMBER:  return member_place(l, node);
    case NODE_INDEX:   return index_place(l, node);
    case NODE_LITERAL: return init_literal(l, node);
    case NODE_CONVERT:
        if (node_is_place(node->kids[0]))
            return lower_place(l, node->kids[0]);
        return in_temp(l, node, "value");
    case NODE_UNARY:
        if (node->op == CXUnaryOperator_Deref)
            return ir_deref(l->program, node_loc(l->front, node), lower_value(l, node->kids[0]));
        /* fall through */
    default:
        return in_temp(l, node, "value");
    }
}

/* ---- operators ---- */

static const struct { int clang; OpKind op; } operators[] = {
    {CXBinaryOperator_Mul, OP_MUL}, {CXBinaryOperator_Div, OP_DIV}, {CXBinaryOperator_Rem, OP_REM},
    {CXBinaryOperator_Add, OP_ADD}, {CXBinaryOperator_Sub, OP_SUB}, {CXBinaryOperator_Shl, OP_SHL},
    {CXBinaryOperator_Shr, OP_SHR}, {CXBinaryOperator_LT, OP_LT},   {CXBinaryOperator_GT, OP_GT},
    {CXBinaryOperator_LE, OP_LE},   {CXBinaryOperator_GE, OP_GE},   {CXBinaryOperator_EQ, OP_EQ},
    {CXBinaryOperator_NE, OP_NE},   {CXBinaryOperator_And, OP_AND}, {CXBinaryOperator_Xor, OP_XOR},
    {CXBinaryOperator_Or, OP_OR},
    {CXBinaryOperator_MulAssign, OP_MUL}, {CXBinaryOperator_DivAssign, OP_DIV}, {CXBinaryOperator_RemAssign, OP_REM},
    {CXBinaryOperator_AddAssign, OP_ADD}, {CXBinaryOperator_SubAssign, OP_SUB}, {CXBinaryOperator_ShlAssign, OP_SHL},
    {CXBinaryOperator_ShrAssign, OP_SHR}, {CXBinaryOperator_AndAssign, OP_AND}, {CXBinaryOperator_XorAssign, OP_XOR},
    {CXBinaryOperator_OrAssign, OP_OR},
};

OpKind lower_operator(const Node *node)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (operators[i].clang == node->op)
            return operators[i].op;
    }
    BUG("binary operator %d", node->op);
}

/* p - n is p + -n; n must not wrap when it is negated. */
static const Expr *negated_offset(Lower *l, const Expr *offset, Loc loc)
{
    const Type *type = type_promoted(l->program, offset->type);
    if (type_is_unsigned(type))
        type = type_int(l->program, INT_LONG);
    return ir_unary(l->program, loc, OP_NEG, lower_convert(l, offset, type, loc));
}

/* a op b with the conversions that C makes. */
const Expr *lower_arithmetic(Lower *l, OpKind op, const Expr *a, const Expr *b, Loc loc)
{
    Program *p = l->program;
    bool     pointers = type_is_pointer(a->type) || type_is_pointer(b->type);
    if (op == OP_ADD && pointers)
        return type_is_pointer(a->type) ? ir_ptradd(p, loc, a, b) : ir_ptradd(p, loc, b, a);
    if (op == OP_SUB && pointers)
        return type_is_pointer(b->type) ? ir_ptrdiff(p, loc, a, lower_convert(l, b, a->type, loc))
                                        : ir_ptradd(p, loc, a, negated_offset(l, b, loc));
    if (pointers)
        return ir_binary(p, loc, op, a, lower_convert(l, b, a->type, loc));
    if (op == OP_SHL || op == OP_SHR)
        return ir_binary(p, loc, op, lower_convert(l, a, type_promoted(p, a->type), loc),
                         lower_convert(l, b, type_promoted(p, b->type), loc));
    const Type *type = type_usual(p, a->type, b->type);
    return ir_binary(p, loc, op, lower_convert(l, a, type, loc), lower_convert(l, b, type, loc));
}

static const Expr *binary_value(Lower *l, Node *node)
{
    const Expr *a = lower_value(l, node->kids[0]);
    const Expr *b = lower_value(l, node->kids[1]);
    return lower_arithmetic(l, lower_operator(node), a, b, node_loc(l->front, node));
}

static const Expr *address(Lower *l, Node *node)
{
    Node *kid = node->kids[0];
    if (kid->kind == NODE_REF && kid->symbol->kind == SYMBOL_FUNC)
        return ir_func(l->program, node_loc(l->front, node), front_func(l->front, kid->symbol->decl));
    return ir_addr(l->program, node_loc(l->front, node), lower_place(l, kid));
}

static const Expr *unary_value(Lower *l, Node *node)
{
    Loc   loc = node_loc(l->front, node);
    Node *kid = node->kids[0];
    switch (node->op) {
    case CXUnaryOperator_AddrOf: return address(l, node);
    case CXUnaryOperator_Deref:
        return node_is_place(node) ? lower_place(l, node) : lower_value(l, kid);  /* *f of a function is f */
    case CXUnaryOperator_LNot:   return ir_unary(l->program, loc, OP_NOT, lower_value(l, kid));
    default:                     break;
    }
    const Expr *value = lower_value(l, kid);
    value = lower_convert(l, value, type_promoted(l->program, value->type), loc);
    if (node->op == CXUnaryOperator_Plus)
        return value;
    return ir_unary(l->program, loc, node->op == CXUnaryOperator_Minus ? OP_NEG : OP_BITNOT, value);
}

/* ---- conversions ---- */

static bool is_function(const Node *node)
{
    return node->kind == NODE_REF && node->symbol->kind == SYMBOL_FUNC;
}

static const Expr *array_value(Lower *l, Node *array)
{
    while (array->kind == NODE_CONVERT)  /* __func__ */
        array = array->kids[0];
    if (array->kind == NODE_STRING)
        return constant_literal(l, array);
    const Expr *place = lower_place(l, array);
    return type_is_pointer(place->type) ? place : ir_decay(l->program, node_loc(l->front, array), place);
}

static const Expr *convert_value(Lower *l, Node *node)
{
    Node       *kid = node->kids[0];
    Loc         loc = node_loc(l->front, node);
    if (is_function(kid))
        return ir_func(l->program, loc, front_func(l->front, kid->symbol->decl));
    bool        decays = type_is_array(kid->type) && (kid->kind == NODE_REF || !node_is_decayed(kid)) && !type_is_array(node->type);
    const Expr *value = decays ? array_value(l, kid) : lower_value(l, kid);
    bool        same = clang_equalTypes(clang_getUnqualifiedType(canonical_type(node->type)),
                                        clang_getUnqualifiedType(canonical_type(kid->type)));
    bool        unknown = type_is_variable(node->type) && !type_is_variable(kid->type);   /* what it goes to tells more */
    if (decays || same || unknown || !type_is_scalar(value->type))
        return value;
    return lower_convert(l, value, lower_type(l, node), loc);
}

static const Expr *cast_value(Lower *l, Node *node)
{
    const Expr *named = constant_named(l, node);
    if (named)
        return named;
    const Expr *value = lower_value(l, node->kids[0]);
    const Type *to = front_type(l->front, node->type, node->cursor);
    if (!type_is_scalar(to))
        return value;
    return ir_cast(l->program, node_loc(l->front, node), to, value, false);
}

/* ---- operators that put their operands in order ---- */

static bool needs_statements(const Lower *l, const Block *block, int mark)
{
    return block->stmts.count > 0 || l->pending.count > mark;
}

static void set_holds(Lower *l, Var *holds, const Expr *value)
{
    const Expr *place = ir_var(l->program, value->loc, holds);
    lower_push(l, ir_assign(l->program, value->loc, place, lower_truth(l, value)));
}

/* a && b: where b has statements of its own, they are done only if a holds. */
static const Expr *logic_value(Lower *l, Node *node)
{
    Program    *p = l->program;
    Loc         loc = node_loc(l->front, node);
    bool        both = node->op == CXBinaryOperator_LAnd;
    int         mark = pending_mark(l);
    const Expr *a = pending_settle(l, mark, lower_value(l, node->kids[0]));
    Block      *outer = lower_enter(l);
    const Expr *b = lower_value(l, node->kids[1]);
    if (!needs_statements(l, l->block, mark)) {
        lower_leave(l, outer);
        return ir_binary(p, loc, both ? OP_LAND : OP_LOR, a, b);
    }
    Block *inside = l->block;
    l->block = outer;
    Var *holds = lower_temp(l, both ? "both" : "either", type_int(p, INT_INT), loc, lower_truth(l, a));
    l->block = inside;
    set_holds(l, holds, b);
    pending_settle(l, mark, NULL);
    lower_leave(l, outer);
    const Expr *value = ir_var(p, loc, holds);
    lower_push(l, ir_if(p, loc, both ? value : ir_unary(p, loc, OP_NOT, value), inside, NULL));
    return value;
}

static bool is_selectable(const Expr *a, const Expr *b)
{
    return type_is_scalar(a->type) && type_is_scalar(b->type);
}

static Block *branch_into(Lower *l, Block *block, const Expr *place, const Expr *value, int mark)
{
    Block *outer = l->block;
    l->block = block;
    assign_emit(l, place, value, value->loc);
    pending_settle(l, mark, NULL);
    return lower_leave(l, outer);
}

/* c ? a : b; where a or b has statements of its own, as an if. */
static const Expr *choice_value(Lower *l, Node *node)
{
    Program    *p = l->program;
    Loc         loc = node_loc(l->front, node);
    const Type *type = lower_type(l, node);
    if (lower_branches(node, type))
        return in_temp(l, node, "chosen");
    int         mark = pending_mark(l);
    const Expr *cond = pending_settle(l, mark, lower_value(l, node->kids[0]));
    Block      *outer = lower_enter(l);
    const Expr *a = lower_convert(l, lower_value(l, node->kids[1]), type, loc);
    Block      *then = lower_leave(l, outer);
    outer = lower_enter(l);
    const Expr *b = lower_convert(l, lower_value(l, node->kids[2]), type, loc);
    Block      *other = lower_leave(l, outer);
    if (then->stmts.count == 0 && other->stmts.count == 0 && is_selectable(a, b))
        return ir_select(p, loc, cond, a, b);
    Var        *chosen = lower_temp(l, "chosen", type, loc, NULL);
    const Expr *place = ir_var(p, loc, chosen);
    then = branch_into(l, then, place, a, mark);
    other = branch_into(l, other, place, b, mark);
    lower_push(l, ir_if(p, loc, cond, then, other));
    return place;
}

static const Expr *comma_value(Lower *l, Node *node)
{
    int mark = pending_mark(l);
    lower_effect(l, node->kids[0]);
    pending_settle(l, mark, NULL);
    return lower_value(l, node->kids[1]);
}

/* ---- expressions ---- */

/* Text that does more than to compute its value is done once, here. */
static const Expr *text_value(Lower *l, Node *node)
{
    const Type *type = lower_type(l, node);
    Loc         loc = node_loc(l->front, node);
    if (node->effects == 0)
        return opaque_value(l, node, type, node->reason);
    Var *value = lower_temp(l, "value", type, loc, NULL);
    lower_push(l, opaque_assign(l, value, node, node->reason));
    return ir_var(l->program, loc, value);
}

const Expr *lower_value(Lower *l, Node *node)
{
    if (node->reason)
        return text_value(l, node);
    switch (node->kind) {
    case NODE_INT:
    case NODE_CHAR:
    case NODE_REAL:
    case NODE_STRING:    return constant_literal(l, node);
    case NODE_REF:
        if (node->symbol->kind == SYMBOL_ENUM)
            return constant_literal(l, node);
        if (is_function(node))
            return ir_func(l->program, node_loc(l->front, node), front_func(l->front, node->symbol->decl));
        /* fall through */
    case NODE_MEMBER:
    case NODE_INDEX:
    case NODE_LITERAL:   return type_is_array(node->type) ? array_value(l, node) : lower_place(l, node);
    case NODE_UNARY:     return unary_value(l, node);
    case NODE_STEP:      return assign_step(l, node);
    case NODE_BINARY:    return binary_value(l, node);
    case NODE_LOGIC:     return logic_value(l, node);
    case NODE_ASSIGN:
    case NODE_COMPOUND:  return assign_value(l, node);
    case NODE_COMMA:     return comma_value(l, node);
    case NODE_CHOICE:    return choice_value(l, node);
    case NODE_CONVERT:   return convert_value(l, node);
    case NODE_CAST:      return cast_value(l, node);
    case NODE_SIZEOF:    return size_value(l, node);
    case NODE_OFFSETOF:  return size_offset(l, node);
    case NODE_CALL:      return call_value(l, node);
    case NODE_STMT_EXPR: return in_temp(l, node, "value");
    default:             BUG("the fence let node kind %d pass", (int)node->kind);
    }
}

static void logic_effect(Lower *l, Node *node)
{
    Program    *p = l->program;
    Loc         loc = node_loc(l->front, node);
    int         mark = pending_mark(l);
    const Expr *a = pending_settle(l, mark, lower_value(l, node->kids[0]));
    Block      *outer = lower_enter(l);
    lower_effect(l, node->kids[1]);
    pending_settle(l, mark, NULL);
    Block *inside = lower_leave(l, outer);
    if (inside->stmts.count > 0)
        lower_push(l, ir_if(p, loc, node->op == CXBinaryOperator_LAnd ? a : ir_unary(p, loc, OP_NOT, a), inside, NULL));
}

static Block *effect_branch(Lower *l, Node *node)
{
    int    mark = pending_mark(l);
    Block *outer = lower_enter(l);
    lower_effect(l, node);
    pending_settle(l, mark, NULL);
    return lower_leave(l, outer);
}

static void choice_effect(Lower *l, Node *node)
{
    const Expr *cond = pending_settle(l, pending_mark(l), lower_value(l, node->kids[0]));
    Block      *then = effect_branch(l, node->kids[1]);
    Block      *other = effect_branch(l, node->kids[2]);
    if (then->stmts.count > 0 || other->stmts.count > 0)
        lower_push(l, ir_if(l->program, node_loc(l->front, node), cond, then, other));
}

void lower_effect(Lower *l, Node *node)
{
    if (node->effects == 0)
        return;
    if (node->reason) {
        lower_push(l, opaque_statements(l, node, node, node->reason));
        return;
    }
    switch (node->kind) {
    case NODE_ASSIGN:
    case NODE_COMPOUND:
    case NODE_STEP:      assign_effect(l, node); break;
    case NODE_CALL:      call_effect(l, node, NULL); break;
    case NODE_LOGIC:     logic_effect(l, node); break;
    case NODE_CHOICE:    choice_effect(l, node); break;
    case NODE_STMT_EXPR: lower_statement_expression(l, node, NULL); break;
    case NODE_CONVERT:
    case NODE_CAST:      lower_effect(l, node->kids[0]); break;
    case NODE_COMMA: {
        int mark = pending_mark(l);
        lower_effect(l, node->kids[0]);
        pending_settle(l, mark, NULL);
        lower_effect(l, node->kids[1]);
        break;
    }
    default:
        lower_value(l, node);
    }
}
