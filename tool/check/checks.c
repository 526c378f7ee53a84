#include <float.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "trial.h"

enum { MOST_ELEMENTS = 64, MOST_REDRAWN = 10, MOST_DRAWS = 36, DIRECTIONS = 2 };

/* What has been found of a group's numbers, or of one other thing, so far. */
typedef struct Found {
    Judgement worst;
    int       checked, index;        /* at a point, at most */
    double    largest;               /* of derivatives and differences */
} Found;

typedef struct Checks {
    Trial  *trial;
    double *gradient, *second, *v, *other, *beside;     /* by active number */
    Found  *groups, *seconds;                  /* by group */
    Found  *groups_here, *seconds_here;        /* at this point alone */
    Found   directions, directions_here;
    double  slope;                             /* the least of the Taylor remainders', or NaN */
    Verdict product, symmetry, twice, memory;
    double  products[2], symmetries[2];
    char    spoilt[160];                       /* what memory is not as it should be */
    int     points, kinks, outside;
    bool    settled;                           /* no kink at this point */
} Checks;

/* ---- time ---- */

static double seconds_spent(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Whether there is time for more than the least: the process ends with its time. */
static bool has_time(const Checks *c, double share)
{
    return seconds_spent() < share * c->trial->settings->seconds;
}

/* ---- the derivative ---- */

static bool is_forward(const Checks *c)
{
    return c->trial->function->derivative.mode == MODE_JVP;
}

/* The gradient that the derivative gives at the trial's point; forward mode has none at once. */
static void derive(Checks *c)
{
    Trial                  *trial = c->trial;
    const AdgenHarnessCall *call = &trial->function->derivative, *companion = &trial->function->companion;
    switch ((Mode)call->mode) {
    case MODE_JVP:
        if (companion->run)
            trial_reverse(trial, companion, PHASE_COMPANION, c->gradient, NULL, NULL);
        break;
    case MODE_JACOBIAN:
        trial_jacobian(trial, call, c->gradient);
        break;
    case MODE_HESSIAN:
        trial_hessian(trial, call, c->v, c->second);
        if (companion->run)
            trial_reverse(trial, companion, PHASE_COMPANION, c->gradient, NULL, NULL);
        break;
    case MODE_HVP:
        trial_reverse(trial, call, PHASE_DERIVATIVE, c->gradient, c->v, c->second);
        break;
    default:
        trial_reverse(trial, call, PHASE_DERIVATIVE, c->gradient, NULL, NULL);
    }
}

/* The sum of the gradient's products with v, and of their sizes. */
static double along(const Checks *c, const double *gradient, const double *v, double *size)
{
    long double sum = 0.0L, sizes = 0.0L;
    for (int i = 0; i < c->trial->count; i++) {
        sum += (long double)gradient[i] * v[i];
        sizes += fabsl((long double)gradient[i] * v[i]);
    }
    *size = (double)sizes;
    return (double)sum;
}

/* The derivative along v at the trial's point, `anew`: which is another one than that of the gradient. */
static double slope_along(Checks *c, const double *v, bool anew)
{
    double size;
    if (is_forward(c))
        return trial_forward(c->trial, &c->trial->function->derivative, PHASE_DERIVATIVE, v);
    if (anew)
        derive(c);
    return along(c, c->gradient, v, &size);
}

/* The direction of one number. */
static const double *unit(Checks *c, int i)
{
    memset(c->other, 0, (size_t)c->trial->count * sizeof *c->other);
    c->other[i] = 1.0;
    return c->other;
}

/* One number of it. */
static double derivative_of(Checks *c, int i)
{
    return is_forward(c) ? slope_along(c, unit(c, i), false) : c->gradient[i];
}

/* ---- one number after the other ---- */

static void merge(Found *into, Judgement judgement, int index)
{
    Judgement worse = into->checked ? judge_worse(into->worst, judgement) : judgement;
    if (into->checked == 0 || memcmp(&worse, &into->worst, sizeof worse) != 0)
        into->index = index;
    into->worst = worse;
    into->largest = fmax(into->largest, fmax(fabs(judgement.derivative), fabs(judgement.numeric)));
    into->checked++;
}

static void merge_found(Found *into, const Found *other)
{
    int checked = into->checked > other->checked ? into->checked : other->checked;
    if (other->checked > 0)
        merge(into, other->worst, other->index);
    into->largest = fmax(into->largest, other->largest);
    into->checked = checked;
}

static Line line_of(Checks *c, int i)
{
    Trial *trial = c->trial;
    double x = fabs(trial->x[i]);
    return (Line){.f = trial_value, .data = trial, .n = (size_t)trial->count, .x = trial->x, .component = (size_t)i,
                  .scale = x > 1.0 ? x : 1.0, .at = trial->room};
}

/*
 * Whether the derivative along v is another one hardly a step away: then no differences tell what it is.  What is wrong
 * without being so is not spared by this.
 */
static bool is_erratic(Checks *c, const double *v, double slope)
{
    Trial *trial = c->trial;
    double h = trial->kind == HARNESS_FLOAT ? 1e-4 : 1e-8;
    for (int i = 0; i < trial->count; i++)
        c->beside[i] = trial->x[i] + h * v[i];
    trial_move(trial, c->beside);
    double other = slope_along(c, v, true);
    trial_move(trial, trial->x);
    if (!is_forward(c))
        derive(c);
    return !(fabs(other - slope) <= 0.1 * fabs(slope));
}

static void judge_number(Checks *c, int i)
{
    Trial    *trial = c->trial;
    double    derivative = derivative_of(c, i);
    Line      line = line_of(c, i);
    memcpy(trial->room, trial->x, (size_t)trial->count * sizeof *trial->room);
    Judgement found = judge_line(&line, trial->value, trial->size, derivative * line.scale, trial->kind);
    found.derivative /= line.scale;
    found.numeric /= line.scale;
    found.error /= line.scale;
    if (found.verdict == VERDICT_WRONG && isfinite(derivative) && is_erratic(c, unit(c, i), derivative))
        found.verdict = VERDICT_NOISE;
    merge(&c->groups_here[trial->actives[i].group], found, trial->actives[i].index);
}

/* Up to so many of each group, drawn at random where there are more. */
static bool is_chosen(Checks *c, int i, int *left)
{
    const Trial *trial = c->trial;
    int          group = trial->actives[i].group;
    int          rest = trial->memory->groups[MEMORY_PRIMAL][group].places.count - trial->actives[i].index;
    if (!trial_is_input(trial, i) || left[group] <= 0)
        return false;
    if (left[group] < rest && trial_random(c->trial, 0.0, rest) >= left[group])
        return false;
    left[group]--;
    return true;
}

/* Each group gets its part of the time that is left up to `share` of all. */
static void judge_numbers(Checks *c, double share)
{
    const Trial *trial = c->trial;
    int          groups = trial->function->group_count;
    int         *left = ARENA_ARRAY(trial->arena, int, groups + 1);
    double       from = seconds_spent() / trial->settings->seconds;
    for (int g = 0; g < groups; g++)
        left[g] = MOST_ELEMENTS;
    for (int i = 0; i < trial->count; i++)
        if (is_chosen(c, i, left) && has_time(c, from + (share - from) * (trial->actives[i].group + 1) / groups))
            judge_number(c, i);
}

/* ---- second derivatives ---- */

/* The gradients at the points of one sweep along v: the same for every number. */
typedef struct Sweep {
    Checks *checks;
    double *gradients;       /* one after the other */
    int     at;
    int     number;          /* whose turn it is */
    bool    findings;
} Sweep;

enum { MOST_SWEPT = 48 };      /* two for each of the steps that judge_line takes */

static const AdgenHarnessCall *gradient_call(const Checks *c, Phase *phase)
{
    const AdgenHarnessFunction *function = c->trial->function;
    bool                        own = function->derivative.mode == MODE_HVP;
    *phase = own ? PHASE_DERIVATIVE : PHASE_COMPANION;
    return own ? &function->derivative : &function->companion;
}

static double swept_gradient(const double *x, void *data)
{
    Sweep  *sweep = data;
    Trial  *trial = sweep->checks->trial;
    double *gradient = sweep->gradients + (size_t)sweep->at++ * (size_t)trial->count;
    Phase   phase;
    if (sweep->findings) {
        const AdgenHarnessCall *call = gradient_call(sweep->checks, &phase);
        trial_move(trial, x);
        trial_reverse(trial, call, phase, gradient, NULL, NULL);
    }
    return gradient[sweep->number];
}

static void judge_swept(Checks *c, Sweep *sweep, int i, bool keep)
{
    Trial    *trial = c->trial;
    Line      line = {.f = swept_gradient, .data = sweep, .n = (size_t)trial->count, .x = trial->x, .direction = c->v,
                      .scale = 1.0, .at = trial->room};
    memcpy(trial->room, trial->x, (size_t)trial->count * sizeof *trial->room);
    sweep->number = i;
    sweep->at = 0;
    Judgement found = judge_line(&line, c->gradient[i], fmax(trial->size, fabs(c->gradient[i])), c->second[i], trial->kind);
    if (keep)
        merge(&c->seconds_here[trial->actives[i].group], found, trial->actives[i].index);
}

static void judge_seconds(Checks *c)
{
    Trial *trial = c->trial;
    Phase  phase;
    Sweep  sweep = {.checks = c, .findings = true};
    int   *left = ARENA_ARRAY(trial->arena, int, trial->function->group_count + 1);
    if (!gradient_call(c, &phase)->run || trial->count == 0)
        return;
    sweep.gradients = ARENA_ARRAY(trial->arena, double, (size_t)MOST_SWEPT * (size_t)trial->count);
    judge_swept(c, &sweep, 0, false);
    trial_move(trial, trial->x);
    sweep.findings = false;
    for (int g = 0; g < trial->function->group_count; g++)
        left[g] = MOST_ELEMENTS;
    for (int i = 0; i < trial->count; i++)
        if (is_chosen(c, i, left))
            judge_swept(c, &sweep, i, true);
}

/* ---- all numbers at once ---- */

static void draw_direction(Checks *c, double *v)
{
    for (int i = 0; i < c->trial->count; i++) {
        double drawn = trial_random(c->trial, -1.0, 1.0);
        v[i] = trial_is_input(c->trial, i) ? (float)drawn : 0.0;
    }
}

static void judge_direction(Checks *c, int n)
{
    Trial *trial = c->trial;
    Line   line = {.f = trial_value, .data = trial, .n = (size_t)trial->count, .x = trial->x, .direction = c->other,
                   .scale = 1.0, .at = trial->room};
    double v_slope;
    draw_direction(c, c->v);
    v_slope = slope_along(c, c->v, false);
    memcpy(c->other, c->v, (size_t)trial->count * sizeof *c->v);
    memcpy(trial->room, trial->x, (size_t)trial->count * sizeof *trial->room);
    Judgement found = judge_line(&line, trial->value, trial->size, v_slope, trial->kind);
    if (found.verdict == VERDICT_WRONG && isfinite(v_slope) && is_erratic(c, c->v, v_slope))
        found.verdict = VERDICT_NOISE;
    merge(&c->directions_here, found, n);
}

static void judge_remainders(Checks *c)
{
    Trial *trial = c->trial;
    double remainder[TAYLOR_STEPS], slope = slope_along(c, c->v, false), size = trial->size;
    for (int k = 0; k < TAYLOR_STEPS; k++) {
        double h = judge_taylor_step(k);
        for (int i = 0; i < trial->count; i++)
            c->other[i] = trial->x[i] + h * c->v[i];
        remainder[k] = fabs(trial_value(c->other, trial) - trial->value - h * slope);
    }
    double found = judge_taylor(remainder, size * (trial->kind == HARNESS_FLOAT ? FLT_EPSILON : DBL_EPSILON));
    if (!isnan(found) && (isnan(c->slope) || found < c->slope))
        c->slope = found;
}

static void hold(Verdict *verdict, bool right)
{
    Verdict found = right ? VERDICT_RIGHT : VERDICT_WRONG;
    if (found > *verdict)
        *verdict = found;
}

/* v' times the gradient, and the derivative along v in forward mode. */
static void judge_product(Checks *c)
{
    Trial                      *trial = c->trial;
    const AdgenHarnessFunction *function = trial->function;
    double                      size, other;
    if (!function->companion.run || function->derivative.mode == MODE_HESSIAN)
        return;
    draw_direction(c, c->v);
    double product = along(c, c->gradient, c->v, &size);
    if (is_forward(c))
        other = trial_forward(trial, &function->derivative, PHASE_DERIVATIVE, c->v);
    else
        other = trial_forward(trial, &function->companion, PHASE_COMPANION, c->v);
    bool right = judge_same(product, other, size, trial->kind);
    if (c->product != VERDICT_WRONG) {
        c->products[0] = product;
        c->products[1] = other;
    }
    hold(&c->product, right);
}

/* u' H v and v' H u. */
static void judge_symmetry(Checks *c)
{
    Trial  *trial = c->trial;
    double *u = ARENA_ARRAY(trial->arena, double, trial->count + 1), size, other_size;
    draw_direction(c, c->v);
    draw_direction(c, u);
    derive(c);
    double one = along(c, c->second, u, &size);
    double *kept = c->v;
    c->v = u;
    derive(c);
    double other = along(c, c->second, kept, &other_size);
    c->v = kept;
    if (c->symmetry != VERDICT_WRONG) {
        c->symmetries[0] = one;
        c->symmetries[1] = other;
    }
    hold(&c->symmetry, judge_same(one, other, fmax(size, other_size), trial->kind));
}

/* ---- twice, and memory ---- */

static bool adds_up(const Checks *c)
{
    int mode = c->trial->function->derivative.mode;
    return mode == MODE_GRAD || mode == MODE_VJP || mode == MODE_HVP;
}

/* What is added to has twice as much after a second call; the adjoint of an output is as after the first. */
static void judge_twice(Checks *c)
{
    Trial *trial = c->trial;
    double scale = 0.0;
    bool   right = true;
    if (!adds_up(c))
        return;
    derive(c);
    trial_again(trial, &trial->function->derivative, c->other);
    for (int i = 0; i < trial->count; i++)
        scale = fmax(scale, fabs(c->gradient[i]));
    for (int i = 0; i < trial->count; i++) {
        double times = trial->function->groups[trial->actives[i].group].adds ? 2.0 : 1.0;
        right = right && judge_same(times * c->gradient[i], c->other[i], scale, trial->kind);
    }
    hold(&c->twice, right);
}

static void judge_memory(Checks *c)
{
    char what[sizeof c->spoilt] = "";
    bool right = trial_compare_memory(c->trial, what, sizeof what);
    if (!right && c->memory != VERDICT_WRONG)
        memcpy(c->spoilt, what, sizeof what);
    hold(&c->memory, right);
}

/* ---- a point ---- */

static Verdict gravest_here(const Checks *c)
{
    Verdict gravest = c->directions_here.worst.verdict;
    for (int g = 0; g < c->trial->function->group_count; g++) {
        if (c->groups_here[g].worst.verdict > gravest)
            gravest = c->groups_here[g].worst.verdict;
        if (c->seconds_here[g].worst.verdict > gravest)
            gravest = c->seconds_here[g].worst.verdict;
    }
    return gravest;
}

static void clear_here(Checks *c)
{
    size_t groups = (size_t)c->trial->function->group_count;
    memset(c->groups_here, 0, groups * sizeof *c->groups_here);
    memset(c->seconds_here, 0, groups * sizeof *c->seconds_here);
    c->directions_here = (Found){.checked = 0};
}

static void keep_here(Checks *c)
{
    for (int g = 0; g < c->trial->function->group_count; g++) {
        merge_found(&c->groups[g], &c->groups_here[g]);
        merge_found(&c->seconds[g], &c->seconds_here[g]);
    }
    merge_found(&c->directions, &c->directions_here);
    c->points++;
}

static void judge_others(Checks *c)
{
    int  mode = c->trial->function->derivative.mode;
    bool second = mode == MODE_HVP || mode == MODE_HESSIAN;
    if (mode != MODE_HESSIAN)
        judge_remainders(c);
    judge_product(c);
    if (second)
        judge_symmetry(c);
    judge_twice(c);
    judge_memory(c);
}

/* Hessians have no gradient of their own: what is held is their product with a direction. */
static void check_point(Checks *c, double share)
{
    int  mode = c->trial->function->derivative.mode;
    bool second = mode == MODE_HVP || mode == MODE_HESSIAN;
    clear_here(c);
    draw_direction(c, c->v);
    derive(c);
    if (second)
        judge_seconds(c);
    if (mode != MODE_HESSIAN) {
        judge_numbers(c, share);
        for (int n = 0; n < DIRECTIONS && (n == 0 || has_time(c, share)); n++)
            judge_direction(c, n);
    }
    bool kink = gravest_here(c) == VERDICT_KINK;
    if (kink && c->kinks < MOST_REDRAWN) {
        c->kinks++;
        return;
    }
    keep_here(c);
    judge_others(c);
}

/* ---- what is sent ---- */

static bool is_dense(const Checks *c)
{
    int mode = c->trial->function->derivative.mode;
    return mode == MODE_JACOBIAN || mode == MODE_HESSIAN;
}

/* Whether there are numbers of that order at all. */
static bool has_table(const Checks *c, bool second)
{
    int mode = c->trial->function->derivative.mode;
    return c->points > 0 && (second ? mode == MODE_HVP || mode == MODE_HESSIAN : mode != MODE_HESSIAN);
}

/* Also where there was no time for one: that is to be seen. */
static void send_found(const Checks *c, const Found *found, int group, bool second)
{
    const AdgenHarnessGroup *g = &c->trial->function->groups[group];
    Finding                   finding = trial_named(FINDING_GROUP, g->path, found->checked);
    finding.which = second;
    finding.verdict = (int)found->worst.verdict;
    finding.count[1] = c->trial->memory->groups[MEMORY_PRIMAL][group].places.count;
    finding.count[2] = found->index;
    finding.number[0] = found->worst.derivative;
    finding.number[1] = found->worst.numeric;
    finding.number[2] = found->worst.error;
    finding.number[3] = found->largest;
    bool wanted = g->active && finding.count[1] > 0 && (is_dense(c) ? g->independent : true) && has_table(c, second);
    if (found->checked > 0 || wanted)
        trial_send(c->trial, finding);
}

static void send_judge(const Checks *c, Judge judge, Verdict verdict, double a, double b, const char *text)
{
    Finding finding = {.kind = FINDING_JUDGE, .which = (int)judge, .verdict = (int)verdict, .number = {a, b}};
    memcpy(finding.text, text, strlen(text) + 1);
    if (verdict != VERDICT_NONE || *text)
        trial_send(c->trial, finding);
}

static void send_all(const Checks *c)
{
    const Trial *trial = c->trial;
    Finding       points = {.kind = FINDING_POINT, .count = {c->points, c->kinks, c->outside}};
    trial_send(trial, points);
    for (int second = 0; second < 2; second++)
        for (int g = 0; g < trial->function->group_count; g++)
            send_found(c, second ? &c->seconds[g] : &c->groups[g], g, second);
    if (c->points == 0)
        send_judge(c, JUDGE_FINITE, VERDICT_WRONG, 0.0, 0.0, "");
    Judgement worst = c->directions.worst;
    send_judge(c, JUDGE_DIRECTIONS, worst.verdict, worst.derivative, worst.numeric, "");
    if (c->directions.checked > 0)
        send_judge(c, JUDGE_TAYLOR, worst.verdict, c->slope, 0.0, "");
    bool alone = !trial->function->companion.run && trial->function->derivative.mode != MODE_HESSIAN;
    send_judge(c, JUDGE_PRODUCT, c->product, c->products[0], c->products[1],
               alone ? "adgen does not derive the other mode of it" : "");
    send_judge(c, JUDGE_SYMMETRY, c->symmetry, c->symmetries[0], c->symmetries[1], "");
    if (trial->function->derivative.width > 0 && c->points > 0)
        send_judge(c, JUDGE_LANES, trial->lanes_differ ? VERDICT_WRONG : VERDICT_RIGHT, 0.0, 0.0, "");
    send_judge(c, JUDGE_TWICE, c->twice, 0.0, 0.0, "");
    send_judge(c, JUDGE_MEMORY, c->memory, 0.0, 0.0, c->spoilt);
}

static double *numbers(const Checks *c)
{
    return ARENA_ARRAY(c->trial->arena, double, c->trial->count + 1);
}

void trial_checks(Trial *trial)
{
    Checks c = {.trial = trial, .slope = NAN};
    int    groups = trial->function->group_count, wanted = trial->settings->points;
    c.gradient = numbers(&c);
    c.second = numbers(&c);
    c.v = numbers(&c);
    c.other = numbers(&c);
    c.beside = numbers(&c);
    c.groups = ARENA_ARRAY(trial->arena, Found, groups + 1);
    c.seconds = ARENA_ARRAY(trial->arena, Found, groups + 1);
    c.groups_here = ARENA_ARRAY(trial->arena, Found, groups + 1);
    c.seconds_here = ARENA_ARRAY(trial->arena, Found, groups + 1);
    while (c.points < wanted && c.outside < MOST_DRAWS && (c.points == 0 || has_time(&c, 0.5))) {
        if (trial_draw(trial, c.outside))
            check_point(&c, 0.6 * (c.points + 1) / wanted);
        else
            c.outside++;
    }
    send_all(&c);
}
