#include "derive/derive.h"

#include <string.h>

#include "analysis/effects.h"
#include "comment.h"
#include "context.h"
#include "declare.h"
#include "normal/normal.h"
#include "pairs.h"
#include "shadow.h"
#include "store.h"

/*
 * Dense Jacobians and Hessians: a function that calls a derivative once for each column or row.
 *
 * A call of the derivative runs the function, so what it has changed is put back before the next call.
 */

enum { MOST_SETS = 3 };

typedef enum DenseWay { BY_COLUMNS, BY_ROWS, BY_SECOND } DenseWay;

/* A parameter of the function. */
typedef struct DenseArg {
    Var        *param;
    bool        active, independent, dependent;
    bool        constant;         /* by value, or a pointer to const */
    const Expr *count;            /* elements behind a pointer; NULL: not known */
    Var        *shadows[MOST_SETS];
    Var        *saved;            /* what it led to before the first call; or NULL */
} DenseArg;

typedef struct Dense {
    Derive         d;
    Program        *p;
    const Request *request;
    DenseWay       way;
    Func          *inner;
    DenseArg      *args;
    int            count;
    int            sets;
    bool           of_result;
    Var           *seed;          /* result_dot, result_adj */
    Var           *out, *columns, *row, *column, *result;
    bool           in_step;       /* inside the loop over columns or rows */
    Loc            loc;
    const Type    *number;        /* of indices */
} Dense;

/* ---- what is asked for ---- */

static bool dense_is_named(const Request *request, const Var *param)
{
    for (int i = 0; i < request->of.count; i++)
        if (request->of.items[i] == param)
            return true;
    return false;
}

static bool dense_is_independent(const Request *request, const Var *param)
{
    if (!activity_param(request, param))
        return false;
    for (int i = 0; i < request->wrt.count; i++)
        if (request->wrt.items[i] == param)
            return true;
    return request->all;
}

static bool dense_of_result(const Request *request)
{
    return type_is_real(request->func->result) && (request->all_of || request->of_return);
}

static bool dense_is_dependent(const Request *request, const Var *param)
{
    if (!request->all_of)
        return dense_is_named(request, param);
    return !dense_of_result(request) && activity_param(request, param) && type_is_pointer(param->type) &&
           !activity_points_to_const(param->type);
}

/* How many numbers the type holds; -1: not known from the program's text. */
static long long dense_numbers(const Type *type)
{
    long long count = 0, inner;

    type = type->canon;
    if (type->kind == TYPE_REAL)
        return 1;
    if (type->kind == TYPE_ARRAY) {
        inner = dense_numbers(type->u.array.elem);
        return inner <= 0 ? inner : type->u.array.count < 0 ? -1 : inner * type->u.array.count;
    }
    for (int i = 0; type->kind == TYPE_RECORD && i < type->u.record->fields.count; i++) {
        inner = type->u.record->fields.items[i]->inactive ? 0 : dense_numbers(type->u.record->fields.items[i]->type);
        if (inner < 0)
            return -1;
        count += inner;
    }
    return count;
}

/* All numbers of those parameters that `chosen` chooses, and the result's; -1: not known. */
static long long dense_total(const Request *request, bool chosen(const Request *, const Var *), bool result)
{
    long long total = result;

    for (int i = 0; i < request->func->params.count; i++) {
        const Var *param = request->func->params.items[i];
        long long  numbers = dense_numbers(type_is_pointer(param->type) ? type_elem(param->type) : param->type);
        const Expr *size = type_is_pointer(param->type) ? param->size : NULL;

        if (!chosen(request, param))
            continue;
        if (numbers < 0 || (type_is_pointer(param->type) && (size == NULL || size->op != OP_INT)))
            return -1;
        total += numbers * (size ? size->u.integer.value : 1);
    }
    return total;
}

/* Rows where they are known to be fewer: one for a number, against columns as many as there are independents. */
static DenseWay dense_way(const Request *request)
{
    long long rows, columns;

    if (request->mode == MODE_HESSIAN)
        return BY_SECOND;
    if (request->way != JACOBIAN_ANY)
        return request->way == JACOBIAN_FORWARD ? BY_COLUMNS : BY_ROWS;
    rows = dense_total(request, dense_is_dependent, dense_of_result(request));
    columns = dense_total(request, dense_is_independent, false);
    if (rows < 0)
        return BY_COLUMNS;
    return columns < 0 ? (rows <= 1 ? BY_ROWS : BY_COLUMNS) : rows < columns ? BY_ROWS : BY_COLUMNS;
}

