#include "derive/derive.h"

#include "comment.h"
#include "normal/normal.h"
#include "overlap.h"
#include "pairs.h"
#include "remarks.h"
#include "request_parts.h"

/*
 * A derivative that keeps values only because pointers might overlap has a second version for where they do not, if that keeps
 * less.  Which of the two runs is found out by comparing addresses.
 */

enum { MOST_VERSIONS = 3 };

/* What makes code twice as long has to keep a third less. */
static bool version_is_better(const Derive *apart, const Derive *d)
{
    return apart->price * 3.0 <= d->price * 2.0;
}

static const char *version_name(Program *p, Request *request)
{
    if (request->as_apart == NULL)
        request->as_apart = ir_new_func(p, pairs_name(p, request->as, "apart"), request->func->result, request->func->loc)->name;
    return request->as_apart;                                /* nobody else takes it */
}

/* Derive without a word; false: it cannot be. */
static bool version_whole(Derive *d)
{
    Func *func = d->request->func;

    return request_whole(d, request_prepare(d->p, func, d->request->mode, d->pairs, d->diag), func->result, 0) != NULL;
}

/* The same with one more loop of those that keep states; NULL: it cannot, or does not keep less. */
static Derive *version_with_run(const Derive *d, const LongRun *run)
{
    Derive *again = request_new(d->p, d->request, d->pairs, diag_new(d->arena, NULL));

    again->promised = d->promised;
    for (int i = 0; i < d->long_runs.count; i++)
        VEC_PUSH(d->arena, &again->long_runs, d->long_runs.items[i]);
    VEC_PUSH(d->arena, &again->long_runs, *run);
    if (!version_whole(again))
        return NULL;
    again->diag = d->diag;
    return again->price < d->price ? again : NULL;
}

/* The same with all long loops that keep states; itself, where there are none. */
static Derive *version_with_states(Derive *d)
{
    Derive *best = d;

    for (int i = 0; i < d->found_runs.count; i++) {
        Derive *again = version_with_run(best, &d->found_runs.items[i]);

        best = again ? again : best;
    }
    return best;
}

static Derive *version_derive(Program *p, Request *request, const Overlaps *pairs, Pairs *halves)
{
    Request *mine = ARENA_NEW(p->arena, Request);
    Derive  *d;

    *mine = *request;
    mine->as = version_name(p, request);
    d = request_new(p, mine, halves, diag_new(p->arena, NULL));
    d->promised = pairs;
    return version_whole(d) ? version_with_states(d) : NULL;
}

/* The version for what is known so far, and for what it turns out to keep because of overlaps besides; NULL: there is none that
 * is better than the one given. */
static Derive *version_better(Derive *d, const Derive *best, Request *request, Overlaps *pairs)
{
    for (int i = 0; i < MOST_VERSIONS && overlap_check(d, pairs); i++) {
        Overlaps *taken = ARENA_NEW(d->arena, Overlaps);
        Derive   *apart;

        overlap_add(d->arena, taken, pairs);
        apart = version_derive(d->p, request, taken, d->pairs);
        if (apart == NULL || version_is_better(apart, best) || !overlap_add(d->arena, pairs, &apart->costs.pairs))
            return apart && version_is_better(apart, best) ? apart : NULL;
    }
    return NULL;
}

/* The second version; NULL: there is none. */
static Derive *version_find(Derive *d, Request *request)
{
    Overlaps pairs = {0}, more = {0};
    Derive  *apart = NULL, *further = NULL;

    overlap_add(d->arena, &pairs, &d->costs.pairs);
    if (pairs.count)
        apart = version_better(d, d, request, &pairs);
    overlap_add(d->arena, &more, apart ? apart->promised : &pairs);
    if (overlap_add(d->arena, &more, &d->costs.more))
        further = version_better(d, apart ? apart : d, request, &more);
    return further ? further : apart;
}

static bool version_may_pay(const Derive *d, const Request *request)
{
    return request->checks_overlap && d->costs.intervals && d->price > 0.0 && !func_is_derived(request->func);
}

static void version_add(Derive *d, Func *made, Request *request)
{
    Derive       *apart = version_may_pay(d, request) ? version_find(d, request) : NULL;
    ApartVersion *version = ARENA_NEW(d->arena, ApartVersion);
    const char   *memory, *where;

    remarks_make(d, apart ? apart->promised : NULL, apart ? apart->fn : NULL);
    if (apart == NULL)
        return;
    where = overlap_text(d, apart->promised);
    *version = (ApartVersion){apart->fn, overlap_check(d, apart->promised)};
    made->apart = version;
    apart->fn->is_static = true;
    made->comment = arena_printf(d->arena, "%s\nWhere %s, calls %s instead, which keeps less.", made->comment, where,
                                 apart->fn->name);
    memory = comment_of_memory(apart->fn);
    apart->fn->comment = arena_printf(d->arena, "The same as %s, for calls where %s.%s", made->name, where, memory ? memory : "");
}

Func *derive_request(Program *p, Request *request, Pairs *pairs, Diag *diag)
{
    Func   *func = request->func;
    int     before = diag_errors(diag);
    Derive *d = request_new(p, request, pairs, diag);
    bool    recursive = normal_is_recursive(func);
    Func   *fn = recursive ? normal_call_of(p, func) : request_prepare(p, func, request->mode, pairs, diag);

    if (request_whole(d, fn, func->result, before) == NULL)
        return NULL;
    d = recursive ? d : version_with_states(d);
    version_add(d, d->fn, request);
    return d->fn;
}

/* if (adgen_apart (…)) return f_grad_apart (…); */
void derive_join(Program *p, Func *made)
{
    int          count = made->params.count;
    bool         is_void = made->result->canon->kind == TYPE_VOID;
    const Expr **args = ARENA_ARRAY(p->arena, const Expr *, count + 1);
    Block       *body = ir_block(p), *other = ir_block(p);

    if (made->apart == NULL)
        return;
    for (int i = 0; i < count; i++)
        args[i] = ir_var(p, made->loc, made->params.items[i]);
    if (is_void)
        ir_push(p, other, ir_call_stmt(p, made->loc, NULL, made->apart->func, args, count));
    ir_push(p, other, ir_return(p, made->loc, is_void ? NULL : ir_call(p, made->loc, made->apart->func, args, count)));
    ir_push(p, body, ir_if(p, made->loc, made->apart->check, other, NULL));
    ir_append(p, body, made->body);
    made->body = body;
}
