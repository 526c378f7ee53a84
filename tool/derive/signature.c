#include "signature.h"

#include <string.h>

#include "ir/runtime.h"
#include "pairs.h"
#include "shadow.h"

/* The name, or with a number behind it, as the function may have a parameter of that name (it is a derivative itself).
 * Halves are declared with the names as they are (pairs.c). */
static const char *signature_free_name(const Derive *d, const char *name)
{
    const char *found = name;
    int         number = 2;

    for (int i = 0; i < d->fn->params.count && d->pair == NULL; i++)
        if (strcmp(d->fn->params.items[i]->name, found) == 0) {
            found = arena_printf(d->arena, "%s_%d", name, number++);
            i = -1;
        }
    return found;
}

static Var *signature_add(Derive *d, const char *name, const Type *type, Lanes lanes, Loc loc)
{
    Var *param = ir_new_var(d->p, d->fn, VAR_PARAM, signature_free_name(d, name), type, loc);

    VEC_PUSH(d->arena, &d->fn->params, param);
    param->is_shadow = true;
    param->lanes = lanes;
    return param;
}

/* Whether the pointer's adjoints overlap no others.  Of data that are only read restrict does not say so: there, two
 * pointers may lead to the same. */
static bool signature_is_apart(const Derive *d, const Var *param)
{
    return !d->pair && (d->request->func->noalias ||
                        ((param->type->quals & TYPE_RESTRICT) && !type_is_const(type_elem(param->type))));
}

static void signature_add_adjoint(Derive *d, Var *param, Inners *inners)
{
    Program    *p = d->p;
    const char *name = arena_printf(d->arena, "%s_adj", param->name);
    const Type *type = shadow_type(p, param->type);
    bool        pointer = type_is_pointer(param->type);
    Inner       inner = {param, NULL, NULL};

    if (pointer && signature_is_apart(d, param))
        type = type_qualified(p, type, TYPE_RESTRICT);
    inner.adjoint = signature_add(d, name, pointer ? type : type_pointer(p, type), pointer ? LANES_DEEP : LANES_FLAT, param->loc);
    map_put(d->beside, param, inner.adjoint);
    if (pointer) {
        map_put(d->shadows, param, inner.adjoint);
        return;
    }
    inner.local = ir_new_var(p, d->fn, VAR_TEMP, arena_printf(d->arena, "%s_acc", param->name), type, param->loc);
    inner.local->is_register = param->is_register;
    inner.local->is_shadow = true;
    map_put(d->shadows, param, inner.local);
    VEC_PUSH(d->arena, &inners->list, inner);
}

/* Forward mode: tangents are handed over as their values are, and that of the result by a pointer. */
void signature_of_tangents(Derive *d)
{
    const Request *request = d->request;
    const Type    *result = d->fn->result;
    int            count = request->func->params.count;

    for (int i = 0; i < count; i++) {
        Var *param = d->fn->params.items[i], *dot;

        if (!activity_param(request, request->func->params.items[i]))
            continue;
        dot = signature_add(d, shadow_name(d, param->name), shadow_of(d, param->type),
                                pairs_tangent_lanes(param), param->loc);
        dot->is_register = param->is_register;
        map_put(d->beside, param, dot);
        param->lanes = LANES_NONE;
        map_put(d->shadows, param, dot);
    }
    if (d->pair ? d->pair->result : type_is_real(result) && !d->second)
        d->result_shadow = signature_add(d, "result_dot", type_pointer(d->p, shadow_of(d, result)),
                                             type_is_pointer(result) ? LANES_DEEP : LANES_FLAT, d->fn->loc);
}

void signature_of_request(Derive *d, Inners *inners)
{
    const Request *request = d->request;
    int            count = request->func->params.count;

    for (int reals = 0; reals < 2; reals++)              /* functions of ours get pointers first */
        for (int i = 0; i < count; i++)
            if (activity_param(request, request->func->params.items[i]) &&
                (request->exact ? type_is_real(d->fn->params.items[i]->type) == reals : !reals))
                signature_add_adjoint(d, d->fn->params.items[i], inners);
    if (request->mode == MODE_VJP && type_is_real(d->fn->result) && (!request->exact || request->of_return))
        d->result_seed = signature_add(d, "result_adj", type_unqualified(d->p, d->fn->result), LANES_FLAT, d->fn->loc);
}

/* The parameters of a pair's forward half, and the adjoints that only its backward half gets: as pairs.c declares them. */
void signature_of_halves(Derive *d, Inners *inners)
{
    Program    *p = d->p;
    const Pair *pair = d->pair;
    const Type *result = pair->func->result;
    int         count = pair->func->params.count;

    for (int i = 0; i < count; i++) {
        Var *param = d->fn->params.items[i];

        if (pair->stays[i])
            map_put(d->stays, param, param);
        if (!pair->active[i])
            continue;
        signature_add_adjoint(d, param, inners);
        if (pair->stays[i])
            map_put(d->stays, d->fn->params.items[d->fn->params.count - 1], param);
        if (!pairs_forward_shadow(pair, i))
            d->fn->params.count--;
    }
    if (pair->result && type_is_pointer(result))
        d->result_shadow = signature_add(d, "result_adj", type_pointer(p, shadow_type(p, result)), LANES_DEEP,
                                             d->fn->loc);
    if (pair->result && !type_is_pointer(result)) {
        d->result_seed = signature_add(d, "result_adj", pairs_seed_type(p, result), LANES_FLAT, d->fn->loc);
        d->fn->params.count--;
    }
    d->tape = signature_add(d, "tape", type_pointer(p, runtime_tape(p)), LANES_NONE, d->fn->loc);
    d->tape->is_shadow = false;
}
