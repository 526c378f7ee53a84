#include <adgen/adgen.h>
#include <math.h>

#define UPDATE s = 0.95 * s + 0.1 * sin(s);

/* Nothing active comes into s before the last line of the branch. */
ADGEN_GRAD(x)
double late(double x, int k)
{
    double r = x;

    if (k) {
        double s = 0.05;
        UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE UPDATE
        s *= x;
        if (k > 1)
            r = s;
    }
    return r;
}

/*
 * check: a long chain of values that no derivative comes through
 * check-gradient: late(random(0.5, 1), 0)
 * check-gradient: late(random(0.5, 1), 1)
 * check-gradient: late(random(0.5, 1), 2)
 */
