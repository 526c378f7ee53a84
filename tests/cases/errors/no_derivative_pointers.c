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

struct node {
    double       v;
    struct node *next;
};

struct list {
    struct node *head;
};

ADGEN_NO_DERIVATIVE static void skip(struct list *l)
{
    l->head = l->head->next;
}

ADGEN_GRAD(x)
double skipped(const double *x)
{
    struct node b = {x[1] * x[1], NULL}, a = {x[0], &b};
    struct list l = {&a};
    double      s = l.head->v;

    skip(&l);
    return s + l.head->v;
}

struct view {
    double *p;
    int     n;
};

ADGEN_NO_DERIVATIVE static void reset(const struct view *view)
{
    for (int i = 0; i < view->n; i++)
        view->p[i] = 1.0;
}

ADGEN_GRAD(x)
double overwritten(double x)
{
    double      a[2] = {x, x * x};
    struct view view = {a, 2};
    double      r = a[0] * a[1];

    reset(&view);
    return r + a[0] * a[1] * x;
}

ADGEN_NO_DERIVATIVE static struct view behind(struct view view, int k)
{
    view.n -= k;
    view.p += k;
    return view;
}

ADGEN_GRAD(x)
double in_a_struct(double x)
{
    double      a[4] = {x, x * x, 1.0, 0.2};
    struct view view = {a, 4};

    view = behind(view, 1);
    return view.p[0] + view.p[1] * x;
}

struct bucket {
    struct node *head;
    int          count;
};

ADGEN_NO_DERIVATIVE static struct bucket *longest(struct bucket *bucket, int n)
{
    struct bucket *best = bucket;

    for (int i = 1; i < n; i++)
        if (bucket[i].count > best->count)
            best = &bucket[i];
    return best;
}

ADGEN_GRAD(x)
double leads_there(double x)
{
    struct node   a = {x, NULL}, b = {x * x, &a};
    struct bucket bucket[2] = {{&a, 1}, {&b, 2}}, *best = longest(bucket, 2);

    return best->head->v * x + best->count;
}

ADGEN_NO_DERIVATIVE void advance(struct bucket *bucket);

ADGEN_GRAD(x)
double elsewhere(double x)
{
    struct node   a = {x, NULL}, b = {x * x, &a};
    struct bucket bucket = {&b, 2};

    advance(&bucket);
    return bucket.head->v * x;
}

/*
 * check: functions without derivative that hand out, move or overwrite what leads to active data
 * check-error: adgen-no-derivative @ 21:23
 * check-error: adgen-no-derivative @ 42:5
 * check-error: adgen-no-derivative @ 72:5
 * check-error: adgen-no-derivative @ 94:5
 * check-error: adgen-no-derivative @ 111:12
 * check-error: adgen-no-derivative @ 134:59
 * check-error: adgen-no-derivative @ 147:5
 */
