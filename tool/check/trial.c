#include "trial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_PLAIN = 2 };      /* an integer that is no size may be an exponent, or an index */

/* ---- telling ---- */

void trial_send(const Trial *trial, Finding finding)
{
    const char *at = (const char *)&finding;
    size_t      left = sizeof finding;
    while (left > 0) {
        ssize_t sent = write(trial->out, at, left);
        if (sent <= 0)
            _exit(1);
        at += sent;
        left -= (size_t)sent;
    }
}

Finding trial_named(FindingKind kind, const char *name, long long count)
{
    Finding finding = {.kind = (int)kind, .count = {count}};
    snprintf(finding.name, sizeof finding.name, "%s", name);
    return finding;
}

static void enter(Trial *trial, Phase phase)
{
    if (trial->phase == phase)
        return;
    trial->phase = phase;
    trial_send(trial, (Finding){.kind = FINDING_PHASE, .which = (int)phase});
}

/* ---- random numbers ---- */

/* splitmix64: Steele, Lea, Flood 2014. */
static unsigned long long next_random(Trial *trial)
{
    unsigned long long z = trial->random += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

double trial_random(Trial *trial, double from, double to)
{
    return from + (to - from) * ((double)(next_random(trial) >> 11) / 9007199254740992.0);
}

/* ---- memory ---- */

void trial_restore_primal(Trial *trial)
{
    memory_restore(trial->memory, MEMORY_PRIMAL);
    for (int i = 0; i < trial->globals->list.count; i++) {
        const Global *global = &trial->globals->list.items[i];
        memcpy(global->address, global->image, global->size);
    }
}

void trial_reset(Trial *trial)
{
    trial_restore_primal(trial);
    for (int set = MEMORY_PRIMAL + 1; set < MEMORY_SETS; set++)
        memory_restore(trial->memory, set);
}

int trial_set(Phase phase)
{
    return phase == PHASE_COMPANION ? MEMORY_BESIDE : 1;
}

int trial_kind(const Trial *trial, int i)
{
    return trial->function->groups[trial->actives[i].group].kind;
}

char *trial_place(const Trial *trial, int set, int i, int lane)
{
    const MemoryGroup *group = &trial->memory->groups[set][trial->actives[i].group];
    return group->places.items[trial->actives[i].index] + (size_t)lane * group->stride;
}

bool trial_is_input(const Trial *trial, int i)
{
    int mode = trial->function->derivative.mode;
    return (mode != MODE_JACOBIAN && mode != MODE_HESSIAN) || trial->function->groups[trial->actives[i].group].independent;
}

/* ---- calls ---- */

void trial_primal(Trial *trial, const AdgenHarnessFunction *function)
{
    enter(trial, PHASE_PRIMAL);
    function->primal(trial->memory->args[MEMORY_PRIMAL], trial->result);
}

void trial_call(Trial *trial, const AdgenHarnessCall *call, void *extra, Phase phase)
{
    void ***args = trial->memory->args;
    enter(trial, phase);
    call->run(args[MEMORY_PRIMAL], args[trial_set(phase)], args[2], args[3], extra, trial->result);
}

static void put_point(Trial *trial, const double *x)
{
    for (int i = 0; i < trial->count; i++)
        memory_write(trial_kind(trial, i), trial_place(trial, MEMORY_PRIMAL, i, 0), x[i]);
}

void trial_move(Trial *trial, const double *x)
{
    memory_restore(trial->memory, MEMORY_PRIMAL);
    put_point(trial, x);
    memory_keep(trial->memory, MEMORY_PRIMAL);
}

static long double weigh(const Trial *trial, double *size)
{
    long double sum = 0.0L, sizes = 0.0L;
    if (trial->result_weight != 0.0) {
        long double term = trial->result_weight * memory_read(trial->function->result_kind, trial->result);
        sum += term;
        sizes += fabsl(term);
    }
    for (int i = 0; i < trial->count; i++) {
        if (trial->weight[i] == 0.0)
            continue;
        long double term = trial->weight[i] * memory_read(trial_kind(trial, i), trial_place(trial, MEMORY_PRIMAL, i, 0));
        sum += term;
        sizes += fabsl(term);
    }
    *size = (double)sizes;
    return sum;
}

double trial_value(const double *x, void *data)
{
    Trial *trial = data;
    double size;
    trial_reset(trial);
    put_point(trial, x);
    trial_primal(trial, trial->function);
    return (double)weigh(trial, &size);
}

/* ---- integers ---- */

/* Whether some block's size is to be found by running: then an integer may be its size without saying so. */
static bool finds_sizes(const AdgenHarnessFunction *function)
{
    for (int i = 0; i < function->slot_count; i++)
        if (!function->slots[i].known)
            return true;
    return false;
}

static size_t integer_size(const AdgenHarnessType *type, int group)
{
    size_t found = 0;
    if ((type->kind == HARNESS_SIGNED || type->kind == HARNESS_UNSIGNED) && type->index == group)
        return type->size;
    if (type->elem)
        found = integer_size(type->elem, group);
    for (int i = 0; i < type->field_count && !found; i++)
        found = integer_size(type->fields[i].type, group);
    return found;
}

/* Single ones, also in a finding, are sizes or counts; those of arrays may be indices: 0 is one of anything. */
static bool is_single(const Trial *trial, const AdgenHarnessGroup *group)
{
    const AdgenHarnessType *type = trial->function->params[group->param].type;
    return strstr(group->path, "[]") == NULL && (type->kind != HARNESS_POINTER || type->elem->kind == HARNESS_RECORD);
}

/* What is set of a pointer is how much it leads to, not what lies there. */
static const Setting *value_set(const Trial *trial, const AdgenHarnessGroup *group)
{
    for (int i = 0; i < trial->function->slot_count; i++)
        if (strcmp(trial->function->slots[i].path, group->path) == 0)
            return NULL;
    return settings_set(trial->settings, group->path);
}

static void set_integer(void *data, int index, char *place)
{
    Trial                   *trial = data;
    const AdgenHarnessGroup *group = &trial->function->groups[index];
    const Setting           *set = value_set(trial, group);
    size_t                   size = integer_size(trial->function->params[group->param].type, index);
    double                   number = trial->defaults.size;
    bool                     single = is_single(trial, group);
    if (!group->is_size && !finds_sizes(trial->function))
        number = fmin(number, MOST_PLAIN);
    if (!single)
        number = 0.0;
    if (group->has_range)
        number = floor(trial_random(trial, group->from, group->to + 1.0));
    if (set)
        settings_number(set, &number);
    memory_write_integer(size, place, (long long)number);
    if (single && trial->memory->groups[MEMORY_PRIMAL][index].places.count == 1)
        trial_send(trial, trial_named(FINDING_SIZE, group->path, (long long)number));
}

/* ---- a trial ---- */

static void collect_actives(Trial *trial)
{
    const AdgenHarnessFunction *function = trial->function;
    int                         count = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1)
            trial->actives = ARENA_ARRAY(trial->arena, Active, count + 1);
        count = 0;
        for (int g = 0; g < function->group_count; g++) {
            const MemoryGroup *group = &trial->memory->groups[MEMORY_PRIMAL][g];
            for (int k = 0; function->groups[g].active && k < group->places.count; k++, count++)
                if (pass == 1)
                    trial->actives[count] = (Active){g, k};
        }
    }
    trial->count = count;
}

