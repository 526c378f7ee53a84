#include "lengths.h"

#include "frames.h"

typedef struct Lengths {
    Derive         *d;
    const StmtInfo *outermost;
    bool            vary;
} Lengths;

static void lengths_node(void *data, const Expr *e)
{
    Lengths *lengths = data;

    if (e->op == OP_VAR)
        lengths->vary |= layout_assigns(lengths->d->layout, e->u.var, lengths->outermost->pos, lengths->outermost->end);
}

/* The type with sizes of at least 1: where the array is declared they may be those of an array that never comes to life. */
static const Type *lengths_sized(Derive *d, const Type *type, Lengths *lengths)
{
    Program    *p = d->p;
    const Expr *length;

    if (!type_is_vla(type))
        return type;
    length = type->u.array.length;
    if (length) {
        const Expr *zero = ir_int(p, length->loc, length->type, 0), *one = ir_int(p, length->loc, length->type, 1);

        ir_visit_expr(length, lengths_node, lengths);
        length = ir_select(p, length->loc, ir_binary(p, length->loc, OP_GT, length, zero), length, one);
    }
    return type_array(p, lengths_sized(d, type->u.array.elem, lengths), type->u.array.count, length);
}

/* In a loop whose iterations run backward later, the adjoints are declared outside: every iteration uses the same. */
static void lengths_stmt(void *data, Stmt *s)
{
    Derive         *d = data;
    Var            *var = s->kind == STMT_DECL ? s->u.decl.var : NULL, *shadow = var ? map_get(d->exposed, var) : NULL;
    const StmtInfo *info = layout_info(d->layout, s);
    Lengths         lengths = {d, info, false};

    if (shadow == NULL || !type_is_vla(shadow->type) || info->parent == frames_of(d, s)->loop)
        return;
    while (lengths.outermost->parent)
        lengths.outermost = layout_info(d->layout, lengths.outermost->parent);
    shadow->type = lengths_sized(d, shadow->type, &lengths);
    if (lengths.vary) {
        diag_error(d->diag, var->loc, "adgen-vla",
                   "the size of '%s' changes from one iteration to the next, and pointers point into it", var->name);
        diag_note(d->diag, var->loc, "declare it outside the loop, with the greatest size that it has");
    }
}

void lengths_settle(Derive *d)
{
    ir_visit_stmts(d->fn->body, lengths_stmt, d);
}
