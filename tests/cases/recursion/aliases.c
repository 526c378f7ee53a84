#include <adgen/adgen.h>
#include <math.h>

/* same array twice, overlapping pieces, pointer walking */
static double mix(const double *a, double *b, int n)
{
    double first;
    if (n == 0)
        return 1.0;
    first = *a++;
    *b *= first + 0.5;
    first *= mix(a, b + 1, n - 1);
    return first + *b;
}

ADGEN_VJP(x)
double f(double *x, int n)
{
    double s = mix(x, x, n);
    if (n > 2) {
        double u = mix(x + 1, x, n - 2);
        s += u * mix(x, x + 2, n - 2);
    }
    return s;
}

/*
 * check: the same array twice, overlapping pieces
 * check-gradient: f(random(1, -1, 1), 0)
 * check-gradient: f(random(1, -1, 1), 1)
 * check-gradient: f(random(6, -1, 1), 6)
 */
