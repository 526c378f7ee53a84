#include <adgen/adgen.h>
#include <math.h>

typedef double (*activation)(double);

static double relu(double x) { return x > 0.0 ? x : 0.01 * x; }
static double square(double x) { return x * x; }

static const activation layers[] = {tanh, relu, square, sin};

ADGEN_GRAD(x, w)
double chain(double x, const double *w, const int *kind, int n)
{
    for (int i = 0; i < n; i++)
        x = w[i] * layers[kind[i]](x) + 0.1;
    return x;
}

/*
 * check: a table of functions, of the library and of the user's
 * check-gradient: chain(0.7, NULL, NULL, 0)
 * check-gradient: chain(0.7, {1.5}, {2}, 1)
 * check-gradient: chain(0.7, random(6, 0.5, 1.5), {0, 1, 2, 3, 2, 1}, 6)
 */