const Request *derive_dense_request(Program *p, const Request *request)
{
    Request *inner = ARENA_NEW(p->arena, Request);
    DenseWay way = dense_way(request);

    *inner = *request;
    inner->mode = way == BY_COLUMNS ? MODE_JVP : way == BY_ROWS ? MODE_VJP : MODE_HVP;
    inner->as = ir_new_func(p, pairs_name(p, request->func->name, way == BY_COLUMNS ? "tangent" : way == BY_ROWS ? "adjoint" : "second"),
                            request->func->result, request->func->loc)->name;                    /* nobody else takes it */
    return inner;
}

/* ---- refusals ---- */

static bool dense_refuse(Dense *b, Loc loc, const char *id, const char *message, const char *advice)
{
    diag_error(b->d.diag, loc, id, "%s", message);
    diag_note(b->d.diag, loc, "%s", advice);
    return false;
}

static bool dense_check_arg(Dense *b, const DenseArg *arg, const Var *source, bool written)
{
    Arena      *arena = b->p->arena;
    const Type *type = source->type, *elem = type_is_pointer(type) ? type_elem(type) : type;
    bool        counts = arg->active || written;

    if (!counts)
        return true;
    if (type_is_pointer(type) && source->size == NULL)
        return dense_refuse(b, source->loc, "adgen-size", arena_printf(arena, "how many elements '%s' points to is not known", source->name),
                            arena_printf(arena, "declare it as an array, '%s[n]', or put ADGEN_SIZE(n) before it", source->name));
    if (type_holds_pointer(elem))
        return dense_refuse(b, source->loc, "adgen-size",
                            arena_printf(arena, "how much the pointers in '%s' lead to is not known", source->name),
                            "let the function get what they point to as parameters of its own, or mark them ADGEN_INACTIVE");
    return true;
}

static bool dense_check(Dense *b)
{
    Func          *func = b->request->func;
    const Effects *effects = effects_of(b->p, func);

    if (b->way == BY_SECOND && !b->of_result)
        return dense_refuse(b, b->loc, "adgen-of", arena_printf(b->p->arena, "'%s' has no Hessian: it returns no real value", func->name),
                            "let it return the number that is to be differentiated twice");
    if (effects->globals || effects->acts || effects->unknown)
        return dense_refuse(b, func->loc, "adgen-repeated",
                            arena_printf(b->p->arena, "'%s' cannot be run once for each column: it prints, or changes global variables", func->name),
                            "leave that to its caller");
    for (int i = 0; i < b->count; i++)
        if (!dense_check_arg(b, &b->args[i], func->params.items[i], effects->writes[i]))
            return false;
    return true;
}

/* ---- building ---- */

static const Expr *dense_var(Dense *b, Var *var)
{
    return ir_var(b->p, b->loc, var);
}

static const Expr *dense_number(Dense *b, long long value)
{
    return ir_int(b->p, b->loc, b->number, value);
}

static void dense_set(Dense *b, Block *out, const Expr *place, const Expr *value)
{
    ir_push(b->p, out, ir_assign(b->p, b->loc, place, value));
}

static Var *dense_temp(Dense *b, const char *name, const Type *type)
{
    return shadow_temp(&b->d, name, type, b->loc);
}

static const char *dense_shadow_name(Dense *b, const char *name, int set)
{
    static const char *const columns[] = {"%s_dot"}, *const rows[] = {"%s_adj"}, *const second[] = {"%s_dot", "%s_adj", "%s_adj_dot"};

    return arena_printf(b->p->arena, (b->way == BY_COLUMNS ? columns : b->way == BY_ROWS ? rows : second)[set], name);
}

/* for (i = 0; i < count; i++) body */
static Block *dense_loop(Dense *b, Block *out, const Expr *count, const Expr **index)
{
    Var   *i = dense_temp(b, b->in_step ? "k" : "i", b->number);
    Block *body = ir_block(b->p);

    *index = dense_var(b, i);
    ir_push(b->p, out, ir_for(b->p, b->loc, i, true, dense_number(b, 0), REL_LT, count, 1, body));
    return body;
}

