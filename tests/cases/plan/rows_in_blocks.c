#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Rows whose length is another one in each iteration of a loop further out. */
ADGEN_GRAD(x)
double blocks(int n, const int *sizes, int steps, const double *x)
{
    double sum = 0.0;
    for (int k = 0; k < n; k++) {
        int len = sizes[k];
        double *u = malloc((size_t)len * sizeof *u), part = 0.0;
        for (int i = 0; i < len; i++)
            u[i] = x[k] * (i + 1);
        for (int t = 0; t < steps; t++) {
            double all = 0.0;
            for (int i = 0; i < len; i++)
                for (int j = 0; j < len; j++)
                    all += u[i] * u[j] * (i + 1);
            for (int i = 0; i < len; i++)
                u[i] = sin(u[i]) + 0.01 * all;
            part += all;
        }
        free(u);
        sum += part;
    }
    return sum;
}

/*
 * check: rows whose length changes in a loop further out
 * check-gradient: blocks(3, {1, 5, 3}, 2, random(3, 0, 1))
 */
