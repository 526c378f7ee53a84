#include "pairs.h"

#include <string.h>

#include "adjoint.h"
#include "ir/runtime.h"
#include "moves.h"
#include "normal/normal.h"
#include "shadow.h"

/* ---- names ---- */

bool pairs_is_taken(const Program *p, const char *name)
{
    const Func *func = ir_find_func(p, name);

    if (func && !func->is_generated)
        return true;
    if (p->made && strmap_get(p->made, name))
        return true;
    for (int i = 0; i < p->globals.count; i++)
        if (!p->globals.items[i]->is_shadow && strcmp(p->globals.items[i]->name, name) == 0)
            return true;
    for (int i = 0; i < p->items.count; i++)
        if (p->items.items[i]->name && !p->items.items[i]->var && strcmp(p->items.items[i]->name, name) == 0)
            return true;
    for (int i = 0; i < p->requests.count; i++)
        if (strcmp(p->requests.items[i]->as, name) == 0)
            return true;
    return false;
}

const char *pairs_name(const Program *p, const char *func, const char *suffix)
{
    const char *name = arena_printf(p->arena, "%s_%s", func, suffix);

    for (int i = 2; pairs_is_taken(p, name); i++)
        name = arena_printf(p->arena, "%s_%s_%d", func, suffix, i);
    return name;
}

/* ---- signatures ---- */

typedef struct Signature {
    Program *p;
    Func    *func;
    Map     *map;       /* the primal's parameters to what stands for them */
} Signature;

static void pairs_add(Signature *sig, const char *name, const Type *type, Loc loc, Lanes lanes)
{
    Var *param = ir_new_var(sig->p, sig->func, VAR_PARAM, name, type, loc);

    param->is_shadow = lanes != LANES_NONE;
    param->lanes = lanes;
    VEC_PUSH(sig->p->arena, &sig->func->params, param);
}

static const char *pairs_adj(const Program *p, const char *name)
{
    return arena_printf(p->arena, "%s_adj", name);
}

static void pairs_add_primals(Signature *sig, const Pair *pair, bool backward)
{
    for (int i = 0; i < pair->func->params.count; i++) {
        const Var *param = pair->func->params.items[i];

        if (backward && !pairs_backward_param(pair, i))
            continue;
        pairs_add(sig, param->name, normal_copy_type(sig->p, sig->func, param->type, sig->map), param->loc, LANES_NONE);
        map_put(sig->map, param, (void *)ir_var(sig->p, param->loc, sig->func->params.items[sig->func->params.count - 1]));
    }
}

Lanes pairs_tangent_lanes(const Var *param)
{
    if (!type_is_pointer(param->type) || param->lanes == LANES_FLAT)
        return LANES_FLAT;
    return runtime_is_tape(type_elem(param->type)) ? LANES_NONE : LANES_DEEP;    /* on a tape they lie one behind the other */
}

/* Tangents are handed on as their values are. */
static void pairs_add_tangents(Signature *sig, const Pair *pair)
{
    Program *p = sig->p;

    for (int i = 0; i < pair->func->params.count; i++) {
        const Var *param = pair->func->params.items[i];

        if (pair->active[i])
            pairs_add(sig, arena_printf(p->arena, "%s_dot", param->name),
                      normal_copy_type(p, sig->func, shadow_tangent_type(p, param->type), sig->map),
                      param->loc, pairs_tangent_lanes(param));
    }
    if (pair->result)
        pairs_add(sig, "result_dot", type_pointer(p, shadow_tangent_type(p, pair->func->result)), pair->func->loc,
                  type_is_pointer(pair->func->result) ? LANES_DEEP : LANES_FLAT);
}

static void pairs_add_shadows(Signature *sig, const Pair *pair, bool backward)
{
    for (int i = 0; i < pair->func->params.count; i++) {
        const Var  *param = pair->func->params.items[i];
        const Type *type;

        if (!(backward ? pairs_has_shadow(pair, i) : pairs_forward_shadow(pair, i)))
            continue;
        type = normal_copy_type(sig->p, sig->func, shadow_type(sig->p, param->type), sig->map);
        pairs_add(sig, pairs_adj(sig->p, param->name), type_is_pointer(param->type) ? type : type_pointer(sig->p, type),
                  param->loc, type_is_pointer(param->type) ? LANES_DEEP : LANES_FLAT);
    }
}

