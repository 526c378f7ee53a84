#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

ADGEN_GRAD(x)
double walk(double x, int n, double limit)
{
    double y = 1.0;

#pragma adgen checkpoint(3)
    for (int i = 0; i < n; i++) {
        double next = x + 0.3 * sin(x) * y;

        if (next > limit) {
            y = y * next * x;
            break;
        }
        if (i % 3 == 2)
            continue;
        y = y * 0.9 + 0.1 * next * x;
        x = next;
    }
    return x * y;
}

ADGEN_GRAD(x)
double find(double x, int n)
{
#pragma adgen checkpoint(2)
    for (int i = 0; i < n; i++) {
        x = x * 1.1 + sin(x);
        if (x > 5.0)
            return x * x;
        if (x < -5.0)
            return sin(x);
    }
    return x;
}

/*
 * check: a step that leaves the loop is run backward as far as it went; the others are not run for nothing
 * check-gradient: walk(random(0.2, 0.5), 30, 3.0)
 * check-gradient: walk(random(0.2, 0.5), 8, 30.0)
 * check-gradient: walk(random(0.2, 0.5), 8, 0.1)
 * check-gradient: find(random(0.2, 0.5), 30)
 * check-gradient: find(random(-0.5, -0.2), 30)
 * check-gradient: find(random(0.2, 0.5), 3)
 * check-has: adgen_checkpoint_online(3)
 */
