#ifndef HELPER_H
#define HELPER_H

#define HELPER_SHARE 0.75

static inline double helper_mix(double a, double b, double share)
{
    return share * a * a + (1.0 - share) * b;
}

#endif
