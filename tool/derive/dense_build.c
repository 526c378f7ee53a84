#include "dense_parts.h"

#include "pairs.h"
#include "shadow.h"
#include "store.h"
#include "vector/vector.h"

enum { MOST_LOCAL_NUMBERS = 1024 };

const Expr *dense_var(Dense *b, Var *var)
{
    return ir_var(b->p, b->loc, var);
}

const Expr *dense_number(Dense *b, long long value)
{
    return ir_int(b->p, b->loc, b->number, value);
}

void dense_set(Dense *b, Block *out, const Expr *place, const Expr *value)
{
    ir_push(b->p, out, ir_assign(b->p, b->loc, place, value));
}

void dense_increase(Dense *b, Block *out, Var *counter)
{
    dense_set(b, out, dense_var(b, counter), ir_binary(b->p, b->loc, OP_ADD, dense_var(b, counter), dense_number(b, 1)));
}

Var *dense_temp(Dense *b, const char *name, const Type *type)
{
    return shadow_temp(&b->d, name, type, b->loc);
}

Block *dense_loop(Dense *b, Block *out, const Expr *count, const Expr **index)
{
    Var   *i = dense_temp(b, "i", b->number);
    Block *body = ir_block(b->p);

    *index = dense_var(b, i);
    ir_push(b->p, out, ir_for(b->p, b->loc, i, true, dense_number(b, 0), REL_LT, count, 1, body));
    return body;
}

static const Expr *dense_length(Dense *b, const Type *array, const Type *number)
{
    long long count = array->canon->u.array.count;

    return count >= 0 ? ir_int(b->p, b->loc, number, count) : ir_cast(b->p, b->loc, number, array->u.array.length, true);
}

/* ---- memory ---- */

bool dense_is_wide(const Dense *b, int set)
{
    return b->width > 0 && !(b->way == BY_SECOND && set == 1);
}

static const char *dense_shadow_name(Dense *b, const char *name, int set)
{
    static const char *const columns[] = {"%s_dot"}, *const rows[] = {"%s_adj"}, *const second[] = {"%s_dot", "%s_adj", "%s_adj_dot"};

    return arena_printf(b->p->arena, (b->way == BY_COLUMNS ? columns : b->way == BY_ROWS ? rows : second)[set], name);
}

/* pointer = memory for as many elements as the argument leads to; rows of variable length count element by element. */
static void dense_allocate(Dense *b, Block *out, Var *pointer, const DenseArg *arg, Func *allocator)
{
    Program    *p = b->p;
    const Type *elem = type_elem(pointer->type), *wanted = allocator->params.items[0]->type;
    const Expr *count = ir_cast(p, b->loc, wanted, arg->count, true), *args[2];

    for (; type_is_vla(elem); elem = elem->u.array.elem)
        count = ir_binary(p, b->loc, OP_MUL, count, dense_length(b, elem, wanted));
    args[0] = count;
    args[1] = ir_sizeof(p, b->loc, type_int(p, INT_ULONG), elem);
    ir_push(p, out, ir_call_stmt(p, b->loc, dense_var(b, pointer), allocator, args, 2));
}

/* How many numbers the memory for so many elements holds; 0: not known, or not numbers alone. */
static long long dense_constant_size(const Type *elem, const Expr *count)
{
    long long numbers;

    if (count == NULL || !ir_integer(count, &numbers))
        numbers = 0;

    for (elem = elem->canon; elem->kind == TYPE_ARRAY && numbers > 0; elem = elem->u.array.elem->canon)
        numbers = elem->u.array.count > 0 && numbers <= MOST_LOCAL_NUMBERS ? numbers * elem->u.array.count : 0;
    return elem->kind == TYPE_REAL && numbers > 0 ? numbers : 0;
}

/* Whether memory for so many elements is a local array: it takes its share of those. */
static bool dense_is_local(Dense *b, const Type *elem, const Expr *count)
{
    long long numbers = dense_constant_size(elem, count);

    if (numbers == 0 || numbers > MOST_LOCAL_NUMBERS - b->locals)
        return false;
    b->locals += numbers;
    return true;
}

/* A variable for as many elements as the argument leads to: an array, or a pointer to memory. */
static Var *dense_memory(Dense *b, Block *out, const char *name, const Type *pointer, const DenseArg *arg)
{
    const Type *elem = type_elem(pointer);
    long long   count;
    Var        *var;

    if (!dense_is_local(b, elem, arg->count) || !ir_integer(arg->count, &count)) {
        var = dense_temp(b, name, pointer);
        dense_allocate(b, out, var, arg, store_allocator(&b->d));
        b->allocates = true;
        return var;
    }
    var = dense_temp(b, name, type_array(b->p, elem, count, NULL));
    var->is_register = false;
    ir_push(b->p, out, ir_decl(b->p, b->loc, var, NULL));
    return var;
}

