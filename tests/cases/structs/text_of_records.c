#include <adgen/adgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct config {
    const char *name;
    double      gain;
};

struct layer {
    char   name[16];
    double v;
};

ADGEN_GRAD(x)
double copied(double x, struct config c)
{
    struct layer l = {"", x};

    strncpy(l.name, c.name, 8);
    return l.v * l.v * c.gain + (double)strlen(l.name);
}

struct node {
    struct node *next;
    char        *name;
    double       v;
};

static struct node *node_new(const char *name, double v, struct node *next)
{
    struct node *node = calloc(1, sizeof *node);

    if (!node)
        abort();
    node->name = malloc(strlen(name) + 4);
    if (!node->name)
        abort();
    strcpy(node->name, name);
    strcat(node->name, "_n");
    node->v = v;
    node->next = next;
    return node;
}

ADGEN_GRAD(x)
double list(int n, const double *x, const char *wanted)
{
    static const char *const names[] = {"bias", "weight", "gain"};
    struct node             *head = NULL;
    double                   s = 0.0;

    for (int i = 0; i < n; i++)
        head = node_new(names[i % 3], x[i] * x[i], head);
    for (struct node *p = head; p; p = p->next)
        s += strncmp(p->name, wanted, strlen(wanted)) == 0 ? p->v * p->v : 0.5 * p->v;
    while (head) {
        struct node *next = head->next;
        snprintf(head->name, 4, "end");
        free(head->name);
        free(head);
        head = next;
    }
    return s;
}

/*
 * check: text in records and in blocks that they lead to, beside active data
 * check-gradient: copied(random(0.5, 1), {"linear", 0.5})
 * check-gradient: list(0, zeros(0), "bias")
 * check-gradient: list(5, random(5, 0.5, 1), "weight")
 */
