#include <adgen/adgen.h>
#include <stdlib.h>

struct node {
    int          op;
    double       v;
    struct node *a, *b;
};

static struct node *number(double v)
{
    struct node *n = calloc(1, sizeof *n);

    if (!n)
        abort();
    n->v = v;
    return n;
}

static struct node *binary(int op, struct node *a, struct node *b)
{
    struct node *n = malloc(sizeof *n);

    if (!n)
        abort();
    *n = (struct node){op, 0.0, a, b};
    return n;
}

static double evaluate(const struct node *n)
{
    if (n->op == 0)
        return n->v;
    return n->op == 1 ? evaluate(n->a) + evaluate(n->b) : evaluate(n->a) * evaluate(n->b);
}

static void drop(struct node *n)
{
    if (!n)
        return;
    drop(n->a);
    drop(n->b);
    free(n);
}

/* Whichever argument comes first: they only allocate, or end the program. */
ADGEN_GRAD()
double expression(double x, double y)
{
    struct node *t = binary(2, binary(1, number(x), number(y)), number(x * y));
    double       r = evaluate(t);

    drop(t);
    return r;
}

/*
 * check: calls of constructors within one another
 * check-gradient: expression(random(0.5, 1), random(0.5, 1))
 */
