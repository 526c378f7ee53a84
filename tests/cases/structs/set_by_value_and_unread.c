#include <adgen/adgen.h>

struct point {
    double x, y;
    double rate[2];
};

ADGEN_VJP()
void set_whole(struct point p, const double *y, double *z)
{
    p = (struct point){ 0.75, y[1], { y[0] } };
    p.rate[1] = y[2];
    (void)p;
    z[0] = y[0] * y[1];
}

ADGEN_GRAD()
double set_in_part(struct point p, const double *y)
{
    double w = y[1] * y[0];
    p.x = 0.1;
    p.rate[0] = w;
    (void)p;
    return w;
}

/*
 * check: what is assigned to a struct that is passed by value, and never read, is not written, like a local's
 * check-gradient: set_whole({1.0, 2.0, 3.0, 4.0}, {1.0, 2.0, 3.0}, {1.0})
 * check-gradient: set_in_part({1.0, 2.0, 3.0, 4.0}, {1.0, 2.0, 3.0})
 * check-omits: p.
 */
