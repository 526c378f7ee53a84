#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *kept = malloc((size_t)n * sizeof *kept), sum = 0.0;
    int     count = 0;

    for (int i = 0; i < n; i++)
        kept[count++] = x[i] * x[i] * x[i];
    sum = kept[n - 1] * kept[0];
    while (count > 1 && kept[count - 1] < 0.1)
        count--;
    kept = realloc(kept, (size_t)count * sizeof *kept);
    for (int i = 0; i < count; i++) {
        kept[i] *= x[i];
        sum += kept[i] * kept[0];
    }
    free(kept);
    return sum;
}

/*
 * check: a block is cut to what is used
 * check-gradient: f(4, {1, 2, 0.1, 0.2})
 * check-gradient: f(1, {0.5})
 */
