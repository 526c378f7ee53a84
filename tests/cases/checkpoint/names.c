#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

#define FEW 2
#define MORE (FEW + 1)
enum { SPARE = 1 };

static const int most = 3;

struct limits { int states[1], rest; };

ADGEN_GRAD(x)
double f(double x, int n, const struct limits *limits, int depth)
{
#pragma adgen checkpoint(MORE * SPARE)   /* constants */
    for (int i = 0; i < n; i++)
        x = sin(x) + x * x * 0.1;
    {
        int depth = n / 2 + 1;

        /* what stands
         * between */
#pragma adgen checkpoint(depth)
        // and here
        for (int i = 0; i < n; i++, depth--)
            x = sin(x) + x * x * 0.2;
    }
#pragma adgen checkpoint( \
        limits->rest + depth)
    for (int i = 0; i < n; i++)
        x = sin(x) + x * x * 0.3;
#pragma adgen checkpoint(most)
    for (int i = 0; i < n; i++)
        x = sin(x) + x * x * 0.4;
    return x;
}

/*
 * check: the number of states is made of macros, constants, members, and variables of the scope, as the loop finds them
 * check-gradient: f(0.3, 7, &{.states = {1}, .rest = 1}, 1)
 * check-has: adgen_checkpoint_start(3, n)
 * check-has: adgen_checkpoint_start(most, n)
 */
