#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    int *list = NULL, count = 0;
    double sum = 0.0;
    for (int i = 0; i < n; i += 2) {
        int *more = realloc(list, (size_t)(count + 1) * sizeof *list);
        if (!more)
            break;
        list = more;
        list[count++] = i;
    }
    for (int k = 0; k < count; k++)
        sum += x[list[k]] * x[list[k]];
    free(list);
    return sum;
}

/*
 * check: realloc of integers
 * check-gradient: f(5, random(5, -1, 1))
 */
