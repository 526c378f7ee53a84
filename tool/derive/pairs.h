#ifndef ADGEN_DERIVE_PAIRS_H
#define ADGEN_DERIVE_PAIRS_H

#include "context.h"
#include "derive/derive.h"

/*
 * A function that is differentiated apart from its callers: `forward` runs it and keeps on the tape what `backward`
 * needs, which is called in the reverse order of the calls of `forward`.
 *
 *     R    g_forward(params…, shadows…, [R *result_adj,] AdgenTape *tape)
 *     void g_backward(params…, shadows…, T *x_adj of reals…, [R result_adj,] AdgenTape *tape)
 *
 * `forward` gets the shadows that other shadow pointers may be set from; `backward` gets numbers, and pointers to what
 * still holds what it held.
 *
 * There is one for each combination of what is active.  A function that changes nothing, whose arguments stay what they
 * are and that does not call itself is `joint`: one function, without a tape, that runs forward and backward.  Where the
 * adjoint of its result is known before it runs, that returns the result, too (prompt.h).
 *
 * In forward mode there is one function, too, `tangent`, which runs with the tangents beside the values:
 *
 *     R g_tangent(params…, tangents…, [R *result_dot])
 */
struct Pair {
    Func    *func;          /* the primal */
    const bool *active;     /* by parameter */
    const bool *stays;         /* by parameter: nothing overwrites what can be reached through it before `backward` has run */
    const bool *moves;       /* by parameter: pointers may be set from it, so that shadows have to follow */
    bool     result;        /* what it returns is active, or a pointer to what is active */
    bool     joint;         /* no forward half: the primal runs as it is, and `backward` does both, without a tape */
    bool     prompt;        /* joint, and what it returns is what the primal returns: it is not called beside the primal */
    int      trial;         /* prompt: the number of the attempt that says whether it fits; 0: none (request.h) */
    bool     fits;          /* it needs no tape */
    bool     tangent;       /* `backward` is no half of anything: it computes tangents */
    int      width;         /* directions at once (vector mode); 0: one */
    bool     used;
    bool     derived;
    Func    *forward, *backward;
    Request *request;
};

struct Pairs {
    int         trials;     /* attempts at prompt pairs */
    bool        share;      /* large functions that are called often stay functions */
    Program    *p;
    VEC(Pair *) list;
    VEC(Func *) helpers;    /* functions of the program's own that derivatives call (Func.parts) */
    int         given;      /* of them, by derive_pair */
    Func       *keep;       /* adgen_keep, once it is called */
};

/* Whether a name is in use at file level, or will be, other than for the adjoint of a global. */
bool pairs_is_taken(const Program *p, const char *name);

/* g_forward, or g_forward_2 where there is one already. */
const char *pairs_name(const Program *p, const char *func, const char *suffix);

/* The pair for a call, made where there is none yet; its functions' bodies come later (pair_derive). */
Pair *pairs_get(Pairs *pairs, Func *func, const bool *active, const bool *stays, bool result, bool joint, int width,
                Loc loc);
/* The same for a prompt call. */
Pair *pairs_get_prompt(Pairs *pairs, Func *func, const bool *active, const bool *stays, int width, Loc loc);

/* The same for a call in forward mode. */
Pair *pairs_get_tangent(Pairs *pairs, Func *func, const bool *active, bool result, int width, Loc loc);

/* The prompt pair, in use, whose function can be called in the place of a joint pair's, or NULL. */
Pair *pairs_stand_in(const Pairs *pairs, const Pair *pair);

/* What gradients made so far copy is followed from now on: they are to be differentiated themselves. */
void pairs_describe(Pairs *pairs);

/* The pair's functions are called: they have to be made. */
void pairs_use(Pair *pair);

/* Whether a parameter has a shadow: a pointer for a pointer, a pointer to the shadow for a record; whether the forward
 * half gets it; whether the backward half gets the parameter itself. */
bool pairs_has_shadow(const Pair *pair, int param);
bool pairs_forward_shadow(const Pair *pair, int param);
bool pairs_backward_param(const Pair *pair, int param);

/* What the tangent of a parameter holds of several directions. */
Lanes pairs_tangent_lanes(const Var *param);

/* What the backward half gets for a result by value: its adjoint, or a pointer to the adjoint of a record. */
const Type *pairs_seed_type(Program *p, const Type *result);

#endif
