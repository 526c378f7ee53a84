#include <adgen/adgen.h>
#include <stdlib.h>

ADGEN_NO_DERIVATIVE static const double *greatest(const double *a, int n)
{
    const double *p = a;

    for (int i = 1; i < n; i++)
        if (a[i] > *p)
            p = a + i;
    return p;
}

ADGEN_GRAD(x)
double of_greatest(int n, const double *x)
{
    double a[8];

    for (int i = 0; i < n; i++)
        a[i] = x[i] * x[i];
    const double *p = greatest(a, n);
    return *p * *p;
}

struct workspace {
    double *buffer;
    int     size;
};

ADGEN_NO_DERIVATIVE static void open_workspace(struct workspace *w, int n)
{
    w->buffer = malloc((size_t)n * sizeof *w->buffer);
    w->size = n;
}

ADGEN_GRAD(x)
double in_workspace(int n, const double *x)
{
    struct workspace w;
    double           s = 0.0;

    open_workspace(&w, n);
    for (int i = 0; i < n; i++)
        w.buffer[i] = x[i] * x[i];
    for (int i = 0; i < n; i++)
        s += w.buffer[i] * w.buffer[n - 1 - i];
    free(w.buffer);
    return s;
}

/*
 * check: functions without derivative that hand out pointers to active data
 * check-error: adgen-no-derivative @ 21:23
 * check-error: adgen-no-derivative @ 42:5
 */
