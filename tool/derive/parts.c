#include "parts.h"

#include <string.h>

#include "calls.h"
#include "normal/normal.h"
#include "pairs.h"
#include "parts_inner.h"
#include "shadow.h"
#include "store.h"

/* ---- names ---- */

int parts_index(const CallParts *parts, const char *name, size_t length)
{
    for (int i = 0; i < parts->shape->params.count; i++) {
        const char *param = parts->shape->params.items[i]->name;

        if (strlen(param) == length && strncmp(param, name, length) == 0)
            return i;
    }
    return -1;
}

bool parts_ends(const char *name, const char *suffix, size_t *stem)
{
    size_t length = strlen(name), end = strlen(suffix);

    *stem = length - end;
    return length > end && strcmp(name + length - end, suffix) == 0;
}

Meaning parts_meaning(const CallParts *parts, const Var *param)
{
    static const struct {
        const char *suffix;
        Role        role;
    } suffixes[] = {{"_adj", ROLE_ADJOINT}, {"_dot", ROLE_TANGENT}, {"_active", ROLE_ACTIVE},
                    {"_out", ROLE_BEHIND},  {"_inc", ROLE_STRIDE},  {"_ld", ROLE_STRIDE}};
    Meaning meaning = {ROLE_VALUE, parts_index(parts, param->name, strlen(param->name))};
    size_t  stem;

    if (meaning.arg >= 0) {
        if (type_is_pointer(parts->shape->params.items[meaning.arg]->type))
            meaning.role = ROLE_BEFORE;
        return meaning;
    }
    if (strcmp(param->name, "result") == 0)
        return (Meaning){ROLE_RESULT, -1};
    if (strcmp(param->name, "result_adj") == 0)
        return (Meaning){ROLE_RESULT_ADJOINT, -1};
    if (strcmp(param->name, "result_dot") == 0)
        return (Meaning){ROLE_RESULT_TANGENT, -1};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (parts_ends(param->name, suffixes[i].suffix, &stem)) {
            meaning = (Meaning){suffixes[i].role, parts_index(parts, param->name, stem)};
            break;
        }
    ENSURE(meaning.arg >= 0);
    return meaning;
}

/* The function of the list for an argument, with what comes behind its name: "_runs"; or NULL. */
static Func *parts_named(const CallParts *parts, int arg, const char *suffix)
{
    const char *name = parts->shape->params.items[arg]->name;
    size_t      length = strlen(name);

    for (int i = 0; i < parts->list.count; i++) {
        const char *of = parts->list.items[i].of;

        if (strncmp(of, name, length) == 0 && strcmp(of + length, suffix) == 0)
            return parts->list.items[i].func;
    }
    return NULL;
}

bool parts_want_result(const Func *func)
{
    for (int i = 0; i < func->parts->list.count; i++)
        for (int k = 0; k < func->parts->list.items[i].func->params.count; k++)
            if (parts_meaning(func->parts, func->parts->list.items[i].func->params.items[k]).role == ROLE_RESULT)
                return true;
    return false;
}

/* ---- what parameters stand for ---- */

static const Expr *parts_value(const Call *c, const Var *param, int arg)
{
    return ir_cast(c->d->p, c->s->loc, type_unqualified(c->d->p, param->type), c->s->u.call.args[arg], true);
}

int parts_stride_index(const CallParts *parts, const char *prefix, int arg, Arena *arena)
{
    const char *name = arena_printf(arena, "%s%s", prefix, parts->shape->params.items[arg]->name);

    return parts_index(parts, name, strlen(name));
}

typedef struct Positive {
    Program    *p;
    const Expr *value;
} Positive;

/* Comparisons that are known of a number above zero. */
static const Expr *parts_positive_node(void *data, const Expr *e)
{
    const Positive *positive = data;
    const Expr     *limit = e->op == OP_GT ? ir_uncast(e->args[1]) : NULL;

    if (limit && limit->op == OP_INT && limit->u.integer->value == 0 && ir_same(ir_uncast(e->args[0]), positive->value))
        return ir_int(positive->p, e->loc, e->type, 1);
    if (e->op == OP_SELECT && e->args[0]->op == OP_GT && ir_same(e->args[0]->args[0], e->args[1]) &&
        ir_same(ir_uncast(e->args[1]), positive->value) && e->args[2]->op == OP_INT && e->args[2]->u.integer->value == 1)
        return e->args[1];
    return e;
}

