#include "peel.h"

#include "parts.h"

/* How many operations take the place of calls; of calls that fill blocks, which cost more. */
enum { MOST_NODES = 60, MOST_OF_BLOCKS = 160, LARGE = 1 << 20 };

static const Expr *fail(Peel *peel, const Expr *e)
{
    peel->ok = false;
    return e;
}

/* ---- Whole numbers ---- */

static bool arithmetic(OpKind op, long long a, long long b, long long *value)
{
    switch (op) {
    case OP_NEG: *value = -a; return true;
    case OP_ADD: *value = a + b; return true;
    case OP_SUB: *value = a - b; return true;
    case OP_MUL: *value = a * b; return true;
    case OP_DIV: *value = b ? a / b : 0; return b != 0;
    case OP_REM: *value = b ? a % b : 0; return b != 0;
    case OP_NOT: *value = !a; return true;
    case OP_LAND: *value = a && b; return true;
    case OP_LOR: *value = a || b; return true;
    case OP_CAST: *value = a; return true;
    default: break;
    }
    bool compares = op_info[op].flags & OPF_COMPARE;
    *value = compares && op_compares(op, a, b);
    return compares;
}

bool peel_is_number(const Expr *e)
{
    return e->op == OP_INT;
}

static bool are_numbers(const Expr *e)
{
    for (int i = 0; i < e->count; i++)
        if (!peel_is_number(e->args[i]))
            return false;
    return e->count > 0;
}

/* Whether no type makes another number of it. */
static bool fits(const Type *type, long long value)
{
    const Type *canon = type->canon;
    bool        narrow = canon->kind != TYPE_INT || canon->u.integer < INT_INT;
    return narrow ? value == 0 || value == 1 : value <= LARGE && value >= (type_is_unsigned(type) ? 0 : -LARGE);
}

static const Expr *fold(Peel *peel, const Expr *e)
{
    long long value;
    if (!arithmetic(e->op, e->args[0]->u.integer->value, e->count > 1 ? e->args[1]->u.integer->value : 0, &value))
        return e;
    if (!fits(e->type, value))
        return fail(peel, e);
    return ir_int(peel->p, e->loc, e->type, value);
}

/* ---- Memory ---- */

/* How many numbers lie in it; 0: others, or nobody knows. */
static long long numbers_in(const Type *type)
{
    const Type *canon = type->canon;
    if (type_is_real(type))
        return 1;
    if (canon->kind != TYPE_ARRAY || canon->u.array.length || canon->u.array.count > LARGE)
        return 0;
    return canon->u.array.count * numbers_in(type_elem(type));
}

typedef struct Lasting {
    Peel *peel;
    bool  ok;
} Lasting;

static void note_lasting(void *data, const Expr *e)
{
    Lasting *l = data;
    if (op_info[e->op].flags & OPF_PLACE || e->op == OP_OPAQUE)
        l->ok = l->ok && e->op == OP_VAR && e->u.var->kind == VAR_PARAM && peel_is_lasting(l->peel, e->u.var);
}

/* How many elements the array has in this call, where its length follows from parameters that never change.  0: unknown. */
static long long count_of(Peel *peel, const Type *array)
{
    const Expr *length = array->u.array.length;
    Lasting     lasting = {peel, length != NULL};
    if (array->u.array.count >= 0)
        return array->u.array.count;
    if (length)
        ir_visit_expr(length, note_lasting, &lasting);
    if (lasting.ok)
        length = ir_uncast(peel_evaluate(peel, length));
    if (!lasting.ok || !peel_is_number(length))
        return 0;
    return length->u.integer->value > 0 && length->u.integer->value <= LARGE ? length->u.integer->value : 0;
}

const Type *peel_type(Peel *peel, const Type *type)
{
    bool array = type->canon->kind == TYPE_ARRAY;
    if (!array && !type_is_pointer(type))
        return type;
    const Type *elem = peel_type(peel, type_elem(type));
    long long   count = array ? count_of(peel, type->canon) : 0;
    if (elem == NULL || (array && count == 0))
        return NULL;
    if (elem == type_elem(type) && (!array || type->canon->u.array.count >= 0))
        return type;
    return array ? type_array(peel->p, elem, count, NULL) : type_pointer(peel->p, elem);
}

