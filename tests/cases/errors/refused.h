#ifndef REFUSED_H
#define REFUSED_H

#include <math.h>

static inline double refused_scale(double x, int k)
{
    x = frexp(x, &k);
    return x * k;
}

#endif
