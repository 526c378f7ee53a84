#include <adgen/adgen.h>
#include <stddef.h>
#include <stdlib.h>

/* Functions that return pointers whose type says nothing of the reals that they lead to. */

struct entry {
    int           key;
    void         *value;
    struct entry *next;
};

static void *find(struct entry *l, int key)
{
    for (; l; l = l->next)
        if (l->key == key)
            return l->value;
    return NULL;
}

static struct entry *entry_of(struct entry *l, int key)
{
    while (l->key != key)
        l = l->next;
    return l;
}

ADGEN_GRAD(x)
double dictionary(const double *x)
{
    double       a = x[0] * x[0], b = x[1] * x[0];
    struct entry second = {2, &b, NULL}, first = {1, &a, &second};

    return *(double *)find(&first, 2) * 3.0 + *(double *)entry_of(&first, 1)->value * x[1];
}

struct head {
    struct head *next;
    int          key;
};

struct item {
    struct head head;
    double      v;
};

static struct head *nth(struct head *l, int k)
{
    return k ? nth(l->next, k - 1) : l;
}

static struct head *insert(struct head *l, struct head *new)
{
    if (!l || l->key >= new->key) {
        new->next = l;
        return new;
    }
    l->next = insert(l->next, new);
    return l;
}

ADGEN_GRAD(x)
double intrusive(const double *x)
{
    struct item  items[3] = {{{NULL, 2}, x[0] * x[0]}, {{NULL, 1}, x[1]}, {{NULL, 3}, x[2] * x[0]}};
    struct head *l = NULL;
    double       s = 0.0;

    for (int i = 0; i < 3; i++)
        l = insert(l, &items[i].head);
    for (int i = 0; i < 3; i++)
        s += ((struct item *)(void *)nth(l, i))->v * (i + 1);
    return s * ((struct item *)(void *)nth(l, 2))->v;
}

static char *skip(char *at, int n)
{
    return n > 0 ? skip(at + sizeof(double), n - 1) : at;
}

ADGEN_GRAD(x)
double skipped(const double *x)
{
    char   *memory = calloc(4, sizeof(double));
    double *d = (double *)(void *)memory, s;

    for (int i = 0; i < 4; i++)
        d[i] = x[i] * x[i];
    double *q = (double *)(void *)skip(memory, 2);
    *q *= 2.0;
    s = *q + d[1];
    free(memory);
    return s;
}

static void *offset(double *h, int n)
{
    return n ? (void *)(h + n) : offset(h, 3);
}

ADGEN_GRAD(x)
double void_result(const double *x)
{
    double  a[5] = {x[0], x[1], x[2], x[3] * x[0], x[0]};
    double *c = offset(a, 0);

    return c[0] * c[1];
}

static void look(const double *p, int n)
{
    if (n > 0)
        look(p, n - 1);
}

ADGEN_GRAD(x)
double looked_at(double x)
{
    double y = x * x;

    look(&y, 3);
    return y * 3.0;
}

struct closure {
    double (*call)(double, void *);
    void *context;
};

static double times(double v, void *context)
{
    return v * *(double *)context;
}

ADGEN_GRAD(x)
double closed(const double *x)
{
    double         a = x[0];
    struct closure c = {times, &a};

    return c.call(x[1], c.context);
}

/*
 * check: pointers of types without reals that functions return
 * check-gradient: dictionary(random(2, 0.5, 1))
 * check-gradient: intrusive(random(3, 0.5, 1))
 * check-gradient: skipped(random(4, 0.5, 1))
 * check-gradient: void_result(random(4, 0.5, 1))
 * check-gradient: looked_at(random(0.5, 1))
 * check-gradient: closed(random(2, 0.5, 1))
 */
