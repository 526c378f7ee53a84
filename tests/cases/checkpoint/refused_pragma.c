#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

enum { NONE = 0 };

ADGEN_GRAD(x)
double f(double x, int n)
{
#pragma adgen checkpoint(3)
    double s = 0.0;

#pragma adgen tile(3)
    for (int i = 0; i < n; i++) {
#if 0
#pragma adgen other
#endif
#pragma adgen checkpoint(NONE)
        for (int k = 0; k < 3; k++)
            s = sin(s + x);
#pragma adgen checkpoint(x)
        while (s < 0.0)
            s = sin(s + x) + 1.0;
#pragma adgen checkpoint(unknown)
        while (s < 0.0)
            s = sin(s + x) + 1.0;
#pragma adgen checkpoint
        while (s < 0.0)
            s = sin(s + x) + 1.0;
#pragma adgen checkpoint(3)
#pragma adgen checkpoint(4)
        while (s < 0.0)
            s = sin(s + x) + 1.0;
#pragma adgen checkpoint(auto, )
        while (s < 0.0)
            s = sin(s + x) + 1.0;
/*
#pragma adgen in a comment
 */
    }
    return s;
}

/*
 * check: pragmas that say nothing that adgen knows
 * check-error: adgen-pragma @ 10:1
 * check-error-text: no loop follows this pragma
 * check-error: adgen-pragma @ 13:1
 * check-error-text: adgen knows no pragma 'tile(3)'
 * check-error: adgen-pragma @ 18
 * check-error-text: room for at least one checkpoint
 * check-error: adgen-pragma @ 21
 * check-error: adgen-pragma @ 24
 * check-error-text: 'unknown' is no integer that is known here
 * check-error: adgen-pragma @ 27
 * check-error: adgen-pragma @ 31
 * check-error: adgen-pragma @ 34
 */
