#ifndef REFUSED_H
#define REFUSED_H

static inline double refused_scale(double x, int k)
{
    switch (k) {
    case 0: return x;
    default: return 2.0 * x;
    }
}

#endif
