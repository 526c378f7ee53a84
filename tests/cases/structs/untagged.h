#ifndef UNTAGGED_H
#define UNTAGGED_H

/* A type without a tag, in a header: only its name stands for it. */
typedef struct {
    double k, length;
} Spring;

#endif