/* Where a pointer leads to: to which block or parameter, and to which number there. */
static bool find_target(const Expr *pointer, Var **block, long long *at)
{
    pointer = ir_uncast(pointer);
    *at = 0;
    if (pointer->op == OP_VAR) {
        *block = pointer->u.var;
        return true;
    }
    if (pointer->op == OP_DECAY || pointer->op == OP_ADDR)
        return peel_find_place(pointer->args[0], block, at);
    if (pointer->op != OP_PTRADD || !peel_is_number(pointer->args[1]) || !find_target(pointer->args[0], block, at))
        return false;
    long long each = numbers_in(type_elem(pointer->type));
    *at += each * pointer->args[1]->u.integer->value;
    return each > 0;
}

bool peel_find_place(const Expr *place, Var **block, long long *at)
{
    long long each = numbers_in(place->type);
    *at = 0;
    if (each == 0)
        return false;
    if (place->op == OP_VAR) {
        *block = place->u.var;
        return true;
    }
    if (place->op == OP_DEREF)
        return find_target(place->args[0], block, at);
    if (place->op != OP_INDEX || !peel_is_number(place->args[1]))
        return false;
    bool found = type_is_pointer(place->args[0]->type) ? find_target(place->args[0], block, at)
                                                       : peel_find_place(place->args[0], block, at);
    *at += each * place->args[1]->u.integer->value;
    return found;
}

Cell *peel_find_cell(Peel *peel, const Var *block, long long at)
{
    for (int i = 0; i < peel->cells.count; i++)
        if (peel->cells.items[i].block == block && peel->cells.items[i].at == at)
            return &peel->cells.items[i];
    return NULL;
}

Var *peel_block(Peel *peel, const Var *named, const Type *type)
{
    Var *block = ARENA_NEW(peel->p->arena, Var);
    *block = (Var){.kind = VAR_TEMP, .name = named->name, .type = type, .loc = named->loc, .id = -1};
    return block;
}

bool peel_is_own(const Var *block)
{
    return block->id < 0;
}

/* ---- Values ---- */

/* The type of a parameter of the first call. */
static const Type *given_type(Peel *peel, const Var *param)
{
    Frame *frame = peel->frame;
    while (peel->frame->caller)
        peel->frame = peel->frame->caller;
    const Type *type = peel_type(peel, param->type);
    peel->frame = frame;
    return type;
}

/* An element of a parameter's memory, which is read where it lies. */
static const Expr *given_element(Peel *peel, const Expr *e, Var *param, long long at)
{
    const Type *type = param->kind == VAR_PARAM && type_is_pointer(param->type) ? given_type(peel, param) : NULL;
    const Expr *place = ir_var(peel->p, e->loc, param);
    if (type == NULL || (at < 0 && !type_is_real(type_elem(type))))
        return fail(peel, e);
    for (; type_is_pointer(type) || type->canon->kind == TYPE_ARRAY; type = type_elem(type)) {
        long long each = numbers_in(type_elem(type));
        if (each == 0)
            return fail(peel, e);
        place = ir_index(peel->p, e->loc, place, ir_int(peel->p, e->loc, type_int(peel->p, INT_INT), at / each));
        at %= each;
    }
    return place;
}

static const Expr *element(Peel *peel, const Expr *e)
{
    Var      *block;
    long long at;
    if (e->type->quals & TYPE_VOLATILE || !peel_find_place(e, &block, &at))
        return fail(peel, e);
    if (!peel_is_own(block))
        return given_element(peel, e, block, at);
    const Cell *cell = peel_find_cell(peel, block, at);
    bool same = cell && type_same(type_unqualified(peel->p, cell->value->type), type_unqualified(peel->p, e->type));
    return same ? cell->value : fail(peel, e);
}

static const Expr *variable(Peel *peel, const Expr *e)
{
    const Expr *value = map_get(peel->frame->values, e->u.var);
    return value ? value : fail(peel, e);
}

static bool is_one(const Expr *e)
{
    return e->op == OP_REAL && e->u.real->value == 1.0L;
}

static const Expr *negative(Peel *peel, const Expr *e)
{
    return e->op == OP_NEG ? e->args[0] : ir_unary(peel->p, e->loc, OP_NEG, e);
}

/* a * b, where that may be said with less: signs go to the front. */
static const Expr *product(Peel *peel, const Expr *e)
{
    const Expr *a = e->args[0], *b = e->args[1];
    if (a->op == OP_NEG || b->op == OP_NEG) {
        const Expr *x = a->op == OP_NEG ? a->args[0] : a, *y = b->op == OP_NEG ? b->args[0] : b;
        const Expr *inner = product(peel, ir_binary(peel->p, e->loc, OP_MUL, x, y));
        return x != a && y != b ? inner : negative(peel, inner);
    }
    return is_one(a) ? b : is_one(b) ? a : e;
}

