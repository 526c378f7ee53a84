#include "planes_parts.h"

/* ---- places ---- */

/* x_planes[i * count + m] for the i-th coordinate of group m. */
static const Expr *copy_place(const Planes *n, const Interleaved *array, const Poly *group, long long part, Loc loc)
{
    Program *p = n->x->p;
    Poly     count = poly_sum(&array->high, &array->low, -1), index = poly_number(n->x->arena, 0);
    int      plane = 0;

    while (array->parts[plane] != part)
        plane++;
    index = poly_sum(&index, &count, plane);
    index = poly_sum(&index, group, 1);
    index = poly_sum(&index, &array->low, -1);
    return ir_index(p, loc, ir_var(p, loc, array->planes), poly_expr(p, &index, n->type, loc));
}

/* x[3 * m + k] */
static const Expr *own_place(const Planes *n, const Interleaved *array, const Poly *group, long long part, Loc loc)
{
    Program *p = n->x->p;
    Poly     index = poly_number(n->x->arena, part);

    index = poly_sum(&index, group, array->stride);
    return ir_index(p, loc, ir_var(p, loc, array->base), poly_expr(p, &index, n->type, loc));
}

static const Expr *use_node(void *data, const Expr *e)
{
    const Planes *n = data;

    if (e->op != OP_INDEX || e->args[0]->op != OP_VAR)
        return e;
    for (int i = 0; i < n->arrays.count; i++) {
        const Interleaved *array = n->arrays.items[i];

        for (int k = 0; k < array->uses.count && array->base == e->args[0]->u.var; k++)
            if (ir_same(array->uses.items[k].touch->place, e))
                return copy_place(n, array, &array->uses.items[k].group, array->uses.items[k].part, e->loc);
    }
    return e;
}

/* ---- loops that copy ---- */

/* There, or back what has been written. */
static void write_copy(const Planes *n, const Interleaved *array, bool back, Block *out)
{
    Program *p = n->x->p;
    Loc      loc = n->outer->loc;
    Var     *counter = ir_new_var(p, n->x->func, VAR_TEMP, n->inner->u.loop_for.var->name, n->type, loc);
    Poly     group = poly_of(n->x->arena, ir_var(p, loc, counter));
    Block   *body = ir_block(p);

    for (int i = 0; i < array->part_count; i++) {
        const Expr *copy = copy_place(n, array, &group, array->parts[i], loc);
        const Expr *own = own_place(n, array, &group, array->parts[i], loc);

        if (!back)
            ir_push(p, body, ir_assign(p, loc, copy, own));
        else if (array->written[i])
            ir_push(p, body, ir_assign(p, loc, own, copy));
    }
    if (body->stmts.count > 0)
        ir_push(p, out, ir_for(p, loc, counter, true, poly_expr(p, &array->low, n->type, loc), REL_LT,
                               poly_expr(p, &array->high, n->type, loc), 1, body));
}

static void write_copies(const Planes *n, bool back, Block *out)
{
    Program *p = n->x->p;

    for (int is_outer = 0; is_outer < 2; is_outer++) {
        Block      *copies = ir_block(p);
        const Expr *guard;

        for (int i = 0; i < n->arrays.count; i++)
            if (n->arrays.items[i]->is_outer == is_outer)
                write_copy(n, n->arrays.items[i], back, copies);
        if (copies->stmts.count == 0 || !planes_guard(n, is_outer, &guard))
            continue;
        if (guard)
            ir_push(p, out, ir_if(p, n->outer->loc, guard, copies, NULL));
        else
            ir_append(p, out, copies);
    }
}

void planes_write(Planes *n, Block *out)
{
    Program *p = n->x->p;

    for (int i = 0; i < n->arrays.count; i++) {
        Interleaved *array = n->arrays.items[i];
        const Expr  *place = array->uses.items[0].touch->place;

        array->planes = local_for(n->x, place, "planes", type_pointer(p, type_unqualified(p, place->type)));
    }
    write_copies(n, false, out);
    ir_push(p, out, n->outer);
    write_copies(n, true, out);
    ir_map_block_exprs(p, n->outer->u.loop_for.body, use_node, n);
    if (is_ragged(n->x, n->inner))
        n->inner->u.loop_for.pragma = "ADGEN_INDEPENDENT_RAGGED";
}

/* ---- their memory ---- */

void planes_allocate(Planes *n, Func *allocator, Block *out)
{
    Program *p = n->x->p;
    Loc      loc = n->outer->loc;

    for (int i = 0; i < n->arrays.count; i++) {
        const Interleaved *array = n->arrays.items[i];
        const Type        *wide = type_int(p, INT_LONG), *size = type_int(p, INT_ULONG);
        Poly               groups = poly_sum(&array->high, &array->low, -1), parts = poly_number(n->x->arena, array->part_count);
        Poly               count = poly_product(&groups, &parts);
        const Expr        *args[2] = {poly_expr(p, &count, wide, loc), ir_sizeof(p, loc, size, type_elem(array->planes->type))};

        ir_push(p, out, ir_decl(p, loc, array->planes, NULL));
        ir_push(p, out, ir_call_stmt(p, loc, ir_var(p, loc, array->planes), allocator, args, 2));
    }
}

void planes_free(Planes *n, Block *out)
{
    for (int i = 0; i < n->arrays.count; i++)
        ir_push(n->x->p, out, helper_free(n->x->p, ir_var(n->x->p, n->outer->loc, n->arrays.items[i]->planes), n->outer->loc));
}
