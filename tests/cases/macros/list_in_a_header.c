#include <adgen/adgen.h>
#include "list_in_a_header.h"

struct params { PARAMS(MEMBER) };
enum { PARAMS(ID) COUNT };

static const double depths[DEPTH] = { 1, 2, 4 };
#undef DEPTH
#define DEPTH 2
#define SCALE_of_all 1.5
#define PASTE(a, b, c) a##b##c
#define APPLY(macro, ...) macro(__VA_ARGS__)
static const double scales[DEPTH] = { PASTE(SCALE, _of, _all), APPLY(HALF, 3) };

#define COEF(i, c) [i] = c,
static const double coef[] = {
#include "list_of_entries.def"
};
#define COEF(i, c) C_##i,
enum {
#include "list_of_entries.def"
    C_COUNT
};

static double sum(const struct params *p)
{
    double s = 0;
#define ADD(type, name) s += p->name * scales[P_##name];
    PARAMS(ADD)
#undef ADD
    return s;
}

ADGEN_GRAD(p)
double f(const struct params *p, double x, int k)
{
    double r = 0;
    for (int i = 0; i < C_COUNT; i++)
        r = r * x + sum(p) * coef[i] * depths[k];
    return r * p->alpha;
}

/*
 * check: list macros of a header, one that is pasted, one that takes a header's name, and files of entries
 * check-header-after: struct params
 * check-omits: ADD(
 * check-gradient: f(&{1.5, 2.5}, 0.4, 2)
 */
