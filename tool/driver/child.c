#define _DEFAULT_SOURCE  /* MAP_ANONYMOUS, MAP_NORESERVE */

#include "child.h"

#include <errno.h>
#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/limit.h"

enum {
    MIB = 1024 * 1024,
    STACK_MIB = 1024,          /* 200,000 terms deep */
    GUARD_MIB = 16,            /* no frame is larger, so none jumps over it */
    ADDRESS_MIB = 8 * 1024,    /* libclang itself breaks below 1.5 GB */
    MEMORY_MIB = 3 * 1024,     /* resident */
    MAPPED_MIB = 2,           /* blocks as large as this are the system's: no holes of others' have room for them */
    PADDING_MIB = 4,
    PROCESSOR_SECONDS = 300,
    IDLE_SECONDS = 10,         /* without any progress: waiting for a file that never comes */
    LOOK_UP = 100,             /* milliseconds between two looks at the child */
    EXIT_TOO_DEEP = 101        /* the child's stack has overflowed */
};

/* The two ends of each pipe.  The child writes its result to one; the other only ends when this process does, so that
 * a child does not outlive it. */
typedef struct Pipes {
    int result[2];
    int life[2];
} Pipes;

/* What comes through the pipe, followed by the texts. */
typedef struct Envelope {
    Status status;
    size_t lengths[RESULT_TEXTS];
} Envelope;

/* ---- In the child: the stack ---- */

/* Stands directly below the stack for signal handlers, where the handler finds it without a global variable. */
typedef struct Guard {
    uintptr_t        from, to;   /* the addresses that only an overflow touches */
    struct sigaction before;     /* for any other fault */
} Guard;

__attribute__((no_sanitize_address))  /* which does not know the stack that this runs on */
static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    stack_t stack;
    sigaltstack(NULL, &stack);
    const Guard *guard = (const Guard *)((char *)stack.ss_sp - sizeof *guard);
    uintptr_t    address = (uintptr_t)info->si_addr;
    if (address >= guard->from && address < guard->to)
        _exit(EXIT_TOO_DEEP);
    sigaction(number, &guard->before, NULL);  /* the fault happens again on return */
}

static void *map(size_t size, int protection)
{
    void *memory = mmap(NULL, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

/* Tell an overflow of the stack that grows down to `stack`, above its guard, from any other fault. */
static void watch_stack(char *stack)
{
    enum { HANDLER_STACK = 256 * 1024 };
    Guard *guard = map(sizeof *guard + HANDLER_STACK, PROT_READ | PROT_WRITE);
    if (!guard)
        return;
    *guard = (Guard){.from = (uintptr_t)stack - (size_t)GUARD_MIB * MIB, .to = (uintptr_t)stack};
    stack_t          own = {.ss_sp = guard + 1, .ss_size = HANDLER_STACK};
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    if (sigaltstack(&own, NULL) == 0)
        sigaction(SIGSEGV, &action, &guard->before);
}

/* ---- In the child: the work ---- */

typedef struct Work {
    const Options *options;
    int            out;
    char          *stack;
} Work;

static bool send_bytes(int out, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t sent = write(out, at, length);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        length -= (size_t)sent;
    }
    return true;
}

static bool send_result(int out, Result *result)
{
    Envelope envelope;
    memset(&envelope, 0, sizeof envelope);  /* its padding goes through the pipe too */
    envelope.status = result->status;
    Text *texts[RESULT_TEXTS];
    result_texts(result, texts);
    for (int i = 0; i < RESULT_TEXTS; i++)
        envelope.lengths[i] = texts[i]->length;
    bool sent = send_bytes(out, &envelope, sizeof envelope);
    for (int i = 0; i < RESULT_TEXTS; i++)
        sent = sent && send_bytes(out, text_cstr(texts[i]), texts[i]->length);
    return sent;
}

/* Ends the process: nothing of it needs to be taken down. */
static void *work(void *data)
{
    const Work *task = data;
    watch_stack(task->stack);
    Result result = {0};
    pipeline_run(task->options, &result);
    _exit(send_result(task->out, &result) ? STATUS_OK : STATUS_BUG);
}

static bool start_work(Work *task, size_t stack_size)
{
    size_t guard = (size_t)GUARD_MIB * MIB;
    char  *memory = map(guard + stack_size, PROT_NONE);
    if (!memory)
        return false;
    task->stack = memory + guard;
    pthread_t      thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    return mprotect(task->stack, stack_size, PROT_READ | PROT_WRITE) == 0 &&
           pthread_attr_setstack(&attributes, task->stack, stack_size) == 0 &&
           pthread_create(&thread, &attributes, work, task) == 0;
}

static void set_limits(void)
{
    limit_resource(RLIMIT_CPU, PROCESSOR_SECONDS);
#ifndef ADGEN_HOSTILE  /* a sanitizer maps terabytes */
    limit_resource(RLIMIT_AS, (rlim_t)ADDRESS_MIB * MIB);
#endif
    setenv("LIBCLANG_NOTHREADS", "1", 1);                /* our thread has the large stack */
    setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 1);   /* on_fault sees to it */
}

