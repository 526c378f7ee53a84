#include <adgen/adgen.h>

struct term { double factor; int power; };

ADGEN_GRAD()
double f(double a, double x)
{
    struct term terms[] = { { a, 2 }, { .power = 1, .factor = x }, { a * x, 3 } };
    double sum = 0.0;
    for (unsigned i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        double t = terms[i].factor;
        for (int k = 0; k < terms[i].power; k++)
            t *= x;
        sum += t;
    }
    return sum;
}

/*
 * check: a local array of structs with an initialiser
 * check-gradient: f(random(-1, 1), random(-1, 1))
 */
