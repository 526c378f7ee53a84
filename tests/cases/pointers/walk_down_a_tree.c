#include <adgen/adgen.h>

struct node { double v; const struct node *left, *right; };

ADGEN_GRAD(x)
double f(const double *x)
{
    struct node  n[5] = { { x[0], 0, 0 }, { x[1], 0, 0 }, { x[2], 0, 0 }, { x[3], 0, 0 }, { x[4], 0, 0 } };
    double       sum = 1.0;

    n[0].left = &n[1], n[0].right = &n[2];
    n[1].left = &n[3], n[1].right = &n[4];
    for (const struct node *p = n; p; p = p->v > 0.1 ? p->left : p->right)
        sum *= p->v;
    return sum;
}

/*
 * check: a pointer goes on by what it points to
 * check-gradient: f({0.5, 0.7, 0.3, 0.9, 2})
 * check-gradient: f({0.5, 0.05, 0.3, 0.9, 2})
 * check-gradient: f({0.05, 0.5, 0.3, 0.9, 2})
 */