/* Memory that is freed stays with the process, whichever thread asks: facts come and go many times, and what goes back to
 * the system has to be cleared by it and mapped again each time. */
static void keep_freed_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, MAPPED_MIB * MIB);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, PADDING_MIB * MIB);
#endif
}

static _Noreturn void child_main(const Options *options, const Pipes *pipes)
{
    close(pipes->result[0]);
    close(pipes->life[1]);
    set_limits();
    keep_freed_memory();
    Work   task = {options, pipes->result[1], NULL};
    size_t size = (size_t)STACK_MIB * MIB;
    while (!start_work(&task, size)) {
        size /= 2;  /* a system may promise less */
        if (size < (size_t)GUARD_MIB * MIB) {
            status_error("cannot start: %s", strerror(errno));
            _exit(STATUS_BUG);
        }
    }
    char nothing;
    while (read(pipes->life[0], &nothing, 1) < 0 && errno == EINTR)
        continue;
    _exit(STATUS_BUG);  /* nobody waits for the result any more */
}

/* ---- In the parent: watching ---- */

/* Why the child was ended. */
typedef enum Ending { ENDING_OWN, ENDING_IDLE, ENDING_MEMORY } Ending;

typedef struct Watch {
    pid_t           child;
    struct timespec spent;      /* processor time at the last look */
    int             idle;       /* looks since it has last grown */
} Watch;

/* Pages in memory, from Linux's list of processes; 0 where there is no such list. */
static unsigned long long resident_pages(pid_t child)
{
    char name[64];
    unsigned long long total, resident = 0;
    snprintf(name, sizeof name, "/proc/%ld/statm", (long)child);
    FILE *file = fopen(name, "r");
    if (!file)
        return 0;
    if (fscanf(file, "%llu %llu", &total, &resident) != 2)
        resident = 0;
    fclose(file);
    return resident;
}

/* A reader of the diagnostics that has stopped reading (a pager) makes the child wait, too. */
static bool is_stderr_full(void)
{
    struct pollfd diagnostics = {STDERR_FILENO, POLLOUT, 0};
    return poll(&diagnostics, 1, 0) == 0;
}

static bool is_idle(Watch *watch)
{
    clockid_t       clock;
    struct timespec now;
    if (clock_getcpuclockid(watch->child, &clock) != 0 || clock_gettime(clock, &now) != 0)
        return false;
    bool grown = now.tv_sec != watch->spent.tv_sec || now.tv_nsec != watch->spent.tv_nsec;
    watch->spent = now;
    watch->idle = grown || is_stderr_full() ? 0 : watch->idle + 1;
    return watch->idle >= IDLE_SECONDS * 1000 / LOOK_UP;
}

static Ending look(Watch *watch)
{
    unsigned long long page = (unsigned long long)sysconf(_SC_PAGESIZE);
    if (resident_pages(watch->child) * page > (unsigned long long)MEMORY_MIB * MIB)
        return ENDING_MEMORY;
    return is_idle(watch) ? ENDING_IDLE : ENDING_OWN;
}