/* The elements that the argument stands for, in a block that goes over them. */
static Block *dense_elements(Dense *b, Block *out, const DenseArg *arg, Var *var, const Expr **element)
{
    const Expr *index;
    Block      *body;

    if (!type_is_pointer(arg->param->type)) {
        *element = dense_var(b, var);
        return out;
    }
    body = dense_loop(b, out, arg->count, &index);
    *element = ir_index(b->p, b->loc, dense_var(b, var), index);
    return body;
}

static void dense_increase(Dense *b, Block *out, Var *counter)
{
    dense_set(b, out, dense_var(b, counter), ir_binary(b->p, b->loc, OP_ADD, dense_var(b, counter), dense_number(b, 1)));
}

/* What is done with each number of a shadow: an IR builder cannot hand on more than the derivation, so it starts the struct. */
static Dense *dense_of(Derive *d)
{
    return (Dense *)d;
}

static void dense_count_leaf(Derive *d, Block *out, const Expr *a, const Expr *unused)
{
    Dense *b = dense_of(d);

    (void)a;
    (void)unused;
    dense_increase(b, out, b->columns);
}

static const Expr *dense_entry(Dense *b, Var *row, Var *column)
{
    const Expr *index = ir_binary(b->p, b->loc, OP_ADD,
                                  ir_binary(b->p, b->loc, OP_MUL, dense_var(b, row), dense_var(b, b->columns)), dense_var(b, column));

    return ir_index(b->p, b->loc, dense_var(b, b->out), index);
}

static void dense_store(Dense *b, Block *out, const Expr *value)
{
    const Expr *entry = dense_entry(b, b->row, b->column);

    dense_set(b, out, entry, ir_cast(b->p, b->loc, type_unqualified(b->p, entry->type), value, true));
}

/* Column by column: an entry of this one. */
static void dense_row_leaf(Derive *d, Block *out, const Expr *a, const Expr *unused)
{
    Dense *b = dense_of(d);

    (void)unused;
    dense_store(b, out, a);
    dense_increase(b, out, b->row);
}

/* Row by row. */
static void dense_column_leaf(Derive *d, Block *out, const Expr *a, const Expr *unused)
{
    Dense *b = dense_of(d);

    (void)unused;
    dense_store(b, out, a);
    dense_increase(b, out, b->column);
}

/* The lower half of a column, and the same numbers in the upper half: rounding leaves the two a little different. */
static void dense_mirror_leaf(Derive *d, Block *out, const Expr *a, const Expr *unused)
{
    Dense      *b = dense_of(d);
    Block      *lower = ir_block(b->p);
    const Expr *entry = dense_entry(b, b->column, b->row);

    (void)unused;
    dense_store(b, lower, a);
    dense_set(b, lower, entry, dense_entry(b, b->row, b->column));
    ir_push(b->p, out, ir_if(b->p, b->loc, ir_binary(b->p, b->loc, OP_GE, dense_var(b, b->row), dense_var(b, b->column)), lower, NULL));
    dense_increase(b, out, b->row);
}

static void dense_each(Dense *b, Block *out, const DenseArg *arg, int set, ShadowLeaf *leaf)
{
    const Expr *element;
    Block      *body = dense_elements(b, out, arg, arg->shadows[set], &element);

    shadow_leaves(&b->d, body, element, NULL, false, leaf);
}

/* ---- the parts of the function ---- */

/* pointer = memory for as many elements as the argument leads to; rows of variable length count element by element. */
static void dense_allocate(Dense *b, Block *out, Var *pointer, const DenseArg *arg, Func *allocator)
{
    Program    *p = b->p;
    const Type *elem = type_elem(pointer->type), *wanted = allocator->params.items[0]->type;
    const Expr *count = ir_cast(p, b->loc, wanted, arg->count, true), *args[2];

    for (; type_is_vla(elem); elem = elem->u.array.elem) {
        const Expr *length = elem->u.array.count >= 0 ? ir_int(p, b->loc, wanted, elem->u.array.count)
                                                      : ir_cast(p, b->loc, wanted, elem->u.array.length, true);

        count = ir_binary(p, b->loc, OP_MUL, count, length);
    }
    args[0] = count;
    args[1] = ir_sizeof(p, b->loc, type_int(p, INT_ULONG), elem);
    ir_push(p, out, ir_call_stmt(p, b->loc, dense_var(b, pointer), allocator, args, 2));
}