const Expr *parts_size(const Call *c, int arg, const char *what)
{
    int      ld = parts_stride_index(c->parts, "ld", arg, c->d->arena);
    Positive positive = {c->d->p, ld < 0 ? NULL : ir_uncast(c->s->u.call.args[ld])};
    const Func *func = parts_named(c->parts, arg, what);
    Map        *map = map_new(c->d->arena);
    Block      *body;
    const Stmt *last;

    ENSURE(func != NULL);
    for (int i = 0; i < func->params.count; i++) {
        Meaning meaning = parts_meaning(c->parts, func->params.items[i]);

        ENSURE(meaning.role == ROLE_VALUE);
        map_put(map, func->params.items[i], (void *)parts_value(c, func->params.items[i], meaning.arg));
    }
    body = normal_copy_body(c->d->p, c->d->fn, func->body, map);
    last = body->stmts.items[body->stmts.count - 1];
    ENSURE(body->stmts.count == 1 && last->kind == STMT_RETURN);
    if (ld < 0)
        return parts_fold(c->d, last->u.result);
    return parts_fold(c->d, ir_map_expr(c->d->p, parts_fold(c->d, last->u.result), parts_positive_node, &positive));
}

static Var *parts_copy(const Call *c, Meaning meaning)
{
    if (c->kept == NULL)
        return NULL;
    return (meaning.role == ROLE_BEHIND ? c->kept->behind : c->kept->before)[meaning.arg];
}

/* The stride or leading dimension of what the part is given of the argument. */
static const Expr *parts_stride(const Call *c, const Func *part, const Var *param, int arg)
{
    Program    *p = c->d->p;
    Loc         loc = c->s->loc;
    size_t      stem;
    bool        vector = parts_ends(param->name, "_inc", &stem);
    int         index = parts_stride_index(c->parts, vector ? "inc" : "ld", arg, c->d->arena);
    const Type *type = type_unqualified(p, param->type);
    bool        copied = false;
    const Expr *value;

    for (int i = 0; i < part->params.count; i++) {
        Meaning meaning = parts_meaning(c->parts, part->params.items[i]);

        copied |= meaning.arg == arg && (meaning.role == ROLE_BEFORE || meaning.role == ROLE_BEHIND) && parts_copy(c, meaning);
    }
    ENSURE(index >= 0);
    value = parts_value(c, param, index);
    if (copied && vector)
        value = ir_select(p, loc, ir_binary(p, loc, OP_LT, value, ir_int(p, loc, type, 0)), ir_int(p, loc, type, -1),
                          ir_int(p, loc, type, 1));
    else if (copied)
        value = ir_cast(p, loc, type, parts_size(c, arg, "_length"), true);
    return parts_fold(c->d, value);
}

static const Expr *parts_result(const Call *c)
{
    Derive *d = c->d;
    Var    *result = d->tangents ? NULL : map_get(d->results, c->s);

    if (d->tangents)
        return c->s->u.call.place;
    if (result == NULL) {
        result = shadow_temp(d, "value", type_unqualified(d->p, c->s->u.call.place->type), c->s->loc);
        map_put(d->results, c->s, result);
    }
    return ir_var(d->p, c->s->loc, result);
}

