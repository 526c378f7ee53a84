#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* binary tree insert: allocation stored through a pointer to pointer */
struct tree { double key, weight; struct tree *left, *right; };

static void insert(struct tree **root, double key, double weight)
{
    if (!*root) {
        *root = calloc(1, sizeof **root);
        if (!*root)
            abort();
        (*root)->key = key;
        (*root)->weight = weight;
    } else if (key < (*root)->key) {
        insert(&(*root)->left, key, weight * 0.9);
    } else {
        insert(&(*root)->right, key, weight * (*root)->weight);
    }
}

static double fold(const struct tree *t, double up)
{
    if (!t)
        return up;
    return fold(t->left, up * t->weight) + t->key * fold(t->right, up + t->weight);
}

static void clear(struct tree *t)
{
    if (!t)
        return;
    clear(t->left);
    clear(t->right);
    free(t);
}

ADGEN_GRAD(x)
double f(const double *x, int n)
{
    struct tree *root = NULL;
    double s;
    for (int i = 0; i < n; i++)
        insert(&root, x[i], 1.0 + x[i] * x[i]);
    s = fold(root, 1.0);
    clear(root);
    return s;
}

/*
 * check: a tree built, used and freed by recursive functions
 * check-gradient: f(random(1, -1, 1), 0)
 * check-gradient: f(random(1, -1, 1), 1)
 * check-gradient: f(random(6, -1, 1), 6)
 */
