#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

ADGEN_GRAD(x, a)
double settle(double x, double a)
{
#pragma adgen checkpoint(3)
    while (fabs(x - cos(a * x)) > 0.01)
        x = 0.6 * x + 0.4 * cos(a * x);
    return x * x;
}

ADGEN_GRAD(x)
double climb(double x, int most)
{
    int i = 0;

#pragma adgen checkpoint(2)
    do {
        x = x + 0.1 * sin(x) * x;
        i++;
    } while (x < 2.0 && i < most);
    return x;
}

/*
 * check: the number of steps is not known before: states are given up on the way
 * check-gradient: settle(random(1.0, 2.0), random(0.7, 0.9))
 * check-gradient: settle(random(5.0, 9.0), random(1.2, 1.3))
 * check-gradient: climb(random(0.5, 0.6), 40)
 * check-gradient: climb(random(1.5, 1.9), 1)
 * check-has: adgen_checkpoint_online(3)
 * check-has: adgen_checkpoint_online(2)
 */
