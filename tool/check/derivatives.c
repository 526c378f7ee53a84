#include <math.h>
#include <string.h>

#include "trial.h"

/*
 * Calls of derivatives, and the numbers that come out of them.
 *
 * Where there are several directions side by side, the n-th one's seeds are n times the first one's, so that its numbers
 * have to be, too.
 */

static int lanes_of(const AdgenHarnessCall *call)
{
    return call->width > 0 ? call->width : 1;
}

/* ---- shadows ---- */

/* Made when they are first needed. */
static void need_set(Trial *trial, int set, int width)
{
    Memory *memory = trial->memory;
    bool    made = false;
    for (int i = 0; i < trial->function->param_count; i++)
        made = made || memory->args[set][i];
    if (!made)
        memory_make(memory, set, width);
}

static void put_shadow(Trial *trial, int set, const double *values, bool outputs, int lanes, bool scaled)
{
    for (int i = 0; i < trial->count; i++)
        for (int lane = 0; lane < lanes; lane++)
            if (!outputs || !trial->function->groups[trial->actives[i].group].adds)
                memory_write(trial_kind(trial, i), trial_place(trial, set, i, lane), values[i] * (scaled ? lane + 1 : 1));
}

static void compare_lane(Trial *trial, double first, double other, double factor)
{
    if (!judge_same(first * factor, other, fabs(first) * factor, trial->kind))
        trial->lanes_differ = true;
}

static void get_shadow(Trial *trial, int set, double *values, int lanes, bool scaled)
{
    double scale = 0.0;
    for (int i = 0; i < trial->count; i++) {
        values[i] = (double)memory_read(trial_kind(trial, i), trial_place(trial, set, i, 0));
        scale = fmax(scale, fabs(values[i]));
    }
    for (int i = 0; i < trial->count; i++)
        for (int lane = 1; lane < lanes; lane++) {
            double other = (double)memory_read(trial_kind(trial, i), trial_place(trial, set, i, lane));
            double factor = scaled ? lane + 1 : 1;
            if (!judge_same(values[i] * factor, other, scale, trial->kind))
                trial->lanes_differ = true;
        }
}

/* The array of one number for each direction that a seed, or the derivative of the result, is in. */
static char *result_lanes(Trial *trial, int lanes, double value)
{
    size_t size = trial->function->result_size;
    char  *made = arena_alloc(trial->arena, size * (size_t)lanes + sizeof(long double));
    for (int lane = 0; lane < lanes && trial->function->result_kind <= HARNESS_LONG_DOUBLE; lane++)
        memory_write(trial->function->result_kind, made + (size_t)lane * size, value * (lane + 1));
    return made;
}

/* ---- reverse mode ---- */

static void prepare_reverse(Trial *trial, const AdgenHarnessCall *call, int set)
{
    bool second = call->mode == MODE_HVP;
    need_set(trial, set, call->width);
    if (second) {
        need_set(trial, 2, 0);
        need_set(trial, 3, call->width);
    }
    trial_reset(trial);
    put_shadow(trial, second ? 2 : set, trial->weight, true, second ? 1 : lanes_of(call), call->mode == MODE_VJP);
}

void trial_reverse(Trial *trial, const AdgenHarnessCall *call, Phase phase, double *gradient, const double *v, double *second)
{
    int lanes = lanes_of(call), set = trial_set(phase);
    prepare_reverse(trial, call, set);
    if (call->mode == MODE_HVP) {
        if (v)
            put_shadow(trial, 1, v, false, lanes, true);
        trial_call(trial, call, NULL, phase);
        get_shadow(trial, 2, gradient, 1, false);
        if (second)
            get_shadow(trial, 3, second, lanes, true);
    } else {
        char *seed = call->mode == MODE_VJP ? result_lanes(trial, lanes, trial->result_weight) : NULL;
        trial_call(trial, call, seed, phase);
        get_shadow(trial, set, gradient, lanes, call->mode == MODE_VJP);
    }
}

void trial_again(Trial *trial, const AdgenHarnessCall *call, double *gradient)
{
    bool  second = call->mode == MODE_HVP;
    int   lanes = lanes_of(call);
    char *seed = call->mode == MODE_VJP ? result_lanes(trial, lanes, trial->result_weight) : NULL;
    trial_restore_primal(trial);
    put_shadow(trial, second ? 2 : 1, trial->weight, true, second ? 1 : lanes, call->mode == MODE_VJP);
    trial_call(trial, call, seed, PHASE_DERIVATIVE);
    get_shadow(trial, second ? 2 : 1, gradient, 1, false);
}