/* Everything that the child sends until it closes the pipe. */
static Ending receive(pid_t child, int in, Text *bytes)
{
    Watch watch = {.child = child};
    char  buffer[65536];
    for (;;) {
        struct pollfd more = {in, POLLIN, 0};
        int           ready = poll(&more, 1, LOOK_UP);
        ssize_t       got = ready > 0 ? read(in, buffer, sizeof buffer) : -1;
        if (ready > 0 && got == 0)
            return ENDING_OWN;
        if (got > 0)
            text_write(bytes, buffer, (size_t)got);
        Ending ending = ready == 0 ? look(&watch) : ENDING_OWN;
        if (ending != ENDING_OWN) {
            kill(child, SIGKILL);
            return ending;
        }
    }
}

static bool unpack(const Text *bytes, Result *result)
{
    Envelope envelope;
    if (bytes->length < sizeof envelope)
        return false;
    memcpy(&envelope, bytes->data, sizeof envelope);
    size_t total = sizeof envelope;
    for (int i = 0; i < RESULT_TEXTS; i++)
        total += envelope.lengths[i];
    if (bytes->length != total)
        return false;
    const char *at = bytes->data + sizeof envelope;
    Text       *texts[RESULT_TEXTS];
    result_texts(result, texts);
    for (int i = 0; i < RESULT_TEXTS; i++) {
        text_write(texts[i], at, envelope.lengths[i]);
        at += envelope.lengths[i];
    }
    result->status = envelope.status;
    return true;
}

/* ---- In the parent: what has happened ---- */

static Status refused(const char *input, const char *why)
{
    fprintf(stderr, "%s: error: %s\n", input, why);
    return STATUS_REFUSED;
}

static Status crashed(const char *input, const char *how)
{
    fprintf(stderr, "%s: error: adgen has crashed (%s)\n"
                    "adgen: this is a bug in adgen or in libclang, not in your program; please report it with the "
                    "input and these lines\n", input, how);
    return STATUS_BUG;
}

/* The status of a child that has sent no result. */
static Status explain(const char *input, Ending ending, int wait_status)
{
    if (ending == ENDING_IDLE)
        return refused(input, "adgen waits for a file that does not come; does it include a pipe or a device?");
    if (ending == ENDING_MEMORY)
        return refused(input, "reading it takes more than 3 GB of memory; does it include a file without end?");
    if (WIFEXITED(wait_status)) {
        if (WEXITSTATUS(wait_status) == EXIT_TOO_DEEP)
            return refused(input, "something in it is nested too deeply; split the expression or block");
        if (WEXITSTATUS(wait_status) == STATUS_BUG)
            return STATUS_BUG;  /* it has said so itself */
        return crashed(input, "it has ended without a result");
    }
    switch (WTERMSIG(wait_status)) {
    case SIGXCPU:
        return refused(input, "it takes more than 300 seconds of processor time");
    case SIGKILL:
        return refused(input, "adgen was killed from outside; the machine may be out of memory");
    default:
        return crashed(input, strsignal(WTERMSIG(wait_status)));
    }
}

/* Which of several files it was is not known. */
static const char *inputs_of(Arena *arena, const Options *options)
{
    const char *names = options->inputs.items[0];
    for (int i = 1; i < options->inputs.count; i++)
        names = arena_printf(arena, "%s, %s", names, options->inputs.items[i]);
    return names;
}

static void parent_main(const Options *options, pid_t child, const Pipes *pipes, Result *result)
{
    close(pipes->result[1]);
    close(pipes->life[0]);
    Text   bytes = {0};
    Ending ending = receive(child, pipes->result[0], &bytes);
    int    wait_status;
    while (waitpid(child, &wait_status, 0) < 0 && errno == EINTR)
        continue;
    if (!unpack(&bytes, result)) {
        Arena *arena = arena_new();
        result->status = explain(inputs_of(arena, options), ending, wait_status);
        arena_free(arena);
    }
    text_free(&bytes);
    close(pipes->result[0]);
    close(pipes->life[1]);
}

void child_run(const Options *options, Result *result)
{
    Pipes pipes;
    pid_t child = -1;
    if (pipe(pipes.result) == 0 && pipe(pipes.life) == 0)
        child = fork();
    if (child == 0)
        child_main(options, &pipes);
    if (child > 0) {
        parent_main(options, child, &pipes, result);
    } else {
        status_error("cannot start: %s", strerror(errno));
        result->status = STATUS_BUG;
    }
}
