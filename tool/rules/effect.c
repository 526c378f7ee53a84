#include "rules/rule.h"

#include <string.h>

/* What library functions that are no formula do to memory.  Anything that is not here may do anything. */
typedef struct KnownEffect {
    const char *name;
    Effect      effect;
} KnownEffect;

static const KnownEffect known[] = {
    {"malloc", EFFECT_ALLOC},
    {"calloc", EFFECT_ALLOC},
    {"aligned_alloc", EFFECT_ALLOC},
    {"adgen_allocate", EFFECT_ALLOC},            /* which generated code defines */
    {"adgen_allocate_zeros", EFFECT_ALLOC},
    {"adgen_tape_allocate", EFFECT_ALLOC},       /* on the tape */
    {"adgen_tape_resize", EFFECT_ALLOC},         /* and what the runtime has for realloc */
    {"adgen_tape_release", EFFECT_OUTPUT},
    {"adgen_tape_hold", EFFECT_OUTPUT},
    {"adgen_tape_kept", EFFECT_OUTPUT},
    {"adgen_checkpoint_start", EFFECT_OUTPUT},   /* a schedule counts, and touches nothing else */
    {"adgen_checkpoint_online", EFFECT_OUTPUT},
    {"adgen_checkpoint_fit", EFFECT_NONE},
    {"adgen_checkpoint_slots", EFFECT_OUTPUT},
    {"adgen_checkpoint_keep", EFFECT_OUTPUT},
    {"adgen_checkpoint_steps", EFFECT_OUTPUT},
    {"adgen_checkpoint_back", EFFECT_OUTPUT},
    {"adgen_checkpoint_from", EFFECT_OUTPUT},
    {"adgen_checkpoint_end", EFFECT_OUTPUT},
    {"free", EFFECT_FREE},
    {"realloc", EFFECT_RESIZE},
    {"memcpy", EFFECT_COPY},
    {"memmove", EFFECT_COPY},
    {"memset", EFFECT_FILL},

    /* Integer arithmetic, and the functions behind macros. */
    {"adgen_apart", EFFECT_NONE},                /* compares addresses */
    {"abs", EFFECT_NONE},
    {"labs", EFFECT_NONE},
    {"llabs", EFFECT_NONE},
    {"difftime", EFFECT_NONE},
    {"__builtin_expect", EFFECT_NONE},
    {"__errno_location", EFFECT_NONE},

    {"memcmp", EFFECT_READ},
    {"strcmp", EFFECT_READ},
    {"strncmp", EFFECT_READ},
    {"strcasecmp", EFFECT_READ},
    {"strncasecmp", EFFECT_READ},
    {"strlen", EFFECT_READ},
    {"strnlen", EFFECT_READ},
    {"strspn", EFFECT_READ},
    {"strcspn", EFFECT_READ},
    {"atoi", EFFECT_READ},
    {"atol", EFFECT_READ},
    {"atoll", EFFECT_READ},
    {"atof", EFFECT_READ},

    {"strtod", EFFECT_PARSE},
    {"strtof", EFFECT_PARSE},
    {"strtold", EFFECT_PARSE},
    {"strtol", EFFECT_PARSE},
    {"strtoll", EFFECT_PARSE},
    {"strtoul", EFFECT_PARSE},
    {"strtoull", EFFECT_PARSE},

    /* Output, and what reads or sets a state that no other code of the program sees (a clock, random numbers). */
    {"printf", EFFECT_OUTPUT},
    {"fprintf", EFFECT_OUTPUT},
    {"dprintf", EFFECT_OUTPUT},
    {"vprintf", EFFECT_OUTPUT},
    {"vfprintf", EFFECT_OUTPUT},
    {"puts", EFFECT_OUTPUT},
    {"fputs", EFFECT_OUTPUT},
    {"putchar", EFFECT_OUTPUT},
    {"putc", EFFECT_OUTPUT},
    {"fputc", EFFECT_OUTPUT},
    {"fwrite", EFFECT_OUTPUT},
    {"fflush", EFFECT_OUTPUT},
    {"fopen", EFFECT_OUTPUT},
    {"fclose", EFFECT_OUTPUT},
    {"perror", EFFECT_OUTPUT},
    {"clock", EFFECT_OUTPUT},
    {"rand", EFFECT_OUTPUT},
    {"srand", EFFECT_OUTPUT},

    {"abort", EFFECT_ABORT},
    {"exit", EFFECT_ABORT},
    {"_exit", EFFECT_ABORT},
    {"_Exit", EFFECT_ABORT},
    {"quick_exit", EFFECT_ABORT},
    {"__assert_fail", EFFECT_ABORT},
    {"__assert_perror_fail", EFFECT_ABORT},
    {"__assert", EFFECT_ABORT},
    {"__builtin_unreachable", EFFECT_ABORT},
    {"__builtin_trap", EFFECT_ABORT},
};

static Effect find_effect(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].name[0] == name[0] && strcmp(known[i].name, name) == 0)
            return known[i].effect;
    return EFFECT_UNKNOWN;
}

Effect rule_effect(const char *callee)
{
    static const char prefix[] = "__builtin_";
    Effect            effect   = find_effect(callee);

    if (effect == EFFECT_UNKNOWN && strncmp(callee, prefix, sizeof prefix - 1) == 0)
        effect = find_effect(callee + sizeof prefix - 1);
    return effect == EFFECT_UNKNOWN && rule_find(callee) != NULL ? EFFECT_NONE : effect;
}