static const Expr *parts_bind(const Call *c, const Func *part, const Var *param, bool inlined)
{
    Program    *p = c->d->p;
    Loc         loc = c->s->loc;
    Meaning     meaning = parts_meaning(c->parts, param);
    const Type *type = type_unqualified(p, param->type);
    Var        *copy;

    switch (meaning.role) {
    case ROLE_VALUE:
        return parts_value(c, param, meaning.arg);
    case ROLE_BEFORE:
    case ROLE_BEHIND:
        copy = parts_copy(c, meaning);
        return ir_cast(p, loc, type, copy ? ir_var(p, loc, copy) : c->s->u.call.args[meaning.arg], true);
    case ROLE_STRIDE:
        return parts_stride(c, part, param, meaning.arg);
    case ROLE_RESULT:
        return ir_cast(p, loc, type, parts_result(c), true);
    case ROLE_RESULT_ADJOINT:
        return shadow_place(c->d, c->s->u.call.place);
    case ROLE_RESULT_TANGENT:
        return ir_addr(p, loc, shadow_place(c->d, c->s->u.call.place));
    case ROLE_ACTIVE:
        return ir_int(p, loc, type, calls_arg_is_active(c->d, c->s, meaning.arg));
    case ROLE_TANGENT:
        return ir_cast(p, loc, type, type_is_pointer(type) ? calls_shadow(c->d, c->s, meaning.arg)
                                                           : shadow_place(c->d, c->s->u.call.args[meaning.arg]), true);
    default:
        break;
    }
    if (type_is_real(c->s->u.call.args[meaning.arg]->type))
        return inlined ? ir_addr(p, loc, shadow_place(c->d, c->s->u.call.args[meaning.arg]))
                       : calls_part(c->d, c->s->u.call.args[meaning.arg], true, c->out, c->after);
    return ir_cast(p, loc, type, calls_shadow(c->d, c->s, meaning.arg), true);
}

/* ---- functions that stay functions ---- */

static void parts_use(Derive *d, Func *func);

static void parts_use_call(void *data, Stmt *s)
{
    if (s->kind != STMT_CALL)
        return;
    if (s->u.call.callee->is_generated)
        parts_use(data, s->u.call.callee);
    else if (strcmp(s->u.call.callee->name, "adgen_allocate") == 0)
        store_allocator(data);
}

static void parts_use(Derive *d, Func *func)
{
    for (int i = 0; i < d->pairs->helpers.count; i++)
        if (d->pairs->helpers.items[i] == func)
            return;
    ir_visit_stmts(func->body, parts_use_call, d);
    VEC_PUSH(d->arena, &d->pairs->helpers, func);
}

static void parts_find_loop(void *data, Stmt *s)
{
    *(bool *)data |= s->kind == STMT_FOR || s->kind == STMT_LOOP;
}

static bool parts_is_inlined(const Func *part)
{
    bool loops = false;

    ir_visit_stmts(part->body, parts_find_loop, &loops);
    return !loops;
}

/* ---- one part ---- */

void parts_inline(Call *c, Func *part)
{
    Derive *d = c->d;
    Map    *map = map_new(d->arena);
    Block  *body;
    int     first;

    for (int i = 0; i < part->params.count; i++)
        map_put(map, part->params.items[i], (void *)parts_bind(c, part, part->params.items[i], true));
    first = d->fn->vars.count;
    body = normal_copy_body(d->p, d->fn, part->body, map);
    for (int i = first; i < d->fn->vars.count; i++) {
        d->fn->vars.items[i]->is_shadow = true;
        d->fn->vars.items[i]->kind = VAR_TEMP;
    }
    parts_prune(d, body, c->out);
    ir_visit_stmts(c->out, parts_use_call, d);
}

static void parts_call(Call *c, Func *part)
{
    Derive      *d = c->d;
    const Expr **args = ARENA_ARRAY(d->arena, const Expr *, part->params.count + 1);

    for (int i = 0; i < part->params.count; i++)
        args[i] = parts_fold(d, parts_bind(c, part, part->params.items[i], false));
    ir_push(d->p, c->out, ir_call_stmt(d->p, c->s->loc, NULL, part, args, part->params.count));
    parts_use(d, part);
}

Block *parts_adjoint(Derive *d, const Stmt *s, const Pair *pair)
{
    Program    *p = d->p;
    Call        c = {d, s, s->u.call.callee->parts, map_get(d->kept, s), ir_block(p), ir_block(p)};

    ENSURE(c.kept);
    for (int i = 0; i < c.kept->parts.count; i++)
        (parts_is_inlined(c.kept->parts.items[i]) ? parts_inline : parts_call)(&c, c.kept->parts.items[i]);
    ir_append(p, c.out, c.after);
    if (pair->result && type_is_real(s->u.call.callee->result)) {
        const Expr *seed = shadow_place(d, s->u.call.place);

        ir_push(p, c.out, ir_assign(p, s->loc, seed, ir_zero(p, s->loc, seed->type)));
    }
    for (int i = 0; i < c.kept->own.count; i++)
        keep_free(d, c.out, c.kept->own.items[i], s->loc);
    return c.out;
}
