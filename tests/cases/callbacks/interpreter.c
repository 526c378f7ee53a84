#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

enum kind { VALUE, SUM, PRODUCT, SINE, KINDS };

struct node {
    enum kind kind;
    int index;
    const struct node *left, *right;
};

struct state {
    const double *values;
    double *trace;
    int calls;
};

static double eval(const struct node *n, struct state *s);

static double value(const struct node *n, struct state *s)
{
    *s->trace += s->values[n->index];
    return s->values[n->index];
}

static double sum(const struct node *n, struct state *s)
{
    double left = eval(n->left, s);
    return left + eval(n->right, s);
}

static double product(const struct node *n, struct state *s)
{
    double left = eval(n->left, s);
    return left * eval(n->right, s);
}

static double sine(const struct node *n, struct state *s)
{
    double y = sin(eval(n->left, s));
    return y * *s->trace;
}

static double (*const table[KINDS])(const struct node *, struct state *) = {value, sum, product, sine};

static double eval(const struct node *n, struct state *s)
{
    s->calls++;
    return table[n->kind](n, s);
}

ADGEN_GRAD(v)
double f(const double *v)
{
    struct node x = {VALUE, 0, NULL, NULL}, y = {VALUE, 1, NULL, NULL}, p = {PRODUCT, 0, &x, &y},
                s = {SINE, 0, &p, NULL}, q = {SUM, 0, &s, &x}, r = {PRODUCT, 0, &q, &q};
    double trace = 0.0;
    struct state state = {v, &trace, 0};
    double z = eval(&r, &state);
    return z * trace + state.calls;
}

/*
 * check: a table of functions that come back to the one that reads it
 * check-gradient: f(random(2, -1, 1))
 */
