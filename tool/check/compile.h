#ifndef ADGEN_CHECK_COMPILE_H
#define ADGEN_CHECK_COMPILE_H

#include "check/check.h"

/* What clang makes of the folder's files: the harness of each input, then the derivatives, then their companions. */
typedef struct Bitcode {
    VEC(const char *) paths;
} Bitcode;

/* False where clang failed, which has then said why.  `literal` has the harnesses once more, with every access to memory
 * that the source has, whether or not it is of any use, and the same derivatives, which nothing runs there. */
bool compile_all(Arena *arena, const CheckInput *input, Bitcode *bitcode, Bitcode *literal);

/* The clang that belongs to our libclang, or NULL. */
const char *compile_clang(void);

#endif