/* ---- forward mode ---- */

double trial_forward(Trial *trial, const AdgenHarnessCall *call, Phase phase, const double *v)
{
    int    lanes = lanes_of(call), set = trial_set(phase);
    double sum = 0.0;
    need_set(trial, set, call->width);
    trial_reset(trial);
    put_shadow(trial, set, v, false, lanes, true);
    char *dots = result_lanes(trial, lanes, 0.0);
    trial_call(trial, call, dots, phase);
    for (int i = 0; i < trial->count; i++)
        for (int lane = 0; lane < lanes && trial->weight[i] != 0.0; lane++) {
            double first = (double)memory_read(trial_kind(trial, i), trial_place(trial, set, i, 0));
            double dot = (double)memory_read(trial_kind(trial, i), trial_place(trial, set, i, lane));
            compare_lane(trial, first, dot, lane + 1);
            sum += lane == 0 ? trial->weight[i] * dot : 0.0;
        }
    if (trial->result_weight != 0.0) {
        size_t size = trial->function->result_size;
        double first = (double)memory_read(trial->function->result_kind, dots);
        for (int lane = 1; lane < lanes; lane++)
            compare_lane(trial, first, (double)memory_read(trial->function->result_kind, dots + (size_t)lane * size), lane + 1);
        sum += trial->result_weight * first;
    }
    return sum;
}

/* ---- dense ---- */

static int count_inputs(const Trial *trial)
{
    int count = 0;
    for (int i = 0; i < trial->count; i++)
        count += trial_is_input(trial, i);
    return count;
}

static size_t entry_size(const AdgenHarnessCall *call)
{
    return call->entry == HARNESS_FLOAT ? sizeof(float) : call->entry == HARNESS_DOUBLE ? sizeof(double) : sizeof(long double);
}

/* A block with a guard behind it, made anew each time since calls are few. */
static char *dense_block(Trial *trial, const AdgenHarnessCall *call, int rows, int columns)
{
    size_t size = (size_t)rows * (size_t)columns * entry_size(call);
    char  *block = memory_block(trial->memory, size);
    memset(block, 0, size);
    return block;
}

static double entry(const AdgenHarnessCall *call, const char *block, int at)
{
    return (double)memory_read(call->entry, block + (size_t)at * entry_size(call));
}

void trial_jacobian(Trial *trial, const AdgenHarnessCall *call, double *gradient)
{
    int columns = count_inputs(trial), rows = trial->result_weight != 0.0, row = 0;
    for (int i = 0; i < trial->count; i++)
        rows += trial->weight[i] != 0.0;
    char *block = dense_block(trial, call, rows, columns);
    trial_reset(trial);
    trial_call(trial, call, block, PHASE_DERIVATIVE);
    memset(gradient, 0, (size_t)trial->count * sizeof *gradient);
    for (int k = 0; k <= trial->count; k++) {
        double weight = k < trial->count ? trial->weight[k] : trial->result_weight;
        int    column = 0;
        for (int i = 0; i < trial->count && weight != 0.0; i++)
            if (trial_is_input(trial, i))
                gradient[i] += weight * entry(call, block, row * columns + column++);
        row += weight != 0.0;
    }
}

void trial_hessian(Trial *trial, const AdgenHarnessCall *call, const double *v, double *second)
{
    int   n = count_inputs(trial), row = 0;
    char *block = dense_block(trial, call, n, n);
    trial_reset(trial);
    trial_call(trial, call, block, PHASE_DERIVATIVE);
    for (int i = 0; i < trial->count; i++) {
        int column = 0;
        second[i] = 0.0;
        if (!trial_is_input(trial, i))
            continue;
        for (int k = 0; k < trial->count; k++)
            if (trial_is_input(trial, k))
                second[i] += v[k] * entry(call, block, row * n + column++);
        row++;
    }
}

void trial_plain_call(Trial *trial, const AdgenHarnessCall *call)
{
    double *ones = ARENA_ARRAY(trial->arena, double, trial->count + 1);
    double *other = ARENA_ARRAY(trial->arena, double, trial->count + 1);
    for (int i = 0; i < trial->count; i++)
        ones[i] = 1.0;
    switch ((Mode)call->mode) {
    case MODE_JVP:      trial_forward(trial, call, PHASE_DERIVATIVE, ones);                    break;
    case MODE_JACOBIAN: trial_jacobian(trial, call, other);                                    break;
    case MODE_HESSIAN:  trial_hessian(trial, call, ones, other);                               break;
    default:            trial_reverse(trial, call, PHASE_DERIVATIVE, other, ones, NULL);       break;
    }
}
