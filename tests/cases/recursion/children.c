#include <adgen/adgen.h>
#include <stdlib.h>

/* A tree whose nodes hang themselves into their parents, in lists that grow. */
struct item {
    double        v;
    double      (*join)(double, double);
    struct item **kids;
    int           count;
};

static double add(double a, double b)
{
    return a + b;
}

static double multiply(double a, double b)
{
    return a * b;
}

static struct item *grow(struct item *at, double v, int depth)
{
    struct item *it = malloc(sizeof *it);

    it->v = v;
    it->join = depth % 2 ? add : multiply;
    it->kids = NULL;
    it->count = 0;
    if (at) {
        at->kids = realloc(at->kids, (size_t)(at->count + 1) * sizeof *at->kids);
        at->kids[at->count++] = it;
    }
    if (depth > 0) {
        grow(it, v * 1.5, depth - 1);
        grow(it, v + 0.25, depth - 1);
    }
    return it;
}

static double evaluate(const struct item *it)
{
    double r = it->v;

    for (int i = 0; i < it->count; i++)
        r = it->join(r, evaluate(it->kids[i]));
    return r;
}

static void drop(struct item *it)
{
    for (int i = 0; i < it->count; i++)
        drop(it->kids[i]);
    free(it->kids);
    free(it);
}

ADGEN_GRAD(x)
double tree_of_children(double x, int depth)
{
    struct item *root = grow(NULL, x, depth);
    double       r = evaluate(root);

    drop(root);
    return r;
}

/* The call's result is not used, and there is nothing else but the way through the parent. */
static void hang(struct item *at, double v, int depth)
{
    struct item *it = calloc(1, sizeof *it);

    it->v = v;
    it->join = multiply;
    at->kids = realloc(at->kids, (size_t)(at->count + 1) * sizeof *at->kids);
    at->kids[at->count++] = it;
    for (int i = 0; i < depth; i++)
        hang(it, v * (1.0 + i), depth - 1);
}

ADGEN_GRAD(x)
double tree_below(double x, int depth)
{
    struct item base = {.v = 0.5, .join = add};

    hang(&base, x, depth);
    double r = evaluate(&base);
    for (int i = 0; i < base.count; i++)
        drop(base.kids[i]);
    free(base.kids);
    return r;
}

/*
 * check: blocks that a recursive function hangs into its caller's memory
 * check-gradient: tree_of_children(random(0.5, 1), 0)
 * check-gradient: tree_of_children(random(0.5, 1), 1)
 * check-gradient: tree_of_children(random(0.5, 1), 3)
 * check-gradient: tree_below(random(0.5, 1), 0)
 * check-gradient: tree_below(random(0.5, 1), 2)
 */
