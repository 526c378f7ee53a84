#define _DEFAULT_SOURCE  /* MAP_ANONYMOUS */

#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limit.h"
#include "trial.h"

enum {
    MOST_RUNS = 400,                 /* to find how large blocks are */
    MOST_FOUND = 1 << 22,            /* elements of one */
    PATIENCE = 8,                    /* of them for one block, before it is doubled each time */
    MEMORY_MIB = 4 * 1024,           /* that a function may take */
    HANDLER_STACK = 256 * 1024
};

/* ---- in the function's process ---- */

/* Stands directly below the stack for signal handlers, where the handler finds it without a global variable. */
typedef struct Guarded {
    Trial *trial;
} Guarded;

static void tell_fault(const Trial *trial, const void *address)
{
    long long          index = 0;
    const MemoryBlock *block = memory_find(trial->memory, address, &index);
    Finding             finding = {.kind = FINDING_FAULT};
    if (!block || block->slot < 0)
        return;
    const char *path = trial->function->slots[block->slot].path;
    size_t      length = strlen(path) < sizeof finding.name ? strlen(path) : sizeof finding.name - 1;
    memcpy(finding.name, path, length);
    finding.which = block->set != MEMORY_PRIMAL;
    finding.count[0] = block->slot;
    finding.count[1] = index;
    finding.count[2] = trial->memory->sizes[block->slot];
    trial_send(trial, finding);
}

static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    stack_t stack;
    sigaltstack(NULL, &stack);
    const Guarded *guarded = (const Guarded *)((char *)stack.ss_sp - sizeof *guarded);
    signal(number, SIG_DFL);         /* the fault happens again on return */
    tell_fault(guarded->trial, info->si_addr);
}

static void watch_faults(Trial *trial)
{
    size_t   size = sizeof(Guarded) + HANDLER_STACK;
    Guarded *guarded = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (guarded == MAP_FAILED)
        return;
    guarded->trial = trial;
    stack_t          own = {.ss_sp = guarded + 1, .ss_size = HANDLER_STACK};
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    if (sigaltstack(&own, NULL) == 0) {
        sigaction(SIGSEGV, &action, NULL);
        sigaction(SIGBUS, &action, NULL);
    }
}

/* What the function prints is not part of the report.  Other signals than those of limits are as for any program. */
static void set_limits(const CheckSettings *settings)
{
    limit_resource(RLIMIT_CPU, (rlim_t)settings->seconds + 1);      /* checks end by themselves before that, calls may not */
    limit_resource(RLIMIT_CORE, 0);
#ifndef ADGEN_HOSTILE  /* a sanitizer maps terabytes */
    limit_resource(RLIMIT_AS, (rlim_t)MEMORY_MIB * 1024 * 1024);
#endif
    alarm((unsigned)(3 * settings->seconds + 2));
    static const int faults[] = {SIGABRT, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        signal(faults[i], SIG_DFL);
    int nothing = open("/dev/null", O_RDWR);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO && nothing >= 0; fd++)
        dup2(nothing, fd);
}

/* What one process is to do. */
typedef struct Task {
    const CheckSettings        *settings;
    const Loaded               *loaded;
    const AdgenHarnessFunction *counted;      /* NULL: only run the function at some points, to see what it touches */
    const AdgenHarnessFunction *function;
    const Globals              *globals;
    TrialDefaults               defaults;
} Task;

enum { PROBES = 12 };

/* Where it reads may depend on where it is. */
static void probe(Trial *trial)
{
    for (int i = 0; i < PROBES; i++)
        trial_draw(trial, 0);
}

static _Noreturn void run_trial(const Task *task, const long long *counts, int out)
{
    set_limits(task->settings);
    Trial *trial = trial_new(arena_new(), task->settings, task->defaults, task->function, task->globals, counts, out);
    watch_faults(trial);
    if (task->counted) {
        trial_checks(trial);
        if (isfinite(trial->value))
            trial_work(trial, task->counted, task->loaded->counters);
    } else {
        probe(trial);
    }
    trial_send(trial, (Finding){.kind = FINDING_PHASE, .which = PHASE_DONE});
    _exit(0);
}

/* ---- in ours ---- */

static void note(Arena *arena, Watched *watched, const Finding *finding)
{
    VEC_PUSH(arena, &watched->findings, *finding);
    if (finding->kind == FINDING_PHASE)
        watched->phase = (Phase)finding->which;
}

/* What comes from there is not to be trusted: it has run anything. */
static void receive(Arena *arena, Watched *watched, int in)
{
    Finding finding;
    size_t got = 0;
    for (;;) {
        ssize_t more = read(in, (char *)&finding + got, sizeof finding - got);
        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0)
            return;
        got += (size_t)more;
        if (got < sizeof finding)
            continue;
        got = 0;
        finding.name[sizeof finding.name - 1] = '\0';
        finding.text[sizeof finding.text - 1] = '\0';
        note(arena, watched, &finding);
    }
}

static void conclude(Watched *watched, int status)
{
    if (WIFEXITED(status)) {
        watched->which = WEXITSTATUS(status);
        watched->ending = watched->phase == PHASE_DONE     ? ENDING_WELL
                          : watched->which == MEMORY_EXIT ? ENDING_MEMORY
                                                          : ENDING_EXIT;
        return;
    }
    watched->which = WTERMSIG(status);
    watched->ending = watched->which == SIGXCPU || watched->which == SIGALRM || watched->which == SIGKILL ? ENDING_TIME
                                                                                                        : ENDING_SIGNAL;
}

