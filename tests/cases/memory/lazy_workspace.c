#include <adgen/adgen.h>
#include <stdlib.h>

struct workspace {
    double *buffer;
};

static double squares(int n, const double *x, struct workspace *ws)
{
    double s = 0.0;

    if (!ws->buffer)
        ws->buffer = malloc((size_t)n * sizeof *ws->buffer);
    for (int i = 0; i < n; i++)
        ws->buffer[i] = x[i] * x[i];
    for (int i = 1; i < n; i++)
        s += ws->buffer[i] * ws->buffer[i - 1];
    return s;
}

ADGEN_GRAD(x)
double lazy_workspace(int n, const double *x)
{
    struct workspace ws = {0};
    double           s = squares(n, x, &ws);

    s += squares(n, x + 1, &ws);
    free(ws.buffer);
    return s;
}

/*
 * check: a buffer that the first call of a helper allocates
 * check-gradient: lazy_workspace(4, random(5, 0.5, 1))
 */