static void dense_declare(Dense *b, Block *out, DenseArg *arg)
{
    Program *p = b->p;

    for (int set = 0; set < b->sets; set++) {
        bool        pointer = type_is_pointer(arg->param->type);
        const Type *type = shadow_type(p, arg->param->type);
        Var        *shadow = dense_temp(b, dense_shadow_name(b, arg->param->name, set), type);

        arg->shadows[set] = shadow;
        if (!pointer) {
            shadow->is_register = false;
            if (!type_is_scalar(type))
                ir_push(p, out, ir_decl(p, b->loc, shadow, ir_init(p, b->loc, shadow->type, NULL, 0)));
            else
                dense_set(b, out, dense_var(b, shadow), ir_zero(p, b->loc, shadow->type));
            continue;
        }
        dense_allocate(b, out, shadow, arg, store_zeros_allocator(&b->d));
    }
}

/* to = from, arrays element by element. */
static void dense_copy(Dense *b, Block *out, const Expr *to, const Expr *from)
{
    const Type *type = to->type->canon;
    const Expr *count, *index;
    Block      *body;

    if (type->kind != TYPE_ARRAY) {
        dense_set(b, out, to, from);
        return;
    }
    count = type->u.array.count >= 0 ? dense_number(b, type->u.array.count)
                                     : ir_cast(b->p, b->loc, b->number, to->type->u.array.length, true);
    body = dense_loop(b, out, count, &index);
    dense_copy(b, body, ir_index(b->p, b->loc, to, index), ir_index(b->p, b->loc, from, index));
}

/* What the function changes, as it is now. */
static void dense_save(Dense *b, Block *out, DenseArg *arg)
{
    Program    *p = b->p;
    const Type *elem = type_unqualified(p, type_elem(arg->param->type));
    const Expr *index;
    Block      *body;

    arg->saved = dense_temp(b, arena_printf(p->arena, "%s_saved", arg->param->name), type_pointer(p, elem));
    dense_allocate(b, out, arg->saved, arg, store_allocator(&b->d));
    body = dense_loop(b, out, arg->count, &index);
    dense_copy(b, body, ir_index(p, b->loc, dense_var(b, arg->saved), index), ir_index(p, b->loc, dense_var(b, arg->param), index));
}

static void dense_restore(Dense *b, Block *out)
{
    for (int i = 0; i < b->count; i++) {
        const DenseArg *arg = &b->args[i];
        const Expr     *index;
        Block          *body;

        if (arg->saved == NULL)
            continue;
        body = dense_loop(b, out, arg->count, &index);
        dense_copy(b, body, ir_index(b->p, b->loc, dense_var(b, arg->param), index),
                  ir_index(b->p, b->loc, dense_var(b, arg->saved), index));
    }
}

/* The shadow as the derivative wants it. */
static const Expr *dense_argument(Dense *b, const DenseArg *arg, int set, const Type *wanted)
{
    const Expr *shadow = dense_var(b, arg->shadows[set]);

    if (!type_is_pointer(arg->param->type) && type_is_pointer(wanted))
        shadow = ir_addr(b->p, b->loc, shadow);
    return ir_cast(b->p, b->loc, type_unqualified(b->p, wanted), shadow, true);
}

static void dense_call(Dense *b, Block *out)
{
    Program     *p = b->p;
    int          room = b->inner->params.count, count = 0;
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, room + 1);

    for (int i = 0; i < b->count; i++)
        args[count++] = dense_var(b, b->args[i].param);
    for (int set = 0; set < b->sets; set++)
        for (int i = 0; i < b->count; i++)
            if (b->args[i].active) {
                args[count] = dense_argument(b, &b->args[i], set, b->inner->params.items[count]->type);
                count++;
            }
    if (b->seed)
        args[count++] = b->way == BY_COLUMNS ? ir_addr(p, b->loc, dense_var(b, b->seed)) : dense_var(b, b->seed);
    ENSURE(count == room);
    ir_push(p, out, ir_call_stmt(p, b->loc, b->result ? dense_var(b, b->result) : NULL, b->inner, args, count));
}

/* Everything that a call has left in the shadows: tangents of what it only reads stay as they are. */
static void dense_clear(Dense *b, Block *out)
{
    for (int i = 0; i < b->count; i++)
        for (int set = 0; set < b->sets; set++)
            if (b->args[i].active && !(b->way != BY_ROWS && set == 0 && b->args[i].constant)) {
                const Expr *element;
                Block      *body = dense_elements(b, out, &b->args[i], b->args[i].shadows[set], &element);

                shadow_zero(&b->d, body, element);
            }
}