static void run_once(Arena *arena, Watched *watched, const Task *task)
{
    int   ends[2], status = 0;
    pid_t child = -1;
    watched->findings.count = 0;
    watched->phase = PHASE_NOTHING;
    watched->fault = NULL;
    watched->ending = ENDING_EXIT;
    if (pipe(ends) != 0)
        return;
    child = fork();
    if (child == 0) {
        close(ends[0]);
        run_trial(task, watched->counts, ends[1]);
    }
    close(ends[1]);
    if (child > 0) {
        receive(arena, watched, ends[0]);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            continue;
        conclude(watched, status);
    }
    close(ends[0]);
    for (int i = 0; i < watched->findings.count; i++)
        if (watched->findings.items[i].kind == FINDING_FAULT)
            watched->fault = &watched->findings.items[i];
}

/* Whether the function itself has gone beyond a block of which nobody says how large it is. */
static bool is_too_small(const Watched *watched)
{
    const Finding *fault = watched->fault;
    if (!fault || fault->which != 0 || watched->phase != PHASE_PRIMAL || watched->ending != ENDING_SIGNAL)
        return false;
    long long slot = fault->count[0];
    return slot >= 0 && slot < watched->function->slot_count && !watched->function->slots[slot].known &&
           fault->count[1] >= watched->counts[slot];
}

/* The least that a block is known to need, while its size is looked for. */
typedef struct Need {
    long long least;
    int       tries;
} Need;

static long long needed(const Watched *watched)
{
    return watched->fault->count[1] + 1;
}

/* Run until every block is as large as the function needs it: by one more element than it has touched, and when that has
 * not been enough many times twice as many. */
static void grow(Arena *arena, Watched *watched, const Task *task, Need *needs)
{
    for (int run = 0; run < MOST_RUNS; run++) {
        run_once(arena, watched, task);
        watched->lost_slot = -1;
        if (!is_too_small(watched))
            return;
        int        slot = (int)watched->fault->count[0];
        long long *count = &watched->counts[slot];
        needs[slot].least = needed(watched);
        *count = ++needs[slot].tries > PATIENCE && 2 * *count > needs[slot].least ? 2 * *count : needs[slot].least;
        watched->lost_slot = slot;
        if (*count > MOST_FOUND)
            return;
    }
}

/* What was doubled may be too large: halve the interval that its size lies in. */
static void shrink(Arena *arena, Watched *watched, const Task *task, Need *need, int slot)
{
    long long *count = &watched->counts[slot], most = *count;
    while (need->least < most) {
        *count = need->least + (most - need->least) / 2;
        run_once(arena, watched, task);
        if (is_too_small(watched) && watched->fault->count[0] == slot)
            need->least = needed(watched);
        else
            most = *count;
    }
    *count = most;
}

static void find_sizes(Arena *arena, Watched *watched, const Task *task)
{
    int   slots = watched->function->slot_count;
    Need *needs = ARENA_ARRAY(arena, Need, slots + 1);
    grow(arena, watched, task, needs);
    Ending ending = watched->ending;
    for (int slot = 0; slot < slots && ending == ENDING_WELL && !task->counted; slot++)
        if (needs[slot].tries > PATIENCE)
            shrink(arena, watched, task, &needs[slot], slot);
    watched->ending = ending;
}

/* What arguments are drawn from where nothing says so, one after the other: the function may not be made for the first. */
static const TrialDefaults attempts[] = {{8, 0}, {4, 0}, {3, 0}, {2, 0}, {1, 0}, {8, 1}, {8, 2}};

/* Whether the function itself stopped before anything was derived of it, or has no finite value. */
static bool wants_others(const Watched *watched)
{
    if (watched->ending == ENDING_MEMORY)
        return false;
    for (int i = 0; i < watched->findings.count; i++)
        if (watched->findings.items[i].kind == FINDING_JUDGE && watched->findings.items[i].which == JUDGE_FINITE)
            return true;
    if (watched->ending == ENDING_WELL)
        return false;
    for (int i = 0; i < watched->findings.count; i++)
        if (watched->findings.items[i].kind == FINDING_PHASE && watched->findings.items[i].which > PHASE_PRIMAL)
            return false;
    return true;
}

/* Whether some number is drawn from the range of an attempt. */
static bool depends_on_range(const AdgenHarnessFunction *function, const CheckSettings *settings)
{
    for (int i = 0; i < function->group_count; i++) {
        const AdgenHarnessGroup *group = &function->groups[i];
        if (group->kind <= HARNESS_LONG_DOUBLE && !group->has_range && !settings_set(settings, group->path))
            return true;
    }
    return false;
}

/* First the copy that does all that the source says, and stops where that goes out of the bounds of an array. */
static void attempt(Arena *arena, Watched *watched, const Task *literal, const Task *task)
{
    for (int i = 0; i < watched->function->slot_count; i++)
        watched->counts[i] = 1;
    watched->lost_slot = -1;
    find_sizes(arena, watched, literal);
    if (watched->ending == ENDING_WELL)
        find_sizes(arena, watched, task);
}

void watch_function(Arena *arena, Watched *watched, const CheckSettings *settings, const Loaded *loaded, int number)
{
    Globals none = {.list = {NULL, 0, 0}};
    Task    task = {.settings = settings, .loaded = loaded, .function = watched->function,
                    .counted = loaded->counted.items[number], .globals = &loaded->globals};
    Task    literal = {.settings = settings, .loaded = loaded, .function = loaded->literal.items[number], .globals = &none};
    watched->counts = ARENA_ARRAY(arena, long long, watched->function->slot_count + 1);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        if (i > 0 && watched->ending == ENDING_TIME && attempts[i].range == 0)
            continue;                                /* smaller sizes make an endless loop no shorter */
        if (attempts[i].range > 0 && !depends_on_range(watched->function, settings))
            return;
        task.defaults = literal.defaults = attempts[i];
        attempt(arena, watched, &literal, &task);
        if (watched->lost_slot >= 0 || !wants_others(watched))
            return;
    }
}
