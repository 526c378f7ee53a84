#include <adgen/adgen.h>
#include <string.h>

struct config {
    const char *name;
    double      gain;
};

struct layer {
    char   name[16];
    double v;
};

ADGEN_GRAD(x)
double named(double x, struct config c)
{
    struct layer l = {"", x};

    strncpy(l.name, c.name, 8);
    return l.v * l.v;
}

/*
 * check: text that a record's member leads to, copied beside active data
 * check-error: adgen-extern @ 19:5
 */