void dense_declare(Dense *b, Block *out, DenseArg *arg)
{
    Program *p = b->p;

    for (int set = 0; set < b->sets; set++) {
        const Type *type = shadow_type(p, arg->param->type);
        Var        *shadow;

        if (dense_is_wide(b, set))
            type = vector_type(p, type, b->width);
        if (type_is_pointer(type)) {
            arg->shadows[set] = dense_memory(b, out, dense_shadow_name(b, arg->param->name, set), type, arg);
            continue;
        }
        shadow = dense_temp(b, dense_shadow_name(b, arg->param->name, set), type);
        arg->shadows[set] = shadow;
        shadow->is_register = false;
        if (!type_is_scalar(type))
            ir_push(p, out, ir_decl(p, b->loc, shadow, type_only_real(type) ? NULL : ir_init(p, b->loc, shadow->type, NULL, 0)));
        else
            dense_set(b, out, dense_var(b, shadow), ir_zero(p, b->loc, shadow->type));
    }
}

/* to = from, arrays element by element. */
static void dense_copy(Dense *b, Block *out, const Expr *to, const Expr *from)
{
    const Expr *index;
    Block      *body;

    if (to->type->canon->kind != TYPE_ARRAY) {
        dense_set(b, out, to, from);
        return;
    }
    body = dense_loop(b, out, dense_length(b, to->type, b->number), &index);
    dense_copy(b, body, ir_index(b->p, b->loc, to, index), ir_index(b->p, b->loc, from, index));
}

/* What the function changes, as it is now. */
void dense_save(Dense *b, Block *out, DenseArg *arg)
{
    Program    *p = b->p;
    const Type *elem = type_unqualified(p, type_elem(arg->param->type));
    const Expr *index;
    Block      *body;

    arg->saved = dense_memory(b, out, arena_printf(p->arena, "%s_saved", arg->param->name), type_pointer(p, elem), arg);
    body = dense_loop(b, out, arg->count, &index);
    dense_copy(b, body, ir_index(p, b->loc, dense_var(b, arg->saved), index), ir_index(p, b->loc, dense_var(b, arg->param), index));
}

/* Const memory may have changed by another pointer: it is written where it has changed only, as nobody may write it if it has not. */
static void dense_restore_const(Dense *b, Block *out, const DenseArg *arg, const Expr *index)
{
    const Type *elem = type_unqualified(b->p, type_elem(arg->param->type));
    const Expr *pointer = ir_cast(b->p, b->loc, type_pointer(b->p, elem), dense_var(b, arg->param), false);
    const Expr *saved = ir_index(b->p, b->loc, dense_var(b, arg->saved), index);
    Block      *changed = type_is_scalar(elem) ? ir_block(b->p) : out;

    dense_copy(b, changed, ir_index(b->p, b->loc, pointer, index), saved);
    if (changed != out)
        ir_push(b->p, out, ir_if(b->p, b->loc, ir_binary(b->p, b->loc, OP_NE, ir_index(b->p, b->loc, dense_var(b, arg->param), index), saved),
                                 changed, NULL));
}

void dense_restore(Dense *b, Block *out)
{
    for (int i = 0; i < b->count; i++) {
        const DenseArg *arg = &b->args[i];
        const Expr     *index;
        Block          *body;

        if (arg->saved == NULL)
            continue;
        body = dense_loop(b, out, arg->count, &index);
        if (type_elem(arg->param->type) != type_unqualified(b->p, type_elem(arg->param->type)))
            dense_restore_const(b, body, arg, index);
        else
            dense_copy(b, body, ir_index(b->p, b->loc, dense_var(b, arg->param), index),
                      ir_index(b->p, b->loc, dense_var(b, arg->saved), index));
    }
}

static void dense_free(Dense *b, Block *out, Var *memory)
{
    if (memory && type_is_pointer(memory->type))
        ir_push(b->p, out, store_free_call(&b->d, dense_var(b, memory), b->loc));
}

void dense_frees(Dense *b, Block *out)
{
    for (int i = 0; i < b->count; i++) {
        DenseArg *arg = &b->args[i];

        for (int set = 0; set < b->sets; set++)
            if (arg->active && type_is_pointer(arg->param->type))
                dense_free(b, out, arg->shadows[set]);
        dense_free(b, out, arg->saved);
    }
}

