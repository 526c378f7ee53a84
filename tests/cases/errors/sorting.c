#include <adgen/adgen.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

ADGEN_VJP()
void sort(int n, double *x)
{
    qsort(x, (size_t)n, sizeof *x, compare);
}

/*
 * check: qsort of active data
 * check-error: adgen-extern @ 13
 */
