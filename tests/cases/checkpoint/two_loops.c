#include <adgen/adgen.h>
#include <math.h>
#include "quiet.h"

ADGEN_GRAD(a)
double twice(const double a[4], int n)
{
    double u[4], v[4] = {0.0, 0.0, 0.0, 0.0}, c = 0.0;

    for (int i = 0; i < 4; i++)
        u[i] = a[i];
#pragma adgen checkpoint(3)
    for (int t = 0; t < n; t++)
        for (int i = 0; i < 4; i++) {
            double s = sin(u[i]) + v[(i + 1) % 4];

            v[i] = u[i] * v[i] + 0.1 * s;
            u[i] = s * a[i];
        }
    c = u[0] * v[1];
#pragma adgen checkpoint(2)
    for (int t = n; t > 1; t -= 2) {
        u[1] = u[1] * c + u[2];
        c = c * 0.5 + sin(u[1]);
    }
    u[2] = c * c;
    return u[2] + u[1] * v[3];
}

/*
 * check: two loops, each with a schedule of its own, over two arrays that both write; what one reads the other overwrites
 * check-gradient: twice({0.3, 0.5, 0.7, 0.2}, 9)
 * check-gradient: twice({0.3, 0.5, 0.7, 0.2}, 2)
 * check-gradient: twice({0.3, 0.5, 0.7, 0.2}, 0)
 * check-count: 2 adgen_checkpoint_start(
 */
