#include <adgen/adgen.h>
#include <math.h>
#include <stddef.h>

struct state {
    double  a, low, high, own[2];
    double *at, *buffer;
};

/* A pointer in a record gets an address in that record. */
static double walked(const double *x, double s, struct state *st, int n)
{
    if (n <= 0) {
        st->at = &st->a;
        return s;
    }
    st->a *= s;
    return walked(x, s * x[0], st, n - 1);
}

ADGEN_GRAD(x)
double own_member(const double *x, int n)
{
    struct state st = {.a = x[2]};
    double       r = walked(x, x[0], &st, n);

    return r + *st.at;
}

static void bisected(const double *x, struct state *st, int n)
{
    st->at = n % 2 ? &st->low : &st->high;
    *st->at = 0.5 * (st->low + st->high) * x[n];
    if (!st->buffer)
        st->buffer = st->own;
    st->buffer[n % 2] += st->low;
    if (n > 0)
        bisected(x, st, n - 1);
}

ADGEN_GRAD(x)
double own_buffer(const double *x, int n)
{
    struct state st = {.low = x[0], .high = x[1]};

    bisected(x, &st, n);
    return *st.at * st.buffer[0] + st.buffer[1] * st.low;
}

struct node {
    double       v;
    struct node *next;
};

static void reverse(struct node *from, struct node *to)
{
    struct node *next = from->next;

    from->next = to;
    if (next)
        reverse(next, from);
}

ADGEN_GRAD(x)
double reversed(const double *x)
{
    struct node c = {x[2] * x[0], NULL}, b = {x[1], &c}, a = {x[0], &b};
    double      s = a.v;

    reverse(&a, NULL);
    c.next->v *= x[2];
    c.next->next->v += s * x[1];
    return a.v * b.v + c.v;
}

static void closed(struct node *node, int n)
{
    if (n > 0) {
        closed(node->next ? node->next : node, n - 1);
        return;
    }
    node->next = node;
}

ADGEN_GRAD(x)
double ring(const double *x)
{
    struct node b = {x[1], NULL}, a = {x[0], &b};

    closed(&a, 3);
    b.next->v *= x[0];
    return a.v * b.v;
}

/*
 * check: recursive functions that store addresses of what they are given in what they are given
 * check-gradient: own_member(random(3, 0.5, 1), 0)
 * check-gradient: own_member(random(3, 0.5, 1), 2)
 * check-gradient: own_buffer(random(4, 0.5, 1), 3)
 * check-gradient: reversed(random(3, 0.5, 1))
 * check-gradient: ring(random(2, 0.5, 1))
 */
