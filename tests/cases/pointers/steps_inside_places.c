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

/* A second assignment in the same expression. */
ADGEN_GRAD(x)
double counted(const double *x, int n)
{
    double y[16] = {0}, s = 0.0;
    int    at[3] = {0, 4, 8}, key[4] = {0, 1, 2, 1};
    struct {
        int n, up, down;
    } m = {0};

    for (int i = 0; i < n; i++) {
        y[at[key[i % 4]]++] = (m.n += 1, x[i] * m.n);
        y[at[key[(i + 1) % 4]]++] += x[i] > 0.5 ? (++m.up, x[i]) : (++m.down, -x[i] * x[i]);
        s += x[at[key[i % 4]]-- % n] * x[--m.n];
        s += x[at[key[i % 4]]++ % n] * (i % 2 ? x[m.n += 1] : x[2]);
        m.n = i;
    }
    for (int i = 0; i < 16; i++)
        s += y[i] * (i + 1);
    return s * (m.up + 2 * m.down);
}

/* The value of an assignment that changes where the place is. */
ADGEN_GRAD(x)
double led_elsewhere(const double *x, int n)
{
    int    a[5] = {0, 2, 3, 4, 1}, b[6] = {1, 3, 4, 5, 2, 0};
    double s = 0.0;

    for (int i = 0; i < n; i++) {
        a[0] = 0;
        int v = 1 + (a[a[0]] = (i * 5 + 1) % 4);
        s += x[v] * x[i];
        b[0] = 0;
        s += x[++b[b[0]]] * x[i];
        b[0] = 0;
        s += x[b[b[0]] += 2];
    }
    return s;
}

/*
 * check: a step of a counter in the place that is assigned, found through memory that the assignment might change
 * check-gradient: pushed(zeros(0), 0)
 * check-gradient: pushed(random(5, 0.5, 1), 5)
 * check-gradient: popped(random(4, 0.5, 1), 4)
 * check-gradient: records(random(3, 0.5, 1), 3)
 * check-gradient: stacks(random(7, 0.5, 1), 7)
 * check-gradient: counted(random(5, 0.6, 0.9), 5)
 * check-gradient: counted(random(5, 0.1, 0.4), 5)
 * check-gradient: led_elsewhere(random(5, 0.3, 0.9), 5)
 */
