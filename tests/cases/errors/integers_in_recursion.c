#include <adgen/adgen.h>
#include <string.h>

static void keep_anywhere(void *to, double x, int k)
{
    memcpy(to, &x, sizeof x);
    if (k > 0)
        keep_anywhere(to, x * x, k - 1);
}

ADGEN_GRAD(x)
double in_integers(double x, int k)
{
    int    words[2];
    double y;

    keep_anywhere(words, x, k);
    memcpy(&y, words, sizeof y);
    return y;
}

/*
 * check: reals that recursive functions keep in integers
 * check-error: adgen-memory @ 18:5
 */
