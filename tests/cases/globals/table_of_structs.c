#include <adgen/adgen.h>

struct entry { int power; double factor; };
static const struct entry table[] = { { 1, 2.0 }, { .factor = 0.5, .power = 3 } };

ADGEN_GRAD(x)
double f(double x)
{
    double sum = 0.0;
    for (unsigned k = 0; k < sizeof table / sizeof *table; k++) {
        double t = table[k].factor;
        for (int i = 0; i < table[k].power; i++)
            t *= x;
        sum += t;
    }
    return sum;
}

/*
 * check: a table of structs
 * check-gradient: f(random(-1, 1))
 */
