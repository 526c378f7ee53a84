#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* The rows change places once before the loop that swaps them: what filled them belongs to what they were before that. */
ADGEN_GRAD(x)
double swapped(int n, const double *x)
{
    double *u = malloc(4 * sizeof *u), *v = malloc(4 * sizeof *v), *swap, s = 0.0;
    for (int i = 0; i < 4; i++)
        u[i] = x[i];
    for (int i = 0; i < 4; i++)
        v[i] = 0.5;
    swap = v, v = u, u = swap;
    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 4; i++)
            v[i] *= sin(v[i]);
        swap = u, u = v, v = swap;
    }
    for (int i = 0; i < 4; i++)
        s += v[i] * u[3 - i];
    free(u);
    free(v);
    return s;
}

/* One pointer leads to another row first. */
ADGEN_GRAD(x)
double moved(int n, const double *x)
{
    double row[3][4], *u = row[0], *v = row[1], *swap, s = 0.0;
    for (int i = 0; i < 4; i++) {
        u[i] = x[i] * x[i];
        v[i] = 0.5;
    }
    u = row[2];
    for (int i = 0; i < 4; i++)
        u[i] = x[3 - i];
    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 4; i++)
            v[i] += sin(u[i]) * row[0][i];
        swap = u, u = v, v = swap;
    }
    for (int i = 0; i < 4; i++)
        s += v[i] * u[3 - i];
    return s;
}

/* Nothing has been behind the pointers before. */
ADGEN_GRAD(x)
double empty(int n, const double *x)
{
    double *u = NULL, *v = NULL, *swap, s = 0.0;
    u = malloc(4 * sizeof *u);
    v = malloc(4 * sizeof *v);
    for (int i = 0; i < 4; i++)
        u[i] = x[i];
    for (int t = 0; t < n; t++) {
        for (int i = 0; i < 4; i++)
            v[i] = sin(u[i]) * u[3 - i];
        swap = u, u = v, v = swap;
    }
    for (int i = 0; i < 4; i++)
        s += u[i] * u[i];
    free(u);
    free(v);
    return s;
}

/*
 * check: pointers that a loop swaps are swapped back to what they were when it began, not to what they were before that
 * check-gradient: swapped(4, random(4, 0.5, 1))
 * check-gradient: swapped(3, random(4, 0.5, 1))
 * check-gradient: swapped(0, random(4, 0.5, 1))
 * check-gradient: moved(4, random(4, 0.5, 1))
 * check-gradient: moved(3, random(4, 0.5, 1))
 * check-gradient: empty(3, random(4, 0.5, 1))
 * check-gradient: empty(4, random(4, 0.5, 1))
 * check-has: double *swap_adj = v_adj; v_adj = u_adj; u_adj = swap_adj;
 */
