#include "ir/walk.h"

#include <math.h>
#include <string.h>

#include "ir/build.h"

/* ---- Expressions ---- */

/* Bit for bit, without the padding of a long double: -0 is not 0, a NaN is a NaN. */
static bool same_real(long double a, long double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    return a == b && signbit(a) == signbit(b);
}

static bool same_node(const Expr *a, const Expr *b)
{
    switch (a->op) {
    case OP_INT:    return a->u.integer->value == b->u.integer->value;
    case OP_REAL:   return same_real(a->u.real->value, b->u.real->value);
    case OP_STRING: return strcmp(a->u.string, b->u.string) == 0;
    case OP_SIZEOF: return a->u.of->canon == b->u.of->canon;
    case OP_VAR:    return a->u.var == b->u.var;
    case OP_FIELD:  return a->u.field == b->u.field;
    case OP_FUNC:
    case OP_CALL:   return a->u.callee == b->u.callee;
    case OP_OPAQUE: return a->u.opaque == b->u.opaque;
    default:        return true;
    }
}

bool ir_same(const Expr *a, const Expr *b)
{
    if (a == b)
        return true;
    if (a->op != b->op || a->count != b->count || a->type->canon != b->type->canon || !same_node(a, b))
        return false;
    for (int i = 0; i < a->count; i++) {
        if (!ir_same(a->args[i], b->args[i]))
            return false;
    }
    return true;
}

void ir_visit_expr(const Expr *e, void (*visit)(void *data, const Expr *e), void *data)
{
    for (int i = 0; i < e->count; i++) {
        if (e->args[i]->count > 0)
            ir_visit_expr(e->args[i], visit, data);
        else
            visit(data, e->args[i]);
    }
    visit(data, e);
}

const Expr *ir_map_expr(Program *p, const Expr *e, const Expr *(*map)(void *data, const Expr *e), void *data)
{
    if (e->count == 0)
        return map(data, e);
    const Expr  *few[4];
    const Expr **args = e->count <= 4 ? few : ARENA_ARRAY(p->arena, const Expr *, e->count);
    for (int i = 0; i < e->count; i++)
        args[i] = ir_map_expr(p, e->args[i], map, data);
    return map(data, ir_with_args(p, e, args));
}

typedef struct With {
    const Expr *part, *value;
} With;

static const Expr *with_node(void *data, const Expr *e)
{
    const With *with = data;
    return ir_same(e, with->part) ? with->value : e;
}

const Expr *ir_with(Program *p, const Expr *e, const Expr *part, const Expr *value)
{
    With with = {part, value};
    return ir_map_expr(p, e, with_node, &with);
}

static bool opaque_mentions(const Opaque *opaque, const Var *var)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        if (opaque->vars.items[i] == var)
            return true;
    }
    return false;
}

bool ir_mentions(const Expr *e, const Var *var)
{
    if (e->op == OP_VAR)
        return e->u.var == var;
    if (e->op == OP_OPAQUE)
        return opaque_mentions(e->u.opaque, var);
    for (int i = 0; i < e->count; i++) {
        if (ir_mentions(e->args[i], var))
            return true;
    }
    return false;
}

typedef struct Mention {
    const Var *var;
    bool       found;
} Mention;

static void find_mention(void *data, const Expr *e, bool is_target)
{
    Mention *mention = data;

    (void)is_target;
    mention->found = mention->found || ir_mentions(e, mention->var);
}

bool ir_stmt_mentions(const Stmt *s, const Var *var)
{
    Mention mention = {var, false};

    ir_stmt_exprs(s, find_mention, &mention);
    return mention.found;
}

/* Whether finding out where the place is reads memory. */
static bool locating_reads_memory(const Expr *place)
{
    switch (place->op) {
    case OP_VAR:   return false;
    case OP_FIELD: return locating_reads_memory(place->args[0]);
    case OP_DEREF: return ir_reads_memory(place->args[0]);
    case OP_INDEX:
        if (ir_reads_memory(place->args[1]))
            return true;
        return place->args[0]->type->kind == TYPE_ARRAY ? locating_reads_memory(place->args[0])
                                                        : ir_reads_memory(place->args[0]);
    default:       return true;
    }
}

bool ir_is_constant(const Expr *e)
{
    bool arithmetic = e->op == OP_NEG || e->op == OP_ADD || e->op == OP_SUB || e->op == OP_MUL || e->op == OP_DIV || e->op == OP_CAST;
    for (int i = 0; i < e->count; i++)
        arithmetic = arithmetic && ir_is_constant(e->args[i]);
    return arithmetic || e->op == OP_REAL || e->op == OP_INT;
}

bool ir_reads_memory(const Expr *e)
{
    switch (e->op) {
    case OP_VAR:    return e->u.var->kind == VAR_GLOBAL || !e->u.var->is_register;
    case OP_DEREF:
    case OP_INDEX:
    case OP_FIELD:
    case OP_OPAQUE: return true;
    case OP_ADDR:
    case OP_DECAY:  return locating_reads_memory(e->args[0]);
    default:        break;
    }
    for (int i = 0; i < e->count; i++) {
        if (ir_reads_memory(e->args[i]))
            return true;
    }
    return false;
}

