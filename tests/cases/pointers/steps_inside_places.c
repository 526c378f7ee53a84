#include <adgen/adgen.h>
#include <math.h>

struct stack {
    double *at;
    int     count;
};

struct machine {
    struct stack  a, b, *current, **all;
    int           which, *steps;
    struct record *records;
};

struct record {
    double v;
    int    kind;
};

static struct record made(double z)
{
    struct record r = {z * sin(z), 2};

    return r;
}

/* The counter, and the stack that it belongs to, are found through memory. */
ADGEN_GRAD(x)
double pushed(const double *x, int n)
{
    double         p[9], q[9], s = 1.0;
    struct machine m = {.a = {p, 0}, .b = {q, 0}};

    m.current = &m.a;
    for (int i = 0; i < n; i++) {
        m.current->at[m.current->count++] = x[i] * s;
        s += m.a.at[0];
        m.current = m.current == &m.a ? &m.b : &m.a;
    }
    for (int i = 0; i < m.a.count; i++)
        s += m.a.at[i] * (i + 1);
    for (int i = 0; i < m.b.count; i++)
        s += m.b.at[i] * s;
    return s;
}

ADGEN_GRAD(x)
double popped(const double *x, int n)
{
    double       p[9], s = 1.0, z;
    struct stack v = {p, 0}, *pv = &v, **ppv = &pv;

    for (int i = 0; i < n; i++)
        s += z = (*ppv)->at[(*ppv)->count++] = i % 2 ? sin(x[i]) : x[i] * s;
    for (int i = 0; i < n; i++) {
        z = (*ppv)->at[--(*ppv)->count] *= 1.5;
        s += z * p[i];
    }
    for (int i = 0; i < n; i++) {
        z = (*ppv)->at[(*ppv)->count++] -= i & 1 ? x[i] : 2.0 * x[i];
        s += z * p[i];
    }
    return s;
}

/* Records may hold anything, also the counter. */
ADGEN_GRAD(x)
double records(const double *x, int n)
{
    struct record  p[9], z;
    double         s = 1.0;
    int            steps = 0;
    struct machine m = {.steps = &steps, .records = p};

    for (int i = 0; i < n; i++)
        m.records[(*m.steps)++] = i % 2 ? made(x[i] * s) : made(x[i]);
    for (int i = 0; i < n; i++) {
        z = m.records[(*m.steps)++] = (struct record){x[i], i};
        s += z.v * z.kind;
    }
    for (int i = 0; i < steps; i++)
        s += p[i].v * p[i].kind * s;
    return s + *m.steps;
}

/* What is stored changes where the next one goes. */
ADGEN_GRAD(x)
double stacks(const double *x, int n)
{
    double        p[6] = {0.0}, s = 0.0;
    struct stack  a = {p, 0}, b = {p + 3, 0}, *all[3] = {&a, &b, &a};
    struct machine m = {.all = all};

    for (int i = 0; i < n; i++) {
        m.all[m.which % 3]->at[m.all[m.which % 3]->count++ % 3] += x[i];
        m.all[m.which++ % 3] = i % 2 ? &a : &b;
    }
    *m.all[m.which++ % 3] = b;
    for (int i = 0; i < 6; i++)
        s += p[i] * p[i] * (i + 1);
    return s * (m.which + a.count + 2 * b.count);
}

/*
 * check: a step of a counter in the place that is assigned, found through memory that the assignment might change
 * check-gradient: pushed(zeros(0), 0)
 * check-gradient: pushed(random(5, 0.5, 1), 5)
 * check-gradient: popped(random(4, 0.5, 1), 4)
 * check-gradient: records(random(3, 0.5, 1), 3)
 * check-gradient: stacks(random(7, 0.5, 1), 7)
 */
