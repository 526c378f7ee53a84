#include <adgen/adgen.h>

ADGEN_GRAD()
double f(double x, double y)
{
    double t = x;
    if (x > 0.0) {
        if (y > 0.0)
            t *= y;
        else
            t -= y;
        t *= t;
    } else if (y > 0.0) {
        t += y * y;
    }
    return t * y;
}

/*
 * check: ifs within ifs
 * check-gradient: f(random(0.5, 1), random(0.5, 1))
 * check-gradient: f(random(0.5, 1), random(-1, -0.5))
 * check-gradient: f(random(-1, -0.5), random(0.5, 1))
 * check-gradient: f(random(-1, -0.5), random(-1, -0.5))
 */