/* One column: of a Hessian what the gradient's tangents say. */
static void dense_take_column(Dense *b, Block *out)
{
    dense_set(b, out, dense_var(b, b->row), dense_number(b, 0));
    if (b->way == BY_SECOND) {
        for (int i = 0; i < b->count; i++)
            if (b->args[i].independent)
                dense_each(b, out, &b->args[i], 2, dense_mirror_leaf);
        return;
    }
    for (int i = 0; i < b->count; i++)
        if (b->args[i].dependent)
            dense_each(b, out, &b->args[i], 0, dense_row_leaf);
    if (b->of_result)
        dense_store(b, out, dense_var(b, b->seed));
}

static void dense_take_row(Dense *b, Block *out)
{
    dense_set(b, out, dense_var(b, b->column), dense_number(b, 0));
    for (int i = 0; i < b->count; i++)
        if (b->args[i].independent)
            dense_each(b, out, &b->args[i], 0, dense_column_leaf);
}

/* With one number of the seeds set: a call, and what comes of it. */
static void dense_step(Dense *b, Block *out, const Expr *leaf)
{
    Program *p = b->p;

    b->in_step = true;
    dense_restore(b, out);
    dense_set(b, out, leaf, ir_real(p, b->loc, type_unqualified(p, leaf->type), 1.0L));
    dense_call(b, out);
    if (b->way == BY_ROWS) {
        dense_take_row(b, out);
    } else {
        dense_take_column(b, out);
    }
    dense_clear(b, out);
    dense_set(b, out, leaf, ir_zero(p, b->loc, type_unqualified(p, leaf->type)));
    dense_increase(b, out, b->way == BY_ROWS ? b->row : b->column);
    b->in_step = false;
}

static void dense_step_leaf(Derive *d, Block *out, const Expr *a, const Expr *unused)
{
    (void)unused;
    dense_step(dense_of(d), out, a);
}

static void dense_frees(Dense *b, Block *out)
{
    for (int i = 0; i < b->count; i++) {
        DenseArg *arg = &b->args[i];

        for (int set = 0; set < b->sets; set++)
            if (arg->active && type_is_pointer(arg->param->type))
                ir_push(b->p, out, store_free_call(&b->d, dense_var(b, arg->shadows[set]), b->loc));
        if (arg->saved)
            ir_push(b->p, out, store_free_call(&b->d, dense_var(b, arg->saved), b->loc));
    }
}

static void dense_counters(Dense *b, Block *out)
{
    b->columns = dense_temp(b, "columns", b->number);
    b->row = dense_temp(b, "row", b->number);
    b->column = dense_temp(b, "column", b->number);
    dense_set(b, out, dense_var(b, b->columns), dense_number(b, 0));
    for (int i = 0; i < b->count; i++)
        if (b->args[i].independent) {
            const DenseArg *arg = &b->args[i];
            long long       numbers = dense_numbers(type_is_pointer(arg->param->type) ? type_elem(arg->param->type) : arg->param->type);
            const Expr     *all = type_is_pointer(arg->param->type) ? arg->count : NULL;

            if (numbers < 0) {
                dense_each(b, out, arg, 0, dense_count_leaf);
                continue;
            }
            all = all == NULL ? dense_number(b, numbers)
                  : numbers == 1 ? all : ir_binary(b->p, b->loc, OP_MUL, all, dense_number(b, numbers));
            dense_set(b, out, dense_var(b, b->columns), ir_binary(b->p, b->loc, OP_ADD, dense_var(b, b->columns), all));
        }
    dense_set(b, out, dense_var(b, b->way == BY_ROWS ? b->row : b->column), dense_number(b, 0));
}

/* With nothing to seed the function has to run all the same. */
static void dense_run_once(Dense *b, Block *out)
{
    Block *once = ir_block(b->p);

    dense_call(b, once);
    ir_push(b->p, out, ir_if(b->p, b->loc,
                             ir_binary(b->p, b->loc, OP_EQ, dense_var(b, b->way == BY_ROWS ? b->row : b->column), dense_number(b, 0)),
                             once, NULL));
}

