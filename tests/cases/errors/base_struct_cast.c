#include <adgen/adgen.h>

struct shape {
    int kind;
};

struct disc {
    struct shape shape;
    double radius;
};

struct pair {
    struct shape shape;
    const struct shape *left, *right;
};

static double area(const struct shape *s)
{
    if (s->kind == 0) {
        const struct disc *d = (const struct disc *)s;
        return 3.0 * d->radius * d->radius;
    }
    const struct pair *p = (const struct pair *)s;
    double left = area(p->left);
    return left + area(p->right);
}

ADGEN_GRAD()
double f(double x, double y)
{
    struct disc a = {{0}, x}, b = {{0}, y};
    struct pair both = {{1}, &a.shape, &b.shape};
    return area(&both.shape);
}

/*
 * check: a recursive function gets a struct without reals that is the start of one with reals
 * check-error: adgen-cast @ 20:32
 */
