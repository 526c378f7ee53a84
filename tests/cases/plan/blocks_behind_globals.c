#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

extern int *marks;
int *marks;

static int marked(int k)
{
    return k <= 0 ? marks[0] : marks[k] + marked(k - 1);
}

static int weight(const int *all, int k)
{
    return k <= 0 ? all[0] : all[k] + weight(all, k - 1);
}

/* A function that stays a call gets at the block by a global variable, and none of its arguments says so. */
ADGEN_GRAD(x)
double by_name(int n, const double *x, double *out)
{
    int   *w = malloc(10 * sizeof *w);
    double sum = 0.0;
    for (int i = 0; i < 10; i++)
        w[i] = i % 3;
    marks = w;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    out[0] = sum;
    out[1] = marked(4) * sum;
    free(w);
    return sum;
}

/* Here an argument does, and there is nothing else behind it. */
ADGEN_GRAD(x)
double by_argument(int n, const double *x, double *out)
{
    int   *w = malloc(10 * sizeof *w);
    double sum = 0.0;
    for (int i = 0; i < 10; i++)
        w[i] = i % 3;
    for (int i = 0; i < n; i++)
        sum += x[i] * x[i];
    out[0] = sum;
    int all = weight(w, 4);
    out[1] = sin(sum) * all;
    free(w);
    return sum;
}

/*
 * check: a block that a function may reach by a global variable is not freed before the function is called
 * check-gradient: by_name(3, random(3, 0.5, 1), random(2, 0.5, 1))
 * check-gradient: by_argument(3, random(3, 0.5, 1), random(2, 0.5, 1))
 * check-has: int all = weight(w, 4); free(w);
 */
