#include <adgen/adgen.h>
#include <math.h>

struct node { int op; double value; const struct node *left, *right; };

static double eval(const struct node *n, double x)
{
    switch (n->op) {
    case 0: return n->value;
    case 1: return x;
    case 2: return eval(n->left, x) + eval(n->right, x);
    case 3: return eval(n->left, x) * eval(n->right, x);
    default: return sin(eval(n->left, x));
    }
}

ADGEN_GRAD(tree, x)
double value(const struct node *tree, double x)
{
    return eval(tree, x);
}

/*
 * check: evaluating a tree
 * check-gradient: value(&{0, 1.5, NULL, NULL}, 2.0)
 * check-gradient: value(&{3, 0.0, &{1, 0.0, NULL, NULL}, &{0, 1.5, NULL, NULL}}, 2.0)
 * check-gradient: value(&{4, 0.0, &{3, 0.0, &{1, 0.0, NULL, NULL}, &{2, 1.5, &{1, 0.0, NULL, NULL}, &{0, 0.3, NULL, NULL}}}, NULL}, 0.8)
 */
