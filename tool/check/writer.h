#ifndef ADGEN_CHECK_WRITER_H
#define ADGEN_CHECK_WRITER_H

#include "agreed.h"
#include "check/harness.h"

/* A harness while it is written, and what is known of the function at hand. */
typedef struct Writer {
    Arena               *arena;
    Text                *out;
    Program             *program;
    const CheckSettings *settings;
    int                  number;         /* of the request */
    const Request       *request;
    int                  types;          /* written so far */
    VEC(AdgenHarnessGroup) groups;
    VEC(AdgenHarnessSlot)  slots;
    VEC(const char *)      sizes;        /* by slot: C text; or NULL */
    const char            *problem;      /* why it cannot be called; or NULL */
    Loc                    problem_loc;
    int                    param;        /* at hand */
    const Var             *var;
    VEC(const Record *)    inside;       /* records on the way, behind pointers */
} Writer;

/* Describe the types of what the parameter holds or leads to; the number of the description. */
int writer_param_type(Writer *w, const Var *param);

/* How C names a type that an argument has, or NULL where it cannot be named. */
const char *writer_type_name(Writer *w, const Type *type);

/* Whether it is FILE: what such a pointer leads to is no business of ours. */
bool writer_is_stream(const Type *type);

/* Whether the function, or one that it calls, calculates in float, so that its values are no more exact than that. */
bool narrow_func(Arena *arena, const Func *func);

/* "text", as C writes it. */
void writer_string(Text *out, const char *text);

#endif