static bool is_output(const Trial *trial, const AdgenHarnessGroup *group)
{
    int mode = trial->function->derivative.mode;
    return mode == MODE_JACOBIAN || mode == MODE_HESSIAN ? group->dependent : !group->adds;
}

/* The result's seed is 1 where the caller does not pass it. */
static void draw_weights(Trial *trial)
{
    const AdgenHarnessFunction *function = trial->function;
    int                         mode = function->derivative.mode;
    bool                        passed = mode != MODE_GRAD && mode != MODE_HVP && mode != MODE_HESSIAN;
    double                      drawn = trial_random(trial, 0.5, 1.5);
    trial->result_weight = !function->seeded ? 0.0 : passed ? drawn : 1.0;
    for (int i = 0; i < trial->count; i++) {
        drawn = trial_random(trial, 0.5, 1.5) * (next_random(trial) >> 63 ? 1.0 : -1.0);
        if (!is_output(trial, &function->groups[trial->actives[i].group]))
            drawn = 0.0;
        else if (mode == MODE_HESSIAN)
            drawn = 1.0;
        trial->weight[i] = (float)drawn;             /* a number of any type */
    }
    trial->result_weight = (float)trial->result_weight;
}

static void find_kind(Trial *trial)
{
    const AdgenHarnessFunction *function = trial->function;
    trial->kind = function->result_kind <= HARNESS_LONG_DOUBLE ? function->result_kind : HARNESS_LONG_DOUBLE;
    for (int i = 0; i < function->group_count; i++)
        if (function->groups[i].kind < trial->kind)
            trial->kind = function->groups[i].kind;
    if (function->is_narrow)
        trial->kind = HARNESS_FLOAT;
}

