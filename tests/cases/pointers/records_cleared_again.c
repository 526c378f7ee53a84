#include <adgen/adgen.h>
#include <stdlib.h>
#include <string.h>

struct item {
    double  v;
    double *block;
};

ADGEN_GRAD(x)
double initialised(int n, const double *x)
{
    double s = 0.0;

    for (int i = 0; i < n; i++) {
        struct item item = {0};
        item.v = x[i] * (x[i] + s);
        if (i % 2) {
            item.block = malloc(sizeof *item.block);
            if (!item.block)
                abort();
            *item.block = x[i];
        }
        s += item.block ? *item.block * item.v : item.v;
        free(item.block);
    }
    return s;
}

ADGEN_GRAD(x)
double filled(int n, const double *x)
{
    struct item item[2];
    double      s = 0.0;

    for (int i = 0; i < n; i++) {
        memset(item, 0, sizeof item);
        item[1].v = x[i] * x[i];
        if (i % 2) {
            item[1].block = malloc(sizeof *item[1].block);
            if (!item[1].block)
                abort();
            *item[1].block = x[i] * s;
        }
        s += item[1].block ? *item[1].block * item[1].v : item[1].v;
        free(item[1].block);
    }
    return s;
}

struct vector {
    double *at;
    size_t  count;
};

static void push(struct vector *v, double value)
{
    double *at = realloc(v->at, (v->count + 1) * sizeof *at);

    if (!at)
        abort();
    v->at = at;
    v->at[v->count++] = value;
}

ADGEN_GRAD(x)
double grown(int n, const double *x)
{
    double s = 0.0;

    for (int i = 0; i < n; i++) {
        struct vector v = {NULL, 0};
        for (int j = 0; j < 1 + i % 3; j++)
            push(&v, s + x[j]);
        for (size_t j = 0; j < v.count; j++)
            s += v.at[j] * x[i];
        free(v.at);
    }
    return s;
}

struct tree {
    struct tree *left, *right;
    double       key, v, *extra;
};

static struct tree *insert(struct tree *t, double key, double v)
{
    if (!t) {
        t = malloc(sizeof *t);
        if (!t)
            abort();
        *t = (struct tree){NULL, NULL, key, v, NULL};
        return t;
    }
    if (key < t->key)
        t->left = insert(t->left, key, v);
    else
        t->right = insert(t->right, key, v * t->v);
    return t;
}

static double fold(const struct tree *t)
{
    return t ? fold(t->left) * 0.5 + t->v * t->key + fold(t->right) * t->v : 0.25;
}

static void drop(struct tree *t)
{
    if (!t)
        return;
    drop(t->left);
    drop(t->right);
    free(t->extra);
    free(t);
}

/* The new root is what was on the left. */
static struct tree *rotated(struct tree *t)
{
    if (!t || !t->left)
        return t;
    struct tree *left = t->left;
    t->left = left->right;
    left->right = t;
    t->v *= left->v;
    return left;
}

ADGEN_GRAD(x)
double tree(int n, const double *x)
{
    struct tree *root = NULL;
    double       s;

    for (int i = 0; i < n; i++) {
        root = insert(root, x[i], x[i] * x[0]);
        if (i % 3 == 2)
            root = rotated(root);
    }
    s = fold(root);
    drop(root);
    return s;
}

static void last_of(struct item *item, int n, double v)
{
    struct item new = {0};

    if (n == 0)
        return;
    new.v = v;
    if (n % 2) {
        new.block = malloc(sizeof *new.block);
        if (!new.block)
            abort();
        *new.block = v * v;
    }
    item[n - 1] = new;
    last_of(item, n - 1, v * 0.9);
}

ADGEN_GRAD(x)
double in_recursion(int n, double x)
{
    struct item item[5];
    double      s = 0.0;

    last_of(item, n, x);
    for (int i = 0; i < n; i++)
        s += item[i].block ? *item[i].block * item[i].v : item[i].v;
    for (int i = 0; i < n; i++)
        free(item[i].block);
    return s;
}

/*
 * check: records with null pointers are initialised in loops and recursive functions; what these return is turned round
 * check-gradient: initialised(0, zeros(0))
 * check-gradient: initialised(5, random(5, -1, 1))
 * check-gradient: filled(5, random(5, -1, 1))
 * check-gradient: grown(5, random(5, 0.1, 0.5))
 * check-gradient: tree(0, zeros(0))
 * check-gradient: tree(1, random(1, 0.5, 1))
 * check-gradient: tree(9, random(9, 0.5, 1))
 * check-gradient: in_recursion(5, random(0.5, 1))
 */
