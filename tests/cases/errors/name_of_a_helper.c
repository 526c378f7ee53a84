#include <adgen/adgen.h>

static int adgen_apart(const void *a)
{
    return a != 0;
}

ADGEN_VJP()
void layer(int n, int m, const double *w, const double *x, double *y)
{
    for (int j = 0; j < m; j++)
        for (int i = 0; i < n; i++)
            y[j] += w[j * n + i] * x[i] * x[i] * adgen_apart(x);
}

/*
 * check: a function of the user's has the name of one that derivatives bring along
 * check-error: adgen-name @ 3:12
 * check-error-text: brings along a function that is called 'adgen_apart', too
 */
