#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

ADGEN_GRAD(x, a)
double orbit(double x, double a, int n, int kept)
{
    double y = 0.5 * x;
    int    sign = 1;

#pragma adgen checkpoint(kept)
    for (int i = 0; i < n; i++) {
        double old = x;

        x = sin(x * y) + a * exp(-x * x);
        y = 0.9 * y + sign * cos(old);
        sign = -sign;
    }
    return x * y;
}

/*
 * check: scalars that a step hands on, a counter's sign among them; the number of states is one of the program's
 * check-gradient: orbit(random(0.2, 1.0), random(0.2, 1.0), 17, 1)
 * check-gradient: orbit(random(0.2, 1.0), random(0.2, 1.0), 17, 2)
 * check-gradient: orbit(random(0.2, 1.0), random(0.2, 1.0), 17, 5)
 * check-gradient: orbit(random(0.2, 1.0), random(0.2, 1.0), 17, 17)
 * check-gradient: orbit(random(0.2, 1.0), random(0.2, 1.0), 17, 1000)
 * check-gradient: orbit(random(0.2, 1.0), random(0.2, 1.0), 1, 3)
 * check-gradient: orbit(random(0.2, 1.0), random(0.2, 1.0), 0, 3)
 * check-gradient: orbit(random(0.2, 1.0), random(0.2, 1.0), -4, 3)
 * check-has: adgen_checkpoint_start(kept, n)
 */
