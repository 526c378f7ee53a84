#include <adgen/adgen.h>
#include <stddef.h>
#include <string.h>

struct node {
    struct node *next;
    double       v;
};

/* A node is removed by copying the next one over it. */
ADGEN_GRAD(x)
double removed(const double *x)
{
    struct node c = {NULL, x[2]}, b = {&c, x[1]}, a = {&b, x[0]}, *head = &a;

    *head = *head->next;
    return head->v * x[0] + head->next->v;
}

ADGEN_GRAD(x)
double removed_often(int n, const double *x)
{
    struct node pool[6];
    double      s = 0.0;

    for (int i = 0; i < n; i++) {
        pool[i].v = x[i] * x[i];
        pool[i].next = i + 1 < n ? &pool[i + 1] : NULL;
    }
    while (n > 0 && pool[0].next) {
        s += pool[0].v * s + pool[0].next->v;
        pool[0] = *pool[0].next;
        pool[0].v *= 1.5;
    }
    return s;
}

/* The pointer by which a record is assigned lies in that record. */
ADGEN_GRAD(x)
double overwritten_way(const double *x)
{
    struct node a[3] = {{NULL, x[0]}, {NULL, x[1]}, {NULL, x[2]}}, b = {NULL, x[0] * x[1]};

    a[0].next = a;
    b.next = a + 2;
    *a[0].next = b;
    a[0].next->v *= x[1];
    return a[0].v * a[1].v + a[2].v;
}

ADGEN_GRAD(x)
double copied_over_the_way(const double *x)
{
    struct node a[3] = {{NULL, x[0]}, {NULL, x[1]}, {NULL, x[2]}}, b[2] = {{NULL, x[0] * x[1]}, {NULL, x[1] * x[2]}};

    a[0].next = a;
    b[0].next = a + 2;
    b[1].next = b;
    memcpy(a[0].next, b, 2 * sizeof *b);
    return a[0].v * a[1].v + a[2].v * a[0].next->v;
}

ADGEN_GRAD(x)
double moved_down(const double *x)
{
    struct node a[3] = {{NULL, x[0]}, {NULL, x[1]}, {NULL, x[2]}};

    a[0].next = a + 1;
    a[1].next = a + 2;
    memmove(a, a[0].next, 2 * sizeof *a);
    return a[0].v * x[0] + a[1].v * a[0].next->v;
}

/*
 * check: copies of records that overwrite the pointers which lead to them
 * check-gradient: removed(random(3, -1, 1))
 * check-gradient: removed_often(0, zeros(0))
 * check-gradient: removed_often(1, random(1, -1, 1))
 * check-gradient: removed_often(2, random(2, -1, 1))
 * check-gradient: removed_often(6, random(6, -1, 1))
 * check-gradient: overwritten_way(random(3, -1, 1))
 * check-gradient: copied_over_the_way(random(3, -1, 1))
 * check-gradient: moved_down(random(3, -1, 1))
 */
