#include <adgen/adgen.h>
#include <math.h>
#include <stdlib.h>

/* An electrical network: resistors between nodes, Newton's method for the diodes, nodes that point to each other. */
typedef struct node *Node;

struct edge {
    Node   to;
    double conductance;
    int    is_diode;
    struct edge *next;
};

struct node {
    double voltage, source;
    int    grounded;
    struct edge *edges;
};

static int connect(Node a, Node b, double conductance, int is_diode)
{
    struct edge *e = malloc(sizeof *e);
    if (!e)
        return 0;
    e->to = b;
    e->conductance = conductance;
    e->is_diode = is_diode;
    e->next = a->edges;
    a->edges = e;
    return 1;
}

static double current(const struct edge *e, double v, double *slope)
{
    if (e->is_diode) {
        double x = exp(v / 0.5);
        *slope = e->conductance * x / 0.5;
        return e->conductance * (x - 1.0);
    }
    *slope = e->conductance;
    return e->conductance * v;
}

static void relax(Node n)
{
    double out = -n->source, slope = 0.0, s;

    if (n->grounded)
        return;
    for (struct edge *e = n->edges; e; e = e->next) {
        out += current(e, n->voltage - e->to->voltage, &s);
        slope += s;
    }
    if (slope > 0.0)
        n->voltage -= out / slope;
}

/* The voltage of the last node of a ladder of n rungs. */
ADGEN_GRAD(series, shunt, source)
double ladder(int n, const double *series, const double *shunt, double source, int rounds)
{
    struct node ground = {0.0, 0.0, 1, NULL}, *nodes = calloc((size_t)n + 1, sizeof *nodes);
    double v;

    if (!nodes)
        return -1.0;
    nodes[0].source = source;
    for (int i = 0; i <= n; i++) {
        if (i < n && (!connect(&nodes[i], &nodes[i + 1], series[i], 0) || !connect(&nodes[i + 1], &nodes[i], series[i], 0)))
            abort();
        if (!connect(&nodes[i], &ground, i < n ? shunt[i] : 1.0, i % 2))
            abort();
    }
    while (rounds-- > 0)
        for (Node k = nodes; k <= nodes + n; k++)
            relax(k);
    v = nodes[n].voltage;
    for (int i = 0; i <= n; i++)
        while (nodes[i].edges) {
            struct edge *e = nodes[i].edges;
            nodes[i].edges = e->next;
            free(e);
        }
    free(nodes);
    return v;
}

/*
 * check: nodes and edges that point to each other, put into lists from malloc, a typedef of a pointer
 * check-gradient: ladder(0, zeros(0), zeros(0), 2.0, 1)
 * check-value: source = 1
 * check-gradient: ladder(1, {2.0}, {3.0}, 2.0, 0)
 * check-gradient: ladder(1, {2.0}, {3.0}, 2.0, 2)
 * check-gradient: ladder(3, random(3, 0.5, 1), random(3, 0.5, 1), 1.0, 3)
 */