/* The same number with fewer operations. */
static const Expr *shorter(Peel *peel, const Expr *e)
{
    if (e->op == OP_NEG)
        return negative(peel, e->args[0]);
    if (e->op == OP_MUL)
        return product(peel, e);
    if ((e->op == OP_ADD || e->op == OP_SUB) && e->args[1]->op == OP_NEG)
        return ir_binary(peel->p, e->loc, e->op == OP_ADD ? OP_SUB : OP_ADD, e->args[0], e->args[1]->args[0]);
    return e;
}

/* A pointer whose type says how long rows are in this call; others as they are. */
static const Expr *with_rows(Peel *peel, const Expr *e)
{
    if (!type_is_pointer(e->type) || !type_is_vla(type_elem(e->type)))
        return e;
    const Type *type = peel_type(peel, e->type);
    return type ? ir_with_type(peel->p, e, type) : fail(peel, e);
}

/* What a node is, where its arguments are known. */
static const Expr *known(void *data, const Expr *e)
{
    Peel *peel = data;
    if (e->op == OP_VAR)
        return with_rows(peel, variable(peel, e));
    if (e->op == OP_OPAQUE || e->op == OP_FIELD || e->op == OP_INIT)
        return fail(peel, e);
    if ((op_info[e->op].flags & OPF_PLACE) && e->type->canon->kind != TYPE_ARRAY)
        return type_is_real(e->type) ? element(peel, e) : fail(peel, e);
    if (e->op == OP_SELECT && peel_is_number(e->args[0]))
        return e->args[e->args[0]->u.integer->value ? 1 : 2];
    if (op_info[e->op].flags & OPF_COMPARE && places_truth(e) >= 0)
        return ir_int(peel->p, e->loc, e->type, places_truth(e));
    if (type_is_integer(e->type) && are_numbers(e))
        return fold(peel, e);
    return type_is_real(e->type) ? shorter(peel, e) : with_rows(peel, e);
}

/* &a[i] as a + i: it is asked where the element lies, not what it holds. */
static const Expr *led_to(void *data, const Expr *e)
{
    Peel *peel = data;
    if (e->op != OP_ADDR || e->args[0]->op != OP_INDEX)
        return e;
    const Expr *base = e->args[0]->args[0];
    if (!type_is_pointer(base->type))
        base = ir_decay(peel->p, e->loc, base);
    return ir_ptradd(peel->p, e->loc, base, e->args[0]->args[1]);
}

const Expr *peel_evaluate(Peel *peel, const Expr *e)
{
    return ir_map_expr(peel->p, ir_map_expr(peel->p, e, led_to, peel), known, peel);
}

/* A value that may stand wherever it is used: another name, a constant, or what lies where it always will. */
static bool is_plain(const Expr *value)
{
    return !type_is_real(value->type) || value->op == OP_VAR || value->op == OP_INDEX || ir_is_constant(value);
}

static void count_node(void *data, const Expr *e)
{
    ((Peel *)data)->nodes += type_is_real(e->type) && !(op_info[e->op].flags & OPF_LEAF) && e->op != OP_INDEX;
}

const Expr *peel_named(Peel *peel, const Var *like, Loc loc, const Expr *value)
{
    if (!peel->ok || is_plain(value))
        return value;
    for (int i = 0; i < peel->values.count; i++)
        if (ir_same(peel->values.items[i].value, value))
            return ir_var(peel->p, loc, peel->values.items[i].name);
    ir_visit_expr(value, count_node, peel);
    if (peel->nodes > (peel->cells.count ? MOST_OF_BLOCKS : MOST_NODES))
        return fail(peel, value);
    Var *var = ir_new_var(peel->p, peel->func, VAR_TEMP, like->name, type_unqualified(peel->p, value->type), loc);
    VEC_PUSH(peel->arena, &peel->values, ((Value){value, var}));
    ir_push(peel->p, peel->out, ir_decl(peel->p, loc, var, NULL));
    ir_push(peel->p, peel->out, ir_assign(peel->p, loc, ir_var(peel->p, loc, var), value));
    return ir_var(peel->p, loc, var);
}
