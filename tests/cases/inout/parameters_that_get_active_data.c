#include <adgen/adgen.h>
#include <math.h>

struct state {
    double x, y;
    double rate[3];
};

ADGEN_VJP(m)
double members(int n, const double *m, struct state p)
{
    double row[4] = { 0 };
    for (int i = 0; i < n; i++)
        row[i] = sin(p.rate[i % 3] * m[i]);
    p.y += row[0] * m[1];
    for (int i = 0; i < n; i++) {
        p.rate[i % 3] = p.rate[i % 3] * sin(p.y * row[i]);
        p.y += p.rate[0];
    }
    struct state q = p;
    return p.y * p.x * q.rate[1];
}

ADGEN_VJP(m)
double by_address(double m, struct state p)
{
    struct state *q = &p;
    if (m > 0.2)
        q->y += m * p.x;
    q->rate[1] *= q->y;
    return p.y * q->rate[1];
}

static double scaled(struct state p, double s)
{
    p.x *= s;
    if (s > 4.0)
        return scaled(p, s - 1.0);
    return p.x;
}

ADGEN_GRAD(m)
double handed_on(double m, struct state p)
{
    for (int i = 0; i < 3; i++)
        p.x = scaled(p, m) + p.x * p.x;
    return p.x;
}

static void halved(double *p, double s)
{
    *p *= s;
    if (s > 0.2)
        halved(p, s - 0.1);
}

ADGEN_GRAD(m)
double real(double m, double p, double *z)
{
    double *q[2] = { &p, z };
    for (int i = 0; i < 3; i++) {
        halved(&p, m);
        *q[i % 2] += m * p;
    }
    return p;
}

ADGEN_JVP(m)
double forward(double m, double p, struct state s)
{
    double *q[2] = { &p, &s.y };
    for (int i = 0; i < 3; i++) {
        halved(&p, m);
        *q[i % 2] += m * p * s.x;
    }
    return p * s.y;
}

/*
 * check: parameters by value that are no independent variables have adjoints that start from zeros, in memory, too, once active data are assigned to them
 * check-gradient: members(3, random(3, 0.1, 0.9), {0.3, 0.4, {0.5, 0.6, 0.7}})
 * check-gradient: by_address(0.4, {0.3, 0.4, {0.5, 0.6, 0.7}})
 * check-gradient: by_address(0.1, {0.3, 0.4, {0.5, 0.6, 0.7}})
 * check-gradient: handed_on(4.5, {0.3, 0.4, {0.5, 0.6, 0.7}})
 * check-gradient: real(0.45, 0.3, {0.3, 0.4})
 * check-gradient: forward(0.45, 0.3, {0.5, 0.6, {0.1, 0.2, 0.3}})
 */
