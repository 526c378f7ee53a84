#include <string.h>

#include "calls.h"
#include "parts_inner.h"
#include "rules/blas.h"
#include "shadow.h"

/* The argument whose share of the tangents the part is; or -1. */
static int parts_tangent_arg(const CallParts *parts, const CallPart *part)
{
    size_t stem;

    return parts_ends(part->of, "_dot", &stem) ? parts_index(parts, part->of, stem) : -1;
}

/* What the part has to do for the call. */
static Use parts_tangent_use(Derive *d, const Stmt *s, const CallPart *part)
{
    int arg = parts_tangent_arg(s->u.call.callee->parts, part);

    return arg >= 0 && calls_arg_is_active(d, s, arg) ? parts_use_of(d, s, part->func, arg) : USE_SKIP;
}

void parts_check_tangent(Derive *d, const Stmt *s)
{
    const CallParts *parts = s->u.call.callee->parts;

    parts_check_overlap(d, s);
    for (int i = 0; i < parts->list.count; i++)
        if (parts_tangent_use(d, s, &parts->list.items[i]) == USE_REFUSE)
            parts_refuse(d, s, parts->list.items[i].func);
}

/* Whether the part asks for what is there after the call. */
static bool parts_is_behind(const CallParts *parts, const Func *part)
{
    for (int i = 0; i < part->params.count; i++) {
        Role role = parts_meaning(parts, part->params.items[i]).role;

        if (role == ROLE_BEHIND || role == ROLE_RESULT)
            return true;
    }
    return false;
}

static bool parts_is_alone(const Stmt *s)
{
    return s->kind == STMT_IF && s->u.branch.other->stmts.count == 0;
}

/* Append a part.  Two that ask the same, of what the call returned, come under one condition. */
static void parts_append(Program *p, Block *out, Block *part)
{
    Stmt *last = out->stmts.count ? out->stmts.items[out->stmts.count - 1] : NULL;

    if (last && part->stmts.count == 1 && parts_is_alone(last) && parts_is_alone(part->stmts.items[0]) &&
        ir_same(last->u.branch.cond, part->stmts.items[0]->u.branch.cond))
        ir_append(p, last->u.branch.then, part->stmts.items[0]->u.branch.then);
    else
        ir_append(p, out, part);
}

void parts_tangent(Derive *d, Stmt *s, const Pair *pair, Block *out)
{
    Program         *p = d->p;
    const CallParts *parts = s->u.call.callee->parts;
    Block           *halves[2] = {ir_block(p), ir_block(p)};        /* before the call, behind it */
    bool             behind = false;
    int              count = 0;

    for (int i = 0; i < parts->list.count; i++) {
        const CallPart *part = &parts->list.items[i];
        Call            c = {.d = d, .s = s, .parts = parts, .out = ir_block(p)};

        if (parts_tangent_use(d, s, part) != USE_RUN)
            continue;
        behind |= parts_is_behind(parts, part->func);
        parts_inline(&c, part->func);
        parts_append(p, halves[behind], c.out);
        count++;
    }
    if (count == 0 && pair->result && type_is_real(s->u.call.callee->result))
        ir_push(p, out, ir_assign(p, s->loc, shadow_place(d, s->u.call.place),
                                  ir_zero(p, s->loc, shadow_place(d, s->u.call.place)->type)));
    ir_append(p, out, halves[0]);
    ir_push(p, out, s);
    ir_append(p, out, halves[1]);
}

/* Whether the call asks whether memory of numbers, argument `arg`, is all zero. */
static bool parts_is_test(const Derive *d, const Stmt *s, int *arg)
{
    const Func *callee = s->u.call.callee;

    if (!func_is_derived(callee) || !blas_is_zero_test(callee->name))
        return false;
    for (*arg = 0; *arg < s->u.call.count; ++*arg)
        if (type_is_pointer(s->u.call.args[*arg]->type))
            return s->u.call.place && activity_place(d->activity, ir_deref(d->p, s->loc, ir_uncast(s->u.call.args[*arg])));
    return false;
}

static bool parts_open_test(void *data, Block *out, Stmt *s)
{
    Program *p = data;

    if (s->kind != STMT_CALL || !s->u.call.place || !func_is_derived(s->u.call.callee) || !blas_is_zero_test(s->u.call.callee->name))
        return false;
    ir_push(p, out, ir_assign(p, s->loc, s->u.call.place, ir_zero(p, s->loc, s->u.call.place->type)));
    return true;
}

void parts_open_tests(Program *p, Func *fn)
{
    ir_replace_stmts(p, fn->body, parts_open_test, p);
}

void parts_test_tangent(Derive *d, const Stmt *s, Block *out)
{
    Program     *p = d->p;
    Block       *then = ir_block(p);
    const Expr **args, *place = s->u.call.place;
    int          arg;

    if (!parts_is_test(d, s, &arg))
        return;
    args = ARENA_ARRAY(d->arena, const Expr *, s->u.call.count);
    memcpy(args, s->u.call.args, (size_t)s->u.call.count * sizeof *args);
    args[arg] = ir_cast(p, s->loc, args[arg]->type, shadow_pointer(d, ir_uncast(args[arg])), true);
    ir_push(p, then, ir_call_stmt(p, s->loc, place, s->u.call.callee, args, s->u.call.count));
    ir_push(p, out, ir_if(p, s->loc, ir_binary(p, s->loc, OP_NE, place, ir_zero(p, s->loc, place->type)), then, ir_block(p)));
}
