#include <stddef.h>

#define WIDTH 3

struct tree {
    double       values[WIDTH];
    struct tree *left;
};

int depth_of(const struct tree *t)
{
    return t == NULL ? 4 : 1 + depth_of(t->left);
}

double value_of(const struct tree *t)
{
    return t == NULL ? 3.0 : t->values[0];
}