static Block *dense_body(Dense *b)
{
    Block         *out = ir_block(b->p);
    const Effects *effects = effects_of(b->p, b->request->func);
    const Type    *result = type_unqualified(b->p, b->request->func->result);

    if (result->canon->kind != TYPE_VOID) {
        b->result = dense_temp(b, "result", result);
        if (type_is_scalar(result))
            dense_set(b, out, dense_var(b, b->result), ir_zero(b->p, b->loc, result));
        else
            b->result->is_register = false;
    }
    if (type_is_real(result) && b->way != BY_SECOND) {
        b->seed = dense_temp(b, b->way == BY_COLUMNS ? "result_dot" : "result_adj", result);
        b->seed->is_register = b->way != BY_COLUMNS;
        dense_set(b, out, dense_var(b, b->seed), ir_zero(b->p, b->loc, result));
    }
    for (int i = 0; i < b->count; i++) {
        if (b->args[i].active)
            dense_declare(b, out, &b->args[i]);
        if (type_is_pointer(b->args[i].param->type) && effects->writes[i])
            dense_save(b, out, &b->args[i]);
    }
    dense_counters(b, out);
    for (int i = 0; i < b->count; i++)
        if (b->way == BY_ROWS ? b->args[i].dependent : b->args[i].independent)
            dense_each(b, out, &b->args[i], 0, dense_step_leaf);
    if (b->way == BY_ROWS && b->of_result)
        dense_step(b, out, dense_var(b, b->seed));
    dense_run_once(b, out);
    dense_frees(b, out);
    if (b->result)
        ir_push(b->p, out, ir_return(b->p, b->loc, dense_var(b, b->result)));
    return out;
}

static const Type *dense_entry_type(Dense *b)
{
    const Type *type = b->of_result ? type_unqualified(b->p, b->request->func->result) : type_real(b->p, REAL_FLOAT);

    for (int i = 0; i < b->count; i++) {
        const Var  *param = b->args[i].param;
        const Type *only = type_only_real(type_is_pointer(param->type) ? type_elem(param->type) : param->type);

        if (b->args[i].independent || b->args[i].dependent)
            type = type_usual(b->p, type, only ? only : type_real(b->p, REAL_DOUBLE));
    }
    return type_unqualified(b->p, type);
}

static void dense_comment(Dense *b)
{
    Text text = {0};

    comment_head(&text, b->p, b->way == BY_SECOND ? "Hessian" : "Jacobian", b->request->func);
    text_printf(&text, ".\n%s: its entries, row by row, overwritten.\nCalls %s once for each %s.", b->out->name, b->inner->name,
                b->way == BY_ROWS ? "row" : "column");
    b->d.fn->comment = arena_strdup(b->p->arena, text_cstr(&text));
    text_free(&text);
}

Func *derive_dense(Program *p, const Request *request, Func *inner, Diag *diag)
{
    Dense b = {.p = p, .request = request, .inner = inner, .loc = request->func->loc, .number = type_int(p, INT_LONG)};
    Func *fn = normal_call_of(p, request->func);

    b.d.p = p;
    b.d.arena = p->arena;
    b.d.diag = diag;
    b.d.fn = fn;
    b.way = dense_way(request);
    b.sets = b.way == BY_SECOND ? 3 : 1;
    b.of_result = dense_of_result(request);
    b.count = fn->params.count;
    b.args = ARENA_ARRAY(p->arena, DenseArg, b.count + 1);
    for (int i = 0; i < b.count; i++) {
        const Var *source = request->func->params.items[i];
        Var       *param = fn->params.items[i];

        b.args[i] = (DenseArg){.param = param, .active = activity_param(request, source), .independent = dense_is_independent(request, source),
                               .dependent = dense_is_dependent(request, source),
                               .constant = !type_is_pointer(source->type) || activity_points_to_const(source->type),
                               .count = param->size ? ir_cast(p, b.loc, b.number, param->size, true) : NULL};
    }
    if (!dense_check(&b))
        return NULL;
    b.out = ir_new_var(p, fn, VAR_PARAM, b.way == BY_SECOND ? "hessian" : "jacobian", type_pointer(p, dense_entry_type(&b)), b.loc);
    VEC_PUSH(p->arena, &fn->params, b.out);
    fn->name = request->as;
    fn->item = NULL;
    fn->is_generated = true;
    fn->is_static = false;
    fn->result = request->func->result;
    fn->body = dense_body(&b);
    declare_vars(p, fn, diag);
    dense_comment(&b);
    inner->is_static = true;
    return fn;
}
