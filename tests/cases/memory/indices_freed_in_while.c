#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_GRAD(x)
double f(int n, const double *x)
{
    double sum = 0.0;
    int    k = 0;

    while (k < n && sum < 100.0) {
        int *at = malloc(3 * sizeof *at);
        at[0] = k;
        at[1] = (k + 1) % n;
        at[2] = 2 * k % n;
        for (int j = 0; j < 3; j++)
            sum += x[at[j]] * x[at[(j + 1) % 3]];
        free(at);
        k++;
    }
    return sum;
}

/*
 * check: indices in memory that has been freed when the backward pass needs them
 * check-gradient: f(5, random(5, -1, 1))
 */
