#ifndef REFUSED_H
#define REFUSED_H

static inline double refused_scale(double x, int k)
{
    if (k == 0)
        goto end;
    x *= 2.0;
end:
    return x;
}

#endif
