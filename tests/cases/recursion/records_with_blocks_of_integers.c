#include <adgen/adgen.h>
#include <stdlib.h>

struct table {
    int    *key;
    double *value;
    char   *used;
    int     count;
};

static void table_new(struct table *t, int count)
{
    void *key = malloc((size_t)count * sizeof *t->key + 1);

    t->key = key;
    t->value = malloc((size_t)count * sizeof *t->value + 1);
    t->used = calloc((size_t)count + 1, 1);
    if (!t->key || !t->value || !t->used)
        abort();
    t->count = count;
}

static void table_free(struct table *t)
{
    free(t->key);
    free(t->value);
    free(t->used);
}

static void halve(struct table *t)
{
    struct table half;

    if (t->count < 2)
        return;
    table_new(&half, t->count / 2);
    for (int i = 0; i < half.count; i++) {
        half.key[i] = t->key[2 * i];
        half.value[i] = t->value[2 * i] * t->value[2 * i + 1];
        half.used[i] = (char)(t->used[i] + 1);
    }
    table_free(t);
    *t = half;
    halve(t);
}

ADGEN_GRAD(x)
double halved(int n, const double *x)
{
    struct table t;
    double       s = 0.0;

    table_new(&t, n);
    for (int i = 0; i < n; i++) {
        t.key[i] = i + 1;
        t.value[i] = x[i];
    }
    halve(&t);
    for (int i = 0; i < t.count; i++)
        s += t.value[i] * t.key[i] + t.used[i];
    table_free(&t);
    return s;
}

struct item {
    int   *indices;
    double weight;
};

/* A record is taken from a stack, and its block freed. */
static double popped(struct item *item, int n, const double *x)
{
    if (n == 0)
        return 1.0;
    struct item top = item[n - 1];
    double      r = top.weight * x[top.indices[0]];
    free(top.indices);
    return r + r * popped(item, n - 1, x);
}

ADGEN_GRAD(x)
double stacked(int n, const double *x)
{
    struct item item[6];

    for (int i = 0; i < n; i++) {
        item[i].indices = malloc(sizeof *item[i].indices);
        if (!item[i].indices)
            abort();
        *item[i].indices = n - 1 - i;
        item[i].weight = x[i] * 0.5;
    }
    return popped(item, n, x);
}

/*
 * check: records with blocks of integers and characters beside one of reals are copied and freed in recursive functions
 * check-gradient: halved(0, zeros(0))
 * check-gradient: halved(1, random(1, -1, 1))
 * check-gradient: halved(5, random(5, -1, 1))
 * check-gradient: stacked(0, zeros(0))
 * check-gradient: stacked(5, random(5, -1, 1))
 */
