#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

struct node;
typedef double method(const struct node *, double);
struct node {
    method *eval;
    struct node *child[2];
    double weight;
};

static double leaf(const struct node *n, double x) { return n->weight * x; }
static double wave(const struct node *n, double x) { return sin(n->child[0]->eval(n->child[0], x)) + n->weight; }
static double both(const struct node *n, double x)
{
    double left = n->child[0]->eval(n->child[0], x);
    return left * n->child[1]->eval(n->child[1], left + x);
}

static struct node *build(int depth, double w)
{
    struct node *n = malloc(sizeof *n);
    if (!n)
        abort();
    n->weight = w;
    n->child[0] = n->child[1] = NULL;
    n->eval = depth == 0 ? leaf : depth % 2 ? wave : both;
    if (depth > 0)
        n->child[0] = build(depth - 1, 0.9 * w);
    if (depth > 0 && depth % 2 == 0)
        n->child[1] = build(depth - 1, w * w);
    return n;
}

static void drop(struct node *n)
{
    if (!n)
        return;
    drop(n->child[0]);
    drop(n->child[1]);
    free(n);
}

ADGEN_GRAD()
double f(double x, double w, int depth)
{
    struct node *root = build(depth, w);
    double y = root->eval(root, x);
    drop(root);
    return y;
}

/*
 * check: a recursive function builds the tree whose methods are called
 * check-gradient: f(0.5, 0.7, 0)
 * check-gradient: f(0.5, 0.7, 3)
 */
