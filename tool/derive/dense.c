#include "derive/derive.h"

#include <string.h>

#include "analysis/effects.h"
#include "comment.h"
#include "declare.h"
#include "dense_parts.h"
#include "normal/normal.h"
#include "pairs.h"
#include "vector/vector.h"

/*
 * Dense Jacobians and Hessians: a function that calls a derivative once for each strip of columns or rows.
 *
 * A call of the derivative runs the function, so what it has changed is put back before the next call.
 */

enum { MOST_IN_STRIP = 8 };

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

bool dense_of_result(const Request *request)
{
    return type_is_real(request->func->result) && (request->all_of || request->of_return);
}

bool dense_is_dependent(const Request *request, const Var *param)
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
        total += numbers * (size ? size->u.integer->value : 1);
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

/* How many columns there are, or rows; -1: not known. */
static long long dense_passes(const Request *request, DenseWay way)
{
    return way == BY_ROWS ? dense_total(request, dense_is_dependent, dense_of_result(request))
                          : dense_total(request, dense_is_independent, false);
}

/* Columns or rows at once, all where they are few; 0: one by one. */
static int dense_width(const Request *request, DenseWay way)
{
    long long total = dense_passes(request, way);

    if (request->one_by_one || (total >= 0 && total <= 1))
        return 0;
    return total >= 0 && total < MOST_IN_STRIP ? (int)total : MOST_IN_STRIP;
}

/* Whether one strip is all. */
static bool dense_is_once(const Request *request, DenseWay way, int width)
{
    long long total = dense_passes(request, way);

    return total >= 0 && total <= (width > 0 ? width : 1);
}

Request *derive_dense_request(Program *p, Request *request)
{
    Request *inner = ARENA_NEW(p->arena, Request);
    DenseWay way = dense_way(request);

    *inner = *request;
    inner->width = dense_width(request, way);
    inner->rows = way == BY_ROWS;
    inner->mode = way == BY_COLUMNS ? MODE_JVP : way == BY_ROWS ? MODE_VJP : MODE_HVP;
    if (request->inner == NULL) {
        const char *what = way == BY_COLUMNS ? "tangent" : way == BY_ROWS ? "adjoint" : "second";

        request->inner = ir_new_func(p, pairs_name(p, request->func->name, what), request->func->result,
                                     request->func->loc)->name;           /* nobody else takes it */
    }
    inner->as = request->inner;
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
        return dense_refuse(b, source->loc, "adgen-size",
                            arena_printf(arena, "how many elements '%s' points to is not known", source->name),
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
                            arena_printf(b->p->arena, "'%s' cannot be run once for each column: it prints, or changes global variables",
                                         func->name),
                            "leave that to its caller");
    for (int i = 0; i < b->count; i++)
        if (!dense_check_arg(b, &b->args[i], func->params.items[i], effects->writes[i]))
            return false;
    return true;
}

/* ---- strips ---- */

static void dense_count_column(Dense *b, Block *out, const Expr *place)
{
    (void)place;
    dense_increase(b, out, b->columns);
}

static void dense_count_row(Dense *b, Block *out, const Expr *place)
{
    (void)place;
    dense_increase(b, out, b->rows);
}

/* counter = how many numbers the chosen parameters have */
static void dense_total_of(Dense *b, Block *out, Var *counter, bool rows)
{
    dense_set(b, out, dense_var(b, counter), dense_number(b, rows && b->of_result));
    for (int i = 0; i < b->count; i++) {
        const DenseArg *arg = &b->args[i];
        bool            pointer = type_is_pointer(arg->param->type);
        long long       numbers = dense_numbers(pointer ? type_elem(arg->param->type) : arg->param->type);
        const Expr     *all = pointer ? arg->count : NULL;

        if (!(rows ? arg->dependent : arg->independent))
            continue;
        if (numbers < 0) {
            dense_each(b, out, arg, 0, rows ? dense_count_row : dense_count_column);
            continue;
        }
        all = all == NULL ? dense_number(b, numbers) : numbers == 1 ? all : ir_binary(b->p, b->loc, OP_MUL, all, dense_number(b, numbers));
        dense_set(b, out, dense_var(b, counter), ir_binary(b->p, b->loc, OP_ADD, dense_var(b, counter), all));
    }
}

/* place = index of the number == index of the strip's column or row */
static void dense_seed_lanes(Dense *b, Block *out, const Expr *place, Var *counter)
{
    const Expr *index;
    Block      *body = dense_lanes(b, out, true, &place, &index);
    const Type *type = type_unqualified(b->p, place->type);

    dense_set(b, body, place, ir_select(b->p, b->loc, ir_binary(b->p, b->loc, OP_EQ, dense_var(b, counter), index),
                                        ir_real(b->p, b->loc, type, 1.0L), ir_real(b->p, b->loc, type, 0.0L)));
    dense_increase(b, out, counter);
}

static void dense_seed_column(Dense *b, Block *out, const Expr *place)
{
    dense_seed_lanes(b, out, place, b->column);
}

