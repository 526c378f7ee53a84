#include <adgen/adgen.h>
#include <math.h>

struct point {
    double x, y, z;
};

static struct point same(struct point p)
{
    return p;
}

ADGEN_JVP()
double with_zeros(double s, double t, double *y)
{
    struct point p = { 0.75 * s, cos(t), 0.0 };
    for (int j = 0; j < 1; j++)
        y[1 - j] = y[j];
    struct point q = same(p);
    return q.x + p.y * t;
}

ADGEN_JVP()
double member_by_member(double s, double t, double *y)
{
    struct point p;
    p.x = 0.75 * s;
    p.y = cos(t);
    p.z = 0.0;
    for (int j = 0; j < 1; j++)
        y[1 - j] = y[j];
    struct point q = same(p);
    return q.x + q.y + p.y * t;
}

/*
 * check: a variable that is declared with a copy of a record: the record is read as a whole, and does not become variables of its members
 * check-gradient: with_zeros(0.3, 0.7, {0.1, 0.2})
 * check-gradient: member_by_member(0.3, 0.7, {0.1, 0.2})
 */
