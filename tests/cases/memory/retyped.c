#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* Allocated memory takes the type of what is stored last: types do not tell places apart there. */

ADGEN_GRAD(x)
double scratch_of_long(int n, const double *x)
{
    void   *scratch = malloc((size_t)n * sizeof(double));
    double *a = scratch, s = 0.0;

    for (int i = 0; i < n; i++)
        a[i] = sin(x[i]);
    for (int i = 0; i < n; i++)
        s += a[i] * a[i];
    long *b = scratch;
    for (int i = 0; i < n; i++)
        b[i] = 2 * i;
    for (int i = 0; i < n; i++)
        s += x[i] * (double)b[i];
    free(scratch);
    return s;
}

ADGEN_GRAD(x)
double integers_first(int n, const double *x)
{
    void   *scratch = malloc((size_t)n * sizeof(double));
    int    *k = scratch;
    double *a = scratch, s = 0.0;

    for (int i = 0; i < n; i++)
        k[i] = n - 1 - i;
    for (int i = 0; i < n; i++)
        s += x[k[i]] * x[i] * (k[i] + 1);
    for (int i = 0; i < n; i++)
        a[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        s += a[i] * a[i];
    free(scratch);
    return s;
}

ADGEN_GRAD(x)
double free_list(double x)
{
    void   *list = malloc(2 * sizeof(double));
    double *d = list, s = x;

    d[0] = x * x;
    d[1] = sin(x);
    s += d[0] * d[1];
    void **link = list;
    *link = NULL;
    s += *link == NULL ? x : 0.0;
    free(list);
    return s;
}

static double part_of_reals(int n, const double *x, void *work)
{
    double *t = work, s = 0.0;

    for (int i = 0; i < n; i++)
        t[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        s += t[i] * t[i];
    return s;
}

static double part_of_integers(int n, const double *x, void *work)
{
    int   *t = work;
    double s = 0.0;

    for (int i = 0; i < n; i++)
        t[i] = n - 1 - i;
    for (int i = 0; i < n; i++)
        s += x[t[i]] * x[i];
    return s;
}

ADGEN_GRAD(x)
double one_work_space(int n, const double *x)
{
    void  *work = malloc((size_t)n * sizeof(double));
    double s = part_of_reals(n, x, work);

    s *= part_of_integers(n, x, work);
    s += part_of_reals(n, x, work);
    free(work);
    return s;
}

/*
 * check: one block used with several types
 * check-gradient: scratch_of_long(4, random(4, -1, 1))
 * check-gradient: integers_first(4, random(4, -1, 1))
 * check-gradient: free_list(random(0.5, 1))
 * check-gradient: one_work_space(4, random(4, -1, 1))
 */
