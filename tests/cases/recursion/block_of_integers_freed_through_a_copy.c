#include <adgen/adgen.h>
#include <stdlib.h>

struct item {
    int   *indices;
    double weight;
};

static double popped(struct item *item, int n, const double *x)
{
    if (n == 0)
        return 1.0;
    int   *indices = item[n - 1].indices;
    double r = item[n - 1].weight * x[indices[0]];
    free(indices);
    return r + r * popped(item, n - 1, x);
}

ADGEN_GRAD(x)
double stacked(int n, const double *x)
{
    struct item item[6];
    for (int i = 0; i < n; i++) {
        item[i].indices = malloc(sizeof *item[i].indices);
        if (!item[i].indices)
            abort();
        *item[i].indices = n - 1 - i;
        item[i].weight = x[i] * 0.5;
    }
    return popped(item, n, x);
}

/*
 * check: a block of integers is freed in a function that only copies its pointer: no derivative, of whatever order, gives it a shadow that nobody frees
 * check-gradient: stacked(5, random(5, -1, 1))
 * check-gradient: stacked(0, zeros(0))
 */
