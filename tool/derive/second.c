#include "second.h"

#include "context.h"
#include "derive/derive.h"

Request *derive_first_request(Program *p, const Request *second)
{
    Request *first = ARENA_NEW(p->arena, Request);

    *first = *second;
    first->mode = MODE_GRAD;
    first->width = 0;
    return first;
}

Request *second_request(Program *p, const Request *request, Func *gradient)
{
    Request *inner = ARENA_NEW(p->arena, Request);
    int      count = request->func->params.count;

    inner->mode = MODE_JVP;
    inner->func = gradient;
    inner->loc = request->loc;
    inner->as = request->as;
    inner->exact = true;
    inner->width = request->width;
    for (int i = 0; i < gradient->params.count; i++)
        if (i >= count || activity_param(request, request->func->params.items[i]))
            VEC_PUSH(p->arena, &inner->wrt, gradient->params.items[i]);
    return inner;
}

void second_order_params(Program *p, const Request *request, const Func *gradient, Func *fn)
{
    int primals = request->func->params.count, adjoints = gradient->params.count - primals;
    int tangents = fn->params.count - gradient->params.count - adjoints;
    Var **given = ARENA_ARRAY(p->arena, Var *, fn->params.count);

    for (int i = 0; i < fn->params.count; i++)
        given[i] = fn->params.items[i];
    for (int i = 0; i < tangents; i++)
        fn->params.items[primals + i] = given[primals + adjoints + i];
    for (int i = 0; i < adjoints; i++)
        fn->params.items[primals + tangents + i] = given[primals + i];
}
