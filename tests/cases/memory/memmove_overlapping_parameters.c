#include <adgen/adgen.h>
#include <string.h>

ADGEN_VJP()
double moved(const double *w, double *y)
{
    memmove(y, w, 4 * sizeof *y);
    return y[1] * y[3];
}

/*
 * check: memmove between parameters that overlap, either way, and that do not
 * check-gradient: moved(random(5, 0.1, 0.9), w + 1)
 * check-gradient: moved(random(4, 0.1, 0.9), random(4, 0.1, 0.9))
 */