static void pairs_add_reals(Signature *sig, const Pair *pair)
{
    for (int i = 0; i < pair->func->params.count; i++) {
        const Var *param = pair->func->params.items[i];

        if (pair->active[i] && type_is_real(param->type))
            pairs_add(sig, pairs_adj(sig->p, param->name), type_pointer(sig->p, shadow_type(sig->p, param->type)),
                      param->loc, LANES_FLAT);
    }
}

static Func *pairs_new_func(Program *p, const Pair *pair, const char *suffix, const Type *result)
{
    Func *func = ARENA_NEW(p->arena, Func);

    func->name = pairs_name(p, pair->func->name, pair->width > 0 ? arena_printf(p->arena, "%s_%d", suffix, pair->width) : suffix);
    func->loc = pair->func->loc;
    func->result = result;
    func->is_static = true;
    func->is_generated = true;
    func->width = pair->width;
    strmap_put(p->made, func->name, func);
    VEC_PUSH(p->arena, &p->funcs, func);
    return func;
}

static void pairs_make_tangent(Program *p, Pair *pair)
{
    Signature sig = {p, pairs_new_func(p, pair, "tangent", pair->func->result), map_new(p->arena)};

    pair->backward = sig.func;
    pairs_add_primals(&sig, pair, false);
    pairs_add_tangents(&sig, pair);
}

static void pairs_make_halves(Program *p, Pair *pair)
{
    const Type *result = pair->func->result, *tape = type_pointer(p, runtime_tape(p));
    Signature   forward = {p, NULL, map_new(p->arena)};
    Signature   backward = {p, pairs_new_func(p, pair, pair->prompt ? "vjp" : pair->joint ? "adjoint" : "backward",
                                            pair->prompt ? result : type_void(p)), map_new(p->arena)};

    pair->backward = backward.func;
    pairs_add_primals(&backward, pair, true);
    pairs_add_shadows(&backward, pair, true);
    pairs_add_reals(&backward, pair);
    if (pair->result && !type_is_pointer(result))
        pairs_add(&backward, "result_adj", pairs_seed_type(p, result), pair->func->loc, LANES_FLAT);
    if (pair->joint)
        return;
    pairs_add(&backward, "tape", tape, pair->func->loc, LANES_NONE);
    forward.func = pairs_new_func(p, pair, "forward", result);
    pair->forward = forward.func;
    pairs_add_primals(&forward, pair, false);
    pairs_add_shadows(&forward, pair, false);
    if (pair->result && type_is_pointer(result))
        pairs_add(&forward, "result_adj", type_pointer(p, shadow_type(p, result)), pair->func->loc, LANES_DEEP);
    pairs_add(&forward, "tape", tape, pair->func->loc, LANES_NONE);
}

void pairs_describe(Pairs *pairs)
{
    Func *keep = pairs->keep, *known = keep ? ir_find_func(pairs->p, keep->name) : NULL;

    if (known == NULL)
        return;
    *keep = *known;
    pairs->keep = NULL;
}

void pairs_use(Pair *pair)
{
    pair->used = true;
}

bool pairs_has_shadow(const Pair *pair, int param)
{
    return pair->active[param] && !type_is_real(pair->func->params.items[param]->type);
}

bool pairs_forward_shadow(const Pair *pair, int param)
{
    return pairs_has_shadow(pair, param) && pair->moves[param];
}

bool pairs_backward_param(const Pair *pair, int param)
{
    const Type *type = pair->func->params.items[param]->type;

    return type_is_pointer(type) ? pair->stays[param] : type->canon->kind != TYPE_RECORD;
}

const Type *pairs_seed_type(Program *p, const Type *result)
{
    return type_is_real(result) ? type_unqualified(p, result) : type_pointer(p, shadow_type(p, result));
}

