#include <adgen/adgen.h>
#include <stddef.h>

struct node {
    double (*eval)(const struct node *, const double *);
    const struct node *left, *right;
    double factor;
};

static double leaf(const struct node *n, const double *x) { return n->factor * x[0]; }

static double sum(const struct node *n, const double *x)
{
    return n->left->eval(n->left, x) + n->right->eval(n->right, x);
}

static double product(const struct node *n, const double *x)
{
    return n->left->eval(n->left, x) * n->right->eval(n->right, x + 1);
}

ADGEN_GRAD(x, scale)
double evaluate(const double *x, double scale)
{
    struct node l = {leaf, NULL, NULL, scale}, m = {product, &l, &l, 0.0}, a = {sum, &m, &l, 0.0},
                top = {product, &a, &m, 0.0};
    return top.eval(&top, x);
}

/*
 * check: nodes whose methods call those of the nodes below
 * check-gradient: evaluate(random(5, -1, 1), 2.0)
 */
