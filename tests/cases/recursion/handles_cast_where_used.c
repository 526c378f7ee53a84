#include <adgen/adgen.h>
#include <stddef.h>

struct impl {
    double *at;
    int     count;
};

static double product(void *handle, int i)
{
    if (i < 0)
        return 1.0;
    double *q = ((struct impl *)handle)->at;
    q += i;
    double rest = product(handle, i - 1);
    return rest * *q + *q;
}

static void smooth(void *handle, int i)
{
    if (i < 0)
        return;
    for (double *q = ((struct impl *)handle)->at, *end = q + i; q < end; q++)
        *q = q[0] * q[1];
    smooth(handle, i - 1);
    double *last = &((struct impl *)handle)->at[i];
    *last += 0.5 * *((struct impl *)handle)->at;
}

ADGEN_GRAD(x)
double read(int n, const double *x)
{
    double      w[8];
    struct impl impl = {w, n};

    for (int i = 0; i < n; i++)
        w[i] = x[i] * x[i];
    return product(&impl, n - 1);
}

ADGEN_GRAD(x)
double written(int n, const double *x)
{
    double      w[8];
    struct impl impl = {w, n};

    for (int i = 0; i < n; i++)
        w[i] = x[i] * x[i];
    smooth(&impl, n - 1);
    return n > 0 ? w[0] * w[n - 1] : 0.0;
}

struct item {
    double       value;
    struct item *next;
};

struct cursor {
    void *at;
    int   steps;
};

static void seek(struct cursor *c, void *from, int steps)
{
    c->at = ((struct item *)from)->next;
    c->steps++;
    if (steps > 0 && c->at)
        seek(c, c->at, steps - 1);
}

ADGEN_GRAD(x)
double found(int n, const double *x)
{
    struct item   items[8];
    struct cursor c = {NULL, 0};

    for (int i = 0; i < n; i++) {
        items[i].value = x[i] * x[i];
        items[i].next = i + 1 < n ? &items[i + 1] : NULL;
    }
    seek(&c, items, 1);
    return c.at ? ((struct item *)c.at)->value * x[0] * c.steps : x[0];
}

/*
 * check: recursive functions that cast a handle where they use it
 * check-gradient: read(0, zeros(0))
 * check-gradient: read(4, random(4, 0.5, 1))
 * check-gradient: written(1, random(1, 0.5, 1))
 * check-gradient: written(4, random(4, 0.5, 1))
 * check-gradient: found(1, random(1, 0.5, 1))
 * check-gradient: found(2, random(2, 0.5, 1))
 * check-gradient: found(5, random(5, 0.5, 1))
 */