Var *ir_root_var(const Expr *place)
{
    for (;;) {
        switch (place->op) {
        case OP_VAR:
            return place->u.var;
        case OP_INDEX:
            if (place->args[0]->type->kind != TYPE_ARRAY)
                return NULL;
            place = place->args[0];
            break;
        case OP_FIELD:
            place = place->args[0];
            break;
        default:
            return NULL;
        }
    }
}

Var *ir_base_var(const Expr *place)
{
    while (place->count > 0) {
        bool leads = (op_info[place->op].flags & OPF_PLACE) || place->op == OP_ADDR || place->op == OP_DECAY ||
                     place->op == OP_PTRADD || place->op == OP_CAST;

        if (!leads)                                  /* one of several, perhaps */
            return NULL;
        place = place->args[0];
    }
    return place->op == OP_VAR ? place->u.var : NULL;
}

/* ---- Registers ---- */

static void unmark(Var *var)
{
    if (var && var->kind != VAR_GLOBAL)
        var->is_register = false;
}

/* Whether the text before a hole takes the address of what stands in the hole. */
static bool takes_address(const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\n(", text[length - 1]))
        length--;
    bool ampersand = length > 0 && text[length - 1] == '&';
    return ampersand && !(length > 1 && text[length - 2] == '&');
}

static void mark_opaque(const Opaque *opaque)
{
    for (int i = 0; i < opaque->vars.count; i++) {
        if (takes_address(opaque->texts.items[i]))
            unmark(opaque->vars.items[i]);
    }
}

static void mark_node(void *data, const Expr *e)
{
    (void)data;
    if (e->op == OP_ADDR || e->op == OP_DECAY)
        unmark(ir_root_var(e->args[0]));
    else if (e->op == OP_OPAQUE)
        mark_opaque(e->u.opaque);
}

static void mark_expr(void *data, const Expr *e, bool is_target)
{
    (void)is_target;
    if (e->parts & (PART_OPAQUE | PART_ADDRESS))
        ir_visit_expr(e, mark_node, data);
}

static void mark_stmt(void *data, Stmt *s)
{
    ir_stmt_exprs(s, mark_expr, data);
    if (s->kind == STMT_OPAQUE)
        mark_opaque(s->u.opaque);
}

void ir_mark_registers(Func *func)
{
    for (int i = 0; i < func->vars.count; i++) {
        const Type *type = func->vars.items[i]->type;
        func->vars.items[i]->is_register = type_is_scalar(type) && !(type->quals & TYPE_VOLATILE);
    }
    if (func->body)
        ir_visit_stmts(func->body, mark_stmt, NULL);
}

const Expr *ir_unwidened(const Expr *e)
{
    while (e->op == OP_CAST && type_is_integer(e->type) && type_is_integer(e->args[0]->type) &&
           type_bits(e->type) >= type_bits(e->args[0]->type))
        e = e->args[0];
    return e;
}

const Expr *ir_uncast(const Expr *e)
{
    while (e->op == OP_CAST)
        e = e->args[0];
    return e;
}

bool ir_integer(const Expr *e, long long *value)
{
    if (e->op == OP_INT) {
        *value = e->u.integer->value;
        return true;
    }
    if ((e->op != OP_CAST && e->op != OP_NEG) || !type_is_integer(e->type) || !type_is_integer(e->args[0]->type) ||
        !ir_integer(e->args[0], value))
        return false;
    *value = type_wrap(e->type, e->op == OP_NEG ? (long long)-(unsigned long long)*value : *value);
    return true;
}

bool ir_is_null(const Expr *e)
{
    e = ir_uncast(e);
    return e->op == OP_INT && e->u.integer->value == 0;
}

const Type *ir_row(const Expr *location)
{
    while (location->op == OP_PTRADD || location->op == OP_CAST)
        location = location->args[0];
    const Expr *place = location->op == OP_ADDR || location->op == OP_DECAY ? location->args[0] : NULL;
    if (location->op == OP_ADDR && place->op == OP_INDEX && place->args[0]->type->canon->kind == TYPE_ARRAY)
        place = place->args[0];
    else if (location->op == OP_ADDR)
        return NULL;
    bool is_row = place && place->op == OP_INDEX && place->type->canon->kind == TYPE_ARRAY;
    return is_row ? place->type->canon : NULL;
}

void ir_visit_addresses(const Expr *pointer, void (*visit)(void *data, Var *var), void *data)
{
    while (pointer->op == OP_CAST || pointer->op == OP_PTRADD)
        pointer = pointer->args[0];
    if (pointer->op == OP_SELECT) {
        ir_visit_addresses(pointer->args[1], visit, data);
        ir_visit_addresses(pointer->args[2], visit, data);
    }
    Var *root = pointer->op == OP_ADDR || pointer->op == OP_DECAY ? ir_root_var(pointer->args[0]) : NULL;
    if (root)
        visit(data, root);
}

bool ir_is_register(const Expr *e)
{
    return e->op == OP_VAR && e->u.var->is_register && e->u.var->kind != VAR_GLOBAL;
}

bool ir_is_zero_init(const Expr *init)
{
    if (init->op == OP_CAST && init->implicit)
        return ir_is_zero_init(init->args[0]);
    if (init->op != OP_INIT)
        return (init->op == OP_INT && init->u.integer->value == 0)
            || (init->op == OP_REAL && init->u.real->value == 0.0L && !signbit(init->u.real->value));
    for (int i = 0; i < init->count; i++)
        if (!ir_is_zero_init(init->args[i]))
            return false;
    return true;
}
