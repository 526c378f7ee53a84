#include <adgen/adgen.h>
#include <stdio.h>
#include <stdlib.h>

static void *grow(void *block, size_t bytes)
{
    void *grown = realloc(block, bytes);

    if (grown == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return grown;
}

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double *even = NULL, *odd = NULL, sum = 0.0;
    int    *where = NULL;
    int     evens = 0, odds = 0;

    for (int i = 0; i < n; i++) {
        where = grow(where, (size_t)(i + 1) * sizeof *where);
        if (i % 2 == 0) {
            even = grow(even, sizeof(double) * (size_t)(evens + 1));
            where[i] = evens;
            even[evens++] = x[i] * x[i];
        } else {
            odd = grow(odd, sizeof(double) * (size_t)(odds + 1));
            where[i] = odds;
            odd[odds++] = x[i] * even[where[i - 1]];
        }
    }
    for (int i = 0; i < n; i++)
        sum += (i % 2 ? odd : even)[where[i]] * x[i];
    free(where);
    free(odd);
    free(even);
    return sum;
}

/*
 * check: realloc behind a function for void pointers, of active data and of integers
 * check-gradient: f(0, {1})
 * check-gradient: f(1, {2})
 * check-gradient: f(7, random(7, -1, 1))
 */
