#include "gather/matrix.h"

#include "analysis/poly.h"
#include "ir/build.h"
#include "ir/walk.h"

enum { MOST_LOOPS = 16 };

typedef struct Matrix {
    Program    *p;
    Arena      *arena;
    const Stmt *loops[MOST_LOOPS];       /* around the statement */
    int         count;
} Matrix;

/* The values that the counter has: from the first to the last. */
static bool counter_runs(const Matrix *m, const Expr *leaf, long long *first, long long *last)
{
    for (int i = m->count - 1; i >= 0; i--) {
        Poly low, high;
        if (leaf->op != OP_VAR || m->loops[i]->u.loop_for.var != leaf->u.var)
            continue;
        poly_bounds(m->arena, m->loops[i], &low, &high);
        if (!low.exact || !high.exact || !poly_is_number(&low, first) || !poly_is_number(&high, last))
            return false;
        --*last;
        return *first <= *last;
    }
    return false;
}

/* Whether what is left of the index lies in a row of `width` elements. */
static bool is_in_row(const Matrix *m, const Poly *rest, long long width)
{
    long long low = 0, high = 0, first, last;
    for (int i = 0; i < rest->terms.count; i++) {
        const Monomial *term = &rest->terms.items[i];
        if (term->degree == 0) {
            first = last = 1;
        } else if (term->degree > 1 || !counter_runs(m, term->leaves[0], &first, &last)) {
            return false;
        }
        low += term->factor * (term->factor > 0 ? first : last);
        high += term->factor * (term->factor > 0 ? last : first);
    }
    return low >= 0 && high < width;
}

/* index = width * row + column */
static bool split_index(const Matrix *m, const Expr *index, long long width, Poly *row, Poly *column)
{
    Poly all = poly_of(m->arena, index);
    if (!all.exact)
        return false;
    *row = poly_number(m->arena, 0);
    *column = poly_number(m->arena, 0);
    for (int i = 0; i < all.terms.count; i++) {
        Monomial  term = all.terms.items[i];
        long long most = 1LL << 31;
        if (term.factor >= most || term.factor <= -most)
            return false;
        if (term.degree > 0 && term.factor % width == 0) {
            term.factor /= width;
            VEC_PUSH(m->arena, &row->terms, term);
        } else {
            VEC_PUSH(m->arena, &column->terms, term);
        }
    }
    long long number = poly_constant(column), rows = number / width - (number % width < 0);
    Poly      whole = poly_number(m->arena, rows);
    *row = poly_sum(row, &whole, 1);
    *column = poly_sum(column, &whole, -width);
    return row->exact && column->exact && is_in_row(m, column, width);
}

static bool is_zero(const Expr *e)
{
    long long number;
    return ir_integer(e, &number) && number == 0;
}

static bool has_size(const Type *type)
{
    return type->canon->kind == TYPE_ARRAY && type->canon->u.array.length == NULL && type->canon->u.array.count > 0;
}

/* Of &A[0][0]: A. */
static const Expr *matrix_of(const Expr *pointer)
{
    const Expr *row = pointer->op == OP_ADDR && pointer->args[0]->op == OP_INDEX ? pointer->args[0]->args[0] : NULL;
    if (!row || !is_zero(pointer->args[0]->args[1]) || row->op != OP_INDEX || !is_zero(row->args[1]) || !has_size(row->type) ||
        !(type_is_pointer(row->args[0]->type) || has_size(row->args[0]->type)) || type_elem(row->type)->canon->kind == TYPE_ARRAY)
        return NULL;
    return row->args[0];
}

static const Expr *by_row(void *data, const Expr *e)
{
    const Matrix *m = data;
    const Expr   *matrix = e->op == OP_INDEX ? matrix_of(e->args[0]) : NULL;
    const Type   *type = matrix ? type_unqualified(m->p, e->args[1]->type) : NULL;
    Poly          row, column;
    if (!matrix || !split_index(m, e->args[1], type_elem(matrix->type)->canon->u.array.count, &row, &column))
        return e;
    return ir_index(m->p, e->loc, ir_index(m->p, e->loc, matrix, poly_expr(m->p, &row, type, e->loc)),
                    poly_expr(m->p, &column, type, e->loc));
}

static void go_through(Matrix *m, Block *block)
{
    for (int i = 0; i < block->stmts.count; i++) {
        Stmt  *s = block->stmts.items[i];
        Block *inner[3];
        int    blocks = ir_stmt_blocks(s, inner), count = m->count;
        ir_map_stmt_exprs(m->p, s, by_row, m);
        if (s->kind == STMT_FOR && count < MOST_LOOPS)
            m->loops[m->count++] = s;
        for (int k = 0; k < blocks; k++)
            if (inner[k])
                go_through(m, inner[k]);
        m->count = count;
    }
}

void matrix_func(Program *p, Func *func)
{
    Matrix m = {.p = p, .arena = arena_new()};
    go_through(&m, func->body);
    arena_free(m.arena);
}
