#ifndef ADGEN_CHECK_TRIAL_H
#define ADGEN_CHECK_TRIAL_H

#include "check/settings.h"
#include "ir/ir.h"
#include "jit.h"
#include "judge.h"
#include "memory.h"
#include "finding.h"

/* What stands for arguments of which nothing is said. */
typedef struct TrialDefaults {
    int size;        /* of arrays: integers that say how large something is */
    int range;       /* of reals: which range comes first */
} TrialDefaults;

/* A number that derivatives flow through: of which group, and where among its numbers. */
typedef struct Active {
    int group, index;
} Active;

/* One function at one point, in the process that runs it. */
typedef struct Trial {
    Arena                      *arena;
    const CheckSettings        *settings;
    const AdgenHarnessFunction *function;
    const Globals              *globals;
    Memory                     *memory;
    int                         out;             /* the pipe */
    Phase                       phase;
    unsigned long long          random;
    int                         kind;            /* the coarsest type of reals that takes part */
    Active                     *actives;
    int                         count;
    double                     *x;               /* the point */
    double                     *weight;          /* by active: the seed of what it holds afterwards; 0: no output */
    double                      result_weight;
    double                      value;           /* the weighted outputs at the point: what is differentiated */
    double                      size;            /* the sum of their sizes */
    char                       *result;          /* room for what the function returns */
    double                     *room;            /* for a point beside this one */
    TrialDefaults               defaults;
    bool                        lanes_differ;    /* directions side by side have not agreed */
} Trial;

/* ---- trial.c: memory and calls ---- */

void trial_send(const Trial *trial, Finding finding);
Finding trial_named(FindingKind kind, const char *name, long long count);

/* Make the function's memory and put the integers there. */
Trial *trial_new(Arena *arena, const CheckSettings *settings, TrialDefaults defaults, const AdgenHarnessFunction *function,
                 const Globals *globals, const long long *counts, int out);

enum { TRIAL_RANGES = 3 };

/* Draw a point; `wider`: how often that has been in vain.  False where the function has no finite value there. */
bool trial_draw(Trial *trial, int wider);

/* Whether the number is one that the Jacobian or Hessian is by, if one is asked for. */
bool trial_is_input(const Trial *trial, int i);

double trial_random(Trial *trial, double from, double to);

/* What trial_reset puts back from here on: the numbers of x. */
void trial_move(Trial *trial, const double *x);

/* Everything as before any call; the function's own memory alone. */
void trial_reset(Trial *trial);
void trial_restore_primal(Trial *trial);
void trial_primal(Trial *trial, const AdgenHarnessFunction *function);
void trial_call(Trial *trial, const AdgenHarnessCall *call, void *extra, Phase phase);

/* The weighted outputs of the function at x: a function of a line, with the trial as data. */
double trial_value(const double *x, void *trial);

int   trial_kind(const Trial *trial, int i);
int   trial_set(Phase phase);                    /* the first set of shadows of what is called then */
char *trial_place(const Trial *trial, int set, int i, int lane);

/* ---- derivatives.c: numbers that derivatives give ---- */

/* The gradient of the weighted outputs by a call of reverse mode, or of second order (along v: second[] gets the Hessian's
 * product; NULL: not asked for). */
void trial_reverse(Trial *trial, const AdgenHarnessCall *call, Phase phase, double *gradient, const double *v, double *second);

/* The same once more right after it, without clearing what it has added to. */
void trial_again(Trial *trial, const AdgenHarnessCall *call, double *gradient);

/* The derivative of the weighted outputs along v, in forward mode. */
double trial_forward(Trial *trial, const AdgenHarnessCall *call, Phase phase, const double *v);

/* Dense: the weighted rows of a Jacobian; a Hessian's product with v. */
void trial_jacobian(Trial *trial, const AdgenHarnessCall *call, double *gradient);
void trial_hessian(Trial *trial, const AdgenHarnessCall *call, const double *v, double *second);

/* One call with plausible seeds, for what memory it leaves and what work it does. */
void trial_plain_call(Trial *trial, const AdgenHarnessCall *call);

/* ---- after.c ---- */

/* Compare what a call of the derivative leaves in memory, and returns, with what the function does.  False where they
 * differ: `what` says in what. */
bool trial_compare_memory(Trial *trial, char *what, size_t room);

/* ---- checks.c ---- */

/* Check at as many points as asked for, and send what is found. */
void trial_checks(Trial *trial);

/* ---- work.c ---- */

/* Run the counted copy once and send what it has counted. */
void trial_work(Trial *trial, const AdgenHarnessFunction *counted, Counters *counters);

#endif
