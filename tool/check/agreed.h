#ifndef ADGEN_CHECK_AGREED_H
#define ADGEN_CHECK_AGREED_H

#define AGREED(...) __VA_ARGS__
#include "agreed.inc"
#undef AGREED

typedef enum HarnessKind {
    HARNESS_FLOAT, HARNESS_DOUBLE, HARNESS_LONG_DOUBLE,
    HARNESS_SIGNED, HARNESS_UNSIGNED,
    HARNESS_POINTER, HARNESS_ARRAY, HARNESS_RECORD,
    HARNESS_OTHER                    /* left as zeros */
} HarnessKind;

/* What a file's harness defines: its table, ended by one without a name. */
#define HARNESS_TABLE "adgen_harness_table"

#endif