/* ---- the call ---- */

/* A shadow as the derivative wants it. */
static const Expr *dense_argument(Dense *b, Var *var, const Type *wanted)
{
    const Expr *shadow = dense_var(b, var);

    if (shadow->type->canon->kind == TYPE_ARRAY)
        shadow = ir_decay(b->p, b->loc, shadow);
    else if (!type_is_pointer(var->type) && type_is_pointer(wanted))
        shadow = ir_addr(b->p, b->loc, shadow);
    return ir_cast(b->p, b->loc, type_unqualified(b->p, wanted), shadow, true);
}

void dense_call(Dense *b, Block *out)
{
    Program     *p = b->p;
    int          room = b->inner->params.count, count = 0;
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, room + 1);

    for (int i = 0; i < b->count; i++)
        args[count++] = dense_var(b, b->args[i].param);
    for (int set = 0; set < b->sets; set++)
        for (int i = 0; i < b->count; i++)
            if (b->args[i].active) {
                args[count] = dense_argument(b, b->args[i].shadows[set], b->inner->params.items[count]->type);
                count++;
            }
    if (b->seed) {
        args[count] = dense_argument(b, b->seed, b->inner->params.items[count]->type);
        count++;
    }
    ENSURE(count == room);
    ir_push(p, out, ir_call_stmt(p, b->loc, b->result ? dense_var(b, b->result) : NULL, b->inner, args, count));
}

/* ---- numbers ---- */

typedef struct LaneSwap {
    Dense *b;
    Var   *from, *to;
} LaneSwap;

static const Expr *dense_swap_lane(void *data, const Expr *e)
{
    const LaneSwap *swap = data;

    return e->op == OP_VAR && e->u.var == swap->from ? dense_var(swap->b, swap->to) : e;
}

Block *dense_lanes(Dense *b, Block *out, bool all, const Expr **place, const Expr **index)
{
    LaneSwap swap = {b, b->lane, NULL};
    Block   *body;
    Stmt    *loop;

    *index = dense_var(b, b->first);
    if (b->lane == NULL)
        return out;
    body = ir_block(b->p);
    swap.to = dense_temp(b, "lane", b->lane->type);
    *index = ir_binary(b->p, b->loc, OP_ADD, dense_var(b, b->first), ir_cast(b->p, b->loc, b->number, dense_var(b, swap.to), true));
    *place = ir_map_expr(b->p, *place, dense_swap_lane, &swap);
    loop = vector_lanes(b->p, b->loc, swap.to, b->width, body);
    if (!all) {
        loop->u.loop_for.pragma = NULL;
        loop->u.loop_for.to = ir_binary(b->p, b->loc, OP_SUB, dense_var(b, b->last), dense_var(b, b->first));
    }
    ir_push(b->p, out, loop);
    return body;
}

static void dense_record_leaf(Derive *d, Block *out, const Expr *a, const Expr *unused)
{
    Dense *b = (Dense *)d;

    (void)unused;
    b->leaf(b, out, a);
}

/* A place of the primal's type, or with a number for each direction where that has one. */
static void dense_numbers_of(Dense *b, Block *out, const Expr *place, const Type *narrow, bool wide, DenseLeaf *leaf)
{
    const Expr *index;
    Block      *body;

    if (narrow->canon->kind == TYPE_ARRAY) {
        body = dense_loop(b, out, dense_length(b, narrow, b->number), &index);
        dense_numbers_of(b, body, ir_index(b->p, b->loc, place, index), type_elem(narrow), wide, leaf);
        return;
    }
    b->lane = wide ? dense_temp(b, "lane", type_int(b->p, INT_INT)) : NULL;
    b->leaf = leaf;
    shadow_leaves(&b->d, out, wide ? ir_index(b->p, b->loc, place, dense_var(b, b->lane)) : place, NULL, false, dense_record_leaf);
    b->lane = NULL;
}

void dense_each(Dense *b, Block *out, const DenseArg *arg, int set, DenseLeaf *leaf)
{
    const Expr *place = dense_var(b, arg->shadows[set]), *index;
    const Type *type = arg->param->type;
    Block      *body = out;

    if (type_is_pointer(type)) {
        body = dense_loop(b, out, arg->count, &index);
        place = ir_index(b->p, b->loc, place, index);
        type = type_elem(type);
    }
    dense_numbers_of(b, body, place, type, dense_is_wide(b, set), leaf);
}
