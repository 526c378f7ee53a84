#include "widen.h"

#include "ir/runtime.h"

/* ---- numbers of bytes ---- */

/* The sizeof of such an element that a number of bytes is a multiple of; or NULL. */
static const Expr *calls_sizeof(const Expr *bytes, const Type *elem)
{
    const Expr *left;

    if (bytes->op == OP_SIZEOF)
        return bytes->u.of->canon == elem->canon ? bytes : NULL;
    if (bytes->op == OP_CAST)
        return calls_sizeof(bytes->args[0], elem);
    if (bytes->op != OP_MUL)
        return NULL;
    left = calls_sizeof(bytes->args[0], elem);
    return left ? left : calls_sizeof(bytes->args[1], elem);
}

typedef struct Swap {
    const Expr *from, *to;
} Swap;

static const Expr *calls_swap(void *data, const Expr *e)
{
    const Swap *swap = data;

    return e == swap->from ? swap->to : e;
}

/* As many bytes as the elements have for all directions. */
static const Expr *calls_bytes(Vector *v, const Expr *bytes, const Type *elem)
{
    Program    *p = v->p;
    const Expr *of = calls_sizeof(bytes, elem);
    Swap        swap = {of, NULL};

    if (elem->canon->kind == TYPE_POINTER)
        return bytes;
    if (of == NULL)
        return ir_binary(p, bytes->loc, OP_MUL, bytes, ir_int(p, bytes->loc, type_unqualified(p, bytes->type), v->fn->width));
    swap.to = ir_sizeof(p, of->loc, of->type, vector_type(p, type_unqualified(p, elem), v->fn->width));
    return ir_map_expr(p, bytes, calls_swap, &swap);
}

/* What memory the call is about consists of; or NULL. */
static const Type *calls_memory(const Vector *v, const Stmt *s)
{
    if (s->u.call.place && type_is_pointer(s->u.call.place->type))
        return spread_is_wide(v, s->u.call.place) ? type_elem(s->u.call.place->type) : NULL;
    for (int i = 0; i < s->u.call.count; i++) {
        const Expr *arg = ir_uncast(s->u.call.args[i]);

        if (type_is_pointer(arg->type) && spread_is_wide(v, arg))
            return type_elem(arg->type);
    }
    return NULL;
}

/* ---- arguments ---- */

/* A pointer to the first direction's number, for what is handed over by value. */
static const Expr *calls_number(Vector *v, Block *out, const Expr *arg, const char *name)
{
    Program *p = v->p;
    Loc      loc = arg->loc;
    Block   *body;
    Var     *temp;

    if (arg->op == OP_VAR && spread_of(v, arg->u.var) && spread_of(v, arg->u.var)->flat && map_get(v->given, arg->u.var) == NULL)
        return ir_var(p, loc, arg->u.var);
    if ((op_info[arg->op].flags & OPF_PLACE) && spread_is_wide(v, arg) && !spread_is_member(arg))
        return ir_decay(p, loc, widen_all(v, arg));
    temp = widen_temp(v, name, arg->type, loc);
    body = ir_block(p);
    v->lane = ir_new_var(p, v->fn, VAR_TEMP, "lane", type_int(p, INT_INT), loc);
    ir_push(p, out, ir_decl(p, loc, temp, NULL));
    ir_push(p, body, ir_assign(p, loc, ir_index(p, loc, ir_var(p, loc, temp), ir_var(p, loc, v->lane)), widen_value(v, arg)));
    ir_push(p, out, vector_lanes(p, loc, v->lane, v->fn->width, body));
    return ir_decay(p, loc, ir_var(p, loc, temp));
}

/* The same for a pointer to a single number. */
static const Expr *calls_pointer(Vector *v, const Expr *arg)
{
    Program *p = v->p;

    if (arg->op == OP_VAR && spread_of(v, arg->u.var)->single)
        return ir_var(p, arg->loc, arg->u.var);
    return ir_decay(p, arg->loc, ir_deref(p, arg->loc, widen_all(v, arg)));
}

static const Expr *calls_arg(Vector *v, Block *out, const Expr *arg, const Var *param)
{
    if (param == NULL || param->lanes == LANES_NONE)
        return widen_value(v, arg);
    if (param->lanes == LANES_DEEP)
        return widen_all(v, arg);
    return type_is_pointer(arg->type) ? calls_pointer(v, arg) : calls_number(v, out, arg, param->name);
}

/* Every direction's number, in turn; what comes from a tape comes the other way round. */
static void calls_tape(Vector *v, Block *out, const Stmt *s)
{
    Program    *p = v->p;
    const Type *count = type_int(p, INT_INT);
    bool        pop = runtime_use(s->u.call.callee) == RUNTIME_POP;
    const Expr *from = ir_int(p, s->loc, count, pop ? v->fn->width : 0), *to = ir_int(p, s->loc, count, pop ? 0 : v->fn->width);
    const Expr *args[2] = {s->u.call.args[0]}, *place = s->u.call.place;
    Block      *body = ir_block(p);

    v->lane = ir_new_var(p, v->fn, VAR_TEMP, "lane", count, s->loc);
    if (pop)
        place = place && spread_is_wide(v, place) ? widen_lane(v, place) : NULL;
    else
        args[1] = widen_value(v, s->u.call.args[1]);
    ir_push(p, body, ir_call_stmt(p, s->loc, place, s->u.call.callee, args, s->u.call.count));
    ir_push(p, out, ir_for(p, s->loc, v->lane, true, from, pop ? REL_DOWNTO : REL_LT, to, pop ? -1 : 1, body));
}

void widen_call(Vector *v, Block *out, const Stmt *s)
{
    Program     *p = v->p;
    Func        *callee = s->u.call.callee;
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, s->u.call.count + 1);
    const Type  *memory = callee->width > 0 ? NULL : calls_memory(v, s);
    int          bytes = -1;

    if (spread_is_taped(s)) {
        calls_tape(v, out, s);
        return;
    }
    for (int i = 0; i < s->u.call.count; i++)
        args[i] = calls_arg(v, out, s->u.call.args[i], callee->width > 0 ? callee->params.items[i] : NULL);
    if (memory && spread_takes(callee, &bytes) && bytes >= 0)
        args[bytes] = calls_bytes(v, args[bytes], memory);
    ir_push(p, out, ir_call_stmt(p, s->loc, s->u.call.place ? widen_value(v, s->u.call.place) : NULL, callee, args, s->u.call.count));
}