static void dense_seed_row(Dense *b, Block *out, const Expr *place)
{
    dense_seed_lanes(b, out, place, b->row);
}

static void dense_clear_leaf(Dense *b, Block *out, const Expr *place)
{
    const Expr *index;
    Block      *body = dense_lanes(b, out, true, &place, &index);

    dense_set(b, body, place, ir_zero(b->p, b->loc, type_unqualified(b->p, place->type)));
}

/* The result's own tangents or adjoints, as a number's. */
static void dense_of_seed(Dense *b, Block *out, DenseLeaf *leaf)
{
    const Expr *place = dense_var(b, b->seed);

    b->lane = b->width > 0 ? dense_temp(b, "lane", type_int(b->p, INT_INT)) : NULL;
    leaf(b, out, b->lane ? ir_index(b->p, b->loc, place, dense_var(b, b->lane)) : place);
    b->lane = NULL;
}

/* What the derivative gets: ones for the strip's columns or rows, zeros elsewhere. */
static void dense_seeds(Dense *b, Block *out)
{
    Var *counter = b->way == BY_ROWS ? b->row : b->column;

    dense_set(b, out, dense_var(b, counter), dense_number(b, 0));
    for (int i = 0; i < b->count; i++)
        for (int set = 0; set < b->sets; set++) {
            const DenseArg *arg = &b->args[i];

            if (arg->active && set == 0 && (b->way == BY_ROWS ? arg->dependent : arg->independent))
                dense_each(b, out, arg, set, b->way == BY_ROWS ? dense_seed_row : dense_seed_column);
            else if (arg->active && !(set == 0 && b->way != BY_ROWS && arg->constant))
                dense_each(b, out, arg, set, dense_clear_leaf);
        }
    if (b->seed && b->way == BY_ROWS)
        dense_of_seed(b, out, b->of_result ? dense_seed_row : dense_clear_leaf);
}

static const Expr *dense_entry(Dense *b, const Expr *row, const Expr *column)
{
    const Expr *start = ir_binary(b->p, b->loc, OP_MUL, row, dense_var(b, b->columns));

    return ir_index(b->p, b->loc, dense_var(b, b->out), ir_binary(b->p, b->loc, OP_ADD, start, column));
}

static void dense_store(Dense *b, Block *out, const Expr *entry, const Expr *value)
{
    dense_set(b, out, entry, ir_cast(b->p, b->loc, type_unqualified(b->p, entry->type), value, true));
}

/* A number of the tangents: in a row, for each column of the strip. */
static void dense_take_tangent(Dense *b, Block *out, const Expr *place)
{
    const Expr *index;
    Block      *body = dense_lanes(b, out, false, &place, &index);

    dense_store(b, body, dense_entry(b, dense_var(b, b->row), index), place);
    dense_increase(b, out, b->row);
}

/* A number of the adjoints: in a column, for each row of the strip. */
static void dense_take_adjoint(Dense *b, Block *out, const Expr *place)
{
    const Expr *index;
    Block      *body = dense_lanes(b, out, false, &place, &index);

    dense_store(b, body, dense_entry(b, index, dense_var(b, b->column)), place);
    dense_increase(b, out, b->column);
}

/* The lower half of a column, and the same numbers in the upper half: rounding leaves the two a little different. */
static void dense_take_second(Dense *b, Block *out, const Expr *place)
{
    const Expr *index, *row = dense_var(b, b->row);
    Block      *body = dense_lanes(b, out, false, &place, &index), *lower = ir_block(b->p);

    dense_store(b, lower, dense_entry(b, row, index), place);
    dense_set(b, lower, dense_entry(b, index, row), dense_entry(b, row, index));
    ir_push(b->p, body, ir_if(b->p, b->loc, ir_binary(b->p, b->loc, OP_GE, row, index), lower, NULL));
    dense_increase(b, out, b->row);
}

static void dense_take(Dense *b, Block *out)
{
    dense_set(b, out, dense_var(b, b->way == BY_ROWS ? b->column : b->row), dense_number(b, 0));
    for (int i = 0; i < b->count; i++) {
        const DenseArg *arg = &b->args[i];

        if (b->way == BY_COLUMNS ? arg->dependent : arg->independent)
            dense_each(b, out, arg, b->way == BY_SECOND ? 2 : 0,
                       b->way == BY_COLUMNS ? dense_take_tangent : b->way == BY_ROWS ? dense_take_adjoint : dense_take_second);
    }
    if (b->way == BY_COLUMNS && b->of_result)
        dense_of_seed(b, out, dense_take_tangent);
}

/* last = the smaller one of first + width and total */
static void dense_set_last(Dense *b, Block *out, const Expr *total)
{
    const Expr *first = dense_var(b, b->first), *width = dense_number(b, b->width);

    dense_set(b, out, dense_var(b, b->last),
              ir_select(b->p, b->loc, ir_binary(b->p, b->loc, OP_GT, ir_binary(b->p, b->loc, OP_SUB, total, first), width),
                        ir_binary(b->p, b->loc, OP_ADD, first, width), total));
}

