#include <adgen/adgen.h>

double other(double x);

struct pair {
    double a, b;
};

ADGEN_GRAD(x)
double first(double x)
{
    struct pair p[2] = { { x, 1.0 }, { 2.0, x } };
    return p[1].b * other(x);
}

/* check: two different structs of one name cannot stand in one file
 * check-before: parts/clash_struct.c
 * check-error: adgen-clash @ 5:8
 * check-error-text: rename one of them, or run adgen on one file at a time */