/* ---- the list ---- */

Pairs *pairs_new(Program *p, bool share)
{
    Pairs *pairs = ARENA_NEW(p->arena, Pairs);

    pairs->p = p;
    pairs->share = share;
    p->made = strmap_new(p->arena);
    return pairs;
}

static Request *pairs_request(Program *p, const Pair *pair, Loc loc)
{
    Request *request = ARENA_NEW(p->arena, Request);

    request->mode = pair->tangent ? MODE_JVP : MODE_VJP;
    request->func = pair->func;
    request->loc = loc;
    request->as = pair->forward ? pair->forward->name : pair->backward->name;
    request->of_return = pair->result;
    request->exact = true;
    request->width = pair->width;
    for (int i = 0; i < pair->func->params.count; i++)
        if (pair->active[i])
            VEC_PUSH(p->arena, &request->wrt, pair->func->params.items[i]);
    return request;
}

static bool *pairs_copy(Program *p, const bool *flags, int count)
{
    bool *copy = ARENA_ARRAY(p->arena, bool, count + 1);

    memcpy(copy, flags, (size_t)count * sizeof *flags);
    return copy;
}

/* Whether the pairs are for the same function and the same active parameters. */
static bool pairs_alike(const Pair *a, const Pair *b)
{
    size_t size = (size_t)a->func->params.count * sizeof *a->active;

    return a->func == b->func && a->result == b->result && a->tangent == b->tangent && a->width == b->width &&
           memcmp(a->active, b->active, size) == 0 && memcmp(a->stays, b->stays, size) == 0;
}

Pair *pairs_stand_in(const Pairs *pairs, const Pair *pair)
{
    for (int i = 0; i < pairs->list.count && pair->joint && !pair->prompt; i++)
        if (pairs->list.items[i]->prompt && pairs->list.items[i]->used && pairs_alike(pairs->list.items[i], pair))
            return pairs->list.items[i];
    return NULL;
}

/* The pair that is like this one, which is filed where there is none yet. */
static Pair *pairs_file(Pairs *pairs, const Pair *wanted, Loc loc)
{
    Program *p = pairs->p;
    int      count = wanted->func->params.count;
    Pair    *pair;

    for (int i = 0; i < pairs->list.count; i++) {
        pair = pairs->list.items[i];
        if (pairs_alike(pair, wanted) && pair->joint == wanted->joint && pair->prompt == wanted->prompt)
            return pair;
    }
    pair = ARENA_NEW(p->arena, Pair);
    *pair = *wanted;
    pair->active = pairs_copy(p, wanted->active, count);
    pair->stays = pairs_copy(p, wanted->stays, count);
    pair->moves = moves_find(p, pair->func);
    if (pair->tangent)
        pairs_make_tangent(p, pair);
    else
        pairs_make_halves(p, pair);
    pair->request = pairs_request(p, pair, loc);
    VEC_PUSH(p->arena, &pairs->list, pair);
    return pair;
}

Pair *pairs_get(Pairs *pairs, Func *func, const bool *active, const bool *stays, bool result, bool joint, int width, Loc loc)
{
    Pair wanted = {.func = func, .width = width, .active = active, .stays = stays, .result = result, .joint = joint,
                   .derived = func_is_given(func) || func->parts};

    return pairs_file(pairs, &wanted, loc);
}

Pair *pairs_get_prompt(Pairs *pairs, Func *func, const bool *active, const bool *stays, int width, Loc loc)
{
    Pair wanted = {.func = func, .width = width, .active = active, .stays = stays, .result = true, .joint = true, .prompt = true};

    return pairs_file(pairs, &wanted, loc);
}

Pair *pairs_get_tangent(Pairs *pairs, Func *func, const bool *active, bool result, int width, Loc loc)
{
    Pair wanted = {.func = func, .width = width, .active = active, .result = result, .tangent = true,
                   .derived = func_is_given(func) || func->parts,
                   .stays = ARENA_ARRAY(pairs->p->arena, bool, func->params.count + 1)};

    return pairs_file(pairs, &wanted, loc);
}
