#include <adgen/adgen.h>
#include <math.h>

struct node {
    double (*eval)(const struct node *, const double *);
    double weight;
    const struct node *child;
};

static double leaf(const struct node *n, const double *x) { return n->weight * x[0]; }

static double chain(const struct node *n, const double *x)
{
    double s = n->child->eval(n->child, x);
    return s * n->weight + sin(x[1]);
}

ADGEN_GRAD(x)
double f(const double *x, const struct node *tree, int own)
{
    struct node low = {leaf, 2.0, tree}, top = {chain, 1.0, own ? &low : tree};
    return top.eval(&top, x);
}

/*
 * check: methods of a tree that is the caller's in part
 * check-error: adgen-function-pointer @ 22:12
 */