/* Tangents that no call changes and no column is about. */
static void dense_zeros(Dense *b, Block *out)
{
    for (int i = 0; i < b->count; i++) {
        const DenseArg *arg = &b->args[i];

        if (b->way != BY_ROWS && arg->active && arg->constant && !arg->independent)
            dense_each(b, out, arg, 0, dense_clear_leaf);
    }
}

/* A strip: what comes before the call, and after it. */
static void dense_strip(Dense *b, Block *out, const Expr *total)
{
    if (b->width > 0)
        dense_set_last(b, out, total);
    if (!b->once)
        dense_restore(b, out);
    dense_seeds(b, out);
    dense_call(b, out);
    dense_take(b, out);
}

/* The function has to run even if there is nothing to seed. */
static void dense_strips(Dense *b, Block *out)
{
    Block      *strip = b->once ? out : ir_block(b->p);
    const Expr *total, *first, *step = dense_number(b, b->width > 0 ? b->width : 1);

    b->columns = dense_temp(b, "columns", b->number);
    b->row = dense_temp(b, "row", b->number);
    b->column = dense_temp(b, "column", b->number);
    b->first = dense_temp(b, b->width > 0 ? "first" : b->way == BY_ROWS ? "i" : "j", b->number);
    b->last = dense_temp(b, "last", b->number);
    dense_total_of(b, out, b->columns, false);
    total = dense_var(b, b->columns);
    if (b->way == BY_ROWS) {
        b->rows = dense_temp(b, "rows", b->number);
        dense_total_of(b, out, b->rows, true);
        total = dense_var(b, b->rows);
    }
    first = dense_var(b, b->first);
    dense_zeros(b, out);
    dense_set(b, out, first, dense_number(b, 0));
    dense_strip(b, strip, total);
    if (b->once)
        return;
    dense_set(b, strip, first, ir_binary(b->p, b->loc, OP_ADD, first, step));
    ir_push(b->p, out, ir_loop(b->p, b->loc, ir_block(b->p), ir_binary(b->p, b->loc, OP_LT, first, total), strip, ir_block(b->p), true));
}

/* ---- the function ---- */

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
        b->seed = dense_temp(b, b->way == BY_COLUMNS ? "result_dot" : "result_adj",
                             b->width > 0 ? vector_type(b->p, result, b->width) : result);
        b->seed->is_register = b->way == BY_ROWS && b->width == 0;
        if (b->width > 0)
            ir_push(b->p, out, ir_decl(b->p, b->loc, b->seed, NULL));
        else
            dense_set(b, out, dense_var(b, b->seed), ir_zero(b->p, b->loc, result));
    }
    for (int i = 0; i < b->count; i++) {
        if (b->args[i].active)
            dense_declare(b, out, &b->args[i]);
        if (type_is_pointer(b->args[i].param->type) && effects->writes[i] && !b->once)
            dense_save(b, out, &b->args[i]);
    }
    dense_strips(b, out);
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

/* "rows: r, work, the result" */
static void dense_comment_names(Dense *b, Text *text, const char *what, bool rows)
{
    const char *before = "";

    text_printf(text, "\n%s: ", what);
    for (int i = 0; i < b->count; i++)
        if (rows ? b->args[i].dependent : b->args[i].independent) {
            text_printf(text, "%s%s", before, b->args[i].param->name);
            before = ", ";
        }
    if (rows && b->of_result)
        text_printf(text, "%sthe value returned", before);
    text_puts(text, ".");
}

static void dense_comment(Dense *b)
{
    Text text = {0};

    comment_head(&text, b->p, b->way == BY_SECOND ? "Hessian" : "Jacobian", b->request->func);
    text_printf(&text, ".\n%s: its entries, row by row, overwritten.", b->out->name);
    if (b->way == BY_SECOND) {
        dense_comment_names(b, &text, "Rows and columns", false);
    } else {
        dense_comment_names(b, &text, "Rows", true);
        dense_comment_names(b, &text, "Columns", false);
    }
    text_printf(&text, "\nCalls %s once", b->inner->name);
    if (!b->once && b->width > 0)
        text_printf(&text, " for each %d %ss", b->width, b->way == BY_ROWS ? "row" : "column");
    else if (!b->once)
        text_printf(&text, " for each %s", b->way == BY_ROWS ? "row" : "column");
    text_puts(&text, !b->allocates ? "." : ".\nAllocates derivatives beside the arguments; aborts where there is no memory for that.");
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
    b.width = inner->width;
    b.once = dense_is_once(request, b.way, b.width);
    b.sets = b.way == BY_SECOND ? 3 : 1;
    b.of_result = dense_of_result(request);
    b.count = fn->params.count;
    b.args = ARENA_ARRAY(p->arena, DenseArg, b.count + 1);
    for (int i = 0; i < b.count; i++) {
        const Var *source = request->func->params.items[i];
        Var       *param = fn->params.items[i];

        b.args[i] = (DenseArg){.param = param, .active = activity_param(request, source),
                               .independent = dense_is_independent(request, source),
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