Trial *trial_new(Arena *arena, const CheckSettings *settings, TrialDefaults defaults, const AdgenHarnessFunction *function,
                 const Globals *globals, const long long *counts, int out)
{
    Trial *trial = ARENA_NEW(arena, Trial);
    *trial = (Trial){.arena = arena, .settings = settings, .defaults = defaults, .function = function, .globals = globals,
                     .out = out, .random = settings->seed * 0x2545f4914f6cdd1dULL + 1};
    trial->memory = memory_new(arena, function, counts);
    trial->result = memory_block(trial->memory, function->result_size);
    memory_make_primal(trial->memory, set_integer, trial);
    find_kind(trial);
    collect_actives(trial);
    trial->x = ARENA_ARRAY(arena, double, trial->count + 1);
    trial->room = ARENA_ARRAY(arena, double, trial->count + 1);
    trial->weight = ARENA_ARRAY(arena, double, trial->count + 1);
    return trial;
}

/* ---- points ---- */

/* Where nothing is said: positive numbers below 1, which most functions take; where this one does not, others. */
static void draw_group(Trial *trial, int g, int wider)
{
    static const double ranges[TRIAL_RANGES][2] = {{0.1, 0.9}, {1.0, 3.0}, {-1.0, 1.0}};
    const AdgenHarnessGroup *group = &trial->function->groups[g];
    const MemoryGroup       *memory = &trial->memory->groups[MEMORY_PRIMAL][g];
    const Setting           *set = value_set(trial, group);
    const double            *range = ranges[(trial->defaults.range + wider / 4) % TRIAL_RANGES];
    double                   number;
    for (int i = 0; i < memory->places.count; i++) {
        number = group->has_range ? trial_random(trial, group->from, group->to) : trial_random(trial, range[0], range[1]);
        if (set)
            settings_number(set, &number);
        memory_write(group->kind, memory->places.items[i], number);
    }
}

bool trial_draw(Trial *trial, int wider)
{
    for (int set = 0; set < MEMORY_SETS; set++)
        memory_restore(trial->memory, set);
    for (int g = 0; g < trial->function->group_count; g++)
        if (trial->function->groups[g].kind <= HARNESS_LONG_DOUBLE)
            draw_group(trial, g, wider);
    memory_keep(trial->memory, MEMORY_PRIMAL);
    for (int i = 0; i < trial->count; i++)
        trial->x[i] = (double)memory_read(trial_kind(trial, i), trial_place(trial, MEMORY_PRIMAL, i, 0));
    draw_weights(trial);
    trial->value = trial_value(trial->x, trial);
    weigh(trial, &trial->size);
    return isfinite(trial->value) && isfinite(trial->size);
}
